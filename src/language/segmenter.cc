#include "language/segmenter.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"

namespace tradewire::language {
namespace {

// A chunk without any blank is cut at this length, so that no step depends on the length of a line.
constexpr std::size_t kLongestChunk = 2000;
// A "sentence" longer than this is cut: it is a table or noise.
constexpr std::size_t kLongestSentence = 10000;

bool is_line_end(char32_t c) { return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029; }

bool is_closer(std::string_view token) {
  return token == "\"" || token == "\u201D" || token == "\u2019" || token == "'" || token == "''" || token == ")" || token == "]" || token == "\u00BB";
}

bool is_end(std::string_view token) {
  if (token.empty()) return false;
  if (token.starts_with("\u2026")) return true;
  const bool marks = token.find_first_not_of(".!?") == std::string_view::npos;
  return marks || token == "\u3002" || token == "\uFF01" || token == "\uFF1F";
}

bool is_dash(std::string_view token) { return token == "-" || token == "--" || token == "\u2013" || token == "\u2014"; }

enum class Start : std::uint8_t { kUpper, kLower, kDigit, kOther };

Start start_of(std::string_view token) {
  std::size_t at = 0;
  const char32_t c = base::next_code_point(token, at);
  if (base::is_digit(c)) return Start::kDigit;
  if (!base::is_letter(c)) return Start::kOther;
  return base::is_upper(c) ? Start::kUpper : Start::kLower;
}

class LineSplitter {
 public:
  LineSplitter(std::string_view text, std::vector<Sentence>& out) : text_(text), out_(out) {}

  void run(const std::vector<base::Span>& tokens) {
    std::size_t first = 0;
    bool starts_paragraph = true;
    mark_quotations(tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool border = i + 1 == tokens.size() || i + 1 - first >= kLongestSentence || ends_behind(tokens, first, i);
      if (!border) continue;
      emit(tokens, first, i + 1, starts_paragraph);
      starts_paragraph = false;
      first = i + 1;
    }
  }

 private:
  std::string_view word(const base::Span& token) const { return base::slice(text_, token); }

  void emit(const std::vector<base::Span>& tokens, std::size_t first, std::size_t last, bool starts_paragraph) {
    Sentence sentence;
    sentence.span = {tokens[first].start, tokens[last - 1].end};
    sentence.starts_paragraph = starts_paragraph;
    sentence.tokens.resize(last - first);
    for (std::size_t i = first; i < last; ++i) sentence.tokens[i - first].span = tokens[i];
    out_.push_back(std::move(sentence));
  }

  bool has_blank_behind(const std::vector<base::Span>& tokens, std::size_t i) const { return tokens[i].end < tokens[i + 1].start; }

  // Whether a sentence ends behind token `i`. REQUIRES: i + 1 < tokens.size().
  bool ends_behind(const std::vector<base::Span>& tokens, std::size_t first, std::size_t i) const {
    if (quoted_[i]) return false;
    const std::string_view next = word(tokens[i + 1]);
    const bool blank = has_blank_behind(tokens, i);
    if (blank && (ends_release(tokens, i) || opens_numbered_item(tokens, i) || stands_at_release(tokens, first, i))) return true;
    // A closing quotation mark or bracket right behind the end belongs to it, and so do more end marks.
    if (is_end(next) || (!blank && is_closer(next))) return false;
    std::size_t mark = i;
    while (mark > first && is_closer(word(tokens[mark])) && tokens[mark - 1].end == tokens[mark].start) --mark;
    const std::string_view token = word(tokens[mark]);
    if (!blank) return false;
    if (is_end(token)) return !is_list_number(tokens, first, mark) && starts_new(tokens, i, mark, token);
    if (mark == i && token.ends_with('.')) return ends_with_abbreviation(tokens, i);
    return opens_list_item(tokens, i) || (mark == i && (ends_heading(tokens, first, i) || ends_capitals(tokens, first, i) || is_date(tokens, first, i))) ||
           introduces(tokens, first, i);
  }

