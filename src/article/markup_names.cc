#include "article/markup_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tradewire::article {
namespace {

using enum AttributeName;
constexpr std::array<std::pair<std::string_view, AttributeName>, 32> kNames{{
    {"class", kClass}, {"id", kId}, {"href", kHref}, {"content", kContent}, {"property", kProperty}, {"name", kName},
    {"itemprop", kItemprop}, {"datetime", kDatetime}, {"rel", kRel}, {"role", kRole}, {"lang", kLang}, {"xml:lang", kLang},
    {"hidden", kHidden}, {"style", kStyle}, {"aria-hidden", kAriaHidden}, {"title", kTitle}, {"data-testid", kDataTestId},
    {"data-test-id", kDataTestId}, {"data-qa", kDataTestId}, {"data-component", kDataComponent}, {"data-type", kDataComponent},
    {"data-module", kDataComponent}, {"data-block", kDataComponent}, {"data-component-name", kDataComponent},
    {"http-equiv", kHttpEquiv}, {"data-time", kDataTime}, {"data-date", kDataTime}, {"data-datetime", kDataTime},
    {"data-timestamp", kDataTime}, {"data-published", kDataTime}, {"data-utime", kDataTime},
    {"pubdate", kPubdate},
}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

AttributeName attribute_name(std::string_view name) {
  for (const auto& [known, value] : kNames) {
    if (known.size() == name.size() && known[0] == lower(name[0]) &&
        std::equal(known.begin(), known.end(), name.begin(), [](char a, char b) { return a == lower(b); })) {
      return value;
    }
  }
  return kOther;
}

}  // namespace tradewire::article
