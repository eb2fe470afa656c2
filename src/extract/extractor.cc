#include "extract/extractor.h"

#include <algorithm>
#include <span>

#include "extract/apart.h"
#include "extract/dates.h"
#include "extract/entities.h"
#include "extract/frame_matcher.h"
#include "extract/gazetteer.h"
#include "extract/judge.h"
#include "extract/judge_cues.h"
#include "extract/official.h"
#include "extract/prefilter.h"
#include "extract/quantities.h"
#include "extract/reference.h"
#include "extract/render.h"
#include "extract/retag.h"
#include "extract/stage_clock.h"
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

  void prepare(Explanation::Part& part, const Document& document, bool in_title, StageClock* clock = nullptr) const;
  bool tag(Explanation::Part& part, StageClock* clock = nullptr) const;
  void make_sure(Analysis& analysis, std::uint32_t i) const;
  void understand(Explanation::Part& part, const Analysis* other, bool whole, StageClock* clock = nullptr) const;
  void find_acts(Explanation::Part& part, const Explanation::Part* title, bool trace, StageClock* clock = nullptr) const;
  bool speaks_of_trade(const Explanation::Part& title, const Explanation::Part& body, const Document& document) const;
  void parse(Explanation::Part& part, bool whole) const;
  bool leads_elsewhere(const Analysis& analysis, std::uint32_t i) const;
};

namespace {

// From how many sentences on it tells something that none of them holds a word of $domain.
constexpr std::size_t kTelling = 5;

std::vector<language::Unit> units_of(const Analysis& analysis, std::uint32_t sentence) {
  std::vector<language::Unit> units;
  for (const EntityMention& mention : entities_of(analysis, sentence)) {
    const bool several = mention.tokens.last - mention.tokens.first > 1;
    if (several && (units.empty() || units.back().last <= mention.tokens.first)) units.push_back({mention.tokens.first, mention.tokens.last});
  }
  return units;
}

void lap(StageClock* clock, Stage stage) {
  if (clock != nullptr) clock->lap(stage);
}

}  // namespace

void Extractor::Parts::prepare(Explanation::Part& part, const Document& document, bool in_title, StageClock* clock) const {
  Analysis& analysis = part.analysis;
  analysis.document = &document;
  analysis.in_title = in_title;
  analysis.text = in_title ? document.title : document.text;
  analysis.published = base::parse_iso_date(std::string_view(document.published).substr(0, 10));
  analysis.sentences = analyzer.segment(analysis.text);
  lap(clock, Stage::kSegment);
  for (std::uint32_t i = 0; i < analysis.sentences.size(); ++i) {
    if (prefilter.passes(analysis.sentences[i], analysis.text)) part.passed.push_back(i);
  }
  lap(clock, Stage::kPrefilter);
}

// Tags what passed; gives whether any of it may hold an act. A headline's words may yet turn out to be other ones.
bool Extractor::Parts::tag(Explanation::Part& part, StageClock* clock) const {
  Analysis& analysis = part.analysis;
  bool any = false;
  for (const std::uint32_t i : part.passed) {
    analysis.sentences[i] = analyzer.tag(std::move(analysis.sentences[i]), analysis.text);
    any = any || analysis.in_title || may_act(analysis.sentences[i], analysis.text, rules, false);
  }
  lap(clock, Stage::kTag);
  return any;
}

void Extractor::Parts::make_sure(Analysis& analysis, std::uint32_t i) const {
  const auto sure = sure_tags(analysis, i, rules, analyzer);
  if (!sure.empty()) analysis.sentences[i] = analyzer.retag(std::move(analysis.sentences[i]), analysis.text, sure);
}

// Whether the tree of a sentence without an act may decide something in another one: who speaks or confirms there, and whom
// "it" means.
bool Extractor::Parts::leads_elsewhere(const Analysis& analysis, std::uint32_t i) const {
  const auto entities = entities_of(analysis, i);
  const bool one_word = entities.empty() || (entities.size() == 1 && entities.front().tokens.last - entities.front().tokens.first == 1);
  return !one_word || !cues.find(analysis.sentences[i], analysis.text).empty();
}

