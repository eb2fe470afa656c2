// Which word governs an act: shapes of verbs, and governors that parsers lost, found by the order of words.
#include <algorithm>

#include "extract/modality_walk.h"
#include "extract/polarity.h"

namespace tradewire::extract {

using language::Relation;
using language::Upos;
using language::VerbForm;

bool is_object(Relation relation) {
  return relation == Relation::kObj || relation == Relation::kIobj || relation == Relation::kObl || relation == Relation::kNsubjPass;
}

// "urged the bloc to retaliate": parsers hang the infinitive on the one who is urged.
std::optional<std::uint32_t> ModalityWalk::asked_through(std::uint32_t at, std::uint32_t above, Relation relation) const {
  if (relation != Relation::kAcl || !is_infinitive(at) || !is_object(scope_.token(above).relation)) return std::nullopt;
  const auto verb = scope_.head(above);
  if (!verb || !scope_.is_verb(*verb) || has_governor(above)) return std::nullopt;
  return has_governor(*verb) || scope_.cue(*verb, Cue::kHelpReal) ? verb : std::nullopt;
}

// "plans next month to widen": parsers lose the verb before the time.
std::optional<std::uint32_t> ModalityWalk::verb_before_infinitive(std::uint32_t at, std::uint32_t above) const {
  if (!is_infinitive(at) || scope_.token(at).relation == Relation::kConj) return std::nullopt;
  std::uint32_t before = infinitive_mark(at).first;
  while (before > 0 && scope_.mention(before - 1) && scope_.mention(before - 1)->kind == EntityKind::kDate) --before;
  const bool found = before > 0 && before != infinitive_mark(at).first && before - 1 != above && scope_.is_verb(before - 1) && has_governor(before - 1);
  return found ? std::optional(before - 1) : std::nullopt;
}

// "stopped short of raising": the whole phrase governs, whichever of its words the parser chose.
std::optional<std::uint32_t> ModalityWalk::phrase_before_gerund(std::uint32_t at, std::uint32_t above) const {
  const auto mark = is_gerund(at) ? scope_.child(at, Relation::kMark) : std::nullopt;
  if (!mark) return std::nullopt;
  for (const auto& hit : scope_.hits()) {
    const bool phrase = hit.part == CuePart::kVerb && hit.last == *mark + 1 && hit.last > hit.first + 1;
    if (phrase && hit.head != above && negative_governor(scope_, hit.head)) return hit.head;
  }
  return std::nullopt;
}

// "approved a version of legislation to require", "saw no sign of an intention to bar": parsers hang the infinitive on the
// verb; it is the noun's before it.
std::optional<std::uint32_t> ModalityWalk::noun_before_infinitive(std::uint32_t at, std::uint32_t above) const {
  if (!is_infinitive(at) || !scope_.is_verb(above) || scope_.token(at).relation == Relation::kConj) return std::nullopt;
  const auto mark = infinitive_mark(at).first;
  if (mark == 0 || mark - 1 <= above || !scope_.is_noun(mark - 1) || !has_governor(mark - 1) || !scope_.under(mark - 1, above)) return std::nullopt;
  if (scope_.cue(mark - 1, Cue::kDecided)) return std::nullopt;
  return mark - 1;
}

// "announced plans for tariffs": parsers hang the phrase on the verb; it is the noun's before it.
std::optional<std::uint32_t> ModalityWalk::noun_before_phrase(std::uint32_t at, std::uint32_t above, Relation relation) const {
  if (relation != Relation::kObl || !scope_.is_noun(at)) return std::nullopt;
  const auto mark = scope_.child(at, Relation::kCase);
  const auto object = scope_.child(above, Relation::kObj);
  return mark && object && *object + 1 == *mark && has_governor(*object) ? object : std::nullopt;
}

// A bare participle tells what was done, whatever stands above: "would lift tariffs imposed in 2018".
bool ModalityWalk::is_bare_participle(std::uint32_t at) const {
  const auto& features = scope_.token(at).features;
  if (features.verb_form != VerbForm::kPart || features.tense != language::Tense::kPast || is_infinitive(at)) return false;
  return !scope_.child(at, Relation::kAux) && !scope_.child(at, Relation::kAuxPass);
}

bool ModalityWalk::stands_alone(std::uint32_t at) const {
  if (!scope_.is_verb(at)) return false;
  return scope_.child(at, Relation::kNsubj) || scope_.child(at, Relation::kNsubjPass) || scope_.child(at, Relation::kAux) ||
         scope_.child(at, Relation::kAuxPass);
}

bool ModalityWalk::is_infinitive(std::uint32_t at) const {
  for (std::uint32_t before = scope_.group_start(at); before < at; ++before) {
    if (scope_.token(before).upos == Upos::kPart && scope_.cue(before, Cue::kTo)) return true;
  }
  const auto mark = scope_.child(at, Relation::kMark);
  return mark && *mark + 3 > at && *mark < at && scope_.cue(*mark, Cue::kTo) && scope_.token(at).features.verb_form == VerbForm::kInf;
}

bool ModalityWalk::is_gerund(std::uint32_t at) const {
  const auto& features = scope_.token(at).features;
  return features.verb_form == VerbForm::kGer || (features.verb_form == VerbForm::kPart && features.tense == language::Tense::kPres);
}

CueHit ModalityWalk::infinitive_mark(std::uint32_t at) const {
  for (std::uint32_t before = at; before-- > 0 && before + 4 > at;) {
    if (scope_.cue(before, Cue::kTo)) return {Cue::kPlanned, CuePart::kWord, before, before + 1, before};
  }
  return {Cue::kPlanned, CuePart::kVerb, at, at + 1, at};
}

// "tariffs", "a deal", "new sanctions": what a verb of the future governs is of the future; "the tariffs" are there.
bool ModalityWalk::is_new_noun(std::uint32_t at) const {
  if (scope_.token(at).upos != Upos::kNoun || scope_.child(at, Relation::kNmodPoss)) return false;
  const auto det = scope_.child(at, Relation::kDet);
  return !det || cues_.value("definite", scope_.token(*det).lemma).empty();
}

}  // namespace tradewire::extract
