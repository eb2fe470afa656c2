// A text with its entities, for tests: the built-in gazetteer and the built-in analyzer, tokens only or parsed.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extract/entities.h"
#include "extract/reference.h"
#include "language/analyzer.h"

namespace tradewire::extract {

inline const Gazetteer& built_in_gazetteer() {
  static const base::Result<Gazetteer> gazetteer = Gazetteer::load();
  EXPECT_TRUE(gazetteer.ok()) << (gazetteer.ok() ? "" : gazetteer.error().message());
  return *gazetteer;
}

inline const language::Analyzer& built_in_analyzer() {
  static const base::Result<language::Analyzer> analyzer = language::Analyzer::load("en");
  EXPECT_TRUE(analyzer.ok());
  return *analyzer;
}

// The analysis of a text, which keeps what its mentions point to.
struct EntityText {
  explicit EntityText(std::string body, std::string_view published = "2025-06-15", bool parsed = false) : text(std::move(body)) {
    document.text = text;
    document.published = published;
    analysis.document = &document;
    analysis.text = text;
    analysis.published = base::parse_iso_date(published);
    analysis.sentences = built_in_analyzer().segment(text);
    findings = find_entities(built_in_gazetteer(), analysis);
    if (parsed) {
      for (auto& sentence : analysis.sentences) {
        sentence = built_in_analyzer().parse(built_in_analyzer().tag(std::move(sentence), text), text);
      }
    }
    analysis.entities = with_heads(findings.mentions, analysis.sentences);
    references = resolve_references(built_in_gazetteer(), analysis);
  }
  EntityText(const EntityText&) = delete;

  // "text=id" of each mention that is not inside another, in order; "?name" for what no gazetteer has.
  std::vector<std::string> names(bool nested = false) const {
    std::vector<std::string> out;
    std::uint32_t sentence = 0;
    std::uint32_t end = 0;
    for (const EntityMention& mention : findings.mentions) {
      const bool inside = mention.tokens.sentence == sentence && mention.tokens.last <= end;
      if (!inside || nested) out.push_back(describe(mention));
      if (!inside) {
        sentence = mention.tokens.sentence;
        end = mention.tokens.last;
      }
    }
    return out;
  }
  std::vector<std::string> referents() const {
    std::vector<std::string> out;
    for (const EntityMention& mention : references) out.push_back(describe(mention));
    return out;
  }
  std::string describe(const EntityMention& mention) const {
    std::string out = std::string(base::slice(text, mention.span)) + "=";
    for (const Entity* member : mention.members) out += member->id + "+";
    if (mention.entity != nullptr) out += mention.entity->id.empty() ? "?" + mention.entity->name : mention.entity->id;
    return out;
  }

  std::string text;
  Document document;
  Analysis analysis;
  Findings findings;
  std::vector<EntityMention> references;
};

}  // namespace tradewire::extract
