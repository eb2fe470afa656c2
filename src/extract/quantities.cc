#include "extract/quantities.h"

namespace tradewire::extract {

std::vector<EntityMention> find_quantities(const Cues&, const Analysis&) { return {}; }

}  // namespace tradewire::extract
