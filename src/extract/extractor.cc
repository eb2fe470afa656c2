#include "extract/extractor.h"

#include <algorithm>
#include <span>

#include "extract/apart.h"
#include "extract/dates.h"
#include "extract/entities.h"
#include "extract/gazetteer.h"
#include "extract/judge.h"
#include "extract/judge_cues.h"
#include "extract/official.h"
#include "extract/prefilter.h"
#include "extract/quantities.h"
#include "extract/reference.h"
#include "extract/render.h"
#include "extract/retag.h"
#include "language/analyzer.h"
#include "rules/library.h"

namespace tradewire::extract {

struct Extractor::Parts {
  language::Analyzer analyzer;
  Gazetteer gazetteer;
  Cues cues;
  rules::RuleSet rules;
  Prefilter prefilter;
  std::string version;

  void prepare(Explanation::Part& part, const Document& document, bool in_title) const;
  void understand(Explanation::Part& part, const Analysis* other) const;
  void find_acts(Explanation::Part& part, const Explanation::Part* title, bool trace) const;
  bool speaks_of_trade(const Explanation::Part& title, const Explanation::Part& body, const Document& document) const;
  void parse(Explanation::Part& part) const;
};

namespace {

// From how many sentences on it tells something that none of them holds a word of $domain.
constexpr std::size_t kTelling = 5;

std::vector<language::Unit> units_of(const Analysis& analysis, std::uint32_t sentence) {
  std::vector<language::Unit> units;
  for (const EntityMention& mention : analysis.entities) {
    const bool here = mention.tokens.sentence == sentence && mention.tokens.last - mention.tokens.first > 1;
    if (here && (units.empty() || units.back().last <= mention.tokens.first)) units.push_back({mention.tokens.first, mention.tokens.last});
  }
  return units;
}

}  // namespace

void Extractor::Parts::prepare(Explanation::Part& part, const Document& document, bool in_title) const {
  Analysis& analysis = part.analysis;
  analysis.document = &document;
  analysis.in_title = in_title;
  analysis.text = in_title ? document.title : document.text;
  analysis.published = base::parse_iso_date(std::string_view(document.published).substr(0, 10));
  analysis.sentences = analyzer.segment(analysis.text);
  for (std::uint32_t i = 0; i < analysis.sentences.size(); ++i) {
    if (prefilter.passes(analysis.sentences[i], analysis.text)) part.parsed.push_back(i);
  }
}

void Extractor::Parts::parse(Explanation::Part& part) const {
  Analysis& analysis = part.analysis;
  // Sentences without an act may confirm one, or name the speaker of a quotation.
  auto wanted = part.parsed;
  for (std::uint32_t i = 0; i < analysis.sentences.size() && !part.parsed.empty(); ++i) {
    const bool acts = std::find(part.parsed.begin(), part.parsed.end(), i) != part.parsed.end();
    if (acts || !may_want_tree(cues, analysis.sentences[i], analysis.text)) continue;
    analysis.sentences[i] = analyzer.tag(std::move(analysis.sentences[i]), analysis.text);
    if (wants_tree(cues, analysis.sentences[i], analysis.text)) wanted.push_back(i);
  }
  for (const std::uint32_t i : wanted) {
    if (const auto sure = sure_tags(analysis, i, rules, analyzer); !sure.empty()) analysis.sentences[i] = analyzer.retag(std::move(analysis.sentences[i]), analysis.text, sure);
    analysis.sentences[i] = parse_apart(analyzer, cues, std::move(analysis.sentences[i]), analysis.text, units_of(analysis, i));
  }
  analysis.entities = with_heads(std::move(analysis.entities), analysis.sentences);
}

void Extractor::Parts::understand(Explanation::Part& part, const Analysis* other) const {
  Analysis& analysis = part.analysis;
  for (const std::uint32_t i : part.parsed) analysis.sentences[i] = analyzer.tag(std::move(analysis.sentences[i]), analysis.text);
  Findings findings = find_entities(gazetteer, analysis, other);
  analysis.entities = std::move(findings.mentions);
  analysis.found = std::move(findings.found);
  parse(part);
  analysis.official_text = is_official_text(cues, analysis);
  if (analysis.official_text) analysis.official_author = official_author_of(gazetteer, analysis);
  auto measures = merge_mentions(find_dates(cues, analysis), find_quantities(cues, analysis));
  analysis.entities = merge_mentions(std::move(analysis.entities), std::move(measures));
  auto references = resolve_references(gazetteer, analysis, part.parsed);
  analysis.entities = merge_mentions(std::move(analysis.entities), std::move(references));
}

bool Extractor::Parts::speaks_of_trade(const Explanation::Part& title, const Explanation::Part& body, const Document& document) const {
  if (title.analysis.sentences.size() + body.analysis.sentences.size() < kTelling) return true;
  return prefilter.in_domain(title.analysis.sentences, document.title) || prefilter.in_domain(body.analysis.sentences, document.text);
}

void Extractor::Parts::find_acts(Explanation::Part& part, const Explanation::Part* title, bool trace) const {
  const std::span<const Candidate> told = title != nullptr ? std::span<const Candidate>(title->candidates) : std::span<const Candidate>();
  part.candidates = match_frames(part.analysis, rules, part.parsed, trace ? &part.triggers : nullptr, told);
  if (!part.candidates.empty()) part.judgements = judge(cues, part.analysis, part.candidates);
}

base::Result<Extractor> Extractor::load(const ExtractorOptions& options) {
  auto library = rules::Library::open(options.rules);
  if (!library) return library.error();
  const rules::Library& source = options.library != nullptr ? *options.library : *library;
  auto rule_set = rules::RuleSet::load(source);
  if (!rule_set) return rule_set.error();
  auto analyzer = language::Analyzer::load("en");
  if (!analyzer) return analyzer.error();
  auto gazetteer = Gazetteer::load(options.rules);
  if (!gazetteer) return gazetteer.error();
  auto cues = Cues::load(options.rules);
  if (!cues) return cues.error();
  Prefilter prefilter(*rule_set);
  return Extractor(std::make_unique<const Parts>(Parts{*std::move(analyzer), *std::move(gazetteer), *std::move(cues), *std::move(rule_set),
                                                       std::move(prefilter), source.version()}));
}

Extractor::Extractor(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

const rules::RuleSet& Extractor::rules() const { return parts_->rules; }
const std::string& Extractor::rules_version() const { return parts_->version; }

std::unique_ptr<Explanation> Extractor::explain(const Document& document) const {
  auto all = std::make_unique<Explanation>();
  all->document = document;
  parts_->prepare(all->title, all->document, true);
  parts_->prepare(all->body, all->document, false);
  all->in_domain = parts_->speaks_of_trade(all->title, all->body, all->document);
  parts_->understand(all->body, nullptr);
  parts_->understand(all->title, &all->body.analysis);
  if (!all->in_domain) return all;
  parts_->find_acts(all->title, nullptr, true);
  parts_->find_acts(all->body, &all->title, true);
  return all;
}

std::vector<Mention> Extractor::extract(const Document& document) const {
  Explanation::Part title, body;
  parts_->prepare(title, document, true);
  parts_->prepare(body, document, false);
  if ((title.parsed.empty() && body.parsed.empty()) || !parts_->speaks_of_trade(title, body, document)) return {};
  parts_->understand(body, nullptr);
  if (!title.parsed.empty()) parts_->understand(title, &body.analysis);
  std::vector<Mention> mentions;
  for (Explanation::Part* part : {&title, &body}) {
    if (part->parsed.empty()) continue;
    parts_->find_acts(*part, part == &body ? &title : nullptr, false);
    auto some = render(part->analysis, part->candidates, part->judgements, parts_->rules, parts_->version);
    mentions.insert(mentions.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  return mentions;
}

}  // namespace tradewire::extract
