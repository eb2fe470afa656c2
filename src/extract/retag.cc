#include "extract/retag.h"

#include <algorithm>

#include "base/unicode.h"

namespace tradewire::extract {

using language::Retag;
using language::Token;
using language::Upos;
using language::VerbForm;

namespace {

constexpr std::size_t kLongestHeading = 16;

class SureTags {
 public:
  SureTags(const Analysis& analysis, std::uint32_t sentence, const rules::RuleSet& rules, const language::Analyzer& analyzer)
      : analysis_(analysis), rules_(rules), analyzer_(analyzer), tokens_(analysis.sentences[sentence].tokens), names_(tokens_.size(), nullptr) {
    for (const EntityMention& mention : entities_of(analysis, sentence)) {
      for (std::uint32_t i = mention.tokens.first; i < mention.tokens.last && i < names_.size(); ++i) {
        if (names_[i] == nullptr) names_[i] = &mention;
      }
    }
    // A line that begins with capitals and does not end a sentence is read as a title is.
    const bool heading = analysis.in_title || (tokens_.size() < kLongestHeading && !tokens_.empty() && tokens_.back().upos != Upos::kPunct);
    headline_ = heading && std::ranges::none_of(tokens_, [](const Token& t) {
      return t.upos == Upos::kAux || (t.upos == Upos::kVerb && t.features.verb_form == VerbForm::kFin);
    });
  }

  std::vector<Retag> run() {
    std::size_t words = 0, capitals = 0;
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      if (form(i).size() < 4) continue;
      ++words;
      capitals += form(i) != base::to_lower(form(i));
    }
    title_case_ = words >= 3 && capitals * 10 >= words * 8;
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      if (is_in(i, "never_verb") && is(i, Upos::kVerb)) found_.push_back({i, Upos::kAdj});
      else if (is_word_of_thing(i) || is_given(i) || is_flow_of_measure(i) || is_measure_behind_verb(i)) found_.push_back({i, Upos::kNoun});
      else if (is_verb_before_article(i) || is_headline_verb(i)) found_.push_back({i, Upos::kVerb}), has_verb_ = true;
      else if (is_word_of_person(i)) found_.push_back({i, Upos::kPropn});
      else if (is_word_in_capitals(i)) found_.push_back({i, Upos::kNoun});
    }
    return std::move(found_);
  }

 private:
  bool is(std::uint32_t i, Upos upos) const { return i < tokens_.size() && tokens_[i].upos == upos; }
  std::string_view form(std::uint32_t i) const { return base::slice(analysis_.text, tokens_[i].span); }
  bool is_in(std::uint32_t i, std::string_view list) const {
    const rules::WordSet& words = rules_.words(list);
    return words.has(rules_.lexicon().find(base::to_lower(form(i)))) || words.has(rules_.lexicon().find(tokens_[i].lemma));
  }
  bool is_act(const Token& token, rules::TriggerKind kind) const {
    const auto frames = rules_.frames_of(rules_.lexicon().find(token.lemma));
    return std::ranges::any_of(frames, [&](std::uint32_t frame) { return rules_.frames()[frame].kind == kind; });
  }
  // What the token would be as a verb, say: "Lifts", a name by its capital, would be "lift".
  Token as(std::uint32_t i, Upos upos) const { return analyzer_.as(tokens_[i], form(i), upos); }
  static bool is_third_person(const Token& verb) { return verb.features.person == 3 && verb.features.number == language::Number::kSing; }

  // A party's name that ends right before the token and is no adjective.
  const EntityMention* party_before(std::uint32_t i) const {
    if (i == 0 || names_[i - 1] == nullptr) return nullptr;
    const EntityMention* name = names_[i - 1];
    return name->kind <= EntityKind::kCompany && name->tokens.last == i && !is(i - 1, Upos::kAdj) ? name : nullptr;
  }

