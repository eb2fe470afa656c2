#include "rules/rule_set.h"

#include <algorithm>

#include "rules/loader.h"
#include "rules/patterns.h"

namespace tradewire::rules {

RuleSet::RuleSet() : patterns_(std::make_unique<PatternSet>()) {}
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

base::Result<RuleSet> RuleSet::load(const Library& library) {
  Loader loader(library);
  RuleSet set = loader.load();
  for (const Finding& finding : loader.findings()) {
    if (finding.fatal) return base::Error{finding.what, finding.where, finding.mend, base::ErrorKind::kUsage};
  }
  return set;
}

std::vector<Finding> lint(const Library& library) {
  Loader loader(library);
  const RuleSet set = loader.load();
  return loader.findings();
}

const WordSet& RuleSet::words(std::string_view name) const {
  static const WordSet kEmpty;
  const auto at = list_by_name_.find(name);
  return at != list_by_name_.end() ? *at->second : kEmpty;
}

const EventType& RuleSet::type(std::string_view name) const {
  return *std::ranges::find(types_, name, &EventType::name);
}

std::span<const std::uint32_t> RuleSet::frames_of(WordId word) const {
  if (word == kNoWord || word >= by_word_.size()) return {};
  return by_word_[word];
}

std::vector<PatternHit> RuleSet::match_patterns(std::string_view sentence) const { return patterns_->match(sentence); }

}  // namespace tradewire::rules
