#include "extract/judge.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "extract/attribution.h"
#include "extract/attribution_quotes.h"
#include "extract/confirmation.h"
#include "extract/judge_side.h"
#include "extract/modality.h"
#include "extract/official.h"

namespace tradewire::extract {
namespace {

Filler filler_of(const Analysis& analysis, const TokenRange& range, const EntityMention* mention) {
  Filler filler;
  const auto& tokens = analysis.sentences[range.sentence].tokens;
  filler.span = {tokens[range.first].span.start, tokens[range.last - 1].span.end};
  filler.text = base::slice(analysis.text, filler.span);
  if (!mention || !mention->entity) return filler;
  const Entity& entity = *mention->entity;
  filler.name = entity.name;
  filler.id = entity.id;
  filler.kind = to_string(entity.kind);
  filler.country = entity.country;
  filler.wikidata = entity.wikidata;
  filler.office = mention->office;
  return filler;
}

// What is known of one candidate on its way to a judgement.
struct Case {
  const Candidate* candidate = nullptr;
  const Speech* speech = nullptr;   // whose word it is
  const Speech* source = nullptr;   // the same, or the one further out whose "he" it is
  SourceRelation relation = SourceRelation::kOutlet;
  Reality reality;
  EventStatus status = EventStatus::kReported;
  const Verdict* verdict = nullptr;
};

class Judge {
 public:
  Judge(const Cues& cues, const Analysis& analysis, std::span<const Candidate> candidates)
      : cues_(cues), analysis_(analysis), candidates_(candidates), author_(author_of(analysis)), open_(open_quotations(analysis)) {
    for (std::uint32_t at = 0; at < analysis.sentences.size(); ++at) {
      scopes_.emplace_back(cues, analysis, at);
      speeches_.push_back(find_speech(scopes_.back()));
    }
  }

