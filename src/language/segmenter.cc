#include "language/segmenter.h"

#include <algorithm>

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

  // Whether a sentence ends behind token `i`. REQUIRES: i + 1 < tokens.size().
  bool ends_behind(const std::vector<base::Span>& tokens, std::size_t first, std::size_t i) const {
    const bool blank = tokens[i].end < tokens[i + 1].start;
    const std::string_view next = word(tokens[i + 1]);
    // A closing quotation mark or bracket right behind the end belongs to it.
    if (!blank && (is_closer(next) || is_end(next))) return false;
    std::size_t mark = i;
    while (mark > first && is_closer(word(tokens[mark])) && tokens[mark - 1].end == tokens[mark].start) --mark;
    const std::string_view token = word(tokens[mark]);
    if (!is_end(token)) return token.ends_with('.') && mark == i && blank && ends_with_abbreviation(tokens, i);
    if (!blank) return false;
    return starts_new(tokens, i, mark, token);
  }

  bool ends_with_abbreviation(const std::vector<base::Span>& tokens, std::size_t i) const {
    const Abbreviation kind = abbreviation(word(tokens[i]));
    std::size_t next = i + 1;
    while (next < tokens.size() && next < i + 3 && start_of(word(tokens[next])) == Start::kOther) ++next;
    if (next >= tokens.size()) return false;
    const std::string_view opener = word(tokens[next]);
    if (kind == Abbreviation::kInner) return false;
    return kind == Abbreviation::kOuter && opens_sentence(opener);
  }

  bool starts_new(const std::vector<base::Span>& tokens, std::size_t i, std::size_t mark, std::string_view token) const {
    std::size_t next = i + 1;
    while (next < tokens.size() && next < i + 4 && start_of(word(tokens[next])) == Start::kOther) ++next;
    if (next >= tokens.size()) return true;
    const Start start = start_of(word(tokens[next]));
    // "What?" he said; "..." in the middle of a sentence.
    if (start == Start::kLower) return mark == i && token != "..." && token != "\u2026" && token.size() == 1;
    return true;
  }

  std::string_view text_;
  std::vector<Sentence>& out_;
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
