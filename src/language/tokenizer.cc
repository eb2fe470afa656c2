#include <algorithm>
#include <array>
#include <string>

#include "base/unicode.h"
#include "language/segmenter.h"

namespace tradewire::language {
namespace {

struct Character {
  char32_t code = 0;
  std::uint32_t start = 0;
};

bool is_quote(char32_t c) {
  return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A;
}
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }
bool is_opening(char32_t c) { return c == '(' || c == '[' || c == '{' || c == '<'; }
bool is_closing(char32_t c) { return c == ')' || c == ']' || c == '}' || c == '>'; }
bool is_currency(char32_t c) { return c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF); }
bool is_long_dash(char32_t c) { return c >= 0x2012 && c <= 0x2015; }
bool is_end_mark(char32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// Marks that stand alone wherever they come.
bool is_lone(char32_t c) {
  return c == ',' || c == ';' || c == ':' || c == '*' || c == '|' || c == '=' || c == '~' || c == '^' || c == 0x2022 || c == 0xB7 ||
         c == 0xB0 || c == 0xA7 || c == 0xA9 || c == 0xAE || c == 0x2122 || (c >= 0x3001 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF0F);
}

// Prefixes that keep their hyphen.
bool keeps_hyphen(std::string_view before) {
  static constexpr std::array<std::string_view, 36> kPrefixes = {
      "e",    "x",     "cross", "pan",   "non",  "pre",   "post", "re",   "co",    "anti",  "pro",   "mid",   "ex",   "semi",
      "multi", "sub",  "un",   "mis",   "inter", "intra", "socio", "over", "ultra", "trans", "bi",   "neo",
      "mini", "micro", "mega", "quasi", "pseudo", "de",  "dis",   "counter", "vice", "psycho"};
  return std::find(kPrefixes.begin(), kPrefixes.end(), base::to_lower(before)) != kPrefixes.end();
}

// "report-2-final.doc" is one token, hyphens and all.
bool is_file_name(std::string_view chunk) {
  static constexpr std::array<std::string_view, 8> kEnds = {".doc", ".docx", ".xls", ".xlsx", ".pdf", ".ppt", ".htm", ".html"};
  if (chunk.size() > 100) return false;
  const std::string lower = base::to_lower(chunk);
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return lower.size() > end.size() && lower.ends_with(end); });
}

constexpr std::array<std::string_view, 22> kEmoticons = {":)", ":(", ";)", ":-)", ";-)", ":-(", ":D", ":P", ":p", "=)", "=(",
                                                        "(:", ":-/", ":/", ":?", ":-D", ":-P", "^_^", "<3", ":o", ":O", ":]"};

// Chunks that are one token as they are.
bool is_whole(std::string_view chunk) {
  static constexpr std::array<std::string_view, 8> kWhole = {"[...]", "w/", "c/o", "w/o", "S&P", "R&D", "AT&T", "B&B"};
  return std::find(kEmoticons.begin(), kEmoticons.end(), chunk) != kEmoticons.end() || std::find(kWhole.begin(), kWhole.end(), chunk) != kWhole.end();
}

class ChunkTokenizer {
 public:
  ChunkTokenizer(std::string_view text, base::Span chunk, std::vector<base::Span>& out) : text_(text), out_(out) {
    for (std::size_t at = chunk.start; at < chunk.end;) {
      const auto start = static_cast<std::uint32_t>(at);
      const char32_t code = base::next_code_point(text, at);
      characters_.push_back({code, start});
    }
    characters_.push_back({0, chunk.end});
  }

  void run() {
    std::size_t first = 0;
    std::size_t last = characters_.size() - 1;
    if (is_whole(bytes(first, last))) return emit(first, last);
    if (const std::size_t face = emoticon_at_end(first, last); face > 0) {
      ChunkTokenizer(text_, {characters_[first].start, characters_[last - face].start}, out_).run();
      return emit(last - face, last);
    }
    if (const std::size_t cut = address_in_angles(first, last); cut > first) {
      ChunkTokenizer(text_, {characters_[first].start, characters_[cut].start}, out_).run();
      return ChunkTokenizer(text_, {characters_[cut].start, characters_[last].start}, out_).run();
    }
    if (is_address(first, last)) return emit_address(first, last);
    first = take_front(first, last);
    std::vector<std::pair<std::size_t, std::size_t>> tail;
    last = take_back(first, last, tail);
    if (first < last) split_inner(first, last);
    for (std::size_t i = tail.size(); i-- > 0;) emit(tail[i].first, tail[i].second);
  }

 private:
  char32_t code(std::size_t i) const { return characters_[i].code; }
  std::string_view bytes(std::size_t first, std::size_t last) const {
    return text_.substr(characters_[first].start, characters_[last].start - characters_[first].start);
  }
  void emit(std::size_t first, std::size_t last) {
    if (first < last) out_.push_back({characters_[first].start, characters_[last].start});
  }

