// A validator for the part of JSON Schema that schemas/ uses: type, enum, pattern, required, properties,
// additionalProperties: false, items, and references to #/$defs/….
#pragma once

#include <regex>
#include <string>
#include <vector>

#include "base/json.h"

namespace tradewire::cli {

class Schema {
 public:
  explicit Schema(base::JsonValue root) : root_(std::move(root)) {}

  // What is wrong with the value, a line each: "roles.actor[0].kind: not in the enum".
  std::vector<std::string> faults(const base::JsonValue& value) const {
    std::vector<std::string> found;
    check(root_, value, "", found);
    return found;
  }

 private:
  using Faults = std::vector<std::string>;

  static std::string type_of(const base::JsonValue& value) {
    if (value.string() != nullptr) return "string";
    if (value.integer() != nullptr) return "integer";
    if (value.number()) return "number";
    if (value.boolean() != nullptr) return "boolean";
    if (value.array() != nullptr) return "array";
    return value.object() != nullptr ? "object" : "null";
  }
  static bool fits_type(const std::string& wanted, const base::JsonValue& value) {
    const std::string type = type_of(value);
    return wanted == type || (wanted == "number" && type == "integer");
  }
  static bool fits_types(const base::JsonValue& wanted, const base::JsonValue& value) {
    if (wanted.string() != nullptr) return fits_type(*wanted.string(), value);
    for (const auto& one : *wanted.array()) {
      if (fits_type(*one.string(), value)) return true;
    }
    return false;
  }
  static bool in_enum(const base::JsonValue& words, const base::JsonValue& value) {
    for (const auto& word : *words.array()) {
      if (word == value) return true;
    }
    return false;
  }
  const base::JsonValue* resolve(const std::string& reference) const {
    const std::string prefix = "#/$defs/";
    return reference.starts_with(prefix) ? root_.find("$defs")->find(reference.substr(prefix.size())) : nullptr;
  }
  void check(const base::JsonValue& schema, const base::JsonValue& value, const std::string& at, Faults& found) const {
    if (const auto* reference = schema.find("$ref")) {
      if (const auto* target = resolve(*reference->string())) check(*target, value, at, found);
      return;
    }
    if (const auto* type = schema.find("type"); type != nullptr && !fits_types(*type, value)) found.push_back(at + ": wrong type");
    if (const auto* words = schema.find("enum"); words != nullptr && !in_enum(*words, value)) found.push_back(at + ": not in the enum");
    const auto* pattern = schema.find("pattern");
    if (pattern != nullptr && value.string() != nullptr && !std::regex_search(*value.string(), std::regex(*pattern->string()))) {
      found.push_back(at + ": does not match " + *pattern->string());
    }
    if (value.object() != nullptr) check_members(schema, value, at, found);
    if (const auto* items = schema.find("items"); items != nullptr && value.array() != nullptr) {
      for (std::size_t i = 0; i < value.array()->size(); ++i) check(*items, (*value.array())[i], at + "[" + std::to_string(i) + "]", found);
    }
  }
  void check_members(const base::JsonValue& schema, const base::JsonValue& value, const std::string& at, Faults& found) const {
    if (const auto* required = schema.find("required")) {
      for (const auto& name : *required->array()) {
        if (value.find(*name.string()) == nullptr) found.push_back(at + ": lacks " + *name.string());
      }
    }
    const auto* properties = schema.find("properties");
    if (properties == nullptr) return;
    for (const auto& [name, member] : *value.object()) {
      const auto* inner = properties->find(name);
      if (inner != nullptr) {
        check(*inner, member, at + "." + name, found);
      } else if (schema.find("additionalProperties") != nullptr) {
        found.push_back(at + ": unknown member " + name);
      }
    }
  }

  base::JsonValue root_;
};

}  // namespace tradewire::cli
