#include "extract/dates.h"

#include <algorithm>

#include "extract/dates_calendar.h"
#include "extract/dates_tense.h"
#include "extract/quantities_atoms.h"

namespace tradewire::extract {
namespace {

using base::Date;

class Reader {
 public:
  Reader(const Cues& cues, const Analysis& analysis, std::uint32_t sentence)
      : cues_(cues), analysis_(analysis), sentence_(sentence), atoms_(atoms_of(cues, analysis.sentences[sentence], analysis.text)) {}

  std::vector<EntityMention> read() {
    std::vector<DateItem> items;
    for (std::size_t at = 0; at < atoms_.size();) {
      if (const auto item = read_at(at)) {
        items.push_back(*item);
        at = item->last;
      } else {
        ++at;
      }
    }
    join_ranges(items);
    std::vector<EntityMention> mentions;
    for (const auto& item : items) mentions.push_back(mention_of(item));
    return mentions;
  }

 private:
  std::optional<DateItem> read_at(std::size_t at) const {
    using Form = std::optional<DateItem> (Reader::*)(std::size_t) const;
    static constexpr Form kForms[] = {&Reader::read_iso,     &Reader::read_part,     &Reader::read_weekday, &Reader::read_month_first,
                                      &Reader::read_day_first, &Reader::read_relative_day, &Reader::read_directed, &Reader::read_ago,
                                      &Reader::read_within,  &Reader::read_quarter,  &Reader::read_year};
    for (const auto form : kForms) {
      if (auto item = (this->*form)(at)) return item;
    }
    return std::nullopt;
  }

  // -- small readers ------------------------------------------------------------------------------------------------

  bool is(std::size_t at, std::string_view text) const { return at < atoms_.size() && atoms_[at].text == text; }
  bool in(std::string_view table, std::size_t at) const { return at < atoms_.size() && !value_of(atoms_[at], table).empty(); }
  std::optional<int> number_in(std::string_view table, std::size_t at) const {
    if (!in(table, at)) return std::nullopt;
    return static_cast<int>(std::strtol(std::string(value_of(atoms_[at], table)).c_str(), nullptr, 10));
  }
  std::optional<int> name_in(std::string_view table, std::size_t at) const {
    const auto value = number_in(table, at);
    if (value && in("ambiguous_names", at) && !atoms_[at].capital) return std::nullopt;
    return value;
  }
  std::optional<int> day_at(std::size_t at) const {
    if (at >= atoms_.size() || !atoms_[at].number || atoms_[at].text.size() > 2) return std::nullopt;
    const auto day = static_cast<int>(*atoms_[at].number);
    return day >= 1 && day <= 31 ? std::optional(day) : std::nullopt;
  }
  // Past "st", "nd", "rd", "th" that touch a number.
  std::size_t past_ordinal(std::size_t at) const {
    const bool suffix = at < atoms_.size() && atoms_[at].glued && atoms_[at].text.size() == 2 && !atoms_[at].number;
    return suffix ? at + 1 : at;
  }
  std::optional<int> year_at(std::size_t at) const {
    if (at >= atoms_.size() || !atoms_[at].number || atoms_[at].text.size() != 4 || atoms_[at].text.find_first_of(",.") != std::string::npos) {
      return std::nullopt;
    }
    const auto year = static_cast<int>(*atoms_[at].number);
    return year >= 1900 && year < 2100 ? std::optional(year) : std::nullopt;
  }
  // A year behind a month or a day: "2025", ", 2025", "of 2025", "this year", "of this year", "last year".
  std::optional<int> year_behind(std::size_t& at) const {
    std::size_t next = at;
    if (is(next, ",") && year_at(next + 1)) ++next;
    if (next + 1 < atoms_.size() && in("at_dates", next) && (year_at(next + 1) || (number_in("directions", next + 1) && in("spans", next + 2)))) ++next;
    if (const auto year = year_at(next)) {
      at = next + 1;
      return year;
    }
    const auto direction = number_in("directions", next);
    if (direction && next + 1 < atoms_.size() && value_of(atoms_[next + 1], "spans") == "year" && analysis_.published) {
      at = next + 2;
      return analysis_.published->year + *direction;
    }
    return std::nullopt;
  }

