// PostgreSQL behind sql.h, through libpq.
#include <libpq-fe.h>

#include "store/sql.h"

namespace tradewire::store {

std::unique_ptr<Connection> connect_postgres(const std::string&, double) {
  throw SqlError("PostgreSQL is not built in yet", false);
}

}  // namespace tradewire::store
