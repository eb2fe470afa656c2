// The names of HTML attributes that the stage reads. All others are dropped before parsing.
#pragma once

#include <cstdint>
#include <string_view>

namespace tradewire::article {

enum class AttributeName : std::uint8_t {
  kOther, kClass, kId, kHref, kContent, kProperty, kName, kItemprop, kDatetime, kRel, kRole, kLang, kHidden, kStyle,
  kAriaHidden, kTitle, kDataTestId, kDataComponent, kHttpEquiv, kDataTime, kPubdate
};

// Case does not matter.
AttributeName attribute_name(std::string_view name);

}  // namespace tradewire::article
