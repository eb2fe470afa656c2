#include "store/life.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace tradewire::store {
namespace {

using extract::EventStatus;
using extract::Modality;
using extract::Polarity;
using extract::SourceRelation;

// Higher is stronger.
int strength(const Sight& sight) {
  const bool own = sight.relation == SourceRelation::kSelf;
  const bool partner = sight.relation == SourceRelation::kCounterparty || sight.relation == SourceRelation::kBeneficiary;
  switch (sight.status) {
    case EventStatus::kConfirmed: return 6;
    case EventStatus::kDenied: return own ? 6 : 2;
    case EventStatus::kClaimed: return partner ? 5 : 3;
    case EventStatus::kReported: return 4;
    case EventStatus::kRumored: return 1;
    case EventStatus::kUnconfirmed: return 0;
  }
  return 0;
}

// How far along an act is; conditional counts as possible.
int stage(Modality modality) {
  switch (modality) {
    case Modality::kActual: return 6;
    case Modality::kPlanned: return 5;
    case Modality::kTentative: return 4;
    case Modality::kThreatened: return 3;
    case Modality::kPossible:
    case Modality::kConditional: return 2;
    case Modality::kRequested: return 1;
  }
  return 0;
}

class Fold {
 public:
  void take(const Sight& sight) {
    take_status(sight);
    take_modality(sight);
    take_polarity(sight);
    first_ = false;
  }
  Life life;

 private:
  void take_status(const Sight& sight) {
    const int force = strength(sight);
    if (sight.status == EventStatus::kUnconfirmed) {
      unconfirmed_ = true;
    } else {
      if (force > 1) unconfirmed_ = false;
      if (force >= strongest_) {
        strongest_ = force;
        stated_ = sight.status;
      }
    }
    turn("status", life.status, unconfirmed_ ? EventStatus::kUnconfirmed : stated_, sight);
  }

  // Negative mentions tell of a stage only while there is no positive one.
  void take_modality(const Sight& sight) {
    const bool positive = sight.polarity == Polarity::kPositive;
    const bool outranks = stage(sight.modality) > stage(life.modality);
    const bool counts = first_ || (positive && (!positive_ || outranks)) || (!positive && !positive_ && outranks);
    positive_ = positive_ || positive;
    const Modality reached = sight.modality == Modality::kConditional ? Modality::kPossible : sight.modality;
    turn("modality", life.modality, counts ? reached : life.modality, sight);
  }

  void take_polarity(const Sight& sight) {
    const bool closed = sight.polarity == Polarity::kNegative;
    if (closed != life.closed) add("closed", life.closed ? "closed" : (first_ ? "" : "open"), closed ? "closed" : "open", sight);
    life.closed = closed;
  }

  template <typename Word>
  void turn(const char* what, Word& now, Word next, const Sight& sight) {
    if (first_) {
      add(what, "", to_string(next), sight);
    } else if (now != next) {
      add(what, to_string(now), to_string(next), sight);
    }
    now = next;
  }

  void add(const char* what, std::string_view from, std::string_view to, const Sight& sight) {
    life.history.push_back({what, std::string(from), std::string(to), sight.published, sight.source, sight.mention});
  }

  bool first_ = true;
  bool positive_ = false;
  bool unconfirmed_ = false;
  int strongest_ = -1;
  EventStatus stated_ = EventStatus::kRumored;
};

std::string best_date(const std::vector<Sight>& sights) {
  std::map<std::string, int> counts;
  for (const Sight& sight : sights) {
    if (sight.copy) continue;
    for (const std::string& date : sight.date_texts) ++counts[date];
  }
  // A range is as exact as its length says: less than a day, more than a year.
  const auto exactness = [](const std::string& date) { return date.find('/') != std::string::npos ? 5 : static_cast<int>(date.size()); };
  std::string best;
  for (const auto& [date, count] : counts) {
    if (best.empty() || std::pair(exactness(date), count) > std::pair(exactness(best), counts[best])) best = date;
  }
  return best;
}

}  // namespace

void mark_copies(std::vector<Sight>& sights) {
  std::map<std::int64_t, std::string> owners;
  for (Sight& sight : sights) {
    const auto [owner, is_new] = owners.emplace(sight.digest, sight.document);
    sight.copy = !is_new && owner->second != sight.document;
  }
}

Life life_of(const std::vector<Sight>& sights) {
  Fold fold;
  std::set<std::string_view> documents;
  for (const Sight& sight : sights) {
    documents.insert(sight.document);
    if (!sight.copy) {
      fold.take(sight);
      ++fold.life.mention_count;
    }
  }
  fold.life.first_time = sights.front().time;
  fold.life.last_time = sights.back().time;
  fold.life.document_count = static_cast<std::uint32_t>(documents.size());
  fold.life.date = best_date(sights);
  return fold.life;
}

}  // namespace tradewire::store