  ClauseTense tense(std::size_t at) const {
    return clause_tense(cues_, analysis_.sentences[sentence_], analysis_.text, atoms_[at].token);
  }

  // The year of a month or day that has none: on the side of the publication that the tense says, else the nearest.
  int guess_year(std::size_t at, int month, int day) const {
    const Date published = *analysis_.published;
    const bool whole_month = day == 0;
    const Date here{published.year, month, whole_month ? 1 : std::min(day, month_length(published.year, month))};
    const Date now = whole_month ? Date{published.year, published.month, 1} : published;
    const auto distance = base::to_days(here) - base::to_days(now);
    constexpr std::int64_t kHalfYear = 183;
    constexpr std::int64_t kSoon = 60;
    // "extended the pause until Nov. 10": the end lies ahead of what is told as past.
    const auto when = at > 0 && in("ends", at - 1) ? ClauseTense::kUnknown : tense(at);
    switch (when) {
      // A day soon to come is no day of last year, whatever the tense: "if no deal is reached by August 1".
      case ClauseTense::kPast: return distance > (whole_month ? 0 : kSoon) ? published.year - 1 : published.year;
      case ClauseTense::kFuture: return distance < -kHalfYear / 2 ? published.year + 1 : published.year;
      case ClauseTense::kPresent:
      case ClauseTense::kUnknown: break;
    }
    if (distance > kHalfYear) return published.year - 1;
    return distance < -kHalfYear ? published.year + 1 : published.year;
  }

  DateItem day_item(std::size_t first, std::size_t last, std::optional<int> year, int month, int day) const {
    DateItem item{first, last, std::nullopt, {}, "day"};
    item.guessed = !year;
    if (!year && analysis_.published) year = guess_year(first, month, day);
    if (year && base::is_valid({*year, month, day})) set_day(item, {*year, month, day});
    return item;
  }

  // -- the forms ----------------------------------------------------------------------------------------------------

  // "2025-06-11"
  std::optional<DateItem> read_iso(std::size_t at) const {
    const auto year = year_at(at);
    if (!year || !is(at + 1, "-") || !is(at + 3, "-") || at + 4 >= atoms_.size()) return std::nullopt;
    if (!atoms_[at + 2].number || !atoms_[at + 4].number || !atoms_[at + 1].glued || !atoms_[at + 4].glued) return std::nullopt;
    const Date date{*year, static_cast<int>(*atoms_[at + 2].number), static_cast<int>(*atoms_[at + 4].number)};
    if (!base::is_valid(date)) return std::nullopt;
    DateItem item{at, at + 5, std::nullopt, {}, "day"};
    set_day(item, date);
    return item;
  }

  // "early 2022", "the end of June", "mid-February", "year-end", "end-June": the part of a longer time.
  std::optional<DateItem> read_part(std::size_t at) const {
    if (at < atoms_.size() && in("spans", at) && is(at + 1, "-") && in("parts", at + 2) && analysis_.published) {
      DateItem item{at, at + 3, std::nullopt, {}, "month"};
      const bool month = value_of(atoms_[at], "spans") == "month";
      set_months(item, analysis_.published->year, month ? analysis_.published->month : 12, 1, "month");
      return item;
    }
    if (!in("parts", at)) return std::nullopt;
    std::size_t next = at + 1;
    if (is(next, "-")) ++next;
    if (next < atoms_.size() && in("at_dates", next) && !in("months", next) && !in("directions", next)) ++next;
    auto item = read_whole(next);
    if (!item) return std::nullopt;
    item->first = at;
    if (item->from) narrow(*item, value_of(atoms_[at], "parts"));
    return item;
  }

