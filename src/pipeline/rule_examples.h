// Rule examples: the texts under `examples:` in the event files, run through the whole extractor.
#pragma once

#include <string>
#include <vector>

#include "extract/extractor.h"
#include "rules/rule_set.h"

namespace tradewire::pipeline {

struct ExampleReport {
  std::size_t examples = 0;
  std::vector<rules::Finding> failures;  // one an example that does not give what it wants, with its place
  std::vector<rules::Finding> silent;    // frames that no example of their file fires
};

// `library` is that of the extractor; it names the files. `only` is the start of a type ("tariff", "tariff.cut"); empty:
// all.
ExampleReport run_examples(const extract::Extractor& extractor, const rules::Library& library, const std::string& only = {});

}  // namespace tradewire::pipeline
