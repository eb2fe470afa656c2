// The entities that a document type declaration defines, put in where they are referred to. pugixml leaves them as they
// stand.
#pragma once

#include <string>
#include <string_view>

namespace tradewire::fetch {

// The XML without its internal subset and with its general entities expanded, nested ones too. Bounded: beyond 1 MiB of
// what was put in, and for entities that hold themselves, the references stay. External entities are never fetched.
std::string expand_entities(std::string_view xml);

}  // namespace tradewire::fetch
