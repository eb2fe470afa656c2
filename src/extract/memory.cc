#include "extract/memory.h"

#include <algorithm>
#include <map>
#include <string>

#include "extract/tree.h"
#include "rules/event_types.h"

namespace tradewire::extract {
namespace {

std::string_view family(std::string_view type) { return type.substr(0, type.find('.')); }

// The country that a mention speaks for; empty for firms, things and unresolved words.
std::string_view country_of(const EntityMention* mention) {
  if (mention == nullptr || mention->entity == nullptr) return {};
  const bool government = mention->kind == EntityKind::kCountry || mention->kind == EntityKind::kBloc || mention->entity->official;
  return government ? std::string_view(mention->entity->country.empty() ? mention->entity->id : mention->entity->country) : std::string_view{};
}

class Memory {
 public:
  Memory(const Analysis& analysis, const rules::RuleSet& rules, std::vector<Candidate>& candidates)
      : analysis_(analysis), rules_(rules), candidates_(candidates) {
    for (const Candidate& candidate : candidates) {
      for (const Argument& argument : candidate.arguments) remember(candidate, argument);
    }
  }

  void run() {
    for (Candidate& candidate : candidates_) {
      if (rules_.type(candidate.type).joint) continue;
      for (const Role role : {Role::kTarget, Role::kActor}) recall(candidate, role);
    }
  }

 private:
  struct Known {
    int times = 0;
    Argument argument;
  };
  using Key = std::pair<std::string_view, Role>;

  void remember(const Candidate& candidate, const Argument& argument) {
    const std::string_view country = country_of(argument.mention);
    if (country.empty() || (argument.role != Role::kActor && argument.role != Role::kTarget)) return;
    Known& known = known_[{family(candidate.type), argument.role}][country];
    if (known.times++ == 0) known.argument = argument;
  }

  // The party that plays a role in most acts of the family; none when two are told as often.
  const Known* usual(const Candidate& candidate, Role role, std::string_view* country) const {
    const auto found = known_.find({family(candidate.type), role});
    if (found == known_.end()) return nullptr;
    const Known* best = nullptr;
    int second = 0;
    for (const auto& [name, known] : found->second) {
      if (plays(candidate, name)) continue;
      if (best == nullptr || known.times > best->times) {
        second = best == nullptr ? 0 : best->times;
        best = &known;
        *country = name;
      } else {
        second = std::max(second, known.times);
      }
    }
    return best != nullptr && best->times > second ? best : nullptr;
  }

  static bool plays(const Candidate& candidate, std::string_view country) {
    return std::ranges::any_of(candidate.arguments, [&](const Argument& a) { return a.role != Role::kPlace && country_of(a.mention) == country; });
  }

  void recall(Candidate& candidate, Role role) const {
    if (!rules::type_has_role(candidate.type, static_cast<rules::RoleId>(role))) return;
    if (std::ranges::any_of(candidate.arguments, [&](const Argument& a) { return a.role == role; })) return;
    std::string_view country;
    const Known* known = usual(candidate, role, &country);
    if (known == nullptr) return;
    if (const EntityMention* here = role == Role::kTarget ? named_here(candidate, country) : nullptr) {
      candidate.arguments.push_back({role, here->tokens, here, false});
    } else if (is_known(candidate)) {
      if (const EntityMention* doer = role == Role::kActor ? doer_here(candidate, country) : nullptr) {
        candidate.arguments.push_back({role, doer->tokens, doer, false});
        return;
      }
      Argument argument = known->argument;
      argument.role = role;
      argument.implied = true;
      candidate.arguments.push_back(argument);
    }
  }

  // Where the candidate's own clause names the country behind the act: "the duties to punish Mexico's cartels".
  const EntityMention* named_here(const Candidate& candidate, std::string_view country) const {
    const Tree tree(analysis_.sentences[candidate.trigger.sentence], analysis_.text, rules_.lexicon());
    for (const EntityMention& mention : entities_of(analysis_, candidate.trigger.sentence)) {
      if (country_of(&mention) != country) continue;
      if (mention.kind == EntityKind::kPerson || mention.reference || mention.tokens.first < candidate.trigger.last) continue;
      if (!tree.dominates(candidate.clause, mention.tokens.head)) continue;
      if (tree.clause_of(mention.tokens.head) == tree.clause_of(candidate.trigger.head) || tree.is_verb(candidate.trigger.head)) return &mention;
    }
    return nullptr;
  }

  // Where the sentence names who did it, though in another clause: "the minister said that the duties hurt". A subject first.
  const EntityMention* doer_here(const Candidate& candidate, std::string_view country) const {
    const Tree tree(analysis_.sentences[candidate.trigger.sentence], analysis_.text, rules_.lexicon());
    const EntityMention* best = nullptr;
    for (const EntityMention& mention : analysis_.entities) {
      if (mention.tokens.sentence != candidate.trigger.sentence || country_of(&mention) != country) continue;
      const Relation r = tree.relation(mention.tokens.head);
      const bool says = r == Relation::kNsubj && tree.matches(rules_.words("saying"), tree.head(mention.tokens.head));
      if (r == Relation::kAmod || r == Relation::kCompound || says) continue;
      if (r == Relation::kNsubj) return &mention;
      const bool place = (mention.kind == EntityKind::kCountry || mention.kind == EntityKind::kBloc) && !mention.metonym && r != Relation::kNmodPoss;
      const auto words = tree.case_of(mention.tokens.head);
      const bool by = words.size() == 1 && tree.matches(rules_.words("agent_preposition"), words.front());
      if (best == nullptr && !place && (mention.kind != EntityKind::kBody || by)) best = &mention;
    }
    return best;
  }

  // "the ban", "these tariffs": an act that the text takes for known.
  bool is_known(const Candidate& candidate) const {
    const auto& sentence = analysis_.sentences[candidate.trigger.sentence];
    const Tree tree(sentence, analysis_.text, rules_.lexicon());
    const auto definite = [&](TokenIndex noun) {
      const TokenIndex det = tree.child(noun, Relation::kDet);
      return det < tree.size() && tree.matches(rules_.words("definite"), det);
    };
    const TokenIndex t = candidate.trigger.head;
    if (!tree.is_verb(t)) return definite(t);
    for (const Relation r : {Relation::kObj, Relation::kNsubjPass, Relation::kNsubj}) {
      const TokenIndex noun = tree.child(t, r);
      if (noun < tree.size() && tree.matches(rules_.words("measure_noun"), noun) && definite(noun)) return true;
    }
    return false;
  }

  const Analysis& analysis_;
  const rules::RuleSet& rules_;
  std::vector<Candidate>& candidates_;
  std::map<Key, std::map<std::string_view, Known>> known_;
};

}  // namespace

void recall_parties(const Analysis& analysis, const rules::RuleSet& rules, std::vector<Candidate>& candidates) {
  Memory(analysis, rules, candidates).run();
}

}  // namespace tradewire::extract
