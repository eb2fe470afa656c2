#include "store/event.h"

#include <array>

namespace tradewire::store {
namespace {

constexpr std::array<std::string_view, kLinkKindCount> kLinkWords = {"suspends", "cuts",    "lifts",   "raises",
                                                                     "rules_on", "answers", "resumes", "extends"};
constexpr std::array<std::string_view, 4> kChangeWords = {"new", "status", "modality", "merged"};

template <typename Enum, typename Words>
std::optional<Enum> find_word(const Words& words, std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(LinkKind kind) { return kLinkWords[static_cast<std::size_t>(kind)]; }
std::string_view to_string(ChangeKind kind) { return kChangeWords[static_cast<std::size_t>(kind)]; }
std::optional<LinkKind> parse_link_kind(std::string_view word) { return find_word<LinkKind>(kLinkWords, word); }
std::optional<ChangeKind> parse_change_kind(std::string_view word) { return find_word<ChangeKind>(kChangeWords, word); }

}  // namespace tradewire::store
