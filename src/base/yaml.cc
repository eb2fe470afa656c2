#include "base/yaml.h"

#include <set>

#include <yaml-cpp/yaml.h>

#include "base/file.h"

namespace tradewire::base {
namespace {

constexpr int kMaxDepth = 64;
constexpr char kVersion = 1;

YamlNode::Kind kind_of(const YAML::Node& node) {
  if (node.IsScalar()) return YamlNode::Kind::kScalar;
  if (node.IsSequence()) return YamlNode::Kind::kList;
  return node.IsMap() ? YamlNode::Kind::kMap : YamlNode::Kind::kNull;
}

Result<YamlNode> convert(const YAML::Node& from, const std::string& name, int depth) {
  YamlNode node;
  node.kind = kind_of(from);
  node.line = static_cast<std::uint32_t>(from.Mark().line + 1);
  node.column = static_cast<std::uint32_t>(from.Mark().column + 1);
  if (depth > kMaxDepth) return Error{"YAML nests too deeply", place(name, node), "use fewer levels"};
  if (node.is_scalar()) {
    node.scalar = from.Scalar();
    node.quoted = from.Tag() == "!";
  } else if (node.is_list()) {
    for (const auto& item : from) {
      auto child = convert(item, name, depth + 1);
      if (!child) return child;
      node.items.push_back(*std::move(child));
    }
  } else if (node.is_map()) {
    std::set<std::string> seen;
    for (const auto& entry : from) {
      auto child = convert(entry.second, name, depth + 1);
      if (!child) return child;
      if (!entry.first.IsScalar()) return Error{"a key must be plain text", place(name, *child), ""};
      const std::string& key = entry.first.Scalar();
      if (!seen.insert(key).second) return Error{"the key '" + key + "' stands twice", place(name, *child), "keep one"};
      node.entries.emplace_back(key, *std::move(child));
    }
  }
  return node;
}

void put_number(std::string& out, std::uint32_t value) {  // LEB128
  while (value >= 0x80) {
    out += static_cast<char>((value & 0x7F) | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

void put_node(std::string& out, const YamlNode& node) {
  out += static_cast<char>(static_cast<int>(node.kind) | (node.quoted ? 4 : 0));
  put_number(out, node.line);
  put_number(out, node.column);
  if (node.is_scalar()) put_text(out, node.scalar);
  if (node.is_list()) {
    put_number(out, static_cast<std::uint32_t>(node.items.size()));
    for (const YamlNode& item : node.items) put_node(out, item);
  }
  if (node.is_map()) {
    put_number(out, static_cast<std::uint32_t>(node.entries.size()));
    for (const auto& [key, value] : node.entries) {
      put_text(out, key);
      put_node(out, value);
    }
  }
}

// Reads what put_node wrote; `failed` once the bytes do not fit.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  YamlNode node(int depth) {
    YamlNode out;
    const unsigned head = byte();
    if (head > 7 || depth > kMaxDepth) failed_ = true;
    out.kind = static_cast<YamlNode::Kind>(head & 3);
    out.quoted = (head & 4) != 0;
    out.line = number();
    out.column = number();
    if (out.is_scalar()) out.scalar = text();
    if (out.is_list()) {
      const std::uint32_t count = count_of();
      out.items.reserve(count);
      for (std::uint32_t i = 0; i < count && !failed_; ++i) out.items.push_back(node(depth + 1));
    }
    if (out.is_map()) {
      const std::uint32_t count = count_of();
      out.entries.reserve(count);
      for (std::uint32_t i = 0; i < count && !failed_; ++i) {
        std::string key = text();
        out.entries.emplace_back(std::move(key), node(depth + 1));
      }
    }
    return out;
  }
  unsigned byte() {
    if (at_ >= bytes_.size()) {
      failed_ = true;
      return 0;
    }
    return static_cast<unsigned char>(bytes_[at_++]);
  }
  bool failed() const { return failed_; }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  std::uint32_t number() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 32; shift += 7) {
      const unsigned b = byte();
      value |= (b & 0x7F) << shift;
      if (b < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }
  std::uint32_t count_of() {
    const std::uint32_t count = number();
    if (count > bytes_.size() - at_) failed_ = true;
    return failed_ ? 0 : count;
  }
  std::string text() {
    const std::uint32_t size = count_of();
    std::string out(bytes_.substr(at_, size));
    at_ += size;
    return out;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::vector<std::string> YamlNode::strings() const {
  if (is_scalar()) return {scalar};
  std::vector<std::string> out;
  for (const YamlNode& item : items) {
    if (item.is_scalar()) out.push_back(item.scalar);
  }
  return out;
}

Result<YamlNode> parse_yaml(std::string_view text, const std::string& name) {
  try {
    return convert(YAML::Load(std::string(text)), name, 0);
  } catch (const YAML::Exception& e) {
    const std::string at = ":" + std::to_string(e.mark.line + 1) + ":" + std::to_string(e.mark.column + 1);
    return Error{"not YAML: " + e.msg, name + at, ""};
  }
}

Result<YamlNode> read_yaml(const std::string& path) {
  auto text = read_file(path);
  if (!text) return text.error();
  return parse_yaml(*text, path);
}

std::string encode(const YamlNode& node) {
  std::string out(1, kVersion);
  put_node(out, node);
  return out;
}

Result<YamlNode> decode_yaml(std::string_view bytes) {
  Decoder decoder(bytes);
  if (decoder.byte() != kVersion) return Error{"embedded YAML of another version", "", "build again", ErrorKind::kInternal};
  YamlNode node = decoder.node(0);
  if (decoder.failed() || !decoder.at_end()) return Error{"embedded YAML is damaged", "", "build again", ErrorKind::kInternal};
  return node;
}

std::string place(const std::string& name, const YamlNode& node) {
  if (node.line == 0) return name;
  return name + ":" + std::to_string(node.line) + ":" + std::to_string(node.column);
}

}  // namespace tradewire::base
