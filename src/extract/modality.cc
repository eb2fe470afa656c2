#include "extract/modality.h"

#include <algorithm>
#include <array>

#include "extract/polarity.h"

namespace tradewire::extract {
namespace {

using language::Relation;
using language::Upos;
using language::VerbForm;

int rank(Modality modality) {
  switch (modality) {
    case Modality::kRequested: return 6;
    case Modality::kThreatened: return 5;
    case Modality::kConditional: return 4;
    case Modality::kTentative: return 3;
    case Modality::kPossible: return 2;
    case Modality::kPlanned: return 1;
    case Modality::kActual: break;
  }
  return 0;
}

// What a governing word makes of what it governs.
struct Governor {
  Cue cue;
  Modality modality;
};
constexpr std::array kGovernors = {
    Governor{Cue::kRequest, Modality::kRequested},  Governor{Cue::kThreat, Modality::kThreatened}, Governor{Cue::kUnlikely, Modality::kPossible},
    Governor{Cue::kPossible, Modality::kPossible},  Governor{Cue::kProposal, Modality::kPossible}, Governor{Cue::kAuthority, Modality::kPossible},
    Governor{Cue::kPledge, Modality::kPlanned},     Governor{Cue::kExclude, Modality::kPlanned},   Governor{Cue::kUndone, Modality::kPlanned},
    Governor{Cue::kBelieve, Modality::kPossible},   Governor{Cue::kTentative, Modality::kTentative}, Governor{Cue::kPlanned, Modality::kPlanned}};

// What a word beside the act makes of it.
constexpr std::array kModifiers = {
    Governor{Cue::kThreat, Modality::kThreatened}, Governor{Cue::kTentative, Modality::kTentative}, Governor{Cue::kPossible, Modality::kPossible},
    Governor{Cue::kProposal, Modality::kPossible}, Governor{Cue::kPlanned, Modality::kPlanned},     Governor{Cue::kUnlikely, Modality::kPossible}};

bool is_finite_border(Relation relation) { return relation == Relation::kAclRelcl || relation == Relation::kParataxis; }

class Walk {
 public:
  Walk(const Cues& cues, const Scope& scope, const RealityContext& context) : cues_(cues), scope_(scope), context_(context) {}

  Reality run() {
    const auto& candidate = *context_.candidate;
    const auto trigger = candidate.trigger.head;
    const auto clause = std::min(candidate.clause, scope_.size() - 1);
    negative_ = candidate.polarity == Polarity::kNegative;
    climb(trigger, clause, trigger == clause);
    if (!reached_ && trigger != clause) climb(clause, clause, true);
    look_at_own_word(trigger, clause);
    settle_would(clause);
    settle_speech();
    settle_dates();
    const auto own = candidate.modality.value_or(Modality::kActual);
    if (rank(own) > rank(result_.modality)) {
      result_.modality = own;
      result_.modality_cue = scope_.quote(candidate.trigger.first, candidate.trigger.last);
    }
    result_.polarity = negative_ ? Polarity::kNegative : Polarity::kPositive;
    return std::move(result_);
  }

 private:
  void take(Modality modality, const CueHit& hit) {
    if (rank(modality) <= rank(result_.modality) && result_.modality_cue) return;
    if (rank(modality) < rank(result_.modality)) return;
    result_.modality = modality;
    result_.modality_cue = scope_.quote(hit);
  }
  void flip(const CueHit& hit) {
    negative_ = !negative_;
    result_.polarity_cue = scope_.quote(hit);
  }
  bool is_own(std::uint32_t at) const {
    const auto& trigger = context_.candidate->trigger;
    return at >= trigger.first && at < trigger.last;
  }
  bool speech_cue(std::uint32_t at) const { return context_.speech && context_.speech->cue.head == at; }
  bool type_in(std::string_view table) const { return !cues_.value(table, context_.candidate->type).empty(); }

  // -- upward -------------------------------------------------------------------------------------------------------

