#include "extract/entities.h"

#include <algorithm>

#include "extract/entities_finder.h"

namespace tradewire::extract {
namespace {

// Which of two readings of the same words is likelier.
int rank_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::kCountry: return 0;
    case EntityKind::kBloc: return 1;
    case EntityKind::kBody: return 2;
    case EntityKind::kInstrument: return 3;
    case EntityKind::kPerson: return 4;
    case EntityKind::kCompany: return 5;
    case EntityKind::kPlace: return 6;
    default: return 7;
  }
}

bool has_two_capitals(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
}

bool is_noun(language::Upos tag) { return tag == language::Upos::kNoun || tag == language::Upos::kPropn; }

}  // namespace

EntityFinder::EntityFinder(const Gazetteer& gazetteer, const Analysis& analysis, const Analysis* other)
    : gazetteer_(gazetteer), analysis_(analysis), other_(other) {}

Findings EntityFinder::run() {
  sentences_.resize(analysis_.sentences.size());
  for (std::size_t i = 0; i < sentences_.size(); ++i) read_sentence(i);
  if (other_ != nullptr) lend_names(*other_);
  for (std::size_t i = 0; i < sentences_.size(); ++i) scan(i);
  return std::move(findings_);
}

void EntityFinder::read_sentence(std::size_t index) {
  SentenceWords& out = sentences_[index];
  out.words = words_of(analysis_.sentences[index], analysis_.text);
  int letters = 0;
  int capitals = 0;
  int long_words = 0;
  int long_capitals = 0;
  out.masks.reserve(out.words.size());
  for (const Word& word : out.words) {
    out.masks.push_back(word.folded == 0 ? 0 : gazetteer_.lists(word.folded));
    if (word.folded == 0 || word.span.size() < 2) continue;
    letters += word.all_capitals || !word.capital || word.span.size() > 1;
    capitals += word.all_capitals;
    long_words += word.span.size() > 3;
    long_capitals += word.span.size() > 3 && word.capital;
  }
  out.any_case = letters >= 3 && capitals * 10 >= letters * 8;
  const bool stopped = !out.words.empty() && base::slice(analysis_.text, out.words.back().span) == ".";
  out.title_case = out.any_case || (!stopped && long_words >= 4 && long_capitals * 10 >= long_words * 7);
  out.matches = gazetteer_.match(out.words, out.any_case);
  out.match_from.assign(out.words.size() + 1, static_cast<std::uint32_t>(out.matches.size()));
  for (std::size_t i = out.matches.size(); i-- > 0;) out.match_from[out.matches[i].first] = static_cast<std::uint32_t>(i);
  for (std::size_t i = out.words.size(); i-- > 0;) out.match_from[i] = std::min(out.match_from[i], out.match_from[i + 1]);
  count_countries(out);
}

void EntityFinder::count_countries(const SentenceWords& sentence) {
  for (const NameMatch& match : sentence.matches) {
    if (match.sense.kind > SenseKind::kPeople || match.sense.weak) continue;
    const Entity& entity = gazetteer_.entity(match.sense.target);
    if (entity.kind == EntityKind::kCountry || (entity.kind == EntityKind::kBloc && !entity.country.empty())) {
      ++country_counts_[entity.country];
    } else if (match.sense.kind == SenseKind::kEntity && entity.kind == EntityKind::kCompany && !entity.country.empty()) {
      ++company_counts_[entity.country];
    }
  }
}

// What the other text of the document has named: full names give the short ones of this text a meaning.
void EntityFinder::lend_names(const Analysis& other) {
  for (const EntityMention& mention : other.entities) {
    if (mention.entity == nullptr || mention.reference) continue;
    if (!mention.entity->country.empty()) ++country_counts_[mention.entity->country];
    if (mention.kind != EntityKind::kPerson && mention.kind != EntityKind::kCompany) continue;
    const std::vector<Word> words = words_of(mention.entity->name);
    if (words.size() < 2) continue;
    const Entity* entity = mention.entity;
    if (gazetteer_.find(entity->id) != entity) entity = &findings_.found.emplace_back(*entity);
    learn_words({mention.kind == EntityKind::kPerson ? words.back().folded : words.front().folded}, entity, mention.office);
  }
}

