#include <algorithm>
#include <array>
#include <string>

#include "base/unicode.h"
#include "language/segmenter.h"

namespace tradewire::language {
namespace {

// Sorted, in lower case, without the last dot.
constexpr std::array<std::string_view, 99> kInner = {
    "adm",  "amb",  "apr",  "art",   "assn",  "asst", "atty", "aug",  "ave",  "blvd", "brig", "capt", "cdr",  "cf",   "ch",
    "cmdr", "col",  "comdr", "cong", "cpl",   "dec",  "del",  "det",  "dr",   "ed",   "eg",   "eq",   "fed",  "feb",  "fig",
    "fr",   "fri",  "ft",   "gen",   "gov",   "govs", "hon",  "ie",   "insp", "jan",  "jul",  "jun",  "lt",   "maj",  "mar",
    "messrs", "mon", "mr",  "mrs",   "ms",    "mt",   "mx",   "no",   "nos",  "nov",  "oct",  "op",   "para", "pfc",  "pp",
    "pres", "prof", "pvt",  "rep",   "reps",  "ret",  "rev",  "rt",   "sat",  "sec",  "sen",  "sens", "sep",  "sept", "sgt",
    "soc",  "st",   "ste",  "sun",   "supt",  "tel",  "thu",  "thur", "thurs", "tue", "tues", "univ", "viz",  "vol",  "vols",
    "vs",   "wed",  "messr", "seq", "ph",    "pt",   "secy", "stat", "v"};
constexpr std::array<std::string_view, 72> kOuter = {
    "a.m",  "al",   "approx", "ariz", "ark",  "assoc", "avg",  "bhd",  "bn",   "bros", "ca",   "calif", "cent", "cia",  "cie",
    "cm",   "co",   "colo", "conn",  "corp",  "cos",  "dept", "div",  "esp",  "esq",  "est",  "etc",  "ext",  "fla",  "ga",
    "hrs",  "ill",  "inc",  "incl",  "ind",   "intl", "jr",   "kan",  "ky",   "lb",   "lbs",  "ltd",  "mass", "md",   "mfg",
    "mich", "mins", "minn", "miss",  "mo",    "mont", "neb",  "nev",  "okla", "ore",  "oz",   "p.m",  "pa",   "ph.d", "plc",
    "pty",  "sr",   "tenn", "tex",   "tpy",   "va",   "vt",   "wash", "wis",  "wyo",  "yr",   "yrs"};
constexpr std::array<std::string_view, 106> kOpeners = {
    "A", "About", "According", "Additionally", "After", "All", "Also", "Although", "Among", "An", "Another", "Any",
    "As", "At", "Because", "Before", "Both", "But", "By", "China's", "Despite", "Do", "During", "Each", "Earlier",
    "Even", "Every", "Few", "Finally", "First", "Following", "For", "From", "Furthermore", "Given", "Had", "Have",
    "He", "Her", "Here", "His", "How", "However", "I", "If", "In", "Instead", "Is", "It", "Its", "Last", "Later",
    "Many", "Meanwhile", "More", "Moreover", "Most", "My", "Neither", "Nevertheless", "No", "None", "Nonetheless",
    "Now", "On", "Once", "One", "Only", "Other", "Others", "Our", "Over", "Separately", "Several", "She", "Similarly",
    "Since", "So", "Some", "Still", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those",
    "Though", "Through", "Today", "Two", "Under", "Unlike", "Until", "We", "What", "When", "Where", "While",
    "Who", "With", "Yesterday", "Yet"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "U.S", "D.C", "e.g", "U.N": letters with dots between them.
bool is_dotted(std::string_view word) {
  if (word.size() < 3) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i % 2 == 0 ? !is_ascii_letter(word[i]) : word[i] != '.') return false;
  }
  return word.size() % 2 == 1;
}

}  // namespace

Abbreviation abbreviation(std::string_view word) {
  if (word.ends_with('.')) word.remove_suffix(1);
  if (word.empty() || word.size() > 8) return Abbreviation::kNone;
  if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z' && word[0] != 'I') return Abbreviation::kInner;
  const std::string lower = base::to_lower(word);
  if (is_dotted(word)) return lower == "e.g" || lower == "i.e" ? Abbreviation::kInner : Abbreviation::kOuter;
  // A word of the list in lower case is an ordinary word, unless it is no word otherwise.
  const bool capital = word[0] >= 'A' && word[0] <= 'Z';
  static constexpr std::array<std::string_view, 22> kOrdinary = {"no", "art", "mar", "sun", "sat", "mon", "fig", "sec", "gen", "rev", "col",
                                                                 "miss", "mass", "ill", "ore", "wash", "cent", "mo", "ind", "pa", "ext", "ed"};
  if (!capital && holds(kOrdinary, lower)) return Abbreviation::kNone;
  // In capitals these are a time zone, a commission, a bank.
  if (word == "EST" || word == "SEC" || word == "FED") return Abbreviation::kNone;
  if (holds(kInner, lower)) return Abbreviation::kInner;
  return holds(kOuter, lower) ? Abbreviation::kOuter : Abbreviation::kNone;
}

bool is_month(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                               "July",    "August",   "September", "October", "November", "December"};
  return holds(kMonths, word);
}

bool is_weekday(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kDays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return holds(kDays, word);
}

bool opens_sentence(std::string_view word) { return holds(kOpeners, word); }

bool stands_before_names(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kTitles = {"Mr.", "Mrs.", "Ms.", "Mx.", "Messrs.", "Dr.", "St.", "Ste.", "Mt.", "Prof.", "Rev.", "Hon."};
  return word.size() <= 2 || holds(kTitles, word);
}

}  // namespace tradewire::language