  void climb(std::uint32_t start, std::uint32_t clause, bool in_clause) {
    std::uint32_t at = start;
    bool skip = false;  // a coordinated clause with a subject of its own: the words beside its neighbour are not its
    for (std::uint32_t steps = 0; steps < 40; ++steps) {
      if (at == clause) {
        in_clause = true;
        reached_ = true;
      }
      if (!skip) look_beside(at, at == clause || at == start);
      const auto above = scope_.head(at);
      if (!above) {
        look_at_root(at);
        return;
      }
      const auto relation = scope_.token(at).relation;
      if (relation == Relation::kConj) {
        skip = stands_alone(at);
        at = *above;
        continue;
      }
      skip = false;
      if (const auto asker = asked_through(at, *above, relation)) {
        take_governor(at, *asker, Relation::kCcomp);
        if (speech_cue(*asker)) return;
        at = *asker;
        continue;
      }
      if (!go_up(at, *above, relation, in_clause)) return;
      at = *above;
    }
  }

  // "urged the bloc to retaliate": parsers hang the infinitive on the one who is urged.
  std::optional<std::uint32_t> asked_through(std::uint32_t at, std::uint32_t above, Relation relation) const {
    if (relation != Relation::kAcl || !is_infinitive(at)) return std::nullopt;
    const auto role = scope_.token(above).relation;
    if (role != Relation::kObj && role != Relation::kIobj && role != Relation::kObl && role != Relation::kNsubjPass) return std::nullopt;
    const auto verb = scope_.head(above);
    if (!verb || !scope_.is_verb(*verb) || has_governor(above)) return std::nullopt;
    return has_governor(*verb) ? verb : std::nullopt;
  }
  bool has_governor(std::uint32_t at) const {
    if (scope_.cue(at, Cue::kDecided)) return true;
    return std::any_of(kGovernors.begin(), kGovernors.end(), [&](const Governor& governor) { return scope_.cue(at, governor.cue) != nullptr; });
  }

  // A bare participle tells what was done, whatever stands above: "would lift tariffs imposed in 2018".
  bool is_bare_participle(std::uint32_t at) const {
    const auto& features = scope_.token(at).features;
    if (features.verb_form != VerbForm::kPart || features.tense != language::Tense::kPast || is_infinitive(at)) return false;
    return !scope_.child(at, Relation::kAux) && !scope_.child(at, Relation::kAuxPass);
  }

  bool stands_alone(std::uint32_t at) const {
    if (!scope_.is_verb(at)) return false;
    return scope_.child(at, Relation::kNsubj) || scope_.child(at, Relation::kNsubjPass) || scope_.child(at, Relation::kAux) ||
           scope_.child(at, Relation::kAuxPass);
  }

  // Whether what stands at `above` also bears on the act; takes the governor's own cue.
  bool go_up(std::uint32_t at, std::uint32_t above, Relation relation, bool in_clause) {
    if (is_finite_border(relation)) return false;
    const bool loose = relation == Relation::kAcl || relation == Relation::kAdvcl || relation == Relation::kXcomp;
    if (loose && is_bare_participle(at)) return false;
    if (relation == Relation::kAdvcl && !is_open_clause(at)) return false;
    const bool cue = take_governor(at, above, relation);
    if (speech_cue(above)) {
      if (const auto* hit = negation_of(scope_, above); hit && bears_negation(above)) flip(*hit);
      return false;
    }
    if (!in_clause || cue) return true;
    const bool clausal = relation == Relation::kXcomp || relation == Relation::kCcomp || relation == Relation::kCsubj;
    if (clausal) return true;
    if (relation == Relation::kAdvcl || relation == Relation::kAcl) return is_gerund(at);
    if (relation == Relation::kNsubj || relation == Relation::kNsubjPass) return scope_.cue(above, Cue::kOccur) != nullptr;
    return relation == Relation::kCop || relation == Relation::kAux || relation == Relation::kAuxPass || relation == Relation::kFlat ||
           relation == Relation::kFixed || relation == Relation::kAppos;
  }