void EntityFinder::scan(std::size_t index) {
  sentence_ = &sentences_[index];
  starts_paragraph_ = analysis_.sentences[index].starts_paragraph;
  near_countries_.clear();
  subject_country_ = nullptr;
  std::uint32_t free_token = 0;
  for (Index at = 0; at < count();) {
    if (word(at).folded == 0 || word(at).token < free_token) {
      ++at;
      continue;
    }
    NameCandidate name = best_at(at);
    if (!name) {
      ++at;
      continue;
    }
    name = with_acronym(std::move(name));
    emit(index, name);
    learn(name);
    free_token = word(name.last - 1).token + 1;
    at = name.last;
  }
}

void EntityFinder::emit(std::size_t index, const NameCandidate& name) {
  const auto add = [&](Index last, EntityKind kind, const Entity* entity, bool metonym, const std::string& office) {
    EntityMention mention;
    mention.tokens.sentence = static_cast<std::uint32_t>(index);
    mention.tokens.first = word(name.first).token;
    mention.tokens.last = word(last - 1).token + 1;
    mention.tokens.head = head_token(analysis_.sentences[index], mention.tokens.first, mention.tokens.last);
    mention.span = {word(name.first).span.start, word(last - 1).span.end};
    mention.kind = kind;
    mention.entity = entity;
    mention.metonym = metonym;
    mention.office = office;
    findings_.mentions.push_back(std::move(mention));
  };
  add(name.last, name.kind, name.entity, name.metonym, name.office);
  const Entity* country = name.nested != nullptr ? name.nested : name.entity;
  if (name.nested != nullptr) add(name.nested_last, name.nested->kind, name.nested, name.nested_adjective, {});
  if (country != nullptr && (country->kind == EntityKind::kCountry || country->kind == EntityKind::kBloc)) {
    near_countries_.push_back(country);
    const auto& tokens = analysis_.sentences[index].tokens;
    const auto next = word(name.last - 1).token + 1;
    const bool verb = next < tokens.size() && (tokens[next].upos == language::Upos::kAux || tokens[next].upos == language::Upos::kVerb);
    if (near_countries_.size() == 1 && name.nested == nullptr && word(name.first).token <= 2 && verb) subject_country_ = country;
  }
}

NameCandidate EntityFinder::best_at(Index at) {
  NameCandidate best;
  const auto offer = [&](NameCandidate other) {
    if (other.size() > best.size()) best = std::move(other);
  };
  if (!matches_at(at).empty()) {
    offer(entity_at(at));  // first: "U.S. Trade Representative" is the body that has this name, not who leads it
    offer(country_name_at(at));
    offer(office_at(at, {}));
    offer(body_class_at(at, {}));
  }
  offer(people_of_country_at(at));
  const bool numbered = is(at, List::kNumberedInstrument) || !matches_at(at).empty();
  if (numbered) offer(numbered_instrument_at(at));
  if (!is_capital(at)) return best;
  offer(learned_at(at));
  offer(company_shape_at(at));
  offer(instrument_shape_at(at));
  offer(body_shape_at(at));
  offer(titled_person_at(at));
  if (best.kind != EntityKind::kPerson || !best) offer(person_shape_at(at));
  return best;
}

std::span<const NameMatch> EntityFinder::matches_at(Index at) const {
  const std::uint32_t from = sentence_->match_from[at];
  const std::uint32_t to = sentence_->match_from[at + 1];
  return std::span(sentence_->matches).subspan(from, to - from);
}

std::string EntityFinder::text_of(Index first, Index last) const {
  return std::string(base::slice(analysis_.text, {word(first).span.start, word(last - 1).span.end}));
}