  // "cooking oil", "television sets", "the trade blacklist": no word of such a name is a verb.
  bool is_word_of_thing(std::uint32_t i) const {
    const EntityMention* name = names_[i];
    const bool known = name != nullptr && name->entity != nullptr && !name->entity->id.empty();  // a name by its shape may hold a verb
    if (!is(i, Upos::kVerb) || !known || (name->kind != EntityKind::kCommodity && name->kind != EntityKind::kInstrument)) return false;
    const auto& features = tokens_[i].features;
    const bool last = i + 1 == name->tokens.last && i > name->tokens.first;
    const bool bare = features.verb_form == VerbForm::kGer || features.verb_form == VerbForm::kInf || features.tense == language::Tense::kPres;
    return last || (i + 1 < name->tokens.last && bare);
  }
  // "Vice Premier He Lifeng", "Theresa May": a part of a person's name with a capital, whatever else the word may be.
  bool is_word_of_person(std::uint32_t i) const {
    if (names_[i] == nullptr || names_[i]->kind != EntityKind::kPerson || form(i) == base::to_lower(form(i))) return false;
    return is(i, Upos::kPron) || is(i, Upos::kAdv) || is(i, Upos::kVerb) || is(i, Upos::kAux) || is(i, Upos::kIntj);
  }
  // "tariffs and export controls": the verb would have no such object.
  bool is_flow_of_measure(std::uint32_t i) const {
    return is(i, Upos::kVerb) && is_in(i, "flow") && form(i) == tokens_[i].lemma && is(i + 1, Upos::kNoun) && is_in(i + 1, "border_measure");
  }

  // "Peru Resumes Salmon Deliveries": a word that rules know, with a capital only because the line has them all.
  bool is_word_in_capitals(std::uint32_t i) const {
    if (!title_case_ || !is(i, Upos::kPropn) || names_[i] != nullptr) return false;
    const Token noun = as(i, Upos::kNoun);
    return noun.upos == Upos::kNoun && rules_.lexicon().find(noun.lemma) != rules::kNoWord;
  }

  // "tightened controls over", "imposes duties": a verb right behind a verb is its object.
  bool is_measure_behind_verb(std::uint32_t i) const {
    return i > 0 && is(i, Upos::kVerb) && is(i - 1, Upos::kVerb) && is_third_person(tokens_[i]) && is_in(i, "border_measure") &&
           is_act(tokens_[i - 1], rules::TriggerKind::kVerb);
  }

  bool is_given(std::uint32_t i) const {
    if (!is(i, Upos::kVerb) || i < 2 || !is_in(i, "licence") || form(i) == tokens_[i].lemma) return false;
    const EntityMention* party = party_before(i);
    const std::uint32_t first = party != nullptr ? party->tokens.first : i - 1;
    if (party == nullptr && !is(i - 1, Upos::kPron)) return false;
    return first > 0 && is(first - 1, Upos::kVerb) && is_in(first - 1, "giving");
  }

  bool is_verb_before_article(std::uint32_t i) const {
    if (!is(i, Upos::kNoun) || names_[i] != nullptr || i + 1 >= tokens_.size() || !is_act(tokens_[i], rules::TriggerKind::kVerb)) return false;
    const bool article = is(i + 1, Upos::kDet) || (is(i + 1, Upos::kPron) && tokens_[i + 1].features.possessive);
    const bool body = i > 0 && (is(i - 1, Upos::kNoun) || is(i - 1, Upos::kPropn)) && is_in(i - 1, "official_noun");
    return article && (body || party_before(i) != nullptr);
  }

  // "China, EU sign pact": one verb makes a headline a sentence. Its form must agree with one party or several.
  bool is_headline_verb(std::uint32_t i) const {
    if (!headline_ || has_verb_ || (!is(i, Upos::kNoun) && !is(i, Upos::kPropn)) || names_[i] != nullptr || i + 1 >= tokens_.size()) return false;
    const EntityMention* party = party_before(i);
    if (party == nullptr) return false;
    const Token verb = as(i, Upos::kVerb);
    const std::uint32_t first = party->tokens.first;
    const bool several = first > 1 && (is(first - 1, Upos::kCconj) || form(first - 1) == ",");
    if (!is_act(verb, rules::TriggerKind::kVerb) || several == is_third_person(verb)) return false;
    // "US sanctions relief": what can be an act as a noun too needs more than a noun behind it.
    const bool goes_on = !is(i + 1, Upos::kAdp) && !is(i + 1, Upos::kPunct);
    return goes_on && (several || !is_act(verb, rules::TriggerKind::kNoun) || !is(i + 1, Upos::kNoun));
  }

  const Analysis& analysis_;
  const rules::RuleSet& rules_;
  const language::Analyzer& analyzer_;
  const std::vector<Token>& tokens_;
  std::vector<const EntityMention*> names_;
  bool headline_ = false;
  bool title_case_ = false;
  bool has_verb_ = false;
  std::vector<Retag> found_;
};

}  // namespace

std::vector<Retag> sure_tags(const Analysis& analysis, std::uint32_t sentence, const rules::RuleSet& rules, const language::Analyzer& analyzer) {
  return SureTags(analysis, sentence, rules, analyzer).run();
}

}  // namespace tradewire::extract