  // "did not rule out", "does not expect": the verb's negation reaches what is said; "did not say" leaves it open.
  bool bears_negation(std::uint32_t verb) const {
    return scope_.cue(verb, Cue::kExclude) || scope_.cue(verb, Cue::kBelieve) || scope_.cue(verb, Cue::kDeny) || scope_.cue(verb, Cue::kPledge);
  }

  // An adverbial clause that shares the main clause's reality: "to curb ...", "by imposing ...", "putting ...".
  bool is_open_clause(std::uint32_t at) const {
    if (is_infinitive(at)) return true;
    const auto mark = scope_.child(at, Relation::kMark);
    if (!is_gerund(at)) return false;
    return !mark || scope_.cue(*mark, Cue::kBy);
  }
  bool is_infinitive(std::uint32_t at) const {
    for (std::uint32_t before = scope_.group_start(at); before < at; ++before) {
      if (scope_.token(before).upos == Upos::kPart && scope_.cue(before, Cue::kTo)) return true;
    }
    return false;
  }
  bool is_gerund(std::uint32_t at) const {
    const auto& features = scope_.token(at).features;
    return features.verb_form == VerbForm::kGer || (features.verb_form == VerbForm::kPart && features.tense == language::Tense::kPres);
  }

  bool take_governor(std::uint32_t at, std::uint32_t above, Relation relation) {
    if (is_own(above) || relation == Relation::kAux || relation == Relation::kCop) return false;
    // A subject is governed by predicates of likelihood and by passives only: "tariffs are planned", "a deal looks unlikely".
    const bool subject = relation == Relation::kNsubj;
    // "does not expect the revocation to weigh": the belief is about the weighing.
    if (scope_.cue(above, Cue::kBelieve) && !scope_.is_verb(at) && (scope_.child(above, Relation::kXcomp) || scope_.child(above, Relation::kCcomp))) return false;
    bool found = false;
    for (const auto& governor : kGovernors) {
      const auto* hit = scope_.cue(above, governor.cue);
      if (!hit || (subject && hit->part == CuePart::kVerb)) continue;
      // "decided to impose" in an official text does it.
      if (governor.cue == Cue::kPlanned && scope_.analysis().official_text && scope_.cue(above, Cue::kDecided)) {
        found = true;
        continue;
      }
      if (governor.cue == Cue::kBelieve && scope_.cue(above, Cue::kSay)) continue;
      if (governor.cue == Cue::kRequest && hit->part == CuePart::kVerb && wants_itself(at, above, relation)) {
        take(Modality::kPlanned, *hit);
        found = true;
        continue;
      }
      take(governor.modality, *hit);
      if (governor.cue == Cue::kUnlikely) flip(*hit);
      found = true;
    }
    if (type_in("inherently_negative") == false || !scope_.cue(above, Cue::kFail)) {
      if (const auto* hit = negative_governor(scope_, above); hit && !(subject && hit->part == CuePart::kVerb) && !beside_noun(at, relation, *hit)) {
        flip(*hit);
        found = true;
      }
    }
    if (const auto* hit = scope_.cue(above, Cue::kStop); hit && stops(at, relation)) {
      flip(*hit);
      found = true;
    }
    if (const auto* hit = scope_.cue(above, Cue::kDecided)) return hit->part == CuePart::kNoun || found;
    if (scope_.cue(above, Cue::kHelpReal)) return true;
    if (scope_.analysis().official_text && scope_.cue(above, Cue::kAnnounce)) return true;
    if (!found && is_infinitive(at) && (relation == Relation::kAcl || relation == Relation::kAdvcl)) take_purpose(at);
    return found;
  }

  // "balked at a duty": the duty is there.
  bool beside_noun(std::uint32_t at, Relation relation, const CueHit& hit) const {
    return hit.part == CuePart::kVerb && relation == Relation::kObl && !scope_.is_verb(at);
  }

