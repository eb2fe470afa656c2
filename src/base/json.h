// JSON in and out: an adapter over RapidJSON, which no other folder sees.
//
// Reading gives a tree of values that keeps the order of keys. Writing goes through JsonWriter, a stream of calls
// in the order of the output, which escapes as RFC 8259 says and replaces invalid UTF-8 by U+FFFD.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace tradewire::base {

struct JsonValue;
using JsonArray = std::vector<JsonValue>;
using JsonObject = std::vector<std::pair<std::string, JsonValue>>;

struct JsonValue {
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, JsonArray, JsonObject> data = nullptr;

  bool is_null() const { return data.index() == 0; }
  // Null when the value is of another kind.
  const bool* boolean() const { return std::get_if<bool>(&data); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  const std::string* string() const { return std::get_if<std::string>(&data); }
  const JsonArray* array() const { return std::get_if<JsonArray>(&data); }
  const JsonObject* object() const { return std::get_if<JsonObject>(&data); }
  // An integer or a double.
  std::optional<double> number() const;

  // The member `key` of an object; null when this is no object or has no such member.
  const JsonValue* find(std::string_view key) const;
  // The string member `key`, or empty.
  std::string_view string_at(std::string_view key) const;

  friend bool operator==(const JsonValue&, const JsonValue&) = default;
};

// Parses one JSON text. Nesting beyond 1,000 levels is an error, as is anything behind the value. On error, `where`
// is "byte N".
Result<JsonValue> parse_json(std::string_view text);

// The value on one line.
std::string to_json(const JsonValue& value);

// Writes one JSON text on one line. Calls must nest properly: key() before each value inside an object.
class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();
  JsonWriter(JsonWriter&&) noexcept;
  JsonWriter& operator=(JsonWriter&&) noexcept;

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  // The shortest text that reads back as the same double; whole numbers below 2^53 are written without a point.
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& value(const JsonValue& value);

  // key(name).string(value) when the value is not empty.
  JsonWriter& member(std::string_view name, std::string_view value);

  // The text written so far; the writer is empty afterwards.
  std::string take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tradewire::base
