// run: from the sources that are due to new rows in the store.
//
//     due sources ─▶ feeds, sitemaps, sections ─▶ new entries ─▶ pages ─▶ article ─▶ mentions ─▶ store ─▶ the caller
//                                                                         (each document is one transaction)
//
// The network, the clock and the store are arguments. A source's state is saved after its documents, so that a run that
// is killed anywhere repeats nothing and loses nothing: what was stored is known, what was not is fetched again.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "extract/extractor.h"
#include "fetch/page.h"
#include "fetch/source_list.h"
#include "store/store.h"

namespace tradewire::pipeline {

struct RunOptions {
  std::vector<fetch::Source> sources;
  bool ignore_schedule = false;             // fetch all sources and look at all their pages again, due or not
  std::function<base::UnixTime()> now;      // REQUIRES: set
  std::function<bool()> stop = [] { return false; };  // asked between documents
};

struct RunEvents {
  std::function<void(const store::Added&)> stored;         // after a document was committed, when it brought something
  std::function<void(const base::Error&)> failed;          // one input that failed; the run goes on
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

struct RunSummary {
  std::size_t sources = 0;           // that were due
  std::size_t sources_unchanged = 0;
  std::size_t sources_failed = 0;
  std::size_t pages = 0;             // fetched for articles
  std::size_t pages_unchanged = 0;   // looked at again, and the same
  std::size_t pages_failed = 0;
  std::size_t documents = 0;         // new or changed in the store
  std::size_t mentions = 0;          // new in the store
  std::size_t changes = 0;
  bool stopped = false;              // before all was done
};

// The Error is that of a store that fails; everything else is told to `events.failed`.
base::Result<RunSummary> run(const RunOptions& options, fetch::PageSource& pages, const extract::Extractor& extractor,
                             store::Store& store, const RunEvents& events);

}  // namespace tradewire::pipeline