  // "wants to lift": nobody is asked.
  bool wants_itself(std::uint32_t at, std::uint32_t above, Relation relation) const {
    return relation == Relation::kXcomp && is_infinitive(at) && !scope_.child(above, Relation::kObj) && !scope_.child(above, Relation::kIobj) &&
           !scope_.child(above, Relation::kNsubjPass) && !scope_.child(above, Relation::kObl) && !scope_.child(at, Relation::kNsubj) && !scope_.child(at, Relation::kNsubjPass);
  }

  bool stops(std::uint32_t at, Relation relation) const {
    const bool clause = is_gerund(at) && (relation == Relation::kXcomp || relation == Relation::kCcomp || relation == Relation::kObl || relation == Relation::kAdvcl);
    return clause || type_in("no_undoing");
  }

  // "measures to ban ...": meant, not done.
  void take_purpose(std::uint32_t at) {
    for (std::uint32_t before = scope_.group_start(at); before < at; ++before) {
      if (scope_.cue(before, Cue::kTo)) take(Modality::kPlanned, {Cue::kPlanned, CuePart::kWord, before, before + 1, before});
    }
  }

  // "China to lift ban": a headline's future.
  void look_at_root(std::uint32_t at) {
    if (!scope_.is_verb(at)) return;
    if (is_infinitive(at)) take_purpose(at);
    // "Suspend the tariffs for five years": an item of what was agreed.
    const auto& features = scope_.token(at).features;
    const bool item = features.imperative || features.verb_form == VerbForm::kInf;
    if (item && !scope_.subject(at) && scope_.group_start(at) == at) take(Modality::kPlanned, {Cue::kPlanned, CuePart::kVerb, at, at + 1, at});
  }

  // -- beside -------------------------------------------------------------------------------------------------------

  void look_beside(std::uint32_t at, bool main) {
    if (const auto* hit = negation_of(scope_, at); hit && !is_own(hit->head)) flip(*hit);
    look_at_group(at);
    for (const auto below : scope_.children(at)) {
      look_at_child(at, below, main);
      if (main && names_act(below)) look_at_named_act(below);
    }
  }

  // The noun that says with a light verb what is done: "reached a tentative deal", "a provisional pact was struck".
  bool names_act(std::uint32_t at) const {
    const auto relation = scope_.token(at).relation;
    if (relation != Relation::kObj && relation != Relation::kNsubjPass) return false;
    const auto& arguments = context_.candidate->arguments;
    return std::none_of(arguments.begin(), arguments.end(), [&](const Argument& argument) {
      return !argument.implied && argument.tokens.sentence == context_.candidate->trigger.sentence && argument.tokens.head == at;
    });
  }
  void look_at_named_act(std::uint32_t noun) {
    for (const auto below : scope_.children(noun)) {
      const auto relation = scope_.token(below).relation;
      if (relation != Relation::kAmod && relation != Relation::kCompound) continue;
      if (const auto* hit = scope_.cue(below, Cue::kTentative)) take(Modality::kTentative, *hit);
    }
  }

  void look_at_group(std::uint32_t at) {
    const auto start = scope_.group_start(at);
    for (const auto& hit : scope_.hits()) {
      if (hit.first < start || hit.last > at || is_own(hit.head)) continue;
      look_at_modal(hit, at);
    }
    // Auxiliaries that a wrong tag or an inversion put out of the group.
    for (const auto below : scope_.children(at)) {
      if (scope_.token(below).relation != Relation::kAux || (below >= start && below < at)) continue;
      for (const auto kind : {Cue::kWill, Cue::kMight, Cue::kCould, Cue::kWould}) {
        if (const auto* hit = scope_.cue(below, kind)) look_at_modal(*hit, at);
      }
    }
  }