  // A month, year or span that read_part() takes a part of; also "the year", "the month".
  std::optional<DateItem> read_whole(std::size_t at) const {
    if (auto item = read_month_first(at)) return item;
    if (auto item = read_directed(at)) return item;
    if (const auto year = year_at(at)) {
      DateItem item{at, at + 1, std::nullopt, {}, "year"};
      set_year(item, *year);
      return item;
    }
    if (auto item = read_quarter(at)) return item;
    return std::nullopt;
  }

  // "Wednesday", "last Friday", "next Monday", "on Monday, June 3": the weekday before a full date adds nothing.
  std::optional<DateItem> read_weekday(std::size_t at) const {
    const auto direction = number_in("directions", at);
    const std::size_t name = direction && !in("articles", at) ? at + 1 : at;
    const auto weekday = name_in("weekdays", name);
    if (!weekday) return std::nullopt;
    if (name == at) {
      const std::size_t next = is(at + 1, ",") ? at + 2 : at + 1;
      auto dated = read_month_first(next);
      if (!dated) dated = read_day_first(next);
      if (dated && dated->precision == "day") {
        dated->first = at;
        return dated;
      }
    }
    DateItem item{at, name + 1, std::nullopt, {}, "day"};
    if (!analysis_.published) return item;
    const Date published = *analysis_.published;
    const int back = (base::weekday(published) - *weekday + 7) % 7;
    const bool directed = name != at && *direction != 0;
    const auto when = tense(name);
    const bool future = directed ? *direction > 0 : when == ClauseTense::kFuture || when == ClauseTense::kPresent;
    if (future) {
      set_day(item, plus_days(published, back == 0 && !directed ? 0 : 7 - back));
    } else {
      set_day(item, plus_days(published, -(back == 0 && directed ? 7 : back)));
    }
    return item;
  }

  // "June 11, 2025", "Aug. 1", "June 2025", "July of this year", "in March", "June 8-10".
  std::optional<DateItem> read_month_first(std::size_t at) const {
    const auto month = name_in("months", at);
    if (!month) return std::nullopt;
    std::size_t next = at + 1;
    if (const auto day = day_at(next); day && !(is(next + 1, ":"))) {
      next = past_ordinal(next + 1);
      std::size_t range_end = next;
      std::optional<int> second;
      if (next + 1 < atoms_.size() && atoms_[next].text.size() <= 3 && in("range_joins", next) && atoms_[next].glued) {
        if ((second = day_at(next + 1))) range_end = next + 2;
      }
      next = range_end;
      const auto year = year_behind(next);
      DateItem item = day_item(at, next, year, *month, *day);
      if (second && item.from && base::is_valid({item.from->year, *month, *second})) {
        set_days(item, *item.from, {item.from->year, *month, *second}, "range");
      }
      return item;
    }
    return read_bare_month(at, *month);
  }

  std::optional<DateItem> read_bare_month(std::size_t at, int month) const {
    std::size_t next = at + 1;
    const auto year = year_behind(next);
    const bool announced = at > 0 && (in("at_dates", at - 1) || in("parts", at - 1) || atoms_[at - 1].text == "-");
    const bool possessive = in("possessives", next);
    if (!year && !announced && !possessive) return std::nullopt;
    DateItem item{at, next, std::nullopt, {}, "month", !year};
    if (year) set_months(item, *year, month, 1, "month");
    else if (analysis_.published) set_months(item, guess_year(at, month, 0), month, 1, "month");
    return item;
  }

  // "11 June 2025", "the 5th of May"
  std::optional<DateItem> read_day_first(std::size_t at) const {
    const auto day = day_at(at);
    if (!day) return std::nullopt;
    std::size_t next = past_ordinal(at + 1);
    if (in("joiners", next) && next > at + 1) ++next;
    const auto month = name_in("months", next);
    if (!month) return std::nullopt;
    ++next;
    const auto year = year_behind(next);
    return day_item(at, next, year, *month, *day);
  }

