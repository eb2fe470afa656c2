// The doors of SqlStore where SqlError becomes Error; for the sources that define its methods.
#pragma once

#include "store/sql_store.h"

namespace tradewire::store {

template <typename T, typename Act>
base::Result<T> SqlStore::guarded(Act act) {
  try {
    return base::Result<T>(act());
  } catch (const SqlError& error) {
    rows_.forget();
    merger_.forget();
    return error_of(error);
  } catch (const NotFound& missing) {
    rows_.forget();
    merger_.forget();
    return missing.error;
  } catch (const std::exception& error) {
    rows_.forget();
    merger_.forget();
    return base::Error{error.what(), where_, "", base::ErrorKind::kStore};
  }
}

template <typename T, typename Act>
base::Result<T> SqlStore::writing(Act act) {
  return guarded<T>([&] {
    Transaction transaction(*connection_);
    if (const std::int64_t version = connection_->data_version(); version != data_version_) {
      rows_.forget();
      merger_.forget();
      data_version_ = version;
    }
    T value = act();
    transaction.commit();
    return value;
  });
}

}  // namespace tradewire::store
