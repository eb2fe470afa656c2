// Patterns: the words by which pages give away what their parts are, from rules/article/*.yaml, compiled into hash
// tables. No such word stands in the program.
//
// A class or id attribute is read as words: "articleBody", "article-body" and "article__body" are article, body. A
// pattern is one to three such words and matches where they stand in a row, run together or not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tradewire::article {

// What a class or id says of its element; a set of bits.
enum Hint : std::uint32_t {
  kHintBody = 1U << 0,       // holds the article's text and nothing else
  kHintArticle = 1U << 1,    // holds the article with its head
  kHintMain = 1U << 2,       // holds the page's main column
  kHintNoise = 1U << 3,      // never part of an article: share buttons, newsletters, comments
  kHintInner = 1U << 4,      // not part of the text when found within the article: byline, tags
  kHintHidden = 1U << 5,     // not shown
  kHintByline = 1U << 6,     // names the authors
  kHintDate = 1U << 7,       // holds the date of publication
  kHintCaption = 1U << 8,    // says what a picture shows
  kHintTitle = 1U << 9,      // holds the headline
  kHintUpdated = 1U << 10,   // holds a date of modification
  kHintRelated = 1U << 11,   // holds other articles, or speaks of something else: its dates and people are not ours
  kHintLogo = 1U << 14,      // holds the site's name
  kHintNothing = 1U << 13,   // a name in which the words that are shorter patterns say nothing
  kHintKeep = 1U << 12,      // names a layout that holds the article beside something else: no noise, whatever it is called
};

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;
template <typename Value>
using WordMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

class Patterns {
 public:
  // The built-in patterns, compiled at first use.
  static const Patterns& built_in();

  // The hints of one attribute's value.
  std::uint32_t hints(std::string_view value) const;

  // Whether `list` has a phrase that is the whole of `line` ("lines"), stands at its start ("starts"), or anywhere in it
  // ("parts"). Case does not matter; blanks and final punctuation do not for whole lines.
  bool is_line(std::string_view list, std::string_view line) const;
  bool starts(std::string_view list, std::string_view line) const;

  // All words of a list.
  const std::vector<std::string>& words(std::string_view list) const;
  // A list whose words are looked up one by one, folded.
  const WordSet& set(std::string_view list) const;

  // 1 to 12, or 0: a month's name or abbreviation in any of the languages, folded, without its full stop.
  int month(std::string_view folded) const;

 private:
  Patterns();
  void load_blocks(std::string_view bytes);
  void load_lines(std::string_view bytes);
  void load_dates(std::string_view bytes);

  std::unordered_map<std::uint64_t, std::uint32_t> hints_;
  WordMap<std::vector<std::string>> lists_;
  WordMap<WordSet> sets_;
  WordMap<int> months_;
};

}  // namespace tradewire::article
