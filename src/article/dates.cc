#include "article/dates.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/unicode.h"

namespace tradewire::article {
namespace {

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

constexpr int kBuddhistEra = 543;  // years in Thai pages

bool is_figure(char c) { return c >= '0' && c <= '9'; }

// Figures of Arabic, Persian and Devanagari pages. -1 for what is no figure.
int figure_of(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  for (const char32_t zero : {U'\u0660', U'\u06F0', U'\u0966', U'\uFF10'}) {
    if (c >= zero && c < zero + 10) return static_cast<int>(c - zero);
  }
  return -1;
}

// A number or a word of a text.
struct Token {
  std::size_t start = 0;
  std::size_t end = 0;
  int number = -1;     // of figures, up to 8 of them
  std::size_t figures = 0;
  int month = 0;       // of a word
};

// Reads on from the first figure of a number, at `at`.
Token number_at(std::string_view text, std::size_t at) {
  Token token{at, at, -1, 0, 0};
  long long number = 0;
  while (token.end < text.size()) {
    std::size_t next = token.end;
    const int figure = figure_of(base::next_code_point(text, next));
    if (figure < 0) break;
    if (token.figures < 9) number = number * 10 + figure;
    ++token.figures;
    token.end = next;
  }
  if (token.figures <= 8) token.number = static_cast<int>(number);
  return token;
}

// Years, months and days of CJK dates stand between figures: 2020年4月9日, 2020년 4월 9일.
bool is_cjk(char32_t c) { return c >= 0x2E80 && c < 0xFB00; }

Token word_at(std::string_view text, std::size_t at, const Patterns& patterns) {
  Token token{at, at, -1, 0, 0};
  base::next_code_point(text, token.end);
  while (token.end < text.size()) {
    std::size_t next = token.end;
    const char32_t c = base::next_code_point(text, next);
    // Marks belong to the letters of Indian and Thai scripts.
    if ((!base::is_letter(c) && !(c >= 0x900 && c < 0xE80)) || is_cjk(c) || figure_of(c) >= 0) break;
    token.end = next;
  }
  const std::string_view word = text.substr(at, token.end - at);
  token.month = word.size() <= 48 ? patterns.month(base::fold_case(word)) : 0;
  return token;
}

std::vector<Token> tokenize(std::string_view text, const Patterns& patterns) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(text, at);
    if (figure_of(c) >= 0) {
      tokens.push_back(number_at(text, start));
    } else if (base::is_letter(c)) {
      tokens.push_back(is_cjk(c) ? Token{start, at, -1, 0, 0} : word_at(text, start, patterns));
    } else {
      continue;
    }
    at = tokens.back().end;
  }
  return tokens;
}

class DateFinder {
 public:
  DateFinder(std::string_view text, const Patterns& patterns, DayOrder order)
      : text_(text), order_(order), tokens_(tokenize(text, patterns)) {}

