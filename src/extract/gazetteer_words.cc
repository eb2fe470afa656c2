// Words as the gazetteer sees them: one spelling of a name for the many that texts use.
#include <array>
#include <string>

#include "base/hash.h"
#include "base/unicode.h"
#include "extract/gazetteer.h"

namespace tradewire::extract {
namespace {

// Latin letters with marks as their base letters, from U+00C0; '.' stands for what stays as it is.
constexpr std::string_view kLatin1 =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
// From U+1EA0, the letters of Vietnamese, upper and lower case in turn.
constexpr std::string_view kVietnamese =
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy";

bool is_joint(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }

// Collects one word at a time and hands it over at every border.
class WordCutter {
 public:
  WordCutter(std::string_view text, std::vector<Word>& out) : text_(text), out_(out) {}

  // Cuts the bytes of one token. What is neither letter nor digit nor a joint becomes a word that no name holds.
  void cut(base::Span token, std::uint32_t index) {
    index_ = index;
    if (token.size() <= 3 && token.start > 0 && token.start < text_.size() && text_[token.start - 1] == ' ' && is_dash(token)) {
      barrier(token.start, token.end);  // "WASHINGTON - The": it parts words, where "rare-earth" joins them
      return;
    }
    std::size_t at = token.start;
    while (at < token.end && at < text_.size()) {
      const std::size_t before = at;
      const auto byte = static_cast<unsigned char>(text_[at]);
      char32_t c = byte;
      if (byte < 0x80) {
        ++at;
      } else {
        c = base::next_code_point(text_, at);
      }
      take(c, before, at);
    }
    flush();
  }

 private:
  void take(char32_t c, std::size_t before, std::size_t after) {
    const bool ascii = c < 0x80;
    const bool lower = ascii ? c >= 'a' && c <= 'z' : false;
    const bool upper = ascii ? c >= 'A' && c <= 'Z' : base::is_upper(c);
    const bool digit = ascii ? c >= '0' && c <= '9' : base::is_digit(c);
    if (lower || upper || digit || (!ascii && base::is_letter(c))) {
      if (!open_) begin(before, upper || digit);
      letters_ += upper || lower || !ascii;
      lowers_ += !upper && !digit;
      add(lower || digit ? c : ascii ? c + 32 : plain_letter(c));
      end_ = after;
    } else if (c == '.') {
      if (!open_) barrier(before, after);
      else end_ = after;
    } else if (is_joint(c) || is_apostrophe(c)) {
      flush();
    } else if (c == '&') {
      flush();
      begin(before, true);
      add(c);
      end_ = after;
      flush();
    } else {
      flush();
      barrier(before, after);
    }
  }

  bool is_dash(base::Span token) const {
    std::size_t at = token.start;
    return is_joint(base::next_code_point(text_, at)) && at == token.end;
  }

  void begin(std::size_t at, bool capital) {
    open_ = true;
    start_ = at;
    capital_ = capital;
    letters_ = lowers_ = 0;
    hash_ = 2166136261U;
  }
  void add(char32_t c) {
    hash_ ^= static_cast<std::uint32_t>(c);
    hash_ *= 16777619U;
  }
  void flush() {
    if (!open_) return;
    open_ = false;
    std::uint32_t h = hash_ ^ (hash_ >> 15);
    h *= 0x85EBCA6BU;
    h ^= h >> 13;
    push(h == 0 ? 1 : h);
  }
  void push(std::uint32_t folded) {
    Word word;
    word.token = index_;
    word.span = {static_cast<std::uint32_t>(start_), static_cast<std::uint32_t>(end_)};
    word.folded = folded;
    word.capital = capital_;
    word.all_capitals = letters_ > 0 && lowers_ == 0;
    out_.push_back(word);
  }
  void barrier(std::size_t before, std::size_t after) {
    start_ = before;
    end_ = after;
    capital_ = false;
    letters_ = 0;
    push(0);
  }

  std::string_view text_;
  std::vector<Word>& out_;
  std::uint32_t index_ = 0;
  std::uint32_t hash_ = 0;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
  bool open_ = false;
  bool capital_ = false;
  int letters_ = 0;
  int lowers_ = 0;
};

}  // namespace

char32_t plain_letter(char32_t c) {
  if (c >= 0xC0 && c - 0xC0 < kLatin1.size()) {
    const char base = kLatin1[c - 0xC0];
    return base == '.' ? c : static_cast<char32_t>(base);
  }
  if (c >= 0x1EA0 && c - 0x1EA0 < kVietnamese.size()) return static_cast<char32_t>(kVietnamese[c - 0x1EA0]);
  if (c == 0x01B0) return U'u';
  if (c == 0x01A1) return U'o';
  return base::to_lower(c);
}

std::vector<Word> words_of(const language::Sentence& sentence, std::string_view text) {
  std::vector<Word> out;
  out.reserve(sentence.tokens.size() + 8);
  WordCutter cutter(text, out);
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) cutter.cut(sentence.tokens[i].span, static_cast<std::uint32_t>(i));
  return out;
}

std::vector<Word> words_of(std::string_view name) {
  std::vector<Word> out;
  WordCutter cutter(name, out);
  std::uint32_t index = 0;
  std::size_t start = 0;
  while (start < name.size()) {
    const std::size_t end = std::min(name.find(' ', start), name.size());
    if (end > start) cutter.cut({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)}, index++);
    start = end + 1;
  }
  return out;
}

}  // namespace tradewire::extract
