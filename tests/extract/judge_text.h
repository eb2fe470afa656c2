// A text analysed as the extractor does it, with an act at a word of the test's choice, for tests of the judgements.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "extract/apart.h"
#include "extract/dates.h"
#include "extract/entities.h"
#include "extract/gazetteer.h"
#include "extract/judge.h"
#include "extract/official.h"
#include "extract/quantities.h"
#include "extract/reference.h"
#include "language/analyzer.h"

namespace tradewire::extract {

// One act: its type, its trigger's word, and the words of its actor (may be empty).
struct Act {
  std::string type;
  std::string trigger;
  std::string actor;
  std::string beneficiary;
};

class JudgedText {
 public:
  explicit JudgedText(std::string text, std::string title = {}) {
    document_.title = std::move(title);
    document_.published = "2025-06-15";
    document_.text = std::move(text);
    static const auto analyzer = *language::Analyzer::load("en");
    static const auto gazetteer = *Gazetteer::load();
    analysis_.document = &document_;
    analysis_.text = document_.text;
    analysis_.published = base::Date{2025, 6, 15};
    for (auto& sentence : analyzer.segment(analysis_.text)) {
      sentence = analyzer.tag(std::move(sentence), analysis_.text);
      analysis_.sentences.push_back(parse_apart(analyzer, cues(), std::move(sentence), analysis_.text));
    }
    auto findings = find_entities(gazetteer, analysis_);
    analysis_.entities = std::move(findings.mentions);
    analysis_.found = std::move(findings.found);
    analysis_.official_text = is_official_text(cues(), analysis_);
    if (analysis_.official_text) analysis_.official_author = official_author_of(gazetteer, analysis_);
    analysis_.entities = merge_mentions(std::move(analysis_.entities), merge_mentions(find_dates(cues(), analysis_), find_quantities(cues(), analysis_)));
    analysis_.entities = merge_mentions(std::move(analysis_.entities), resolve_references(gazetteer, analysis_));
  }

  // Judges the acts together; one judgement each.
  std::vector<Judgement> judge_acts(const std::vector<Act>& acts) {
    std::vector<Candidate> candidates;
    std::uint32_t from = 0;
    for (const auto& act : acts) {
      Candidate candidate;
      candidate.type = act.type;
      candidate.trigger = find(act.trigger, from);
      candidate.clause = candidate.trigger.head;
      add(candidate, Role::kActor, act.actor);
      add(candidate, Role::kBeneficiary, act.beneficiary);
      candidates.push_back(std::move(candidate));
    }
    return judge(cues(), analysis_, candidates);
  }

  Judgement judge_act(const Act& act) { return judge_acts({act}).front(); }

  static const Cues& cues() {
    static const Cues loaded = *Cues::load();
    return loaded;
  }

 private:
  TokenRange find(std::string_view words, std::uint32_t from) const {
    const auto at = analysis_.text.find(words, from);
    EXPECT_NE(at, std::string_view::npos) << words;
    for (std::uint32_t s = 0; s < analysis_.sentences.size(); ++s) {
      const auto& tokens = analysis_.sentences[s].tokens;
      for (std::uint32_t t = 0; t < tokens.size(); ++t) {
        if (tokens[t].span.start != at) continue;
        std::uint32_t last = t + 1;
        while (last < tokens.size() && tokens[last].span.end <= at + words.size()) ++last;
        return {s, t, last, head_token(analysis_.sentences[s], t, last)};
      }
    }
    ADD_FAILURE() << "no token at " << words;
    return {};
  }

  void add(Candidate& candidate, Role role, const std::string& words) const {
    if (words.empty()) return;
    Argument argument;
    argument.role = role;
    argument.tokens = find(words, 0);
    for (const auto& mention : analysis_.entities) {
      const bool covers = mention.tokens.sentence == argument.tokens.sentence && mention.tokens.first <= argument.tokens.head && argument.tokens.head < mention.tokens.last;
      if (covers && !argument.mention) argument.mention = &mention;
    }
    candidate.arguments.push_back(argument);
  }

  Document document_;
  Analysis analysis_;
};

inline Judgement judged(const std::string& text, const Act& act) { return JudgedText(text).judge_act(act); }

}  // namespace tradewire::extract
