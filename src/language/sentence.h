// Sentence and Token: what the language layer makes of a text, by Universal Dependencies (version 2).
//
//     segment() ──▶ spans of sentences and tokens ──▶ tag() ──▶ tags, features, lemmas ──▶ parse() ──▶ heads, relations
//
// Values without behaviour; the stages above only read them. Labels are those of https://universaldependencies.org.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace tradewire::language {

enum class Upos : std::uint8_t {
  kX, kAdj, kAdp, kAdv, kAux, kCconj, kDet, kIntj, kNoun, kNum, kPart, kPron, kPropn, kPunct, kSconj, kSym, kVerb
};

enum class Relation : std::uint8_t {
  kDep, kRoot, kAcl, kAclRelcl, kAdvcl, kAdvclRelcl, kAdvmod, kAmod, kAppos, kAux, kAuxPass, kCase, kCc, kCcPreconj,
  kCcomp, kClf, kCompound, kCompoundPrt, kConj, kCop, kCsubj, kCsubjOuter, kCsubjPass, kDet, kDetPredet, kDiscourse,
  kDislocated, kExpl, kFixed, kFlat, kGoeswith, kIobj, kList, kMark, kNmod, kNmodDesc, kNmodPoss, kNmodUnmarked, kNsubj,
  kNsubjOuter, kNsubjPass, kNummod, kObj, kObl, kOblAgent, kOblUnmarked, kOrphan, kParataxis, kPunct, kReparandum,
  kVocative, kXcomp
};

// "PROPN" and back; "nsubj:pass" and back. A relation with an unknown subtype is read as its base, an unknown one as dep.
std::string_view to_string(Upos tag);
std::string_view to_string(Relation relation);
Upos parse_upos(std::string_view name);
Relation parse_relation(std::string_view name);

// The morphological features that the layers above ask for. kNone: not marked.
enum class VerbForm : std::uint8_t { kNone, kFin, kInf, kPart, kGer };
enum class Tense : std::uint8_t { kNone, kPast, kPres };
enum class Number : std::uint8_t { kNone, kSing, kPlur };

struct Features {
  VerbForm verb_form = VerbForm::kNone;
  Tense tense = Tense::kNone;
  Number number = Number::kNone;
  std::uint8_t person = 0;    // 1, 2, 3; 0 when not marked
  bool passive = false;       // Voice=Pass
  bool imperative = false;    // Mood=Imp
  bool possessive = false;    // Poss=Yes
  bool negative = false;      // Polarity=Neg
  std::uint16_t all = 0;      // the model's number of the whole FEATS column; Analyzer::features() spells it
  friend bool operator==(const Features&, const Features&) = default;
};

struct Token {
  base::Span span;                  // bytes in the text that was analysed
  Upos upos = Upos::kX;
  std::uint8_t tag = 0;             // the model's number of the tag that gave upos and features; for the parser
  Features features;
  std::string lemma;                // empty until tagged
  std::int32_t head = -1;           // index in the sentence; -1 for the root, and for all until parsed
  Relation relation = Relation::kDep;
  friend bool operator==(const Token&, const Token&) = default;
};

struct Sentence {
  base::Span span;                  // from its first token to its last
  std::vector<Token> tokens;
  bool tagged = false;
  bool parsed = false;
  bool starts_paragraph = false;
  friend bool operator==(const Sentence&, const Sentence&) = default;
};

}  // namespace tradewire::language