  // "today", "yesterday"
  std::optional<DateItem> read_relative_day(std::size_t at) const {
    const auto offset = number_in("relative_days", at);
    if (!offset) return std::nullopt;
    DateItem item{at, at + 1, std::nullopt, {}, "day"};
    if (analysis_.published) set_day(item, plus_days(*analysis_.published, *offset));
    return item;
  }

  // "last month", "next week", "this summer", "last July", "last October 23", "the coming weeks"
  std::optional<DateItem> read_directed(std::size_t at) const {
    const auto direction = number_in("directions", at);
    if (!direction) return std::nullopt;
    if (const auto month = name_in("months", at + 1)) return read_directed_month(at, *direction, *month);
    const bool plain = value_of(atoms_[at], "directions") == "0" && atoms_[at].text.size() == 3;  // an article
    if (const auto season = number_in("seasons", at + 1); season && !plain) return read_directed_season(at, *direction, *season);
    if (!in("spans", at + 1) || (plain && !(at > 0 && in("joiners", at - 1)))) return std::nullopt;
    DateItem item{at, at + 2, std::nullopt, {}, value_of(atoms_[at + 1], "spans")};
    const bool plural = atoms_[at + 1].text.ends_with("s");
    if (analysis_.published && !plural) set_span(item, *analysis_.published, *direction);
    return item;
  }

  DateItem read_directed_month(std::size_t at, int direction, int month) const {
    std::size_t last = at + 2;
    const auto day = day_at(last);
    if (day) ++last;
    DateItem item{at, last, std::nullopt, {}, day ? "day" : "month"};
    if (!analysis_.published) return item;
    const Date published = *analysis_.published;
    int year = published.year;
    if (direction < 0 && month >= published.month) --year;
    if (direction > 0 && month <= published.month) ++year;
    if (!day) set_months(item, year, month, 1, "month");
    else if (base::is_valid({year, month, *day})) set_day(item, {year, month, *day});
    return item;
  }

  DateItem read_directed_season(std::size_t at, int direction, int month) const {
    DateItem item{at, at + 2, std::nullopt, {}, "season"};
    if (!analysis_.published) return item;
    const Date published = *analysis_.published;
    int year = published.year;
    if (direction < 0 && base::to_days({year, month, 1}) + 90 > base::to_days(published)) --year;
    if (direction > 0 && base::to_days({year, month, 1}) <= base::to_days(published)) ++year;
    set_months(item, year, month, 3, "season");
    return item;
  }

  // "three years ago", "a fortnight ago", "two days earlier", "a few months ago"
  std::optional<DateItem> read_ago(std::size_t at) const {
    const auto number = read_number(cues_, atoms_, at);
    if (!number || number.value > 400) return std::nullopt;
    std::size_t unit = at + number.length;
    const bool vague = !in("spans", unit) && in("spans", unit + 1);
    if (vague) ++unit;
    if (!in("spans", unit)) return std::nullopt;
    const auto direction = look_up(cues_, "ago", atoms_, unit + 1);
    if (!direction) return std::nullopt;
    const auto span = value_of(atoms_[unit], "spans");
    DateItem item{at, unit + 1 + direction.length, std::nullopt, {}, span};
    if (!vague && analysis_.published) set_offset(item, *analysis_.published, span, static_cast<int>(number.value) * (direction.value == "1" ? 1 : -1));
    return item;
  }

  // "within three weeks", "in two months", "in 90 days"
  std::optional<DateItem> read_within(std::size_t at) const {
    if (!in("within", at)) return std::nullopt;
    const auto number = read_number(cues_, atoms_, at + 1);
    if (!number || number.value > 400) return std::nullopt;
    const std::size_t unit = at + 1 + number.length;
    if (!in("spans", unit) || tense(at) == ClauseTense::kPast) return std::nullopt;
    const auto span = value_of(atoms_[unit], "spans");
    DateItem item{at, unit + 1, std::nullopt, {}, span};
    if (analysis_.published) set_offset(item, *analysis_.published, span, static_cast<int>(number.value));
    return item;
  }