  // The length of a face of two or three signs behind a word, as in "thanks:)"; 0 for none.
  std::size_t emoticon_at_end(std::size_t first, std::size_t last) const {
    for (std::size_t length = 3; length >= 2; --length) {
      if (last - first <= length || base::is_letter(code(last - 1))) continue;
      const std::string_view end = bytes(last - length, last);
      const bool open_bracket = bytes(first, last - length).find('(') != std::string_view::npos;
      if (!open_bracket && std::find(kEmoticons.begin(), kEmoticons.end(), end) != kEmoticons.end()) return length;
    }
    return 0;
  }

  // Where "<" opens an address behind something else, as in "Smith"<smith@example.org>; `first` for nowhere.
  std::size_t address_in_angles(std::size_t first, std::size_t last) const {
    for (std::size_t at = first + 1; at < last; ++at) {
      if (code(at) == '<') return is_address(at, last) ? at : first;
    }
    return first;
  }

  bool is_address(std::size_t first, std::size_t last) const {
    const std::string_view chunk = bytes(first, last);
    if (is_file_name(chunk)) return true;
    if (chunk.find("://") != std::string_view::npos || chunk.find("www.") != std::string_view::npos) return true;
    const std::size_t at = chunk.find('@');
    return at != std::string_view::npos && at > 0 && chunk.find('.', at) != std::string_view::npos;
  }

  void emit_address(std::size_t first, std::size_t last) {
    while (first < last && (is_opening(code(first)) || is_quote(code(first)) || code(first) == '-')) {
      emit(first, first + 1);
      ++first;
    }
    std::size_t end = last;
    while (end > first && (is_closing(code(end - 1)) || is_quote(code(end - 1)) || is_lone(code(end - 1)) || is_end_mark(code(end - 1)))) --end;
    emit(first, end);
    for (; end < last; ++end) emit(end, end + 1);
  }

  // The end of a run of the same mark, or of end marks.
  std::size_t run_end(std::size_t first, std::size_t last) const {
    std::size_t end = first + 1;
    if (is_end_mark(code(first))) {
      while (end < last && is_end_mark(code(end))) ++end;
      return end;
    }
    const bool runs = code(first) == '-' || code(first) == '=' || code(first) == '$' || code(first) == '*' || code(first) == '_' || code(first) == '~' ||
                      code(first) == '<' || code(first) == '>' || code(first) == '+' || code(first) == '#';
    const bool pair = is_apostrophe(code(first)) || code(first) == '`';
    while (runs && end < last && code(end) == code(first)) ++end;
    if (pair && end < last && code(end) == code(first)) ++end;
    return end;
  }

  bool is_elision(std::size_t first, std::size_t last) const {
    if (!is_apostrophe(code(first)) || last - first < 2) return false;
    if (is_digit(code(first + 1))) return true;
    const std::string rest = base::to_lower(bytes(first + 1, last));
    return rest == "s" || rest == "em" || rest == "til" || rest == "cause" || rest == "n" || rest == "tis" || rest == "twas";
  }

  std::size_t take_front(std::size_t first, std::size_t last) {
    while (first < last) {
      const char32_t c = code(first);
      const bool number_sign = (c == '+' || c == '.') && first + 1 < last && is_digit(code(first + 1));
      const bool tag = (c == '#' || c == '@') && first + 2 < last && base::is_letter(code(first + 1)) && base::is_letter(code(first + 2));
      if (is_elision(first, last) || number_sign || tag) break;
      const bool front = is_quote(c) || is_opening(c) || is_closing(c) || is_currency(c) || is_long_dash(c) || is_lone(c) || is_end_mark(c) ||
                         c == '#' || c == '-' || c == '/' || c == '%' || c == '&' || c == '_' || c == '+' || c == '@';
      if (!front) break;
      const std::size_t end = run_end(first, last);
      emit(first, end);
      first = end;
    }
    return first;
  }

  // What stands behind the chunk. Blanks are looked over, but not many: the work must stay linear.
  char32_t follower() const {
    std::size_t at = characters_.back().start;
    for (std::size_t blanks = 0; at < text_.size() && blanks < 8; ++blanks) {
      const char32_t c = base::next_code_point(text_, at);
      if (c == '\n' || c == '\r') return 0;
      if (!base::is_space(c)) return c;
    }
    return 0;
  }
  bool ends_line() const { return follower() == 0; }
  bool capital_follows() const { return base::is_upper(follower()); }

