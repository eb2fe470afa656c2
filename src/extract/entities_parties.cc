// Parties: countries and what stands with them, bodies and offices of classes, people by title.
#include <algorithm>

#include "extract/entities_finder.h"

namespace tradewire::extract {
namespace {

constexpr std::uint32_t kMostBetween = 3;  // words between a country and what it governs

NameCandidate longer(NameCandidate a, NameCandidate b) { return b.size() > a.size() ? b : a; }

}  // namespace

EntityFinder::Country EntityFinder::country_at(Index at) const {
  Country best;
  if (at >= count()) return best;
  for (const NameMatch& match : matches_at(at)) {
    if (match.sense.kind > SenseKind::kPeople || match.sense.weak || match.last <= best.last) continue;
    const Entity& entity = gazetteer_.entity(match.sense.target);
    if (entity.kind != EntityKind::kCountry && entity.kind != EntityKind::kBloc) continue;
    best = {match.last, &entity, match.sense.kind == SenseKind::kAdjective, match.sense.metonym};
  }
  return best;
}

// A country with what it governs: "China's Ministry of Commerce", "senior" and the like between.
NameCandidate EntityFinder::country_name_at(Index at) {
  const Country country = country_at(at);
  if (country.entity == nullptr) return {};
  Index next = country.last;
  if (is_possessive(next)) ++next;
  NameCandidate best;
  for (Index skipped = 0; skipped <= kMostBetween && next < count(); ++skipped) {
    best = longer(best, after_country(country, at, next));
    // Goods may stand before those who make them: "Chinese rare earth exporters".
    Index over = is(next, List::kBetween) ? next + 1 : next;
    if (over == next) {
      for (const NameMatch& match : matches_at(next)) {
        const bool goods = match.sense.kind == SenseKind::kEntity && !match.sense.weak &&
                           gazetteer_.entity(match.sense.target).kind == EntityKind::kCommodity;
        if (goods) over = std::max(over, match.last);
      }
    }
    if (over == next) break;
    next = over;
  }
  if (!best) return {};
  best.first = at;
  best.nested = country.entity;
  best.nested_last = country.last;
  best.nested_adjective = country.adjective || country.metonym;
  return best;
}

// What follows the country at a word; `last` is set, `first` is the country's.
NameCandidate EntityFinder::after_country(const Country& country, Index first, Index at) {
  const std::string_view code = country.entity->country;
  NameCandidate best = entity_at(at);
  if (best && (best.kind != EntityKind::kBody || best.entity->country != code)) best = {};
  best = longer(longer(std::move(best), office_at(at, code)), body_class_at(at, code));
  if (best) {
    best.first = first;
    return best;
  }
  if (const Index end = phrase_at(at, List::kGovernment); end > at) {
    return {first, end, country.entity->kind, country.entity, true, {}, nullptr, 0, false};
  }
  if (const Index end = phrase_at(at, List::kNationals); end > at) {
    return {first, end, country.entity->kind, unofficial(*country.entity), true, {}, nullptr, 0, false};
  }
  return {};
}

// "negotiators from China", "firms from the United States": as "Chinese negotiators".
NameCandidate EntityFinder::people_of_country_at(Index at) {
  const Index officials = phrase_at(at, List::kGovernment);
  const Index end = officials > at ? officials : phrase_at(at, List::kNationals);
  if (end == at || !is(end, List::kOrigin)) return {};
  const Country country = country_at(is(end + 1, List::kArticle) ? end + 2 : end + 1);
  if (country.entity == nullptr || country.adjective) return {};
  const Entity* entity = officials > at ? country.entity : unofficial(*country.entity);
  return {at, country.last, entity->kind, entity, true, {}, nullptr, 0, false};
}

// "commerce ministry", with its country before (given), after ("of China", "in Beijing"), or from the document.
NameCandidate EntityFinder::body_class_at(Index at, std::string_view country) {
  const NameMatch* match = nullptr;
  for (const NameMatch& m : matches_at(at)) {
    if (m.sense.kind == SenseKind::kBodyClass) {
      match = &m;
      break;
    }
  }
  if (match == nullptr) return {};
  const std::string_view body_class = gazetteer_.body_class(match->sense.target);
  NameCandidate name{at, match->last, EntityKind::kBody, nullptr, false, {}, nullptr, 0, false};
  if (country.empty() && (is(match->last, List::kOf) || is(match->last, List::kAt))) {
    const Index after = is(match->last + 1, List::kArticle) ? match->last + 2 : match->last + 1;
    const Country of = country_at(after);
    if (of.entity != nullptr && !of.adjective) {
      country = of.entity->country;
      name.last = of.last;
    }
  }
  if (country.empty()) country = country_with_body(body_class);
  name.entity = gazetteer_.body_or_sibling(body_class, country);
  if (name.entity == nullptr) {
    const std::string title(gazetteer_.class_title(body_class));
    const Entity* owner = gazetteer_.country(country);
    name.entity = make(EntityKind::kBody, owner == nullptr ? title : title + " (" + owner->name + ")", country, true);
  }
  return name;
}

std::string_view EntityFinder::country_with_body(std::string_view body_class) const {
  // "China will tax EU pork, the commerce ministry said": the subject's own.
  if (subject_country_ != nullptr && gazetteer_.body(body_class, subject_country_->country) != nullptr) return subject_country_->country;
  for (std::size_t i = near_countries_.size(); i-- > 0;) {
    if (gazetteer_.body(body_class, near_countries_[i]->country) != nullptr) return near_countries_[i]->country;
  }
  std::string_view best;
  for (const auto* counts : {&country_counts_, &company_counts_}) {
    int most = 0;
    for (const auto& [country, times] : *counts) {
      if ((times > most || (times == most && country < best)) && gazetteer_.body(body_class, country) != nullptr) {
        best = country;
        most = times;
      }
    }
    if (!best.empty()) break;
  }
  return best;
}

std::string_view EntityFinder::country_with_holder(std::string_view office) const {
  if (!analysis_.published) return {};
  if (subject_country_ != nullptr && gazetteer_.holder(office, subject_country_->country, *analysis_.published) != nullptr) return subject_country_->country;
  for (std::size_t i = near_countries_.size(); i-- > 0;) {
    if (gazetteer_.holder(office, near_countries_[i]->country, *analysis_.published) != nullptr) return near_countries_[i]->country;
  }
  std::string_view best;
  int most = 0;
  for (const auto& [country, times] : country_counts_) {
    if ((times > most || (times == most && country < best)) && gazetteer_.holder(office, country, *analysis_.published) != nullptr) {
      best = country;
      most = times;
    }
  }
  return best;
}

// An office with the name of who holds it, or alone.
NameCandidate EntityFinder::office_at(Index at, std::string_view country) {
  NameCandidate best;
  for (const NameMatch& match : matches_at(at)) {
    if (match.sense.kind != SenseKind::kOffice || (best && match.last < best.last)) continue;
    best = longer(best, holder_name(match, at, country));
    if (!best) best = office_alone(match, country);
  }
  return best;
}

NameCandidate EntityFinder::holder_name(const NameMatch& office, Index first, std::string_view country) {
  Index at = office.last;
  if (is(at, List::kOf)) {
    const Index after = is(at + 1, List::kArticle) ? at + 2 : at + 1;
    if (const Country of = country_at(after); of.entity != nullptr && !of.adjective) {
      country = of.entity->country;
      at = of.last;
    }
  }
  if (is_mark(at, ',')) ++at;
  NameCandidate name = person_name_at(at, gazetteer_.office(office.sense.target), country);
  if (!name) return {};
  name.first = first;
  return name;
}

// The office alone: whoever holds it on the document's day.
NameCandidate EntityFinder::office_alone(const NameMatch& office, std::string_view country) {
  NameCandidate name{office.first, office.last, EntityKind::kPerson, nullptr, false, {}, nullptr, 0, false};
  const std::string_view kind = gazetteer_.office(office.sense.target);
  const bool one_word = office.last == office.first + 1;
  if (country.empty() && is(office.last, List::kOf)) {
    const Index after = is(office.last + 1, List::kArticle) ? office.last + 2 : office.last + 1;
    const Country of = country_at(after);
    if (of.entity != nullptr && !of.adjective) {
      country = of.entity->country;
      name.last = of.last;
    } else if (one_word) {
      return {};  // "president of the company"
    }
  }
  if (country.empty() && one_word) {
    // A common word by itself is an office of state only where the text says "the" or writes it large.
    const bool announced = office.first > 0 && is(office.first - 1, List::kArticle);
    if (!announced || (office.first > 0 && is_possessive(office.first - 1))) return {};
  }
  // "its finance minister": whose he is the reference tells.
  const bool owned = office.first > 0 && (is(office.first - 1, List::kPronounThing) || is(office.first - 1, List::kPronounPlural) ||
                                          is(office.first - 1, List::kPronounMan) || is(office.first - 1, List::kPronounWoman));
  if (country.empty() && owned) return {};
  if (country.empty()) country = gazetteer_.default_country(kind);
  if (country.empty()) country = country_with_holder(kind);
  const Tenure* tenure = analysis_.published ? gazetteer_.holder(kind, country, *analysis_.published) : nullptr;
  if (tenure != nullptr) {
    name.entity = as_of_day(*tenure->person, name.office);
    name.office = tenure->title;
    return name;
  }
  if (country.empty() && one_word) return {};
  name.office = gazetteer_.class_title(kind);
  const Entity* owner = gazetteer_.country(country);
  name.entity = make(EntityKind::kPerson, owner == nullptr ? name.office : name.office + " (" + owner->name + ")", country, true);
  return name;
}

NameCandidate EntityFinder::titled_person_at(Index at) {
  const Index title = phrase_at(at, List::kTitle);
  if (title == at) return {};
  NameCandidate name = person_name_at(title, {}, {});
  if (name) name.first = at;
  return name;
}

// The name of a person after an office or title: known in full, by last name, or by its shape.
NameCandidate EntityFinder::person_name_at(Index at, std::string_view office, std::string_view country) {
  if (!is_capital(at)) return {};
  if (NameCandidate known = entity_at(at); known && known.kind == EntityKind::kPerson && known.size() > 1) return known;
  if (is(at, List::kNoName)) return {};
  NameCandidate name{at, at + 1, EntityKind::kPerson, nullptr, false, {}, nullptr, 0, false};
  const Index end = name_run(at);
  if (end <= at + 1) {
    if (NameCandidate learned = learned_at(at); learned && learned.kind == EntityKind::kPerson) return learned;
    if (const Entity* person = person_of_surname(at, office, country)) {
      name.entity = as_of_day(*person, name.office);
      return name;
    }
  }
  if (end == at || country_at(at).entity != nullptr || sentence_->title_case) return {};
  if (end == at + 1 && (!matches_at(at).empty() || word(at).all_capitals)) {
    const NameCandidate other = entity_at(at);
    if (other || word(at).all_capitals) return {};
  }
  name.last = end;
  name.office = office.empty() ? std::string() : std::string(gazetteer_.class_title(office));
  if (country.empty()) country = gazetteer_.default_country(office);
  if (country.empty() && !near_countries_.empty()) country = near_countries_.back()->country;
  name.entity = make(EntityKind::kPerson, text_of(at, end), country, !office.empty());
  return name;
}

// Whose last name it is, by what is known: the office and the day, the office, the country.
const Entity* EntityFinder::person_of_surname(Index at, std::string_view office, std::string_view country) {
  const Entity* best = nullptr;
  int best_score = 0;
  for (const NameMatch& match : matches_at(at)) {
    const bool name = match.sense.kind == SenseKind::kSurname || match.sense.kind == SenseKind::kEntity;
    if (!name || match.last != at + 1) continue;
    const Entity& person = gazetteer_.entity(match.sense.target);
    if (person.kind != EntityKind::kPerson || (!country.empty() && person.country != country)) continue;
    int score = country.empty() ? 0 : 2;
    for (const Tenure* tenure : gazetteer_.offices(person)) {
      const bool now = analysis_.published && tenure->covers(*analysis_.published);
      if (tenure->office == office) score = std::max(score, now ? 6 : 4);
      if (now) score = std::max(score, office.empty() ? 3 : 2);
    }
    if (country.empty() && country_counts_.contains(person.country)) ++score;
    if (score == best_score && best != &person) best = nullptr;  // two who fit alike are none
    if (score > best_score) {
      best = &person;
      best_score = score;
    }
  }
  return best_score >= (office.empty() ? 3 : 4) ? best : nullptr;
}

// The person with the office of the document's day; one whose time is over or to come speaks for nobody.
const Entity* EntityFinder::as_of_day(const Entity& person, std::string& office) {
  const std::vector<const Tenure*> offices = gazetteer_.offices(person);
  if (offices.empty()) return &person;
  if (!analysis_.published) {
    office = offices.front()->title;
    return &person;
  }
  for (const Tenure* tenure : offices) {
    if (!tenure->covers(*analysis_.published)) continue;
    office = tenure->title;
    return tenure->country == person.country || tenure->country.empty() ? &person : serving(person, tenure->country);
  }
  return unofficial(person);
}

// A commissioner speaks for the Union, not for the country of birth.
const Entity* EntityFinder::serving(const Entity& person, std::string_view country) {
  const Entity*& made = made_["@" + person.id];
  if (made == nullptr) {
    Entity& copy = findings_.found.emplace_back(person);
    copy.country = country;
    made = &copy;
  }
  return made;
}

const Entity* EntityFinder::unofficial(const Entity& entity) {
  const Entity*& made = made_["-" + entity.id];
  if (made == nullptr) {
    Entity& copy = findings_.found.emplace_back(entity);
    copy.official = false;
    made = &copy;
  }
  return made;
}

}  // namespace tradewire::extract