  void look_at_modal(const CueHit& hit, std::uint32_t verb) {
    switch (hit.cue) {
      case Cue::kWill:
        take(Modality::kPlanned, hit);
        break;
      case Cue::kWould:
        would_ = hit;
        break;
      case Cue::kCould:
        // "could not agree": it did not happen.
        if (!negation_of(scope_, verb)) take(Modality::kPossible, hit);
        break;
      case Cue::kMight:
        take(Modality::kPossible, hit);
        break;
      case Cue::kOught:
        if (context_.speech) take(Modality::kRequested, hit);
        break;
      case Cue::kPossible:
      case Cue::kPlanned:
      case Cue::kTentative:
        take(hit.cue == Cue::kPossible ? Modality::kPossible : hit.cue == Cue::kPlanned ? Modality::kPlanned : Modality::kTentative, hit);
        break;
      case Cue::kUnlikely:
        take(Modality::kPossible, hit);
        flip(hit);
        break;
      default: break;
    }
  }

  void look_at_child(std::uint32_t at, std::uint32_t below, bool main) {
    const auto relation = scope_.token(below).relation;
    if (relation == Relation::kMark || relation == Relation::kCase) {
      if (const auto* hit = condition_at(below)) {
        take(Modality::kConditional, *hit);
        result_.conditional_clause = true;
      }
      return;
    }
    if (relation == Relation::kAdvcl || relation == Relation::kObl) {
      if (const auto* hit = condition_of(below); hit && main && !is_own(below)) condition_ = *hit;
      return;
    }
    const bool beside = relation == Relation::kAmod || relation == Relation::kAdvmod || relation == Relation::kCompound || relation == Relation::kNmod;
    if (!beside || is_own(below) || (relation == Relation::kNmod && below > at)) return;
    for (const auto& modifier : kModifiers) {
      const auto* hit = scope_.cue(below, modifier.cue);
      if (hit && hit->part != CuePart::kVerb && (relation != Relation::kNmod || modifier.cue == Cue::kTentative)) take(modifier.modality, *hit);
    }
  }

  const CueHit* condition_at(std::uint32_t at) const {
    for (const auto& hit : scope_.hits()) {
      if (hit.cue == Cue::kCondition && hit.first <= at && at < hit.last) return &hit;
    }
    return nullptr;
  }
  // The clause or phrase at `at` states a condition.
  const CueHit* condition_of(std::uint32_t at) const {
    if (const auto* hit = condition_at(at)) return hit;
    for (const auto below : scope_.children(at)) {
      const auto relation = scope_.token(below).relation;
      if (relation != Relation::kMark && relation != Relation::kCase && relation != Relation::kAdvmod) continue;
      if (const auto* hit = condition_at(below)) return hit;
    }
    return nullptr;
  }

  // -- settling -----------------------------------------------------------------------------------------------------

  // The trigger's own word may undo the act: "suspended its complaint".
  void look_at_own_word(std::uint32_t trigger, std::uint32_t clause) {
    if (!type_in("no_undoing") || context_.candidate->polarity) return;
    for (const auto at : {trigger, clause}) {
      if (const auto* hit = scope_.cue(at, Cue::kStop)) return flip(*hit);
    }
  }

  bool proposal_speaks(std::uint32_t clause) const {
    const auto subject = scope_.subject(clause);
    return subject && scope_.cue(*subject, Cue::kProposal);
  }

  bool speech_before(std::uint32_t clause) const {
    return std::any_of(scope_.hits().begin(), scope_.hits().end(), [&](const CueHit& hit) {
      const bool speech = hit.cue == Cue::kSay || hit.cue == Cue::kAnnounce || hit.cue == Cue::kConfirm || hit.cue == Cue::kPledge;
      return speech && hit.head < clause;
    });
  }

