// The 33 types of events and the roles that each may have: docs/events.md, sections 2 and 3, as a table.
#pragma once

#include <span>
#include <string_view>

#include "rules/frame.h"

namespace tradewire::rules {

std::span<const std::string_view> event_types();

// Whether a mention of `type` may have `role`.
bool type_has_role(std::string_view type, RoleId role);

}  // namespace tradewire::rules
