#include "cli/extractor.h"

#include "cli/terminal.h"

namespace tradewire::cli {

std::optional<extract::Extractor> load_extractor(const GlobalOptions& global) {
  auto extractor = extract::Extractor::load({.rules = global.rules});
  if (extractor) return *std::move(extractor);
  complain(extractor.error());
  return std::nullopt;
}

}  // namespace tradewire::cli