  // Conditions that the tree put elsewhere: an if-clause around the act, one that opens the sentence, one behind the act.
  void find_condition(std::uint32_t clause) {
    std::optional<std::uint32_t> at = clause;
    for (int steps = 0; at && steps < 8; at = scope_.head(*at), ++steps) {
      const auto relation = scope_.token(*at).relation;
      const auto* hit = relation == Relation::kAdvcl && *at != clause ? condition_of(*at) : nullptr;
      if (hit && hit->first < clause && !is_open_clause(*at)) {
        take(Modality::kConditional, *hit);
        result_.conditional_clause = true;
        return;
      }
      if (relation == Relation::kAclRelcl || relation == Relation::kParataxis) break;
    }
    if (condition_ || result_.conditional_clause) return;
    constexpr std::uint32_t kReach = 25;
    for (const auto& hit : scope_.hits()) {
      if (hit.cue != Cue::kCondition) continue;
      const bool opens = hit.first < 3 && clause > hit.first + 3;
      const bool behind = hit.first > clause && hit.first < clause + kReach && !semicolon_between(clause, hit.first);
      if ((opens && comma_between(hit.last, clause)) || behind) {
        condition_ = hit;
        return;
      }
    }
  }
  bool semicolon_between(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t at = first; at < last; ++at) {
      if (scope_.is(at, ";") || scope_.is(at, ".")) return true;
    }
    return false;
  }
  bool comma_between(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t at = first; at < last; ++at) {
      if (scope_.is(at, ",")) return true;
    }
    return false;
  }

  // "would": of a bill, possible; in what somebody said, the future; alone, possible.
  void settle_would(std::uint32_t clause) {
    find_condition(clause);
    if (condition_ && (would_ || result_.modality != Modality::kActual)) take(Modality::kConditional, *condition_);
    if (!would_) return;
    const bool told = context_.speech || speech_before(clause) || result_.modality == Modality::kPlanned;
    if (proposal_speaks(clause) || !told) take(Modality::kPossible, *would_);
    else take(Modality::kPlanned, *would_);
  }

  void settle_speech() {
    const auto* speech = context_.speech;
    if (!speech) return;
    const bool warns = speech->cue.cue == Cue::kWarn || scope_.cue(speech->cue.head, Cue::kWarn);
    const bool future = result_.modality == Modality::kPlanned || result_.modality == Modality::kConditional;
    if (!context_.self || !context_.adverse || result_.conditional_clause || negative_) return;
    if (warns && speech->sentence == scope_.index() && (future || would_)) take(Modality::kThreatened, speech->cue);
    if (condition_ && (future || would_) && is_future_certain()) take(Modality::kThreatened, *condition_);
    for (const auto& hit : scope_.hits()) {
      const bool formula = hit.cue == Cue::kThreat && hit.part == CuePart::kWord && speech->holds(hit.first);
      if (formula && future && context_.candidate->type == "countermeasure.take") take(Modality::kThreatened, hit);
    }
  }

  // "will", "would", not "could" or "is considering".
  bool is_future_certain() const {
    const auto& cue = result_.modality_cue;
    if (would_) return true;
    return std::any_of(scope_.hits().begin(), scope_.hits().end(), [&](const CueHit& hit) {
      return hit.cue == Cue::kWill && cue && hit.last <= context_.candidate->clause + 1 && hit.first + 4 > context_.candidate->clause;
    });
  }

  void settle_dates() {
    const auto& published = scope_.analysis().published;
    if (!published || result_.modality != Modality::kActual) return;
    for (const auto& argument : context_.candidate->arguments) {
      if (argument.role != Role::kDate || !argument.mention || argument.implied) continue;
      const auto date = base::parse_iso_date(argument.mention->date.size() == 7 ? argument.mention->date + "-01" : argument.mention->date);
      if (!date || *date <= *published) continue;
      const auto first = argument.tokens.first;
      if (first > 0 && scope_.cue(first - 1, Cue::kUntil)) continue;
      take(Modality::kPlanned, {Cue::kPlanned, CuePart::kWord, argument.tokens.first, argument.tokens.last, argument.tokens.first});
    }
  }

  const Cues& cues_;
  const Scope& scope_;
  const RealityContext& context_;
  Reality result_;
  bool negative_ = false;
  bool reached_ = false;
  std::optional<CueHit> would_;
  std::optional<CueHit> condition_;
};

}  // namespace

Reality find_reality(const Cues& cues, const Scope& scope, const RealityContext& context) { return Walk(cues, scope, context).run(); }

}  // namespace tradewire::extract