  std::vector<WrittenDate> run() {
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t used = at(i);
      i += used == 0 ? 1 : used;
    }
    return std::move(found_);
  }

 private:
  static int full_year(int year, std::size_t figures) {
    if (figures == 4) {
      if (year >= kFirstYear + kBuddhistEra && year <= kLastYear + kBuddhistEra) year -= kBuddhistEra;
      return year >= kFirstYear && year <= kLastYear ? year : 0;
    }
    return figures == 2 ? (year < 70 ? 2000 + year : 1900 + year) : 0;
  }

  std::string_view between(std::size_t i) const {
    return text_.substr(tokens_[i].end, tokens_[i + 1].start - tokens_[i].end);
  }

  static bool is_gap(std::string_view gap) {
    return gap.size() <= 4 && gap.find_first_not_of(" .,-/\t\n\xC2\xA0'") == std::string_view::npos;
  }

  bool add(int year, int month, int day, std::size_t first, std::size_t last, bool with_time) {
    const base::Date date{year, month, day};
    if (year < kFirstYear || year > kLastYear || !base::is_valid(date)) return false;
    WrittenDate made{date, base::to_string(date), tokens_[first].start, tokens_[last].end};
    if (with_time) add_time(made, last);
    found_.push_back(std::move(made));
    return true;
  }

  // "T20:15:00-04:00" behind the day.
  void add_time(WrittenDate& made, std::size_t last) const {
    std::size_t at = tokens_[last].end;
    const auto two = [&](int limit) {
      if (at + 2 > text_.size() || !is_figure(text_[at]) || !is_figure(text_[at + 1])) return -1;
      const int value = (text_[at] - '0') * 10 + (text_[at + 1] - '0');
      if (value > limit) return -1;
      at += 2;
      return value;
    };
    const auto pair = [](int value) { return std::string{static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; };
    if (at >= text_.size() || (text_[at] != 'T' && text_[at] != 't' && text_[at] != ' ')) return;
    ++at;
    const int hour = two(23);
    if (hour < 0 || at >= text_.size() || text_[at] != ':') return;
    ++at;
    const int minute = two(59);
    if (minute < 0) return;
    int second = 0;
    if (at < text_.size() && text_[at] == ':') {
      ++at;
      second = std::max(0, two(60));
    }
    std::string iso = made.iso + "T" + pair(hour) + ":" + pair(minute) + ":" + pair(second);
    if (at < text_.size() && text_[at] == '.') {
      ++at;
      while (at < text_.size() && is_figure(text_[at])) ++at;
    }
    while (at < text_.size() && text_[at] == ' ') ++at;
    if (at < text_.size() && (text_[at] == 'Z' || text_[at] == 'z')) {
      iso.push_back('Z');
      ++at;
    } else if (at < text_.size() && (text_[at] == '+' || text_[at] == '-')) {
      const char sign = text_[at++];
      const int hours = two(14);
      if (at < text_.size() && text_[at] == ':') ++at;
      const int minutes = hours < 0 ? -1 : std::max(0, two(59));
      if (hours >= 0) iso += sign + pair(hours) + ":" + pair(minutes);
    }
    made.iso = std::move(iso);
    made.end = at;
  }

  // Tries a date that starts at token i. Returns how many tokens it took.
  std::size_t at(std::size_t i) {
    const std::size_t left = tokens_.size() - i;
    const Token& a = tokens_[i];
    if (a.figures == 8) return add(a.number / 10000, a.number / 100 % 100, a.number % 100, i, i, false) ? 1 : 0;
    if (left < 3) return 0;
    const Token& b = tokens_[i + 1];
    const Token& c = tokens_[i + 2];
    if (const std::size_t used = cjk(i); used != 0) return used;
    if (a.figures != 0 && b.figures != 0 && c.figures != 0) return figures(i);
    if (const std::size_t used = day_then_month(i); used != 0) return used;
    if (const std::size_t used = month_then_day(i); used != 0) return used;
    // 2020 April 9; 2020-Apr-09; 2020. április 9.
    if (a.figures == 4 && b.month != 0 && c.figures != 0 && c.figures <= 2 && is_gap(between(i)) && is_gap(between(i + 1))) {
      if (add(full_year(a.number, 4), b.month, c.number, i, i + 2, false)) return 3;
    }
    return 0;
  }

  // "st", "de", "of".
  bool is_small_word(std::size_t k) const {
    return tokens_[k].figures == 0 && tokens_[k].month == 0 && tokens_[k].end - tokens_[k].start <= 3;
  }

  // 9. April 2020; 9 de abril de 2020; 9 April, 2020; 1st of May 2020
  std::size_t day_then_month(std::size_t i) {
    const Token& day = tokens_[i];
    const bool in_time = day.start > 0 && text_[day.start - 1] == ':';
    if (day.figures == 0 || day.figures > 2 || day.number < 1 || day.number > 31 || in_time) return 0;
    std::size_t j = i + 1;
    while (j < tokens_.size() && j < i + 3 && is_small_word(j)) ++j;
    if (j + 1 >= tokens_.size() || tokens_[j].month == 0 || tokens_[j].start - tokens_[j - 1].end > 5) return 0;
    std::size_t k = j + 1;
    while (k < tokens_.size() && k < j + 2 && is_small_word(k)) ++k;
    if (k >= tokens_.size() || tokens_[k].start - tokens_[j].end > 8) return 0;
    const bool short_year = tokens_[k].figures == 2 && is_gap(between(k - 1)) && after_is_free(k);
    if (tokens_[k].figures != 4 && !short_year) return 0;
    const int year = full_year(tokens_[k].number, tokens_[k].figures);
    return year != 0 && add(year, tokens_[j].month, day.number, i, k, false) ? k - i + 1 : 0;
  }

  // April 9, 2020; Apr. 9th 2020
  std::size_t month_then_day(std::size_t i) {
    const Token& day = tokens_[i + 1];
    if (tokens_[i].month == 0 || day.figures == 0 || day.figures > 2 || !is_gap(between(i))) return 0;
    std::size_t k = i + 2;
    if (is_small_word(k) && tokens_[k].start == day.end) ++k;
    if (k >= tokens_.size() || tokens_[k].figures != 4 || tokens_[k].start - tokens_[k - 1].end > 4) return 0;
    return add(full_year(tokens_[k].number, 4), tokens_[i].month, day.number, i, k, false) ? k - i + 1 : 0;
  }

  bool after_is_free(std::size_t k) const { return tokens_[k].end >= text_.size() || text_[tokens_[k].end] != ':'; }

  std::size_t cjk(std::size_t i) {
    if (tokens_.size() - i < 6) {
      if (tokens_.size() - i < 5) return 0;
    }
    const Token& year = tokens_[i];
    const Token& month = tokens_[i + 2];
    const Token& day = tokens_[i + 4];
    if (year.figures != 4 || month.figures == 0 || month.figures > 2 || day.figures == 0 || day.figures > 2) return 0;
    const auto is_unit = [&](std::size_t k) {
      const std::string_view word = text_.substr(tokens_[k].start, tokens_[k].end - tokens_[k].start);
      return static_cast<unsigned char>(word[0]) >= 0xE3 && word.size() == 3;
    };
    if (!is_unit(i + 1) || !is_unit(i + 3) || month.start - tokens_[i + 1].end > 2 || day.start - tokens_[i + 3].end > 2) return 0;
    return add(year.number, month.number, day.number, i, i + 4, false) ? 5 : 0;
  }

  std::size_t figures(std::size_t i) {
    const Token& a = tokens_[i];
    const Token& b = tokens_[i + 1];
    const Token& c = tokens_[i + 2];
    const std::string_view first = between(i);
    const std::string_view second = between(i + 1);
    const auto is_separator = [](std::string_view gap) {
      return !gap.empty() && gap.size() <= 2 && std::string_view("-/.").find(gap[0]) != std::string_view::npos && (gap.size() == 1 || gap[1] == ' ');
    };
    if (!is_separator(first) || !is_separator(second) || first[0] != second[0] || b.figures > 2) return 0;
    if (a.figures == 4 && c.figures <= 2) return add(full_year(a.number, 4), b.number, c.number, i, i + 2, true) ? 3 : 0;
    if (a.figures > 2 || (c.figures != 4 && c.figures != 2)) return 0;
    // Times, versions and addresses look like short dates.
    if (c.figures == 2 && (first[0] == '-' || (i + 3 < tokens_.size() && tokens_[i + 3].start == c.end + 1 && text_[c.end] == first[0]))) return 0;
    const int year = full_year(c.number, c.figures);
    const bool day_first = first[0] == '.' || (a.number > 12 || (b.number <= 12 && order_ == DayOrder::kDayFirst));
    if (year == 0) return 0;
    if (!(day_first ? add(year, b.number, a.number, i, i + 2, false) : add(year, a.number, b.number, i, i + 2, false))) return 0;
    found_.back().is_ambiguous = first[0] != '.' && a.number <= 12 && b.number <= 12;
    return 3;
  }

  std::string_view text_;
  DayOrder order_;
  std::vector<Token> tokens_;
  std::vector<WrittenDate> found_;
};

}  // namespace

