#include "store/sight.h"

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/hash.h"
#include "base/unicode.h"

namespace tradewire::store {
namespace {

using extract::Filler;
using extract::Role;

constexpr std::uint64_t kAnchorSeed = 0x616e63686f72;

// What a byte of ASCII is in a word: itself in lower case, or 0 where words part.
constexpr std::array<char, 128> kWordBytes = [] {
  std::array<char, 128> bytes{};
  for (char c = '0'; c <= '9'; ++c) bytes[static_cast<std::size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    bytes[static_cast<std::size_t>(c)] = c;
    bytes[static_cast<std::size_t>(c - 'a' + 'A')] = c;
  }
  return bytes;
}();

template <typename Take>
void each_ascii_word(std::string_view text, Take take) {
  std::string word;
  for (const char c : text) {
    if (const char lower = kWordBytes[static_cast<unsigned char>(c)]; lower != 0) {
      word.push_back(lower);
    } else if (!word.empty()) {
      take(word);
      word.clear();
    }
  }
  if (!word.empty()) take(word);
}

// The words of a text, case folded; digits and letters hold together, everything else parts.
template <typename Take>
void each_word(std::string_view text, Take take) {
  if (base::skip_ascii(text, 0) == text.size()) return each_ascii_word(text, take);
  const std::string folded = base::fold_case(text);
  std::string word;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(folded, at);
    if (base::is_letter(c) || base::is_digit(c)) {
      word.append(folded, start, at - start);
    } else if (!word.empty()) {
      take(word);
      word.clear();
    }
  }
  if (!word.empty()) take(word);
}

void sort_unique(std::vector<std::uint32_t>& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

Party::Kind kind_of(const Filler& filler) {
  if (filler.kind == "country" || filler.kind == "bloc") return Party::Kind::kGovernment;
  if (filler.kind == "body" || filler.kind == "person") return Party::Kind::kBody;
  if (filler.kind == "company") return Party::Kind::kCompany;
  return Party::Kind::kOther;
}

Party party_of(const Filler& filler) {
  Party party;
  const std::string& name = filler.name.empty() ? filler.text : filler.name;
  party.resolved = !filler.id.empty();
  party.key = base::hash64(party.resolved ? filler.id : base::fold_case(name));
  if (!filler.country.empty()) party.anchor = base::hash64(filler.country, kAnchorSeed);
  party.kind = kind_of(filler);
  const auto take = [&](const std::string& word) { party.words.push_back(word_key(word)); };
  each_word(name, take);
  if (filler.text != name) each_word(filler.text, take);
  sort_unique(party.words);
  return party;
}

void add_filler(Sight& sight, const extract::RoleFiller& role, bool joint) {
  const Filler& filler = role.filler;
  switch (role.role) {
    case Role::kRate:
      if (filler.value) sight.rates.push_back(*filler.value);
      break;
    case Role::kAmount:
      if (filler.value) sight.amounts.push_back(*filler.value);
      break;
    case Role::kDate:
      if (const auto range = day_range(filler.date)) {
        sight.dates.push_back(*range);
        sight.date_texts.push_back(filler.date);
      }
      break;
    default: {
      const bool side = joint && (role.role == Role::kTarget || role.role == Role::kBeneficiary);
      sight.parties.add(static_cast<std::size_t>(side ? Role::kActor : role.role), party_of(filler));
    }
  }
}

std::optional<int> digits(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

DayRange months(int year, int month, int count) {
  const base::Date first{year, month, 1};
  return {base::to_days(first), base::to_days(base::add_months(first, count)) - 1};
}

std::optional<DayRange> part_of_year(int year, std::string_view rest) {
  if (rest.empty()) return months(year, 1, 12);
  if (rest.size() == 3 && (rest[1] == 'Q' || rest[1] == 'q')) {
    if (rest[2] < '1' || rest[2] > '4') return std::nullopt;
    return months(year, (rest[2] - '1') * 3 + 1, 3);
  }
  const std::optional<int> month = rest.size() == 3 ? digits(rest.substr(1)) : std::nullopt;
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  return months(year, *month, 1);
}

}  // namespace

std::string_view seat_word(std::uint8_t role) {
  if (role == kSourceSeat) return "source";
  if (role == kConfirmerSeat) return "confirmer";
  return to_string(static_cast<Role>(role));
}

std::uint8_t seat_of(std::string_view word) {
  if (word == "source") return kSourceSeat;
  if (word == "confirmer") return kConfirmerSeat;
  return static_cast<std::uint8_t>(extract::parse_word<Role>(word).value_or(Role::kActor));
}

std::uint64_t seat_party(const std::string& id, const std::string& name, const std::string& kind, const std::string& country) {
  if (!country.empty() && kind != "company") return base::hash64(country, kAnchorSeed);
  return base::hash64(id.empty() ? base::fold_case(name) : id);
}

std::uint32_t word_key(std::string_view word) { return static_cast<std::uint32_t>(base::hash64(word)); }

std::int64_t document_time(const std::string& published, std::int64_t fetched_at) {
  if (const auto instant = base::parse_rfc3339(published)) return *instant;
  if (const auto day = base::parse_iso_date(published)) return base::to_days(*day) * 86400;
  return fetched_at;
}

std::optional<DayRange> day_range(std::string_view date) {
  if (const std::size_t slash = date.find('/'); slash != std::string_view::npos) {
    const auto from = day_range(date.substr(0, slash));
    const auto to = day_range(date.substr(slash + 1));
    if (!from || !to || to->to < from->from) return std::nullopt;
    return DayRange{from->from, to->to};
  }
  if (const auto day = base::parse_iso_date(date)) return DayRange{base::to_days(*day), base::to_days(*day)};
  const auto year = digits(date.substr(0, 4));
  if (!year || date.size() < 4 || *year < 1) return std::nullopt;
  return part_of_year(*year, date.substr(4));
}

Sight sight_of(const extract::Mention& m, std::int64_t fetched_at, const std::unordered_set<std::uint32_t>& ignored, bool joint) {
  Sight s;
  s.mention = m.id;
  s.document = m.document.id;
  s.fetched_at = fetched_at;
  s.time = document_time(m.document.published, fetched_at);
  s.published = m.document.published.empty() ? base::to_string(base::utc_date(fetched_at)) : m.document.published;
  s.type = m.type;
  s.block = m.type;
  s.place = (m.in_title ? 0 : std::uint64_t{1} << 32) + m.trigger.span.start;
  if (m.superseded) s.place = 0;  // an earlier version was there first
  for (const extract::RoleFiller& role : m.roles) add_filler(s, role, joint);
  std::string bare;
  bare.reserve(m.evidence.text.size() + 1);
  s.words.reserve(m.evidence.text.size() / 5);
  each_word(m.evidence.text, [&](const std::string& word) {
    bare.append(word).push_back(' ');
    const std::uint32_t key = word_key(word);
    if ((word.size() > 2 || (word[0] >= '0' && word[0] <= '9')) && !ignored.contains(key)) s.words.push_back(key);
  });
  sort_unique(s.words);
  s.digest = static_cast<std::int64_t>(base::hash64(bare, base::hash64(m.trigger.text)));
  s.polarity = m.polarity;
  s.modality = m.modality;
  s.status = m.status;
  s.relation = m.attribution.relation;
  if (m.attribution.source) {
    s.source = m.attribution.source->name.empty() ? m.attribution.source->text : m.attribution.source->name;
  } else {
    s.source = m.document.site;
  }
  return s;
}

void Sight::shrink() {
  parties.shrink();
  seats.shrink_to_fit();
  words.shrink_to_fit();
}

}  // namespace tradewire::store
