// Life: what an event's mentions, in the order of time, make of its status and modality: docs/events.md, section 9.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/event.h"
#include "store/sight.h"

namespace tradewire::store {

struct Life {
  extract::EventStatus status = extract::EventStatus::kReported;
  extract::Modality modality = extract::Modality::kActual;
  bool closed = false;
  std::string date;              // the most exact that is told, the most often told of these
  std::int64_t first_time = 0;
  std::int64_t last_time = 0;
  std::uint32_t mention_count = 0;   // without copies
  std::uint32_t document_count = 0;
  std::vector<HistoryEntry> history;
};

// REQUIRES: `sights` is not empty and in the order of Sight::order(). Copies count for nothing but documents and last_time.
Life life_of(const std::vector<Sight>& sights);

// Marks as copies those whose digest an earlier one of another document has.
void mark_copies(std::vector<Sight>& sights);

}  // namespace tradewire::store