  std::vector<Judgement> run() {
    remember_sides();
    resolve_pronouns();
    for (const auto& candidate : candidates_) cases_.push_back(open_case(candidate));
    std::vector<Verdict> verdicts;
    for (const auto& scope : scopes_) {
      auto found = find_verdicts(scope);
      verdicts.insert(verdicts.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    apply(verdicts);
    std::vector<Judgement> judgements;
    for (const auto& each : cases_) judgements.push_back(close(each));
    return judgements;
  }

 private:
  // "Vastagh said" further down speaks for whom "Stephen Vastagh, ITC investigator" did.
  void remember_sides() {
    std::map<const Entity*, const EntityMention*> sides;
    std::set<const Entity*> titled;
    for (auto& sentence : speeches_) {
      for (auto& speech : sentence) {
        if (!speech.mention || !speech.mention->entity) continue;
        if (speech.titled) titled.insert(speech.mention->entity);
        else speech.titled = titled.contains(speech.mention->entity);
        auto& side = sides[speech.mention->entity];
        if (!speech.side) speech.side = side;
        else if (!side) side = speech.side;
      }
    }
  }

  // "they said" speaks with the voice of those who spoke before.
  void resolve_pronouns() {
    constexpr std::uint32_t kReach = 3;
    for (std::uint32_t at = 0; at < speeches_.size(); ++at) {
      for (auto& speech : speeches_[at]) {
        if (!speech.pronoun || (speech.mention && speech.mention->entity) || speaks_of_itself(scopes_[at], speech)) continue;
        for (std::uint32_t back = 1; back <= kReach && back <= at; ++back) {
          if (const auto* before = last_speaker(speeches_[at - back])) {
            take_voice(*before, speech);
            break;
          }
        }
      }
    }
  }
  static bool speaks_of_itself(const Scope& scope, const Speech& speech) {
    return speech.source && speech.source->sentence == scope.index() && scope.token(speech.source->head).features.person == 1;
  }
  static const Speech* last_speaker(const std::vector<Speech>& speeches) {
    const auto found = std::find_if(speeches.rbegin(), speeches.rend(), [](const Speech& speech) {
      return speech.source && !speech.pronoun && (speech.cue.cue == Cue::kSay || speech.cue.cue == Cue::kAnnounce || speech.cue.cue == Cue::kAccording);
    });
    return found == speeches.rend() ? nullptr : &*found;
  }
  static void take_voice(const Speech& from, Speech& to) {
    to.kind = from.kind;
    to.mention = from.mention;
    to.side = from.side;
    to.titled = from.titled;
    to.legislator = from.legislator;
    to.former = from.former;
  }

  Case open_case(const Candidate& candidate) {
    Case found;
    found.candidate = &candidate;
    const auto& scope = scopes_[candidate.trigger.sentence];
    found.speech = speech_of(candidate, scope);
    found.source = source_of(found.speech, scope.index());
    if (found.source) found.relation = relation_of(scope, *found.source, candidate);
    RealityContext context;
    context.candidate = &candidate;
    context.speech = found.speech;
    context.source = found.source;
    context.self = analysis_.official_text ? acts_for(scope, candidate, author_) : found.relation == SourceRelation::kSelf;
    context.adverse = !cues_.value("adverse", candidate.type).empty();
    found.reality = find_reality(cues_, scope, context);
    found.status = status_of(found);
    return found;
  }

  const Speech* speech_of(const Candidate& candidate, const Scope& scope) const {
    const auto& trigger = candidate.trigger;
    const auto& here = speeches_[scope.index()];
    if (const auto* speech = speech_of_trigger(here, trigger)) return speech;
    if (const auto* speech = innermost_speech(here, trigger.head, trigger.first, trigger.last)) {
      return is_told_beside(scope, candidate, *speech) ? nullptr : speech;
    }
    if (const auto* speech = innermost_speech(here, candidate.clause, trigger.first, trigger.last); speech && candidate.clause < scope.size()) return speech;
    // A few words in quotation marks within the outlet's own sentence are nobody's in particular.
    const bool quoted = open_[scope.index()] || (scope.quoted(trigger.head) && is_quote_mark(scope.form(scope.body_start())));
    return quoted ? quotation_owner(speeches_, open_, scope.index()) : nullptr;
  }

  // "said that Norway, which had barred its salt, ...": what a relative clause behind a comma tells of the past is the outlet's,
  // but for a quotation.
  static bool is_told_beside(const Scope& scope, const Candidate& candidate, const Speech& speech) {
    std::uint32_t steps = 0;
    const auto start = candidate.clause < scope.size() ? candidate.clause : candidate.trigger.head;
    for (std::optional<std::uint32_t> at = start; at && steps < 6; at = scope.head(*at), ++steps) {
      if (!scope.opens_relative(*at)) continue;
      if (scope.under(speech.cue.head, *at)) return false;  // "who said that ..."
      const auto aux = scope.child(*at, language::Relation::kAux);
      const auto& verb = scope.token(aux ? *aux : *at).features;
      const auto first = scope.first_of(*at);
      const bool apart = first > 0 && (scope.is(first, ",") || scope.is(first - 1, ","));
      const bool pronoun = scope.is(first, ",") ? first + 1 < scope.size() && scope.token(first + 1).upos == language::Upos::kPron
                                                : scope.token(first).upos == language::Upos::kPron;
      return apart && pronoun && verb.tense == language::Tense::kPast && verb.verb_form == language::VerbForm::kFin && !scope.quoted(candidate.trigger.head);
    }
    return false;
  }

  // "threatened Canada with a tariff", "announcing the sanctions": the act's word is the saying of it.
  static const Speech* speech_of_trigger(const std::vector<Speech>& speeches, const TokenRange& trigger) {
    const auto found = std::find_if(speeches.begin(), speeches.end(), [&](const Speech& speech) {
      const auto cue = speech.cue.cue;
      const bool acts = cue == Cue::kAnnounce || cue == Cue::kThreat || cue == Cue::kPledge;
      return acts && speech.cue.part == CuePart::kVerb && speech.source && speech.cue.head >= trigger.first && speech.cue.head < trigger.last;
    });
    return found == speeches.end() ? nullptr : &*found;
  }

  // "a letter", "the report": papers of nobody in particular.
  bool is_paper(const Speech& speech) const {
    if (!speech.source || speech.source->sentence != speech.sentence || (speech.mention && speech.mention->entity)) return false;
    return scopes_[speech.sentence].cue(speech.source->head, Cue::kDocument) != nullptr;
  }

  // "Lutnick said he expected": Lutnick. A request told by an outlet or by nobody is theirs.
  const Speech* source_of(const Speech* speech, std::uint32_t sentence) const {
    if (!speech || speech->sentence != sentence) return speech;
    const auto& here = speeches_[sentence];
    while (speech->pronoun || is_paper(*speech)) {
      const auto* outer = outer_speech(here, *speech);
      if (!outer) break;
      speech = outer;
    }
    // "We urge our allies to join" in a quotation: whoever is quoted.
    const auto& scope = scopes_[sentence];
    const bool quoted = open_[sentence] || is_quote_mark(scope.form(scope.body_start()));
    if (speech->pronoun && quoted && speaks_of_itself(scope, *speech)) {
      if (const auto* owner = quotation_owner(speeches_, open_, sentence); owner && owner->sentence != sentence) return owner;
    }
    return speech;
  }

  // Who tells that the source said so, when that is another outlet or somebody without a name.
  const Speech* teller_of(const Case& found) const {
    if (!found.source || found.source->sentence != found.candidate->trigger.sentence) return nullptr;
    const auto* outer = outer_speech(speeches_[found.source->sentence], *found.source);
    const bool hidden = outer && (outer->kind == SourceKind::kAnonymous || outer->kind == SourceKind::kOutlet || outer->kind == SourceKind::kHearsay);
    return hidden ? outer : nullptr;
  }

  // The table of events.md, section 6, but for confirmations and denials.
  EventStatus status_of(Case& found) const {
    if (analysis_.official_text) {
      const bool reacts = found.source && found.source->cue.cue == Cue::kReact && found.relation != SourceRelation::kSelf;
      if (reacts || !acts_for(scopes_[found.candidate->trigger.sentence], *found.candidate, author_)) {
        if (!found.source) found.relation = SourceRelation::kCounterparty;
        return EventStatus::kClaimed;
      }
      if (found.reality.modality == Modality::kRequested) return EventStatus::kClaimed;
      found.relation = SourceRelation::kSelf;
      return EventStatus::kConfirmed;
    }
    if (!found.source) return EventStatus::kReported;
    const auto* teller = teller_of(found);
    if (teller && teller->kind == SourceKind::kOutlet) {
      found.source = teller;
      found.relation = SourceRelation::kOutlet;
    }
    if (teller || found.relation == SourceRelation::kAnonymous || found.relation == SourceRelation::kOutlet) return EventStatus::kRumored;
    if (found.reality.modality == Modality::kRequested) {
      if (found.relation == SourceRelation::kSelf) found.relation = SourceRelation::kThirdParty;
      return EventStatus::kClaimed;
    }
    return found.relation == SourceRelation::kSelf ? EventStatus::kConfirmed : EventStatus::kClaimed;
  }

  // -- verdicts -----------------------------------------------------------------------------------------------------

  std::vector<Claim> claims() const {
    std::vector<Claim> all;
    for (const auto& each : cases_) {
      all.push_back({each.candidate, each.status, each.reality.modality == Modality::kConditional, each.source ? each.source->mention : nullptr,
                     each.source != nullptr});
    }
    return all;
  }

  void apply(const std::vector<Verdict>& verdicts) {
    if (verdicts.empty()) return;
    const auto before = claims();
    // Those that a verdict on another mention may reach, by type; each is decided once.
    std::map<std::string_view, std::vector<std::size_t>> open;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const bool weak = before[i].status == EventStatus::kRumored || before[i].status == EventStatus::kClaimed;
      if (weak) open[before[i].candidate->type].push_back(i);
    }
    for (const auto& verdict : verdicts) {
      for (const auto bound : bind_verdict(scopes_[verdict.sentence], verdict, before)) {
        decide(cases_[bound], verdict);
        if (verdict.plain_report) continue;
        auto& others = open[before[bound].candidate->type];
        for (const auto other : others) {
          const bool reached = other != bound && !cases_[other].verdict && reaches(before[bound], before[other], verdict.state);
          if (reached) decide(cases_[other], verdict);
        }
        std::erase_if(others, [&](std::size_t other) { return cases_[other].verdict != nullptr; });
      }
    }
  }

  void decide(Case& found, const Verdict& verdict) const {
    if (verdict.state == ConfirmationState::kConfirmed) {
      const bool by_self = verdict.mention && by_actor(found, verdict);
      if (!by_self && found.relation != SourceRelation::kSelf) return;
      found.verdict = &verdict;
      found.status = EventStatus::kConfirmed;
      return;
    }
    // The actor's own word is not undone by another's silence.
    if (verdict.state != ConfirmationState::kDenied && found.status == EventStatus::kConfirmed && !is_about(found, verdict)) return;
    if (analysis_.official_text) return;
    found.verdict = &verdict;
    found.status = verdict.state == ConfirmationState::kDenied ? EventStatus::kDenied : EventStatus::kUnconfirmed;
  }

  bool by_actor(const Case& found, const Verdict& verdict) const {
    return std::any_of(found.candidate->arguments.begin(), found.candidate->arguments.end(), [&](const Argument& argument) {
      return argument.role == Role::kActor && argument.mention && same_side(argument.mention->entity, verdict.mention->entity);
    });
  }

  // The act stands in what the verdict says itself: "has not confirmed that licences were issued".
  static bool is_about(const Case& found, const Verdict& verdict) {
    const auto& trigger = found.candidate->trigger;
    return trigger.sentence == verdict.sentence && trigger.head < verdict.content.size() && verdict.content[trigger.head];
  }

  // -- output -------------------------------------------------------------------------------------------------------

  // In an official text a commitment or a call is the authority's own voice; only what somebody says has a source.
  bool is_told(const Speech& speech) const {
    if (!analysis_.official_text) return true;
    const auto cue = speech.cue.cue;
    return speech.cue.part == CuePart::kVerb && (cue == Cue::kSay || cue == Cue::kAnnounce || cue == Cue::kReact || cue == Cue::kRequest || cue == Cue::kBelieve);
  }

  Judgement close(const Case& found) const {
    Judgement judgement;
    judgement.polarity = found.reality.polarity;
    judgement.modality = found.reality.modality;
    judgement.polarity_cue = found.reality.polarity_cue;
    judgement.modality_cue = found.reality.modality_cue;
    judgement.status = found.status;
    judgement.attribution.relation = found.relation;
    if (const auto* verdict = found.verdict) {
      judgement.confirmation = Confirmation{verdict->state, std::nullopt, verdict->quote};
      if (verdict->by) judgement.confirmation->by = filler_of(analysis_, *verdict->by, verdict->mention);
      if (verdict->state == ConfirmationState::kDenied) {
        judgement.polarity = Polarity::kNegative;
        if (!judgement.polarity_cue) judgement.polarity_cue = verdict->quote;
      }
    }
    const bool withheld = found.verdict && found.verdict->state != ConfirmationState::kDenied && found.verdict->state != ConfirmationState::kConfirmed &&
                          found.source && found.source->cue.cue == Cue::kConfirm;
    if (found.source && !withheld && is_told(*found.source)) {
      judgement.attribution.cue = scopes_[found.source->sentence].quote(found.source->cue);
      if (found.source->source) judgement.attribution.source = filler_of(analysis_, *found.source->source, found.source->mention);
    }
    if (withheld) judgement.attribution.relation = SourceRelation::kOutlet;
    return judgement;
  }

  const Cues& cues_;
  const Analysis& analysis_;
  std::span<const Candidate> candidates_;
  const Entity* author_;
  std::vector<bool> open_;
  std::vector<Scope> scopes_;
  std::vector<std::vector<Speech>> speeches_;
  std::vector<Case> cases_;
};

}  // namespace

namespace {

constexpr std::array kVerdicts = {Cue::kConfirm, Cue::kDeny, Cue::kFalse, Cue::kUnclear, Cue::kUnverified};

bool has_quotes(const language::Sentence& sentence, std::string_view text) {
  return std::any_of(sentence.tokens.begin(), sentence.tokens.end(),
                     [&](const language::Token& token) { return is_quote_mark(base::slice(text, token.span)); });
}

}  // namespace

bool may_want_tree(const Cues& cues, const language::Sentence& sentence, std::string_view text) {
  return has_quotes(sentence, text) || cues.may_hold(kVerdicts, sentence, text);
}

bool wants_tree(const Cues& cues, const language::Sentence& sentence, std::string_view text) {
  const bool quotes = has_quotes(sentence, text);
  const auto hits = cues.find(sentence, text);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    const bool verdict = std::find(kVerdicts.begin(), kVerdicts.end(), hit.cue) != kVerdicts.end();
    return verdict || (quotes && hit.cue == Cue::kSay);
  });
}

std::vector<Judgement> judge(const Cues& cues, const Analysis& analysis, std::span<const Candidate> candidates) {
  return Judge(cues, analysis, candidates).run();
}

}  // namespace tradewire::extract
