// Lists of fillers: "steel, copper and some wines", "goods such as radios and lamps". Parsers often hang the later members
// elsewhere, so that the words between them count as much as the tree.
#include <algorithm>

#include "extract/fillers.h"

namespace tradewire::extract {

using language::Upos;

namespace {

constexpr std::size_t kLongestList = 40;

}  // namespace

// The token behind what stands under a head without a gap, verbs and lists left out.
TokenIndex Fillers::phrase_end(TokenIndex head) const {
  TokenIndex end = head + 1;
  const EntityMention* own = mentions_[head];
  if (own != nullptr) end = std::max(end, own->tokens.last);
  while (end < tree_.size() && tree_.dominates(head, end)) {
    const Upos tag = tree_.token(end).upos;
    if (tag == Upos::kPunct || tag == Upos::kCconj || tag == Upos::kVerb || tag == Upos::kAux || tag == Upos::kSconj) break;
    if (tree_.matches(rules_.words("example_word"), end)) break;
    ++end;
  }
  return end;
}

// The head of the noun phrase that begins at a token, by its words alone: the last noun of the run. size() when there is none.
TokenIndex Fillers::noun_phrase(TokenIndex first, TokenIndex* end) const {
  TokenIndex head = tree_.size();
  TokenIndex at = first;
  for (; at < tree_.size() && at < first + 10; ++at) {
    const Upos tag = tree_.token(at).upos;
    const bool noun = tag == Upos::kNoun || tag == Upos::kPropn;
    const bool modifier = tag == Upos::kAdj || tag == Upos::kNum || tag == Upos::kDet || tag == Upos::kSym || tree_.is_hyphen(at) ||
                          (tag == Upos::kVerb && tree_.relation(at) == Relation::kAmod) || (tag == Upos::kPron && tree_.relation(at) == Relation::kNmodPoss) ||
                          (tag == Upos::kPart && tree_.relation(at) == Relation::kCase);
    if (!noun && !modifier) break;
    if (noun) head = at;
  }
  *end = head < tree_.size() ? head + 1 : at;
  return head;
}

// The party that is joined to a subject that begins at a token: "Mali" in "Mali and Chad agreed". Null when there is none.
const EntityMention* Fillers::party_before(TokenIndex first) const {
  if (first > 0 && tree_.relation(first - 1) == Relation::kDet) --first;
  if (first > 1 && tree_.token(first - 1).upos == Upos::kCconj && tree_.form(first - 2) == ",") --first;
  if (first < 2 || tree_.token(first - 1).upos != Upos::kCconj) return nullptr;
  const EntityMention* m = mentions_[first - 2];
  const bool party = m != nullptr && m->kind <= EntityKind::kCompany && m->tokens.last == first - 1;
  return party && tree_.case_of(m->tokens.head).empty() && tree_.relation(m->tokens.head) != Relation::kObj ? m : nullptr;
}

// The token behind what stands in parentheses at a token; that token itself when nothing does.
TokenIndex Fillers::behind_parentheses(TokenIndex at) const {
  if (at >= tree_.size() || tree_.form(at) != "(") return at;
  for (TokenIndex i = at + 1; i < tree_.size() && i < at + 8; ++i) {
    if (tree_.form(i) == ")") return i + 1;
  }
  return at;
}

std::vector<TokenIndex> Fillers::listed(TokenIndex head) const {
  std::vector<TokenIndex> all = tree_.coordinated(head);
  const auto words = tree_.case_of(head);
  const bool opened = words.size() == 1 && tree_.matches(rules_.words("clause_opening"), words.front());  // "after Mali and Chad agreed"
  const bool subject = opened || tree_.relation(head) == Relation::kNsubj || tree_.relation(head) == Relation::kNsubjPass;
  std::vector<TokenIndex> pending;  // behind a comma: members only when an "and" follows
  TokenIndex at = phrase_end(all.back());
  while (at + 1 < tree_.size() && all.size() < kLongestList) {
    const bool comma = tree_.token(at).upos == Upos::kPunct && tree_.form(at) == ",";
    const TokenIndex joint = comma ? at + 1 : at;
    const bool last = tree_.token(joint).upos == Upos::kCconj;
    if ((!comma && !last) || tree_.matches(rules_.words("parting"), joint)) break;
    TokenIndex end = 0;
    TokenIndex next = noun_phrase(last ? joint + 1 : joint, &end);
    if (next >= tree_.size()) break;
    end = std::max(end, phrase_end(next));
    if (const TokenIndex behind = behind_parentheses(end); behind > end) {  // "General (retired) Doe", "the Bureau (BIS)"
      const TokenIndex rest = noun_phrase(behind, &end);
      if (rest < tree_.size()) next = rest;
      else end = behind;
    }
    const Upos after = end < tree_.size() ? tree_.token(end).upos : Upos::kPunct;
    const bool clause = after == Upos::kVerb || after == Upos::kAux;
    // "individuals, firms and states that pay": told of all of them, the last has no clause of its own.
    const bool relative = after == Upos::kPron && tree_.token(end).features.person == 0;
    const bool own_subject = !relative && (tree_.relation(next) == Relation::kNsubj || tree_.relation(next) == Relation::kNsubjPass);
    if (!subject && (clause || own_subject)) break;
    pending.push_back(next);
    if (last) {
      all.insert(all.end(), pending.begin(), pending.end());
      pending.clear();
    }
    if (clause) break;
    at = end;
  }
  if (subject) {
    const EntityMention* own = mentions_[all.front()];
    for (TokenIndex first = own != nullptr ? own->tokens.first : left_edge(all.front(), false); const EntityMention* m = party_before(first); first = m->tokens.first) all.push_back(m->tokens.head);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

// "goods such as radios", "goods, including radios": the head of the first example; size() when there is none.
TokenIndex Fillers::example_after(TokenIndex head) const {
  TokenIndex at = phrase_end(head);
  if (at < tree_.size() && tree_.form(at) == ",") ++at;
  if (at >= tree_.size() || !tree_.matches(rules_.words("example_word"), at)) return tree_.size();
  ++at;
  while (at < tree_.size() && (tree_.relation(at) == Relation::kFixed || tree_.token(at).upos == Upos::kAdp)) ++at;
  TokenIndex end = 0;
  return noun_phrase(at, &end);
}

}  // namespace tradewire::extract
