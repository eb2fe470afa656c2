#include "extract/dates.h"

namespace tradewire::extract {

std::vector<EntityMention> find_dates(const Cues&, const Analysis&) { return {}; }

}  // namespace tradewire::extract