void Extractor::Parts::parse(Explanation::Part& part, bool whole) const {
  Analysis& analysis = part.analysis;
  for (std::uint32_t i = 0; i < analysis.sentences.size(); ++i) {
    language::Sentence& sentence = analysis.sentences[i];
    bool wanted = false;
    if (std::binary_search(part.passed.begin(), part.passed.end(), i)) {
      wanted = whole || std::binary_search(part.acts.begin(), part.acts.end(), i) || leads_elsewhere(analysis, i);
    } else if (may_want_tree(cues, sentence, analysis.text)) {
      sentence = analyzer.tag(std::move(sentence), analysis.text);
      wanted = wants_tree(cues, sentence, analysis.text);
      if (wanted) make_sure(analysis, i);
    }
    if (wanted) sentence = parse_apart(analyzer, cues, std::move(sentence), analysis.text, units_of(analysis, i));
  }
  analysis.entities = with_heads(std::move(analysis.entities), analysis.sentences);
}

// `whole`: also what no act depends on, for whoever wants to see all.
void Extractor::Parts::understand(Explanation::Part& part, const Analysis* other, bool whole, StageClock* clock) const {
  Analysis& analysis = part.analysis;
  Findings findings = find_entities(gazetteer, analysis, other);
  analysis.entities = std::move(findings.mentions);
  analysis.found = std::move(findings.found);
  for (const std::uint32_t i : part.passed) {
    make_sure(analysis, i);
    if (may_act(analysis.sentences[i], analysis.text, rules, true)) part.acts.push_back(i);
  }
  lap(clock, Stage::kEntities);
  if (part.passed.empty() || (part.acts.empty() && !whole)) return;  // its names may still serve the title
  parse(part, whole);
  lap(clock, Stage::kParse);
  analysis.official_text = is_official_text(cues, analysis);
  if (analysis.official_text) analysis.official_author = official_author_of(gazetteer, analysis);
  auto measures = merge_mentions(find_dates(cues, analysis), find_quantities(cues, analysis));
  analysis.entities = merge_mentions(std::move(analysis.entities), std::move(measures));
  lap(clock, Stage::kMeasures);
  auto references = resolve_references(gazetteer, analysis, part.passed);
  analysis.entities = merge_mentions(std::move(analysis.entities), std::move(references));
  lap(clock, Stage::kReferences);
}

bool Extractor::Parts::speaks_of_trade(const Explanation::Part& title, const Explanation::Part& body, const Document& document) const {
  if (title.analysis.sentences.size() + body.analysis.sentences.size() < kTelling) return true;
  return prefilter.in_domain(title.analysis.sentences, document.title) || prefilter.in_domain(body.analysis.sentences, document.text);
}

void Extractor::Parts::find_acts(Explanation::Part& part, const Explanation::Part* title, bool trace, StageClock* clock) const {
  const std::span<const Candidate> told = title != nullptr ? std::span<const Candidate>(title->candidates) : std::span<const Candidate>();
  part.candidates = match_frames(part.analysis, rules, trace ? part.passed : part.acts, trace ? &part.triggers : nullptr, told);
  lap(clock, Stage::kFrames);
  if (!part.candidates.empty()) part.judgements = judge(cues, part.analysis, part.candidates);
  lap(clock, Stage::kJudge);
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
  for (Explanation::Part* part : {&all->title, &all->body}) parts_->tag(*part);
  parts_->understand(all->body, nullptr, true);
  parts_->understand(all->title, &all->body.analysis, true);
  if (!all->in_domain) return all;
  parts_->find_acts(all->title, nullptr, true);
  parts_->find_acts(all->body, &all->title, true);
  return all;
}

std::vector<Mention> Extractor::extract(const Document& document, StageClock* clock) const {
  if (clock != nullptr) clock->start();
  Explanation::Part title, body;
  parts_->prepare(title, document, true, clock);
  parts_->prepare(body, document, false, clock);
  if ((title.passed.empty() && body.passed.empty()) || !parts_->speaks_of_trade(title, body, document)) return {};
  const bool may_act_in_title = parts_->tag(title, clock);
  if (!parts_->tag(body, clock) && !may_act_in_title) return {};
  parts_->understand(body, nullptr, false, clock);
  if (may_act_in_title) parts_->understand(title, &body.analysis, false, clock);
  std::vector<Mention> mentions;
  for (Explanation::Part* part : {&title, &body}) {
    if (part->acts.empty()) continue;
    parts_->find_acts(*part, part == &body ? &title : nullptr, false, clock);
    auto some = render(part->analysis, part->candidates, part->judgements, parts_->rules, parts_->version);
    mentions.insert(mentions.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    lap(clock, Stage::kRender);
  }
  return mentions;
}

}  // namespace tradewire::extract
