#include "language/word_form.h"

#include <algorithm>

#include "base/hash.h"
#include "base/unicode.h"

namespace tradewire::language {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_normalized(std::string& out, char32_t c) {
  switch (c) {
    case U'\u2018': case U'\u2019': case U'`': out += '\''; return;
    case U'\u201C': case U'\u201D': case U'\u00AB': case U'\u00BB': out += '"'; return;
    case U'\u2010': case U'\u2011': out += '-'; return;
    case U'\u2013': case U'\u2014': out += "--"; return;
    case U'\u2026': out += "..."; return;
    default: base::append_utf8(out, base::is_digit(c) ? U'0' : c);
  }
}

struct Counts {
  int upper = 0;
  int lower = 0;
  int digits = 0;
  int others = 0;
  bool first_upper = false;
  bool hyphen = false;
  bool dot = false;
};

Counts count_characters(std::string_view word) {
  Counts counts;
  bool first = true;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = base::next_code_point(word, at);
    if (c < 0x80 ? (c >= 'a' && c <= 'z') : (base::is_letter(c) && !base::is_upper(c))) {
      ++counts.lower;
    } else if (c < 0x80 ? (c >= 'A' && c <= 'Z') : base::is_upper(c)) {
      ++counts.upper;
      counts.first_upper |= first;
    } else if (c >= '0' && c <= '9') {
      ++counts.digits;
    } else {
      ++counts.others;
      counts.hyphen |= c == '-';
      counts.dot |= c == '.';
    }
    first = false;
  }
  return counts;
}

Casing casing_of(const Counts& counts) {
  if (counts.upper + counts.lower == 0) return Casing::kNone;
  if (counts.upper == 0) return Casing::kLower;
  if (counts.lower == 0) return counts.upper == 1 ? Casing::kInitial : Casing::kUpper;
  return counts.first_upper && counts.upper == 1 ? Casing::kTitle : Casing::kMixed;
}

std::uint32_t shape_of(const Counts& counts, Casing casing) {
  const auto length = static_cast<std::uint32_t>(counts.upper + counts.lower + counts.digits + counts.others);
  std::uint32_t shape = static_cast<std::uint32_t>(casing);
  shape = shape * 2 + (counts.digits > 0);
  shape = shape * 2 + (counts.digits > 0 && counts.digits == static_cast<int>(length) - counts.others);
  shape = shape * 2 + counts.hyphen;
  shape = shape * 2 + counts.dot;
  shape = shape * 2 + (counts.others > 0);
  return shape * 4 + (length <= 1 ? 0 : length <= 3 ? 1 : length <= 6 ? 2 : 3);
}

}  // namespace

std::string normalized(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  if (is_ascii(word)) {
    for (const char c : word) out += c >= '0' && c <= '9' ? '0' : c == '`' ? '\'' : c;
    return out;
  }
  for (std::size_t at = 0; at < word.size();) append_normalized(out, base::next_code_point(word, at));
  return out;
}

WordForm make_word_form(std::string_view word, const HashIndex& lexicon) {
  // A word longer than any real one is looked at by its beginning only.
  word = word.substr(0, 200);
  const std::string form = normalized(word);
  const std::string lower = base::to_lower(form);
  WordForm result;
  result.form = base::hash64(form, 1);
  result.lower = base::hash64(lower);
  for (std::size_t n = 1; n <= result.suffix.size(); ++n) {
    result.suffix[n - 1] = base::hash64(std::string_view(lower).substr(lower.size() - std::min(n, lower.size())), 2);
  }
  for (std::size_t n = 1; n <= result.prefix.size(); ++n) {
    result.prefix[n - 1] = base::hash64(std::string_view(lower).substr(0, n), 3);
  }
  const Counts counts = count_characters(word);
  result.casing = casing_of(counts);
  result.shape = shape_of(counts, result.casing);
  const std::uint32_t known = lexicon.find(result.lower);
  result.lexicon = static_cast<std::uint16_t>(known);
  result.ambiguity = static_cast<std::uint16_t>(known >> 16);
  return result;
}

}  // namespace tradewire::language
