// The tables, as a list of migrations; man/tradewire-db.5 describes them.
#pragma once

#include "store/sql.h"

namespace tradewire::store {

// The version this program writes.
int newest_schema_version();
// The oldest that it brings up to date.
int first_released_schema_version();

// Brings an empty or older database to the newest version, each step in a transaction of its own.
// REQUIRES: connection.schema_version() <= newest_schema_version().
void migrate(Connection& connection);

}  // namespace tradewire::store
