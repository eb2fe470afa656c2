#include "extract/analysis.h"

#include <array>

namespace tradewire::extract {

std::string_view to_string(EntityKind kind) {
  static constexpr std::array<std::string_view, 11> kWords = {"country",   "bloc",       "body",  "person", "company", "commodity",
                                                              "instrument", "place", "date",  "rate",   "amount"};
  return kWords.at(static_cast<std::size_t>(kind));
}

}  // namespace tradewire::extract
