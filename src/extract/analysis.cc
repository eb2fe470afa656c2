#include "extract/analysis.h"

#include <algorithm>
#include <array>

namespace tradewire::extract {

std::string_view to_string(EntityKind kind) {
  static constexpr std::array<std::string_view, 11> kWords = {"country",   "bloc",       "body",  "person", "company", "commodity",
                                                              "instrument", "place", "date",  "rate",   "amount"};
  return kWords.at(static_cast<std::size_t>(kind));
}

std::span<const EntityMention> entities_of(std::span<const EntityMention> entities, std::uint32_t sentence) {
  const auto found = std::ranges::equal_range(entities, sentence, {}, [](const EntityMention& mention) { return mention.tokens.sentence; });
  return {found.begin(), found.end()};
}

}  // namespace tradewire::extract