std::vector<WrittenDate> find_dates(std::string_view text, const Patterns& patterns, DayOrder order) {
  return DateFinder(text, patterns, order).run();
}

std::optional<WrittenDate> date_of_url(std::string_view url) {
  const std::size_t scheme = url.rfind("://");
  const std::size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  url = url.substr(path, 400);
  for (std::size_t at = 1; at + 8 <= url.size(); ++at) {
    if (is_figure(url[at - 1]) || !is_figure(url[at])) continue;
    std::array<int, 3> parts{};
    std::array<std::size_t, 3> sizes{};
    std::size_t next = at;
    char separator = 0;
    std::size_t count = 0;
    while (count < 3 && next < url.size()) {
      const std::size_t start = next;
      while (next < url.size() && is_figure(url[next]) && next - start < 9) parts[count] = parts[count] * 10 + (url[next++] - '0');
      sizes[count] = next - start;
      if (sizes[count] == 0) break;
      ++count;
      if (count == 3 || next >= url.size()) break;
      if (std::string_view("/-_.").find(url[next]) == std::string_view::npos || (separator != 0 && url[next] != separator)) break;
      separator = url[next++];
    }
    base::Date day;
    if (count >= 1 && sizes[0] == 8 && parts[0] > 19900101) {
      day = {parts[0] / 10000, parts[0] / 100 % 100, parts[0] % 100};
    } else if (count == 3 && sizes[0] == 4 && sizes[1] <= 2 && sizes[2] <= 2) {
      day = {parts[0], parts[1], parts[2]};
    } else {
      continue;
    }
    if (day.year >= kFirstYear && day.year <= kLastYear && base::is_valid(day)) return WrittenDate{day, base::to_string(day), at, next};
  }
  return std::nullopt;
}

}  // namespace tradewire::article
