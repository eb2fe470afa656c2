// YAML files as trees of nodes that know their place, for rules, sources and configuration: an adapter over
// yaml-cpp, which no other folder sees.
//
// Parsing YAML is slow, so the build turns every rule file into the compact form of encode()/decode() and embeds
// it; a user's own files are parsed at run time. Both give the same tree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tradewire::base {

struct YamlNode {
  enum class Kind : std::uint8_t { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  bool quoted = false;  // a scalar that was written in quotes: "no" is a word then, not false
  std::uint32_t line = 0;    // from 1; 0 when unknown
  std::uint32_t column = 0;  // from 1
  std::string scalar;
  std::vector<YamlNode> items;                            // of a list
  std::vector<std::pair<std::string, YamlNode>> entries;  // of a map, in the file's order

  bool is_null() const { return kind == Kind::kNull; }
  bool is_scalar() const { return kind == Kind::kScalar; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_map() const { return kind == Kind::kMap; }

  // The entry `key` of a map; null when there is none.
  const YamlNode* find(std::string_view key) const;

  // The texts of a list of scalars, or of one scalar standing alone; what is no scalar is left out.
  std::vector<std::string> strings() const;

  friend bool operator==(const YamlNode&, const YamlNode&) = default;
};

// Parses one document. `name` stands in errors as `name:line:column`. Duplicate keys are errors; anchors are resolved.
Result<YamlNode> parse_yaml(std::string_view text, const std::string& name);

// Reads and parses a file.
Result<YamlNode> read_yaml(const std::string& path);

// The compact form, and back. Little endian, versioned by its first byte; decode() refuses what encode() did not write.
std::string encode(const YamlNode& node);
Result<YamlNode> decode_yaml(std::string_view bytes);

// "name:line:column" of a node, for errors.
std::string place(const std::string& name, const YamlNode& node);

}  // namespace tradewire::base
