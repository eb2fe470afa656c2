// Names that no gazetteer has, known by their shape: how they end, what stands before them, what is said of them.
#include <algorithm>

#include "extract/entities_finder.h"

namespace tradewire::extract {
namespace {

constexpr std::uint32_t kLongestRun = 12;
constexpr std::uint32_t kLongestPerson = 4;

}  // namespace

const Entity* EntityFinder::make(EntityKind kind, std::string name, std::string_view country, bool official) {
  const Entity*& made = made_[std::to_string(static_cast<int>(kind)) + name];
  if (made != nullptr) return made;
  Entity entity;
  entity.name = std::move(name);
  entity.kind = kind;
  entity.country = country;
  entity.official = official;
  if (const Entity* owner = official ? gazetteer_.country(country) : nullptr) entity.parent = owner->id;
  made = &findings_.found.emplace_back(std::move(entity));
  return made;
}

EntityFinder::Index EntityFinder::name_run(Index at) const {
  Index end = at;
  for (Index i = at; i < count() && i < at + kLongestPerson; ++i) {
    const bool initial = word(i).span.size() <= 2 && word(i).all_capitals;
    if (is_capital(i) && !is_possessive(i) && (initial || (!is(i, List::kNoName) && !is(i, List::kNoPerson))) && (initial || !word(i).all_capitals)) {
      if (i > at && !initial && (country_at(i).entity != nullptr || is(i, List::kSaying))) break;
      if (!initial) end = i + 1;
    } else if (i == at || !is(i, List::kParticle) || word(i).capital) {
      break;
    }
  }
  return end;
}

// Runs go over "of", "and" and "&" when a capital follows.
EntityFinder::Index EntityFinder::capital_run(Index at) const {
  Index end = at;
  for (Index i = at; i < count() && i < at + kLongestRun; ++i) {
    if (is_capital(i)) {
      end = i + 1;
    } else if (!is(i, List::kJoiner) && !is(i, List::kArticle) && !is_possessive(i)) {
      break;
    }
  }
  return end;
}

// "and" within a company's name, but not between two; "of" only after such as "Bank".
bool EntityFinder::joins_company(Index at, Index first) {
  if (at == first || !is(at, List::kJoiner) || !is_capital(at + 1)) return false;
  if (is(at, List::kOf)) return is(at - 1, List::kCompanyWord);
  const NameCandidate before = entity_at(first);
  return !before || before.last != at;
}

NameCandidate EntityFinder::company_shape_at(Index at) {
  if (is(at, List::kNoName) || is(at, List::kTitle) || is(at, List::kCompanyForm)) return {};
  if (const Country country = country_at(at); country.entity != nullptr && country.metonym) return {};
  if (phrase_at(at, List::kNoCompany) > at) return {};
  Index form_end = at;
  Index word_end = at;
  Index words = 0;
  for (Index i = at; i < count() && i < at + kLongestRun; ++i) {
    const Index comma = i > at && is_mark(i, ',') ? i + 1 : i;
    if (i > at && is(comma, List::kCompanyForm) && is_capital(comma)) {
      const bool short_form = word(comma).span.size() <= 2;
      if (short_form && !word(comma).all_capitals && word(comma).span.end <= word(comma).span.start + 2 && comma != i) break;
      form_end = comma + 1;
      i = comma;
      continue;
    }
    if (form_end > at || comma != i) break;
    if (is_capital(i)) {
      ++words;
      if (is_possessive(i)) break;
      if (i > at && is(i, List::kCompanyWord)) word_end = i + 1;
      if (const Index end = phrase_at(i, List::kCompanyWord); i > at && end > i + 1) word_end = end;
    } else if (!joins_company(i, at)) {
      break;
    }
  }
  Index last = form_end;
  if (last == at) {
    // By a word such as "Group" only a run of names in running text, and to its end.
    const bool ends = word_end > at + 1 && !is_capital(word_end);
    const Country country = country_at(at);
    const bool too_common = country.entity != nullptr && (country.adjective || word_end < at + 3);
    if (!ends || sentence_->title_case || too_common || words < 2) return {};
    last = word_end;
  }
  std::string_view owner;
  if (!near_countries_.empty() && near_countries_.size() == 1) owner = near_countries_.back()->country;
  return {at, last, EntityKind::kCompany, make(EntityKind::kCompany, text_of(at, last), owner, false), false, {}, nullptr, 0, false};
}

NameCandidate EntityFinder::person_shape_at(Index at) {
  if (is(at, List::kNoName) || word(at).all_capitals) return {};
  const Index end = name_run(at);
  if (end < at + 2) return {};
  const bool given = is(at, List::kGiven);
  if (!given) {
    if (sentence_->title_case || end > at + 3) return {};
    for (Index i = at; i < end; ++i) {
      for (const NameMatch& match : matches_at(i)) {
        if (match.sense.kind != SenseKind::kSurname && match.sense.kind != SenseKind::kWord) return {};
      }
      if (is(i, List::kCompanyWord) || is(i, List::kBodyForm) || is(i, List::kAssociationForm) || is(i, List::kInstrumentForm)) return {};
    }
    const Index comma = is_mark(end, ',') ? end + 1 : end;
    const Index role = is(comma, List::kArticle) ? comma + 1 : comma;
    const bool said = is(end, List::kSaying) || (at > 0 && is(at - 1, List::kSaying));
    const bool has_role = (comma > end && phrase_at(role, List::kRole) > role) || (at > 0 && is(at - 1, List::kRole));
    if (!said && !has_role) return {};
  } else if (country_at(at + 1).entity != nullptr && end == at + 2 && is(at, List::kNoName)) {
    return {};
  }
  std::string_view country;
  if (near_countries_.size() == 1) country = near_countries_.back()->country;
  return {at, end, EntityKind::kPerson, make(EntityKind::kPerson, text_of(at, end), country, false), false, {}, nullptr, 0, false};
}

// "Council for Economic Planning and Development", "National Pork Producers Council".
NameCandidate EntityFinder::body_shape_at(Index at) {
  if (is(at, List::kNoName) || is(at, List::kTitle) || sentence_->title_case || country_at(at).adjective) return {};
  Index end = at;
  bool official = false;
  Index capitals = 0;
  bool after_of = false;
  for (Index i = at; i < count() && i < at + kLongestRun; ++i) {
    if (is_capital(i) && !is_possessive(i)) {
      if (i > at && is(i, List::kNoName)) break;
      ++capitals;
      const bool form = is(i, List::kBodyForm);
      const bool association = is(i, List::kAssociationForm);
      if (form || association) {
        if (end == at) official = form;
        end = i + 1;
        after_of = false;
      } else if (after_of) {
        end = i + 1;
      }
    } else if (end > at && (is(i, List::kJoiner) || is(i, List::kOf))) {
      after_of = true;
    } else if (!(end == at && i > at && is(i, List::kJoiner)) && !(after_of && is(i, List::kArticle)) &&
               !(after_of && is_mark(i, ',') && is_capital(i + 1) && is(i + 2, List::kJoiner))) {
      break;
    }
  }
  if (end == at || capitals < 2 || end < at + 2) return {};
  std::string_view country;
  if (const Country own = country_at(at); own.entity != nullptr) {
    if (own.last >= end) return {};
    country = own.entity->country;
  } else if (!near_countries_.empty()) {
    country = near_countries_.back()->country;
  }
  return {at, end, EntityKind::kBody, make(EntityKind::kBody, text_of(at, end), country, official), false, {}, nullptr, 0, false};
}

// "Uyghur Forced Labor Prevention Act", "United States-Morocco Free Trade Agreement".
NameCandidate EntityFinder::instrument_shape_at(Index at) {
  if (is(at, List::kNoName) || is(at, List::kTitle) || sentence_->title_case) return {};
  const Index run = capital_run(at);
  Index end = at;
  for (Index i = at + 1; i < run; ++i) {
    if (is(i, List::kInstrumentForm)) end = i + 1;
    const bool two_parties = is(i, List::kJoiner) && !is(i, List::kOf) && country_at(i + 1).entity != nullptr && country_at(at).last == i;
    if (is_possessive(i) || two_parties || (is_capital(i) && is(i, List::kNoName))) break;
  }
  if (end < at + 2) return {};
  if (country_at(at).last == end - 1 && end == at + 2) return {};  // "China List"
  // "of 1962" belongs to the name of a law.
  if (is(end, List::kJoiner) && end + 1 < count() && base::slice(analysis_.text, word(end + 1).span).starts_with("19")) end += 2;
  if (is(end, List::kJoiner) && end + 1 < count() && base::slice(analysis_.text, word(end + 1).span).starts_with("20")) end += 2;
  return {at, end, EntityKind::kInstrument, make(EntityKind::kInstrument, text_of(at, end), {}, false), false, {}, nullptr, 0, false};
}

// "Proclamation 9705", "Section 337 of the Tariff Act of 1930", "H.R. 4004".
NameCandidate EntityFinder::numbered_instrument_at(Index at) {
  Index end = phrase_at(at, List::kNumberedInstrument);
  if (end == at || end >= count()) return {};
  const std::string_view number = base::slice(analysis_.text, word(end).span);
  if (number.empty() || number[0] < '0' || number[0] > '9') return {};
  ++end;
  NameCandidate known = entity_at(at);
  const Entity* entity = known && known.kind == EntityKind::kInstrument && known.last >= end ? known.entity : nullptr;
  if (entity != nullptr) end = known.last;
  // "(b)" and "(c)(3)" belong to it.
  while (is_mark(end, '(') && is_mark(end + 2, ')') && word(end + 1).span.size() <= 3) end += 3;
  if (is(end, List::kOf)) {
    const Index law = is(end + 1, List::kArticle) ? end + 2 : end + 1;
    if (law < count()) {
      NameCandidate whole = entity_at(law);
      if (!whole || whole.kind != EntityKind::kInstrument) whole = is_capital(law) ? instrument_shape_at(law) : NameCandidate{};
      if (whole && whole.kind == EntityKind::kInstrument) end = whole.last;
    }
  }
  if (entity == nullptr) entity = make(EntityKind::kInstrument, text_of(at, end), {}, false);
  return {at, end, EntityKind::kInstrument, entity, false, {}, nullptr, 0, false};
}

}  // namespace tradewire::extract
