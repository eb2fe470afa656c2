// WatchList: which mentions a user wants to see, from a YAML file:
//
//     types: [export.*, license.grant]       # globs over type names
//     entities: [gov:cn-mofcom, JL Mag]      # ids, names, or the text, in any role or as the source
//     commodities: [rare earths]             # ids, names, or words within the commodity's text
//
// A mention passes when it meets every key that the file has; one entry of a key is enough. All is stored all the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"
#include "extract/mention.h"

namespace tradewire::pipeline {

class WatchList {
 public:
  // Lets everything pass.
  WatchList() = default;

  // `name` stands in errors as `name:line:column`. Unknown keys are errors.
  static base::Result<WatchList> parse(const base::YamlNode& root, const std::string& name);

  bool passes(const extract::Mention& mention) const;

 private:
  std::vector<std::string> types_;
  std::vector<std::string> entities_;     // folded
  std::vector<std::string> commodities_;  // folded
};

// "export.*" and "export.ease": * stands for any run of characters.
bool matches_glob(std::string_view glob, std::string_view text);

}  // namespace tradewire::pipeline
