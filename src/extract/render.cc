#include "extract/render.h"

#include <algorithm>

#include "base/hash.h"

namespace tradewire::extract {
namespace {

base::Span span_of(const Analysis& analysis, const TokenRange& range) {
  const auto& tokens = analysis.sentences[range.sentence].tokens;
  return {tokens[range.first].span.start, tokens[range.last - 1].span.end};
}

Quote quote(const Analysis& analysis, base::Span span) { return {std::string(base::slice(analysis.text, span)), span}; }

void name_entity(Filler& filler, const Entity& entity) {
  filler.name = entity.name;
  filler.id = entity.id;
  filler.kind = to_string(entity.kind);
  filler.country = entity.country;
  filler.wikidata = entity.wikidata;
}

// The fillers of one argument: a plural reference has several.
std::vector<Filler> fillers_of(const Analysis& analysis, const Argument& argument) {
  Filler filler = filler_of(analysis, argument.tokens, argument.mention);
  filler.implied = argument.implied;
  if (argument.implied) filler.span = {};
  if (argument.mention == nullptr || argument.mention->members.empty()) return {filler};
  std::vector<Filler> out;
  for (const Entity* member : argument.mention->members) {
    Filler one = filler;
    name_entity(one, *member);
    out.push_back(std::move(one));
  }
  return out;
}

DocumentInfo info_of(const Document& document) {
  return {document.id, document.url, document.title, document.site, document.published, base::sha256_hex(document.text), {}, document.summary_only};
}

Codes codes_of(const rules::RuleSet& rules, std::string_view type) {
  for (const rules::EventType& event : rules.types()) {
    if (event.name == type) return {event.codes.plover, event.codes.cameo, event.codes.gta, event.codes.mast};
  }
  return {};
}

}  // namespace

Filler filler_of(const Analysis& analysis, const TokenRange& tokens, const EntityMention* mention) {
  Filler filler;
  filler.span = span_of(analysis, tokens);
  filler.text = std::string(base::slice(analysis.text, filler.span));
  if (mention == nullptr) return filler;
  if (mention->entity != nullptr) name_entity(filler, *mention->entity);
  filler.office = mention->office;
  filler.value = mention->value;
  filler.unit = mention->unit;
  filler.currency = mention->currency;
  filler.date = mention->date;
  filler.precision = mention->precision;
  return filler;
}

std::vector<Mention> render(const Analysis& analysis, const std::vector<Candidate>& candidates, const std::vector<Judgement>& judgements,
                            const rules::RuleSet& rules, const std::string& rules_version) {
  std::vector<Mention> out;
  if (candidates.empty()) return out;
  const DocumentInfo info = info_of(*analysis.document);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    const Judgement& judgement = judgements[i];
    Mention mention;
    mention.type = candidate.type;
    mention.status = judgement.status;
    mention.modality = judgement.modality;
    mention.polarity = judgement.polarity;
    mention.attribution = judgement.attribution;
    mention.confirmation = judgement.confirmation;
    mention.polarity_cue = judgement.polarity_cue;
    mention.modality_cue = judgement.modality_cue;
    mention.evidence = quote(analysis, analysis.sentences[candidate.trigger.sentence].span);
    mention.trigger = quote(analysis, span_of(analysis, candidate.trigger));
    mention.in_title = analysis.in_title;
    mention.document = info;
    mention.rule = candidate.rule;
    mention.codes = codes_of(rules, candidate.type);
    mention.tradewire_version = TRADEWIRE_VERSION;
    mention.rules_version = rules_version;
    for (const Argument& argument : candidate.arguments) {
      for (Filler& filler : fillers_of(analysis, argument)) mention.roles.push_back({argument.role, std::move(filler)});
    }
    mention.id = mention_id(mention);
    out.push_back(std::move(mention));
  }
  return out;
}

}  // namespace tradewire::extract
