// Extractor: the door of the extract stage: a document in, its mentions out.
//
//     segment ─▶ prefilter ─▶ tag ─▶ which may hold an act ─▶ entities ─▶ parse ─▶ quantities, dates, references ─▶ frames ─▶
//     judgements ─▶ Mention
//
// Immutable once loaded; any number of threads may share one. Time is linear in the size of the text; a text of any kind is
// accepted.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "extract/analysis.h"
#include "extract/frames.h"
#include "extract/mention.h"
#include "rules/rule_set.h"

namespace tradewire::extract {

struct ExtractorOptions {
  std::string rules;               // a folder that overlays the built-in rules; empty: none
  const rules::Library* library = nullptr;  // event rules and words from here instead; for `rules diff` and tests
};

// What each stage made of a text: for `explain`.
struct Explanation {
  struct Part {  // the title, or the body
    Analysis analysis;
    std::vector<std::uint32_t> passed;      // the sentences that passed the prefilter
    std::vector<std::uint32_t> acts;        // of these, the ones that may hold an act by their tags and lemmas
    std::vector<Candidate> candidates;
    std::vector<Judgement> judgements;      // of the candidates
    std::vector<TriggerTrace> triggers;
  };
  Document document;
  Part title, body;
  bool in_domain = true;  // else no word of $domain stands in it, and no act is looked for
};

class StageClock;  // stage_clock.h

class Extractor {
 public:
  static base::Result<Extractor> load(const ExtractorOptions& options = {});

  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

  // The mentions of the title, then those of the text, each in its order. `clock` may be null.
  std::vector<Mention> extract(const Document& document, StageClock* clock = nullptr) const;

  // The same with all that lies between. Its views point into the explanation's own document.
  std::unique_ptr<Explanation> explain(const Document& document) const;

  const rules::RuleSet& rules() const;
  const std::string& rules_version() const;

 private:
  struct Parts;
  explicit Extractor(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace tradewire::extract
