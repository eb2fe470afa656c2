// The documents of a store, as the extract stage takes them.
#pragma once

#include <functional>

#include "base/result.h"
#include "extract/analysis.h"
#include "store/store.h"

namespace tradewire::pipeline {

extract::Document document_of(const store::Document& row);

// Hands over every document in the order of their ids, until `visit` gives false. Errors are those of the store.
base::Status visit_documents(store::Store& store, const std::function<bool(const extract::Document&)>& visit);

}  // namespace tradewire::pipeline
