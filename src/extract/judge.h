// Judge: polarity, modality, status, attribution and confirmation of the candidates of one document.
//
//     cues (judge_cues.h) ─▶ speech: who says what (attribution.h) ─┐
//                         ─▶ scope of each trigger (modality.h, polarity.h) ─▶ status by the table of events.md, section 6
//                         ─▶ confirmations and denials, also of other sentences (confirmation.h) ─┘
//
// Read off the tree: what stands above the trigger, beside it and after it. Where tree and word order disagree about a
// modal or a negation, word order wins: taggers err less than parsers. Every judgement keeps the cue that made it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extract/analysis.h"
#include "extract/judge_cues.h"

namespace tradewire::extract {

// One judgement a candidate, in the same order. All candidates of a document (or of its title) are judged at once,
// because a confirmation may stand in a later sentence than the act. Reads analysis.entities, whose references are
// resolved, and analysis.official_text.
//
// REQUIRES: the sentences of the candidates are parsed. Sentences in between may be tagged or bare.
std::vector<Judgement> judge(const Cues& cues, const Analysis& analysis, std::span<const Candidate> candidates);

// Whether the judge may want the tree of a sentence that is not tagged yet: then tag it and ask wants_tree().
bool may_want_tree(const Cues& cues, const language::Sentence& sentence, std::string_view text);

// Whether the judge wants the tree of a tagged sentence that holds no act: it may confirm or deny one, or name the speaker
// of a quotation.
bool wants_tree(const Cues& cues, const language::Sentence& sentence, std::string_view text);

// The chain from cue to status, one step a line, for `explain`:
//     attribution: "said" by China's commerce ministry, counterparty
//     confirmation: "has not confirmed": pending
//     modality: "might": possible
//     status: unconfirmed (somebody who would know has not confirmed it)
std::vector<std::string> explain_judgement(const Judgement& judgement);

}  // namespace tradewire::extract
