#include "extract/fillers.h"

#include <algorithm>

#include "extract/arguments.h"
#include "rules/event_types.h"

namespace tradewire::extract {

using language::Upos;
using rules::KindSet;

namespace {

constexpr KindSet bit(rules::KindBit b) { return KindSet{1} << b; }
constexpr KindSet kMeasure = bit(rules::kBitDate) | bit(rules::kBitRate) | bit(rules::kBitAmount);

KindSet kinds_of_mention(const EntityMention& mention) {
  KindSet bits = KindSet{1} << static_cast<unsigned>(mention.kind);
  switch (mention.kind) {
    case EntityKind::kCountry:
    case EntityKind::kBloc: return bits | bit(rules::kBitParty) | bit(rules::kBitGovernment) | bit(rules::kBitPlace);
    case EntityKind::kBody:
    case EntityKind::kPerson: {
      const bool official = mention.entity != nullptr && mention.entity->official;
      return bits | bit(rules::kBitParty) | (official ? bit(rules::kBitGovernment) : 0);
    }
    case EntityKind::kCompany: return bits | bit(rules::kBitParty) | bit(rules::kBitFirm);
    case EntityKind::kCommodity: return bits | bit(rules::kBitGoods);
    default: return bits;
  }
}

}  // namespace

Fillers::Fillers(const Analysis& analysis, std::uint32_t sentence, const Tree& tree, const rules::RuleSet& rules)
    : analysis_(analysis), sentence_(sentence), tree_(tree), rules_(rules), mentions_(tree.size(), nullptr) {
  for (const EntityMention& mention : entities_of(analysis, sentence)) {
    all_.push_back(&mention);
    for (TokenIndex i = mention.tokens.first; i < mention.tokens.last && i < tree.size(); ++i) {
      const EntityMention* here = mentions_[i];
      if (here == nullptr || here->tokens.last - here->tokens.first < mention.tokens.last - mention.tokens.first) mentions_[i] = &mention;
    }
  }
}

KindSet Fillers::kinds_of(TokenIndex head) const {
  const EntityMention* mention = mentions_[head];
  const auto& token = tree_.token(head);
  const bool resolved = mention != nullptr && (!mention->reference || mention->entity != nullptr || !mention->members.empty());
  if (resolved && mention->entity != nullptr) {
    EntityMention as = *mention;
    as.kind = mention->reference ? mention->entity->kind : mention->kind;
    return kinds_of_mention(as) | (mention->reference ? bit(rules::kBitName) : 0);
  }
  if (resolved && !mention->members.empty()) return bit(rules::kBitParty) | bit(rules::kBitGovernment) | bit(rules::kBitCountry);
  if (resolved) return kinds_of_mention(*mention);
  if (token.upos == Upos::kPron) return bit(rules::kBitParty) | (token.features.person == 3 ? bit(rules::kBitGoods) : 0);
  if (!tree_.is_nominal(head)) return kThing;
  KindSet bits = 0;
  if (tree_.matches(rules_.words("official_noun"), head)) bits |= bit(rules::kBitGovernment) | bit(rules::kBitParty);
  if (tree_.matches(rules_.words("company_noun"), head)) bits |= bit(rules::kBitFirm) | bit(rules::kBitParty);
  if (tree_.matches(rules_.words("party_noun"), head)) bits |= bit(rules::kBitParty);
  if (tree_.matches(rules_.words("goods"), head) || is_bare(head)) bits |= bit(rules::kBitGoods);
  if (bits != 0) return bits;
  if (token.upos == Upos::kPropn) return bit(rules::kBitName) | bit(rules::kBitParty) | bit(rules::kBitPlace) | bit(rules::kBitInstrument);
  return kThing;
}

bool Fillers::is_party(TokenIndex head) const { return (kinds_of(head) & bit(rules::kBitParty)) != 0; }

bool Fillers::is_bare(TokenIndex head) const {
  return tree_.matches(rules_.words("bare_goods"), head) || tree_.matches(rules_.words("flow"), head);
}

bool Fillers::accepts(Role role, KindSet bits, bool alone) const {
  const auto has = [&](KindSet wanted) { return (bits & wanted) != 0; };
  switch (role) {
    case Role::kActor: return has(bit(rules::kBitParty));
    case Role::kTarget:
    case Role::kBeneficiary: return has(bit(rules::kBitParty)) || (alone && !has(kMeasure));
    case Role::kDestination: return has(bit(rules::kBitParty) | bit(rules::kBitPlace) | bit(rules::kBitName));
    case Role::kCommodity:
      return has(bit(rules::kBitGoods) | kThing) || (has(bit(rules::kBitName)) && !has(bit(rules::kBitCountry) | bit(rules::kBitBody)));
    case Role::kRate: return has(bit(rules::kBitRate));
    case Role::kAmount: return has(bit(rules::kBitAmount));
    case Role::kInstrument: return has(bit(rules::kBitInstrument) | bit(rules::kBitName));
    case Role::kPlace: return has(bit(rules::kBitPlace) | bit(rules::kBitName));
    case Role::kDate: return has(bit(rules::kBitDate));
  }
  return false;
}

std::optional<Role> Fillers::role_for(const std::vector<rules::RoleId>& roles, KindSet wanted, TokenIndex head, std::string_view type) const {
  KindSet bits = kinds_of(head);
  // "designated nine vessels": what a measure against somebody hits is a party, goods as it may be elsewhere.
  const bool hit = rules_.type(type).personal && (bits & bit(rules::kBitGoods)) != 0 && tree_.matches(rules_.words("people_noun"), head);
  if (hit) bits = bit(rules::kBitParty);
  const bool paper = (bits & kThing) != 0 && wanted == 0 && tree_.matches(rules_.words("paper_noun"), head);
  if (paper && std::ranges::find(roles, static_cast<rules::RoleId>(Role::kInstrument)) != roles.end()) return Role::kInstrument;
  const bool empty = tree_.matches(rules_.words("no_filler"), head) || ((bits & (kThing | bit(rules::kBitGoods))) != 0 && tree_.matches(rules_.words("abstract"), head));
  if ((bits & kMeasure) == 0 && empty) return std::nullopt;
  const Upos tag = tree_.token(head).upos;
  const bool word = tag == Upos::kVerb || tag == Upos::kAux || tag == Upos::kAdv || tag == Upos::kAdp || tag == Upos::kNum;
  for (const rules::RoleId id : roles) {
    const Role role = static_cast<Role>(id);
    if (role == Role::kCommodity && word && mentions_[head] == nullptr) continue;
    const bool narrowed = wanted != 0 && (wanted & bit(rules::kBitAny)) == 0;
    // Measures against persons name whom they hit; a common noun there is no commodity.
    const bool hits_somebody = (bits & kThing) != 0 && rules_.type(type).personal;
    const bool personal = role == Role::kCommodity && hits_somebody;
    const bool alone = roles.size() == 1 || hits_somebody;
    const bool fits = narrowed ? (bits & wanted) != 0 : wanted != 0 || (accepts(role, bits, alone) && !personal);
    if (fits) return role;
  }
  return std::nullopt;
}

TokenIndex Fillers::left_edge(TokenIndex head, bool drop_parties) const {
  TokenIndex first = head;
  const EntityMention* own = mentions_[head];
  if (own != nullptr) first = std::min(first, own->tokens.first);
  // Only what stands next to the head, so that a wrong tree cannot stretch it.
  while (first > 0 && head - first < 8) {
    const TokenIndex before = first - 1;
    if (!tree_.dominates(head, before)) break;
    const EntityMention* mention = mentions_[before];
    const bool party = mention != nullptr && mention->kind <= EntityKind::kCompany;
    if (party && drop_parties) break;
    // "U.S.-made chips": the second half goes with the country.
    const bool half = drop_parties && tree_.is_hyphen(before) && before > 0 && mentions_[before - 1] != nullptr && mentions_[before - 1]->kind <= EntityKind::kCompany;
    if (half && first < head) {
      ++first;
      break;
    }
    const Upos tag = tree_.token(before).upos;
    const bool modifier = tag == Upos::kAdj || tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kNum || tag == Upos::kSym ||
                          tree_.is_hyphen(before) || (tag == Upos::kVerb && tree_.relation(before) == Relation::kAmod) ||
                          (tag == Upos::kCconj && before > 0 && tree_.token(before - 1).upos == Upos::kAdj) || tag == Upos::kPart ||
                          (tag == Upos::kAdv && tree_.has_head(before) && tree_.head(before) != head);
    if (!modifier || tree_.relation(before) == Relation::kCase) {
      const bool possessive = tree_.relation(before) == Relation::kCase && before > 0 && tree_.dominates(head, before - 1) &&
                              tree_.has_head(before) && tree_.relation(tree_.head(before)) == Relation::kNmodPoss && !drop_parties;
      if (!possessive) break;
    }
    first = mention != nullptr ? std::min(before, mention->tokens.first) : before;
  }
  while (first < head && (tree_.is_hyphen(first) || tree_.token(first).upos == Upos::kCconj || tree_.token(first).upos == Upos::kPart)) ++first;
  return first;
}

// "companies in third countries", "those who support terrorism": what tells which of them are meant, when the noun alone
// says little.
TokenIndex Fillers::restricted_end(TokenIndex head) const {
  const Upos tag = tree_.token(head).upos;
  const bool wide = tree_.matches(rules_.words("people_noun"), head) || tree_.matches(rules_.words("company_noun"), head) ||
                    tree_.matches(rules_.words("anybody"), head);
  if (!wide || tag == Upos::kPropn) return head + 1;
  for (const TokenIndex c : tree_.children(head)) {
    const Relation r = tree_.relation(c);
    const bool clause = (r == Relation::kAclRelcl || r == Relation::kAcl) && tree_.is_verb(c);
    const auto words = tree_.case_of(c);
    const bool where = r == Relation::kNmod && !words.empty() && tree_.matches(rules_.words("restricting_preposition"), words.front()) &&
                       (mentions_[c] == nullptr || mentions_[c]->kind != EntityKind::kDate);
    if (c > head && (clause || where) && tree_.left(c) == head + 1 && tree_.right(c) - head <= 14) return tree_.right(c);
  }
  return head + 1;
}

TokenRange Fillers::span_of(TokenIndex head, bool drop_parties) const {
  const EntityMention* own = mentions_[head];
  const bool named = own != nullptr && own->kind != EntityKind::kCommodity;
  const TokenIndex article = head > 0 ? head - 1 : head;
  const bool bare_title = own == nullptr && !drop_parties && head > 0 && tree_.relation(article) == Relation::kDet && tree_.head(article) == head;
  if (bare_title && !tree_.has_child(head, Relation::kNmod) && !tree_.has_child(head, Relation::kFlat)) return {sentence_, article, head + 1, head};
  if (named) {
    // "the President": a title that stands for its holder keeps its article.
    const bool title = own->kind == EntityKind::kPerson && !own->reference && own->tokens.last - own->tokens.first == 1 && own->tokens.first > 0 &&
                       tree_.relation(own->tokens.first - 1) == Relation::kDet;
    return {sentence_, own->tokens.first - (title ? 1 : 0), own->tokens.last, head};
  }
  TokenRange range{sentence_, left_edge(head, drop_parties), head + 1, head};
  if (own != nullptr) range.last = std::max(range.last, own->tokens.last);
  for (const TokenIndex c : tree_.children(head)) {
    const Relation r = tree_.relation(c);
    if ((r == Relation::kFlat || r == Relation::kFixed || r == Relation::kGoeswith) && c == range.last) range.last = c + 1;
    // "members of the council": what a noun that is no name is of.
    const bool of = (r == Relation::kNmod) && c > head && tree_.left(c) == range.last && tree_.right(c) - head <= 7 && own == nullptr &&
                    !drop_parties && tree_.marked_by(c, rules_.words("of").words()) && !tree_.has_child(c, Relation::kAclRelcl);
    if (of) range.last = tree_.right(c);
  }
  if (own == nullptr && !drop_parties && range.last == head + 1) range.last = restricted_end(head);
  return range;
}

Argument Fillers::argument(Role role, TokenIndex head) const {
  const bool goods = role == Role::kCommodity;
  Argument out{role, span_of(head, goods), mentions_[head], false};
  return out;
}

std::optional<Role> Fillers::origin_role(std::string_view type) const {
  if (const auto role = rules_.type(type).origin) return static_cast<Role>(*role);
  if (rules::type_has_role(type, static_cast<rules::RoleId>(Role::kTarget))) return Role::kTarget;
  return std::nullopt;
}

// "diamonds mined or produced in Russia", "articles imported from Mexico": the country below the participle.
std::vector<TokenIndex> Fillers::origins_below(TokenIndex head) const {
  std::vector<TokenIndex> found;
  for (const TokenIndex verb : tree_.children(head)) {
    if (tree_.relation(verb) != Relation::kAcl || !tree_.is_verb(verb)) continue;
    std::vector<TokenIndex> verbs{verb};
    for (const TokenIndex c : tree_.children(verb)) {
      if (tree_.relation(c) == Relation::kConj && tree_.is_verb(c)) verbs.push_back(c);
    }
    for (const TokenIndex v : verbs) {
      for (const TokenIndex c : tree_.children(v)) {
        const auto words = tree_.case_of(c);
        const bool from = tree_.relation(c) == Relation::kObl && !words.empty() && tree_.matches(rules_.words("made_preposition"), words.front());
        if (from && tree_.matches(rules_.words("made_verb"), v)) found.push_back(c);
      }
    }
  }
  if (!found.empty()) return found;
  // "a probe on brandy imported from the Union", where the participle hangs elsewhere.
  const TokenIndex made = phrase_end(head);
  const bool behind = made + 2 < tree_.size() && tree_.token(made).upos == Upos::kVerb && tree_.matches(rules_.words("made_verb"), made) &&
                      tree_.matches(rules_.words("made_preposition"), made + 1);
  if (behind) {
    TokenIndex end = 0;
    const TokenIndex place = noun_phrase(made + 2, &end);
    if (place < tree_.size()) found.push_back(place);
  }
  return found;
}

void Fillers::fill_origins(TokenIndex head, std::string_view type, std::vector<Argument>& out) const {
  const auto role = origin_role(type);
  if (!role) return;
  for (const TokenIndex c : origins_below(head)) {
    for (const TokenIndex each : tree_.coordinated(c)) {
      if (is_party(each)) out.push_back(argument(*role, each));
    }
  }
  for (const TokenIndex c : tree_.children(head)) {
    const bool foreign = tree_.relation(c) == Relation::kAmod && (mentions_[c] == nullptr || mentions_[c] == mentions_[head]) && is_bare(head) && *role != Role::kActor &&
                         tree_.matches(rules_.words("foreign_adjective"), c);
    if (foreign) out.push_back({*role, {sentence_, c, c + 1, c}, nullptr, false});
  }
  for (const EntityMention* mention : all_) {
    const bool before = mention->tokens.last <= head && head - mention->tokens.first < 8 && tree_.dominates(head, mention->tokens.head);
    // "curbs on Acme's machines": a firm's goods make it no actor.
    const bool firm = mention->kind == EntityKind::kCompany && *role == Role::kActor;
    const bool party = mention->kind <= EntityKind::kCompany && mention->kind != EntityKind::kPerson && !firm;
    if (!before || !party || mention->tokens.last > head) continue;
    const bool other = std::any_of(all_.begin(), all_.end(), [&](const EntityMention* m) {
      return m != mention && m->tokens.first <= mention->tokens.first && mention->tokens.last <= m->tokens.last;
    });
    if (other) continue;
    // "Russian-origin diamonds": with the word that it is part of.
    TokenRange tokens = mention->tokens;
    const bool part = tokens.last + 1 < head && tree_.is_hyphen(tokens.last) && tree_.token(tokens.last).span.start == tree_.token(tokens.last - 1).span.end;
    if (part) tokens.last += 2;
    out.push_back({*role, tokens, mention, false});
  }
  for (const TokenIndex c : tree_.children(head)) {
    if (c < head || tree_.relation(c) != Relation::kNmod || !is_party(c)) continue;
    for (const TokenIndex word : tree_.case_of(c)) {
      if (!tree_.matches(rules_.words("origin_preposition"), word)) continue;
      for (const TokenIndex each : tree_.coordinated(c)) {
        if (is_party(each)) out.push_back(argument(*role, each));
      }
      break;
    }
  }
}

void Fillers::fill_goods(Role role, TokenIndex head, std::string_view type, std::vector<Argument>& out, int depth) const {
  fill_origins(head, type, out);
  if (!is_bare(head)) {
    out.push_back(argument(role, head));
    return;
  }
  bool found = false;
  for (const TokenIndex c : tree_.children(head)) {
    if (c < head || tree_.relation(c) != Relation::kNmod || depth > 3 || is_party(c)) continue;
    if (!tree_.marked_by(c, rules_.words("of").words()) || !accepts(role, kinds_of(c), false)) continue;
    for (const TokenIndex each : tree_.coordinated(c)) fill_goods(role, each, type, out, depth + 1);
    found = true;
  }
  if (found) return;
  const TokenIndex first = left_edge(head, true);
  if (first == head) return;
  // "steel imports": the goods stand before the word; "dual-use items": with it.
  TokenIndex last = head;
  while (last > first && tree_.is_hyphen(last - 1)) --last;
  const Upos tag = tree_.token(last - 1).upos;
  const bool noun = tag == Upos::kNoun || tag == Upos::kPropn;
  if (tag == Upos::kNum || tag == Upos::kSym) return;
  const bool flow = tree_.matches(rules_.words("flow"), head);
  if (noun && flow) {
    out.push_back({role, {sentence_, first, last, last - 1}, mentions_[last - 1], false});
  } else if (!tree_.matches(rules_.words("empty_adjective"), last - 1)) {
    out.push_back({role, {sentence_, first, head + 1, head}, mentions_[head], false});
  }
}

// "producer Belaruskali", "businessman John Doe": the name that a common noun introduces.
TokenIndex Fillers::name_after(TokenIndex head) const {
  if (mentions_[head] != nullptr || tree_.token(head).upos != Upos::kNoun || head + 1 >= tree_.size() || !is_party(head)) return head;
  const EntityMention* m = mentions_[head + 1];
  const bool country = m != nullptr && m->kind == EntityKind::kCountry && tree_.token(m->tokens.head).upos == Upos::kPropn &&
                       tree_.matches(rules_.words("people_noun"), head) && !tree_.matches(rules_.words("official_noun"), head);  // "its neighbour Chad"
  const bool party = m != nullptr && !m->reference && (country || (m->kind <= EntityKind::kCompany && m->kind >= EntityKind::kBody)) && m->tokens.first == head + 1;
  if (party) return m->tokens.head;
  const bool name = m == nullptr && tree_.token(head + 1).upos == Upos::kPropn && tree_.has_head(head + 1) && tree_.head(head + 1) == head &&
                    (tree_.relation(head + 1) == Relation::kFlat || tree_.relation(head + 1) == Relation::kAppos);
  return name ? head + 1 : head;
}

std::vector<Argument> Fillers::fill_one(const std::vector<rules::RoleId>& roles, KindSet wanted, TokenIndex head, std::string_view type) const {
  std::vector<Argument> out;
  const TokenIndex inside = contained(head);
  if (inside != head) return fill(roles, wanted, inside, type);
  const TokenIndex name = name_after(head);
  if (name != head) return fill_one(roles, wanted, name, type);
  const auto role = role_for(roles, wanted, head, type);
  if (!role) return out;
  const bool hit = rules_.type(type).personal && tree_.matches(rules_.words("people_noun"), head);
  const KindSet bits = hit ? bit(rules::kBitParty) : kinds_of(head);
  // "on 300 products" hits goods; "for their complicity" in a measure against somebody hits nothing.
  const KindSet wares = bit(rules::kBitGoods) | (rules_.type(type).personal ? 0 : kThing);
  const bool goods = (bits & wares) != 0 && (bits & bit(rules::kBitParty)) == 0;
  if (*role == Role::kCommodity) {
    fill_goods(*role, head, type, out, 0);
  } else if (*role == Role::kTarget && goods) {
    fill_goods(rules::type_has_role(type, static_cast<rules::RoleId>(Role::kCommodity)) ? Role::kCommodity : Role::kTarget, head, type, out, 0);
  } else {
    out.push_back(argument(*role, head));
  }
  return out;
}

// "these individuals and entities", "hundreds of firms and banks": one party named by two nouns that share their determiner.
bool Fillers::is_one_phrase(const std::vector<TokenIndex>& members) const {
  if (members.size() != 2 || members[1] != members[0] + 2 || tree_.token(members[0] + 1).upos != Upos::kCconj) return false;
  const auto is_common = [&](TokenIndex i) { return mentions_[i] == nullptr && tree_.token(i).upos == Upos::kNoun && tree_.matches(rules_.words("party_noun"), i); };
  if (!is_common(members[0]) || !is_common(members[1])) return false;
  if (tree_.has_child(members[0], Relation::kDet)) return true;
  return tree_.has_head(members[0]) && tree_.matches(rules_.words("container"), tree_.head(members[0]));
}

std::vector<Argument> Fillers::fill(const std::vector<rules::RoleId>& roles, KindSet wanted, TokenIndex head, std::string_view type) const {
  std::vector<Argument> out;
  const auto take = [&](TokenIndex each) {
    auto some = fill_one(roles, wanted, each, type);
    // "producers and consumers": what stands beside a party is one.
    if (some.empty() && each != head && !out.empty() && out.front().role == Role::kActor && tree_.is_nominal(each) && (kinds_of(each) & kMeasure) == 0) some.push_back(argument(Role::kActor, each));
    out.insert(out.end(), some.begin(), some.end());
  };
  const auto members = listed(head);
  for (const TokenIndex each : members) {
    take(each);
    if (out.empty()) return {};
    if (each == members.front() && out.size() == 1 && is_one_phrase(members)) {
      out.front().tokens.last = members.back() + 1;
      return out;
    }
    const TokenIndex example = example_after(each);
    if (example == tree_.size()) continue;
    for (const TokenIndex one : listed(example)) take(one);
  }
  return out;
}

// "hundreds of products", "300 million dollars worth of goods": what they hold.
TokenIndex Fillers::contained(TokenIndex head) const {
  const EntityMention* mention = mentions_[head];
  const bool measure = mention != nullptr && mention->kind == EntityKind::kAmount;
  if (!measure && tree_.token(head).upos != Upos::kNum && !tree_.matches(rules_.words("container"), head)) return head;
  const TokenIndex first = measure ? mention->tokens.first : head;
  const TokenIndex last = measure ? mention->tokens.last : head + 1;
  for (TokenIndex part = first; part < last; ++part) {
    for (const TokenIndex c : tree_.children(part)) {
      const bool holds = c >= last && tree_.relation(c) == Relation::kNmod && tree_.marked_by(c, rules_.words("of").words());
      if (holds) return c;
      // "300 million dollars worth of goods"
      if (c >= last && tree_.matches(rules_.words("container"), c) && contained(c) != c) return contained(c);
    }
  }
  const bool worth_of = measure && last + 2 < tree_.size() && tree_.matches(rules_.words("container"), last) && tree_.matches(rules_.words("of"), last + 1);
  if (worth_of) {  // by the words, where the tree has them apart
    TokenIndex end = 0;
    const TokenIndex held = noun_phrase(last + 2, &end);
    if (held < tree_.size()) return held;
  }
  return head;
}

std::vector<Argument> Fillers::fill_before(const std::vector<rules::RoleId>& roles, KindSet wanted, TokenIndex head, std::string_view type,
                                           const std::vector<TokenIndex>& taken) const {
  std::vector<Argument> out;
  TokenIndex at = head;
  while (at > 0 && head - at < 9) {
    const TokenIndex before = at - 1;
    const bool inside = tree_.dominates(head, before) || tree_.is_hyphen(before);
    if (!inside || tree_.relation(before) == Relation::kCase || tree_.relation(before) == Relation::kDet) break;
    const EntityMention* mention = mentions_[before];
    TokenIndex first = mention != nullptr && mention->tokens.last <= head ? mention->tokens.first : before;
    const bool half = before > 0 && mention == nullptr && tree_.is_hyphen(before - 1);  // "three-party talks"
    if (std::find(taken.begin(), taken.end(), before) == taken.end() && !tree_.is_hyphen(before) && !half) {
      const auto role = role_for(roles, wanted, before, type);
      const Upos tag = tree_.token(before).upos;
      const bool thing = mention != nullptr || tag == Upos::kNoun || tag == Upos::kPropn;
      if (role && thing && (*role != Role::kCommodity || !is_bare(before))) {
        if (mention == nullptr) {
          while (first > 0 && tree_.token(first - 1).upos == Upos::kNoun && tree_.dominates(head, first - 1) && mentions_[first - 1] == nullptr) --first;
        }
        out.push_back({*role, {sentence_, first, before + 1, before}, mention, false});
      }
    }
    at = std::min(first, before);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace tradewire::extract
