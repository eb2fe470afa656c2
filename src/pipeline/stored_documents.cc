#include "pipeline/stored_documents.h"

namespace tradewire::pipeline {
namespace {

constexpr std::size_t kBatch = 200;

}  // namespace

extract::Document document_of(const store::Document& row) {
  extract::Document document;
  document.id = row.id;
  document.url = row.url;
  document.title = row.title;
  document.site = row.site;
  document.published = row.published;
  document.language = row.language;
  document.text = row.text;
  document.summary_only = row.summary_only;
  return document;
}

base::Status visit_documents(store::Store& store, const std::function<bool(const extract::Document&)>& visit) {
  for (std::string last;;) {
    const auto ids = store.document_ids(last, kBatch);
    if (!ids) return ids.error();
    if (ids->empty()) return base::Done{};
    for (const std::string& id : *ids) {
      const auto row = store.document(id);
      if (!row) return row.error();
      if (row->has_value() && !visit(document_of(**row))) return base::Done{};
    }
    last = ids->back();
  }
}

}  // namespace tradewire::pipeline