  // "1." in front of a paragraph's text. "Section 2." is a heading.
  bool is_list_number(const std::vector<base::Span>& tokens, std::size_t first, std::size_t mark) const {
    if (mark != first + 1 || word(tokens[mark]) != ".") return false;
    const std::string_view number = word(tokens[first]);
    return number.size() == 1 || (number.size() <= 3 && start_of(number) == Start::kDigit);
  }

  bool ends_with_abbreviation(const std::vector<base::Span>& tokens, std::size_t i) const {
    const Abbreviation kind = abbreviation(word(tokens[i]));
    if (kind == Abbreviation::kNone || stands_before_names(word(tokens[i]))) return false;
    // "the Fed. The bank", "in Jan. It said": words that are never a name's or a number's.
    if (kind == Abbreviation::kInner) return word(tokens[i + 1]).size() >= 2 && is_running(tokens, i + 2, 3) && opens_clearly(word(tokens[i + 1]));
    std::size_t next = i + 1;
    while (next < tokens.size() && next < i + 3 && start_of(word(tokens[next])) == Start::kOther) {
      if (is_dash(word(tokens[next])) || word(tokens[next]) == ",") return false;
      ++next;
    }
    return next < tokens.size() && opens_sentence(word(tokens[next]));
  }

  static bool opens_clearly(std::string_view token) {
    static constexpr std::array<std::string_view, 16> kWords = {"The", "It", "He", "She", "They", "But", "In", "This", "That", "These", "We", "However", "Its", "His", "There", "If"};
    return std::find(kWords.begin(), kWords.end(), token) != kWords.end();
  }

  bool starts_new(const std::vector<base::Span>& tokens, std::size_t i, std::size_t mark, std::string_view token) const {
    std::size_t next = i + 1;
    while (next < tokens.size() && next < i + 4 && start_of(word(tokens[next])) == Start::kOther) ++next;
    if (next >= tokens.size()) return true;
    // "Yahoo! Inc. rose".
    if (word(tokens[next]) == "Inc." || word(tokens[next]) == "Corp.") return false;
    if (start_of(word(tokens[next])) != Start::kLower) return true;
    // "What?" he said; "..." in the middle of a sentence.
    return mark == i && token.size() == 1 && !is_closer(word(tokens[i + 1]));
  }

  // ": - Item" and "; - Item" of a list whose lines were joined.
  bool opens_list_item(const std::vector<base::Span>& tokens, std::size_t i) const {
    const std::string_view token = word(tokens[item_mark(tokens, i)]);
    if ((token != ":" && token != ";") || i + 2 >= tokens.size() || !has_blank_behind(tokens, i + 1)) return false;
    return word(tokens[i + 1]) == "-" && start_of(word(tokens[i + 2])) == Start::kUpper;
  }

  // "###" or "# # #" closes a press release.
  bool ends_release(const std::vector<base::Span>& tokens, std::size_t i) const {
    const auto is_sign = [&](std::size_t at) { return word(tokens[at]) == "#"; };
    if (word(tokens[i]).size() >= 3) return word(tokens[i]).find_first_not_of('#') == std::string_view::npos;
    return i >= 2 && is_sign(i) && is_sign(i - 1) && is_sign(i - 2) && !is_sign(i + 1);
  }

  // Where the mark stands that may end an item at `i`: before "and" and "or".
  std::size_t item_mark(const std::vector<base::Span>& tokens, std::size_t i) const {
    return i > 0 && (word(tokens[i]) == "and" || word(tokens[i]) == "or") ? i - 1 : i;
  }

  // The line of its own that says that a text may be printed, joined with what stands before or behind it.
  bool stands_at_release(const std::vector<base::Span>& tokens, std::size_t first, std::size_t i) const {
    const auto holds = [&](std::size_t at) {
      return at + 2 < tokens.size() && base::to_lower(word(tokens[at])) == "for" && base::to_lower(word(tokens[at + 1])) == "immediate" &&
             base::to_lower(word(tokens[at + 2])) == "release" && start_of(word(tokens[at + 2])) == Start::kUpper;
    };
    return holds(i + 1) || (i == first + 2 && holds(first));
  }

