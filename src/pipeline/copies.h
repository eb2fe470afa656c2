// Copies: the documents of the store that tell a story already when another document comes with it, from another site or
// under another address.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "extract/analysis.h"
#include "extract/mention.h"
#include "store/store.h"

namespace tradewire::pipeline {

struct Kin {
  std::string story;                    // the id of the document that told it first; empty: nobody did
  bool same_text = false;               // one of them has the very text and title, of the same days
  std::vector<extract::Mention> told;   // what they say, that of the same text first
  std::size_t own = 0;                  // how many of `told` are of the same text
};

// The Error is that of a store that fails.
base::Result<Kin> find_kin(const store::Document& document, store::Store& store);

// The mentions of the same text as those of `document`. REQUIRES: kin.same_text.
std::vector<extract::Mention> adopted(const Kin& kin, const extract::Document& document);

// Whether the story said so before, and judged it alike.
bool was_told(const Kin& kin, const extract::Mention& mention);

}  // namespace tradewire::pipeline
