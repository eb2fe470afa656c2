#include "extract/judge_scope.h"

#include <algorithm>

#include "base/span.h"
#include "extract/dateline.h"

namespace tradewire::extract {
namespace {

using language::Relation;
using language::Upos;

bool is_subject(Relation relation) {
  return relation == Relation::kNsubj || relation == Relation::kNsubjPass || relation == Relation::kNsubjOuter;
}

}  // namespace

bool is_quote_mark(std::string_view form) {
  return form == "\"" || form == "``" || form == "''" || form == "\xE2\x80\x9C" || form == "\xE2\x80\x9D";
}

bool binds(const Scope& scope, std::uint32_t verb) {
  if (const auto subject = scope.subject(verb); scope.is_verb(verb)) return subject && scope.cue(*subject, Cue::kAccord);
  const auto before = scope.child(verb, Relation::kCompound);
  return before && *before + 1 == verb && scope.cue(*before, Cue::kAccord);
}

Scope::Scope(const Cues& cues, const Analysis& analysis, std::uint32_t sentence)
    : analysis_(&analysis), sentence_(&analysis.sentences[sentence]), index_(sentence) {
  hits_ = cues.find(*sentence_, analysis.text);
  body_start_ = dateline_length(*sentence_, analysis.text);
  hits_by_head_.resize(size());
  for (std::uint32_t i = 0; i < hits_.size(); ++i) hits_by_head_[hits_[i].head].push_back(i);
  children_.resize(size());
  first_.resize(size());
  last_.resize(size());
  mentions_.assign(size(), nullptr);
  for (std::uint32_t at = 0; at < size(); ++at) {
    first_[at] = at;
    last_[at] = at + 1;
  }
  if (sentence_->parsed) build_tree();
  // Entities are sorted by sentence; where they nest the longer one stands first.
  for (const EntityMention& mention : entities_of(analysis, sentence)) {
    for (std::uint32_t at = mention.tokens.first; at < mention.tokens.last && at < size(); ++at) {
      const auto* other = mentions_[at];
      if (!other || other->tokens.last - other->tokens.first < mention.tokens.last - mention.tokens.first) mentions_[at] = &mention;
    }
  }
  mark_quotes();
}

void Scope::build_tree() {
  for (std::uint32_t at = 0; at < size(); ++at) {
    if (const auto above = head(at)) children_[*above].push_back(at);
  }
  for (std::uint32_t at = 0; at < size(); ++at) {
    std::uint32_t steps = 0;
    for (auto above = head(at); above && steps < size(); above = head(*above), ++steps) {
      first_[*above] = std::min(first_[*above], at);
      last_[*above] = std::max(last_[*above], at + 1);
      if (steps > 200) break;
    }
  }
}

void Scope::mark_quotes() {
  quoted_.assign(size(), 0);
  bool open = false;
  for (std::uint32_t at = 0; at < size(); ++at) {
    const auto text = form(at);
    if (is_quote_mark(text)) {
      // A closing mark in a quotation that opened in an earlier sentence.
      if (!open && text == "\xE2\x80\x9D") std::fill(quoted_.begin(), quoted_.begin() + at, 1);
      open = text == "\xE2\x80\x9C" ? true : text == "\xE2\x80\x9D" ? false : !open;
      continue;
    }
    quoted_[at] = open ? 1 : 0;
  }
}

std::string_view Scope::form(std::uint32_t at) const { return base::slice(analysis_->text, token(at).span); }

const CueHit* Scope::cue(std::uint32_t at, Cue kind) const {
  if (at >= size()) return nullptr;
  for (const auto index : hits_by_head_[at]) {
    if (hits_[index].cue == kind) return &hits_[index];
  }
  return nullptr;
}

const CueHit* Scope::cue_in(std::uint32_t first, std::uint32_t last, Cue kind) const {
  for (const auto& hit : hits_) {
    if (hit.first >= first && hit.last <= last && hit.cue == kind) return &hit;
  }
  return nullptr;
}

std::optional<std::uint32_t> Scope::head(std::uint32_t at) const {
  const auto above = token(at).head;
  if (!sentence_->parsed || above < 0 || above >= static_cast<std::int32_t>(size())) return std::nullopt;
  return static_cast<std::uint32_t>(above);
}

std::optional<std::uint32_t> Scope::child(std::uint32_t at, Relation relation) const {
  for (const auto below : children_[at]) {
    if (token(below).relation == relation) return below;
  }
  return std::nullopt;
}

bool Scope::under(std::uint32_t at, std::uint32_t ancestor) const {
  std::uint32_t steps = 0;
  for (std::optional<std::uint32_t> above = at; above && steps <= size(); above = head(*above), ++steps) {
    if (*above == ancestor) return true;
  }
  return false;
}

bool Scope::opens_relative(std::uint32_t at) const {
  if (token(at).relation == Relation::kAclRelcl || token(at).relation == Relation::kAdvclRelcl) return true;
  if (token(at).relation != Relation::kAdvcl || !is_verb(at)) return false;
  // ", on which it has ruled": taken for another clause.
  auto first = first_of(at);
  if (is(first, ",")) ++first;
  if (first == 0 || !is(first - 1, ",") || cue(first, Cue::kAside)) return false;
  if (token(first).upos == Upos::kAdp) ++first;
  return first < at && token(first).upos == Upos::kPron && token(first).features.person == 0 && !token(first).features.possessive;
}

bool Scope::is_verb(std::uint32_t at) const { return token(at).upos == Upos::kVerb || token(at).upos == Upos::kAux; }
bool Scope::is_noun(std::uint32_t at) const {
  const auto tag = token(at).upos;
  return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kPron;
}

bool Scope::is_passive(std::uint32_t verb) const {
  if (child(verb, Relation::kAuxPass)) return true;
  // "been approved or denied"
  const auto above = head(verb);
  const bool bare = token(verb).features.verb_form == language::VerbForm::kPart && token(verb).features.tense == language::Tense::kPast;
  if (bare && above && token(verb).relation == Relation::kConj && child(*above, Relation::kAuxPass) && !child(verb, Relation::kAux) && !child(verb, Relation::kNsubj)) return true;
  return child(verb, Relation::kNsubjPass) && !child(verb, Relation::kAux);
}

std::optional<std::uint32_t> Scope::subject(std::uint32_t verb) const {
  std::optional<std::uint32_t> at = verb;
  for (int steps = 0; at && steps < 8; ++steps) {
    // A dateline or a date may pass for a subject too: the nearest one before the verb is the likelier.
    std::optional<std::uint32_t> found;
    for (const auto below : children_[*at]) {
      const bool measure = mention(below) && mention(below)->kind > EntityKind::kPlace;
      const bool relative = token(below).upos == Upos::kPron && token(below).features.person == 0;
      if (is_subject(token(below).relation) && !measure && (!found || (below < verb && !relative))) found = below;
    }
    if (found) return found;
    const auto relation = token(*at).relation;
    const auto above = head(*at);
    if (!above) break;
    // "officials familiar with the plan, speaking ..., said": what a noun's clause says is said by the noun.
    if (relation == Relation::kAcl || relation == Relation::kAclRelcl) return above;
    const bool goes_up = relation == Relation::kConj || relation == Relation::kXcomp || relation == Relation::kAdvcl ||
                         relation == Relation::kParataxis || relation == Relation::kCop || relation == Relation::kAux;
    if (!goes_up) break;
    at = above;
  }
  return std::nullopt;
}

bool Scope::is_attributive(std::uint32_t verb) const {
  const auto relation = token(verb).relation;
  if (relation != Relation::kAmod && relation != Relation::kCompound) return false;
  const auto noun = head(verb);
  const auto start = group_start(verb);
  const bool main = noun && token(*noun).relation == Relation::kRoot && token(verb).upos == Upos::kVerb && start > 0 && token(start - 1).upos == Upos::kPropn;
  return !main || token(verb).features.verb_form == language::VerbForm::kGer;
}

std::uint32_t Scope::group_start(std::uint32_t verb) const {
  std::uint32_t start = verb;
  while (start > 0) {
    const auto tag = token(start - 1).upos;
    if (tag != Upos::kAux && tag != Upos::kAdv && tag != Upos::kPart) break;
    --start;
  }
  return start;
}

const EntityMention* Scope::mention(std::uint32_t at) const { return at < size() ? mentions_[at] : nullptr; }

base::Span Scope::span(std::uint32_t first, std::uint32_t last) const { return {token(first).span.start, token(last - 1).span.end}; }

Quote Scope::quote(std::uint32_t first, std::uint32_t last) const {
  const auto where = span(first, last);
  return {std::string(base::slice(analysis_->text, where)), where};
}

}  // namespace tradewire::extract