bool EntityFinder::is_mark(Index at, char mark) const {
  return at < count() && word(at).folded == 0 && base::slice(analysis_.text, word(at).span) == std::string_view(&mark, 1);
}

// "'s" and not a lone "s": it touches the word before it but for the apostrophe.
bool EntityFinder::is_possessive(Index at) const {
  if (!is(at, List::kPossessive) || at == 0) return false;
  const std::uint32_t gap = word(at).span.start - word(at - 1).span.end;
  return gap >= 1 && gap <= 3 && analysis_.text[word(at - 1).span.end] != ' ' && analysis_.text[word(at - 1).span.end] != '-';
}

EntityFinder::Index EntityFinder::phrase_at(Index at, List list) const {
  if (at >= count()) return at;
  for (const NameMatch& match : matches_at(at)) {
    if (match.sense.kind == SenseKind::kWord && match.sense.target == static_cast<std::uint32_t>(list)) return match.last;
  }
  return is(at, list) ? at + 1 : at;
}

// The longest record of the gazetteer at a word; of a country's when one is given.
NameCandidate EntityFinder::entity_at(Index at, std::string_view country) {
  NameCandidate best;
  int best_score = 0;
  for (const NameMatch& match : matches_at(at)) {
    if (match.sense.kind > SenseKind::kSurname) continue;
    if (best && match.last < best.last) break;
    NameCandidate name = match.sense.kind == SenseKind::kSurname ? surname_at(match) : from_sense(match);
    if (!name || (!country.empty() && name.entity->country != country)) continue;
    const auto seen = country_counts_.find(name.entity->country);
    const int score = 1000 - rank_of(name.kind) * 100 + (seen == country_counts_.end() ? 0 : std::min(seen->second, 90)) +
                      (name.metonym ? 0 : 1);
    if (!best || score > best_score) {
      best = std::move(name);
      best_score = score;
    }
  }
  if (!best) return best;
  if (best.kind == EntityKind::kCommodity) return with_goods(std::move(best));
  if (best.kind == EntityKind::kPerson) return with_administration(std::move(best));
  if (best.kind == EntityKind::kCompany) return with_company_form(std::move(best));
  return best;
}

NameCandidate EntityFinder::from_sense(const NameMatch& match) {
  const Entity& entity = gazetteer_.entity(match.sense.target);
  NameCandidate name{match.first, match.last, entity.kind, &entity, match.sense.metonym, {}, nullptr, 0, false};
  if (match.sense.kind == SenseKind::kAdjective) name.metonym = true;
  if (match.sense.weak) {
    // "Visa" is a company only with its form, or once the document has named it so.
    const Index form = is_mark(match.last, ',') ? match.last + 1 : match.last;
    if (!is(form, List::kCompanyForm)) return {};
  }
  if (match.sense.metonym) {
    const bool at_place = match.first > 0 && is(match.first - 1, List::kAt);
    const bool dateline = match.first == 0 && starts_paragraph_ && word(0).all_capitals && word(0).span.size() > 3 && !sentence_->any_case;
    if (at_place || dateline) return {};  // the place of that name is another match of the same words
  }
  if (entity.kind == EntityKind::kPerson) name.entity = as_of_day(entity, name.office);
  return name;
}

// "steel" with "articles", "rare earth" with "magnets": one thing.
NameCandidate EntityFinder::with_goods(NameCandidate commodity) {
  for (int rounds = 0; rounds < 3 && commodity.last < count(); ++rounds) {
    Index next = commodity.last;
    const Entity* named = nullptr;
    for (const NameMatch& match : matches_at(commodity.last)) {
      if (match.sense.kind != SenseKind::kEntity || match.sense.weak) continue;
      const Entity& entity = gazetteer_.entity(match.sense.target);
      if (entity.kind != EntityKind::kCommodity || match.last <= next) continue;
      next = match.last;
      named = &entity;
    }
    if (named == nullptr && is(commodity.last, List::kGoods)) next = commodity.last + 1;
    if (next == commodity.last) break;
    if (named != nullptr && !is(next - 1, List::kGoods)) commodity.entity = named;
    commodity.last = next;
  }
  return commodity;
}