  // "(a)", "(iv)", "(2)" behind a colon or a semicolon, or before a sentence: the items of a legal text.
  bool opens_numbered_item(const std::vector<base::Span>& tokens, std::size_t i) const {
    const std::size_t mark = item_mark(tokens, i);
    const std::string_view token = word(tokens[mark]);
    if (i + 4 >= tokens.size() || word(tokens[i + 1]) != "(" || word(tokens[i + 3]) != ")") return false;
    const std::string_view number = word(tokens[i + 2]);
    if (number.size() > (start_of(number) == Start::kDigit ? 2 : 4)) return false;
    return token == ";" || (token == ":" && mark == i) || (start_of(number) == Start::kLower && opens_sentence(word(tokens[i + 4])));
  }

  // "On July 22" opens a sentence whatever follows.
  bool dates(const std::vector<base::Span>& tokens, std::size_t at) const {
    return at + 2 < tokens.size() && word(tokens[at]) == "On" && is_month(word(tokens[at + 1])) && start_of(word(tokens[at + 2])) == Start::kDigit;
  }

  // A clause that ends in a colon and a sentence of its own behind it.
  bool introduces(const std::vector<base::Span>& tokens, std::size_t first, std::size_t i) const {
    if (word(tokens[i]) != ":" || i < first + 6 || !is_running(tokens, first, 3)) return false;
    const std::string_view opener = word(tokens[i + 1]);
    return opener == "Section" || opener == "Sec." || dates(tokens, i + 1) || (opens_sentence(opener) && is_running(tokens, i + 2, opener == "The" ? 3 : 4));
  }

  // "Wednesday, July 10, 2019" or "12.19.07" on top of a text.
  bool is_date(const std::vector<base::Span>& tokens, std::size_t first, std::size_t i) const {
    if (start_of(word(tokens[i])) != Start::kDigit || start_of(word(tokens[i + 1])) != Start::kUpper) return false;
    const std::string_view year = word(tokens[i]);
    if (i == first) return year.size() >= 8 && std::count(year.begin(), year.end(), '.') == 2;
    std::size_t at = first;
    if (is_weekday(word(tokens[at]))) at += at + 1 < i && word(tokens[at + 1]) == "," ? 2 : 1;
    return year.size() == 4 && at + 3 == i && is_month(word(tokens[at])) && start_of(word(tokens[at + 1])) == Start::kDigit && word(tokens[at + 2]) == ",";
  }

