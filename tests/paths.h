// Where tests find the checkout and the built program. One source alone knows these paths, so that the objects of all
// other tests are the same in every checkout, and a compiler cache can share them.
#pragma once

#include <string>

namespace tradewire {

const std::string& source_dir();  // the top of the checkout: fixtures/, man/, rules/
const std::string& program();     // the built tradewire

}  // namespace tradewire
