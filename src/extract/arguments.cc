#include "extract/arguments.h"

#include <algorithm>

namespace tradewire::extract {

using language::Tense;
using language::Upos;
using language::VerbForm;

namespace {

constexpr int kMaxClimb = 6;

bool is_relative(const Tree& tree, TokenIndex i) {  // that, which, who: a pronoun without person
  const auto& token = tree.token(i);
  return (token.upos == Upos::kPron || token.upos == Upos::kDet) && token.features.person == 0 && !token.features.possessive &&
         token.features.number == language::Number::kNone;
}

bool is_relative_clause(const Tree& tree, TokenIndex v) {
  return tree.relation(v) == Relation::kAclRelcl || tree.relation(v) == Relation::kAdvclRelcl;
}

// Where the parser lost the clause of "who" or "which": the noun phrase right before it.
TokenIndex before_relative(const Tree& tree, TokenIndex pronoun) {
  TokenIndex at = pronoun;
  while (at > 0 && tree.token(at - 1).upos == Upos::kPunct) --at;
  if (at == 0 || pronoun - at > 1 || !tree.is_nominal(at - 1)) return pronoun;
  TokenIndex head = at - 1;
  for (int step = 0; step < kMaxClimb && tree.has_head(head) && tree.head(head) < pronoun; ++step) {
    const Relation r = tree.relation(head);
    if (r != Relation::kFlat && r != Relation::kCompound && r != Relation::kAppos && r != Relation::kNmodDesc) break;
    head = tree.head(head);
  }
  return head;
}

// The word of a relative clause that stands for its antecedent, as a child of v with that relation.
TokenIndex resolve_relative(const Tree& tree, TokenIndex v, TokenIndex argument) {
  for (int step = 0; step < kMaxClimb; ++step) {
    if (is_relative_clause(tree, v)) break;
    const Relation r = tree.relation(v);
    if ((r != Relation::kConj && r != Relation::kXcomp && r != Relation::kCcomp) || !tree.has_head(v)) break;
    v = tree.head(v);
  }
  if (!is_relative(tree, argument)) return argument;
  if (is_relative_clause(tree, v) && tree.has_head(v)) return tree.head(v);
  return tree.token(argument).upos == Upos::kPron ? before_relative(tree, argument) : argument;
}

std::vector<TokenIndex> surface_subject(const Tree& tree, TokenIndex v, int steps);

// "called on Tokyo to open", "pressure on Tokyo to open": the nearest such phrase of `h` that stands before v.
TokenIndex asked_party(const Tree& tree, TokenIndex h, TokenIndex v) {
  TokenIndex found = tree.size();
  for (const TokenIndex c : tree.children(h)) {
    const Relation r = tree.relation(c);
    if (c > h && c < v && (r == Relation::kObl || r == Relation::kNmod) && tree.marked_by_controller(c)) found = c;
  }
  return found;
}

// "accused Tokyo of breaching", "thanked Tokyo for opening": the object before the gerund has done it.
bool is_said_of_object(const Tree& tree, TokenIndex object, TokenIndex v) {
  return object < v && tree.is_nominal(object) && tree.token(v).features.verb_form == VerbForm::kGer && tree.marked_by_blamer(v);
}

// The subject that an infinitive or gerund v below `h` shares with it.
std::vector<TokenIndex> controller(const Tree& tree, TokenIndex h, TokenIndex v, int steps) {
  if (!tree.is_passive(h)) {
    for (const Relation r : {Relation::kIobj, Relation::kObj}) {
      const TokenIndex object = tree.child(h, r);
      if (object < tree.size() && tree.is_nominal(object)) return {resolve_relative(tree, h, object)};
    }
  }
  const TokenIndex asked = asked_party(tree, h, v);
  if (asked < tree.size()) return {asked};
  return surface_subject(tree, h, steps + 1);
}

// Who owns the plan, decision or vow that a verb completes: "China's plan to ban", "announced a plan to ban".
std::vector<TokenIndex> owner(const Tree& tree, TokenIndex noun, TokenIndex v, int steps) {
  const TokenIndex asked = asked_party(tree, noun, v);
  if (asked < tree.size()) return {asked};
  if (!tree.has_head(noun) && tree.has_child(noun, Relation::kNsubj)) return {tree.child(noun, Relation::kNsubj)};
  const TokenIndex possessor = tree.child(noun, Relation::kNmodPoss);
  if (possessor < tree.size()) return {possessor};
  TokenIndex at = noun;
  for (int step = 0; step < 3 && tree.has_head(at); ++step) {
    // "is under pressure to act": the noun is said of somebody.
    const TokenIndex said_of = tree.child(at, Relation::kNsubj);
    if (said_of < tree.size()) return {said_of};
    const Relation r = tree.relation(at);
    at = tree.head(at);
    if (!tree.is_verb(at)) continue;
    if (r == Relation::kNsubj) return {};
    const TokenIndex given = tree.child(at, Relation::kIobj);  // "gives the ministry the power to"
    if (given < tree.size()) return {given};
    return surface_subject(tree, at, steps + 1);
  }
  return {};
}

// Two readings in one: the second counts when the first is no party.
std::vector<TokenIndex> with_second(TokenIndex first, std::vector<TokenIndex> second) {
  second.insert(second.begin(), first);
  return second;
}

std::vector<TokenIndex> subject_of_acl(const Tree& tree, TokenIndex v, int steps) {
  const TokenIndex noun = tree.head(v);
  const auto& features = tree.token(v).features;
  if (tree.is_passive(v) && tree.has_child(v, Relation::kAuxPass)) return {noun};  // "allows for sanctions to be imposed"
  if (features.verb_form == VerbForm::kInf || tree.has_child(v, Relation::kMark) || tree.has_child(v, Relation::kCase)) {
    auto found = owner(tree, noun, v, steps);
    const bool headline = found.empty() && !tree.has_head(noun) && noun + 2 >= v && features.verb_form == VerbForm::kInf;  // "Peru to lift duties"
    if (headline) return {noun};
    const bool blamed = tree.relation(noun) == Relation::kObj && is_said_of_object(tree, noun, v);
    return blamed ? with_second(noun, std::move(found)) : found;
  }
  // "signed an order removing the duty": who signed stands second, in case that an order is no party.
  std::vector<TokenIndex> found{noun};
  if (tree.relation(noun) == Relation::kObj) {
    const auto signer = surface_subject(tree, tree.head(noun), steps + 1);
    found.insert(found.end(), signer.begin(), signer.end());
  }
  return found;
}

// "called for tariffs to be removed": the phrase right before the infinitive, which the parser hangs on the verb above.
TokenIndex named_for_passive(const Tree& tree, TokenIndex v) {
  const TokenIndex mark = tree.child(v, Relation::kMark);
  if (mark == 0 || mark >= v || !tree.is_passive(v) || !tree.has_child(v, Relation::kAuxPass)) return tree.size();
  for (const TokenIndex c : tree.children(tree.head(v))) {
    const bool ends_there = c < mark && (c + 1 == mark || tree.dominates(c, mark - 1));
    if (ends_there && tree.relation(c) == Relation::kObl && tree.is_nominal(c)) return c;
  }
  return tree.size();
}

std::vector<TokenIndex> surface_subject(const Tree& tree, TokenIndex v, int steps) {
  if (steps > kMaxClimb) return {};
  for (const Relation r : {Relation::kNsubj, Relation::kNsubjPass, Relation::kNsubjOuter}) {
    const TokenIndex subject = tree.child(v, r);
    if (subject < tree.size() && !tree.is_verb(subject) && tree.token(subject).upos != Upos::kAdv) return {resolve_relative(tree, v, subject)};
  }
  if (!tree.has_head(v)) return {};
  const TokenIndex h = tree.head(v);
  switch (tree.relation(v)) {
    case Relation::kXcomp: return controller(tree, h, v, steps);
    case Relation::kConj: return tree.is_verb(h) || tree.has_child(h, Relation::kCop) ? surface_subject(tree, h, steps + 1) : std::vector<TokenIndex>{};
    case Relation::kAcl: return tree.is_nominal(h) ? subject_of_acl(tree, v, steps) : surface_subject(tree, h, steps + 1);
    case Relation::kAclRelcl:
    case Relation::kAdvclRelcl:
      if (tree.is_nominal(h) && tree.token(v).features.verb_form != VerbForm::kInf) return {h};
      return {};
    case Relation::kAdvcl: {
      if (!tree.is_verb(h)) return {};
      if (const TokenIndex named = named_for_passive(tree, v); named < tree.size()) return {named};
      const TokenIndex blamed = tree.child(h, Relation::kObj);
      if (is_said_of_object(tree, blamed, v)) return with_second(blamed, surface_subject(tree, h, steps + 1));
      const TokenIndex asked = tree.token(v).features.verb_form == VerbForm::kInf ? asked_party(tree, h, v) : tree.size();
      return asked < tree.size() ? std::vector<TokenIndex>{asked} : surface_subject(tree, h, steps + 1);
    }
    case Relation::kParataxis:
    case Relation::kCcomp:
      if (tree.token(v).features.verb_form == VerbForm::kFin) return {};
      return tree.is_verb(h) ? surface_subject(tree, h, steps + 1) : std::vector<TokenIndex>{};
    case Relation::kNmod:
    case Relation::kObl: {
      const TokenIndex clause = tree.clause_of(h);
      if (tree.is_nominal(h)) return owner(tree, h, v, steps);
      return clause < tree.size() ? controller(tree, clause, v, steps) : std::vector<TokenIndex>{};
    }
    default: return {};
  }
}

std::vector<TokenIndex> agents(const Tree& tree, TokenIndex v) {
  std::vector<TokenIndex> found;
  for (const TokenIndex c : tree.children(v)) {
    if (tree.relation(c) == Relation::kOblAgent) found.push_back(c);
  }
  return found;
}

// The object of a relative clause that has a subject but no object: its antecedent.
TokenIndex gapped_object(const Tree& tree, TokenIndex v) {
  TokenIndex at = v;
  for (int step = 0; step < kMaxClimb; ++step) {
    if (is_relative_clause(tree, at)) {
      const TokenIndex subject = tree.child(at, Relation::kNsubj);
      const bool has_subject = subject < tree.size() && !is_relative(tree, subject);
      return has_subject && tree.has_head(at) ? tree.head(at) : tree.size();
    }
    const Relation r = tree.relation(at);
    if ((r != Relation::kXcomp && r != Relation::kConj && r != Relation::kCcomp) || !tree.has_head(at)) break;
    at = tree.head(at);
  }
  return tree.size();
}

bool is_clause_relation(Relation r) {
  return r == Relation::kAclRelcl || r == Relation::kCcomp || r == Relation::kAdvcl || r == Relation::kAdvclRelcl ||
         r == Relation::kParataxis || r == Relation::kCsubj || r == Relation::kAcl || r == Relation::kXcomp;
}

}  // namespace

std::vector<TokenIndex> subjects(const Tree& tree, TokenIndex v) {
  // "The Commission on Thursday imposed duties", read as a noun phrase.
  const bool finite_amod = tree.relation(v) == Relation::kAmod && tree.token(v).features.verb_form == language::VerbForm::kFin && tree.has_head(v);
  if (finite_amod && tree.has_head(tree.head(v))) {
    const TokenIndex above = tree.head(tree.head(v));
    if (above < v && tree.is_nominal(above)) return {above};
  }
  if (tree.is_passive(v)) {
    auto by = agents(tree, v);
    // "The panel ruled against it", read as a noun with a participle: no other verb leads the sentence.
    const bool lone = by.empty() && tree.relation(v) == Relation::kAcl && tree.has_head(v) && !tree.has_head(tree.head(v)) &&
                      tree.head(v) + 1 == v && !tree.has_child(v, Relation::kAuxPass);
    if (lone) return {tree.head(v)};
    return by;
  }
  return surface_subject(tree, v, 0);
}

std::vector<TokenIndex> objects(const Tree& tree, TokenIndex v) {
  // "the newly imposed duties"; a finite verb that the parser took for an adjective has the same object.
  if (tree.relation(v) == Relation::kAmod && tree.has_head(v) && tree.head(v) > v && tree.is_nominal(tree.head(v))) return {tree.head(v)};
  // "reviews its duties levied on rice": no verb's complement but a reduced passive.
  const bool bare_participle = tree.relation(v) == Relation::kXcomp && v > 0 && tree.is_nominal(v - 1) && tree.is_passive(v) &&
                               !tree.has_child(v, Relation::kAuxPass) && !tree.has_child(v, Relation::kNsubjPass);
  if (bare_participle) return {v - 1};
  if (tree.is_passive(v)) {
    if (tree.has_child(v, Relation::kObj) && tree.has_child(v, Relation::kNsubjPass)) return {tree.child(v, Relation::kObj)};
    return surface_subject(tree, v, 0);
  }
  std::vector<TokenIndex> found;
  for (const TokenIndex c : tree.children(v)) {
    if (tree.relation(c) == Relation::kObj) {
      const TokenIndex object = resolve_relative(tree, v, c);
      // "Washington, which had placed firms on a list": one antecedent is not both.
      const bool second = object != c && !found.empty();
      if (!second) found.push_back(object);
    }
    // "grant the firm a permit": parsers take the second object for an adverb.
    const bool noun = tree.is_nominal(c) || (tree.is_verb(c) && c > v && !tree.has_child(c, Relation::kAux) && !tree.has_child(c, Relation::kNsubj));
    if (tree.relation(c) == Relation::kOblUnmarked && !found.empty() && noun) found.push_back(c);
  }
  if (found.size() > 1 && tree.has_head(v) && found.front() == tree.head(v)) found.erase(found.begin());
  if (!found.empty()) return found;
  const TokenIndex gap = gapped_object(tree, v);
  if (gap < tree.size()) return {gap};
  // "allowed Nvidia to sell": a single object that the parser took for the first of two.
  const TokenIndex single = tree.child(v, Relation::kIobj);
  if (single < tree.size()) return {single};
  // "announced and imposed tariffs": the object stands at the second verb.
  for (const TokenIndex c : tree.children(v)) {
    if (tree.relation(c) != Relation::kConj || !tree.is_verb(c) || tree.has_child(c, Relation::kNsubj)) continue;
    const TokenIndex object = tree.child(c, Relation::kObj);
    if (object < tree.size() && c - v <= 3) return {object};
  }
  // "will eliminate or reduce tariffs": or at the first.
  if (tree.relation(v) == Relation::kConj && tree.has_head(v) && tree.is_verb(tree.head(v))) {
    const TokenIndex object = tree.child(tree.head(v), Relation::kObj);
    if (object < tree.size() && object > v && object - v <= 4) return {object};
  }
  return {};
}

std::vector<TokenIndex> indirect_objects(const Tree& tree, TokenIndex v) {
  const TokenIndex iobj = tree.child(v, Relation::kIobj);
  if (iobj < tree.size()) return {iobj};
  if (tree.is_passive(v) && tree.has_child(v, Relation::kObj)) return surface_subject(tree, v, 0);
  const TokenIndex object = tree.child(v, Relation::kObj);
  const TokenIndex second = tree.child(v, Relation::kOblUnmarked);
  if (object < tree.size() && second < tree.size() && object < second) return {object};
  return {};
}

std::vector<TokenIndex> complements(const Tree& tree, TokenIndex v) {
  std::vector<TokenIndex> found;
  const auto take = [&](TokenIndex top) {
    for (const TokenIndex c : tree.children(top)) {
      const Relation r = tree.relation(c);
      const bool clause = r == Relation::kXcomp || r == Relation::kCcomp || r == Relation::kAcl || r == Relation::kAdvcl;
      const bool gerund = (r == Relation::kObl || r == Relation::kNmod) && tree.is_verb(c);
      if (clause || gerund) found.push_back(c);
    }
  };
  take(v);
  for (const TokenIndex object : objects(tree, v)) {
    if (tree.has_head(object) && tree.head(object) == v) take(object);
  }
  return found;
}

std::vector<TokenIndex> zone(const Tree& tree, TokenIndex top, bool infinitives) {
  std::vector<TokenIndex> found;
  std::vector<TokenIndex> queue{top};
  const bool active = tree.is_verb(top) && !tree.is_passive(top);
  for (std::size_t at = 0; at < queue.size(); ++at) {
    for (const TokenIndex c : tree.children(queue[at])) {
      const Relation r = tree.relation(c);
      if (queue[at] == top && active && r == Relation::kNsubj) continue;
      const bool verb = tree.is_verb(c);
      const bool has_subject = tree.has_child(c, Relation::kNsubj) || tree.has_child(c, Relation::kNsubjPass);
      if (verb && r == Relation::kConj) continue;
      if (is_clause_relation(r) && (verb || r == Relation::kAclRelcl || r == Relation::kParataxis) && (!infinitives || has_subject || r == Relation::kAclRelcl)) continue;
      queue.push_back(c);
      found.push_back(c);
    }
  }
  // A passive's own subject hangs above when it is a noun with a participle: "tariffs imposed on".
  return found;
}

std::vector<TokenIndex> marked(const Tree& tree, const std::vector<TokenIndex>& zone, std::span<const rules::WordId> preposition) {
  std::vector<TokenIndex> found;
  for (const TokenIndex i : zone) {
    if (tree.token(i).upos != Upos::kAdp && tree.marked_by(i, preposition)) found.push_back(i);
  }
  return found;
}

TokenIndex light_verb_above(const Tree& tree, TokenIndex noun) {
  TokenIndex at = noun;
  for (int step = 0; step < 4 && tree.has_head(at); ++step) {
    const Relation r = tree.relation(at);
    const TokenIndex h = tree.head(at);
    if (r == Relation::kConj) {
      at = h;
      continue;
    }
    if ((r == Relation::kObj || r == Relation::kNsubjPass) && tree.is_verb(h)) return h;
    return tree.size();
  }
  return tree.size();
}

std::vector<TokenIndex> subjects_above(const Tree& tree, TokenIndex noun) {
  const TokenIndex v = light_verb_above(tree, noun);
  return v < tree.size() ? subjects(tree, v) : std::vector<TokenIndex>{};
}

}  // namespace tradewire::extract
