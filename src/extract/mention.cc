#include "extract/mention.h"

#include "base/hash.h"

#include <array>

namespace tradewire::extract {
namespace {

// The words stand in the order of the enumerators.
template <typename Enum>
struct Words;

template <>
struct Words<Polarity> {
  static constexpr std::array<std::string_view, 2> kAll = {"positive", "negative"};
};
template <>
struct Words<Modality> {
  static constexpr std::array<std::string_view, 7> kAll = {"actual",      "tentative", "planned",  "threatened",
                                                           "conditional", "possible",  "requested"};
};
template <>
struct Words<EventStatus> {
  static constexpr std::array<std::string_view, 6> kAll = {"denied", "unconfirmed", "confirmed", "claimed", "rumored", "reported"};
};
template <>
struct Words<SourceRelation> {
  static constexpr std::array<std::string_view, 6> kAll = {"self",        "counterparty", "beneficiary",
                                                           "third_party", "anonymous",    "outlet"};
};
template <>
struct Words<ConfirmationState> {
  static constexpr std::array<std::string_view, 4> kAll = {"confirmed", "denied", "pending", "unverifiable"};
};
template <>
struct Words<Role> {
  static constexpr std::array<std::string_view, kRoleCount> kAll = {
      "actor", "target", "beneficiary", "destination", "commodity", "rate", "amount", "instrument", "place", "date"};
};

template <typename Enum>
std::string_view word_of(Enum value) {
  return Words<Enum>::kAll.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string_view to_string(Polarity value) { return word_of(value); }
std::string_view to_string(Modality value) { return word_of(value); }
std::string_view to_string(EventStatus value) { return word_of(value); }
std::string_view to_string(SourceRelation value) { return word_of(value); }
std::string_view to_string(ConfirmationState value) { return word_of(value); }
std::string_view to_string(Role value) { return word_of(value); }

template <typename Enum>
std::optional<Enum> parse_word(std::string_view word) {
  for (std::size_t i = 0; i < Words<Enum>::kAll.size(); ++i) {
    if (Words<Enum>::kAll[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

template std::optional<Polarity> parse_word<Polarity>(std::string_view word);
template std::optional<Modality> parse_word<Modality>(std::string_view word);
template std::optional<EventStatus> parse_word<EventStatus>(std::string_view word);
template std::optional<SourceRelation> parse_word<SourceRelation>(std::string_view word);
template std::optional<ConfirmationState> parse_word<ConfirmationState>(std::string_view word);
template std::optional<Role> parse_word<Role>(std::string_view word);

std::string mention_id(const Mention& mention) {
  const std::string key = mention.document.id + '\n' + mention.type + '\n' + (mention.in_title ? "title " : "") + std::to_string(mention.trigger.span.start);
  return base::sha256_hex(key).substr(0, 16);
}

}  // namespace tradewire::extract