  bool dot_belongs(std::size_t first, std::size_t dot) const {
    std::size_t start = dot;
    while (start > first && code(start - 1) != '-' && code(start - 1) != '/' && !is_opening(code(start - 1)) && !is_long_dash(code(start - 1))) --start;
    if (start == dot) return false;
    const std::string_view word = bytes(start, dot);
    switch (abbreviation(word)) {
      case Abbreviation::kNone: return false;
      case Abbreviation::kInner: return !ends_line();
      case Abbreviation::kOuter: return word != "etc" || !(ends_line() || capital_follows());
    }
    return false;
  }

  std::size_t take_back(std::size_t first, std::size_t last, std::vector<std::pair<std::size_t, std::size_t>>& tail) const {
    while (first < last) {
      const char32_t c = code(last - 1);
      std::size_t start = last - 1;
      if (is_end_mark(c)) {
        while (start > first && is_end_mark(code(start - 1)) && !(c != '.' && start > first + 1 && code(start - 1) == '.' && code(start - 2) == '.')) --start;
        if (c == '.' && last - start == 1 && dot_belongs(first, start)) break;
      } else if (is_apostrophe(c) && start > first && is_apostrophe(code(start - 1))) {
        --start;
      } else if (c == '-' || c == '+' || c == '>' || c == '<' || c == '=' || c == '*' || c == '_' || c == '#' || c == '~') {
        while (start > first && code(start - 1) == c) --start;
      } else if (!(is_quote(c) || is_closing(c) || is_opening(c) || is_lone(c) || is_long_dash(c) || c == '%' || c == '/' || c == '&' ||
                   is_currency(c) || c == '_')) {
        break;
      }
      tail.emplace_back(start, last);
      last = start;
    }
    return last;
  }

  // Marks inside: where a chunk falls apart whatever stands around.
  std::size_t inner_mark(std::size_t at, std::size_t first, std::size_t last) const {
    const char32_t c = code(at);
    const bool digits = at > first && at + 1 < last && is_digit(code(at - 1)) && is_digit(code(at + 1));
    if (is_long_dash(c) || c == '(' || c == ')' || c == '[' || c == ']' || c == '"' || c == 0x201C || c == 0x201D || c == 0x2026) return at + 1;
    if (c == '-' && code(at + 1) == '-') return run_end(at, last);
    if (c == '.' && at + 2 < last && code(at + 1) == '.') return run_end(at, last);
    if ((c == ',' || c == ':') && digits) return at;
    if (is_lone(c) || c == '!' || c == '?') return at + 1;
    if (c == '%' || (is_currency(c) && at + 1 < last && is_digit(code(at + 1)) && c != '$')) return at + 1;
    if (c == '.' && starts_anew(at, first, last)) return at + 1;
    if (c == '/' && splits_slash(at, first, last)) return at + 1;
    if (c == '-' && splits_hyphen(at, first, last)) return at + 1;
    return at;
  }

  // A full stop without a blank behind it, as in "it closed.The mill".
  bool starts_anew(std::size_t dot, std::size_t first, std::size_t last) const {
    const auto lower = [this](std::size_t i) { return base::is_letter(code(i)) && !base::is_upper(code(i)); };
    return dot >= first + 3 && dot + 2 < last && lower(dot - 1) && lower(dot - 2) && lower(dot - 3) && base::is_upper(code(dot + 1)) && lower(dot + 2);
  }

  bool splits_slash(std::size_t at, std::size_t first, std::size_t last) const {
    const auto letter = [this](std::size_t i) { return base::is_letter(code(i)); };
    return at >= first + 2 && at + 2 < last && letter(at - 1) && letter(at - 2) && letter(at + 1) && letter(at + 2);
  }

  bool splits_hyphen(std::size_t at, std::size_t first, std::size_t last) const {
    if (at == first || at + 1 >= last) return at > first;
    bool letters = false;
    std::size_t hyphens = 0;
    for (std::size_t i = first; i < last; ++i) {
      letters |= base::is_letter(code(i));
      hyphens += code(i) == '-';
    }
    // Telephone numbers and dates stay whole.
    const bool number = last - at == 5 && (at - first == 3 || at - first == 5 || (at - first == 7 && code(first + 3) == '/'));
    if (!letters && (hyphens > 1 || number)) return false;
    std::size_t start = at;
    while (start > first && code(start - 1) != '-') --start;
    return !keeps_hyphen(bytes(start, at));
  }

  void split_inner(std::size_t first, std::size_t last) {
    std::size_t start = first;
    for (std::size_t at = first; at < last;) {
      const std::size_t end = inner_mark(at, window_start(first, at), window_end(at, last));
      if (end == at) {
        ++at;
        continue;
      }
      split_word(start, at);
      emit(at, end);
      start = at = end;
    }
    split_word(start, last);
  }

