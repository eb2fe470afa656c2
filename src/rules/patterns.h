// PatternSet: the `pattern:` regular expressions of the event files. RE2 is seen here only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"

namespace tradewire::rules {

class PatternSet {
 public:
  PatternSet();
  ~PatternSet();

  // `expression` is as in the file, with {role} slots. Error when it is no RE2 expression or names no role.
  base::Status add(std::size_t type, std::string id, const std::string& expression);
  std::vector<PatternHit> match(std::string_view text) const;

 private:
  struct Entry;
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace tradewire::rules
