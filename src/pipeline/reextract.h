// reextract: the stored documents through today's rules, into the same store. What analysts decided holds.
//
//     documents in the order of their ids ─▶ extraction on threads ─▶ mentions that differ ─▶ store
//
// It remembers how far it has come, with the version of the rules: stopped or killed, it goes on from there when it is
// called again with the same rules, and begins anew with others.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "extract/extractor.h"
#include "store/store.h"

namespace tradewire::pipeline {

struct ReextractOptions {
  unsigned threads = 1;
  bool anew = false;                                  // from the first document, wherever an earlier call stopped
  base::UnixTime now = 0;
  std::function<bool()> stop = [] { return false; };  // asked between documents
};

struct ReextractSummary {
  std::size_t documents = 0;   // looked at by this call
  std::size_t resumed_at = 0;  // documents that an earlier call had done
  std::size_t changed = 0;     // documents whose mentions are others now
  std::size_t changes = 0;     // of events
  bool stopped = false;
};

// `changed` takes what the store did, after each document that changed; `progress` how many documents of how many are done.
// Errors are those of the store.
base::Result<ReextractSummary> reextract(store::Store& store, const extract::Extractor& extractor, const ReextractOptions& options,
                                         const std::function<void(const store::Added&)>& changed,
                                         const std::function<void(std::size_t done, std::size_t all)>& progress);

// Whether both say the same, whatever their ids and whichever versions found them.
bool says_the_same(std::vector<extract::Mention> a, std::vector<extract::Mention> b);

}  // namespace tradewire::pipeline
