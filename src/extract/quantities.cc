#include "extract/quantities.h"

#include "extract/quantities_atoms.h"

namespace tradewire::extract {
namespace {

// What stands at one place: a mention and the atom behind it.
struct Found {
  EntityMention mention;
  std::size_t last = 0;
};

class Reader {
 public:
  Reader(const Cues& cues, const Analysis& analysis, std::uint32_t sentence)
      : cues_(cues), analysis_(analysis), sentence_(sentence), atoms_(atoms_of(cues, analysis.sentences[sentence], analysis.text)) {}

  std::vector<EntityMention> read() {
    for (std::size_t at = 0; at < atoms_.size();) {
      auto found = read_money(at);
      if (!found) found = read_numbered(at);
      if (!found) {
        ++at;
        continue;
      }
      at = found->last;
      mentions_.push_back(std::move(found->mention));
    }
    return std::move(mentions_);
  }

 private:
  EntityMention make(std::size_t first, std::size_t last, EntityKind kind, double value) const {
    auto mention = measure_of(analysis_, sentence_, atoms_, first, last, kind);
    mention.value = value;
    return mention;
  }

  // "$490 a tonne": the unit of a price, and the atom behind it.
  std::size_t read_per(std::size_t at, EntityMention& mention) const {
    const auto per = look_up(cues_, "per", atoms_, at);
    if (!per) return at;
    const auto unit = look_up(cues_, "units", atoms_, at + per.length);
    if (!unit) return at;
    mention.unit = "per " + std::string(unit.value);
    return at + per.length + unit.length;
  }

  std::optional<Found> finish_money(std::size_t first, std::size_t last, double value, std::string_view currency) const {
    auto mention = make(first, last, EntityKind::kAmount, value);
    const auto end = read_per(last, mention);
    if (end != last) {
      const auto unit = mention.unit;
      mention = make(first, end, EntityKind::kAmount, value);
      mention.unit = unit;
    }
    constexpr std::string_view kCent = "-cent";
    if (currency.ends_with(kCent)) {
      currency.remove_suffix(kCent.size());
      mention.value = value / 100;
    }
    mention.currency = currency;
    return Found{std::move(mention), end};
  }

  // A sign or code before the number.
  std::optional<Found> read_money(std::size_t at) const {
    const auto sign = look_up(cues_, "currency_signs", atoms_, at);
    if (!sign) return std::nullopt;
    const auto number = read_number(cues_, atoms_, at + sign.length);
    if (!number || !atoms_[at + sign.length].number) return std::nullopt;
    return finish_money(at, at + sign.length + number.length, number.value, sign.value);
  }

  // A number before a word that says what it counts.
  std::optional<Found> read_numbered(std::size_t at) const {
    const auto number = read_number(cues_, atoms_, at);
    if (!number) return std::nullopt;
    std::size_t next = at + number.length;
    // "a 10-point rise", "a 35-cent tariff"
    if (next < atoms_.size() && atoms_[next].text == "-" && atoms_[next].glued) ++next;
    if (const auto percent = look_up(cues_, "percent", atoms_, next)) return read_rate(at, next + percent.length, number.value, percent.value);
    if (const auto rate = read_first_of_range(at, next, number.value)) return rate;
    // "billions of dollars"
    if (next < atoms_.size() && !atoms_[at].number && !value_of(atoms_[next], "joiners").empty()) ++next;
    if (const auto currency = look_up(cues_, "currency_words", atoms_, next)) {
      return finish_money(at, next + currency.length, number.value, currency.value);
    }
    if (const auto unit = look_up(cues_, "units", atoms_, next)) return read_units(at, next + unit.length, number.value, unit.value);
    return read_counted(at, next, number);
  }

  std::optional<Found> read_rate(std::size_t at, std::size_t last, double value, std::string_view unit) const {
    auto mention = make(at, last, EntityKind::kRate, value);
    mention.unit = unit;
    return Found{std::move(mention), last};
  }

  // The first number of "10 to 15 percent", "between five and 50 pct", "7.5-10%", "10 from 20 percent".
  std::optional<Found> read_first_of_range(std::size_t at, std::size_t next, double value) const {
    const std::size_t join = next > at + 1 && atoms_[next - 1].text == "-" ? next - 1 : next;
    const bool joins = look_up(cues_, "range_joins", atoms_, join) || look_up(cues_, "range_ands", atoms_, join) || look_up(cues_, "range_starts", atoms_, join);
    const auto second = joins ? read_number(cues_, atoms_, join + 1) : NumberHit{};
    if (!second) return std::nullopt;
    const auto unit_at = join + 1 + second.length;
    const auto percent = look_up(cues_, "percent", atoms_, unit_at);
    return percent ? read_rate(at, join, value, percent.value) : std::nullopt;
  }

  std::optional<Found> read_units(std::size_t at, std::size_t last, double value, std::string_view unit) const {
    auto mention = make(at, last, EntityKind::kAmount, value);
    mention.unit = unit;
    return Found{std::move(mention), last};
  }

  // "500 planes", "210 of the company's jets", "49,000 Chinese-built electric vehicles": goods within five atoms.
  std::optional<Found> read_counted(std::size_t at, std::size_t next, const NumberHit& number) const {
    constexpr std::size_t kReach = 6;
    // An article is no count: "a car".
    if (!atoms_[at].number && number.value == 1) return std::nullopt;
    for (std::size_t noun = next; noun < atoms_.size() && noun < next + kReach; ++noun) {
      const Atom& atom = atoms_[noun];
      if (const auto goods = look_up(cues_, "counted", atoms_, noun); goods && !atom.capital) {
        auto mention = make(at, at + number.length, EntityKind::kAmount, number.value);
        mention.unit = goods.value;
        return Found{std::move(mention), at + number.length};
      }
      if (!value_of(atom, "per").empty()) return std::nullopt;
      if (atom.number || atom.text == "," || atom.text == ";" || atom.text == "." || is_verb(atom)) return std::nullopt;
    }
    return std::nullopt;
  }

  bool is_verb(const Atom& atom) const {
    const auto& token = analysis_.sentences[sentence_].tokens[atom.token];
    return token.upos == language::Upos::kAux ||
           (token.upos == language::Upos::kVerb && token.features.verb_form != language::VerbForm::kPart);
  }

  const Cues& cues_;
  const Analysis& analysis_;
  std::uint32_t sentence_;
  std::vector<Atom> atoms_;
  std::vector<EntityMention> mentions_;
};

}  // namespace

std::vector<EntityMention> find_quantities(const Cues& cues, const Analysis& analysis) { return read_sentences<Reader>(cues, analysis); }

}  // namespace tradewire::extract
