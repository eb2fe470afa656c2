// RuleSet: all event rules, checked and compiled; what the extract stage matches with.
//
// Immutable once loaded, shared by any number of threads. Loading compiles everything but the regular expressions, which
// are compiled when first used.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "rules/frame.h"
#include "rules/frame_filter.h"
#include "rules/library.h"

namespace tradewire::rules {

// Something that is wrong with a rule file.
struct Finding {
  std::string where;  // "rules/events/tariff/cut.yaml:12:3"
  std::string what;
  std::string mend;
  bool fatal = true;  // the loader refuses; else only the lint complains
  friend bool operator==(const Finding&, const Finding&) = default;
};

// A pattern that matched; spans are in the text that was searched.
struct PatternHit {
  std::size_t type = 0;
  std::string id;
  base::Span trigger;
  std::vector<std::pair<RoleId, base::Span>> roles;
};

class PatternSet;  // rule_set's own

class RuleSet {
 public:
  // Error: the first finding that is fatal.
  static base::Result<RuleSet> load(const Library& library);

  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;
  ~RuleSet();

  const std::vector<EventType>& types() const { return types_; }
  const std::vector<Frame>& frames() const { return frames_; }
  // REQUIRES: there is a type of that name.
  const EventType& type(std::string_view name) const;
  const Lexicon& lexicon() const { return lexicon_; }

  // A word list by its name without $; an empty set when there is none.
  const WordSet& words(std::string_view name) const;

  // The frames that have `word` as the head of a trigger.
  std::span<const std::uint32_t> frames_of(WordId word) const;

  // Which of them a sentence may fill, by its words.
  const FrameFilter& filter() const { return filter_; }

  // What the types' patterns find in one sentence.
  std::vector<PatternHit> match_patterns(std::string_view sentence) const;

 private:
  friend class Loader;
  RuleSet();
  Lexicon lexicon_;
  std::vector<std::pair<std::string, WordSet>> lists_;  // sorted by name
  std::unordered_map<std::string_view, const WordSet*> list_by_name_;
  std::vector<EventType> types_;
  std::vector<Frame> frames_;
  std::vector<std::vector<std::uint32_t>> by_word_;
  FrameFilter filter_;
  std::unique_ptr<PatternSet> patterns_;
};

// All that is wrong with the event and word files, fatal or not, in the order of the files.
std::vector<Finding> lint(const Library& library);

}  // namespace tradewire::rules