// "the Trump administration" is the country, not the man.
NameCandidate EntityFinder::with_administration(NameCandidate person) {
  const Index end = phrase_at(person.last, List::kAdministration);
  if (end == person.last) return person;
  const Entity* country = gazetteer_.country(person.entity->country);
  if (country == nullptr) return person;
  person.last = end;
  person.kind = country->kind;
  person.entity = country;
  person.metonym = true;
  person.office.clear();
  return person;
}

NameCandidate EntityFinder::with_company_form(NameCandidate company) {
  while (true) {
    const Index form = is_mark(company.last, ',') ? company.last + 1 : company.last;
    if (!is(form, List::kCompanyForm) || !is_capital(form)) return company;
    company.last = form + 1;
  }
}

NameCandidate EntityFinder::learned_at(Index at) const {
  const auto found = learned_.find(word(at).folded);
  if (found == learned_.end()) return {};
  const Learned* best = nullptr;
  for (const Learned& learned : found->second) {
    if (best != nullptr && learned.folded.size() < best->folded.size()) continue;
    bool fits = at + learned.folded.size() <= count();
    for (std::size_t i = 0; fits && i < learned.folded.size(); ++i) {
      fits = word(at + static_cast<Index>(i)).folded == learned.folded[i];
    }
    if (fits) best = &learned;
  }
  if (best == nullptr) return {};
  const Index last = at + static_cast<Index>(best->folded.size());
  // A last name inside another name is not that person: "Xi" in "Xi'an", "Lee" in "Robert E. Lee".
  const bool person = best->entity->kind == EntityKind::kPerson;
  if (person && is_capital(last) && !sentence_->title_case && !is_possessive(last) && matches_at(last).empty() &&
      !is(last, List::kNoName)) {
    return {};
  }
  return {at, last, best->entity->kind, best->entity, false, best->office, nullptr, 0, false};
}

// A last name alone, before any full name: who holds an office on that day, and is of a country that the text names.
NameCandidate EntityFinder::surname_at(const NameMatch& match) {
  if (!is_capital(match.first) || learned_.contains(word(match.first).folded)) return {};
  const Entity& person = gazetteer_.entity(match.sense.target);
  if (is(match.first, List::kCommonSurname) || !country_counts_.contains(person.country)) return {};
  if (!sentence_->title_case) {
    const bool inside = (match.first > 0 && is_capital(match.first - 1) && !is(match.first - 1, List::kNoName)) ||
                        (is_capital(match.last) && !is_possessive(match.last) && !is(match.last, List::kAdministration));
    if (inside) return {};
  }
  NameCandidate name{match.first, match.last, EntityKind::kPerson, nullptr, false, {}, nullptr, 0, false};
  if (!analysis_.published) return {};
  name.entity = as_of_day(person, name.office);
  return name.office.empty() ? NameCandidate{} : name;
}

// "Ministry of Commerce (MOFCOM)": the brackets belong to the name, and the document may use the short form from here.
NameCandidate EntityFinder::with_acronym(NameCandidate name) {
  if (!is_mark(name.last, '(') || name.kind == EntityKind::kPerson) return name;
  Index at = name.last + 1;
  while (at < count() && at < name.last + 3 && word(at).folded == 0) ++at;
  if (is(at, List::kArticle)) ++at;
  if (at >= count() || !word(at).capital || word(at).span.size() < 2 || word(at).span.size() > 12) return name;
  Index close = at + 1;
  while (close < count() && close < at + 3 && word(close).folded == 0 && !is_mark(close, ')')) ++close;
  if (!is_mark(close, ')')) return name;
  if (!word(at).all_capitals && !has_two_capitals(base::slice(analysis_.text, word(at).span))) return name;
  if (const NameCandidate known = entity_at(at); known && known.kind == EntityKind::kBody && name.kind == EntityKind::kBody) {
    name.entity = known.entity;
  }
  learn_words({word(at).folded}, name.entity, {});
  name.last = close + 1;
  return name;
}

