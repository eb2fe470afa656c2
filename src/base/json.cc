#include "base/json.h"

#include <cmath>

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/unicode.h"

namespace tradewire::base {
namespace {

constexpr std::size_t kMaxDepth = 1000;

// Builds the tree from RapidJSON's events; a stack of open containers stands in for recursion.
class TreeBuilder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TreeBuilder> {
 public:
  bool Null() { return add({nullptr}); }
  bool Bool(bool value) { return add({value}); }
  bool Int(int value) { return add({std::int64_t{value}}); }
  bool Uint(unsigned value) { return add({std::int64_t{value}}); }
  bool Int64(std::int64_t value) { return add({value}); }
  bool Uint64(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(INT64_MAX)) return add({static_cast<std::int64_t>(value)});
    return add({static_cast<double>(value)});
  }
  bool Double(double value) { return add({value}); }
  bool String(const char* text, rapidjson::SizeType size, bool) { return add({std::string(text, size)}); }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    keys_.back().assign(text, size);
    return true;
  }
  bool StartObject() { return open({JsonObject{}}); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool StartArray() { return open({JsonArray{}}); }
  bool EndArray(rapidjson::SizeType) { return close(); }

  JsonValue take() { return std::move(root_); }

 private:
  bool open(JsonValue container) {
    if (open_.size() >= kMaxDepth) return false;
    open_.push_back(std::move(container));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    JsonValue done = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return add(std::move(done));
  }
  bool add(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* array = std::get_if<JsonArray>(&open_.back().data)) {
      array->push_back(std::move(value));
    } else {
      std::get<JsonObject>(open_.back().data).emplace_back(std::move(keys_.back()), std::move(value));
    }
    return true;
  }

  std::vector<JsonValue> open_;
  std::vector<std::string> keys_;
  JsonValue root_;
};

}  // namespace

std::optional<double> JsonValue::number() const {
  if (const auto* whole = std::get_if<std::int64_t>(&data)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&data)) return *real;
  return std::nullopt;
}

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto* members = object();
  if (members == nullptr) return nullptr;
  for (const auto& [name, value] : *members) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string_view JsonValue::string_at(std::string_view key) const {
  const JsonValue* member = find(key);
  const std::string* text = member == nullptr ? nullptr : member->string();
  return text == nullptr ? std::string_view{} : std::string_view(*text);
}

Result<JsonValue> parse_json(std::string_view text) {
  TreeBuilder builder;
  rapidjson::Reader reader;
  rapidjson::MemoryStream stream(text.data(), text.size());
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, builder);
  if (parsed.IsError()) {
    const bool too_deep = parsed.Code() == rapidjson::kParseErrorTermination;
    return Error{too_deep ? "JSON nests too deeply" : std::string("not JSON: ") + rapidjson::GetParseError_En(parsed.Code()),
                 "byte " + std::to_string(parsed.Offset()), ""};
  }
  return builder.take();
}

std::string to_json(const JsonValue& value) { return std::move(JsonWriter().value(value)).take(); }

struct JsonWriter::State {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) {}
JsonWriter::~JsonWriter() = default;
JsonWriter::JsonWriter(JsonWriter&&) noexcept = default;
JsonWriter& JsonWriter::operator=(JsonWriter&&) noexcept = default;

JsonWriter& JsonWriter::begin_object() { state_->writer.StartObject(); return *this; }
JsonWriter& JsonWriter::end_object() { state_->writer.EndObject(); return *this; }
JsonWriter& JsonWriter::begin_array() { state_->writer.StartArray(); return *this; }
JsonWriter& JsonWriter::end_array() { state_->writer.EndArray(); return *this; }
JsonWriter& JsonWriter::integer(std::int64_t value) { state_->writer.Int64(value); return *this; }
JsonWriter& JsonWriter::boolean(bool value) { state_->writer.Bool(value); return *this; }
JsonWriter& JsonWriter::null() { state_->writer.Null(); return *this; }

JsonWriter& JsonWriter::key(std::string_view name) {
  state_->writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
  if (is_valid_utf8(value)) {
    state_->writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  } else {
    const std::string mended = to_valid_utf8(value);
    state_->writer.String(mended.data(), static_cast<rapidjson::SizeType>(mended.size()));
  }
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  constexpr double kExact = 9007199254740992.0;
  if (!std::isfinite(value)) return null();
  if (std::trunc(value) == value && std::fabs(value) < kExact) return integer(static_cast<std::int64_t>(value));
  state_->writer.Double(value);
  return *this;
}

JsonWriter& JsonWriter::value(const JsonValue& value) {
  if (value.is_null()) return null();
  if (const auto* truth = value.boolean()) return boolean(*truth);
  if (const auto* whole = value.integer()) return integer(*whole);
  if (const auto* real = std::get_if<double>(&value.data)) return number(*real);
  if (const auto* text = value.string()) return string(*text);
  if (const auto* items = value.array()) {
    begin_array();
    for (const JsonValue& item : *items) this->value(item);
    return end_array();
  }
  begin_object();
  for (const auto& [name, member] : *value.object()) key(name).value(member);
  return end_object();
}

JsonWriter& JsonWriter::member(std::string_view name, std::string_view value) {
  return value.empty() ? *this : key(name).string(value);
}

std::string JsonWriter::take() {
  std::string text(state_->buffer.GetString(), state_->buffer.GetSize());
  state_->buffer.Clear();
  state_->writer.Reset(state_->buffer);
  return text;
}

}  // namespace tradewire::base
