// Analysis: one document on its way from text to mentions, inside the extract stage.
//
//     Document ─▶ sentences (language) ─▶ entities, quantities, dates ─▶ references ─▶ candidates (frames) ─▶ judgements
//                                          entities.h  quantities.h       reference.h   frames.h               judge.h
//
// Each step reads what is there and adds its own part. Token indexes are within their sentence.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/span.h"
#include "extract/mention.h"
#include "language/sentence.h"

namespace tradewire::extract {

// What the stage is given. `text` and `title` are valid UTF-8.
struct Document {
  std::string id;
  std::string url;
  std::string title;
  std::string site;
  std::string published;  // ISO 8601 or empty
  std::string language;   // empty counts as "en"
  std::string text;
  bool summary_only = false;  // the text is what a feed says of the page
};

// Tokens [first, last) of one sentence; head is the token that governs the others.
struct TokenRange {
  std::uint32_t sentence = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t head = 0;
  friend bool operator==(const TokenRange&, const TokenRange&) = default;
};

enum class EntityKind : std::uint8_t {
  kCountry, kBloc, kBody, kPerson, kCompany, kCommodity, kInstrument, kPlace,  // parties and things
  kDate, kRate, kAmount                                                        // measures
};
std::string_view to_string(EntityKind kind);

// A party or thing that texts name: a record of the gazetteer, or one found by its shape.
struct Entity {
  std::string id;        // "gov:cn-mofcom", "country:CN", "person:howard-lutnick", "company:jl-mag"; empty when unknown
  std::string name;      // canonical English name
  EntityKind kind = EntityKind::kPlace;
  std::string country;   // ISO 3166 alpha-2, "EU" for bodies of the Union; may be empty
  std::string wikidata;
  std::string parent;    // the id of the government, body or company that it belongs to; may be empty
  bool official = false; // speaks for its country: a government, its bodies, its office holders at the document's date
};

// One place where a text names an entity, a date or a measure, or refers back to one.
struct EntityMention {
  TokenRange tokens;
  base::Span span;
  EntityKind kind = EntityKind::kPlace;
  // Who or what it is: points into the gazetteer or into Analysis::found. Null for an unresolved reference and for dates
  // and measures.
  const Entity* entity = nullptr;
  std::vector<const Entity*> members;  // of a plural reference: "the two countries", "both sides"
  bool metonym = false;      // "Beijing" or "Chinese" for the government of China
  bool reference = false;    // a pronoun or definite description; `entity` is its antecedent's
  std::string office;        // of a person, at the document's date
  // Of dates and measures, as in Filler.
  std::optional<double> value;
  std::string unit;
  std::string currency;
  std::string date;
  std::string precision;
};

struct Analysis {
  const Document* document = nullptr;  // outlives the analysis
  bool in_title = false;               // the text analysed is the title, not the body
  std::optional<base::Date> published;
  std::string_view text;               // of document: body or title
  std::vector<language::Sentence> sentences;
  // Sorted by sentence, then first token; do not overlap, except that a country's adjective may lie within a longer name.
  std::vector<EntityMention> entities;
  std::deque<Entity> found;            // entities that are in no gazetteer
  bool official_text = false;          // an authority speaks for itself: events.md, section 6
  const Entity* official_author = nullptr;
};

// The mentions of one sentence, found by halving: asking it of every sentence of a text is no square of its length.
std::span<const EntityMention> entities_of(std::span<const EntityMention> entities, std::uint32_t sentence);
inline std::span<const EntityMention> entities_of(const Analysis& analysis, std::uint32_t sentence) { return entities_of(analysis.entities, sentence); }

// A filler of a role in one sentence.
struct Argument {
  Role role = Role::kActor;
  TokenRange tokens;
  const EntityMention* mention = nullptr;  // in Analysis::entities, when one covers its head
  bool implied = false;                    // then `tokens` lies in another sentence
};

// A frame that matched: a mention without its judgements.
struct Candidate {
  std::string type;
  std::string rule;     // "license.grant#receive"
  TokenRange trigger;   // the act's own word; trigger.head governs the clause or the noun phrase
  std::uint32_t clause = 0;  // the token that heads the clause which says the act: the trigger itself, or the light or
                             // controlling verb above it ("slapped" in "slapped a tariff", "resume" in "agreed to resume")
  std::vector<Argument> arguments;
  // What the frame's own words say before any cue: "tear up a complaint" is dispute.file, negative.
  std::optional<Polarity> polarity;
  std::optional<Modality> modality;
};

// What stands behind a candidate: events.md, sections 4 to 6.
struct Judgement {
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kActual;
  EventStatus status = EventStatus::kReported;
  Attribution attribution;
  std::optional<Confirmation> confirmation;
  std::optional<Quote> polarity_cue;
  std::optional<Quote> modality_cue;
};

}  // namespace tradewire::extract