void EntityFinder::learn_words(std::vector<std::uint32_t> folded, const Entity* entity, const std::string& office) {
  auto& list = learned_[folded.front()];
  for (Learned& learned : list) {
    if (learned.folded == folded) {
      learned = {std::move(folded), entity, office};
      return;
    }
  }
  list.push_back({std::move(folded), entity, office});
}

// From a full name the document may go on with a short one.
void EntityFinder::learn(const NameCandidate& name) {
  if (name.entity == nullptr || name.metonym) return;
  if (name.kind == EntityKind::kPerson && !name.entity->name.empty()) {
    const std::vector<Word> words = words_of(name.entity->name);
    if (words.size() < 2) return;
    const bool family_first = Gazetteer::family_name_first(name.entity->country) && !name.entity->id.empty();
    const std::uint32_t family = family_first ? words.front().folded : words.back().folded;
    // "He Lifeng" does not make every "He" a name.
    if ((gazetteer_.lists(family) & bit(List::kNoName)) == 0) learn_words({family}, name.entity, name.office);
  } else if (name.kind == EntityKind::kCompany && name.entity->id.empty()) {
    std::vector<std::uint32_t> folded;
    for (Index i = name.first; i < name.last && !is(i, List::kCompanyForm) && word(i).folded != 0; ++i) folded.push_back(word(i).folded);
    if (folded.size() > 1) learn_words(folded, name.entity, {});
    const bool telling = word(name.first).span.size() > 3 && matches_at(name.first).empty() && sentence_->masks[name.first] == 0;
    if (!folded.empty() && telling) learn_words({folded.front()}, name.entity, {});
  } else if (name.kind == EntityKind::kCompany) {
    // What counted by its form needs none any more.
    for (const NameMatch& match : matches_at(name.first)) {
      if (!match.sense.weak || &gazetteer_.entity(match.sense.target) != name.entity) continue;
      std::vector<std::uint32_t> folded;
      for (Index i = match.first; i < match.last; ++i) folded.push_back(word(i).folded);
      learn_words(std::move(folded), name.entity, {});
    }
  }
}

Findings find_entities(const Gazetteer& gazetteer, const Analysis& analysis, const Analysis* other) {
  return EntityFinder(gazetteer, analysis, other).run();
}

std::uint32_t head_token(const language::Sentence& sentence, std::uint32_t first, std::uint32_t last) {
  const auto size = static_cast<std::uint32_t>(sentence.tokens.size());
  last = std::min(last, size);
  if (first >= last) return first;
  if (sentence.parsed) {
    for (std::uint32_t i = first; i < last; ++i) {
      const auto& token = sentence.tokens[i];
      const bool outside = token.head < static_cast<std::int32_t>(first) || token.head >= static_cast<std::int32_t>(last);
      if (outside && token.upos != language::Upos::kPunct && token.upos != language::Upos::kDet) return i;
    }
  }
  if (!sentence.tagged) return last - 1;
  std::uint32_t head = last - 1;
  for (std::uint32_t i = first; i < last; ++i) {
    if (sentence.tokens[i].upos == language::Upos::kAdp && i > first) break;
    if (is_noun(sentence.tokens[i].upos)) head = i;
  }
  return head;
}

std::vector<EntityMention> with_heads(std::vector<EntityMention> mentions, const std::vector<language::Sentence>& sentences) {
  for (EntityMention& mention : mentions) {
    if (mention.tokens.sentence >= sentences.size()) continue;
    mention.tokens.head = head_token(sentences[mention.tokens.sentence], mention.tokens.first, mention.tokens.last);
  }
  return mentions;
}

}  // namespace tradewire::extract
