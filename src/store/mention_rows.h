// Mentions as rows: a mention goes to `mentions` and `fillers` (with `entities` and `provenances` holding what many share)
// and comes back equal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/mention.h"
#include "store/sql.h"

namespace tradewire::store {

// Where a mention belongs, beside what it says.
struct MentionPlace {
  std::int64_t document = 0;  // rows
  std::int64_t event = 0;
  std::int64_t time = 0;
  std::int64_t digest = 0;    // of the evidence; equal for copies
  std::string block;          // mentions of one block may become one event: the type, or what an analyst's decision says
  bool copy = false;
};

class MentionRows {
 public:
  // `connection` outlives this.
  explicit MentionRows(Connection& connection) : connection_(connection) {}

  // The row of a party or thing, made when it is new; the text stands for the name of what has none.
  std::int64_t entity_row(const extract::Filler& filler);
  // Its new row. REQUIRES: no mention with that id is stored.
  std::int64_t insert(const extract::Mention& mention, const MentionPlace& place);
  void remove(std::int64_t row);
  // REQUIRES: the row is there.
  extract::Mention load(std::int64_t row);
  std::vector<extract::Mention> load(const std::vector<std::int64_t>& rows);

  // What was learnt of `entities` and `provenances` may be stale: another process wrote, or a transaction was undone.
  void forget();

 private:
  std::int64_t exact_entity_row(const extract::Filler& filler, const std::string& name);
  std::int64_t provenance_row(const extract::Mention& mention);
  void insert_filler(std::int64_t mention, int position, std::string_view role, const extract::Filler& filler);
  void insert_words(std::int64_t row, const extract::Mention& mention);

  Connection& connection_;
  std::unordered_map<std::string, std::int64_t> entities_;
  std::unordered_map<std::string, std::int64_t> provenances_;
};

}  // namespace tradewire::store