  bool is_capitals(std::string_view token) const {
    return token.size() >= 2 && std::all_of(token.begin(), token.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  // A heading in capitals that was joined with the text behind it.
  bool ends_capitals(const std::vector<base::Span>& tokens, std::size_t first, std::size_t i) const {
    if (!is_capitals(word(tokens[i])) || is_capitals(word(tokens[i + 1]))) return false;
    std::size_t capitals = 0;
    for (std::size_t at = first; at <= i; ++at) {
      if (start_of(word(tokens[at])) == Start::kLower) return false;
      const bool capital = is_capitals(word(tokens[at])) || word(tokens[at]).size() == 1;
      if (!capital && start_of(word(tokens[at])) == Start::kUpper) return false;
      capitals += is_capitals(word(tokens[at]));
    }
    const bool number = word(tokens[i + 1]) == "1" && i + 2 < tokens.size() && word(tokens[i + 2]) == ".";
    return capitals >= 2 && (number || (start_of(word(tokens[i + 1])) == Start::kUpper && is_running(tokens, i + 2, 4)));
  }

  // Whether so many of the next eight words are in lower case.
  bool is_running(const std::vector<base::Span>& tokens, std::size_t first, std::size_t least) const {
    std::size_t running = 0;
    for (std::size_t at = first; at < tokens.size() && at < first + 8; ++at) running += start_of(word(tokens[at])) == Start::kLower;
    return running >= least;
  }

  // A heading in title case that was joined with the running text behind it: "Antony Smith, Secretary of State The
  // United States welcomes the news." The text begins with a word that headings seldom capitalise.
  bool ends_heading(const std::vector<base::Span>& tokens, std::size_t first, std::size_t i) const {
    constexpr std::size_t kLongestHeading = 20;
    if (i - first >= kLongestHeading || i == first) return false;
    const std::string_view opener = word(tokens[i + 1]);
    if ((!opens_sentence(opener) && opener != "To") || opener == "A" || opener == "I" || opener == "No" || opener == "One") return false;
    const bool after_lower = start_of(word(tokens[i])) == Start::kLower && word(tokens[i]).size() > 3;
    if (after_lower) return opener != "The" && opener != "An" && is_running(tokens, i + 2, 5);
    if (start_of(word(tokens[i])) != Start::kUpper && word(tokens[i]) != ")") return false;
    std::size_t titles = 0;
    for (std::size_t at = first; at <= i; ++at) {
      const std::string_view token = word(tokens[at]);
      const Start start = start_of(token);
      if (start == Start::kLower && token.size() > 4) return false;
      titles += start == Start::kUpper;
    }
    return titles >= 2 && (dates(tokens, i + 1) || is_running(tokens, i + 2, opener == "The" ? 3 : 4));
  }

  // Marks the tokens that another token of the same quotation follows. A quotation that does not close within the line
  // and a reasonable length is none.
  void mark_quotations(const std::vector<base::Span>& tokens) {
    constexpr std::size_t kLongestQuotation = 150;
    quoted_.assign(tokens.size(), false);
    std::size_t open = tokens.size();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string_view token = word(tokens[i]);
      const bool straight = token == "\"";
      const bool opens = token == "\u201C" || (straight && opens_here(tokens, i, open < tokens.size()));
      if (opens) {
        open = i;
      } else if ((token == "\u201D" || straight) && open < tokens.size()) {
        if (i - open <= kLongestQuotation) std::fill(quoted_.begin() + static_cast<std::ptrdiff_t>(open), quoted_.begin() + static_cast<std::ptrdiff_t>(i), true);
        open = tokens.size();
      }
    }
  }

  // Which way a straight mark looks: the blanks around it say, or else whether a quotation is open.
  bool opens_here(const std::vector<base::Span>& tokens, std::size_t i, bool is_open) const {
    const bool before = i == 0 || has_blank_behind(tokens, i - 1);
    const bool behind = i + 1 == tokens.size() || has_blank_behind(tokens, i);
    return before == behind ? !is_open : before;
  }

  std::string_view text_;
  std::vector<Sentence>& out_;
  std::vector<bool> quoted_;
};

// The tokens of the line that starts at `at`, which moves behind the line's end.
std::vector<base::Span> take_line(std::string_view text, std::size_t& at) {
  std::vector<base::Span> tokens;
  std::size_t chunk = at;
  const auto close = [&](std::size_t end) {
    if (chunk < end) append_tokens(text, {static_cast<std::uint32_t>(chunk), static_cast<std::uint32_t>(end)}, tokens);
  };
  while (at < text.size()) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(text, at);
    if (is_line_end(c) || base::is_space(c) || c == 0xFEFF || c < 0x20) {
      close(start);
      chunk = at;
      if (is_line_end(c)) return tokens;
    } else if (at - chunk >= kLongestChunk) {
      close(at);
      chunk = at;
    }
  }
  close(at);
  return tokens;
}

}  // namespace

std::vector<Sentence> segment_text(std::string_view text) {
  text = text.substr(0, 0xFFFFFFFF);
  std::vector<Sentence> sentences;
  LineSplitter splitter(text, sentences);
  for (std::size_t at = 0; at < text.size();) splitter.run(take_line(text, at));
  return sentences;
}

}  // namespace tradewire::language