  // "third quarter", "the first half of 2025", "Q3 2025", "H1"
  std::optional<DateItem> read_quarter(std::size_t at) const {
    std::size_t next = at;
    int count = 0;
    std::optional<int> index;
    const auto letter = number_in("part_letters", at);
    if (letter && at + 1 < atoms_.size() && atoms_[at].capital && atoms_[at + 1].number && atoms_[at + 1].glued) {
      count = *letter;
      index = static_cast<int>(*atoms_[at + 1].number);
      next = at + 2;
    } else if ((index = number_in("ordinals", at)) && in("spans", at + 1)) {
      const auto unit = value_of(atoms_[at + 1], "spans");
      count = unit == "quarter" ? 3 : unit == "half" ? 6 : 0;
      next = at + 2;
    }
    if (count == 0 || *index < 1 || *index > 12 / count) return std::nullopt;
    const auto year = year_behind(next);
    DateItem item{at, next, std::nullopt, {}, count == 3 ? "quarter" : "half"};
    if (!year && !analysis_.published) return item;
    const int month = (*index - 1) * count + 1;
    set_months(item, year ? *year : guess_year(at, month, 0), month, count, item.precision);
    return item;
  }

  // "in 2018", "a 1986 pact"
  std::optional<DateItem> read_year(std::size_t at) const {
    const auto year = year_at(at);
    if (!year || (at + 1 < atoms_.size() && (in("units", at + 1) || in("percent", at + 1) || in("magnitudes", at + 1)))) return std::nullopt;
    if (at > 0 && (in("currency_signs", at - 1) || atoms_[at].glued)) return std::nullopt;
    if (!(at > 0 && (in("at_dates", at - 1) || in("directions", at - 1) || in("range_joins", at - 1)))) return std::nullopt;
    DateItem item{at, at + 1, std::nullopt, {}, "year"};
    set_year(item, *year);
    return item;
  }

  // -- ranges -------------------------------------------------------------------------------------------------------

  // "from X to Y", "X through Y", "between X and Y".
  bool joined(const DateItem& first, const DateItem& second) const {
    if (second.first != first.last + 1 || !first.from || !second.from) return false;
    if (in("range_joins", first.last)) return true;
    return in("range_ands", first.last) && first.first > 0 && in("range_starts", first.first - 1);
  }

  // "from Nov. 1 to March 31, 2024": the first has the year of the second, or the one before.
  static void share_year(DateItem& first, const DateItem& second) {
    if (!first.guessed || (second.guessed && *first.from <= second.to)) return;
    first.from->year = second.to.year;
    if (*first.from > second.to) --first.from->year;
  }

  void join_ranges(std::vector<DateItem>& items) const {
    for (std::size_t at = 0; at + 1 < items.size();) {
      const bool range = joined(items[at], items[at + 1]);
      if (range) share_year(items[at], items[at + 1]);
      if (!range || *items[at].from > items[at + 1].to) {
        ++at;
        continue;
      }
      items[at].to = items[at + 1].to;
      items[at].last = items[at + 1].last;
      items[at].precision = "range";
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
  }

  EntityMention mention_of(const DateItem& item) const {
    auto mention = measure_of(analysis_, sentence_, atoms_, item.first, item.last, EntityKind::kDate);
    mention.precision = item.precision;
    if (item.from) mention.date = print(item);
    return mention;
  }

  const Cues& cues_;
  const Analysis& analysis_;
  std::uint32_t sentence_;
  std::vector<Atom> atoms_;
};

}  // namespace

std::vector<EntityMention> find_dates(const Cues& cues, const Analysis& analysis) { return read_sentences<Reader>(cues, analysis); }

}  // namespace tradewire::extract
