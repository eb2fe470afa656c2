// The worker behind find_entities(): reads one document sentence by sentence, left to right, and takes at each word
// the longest name that any of its ways of reading gives.
//
//     entities.cc          the way through the text, names of the gazetteer, names learned from the document
//     entities_parties.cc  countries with what follows them, offices, people with titles
//     entities_shapes.cc   unknown companies, people, bodies, instruments
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/entities.h"

namespace tradewire::extract {

// A name that may be taken: words [first, last) of the sentence. Empty when last == first.
struct NameCandidate {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  EntityKind kind = EntityKind::kPlace;
  const Entity* entity = nullptr;
  bool metonym = false;
  std::string office;
  const Entity* nested = nullptr;  // the country whose name or adjective opens the longer name
  std::uint32_t nested_last = 0;
  bool nested_adjective = false;

  std::uint32_t size() const { return last - first; }
  explicit operator bool() const { return last > first; }
};

// One sentence as words, with what is known of each.
struct SentenceWords {
  std::vector<Word> words;
  std::vector<ListMask> masks;            // beside words
  std::vector<NameMatch> matches;         // by first word
  std::vector<std::uint32_t> match_from;  // index of the first match at or after a word; one more than words
  bool any_case = false;                  // in capitals throughout: they tell nothing
  bool title_case = false;                // most words have a capital: it tells little
};

class EntityFinder {
 public:
  EntityFinder(const Gazetteer& gazetteer, const Analysis& analysis, const Analysis* other);
  Findings run();

 private:
  using Index = std::uint32_t;

  // entities.cc
  void read_sentence(std::size_t index);
  void count_countries(const SentenceWords& sentence);
  void scan(std::size_t index);
  void emit(std::size_t index, const NameCandidate& name);
  NameCandidate best_at(Index at);
  NameCandidate entity_at(Index at, std::string_view country = {});
  NameCandidate from_sense(const NameMatch& match);
  NameCandidate with_goods(NameCandidate commodity);
  NameCandidate with_administration(NameCandidate person);
  NameCandidate with_company_form(NameCandidate company);
  NameCandidate learned_at(Index at) const;
  NameCandidate surname_at(const NameMatch& match);
  NameCandidate with_acronym(NameCandidate name);
  void learn(const NameCandidate& name);
  void learn_words(std::vector<std::uint32_t> folded, const Entity* entity, const std::string& office);
  void lend_names(const Analysis& other);

  // entities_parties.cc
  struct Country {
    Index last = 0;
    const Entity* entity = nullptr;
    bool adjective = false;
    bool metonym = false;
  };
  Country country_at(Index at) const;
  NameCandidate country_name_at(Index at);
  NameCandidate people_of_country_at(Index at);
  NameCandidate after_country(const Country& country, Index first, Index at);
  NameCandidate body_class_at(Index at, std::string_view country);
  NameCandidate office_at(Index at, std::string_view country);
  NameCandidate holder_name(const NameMatch& office, Index first, std::string_view country);
  NameCandidate office_alone(const NameMatch& office, std::string_view country);
  NameCandidate titled_person_at(Index at);
  NameCandidate person_name_at(Index at, std::string_view office, std::string_view country);
  const Entity* person_of_surname(Index at, std::string_view office, std::string_view country);
  const Entity* as_of_day(const Entity& person, std::string& office);
  const Entity* serving(const Entity& person, std::string_view country);
  const Entity* unofficial(const Entity& entity);
  std::string_view country_with_body(std::string_view body_class) const;
  std::string_view country_with_holder(std::string_view office) const;

  // entities_shapes.cc
  bool joins_company(Index at, Index first);
  NameCandidate company_shape_at(Index at);
  NameCandidate person_shape_at(Index at);
  NameCandidate body_shape_at(Index at);
  NameCandidate instrument_shape_at(Index at);
  NameCandidate numbered_instrument_at(Index at);
  Index name_run(Index at) const;      // of capitalised words that may name a person
  Index capital_run(Index at) const;   // of capitalised words with joiners between them
  const Entity* make(EntityKind kind, std::string name, std::string_view country, bool official);

  const Word& word(Index at) const { return sentence_->words[at]; }
  Index count() const { return static_cast<Index>(sentence_->words.size()); }
  bool is(Index at, List list) const { return at < count() && (sentence_->masks[at] & bit(list)) != 0; }
  bool is_capital(Index at) const { return at < count() && sentence_->words[at].folded != 0 && sentence_->words[at].capital; }
  bool is_barrier(Index at) const { return at >= count() || sentence_->words[at].folded == 0; }
  bool is_possessive(Index at) const;
  bool is_mark(Index at, char mark) const;
  std::span<const NameMatch> matches_at(Index at) const;
  // The end of a word or phrase of the list at a word; `at` when there is none.
  Index phrase_at(Index at, List list) const;
  std::string text_of(Index first, Index last) const;

  const Gazetteer& gazetteer_;
  const Analysis& analysis_;
  const Analysis* other_ = nullptr;
  Findings findings_;
  std::vector<SentenceWords> sentences_;
  const SentenceWords* sentence_ = nullptr;
  bool starts_paragraph_ = false;
  std::unordered_map<std::string_view, int> country_counts_;
  std::unordered_map<std::string_view, int> company_counts_;  // by the home of the companies named
  std::vector<const Entity*> near_countries_;  // of this sentence, so far
  const Entity* subject_country_ = nullptr;    // that opens the sentence with its verb behind: "China will ..."
  struct Learned {
    std::vector<std::uint32_t> folded;
    const Entity* entity = nullptr;
    std::string office;
  };
  std::unordered_map<std::uint32_t, std::vector<Learned>> learned_;
  std::map<std::string, const Entity*> made_;
};

}  // namespace tradewire::extract