  // A look around a mark that keeps the work linear in the length of the chunk.
  static constexpr std::size_t kWindow = 40;
  static std::size_t window_start(std::size_t first, std::size_t at) { return at > first + kWindow ? at - kWindow : first; }
  static std::size_t window_end(std::size_t at, std::size_t last) { return std::min(last, at + kWindow); }

  void split_word(std::size_t first, std::size_t last) {
    if (first >= last) return;
    if (last - first > 40) return emit(first, last);
    if (split_unit(first, last) || split_fused(first, last)) return;
    const std::string lower = base::to_lower(bytes(first, last));
    if (last - first > 3 && is_apostrophe(code(last - 2)) && (lower.ends_with("n't") || lower.ends_with("n\u2019t"))) {
      emit(first, last - 3);
      return emit(last - 3, last);
    }
    static constexpr std::array<std::string_view, 7> kClitics = {"s", "m", "d", "re", "ve", "ll", ""};
    for (std::size_t at = last - 1; at > first && last - at <= 3; --at) {
      if (!is_apostrophe(code(at)) && code(at) != '`') continue;
      const std::string clitic = base::to_lower(bytes(at + 1, last));
      if (std::find(kClitics.begin(), kClitics.end(), clitic) == kClitics.end()) break;
      split_word(first, at);
      return emit(at, last);
    }
    emit(first, last);
  }

  static bool is_unit(std::string_view lower) {
    static constexpr std::array<std::string_view, 30> kUnits = {"am", "pm", "a.m.", "p.m.", "a.m", "p.m", "k",  "m",  "mm", "cm", "km", "kg", "mg",  "ft", "f",
                                                                "b",  "bn", "mn",   "tn",   "hz",  "kb",  "mb", "gb", "tb", "kw", "mw", "gw", "kwh", "lb", "lbs"};
    return std::find(kUnits.begin(), kUnits.end(), lower) != kUnits.end();
  }

  // "5pm", "20m", "$5", "US$5".
  bool split_unit(std::size_t first, std::size_t last) {
    std::size_t at = first;
    while (at < last && (is_digit(code(at)) || code(at) == ':' || code(at) == '.' || code(at) == ',')) ++at;
    const std::string rest = base::to_lower(bytes(at, last));
    if (at > first && is_unit(rest)) {
      emit(first, at);
      emit(at, last);
      return true;
    }
    for (at = first; at < last && last - first < 30; ++at) {
      if (!is_currency(code(at)) || at + 1 >= last || !is_digit(code(at + 1))) continue;
      emit(first, at + 1);
      emit(at + 1, last);
      return true;
    }
    return false;
  }

  // Whether the next chunk is a word that no possessive stands before.
  bool predicate_follows() const {
    static constexpr std::array<std::string_view, 14> kWords = {"a", "an", "the", "not", "been", "just", "so", "too", "very", "really", "going", "gonna", "all", "like"};
    const std::size_t end = characters_.back().start;
    if (end >= text_.size() || text_[end] != ' ') return false;
    const std::string_view rest = text_.substr(end + 1, 7);
    return std::find(kWords.begin(), kWords.end(), rest.substr(0, rest.find_first_of(" \n\r,."))) != kWords.end();
  }

  bool split_fused(std::size_t first, std::size_t last) {
    struct Fused {
      std::string_view word;
      std::size_t first_part;
    };
    static constexpr std::array<Fused, 31> kFused = {
        {{"cannot", 3}, {"gonna", 3}, {"wanna", 3}, {"gotta", 3}, {"dont", 2}, {"didnt", 3}, {"doesnt", 4}, {"wouldnt", 5}, {"couldnt", 5}, {"cant", 2}, {"wont", 2},
         {"isnt", 2}, {"gimme", 3}, {"lemme", 3}, {"havent", 4}, {"wasnt", 3}, {"outta", 3}, {"ive", 1}, {"im", 1}, {"thats", 4}, {"theres", 5}, {"whats", 4},
         {"youre", 3}, {"theyre", 4}, {"hes", 2}, {"shes", 3}, {"youve", 3}, {"arent", 3}, {"aint", 2}, {"alot", 1}, {"its", 2}}};
    if (last - first < 2 || last - first > 7) return false;
    const std::string lower = base::to_lower(bytes(first, last));
    for (const Fused& fused : kFused) {
      if (lower != fused.word || (lower == "its" && !(last + 1 == characters_.size() && predicate_follows()))) continue;
      emit(first, first + fused.first_part);
      emit(first + fused.first_part, last);
      return true;
    }
    return false;
  }

  std::string_view text_;
  std::vector<base::Span>& out_;
  std::vector<Character> characters_;
};

}  // namespace

void append_tokens(std::string_view text, base::Span chunk, std::vector<base::Span>& out) {
  ChunkTokenizer(text, chunk, out).run();
}

}  // namespace tradewire::language
