#include "extract/quantities_atoms.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/unicode.h"

namespace tradewire::extract {
namespace {

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_byte(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// The end of the atom that begins at `at`: digits with their separators, letters with inner dots and apostrophes, or one
// code point.
std::size_t atom_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (is_ascii_digit(text[at])) {
    while (end < text.size() && (is_ascii_digit(text[end]) || ((text[end] == ',' || text[end] == '.') && end + 1 < text.size() &&
                                                               is_ascii_digit(text[end + 1])))) {
      ++end;
    }
    return end;
  }
  if (is_letter_byte(text[at])) {
    while (end < text.size() && (is_letter_byte(text[end]) || ((text[end] == '.' || text[end] == '\'') && end + 1 < text.size() &&
                                                               is_letter_byte(text[end + 1])))) {
      ++end;
    }
    // "US$", "HK$": the sign belongs to the letters before it.
    if (end < text.size() && text[end] == '$') ++end;
    return end;
  }
  base::next_code_point(text, end);
  return end;
}

}  // namespace

// "1,700" and "1.700.000" have thousands; "2,5" and "2.5" a fraction.
double to_number(std::string_view digits) {
  std::string plain;
  const auto groups_of_three = [&](char separator) {
    for (std::size_t at = digits.find(separator); at != std::string_view::npos; at = digits.find(separator, at + 1)) {
      const auto next = digits.find_first_not_of("0123456789", at + 1);
      if ((next == std::string_view::npos ? digits.size() : next) - at - 1 != 3) return false;
    }
    return true;
  };
  const bool thousands = digits.find(',') != std::string_view::npos && groups_of_three(',');
  const bool many_dots = std::count(digits.begin(), digits.end(), '.') > 1;
  for (const char c : digits) {
    if (c == ',' && thousands) continue;
    if (c == '.' && many_dots) continue;
    plain += c == ',' ? '.' : c;
  }
  double value = 0;
  std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return value;
}

std::vector<Atom> atoms_of(const Cues& cues, const language::Sentence& sentence, std::string_view text) {
  std::vector<Atom> atoms;
  for (std::uint32_t token = 0; token < sentence.tokens.size(); ++token) {
    const auto span = sentence.tokens[token].span;
    const auto form = base::slice(text, span);
    for (std::size_t at = 0; at < form.size();) {
      const auto end = std::max(at + 1, atom_end(form, at));
      Atom atom;
      const auto piece = form.substr(at, end - at);
      atom.text = base::to_lower(piece);
      atom.word = cues.measure(atom.text);
      if (is_ascii_digit(piece.front())) atom.number = to_number(piece);
      atom.token = token;
      atom.span = {span.start + static_cast<std::uint32_t>(at), span.start + static_cast<std::uint32_t>(end)};
      atom.capital = piece.front() >= 'A' && piece.front() <= 'Z';
      atom.glued = !atoms.empty() && atoms.back().span.end == atom.span.start;
      // The dot of an abbreviation ("Aug.") is no atom.
      const bool abbreviation_dot = piece == "." && atom.glued && is_letter_byte(atoms.back().text.back());
      if (!abbreviation_dot) atoms.push_back(std::move(atom));
      at = end;
    }
  }
  return atoms;
}

TableHit look_up(const Cues& cues, std::string_view table, const std::vector<Atom>& atoms, std::size_t at) {
  if (at >= atoms.size() || atoms[at].word == nullptr) return {};
  if (atoms[at].word->opens && at + 1 < atoms.size()) {
    if (const auto two = cues.value(table, atoms[at].text + " " + atoms[at + 1].text); !two.empty()) return {two, 2};
    const bool hyphen = at + 2 < atoms.size() && atoms[at + 1].text == "-" && atoms[at + 1].glued && atoms[at + 2].glued;
    if (hyphen) {  // "a 25-per-cent duty"
      if (const auto two = cues.value(table, atoms[at].text + " " + atoms[at + 2].text); !two.empty()) return {two, 3};
    }
  }
  if (const auto one = value_of(atoms[at], table); !one.empty()) return {one, 1};
  return {};
}

NumberHit read_number(const Cues& cues, const std::vector<Atom>& atoms, std::size_t at) {
  NumberHit hit;
  if (at >= atoms.size()) return hit;
  if (atoms[at].number) {
    hit = {*atoms[at].number, 1};
  } else {
    double sum = 0;
    std::size_t length = 0;
    while (const auto word = look_up(cues, "numbers", atoms, at + length)) {
      sum += to_number(word.value);
      length += word.length;
      // "twenty-five"
      if (at + length + 1 < atoms.size() && atoms[at + length].text == "-" && look_up(cues, "numbers", atoms, at + length + 1)) ++length;
    }
    if (length == 0) {
      // "hundreds of millions", "billions of dollars", "several hundred million"
      const std::size_t few = look_up(cues, "few", atoms, at).length;
      const auto bare = look_up(cues, "magnitudes", atoms, at + few);
      if (!bare || atoms[at + few].text.size() <= 4) return hit;
      sum = to_number(bare.value);
      length = few + bare.length;
    }
    hit = {sum, length};
  }
  // "$1.2-billion"
  const auto hyphen = at + hit.length;
  const bool glued = hyphen + 1 < atoms.size() && atoms[hyphen].text == "-" && atoms[hyphen].glued && atoms[hyphen + 1].glued;
  if (glued && atoms[hyphen + 1].text.size() > 2 && look_up(cues, "magnitudes", atoms, hyphen + 1)) ++hit.length;
  while (const auto magnitude = look_up(cues, "magnitudes", atoms, at + hit.length)) {
    const Atom& atom = atoms[at + hit.length];
    if (!value_of(atom, "short_magnitudes").empty() && !atom.glued && atom.text.size() == 1) break;
    hit.value *= to_number(magnitude.value);
    hit.length += magnitude.length;
  }
  return hit;
}

EntityMention measure_of(const Analysis& analysis, std::uint32_t sentence, const std::vector<Atom>& atoms, std::size_t first,
                         std::size_t last, EntityKind kind) {
  EntityMention mention;
  mention.kind = kind;
  mention.tokens = {sentence, atoms[first].token, atoms[last - 1].token + 1, atoms[last - 1].token};
  mention.span = {atoms[first].span.start, atoms[last - 1].span.end};
  const auto& tokens = analysis.sentences[sentence].tokens;
  for (std::uint32_t at = mention.tokens.first; at < mention.tokens.last && analysis.sentences[sentence].parsed; ++at) {
    const auto head = tokens[at].head;
    if (head < static_cast<std::int32_t>(mention.tokens.first) || head >= static_cast<std::int32_t>(mention.tokens.last)) {
      mention.tokens.head = at;
      break;
    }
  }
  return mention;
}

}  // namespace tradewire::extract
