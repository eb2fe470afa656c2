// The store that the tests run on: SQLite in memory, or a schema of its own on the server that TRADEWIRE_TEST_POSTGRES
// names (scripts/postgres-test starts one).
#pragma once

#include <memory>
#include <string>

#include "store/store.h"

namespace tradewire::store {

bool on_postgres();
// Where a new, empty store can be opened; every call is another one.
std::string empty_place();
// Opened. Aborts the test program with a message when that fails.
std::unique_ptr<Store> empty_store();

}  // namespace tradewire::store
