// Gazetteer: the parties and things that trade news names, and where their names stand in a text.
//
//     rules/entities/*.yaml ──▶ load() ──▶ records, offices, classes ──▶ trie of folded words ──▶ match()
//
// A name is looked up word by word in one hash table, so the cost of a text does not grow with the number of names.
// Immutable once loaded: any number of threads may share one. What the words mean in their place (country adjectives,
// dated offices, unknown names) is decided a layer above, in entities.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/yaml.h"
#include "extract/analysis.h"

namespace tradewire::extract {

// One file of entities, named for errors.
struct EntityFile {
  std::string path;
  base::YamlNode root;
  bool overlay = false;  // its records may replace earlier ones of the same id; else that is an error
};

// The built-in files, then those of an overlay folder's entities/*.yaml.
base::Result<std::vector<EntityFile>> entity_files(const std::string& overlay = {});

// A person's time in an office. An absent end is open.
struct Tenure {
  const Entity* person = nullptr;
  std::string_view office;       // the class: "commerce-minister"
  std::string_view country;      // whose office it is; "EU" for the Union's, empty for world bodies
  std::string_view title;        // as printed: "Secretary of Commerce"
  std::optional<base::Date> from;
  std::optional<base::Date> to;  // the last day
  bool covers(base::Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

// What one name may stand for.
enum class SenseKind : std::uint8_t {
  kEntity,     // a record: "MOFCOM", "Howard Lutnick", "rare earths"
  kAdjective,  // a country's: "Chinese", "U.S."
  kPeople,     // its people as a noun: "the Dutch", "Canadians"
  kSurname,    // the last name of a person of the gazetteer, alone
  kBodyClass,  // a body that many countries have: "commerce ministry"
  kOffice,     // an office that many countries have: "commerce minister"
  kWord        // a word of a list in rules/entities/words.yaml: "officials", "Corp."
};

struct Sense {
  SenseKind kind = SenseKind::kEntity;
  std::uint32_t target = 0;       // index of the record, the country's record, the class, the office or the list
  bool metonym = false;           // "Beijing" for the government
  bool weak = false;              // counts only beside a sure sign: "Visa" with "Inc", "May" with "Theresa"
};

// The word lists of rules/entities/words.yaml, by which recognition and reference know words that are no names. The
// list's name is the enumerator's without the k: kCompanyForm is "company-form".
enum class List : std::uint8_t {
  kGovernment, kNationals, kBetween, kAdministration, kPossessive, kArticle, kOf, kJoiner, kParticle, kAt, kTitle, kRole,
  kSaying, kGiven, kCompanyForm, kCompanyWord, kNoCompany, kBodyForm, kAssociationForm, kInstrumentForm,
  kNumberedInstrument, kGoods, kNoName, kNoPerson, kCommonSurname, kReferenceCompany, kReferenceCountry, kReferenceBloc,
  kReferenceBody, kReferencePerson, kReferenceInstrument, kReferenceCommodity, kReferencePair, kTwo, kDefinite,
  kPronounThing, kPronounPlural, kPronounMan, kPronounWoman, kPronounFirst, kPronounFirstSingle, kPronounPlace, kEmptyIt,
  kWoman, kOfficialOpening, kOrigin, kCount
};
using ListMask = std::uint64_t;
constexpr ListMask bit(List list) { return ListMask{1} << static_cast<unsigned>(list); }
std::string_view to_string(List list);

// Words [first, last) of a sentence that are a name, and one thing that it may stand for.
struct NameMatch {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  Sense sense;
};

// The words of one sentence as the gazetteer sees them: a token is cut at hyphens, "U.S." is "US", "'s" is a word.
struct Word {
  std::uint32_t token = 0;
  base::Span span;
  std::uint32_t folded = 0;   // hash of the lower-cased letters; 0 for what no name can hold
  bool capital = false;       // begins with an upper-case letter or a digit
  bool all_capitals = false;  // all its letters are upper-case, and it has one
};
std::vector<Word> words_of(const language::Sentence& sentence, std::string_view text);
// The same for a name that stands alone; each run without spaces counts as a token.
std::vector<Word> words_of(std::string_view name);
// A letter without its mark, in lower case: 'S' with caron is 's'.
char32_t plain_letter(char32_t letter);

struct GazetteerData;  // gazetteer_data.h

class Gazetteer {
 public:
  // The built-in entities, then those of an overlay folder's entities/*.yaml, whose records replace those of the same
  // id. Errors name file, line and column.
  static base::Result<Gazetteer> load(const std::string& overlay = {});
  static base::Result<Gazetteer> from_files(std::span<const EntityFile> files);

  Gazetteer(Gazetteer&&) noexcept;
  Gazetteer& operator=(Gazetteer&&) noexcept;
  ~Gazetteer();

  // Null when there is none. Pointers live as long as the gazetteer.
  const Entity* find(std::string_view id) const;
  const Entity* country(std::string_view code) const;  // "CN", "EU"
  std::span<const Entity> entities() const;

  // All names of the sentence by their first word, the longest first; names may overlap, and a name stands there once
  // for each of its senses. `any_case`: capitals tell nothing here (a headline in capitals).
  std::vector<NameMatch> match(std::span<const Word> words, bool any_case = false) const;

  // The names of a text that stands alone: for role fillers and queries ("china's commerce ministry").
  std::vector<const Entity*> lookup(std::string_view name) const;

  // The body of that class ("commerce-ministry") of a country; null when it has none.
  const Entity* body(std::string_view body_class, std::string_view country) const;
  // The same, where "ministry" and "department" of one matter are one: for a country that is named.
  const Entity* body_or_sibling(std::string_view body_class, std::string_view country) const;
  // Who holds the office of a country on a day; null when nobody is known to.
  const Tenure* holder(std::string_view office, std::string_view country, base::Date day) const;
  // A person's offices, the latest first.
  std::vector<const Tenure*> offices(const Entity& person) const;
  // Whether the people of a country are named family name first: "Wang Wentao".
  static bool family_name_first(std::string_view country);
  // The HS chapters of a commodity ("28,81"), empty when none are known.
  std::string_view chapters(const Entity& commodity) const;

  const Entity& entity(std::uint32_t index) const;         // of Sense::target, for kEntity, kAdjective, kPeople, kSurname
  std::string_view body_class(std::uint32_t index) const;  // for kBodyClass
  std::string_view office(std::uint32_t index) const;      // for kOffice
  // A body or office of a class as it is printed: "Ministry of Commerce".
  std::string_view class_title(std::string_view name) const;
  // The lists that hold a folded word by itself; longer entries are found by match() as Sense::kWord, `target` their List.
  ListMask lists(std::uint32_t folded) const;
  // The country that an office means when none is named: "US" for "treasury secretary"; else empty.
  std::string_view default_country(std::string_view office) const;

 private:
  explicit Gazetteer(std::unique_ptr<GazetteerData> data);
  std::unique_ptr<GazetteerData> data_;
};

// What a linter says of entity files beyond what load() refuses: names that stand for two records of one kind, offices
// with two holders at one time. Each has its place.
std::vector<base::Error> check_entities(std::span<const EntityFile> files);

}  // namespace tradewire::extract
