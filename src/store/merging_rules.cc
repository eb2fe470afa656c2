// Reading rules/merging.yaml.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/embedded.h"
#include "store/score.h"

namespace tradewire::store {
namespace {

using base::YamlNode;

constexpr std::string_view kFile = "rules/merging.yaml";

// Collects the first error while the file is read.
struct Reader {
  std::string name;
  std::optional<base::Error> error;

  void fail(const YamlNode& node, const std::string& what) {
    if (!error) error = base::Error{what, base::place(name, node), "see docs/store.md", base::ErrorKind::kUsage};
  }
  double number(const YamlNode& node) {
    char* end = nullptr;
    const double value = std::strtod(node.scalar.c_str(), &end);
    if (!node.is_scalar() || node.scalar.empty() || *end != '\0') fail(node, "not a number");
    return value;
  }
  double number(const YamlNode& map, std::string_view key) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) {
      fail(map, "\"" + std::string(key) + "\" is missing");
      return 0;
    }
    return number(*node);
  }
  std::int64_t whole(const YamlNode& map, std::string_view key) { return static_cast<std::int64_t>(number(map, key)); }
  void only(const YamlNode& map, std::initializer_list<std::string_view> keys) {
    for (const auto& [key, node] : map.entries) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) fail(node, "unknown key \"" + key + "\"");
    }
  }
  extract::Role role(const YamlNode& at, const std::string& word) {
    const auto role = extract::parse_word<extract::Role>(word);
    if (!role) fail(at, "unknown role \"" + word + "\"");
    return role.value_or(extract::Role::kActor);
  }
};

void read_traits(Reader& reader, const YamlNode& root, MergingRules& rules) {
  const YamlNode* traits = root.find("traits");
  if (traits == nullptr) return reader.fail(root, "\"traits\" is missing");
  for (const auto& [word, node] : traits->entries) {
    TraitWeight& weight = rules.traits[static_cast<std::size_t>(reader.role(node, word))];
    reader.only(node, {"same", "other", "kin"});
    weight.same = reader.number(node, "same");
    weight.other = reader.number(node, "other");
    if (const YamlNode* kin = node.find("kin")) weight.kin = reader.number(*kin);
  }
}

void read_windows(Reader& reader, const YamlNode& root, MergingRules& rules) {
  const YamlNode* windows = root.find("windows");
  if (windows == nullptr || windows->items.empty()) return reader.fail(root, "\"windows\" is missing");
  for (const YamlNode& node : windows->items) {
    reader.only(node, {"types", "days"});
    const YamlNode* types = node.find("types");
    rules.windows.push_back({types ? types->strings() : std::vector<std::string>{}, reader.whole(node, "days")});
  }
}

LinkRule link_rule(Reader& reader, const YamlNode& node) {
  reader.only(node, {"kind", "from", "to", "agree", "any", "days"});
  LinkRule rule;
  const YamlNode* kind = node.find("kind");
  const auto parsed = kind ? parse_link_kind(kind->scalar) : std::nullopt;
  if (!parsed) reader.fail(node, "\"kind\" is none of the kinds of links");
  rule.kind = parsed.value_or(LinkKind::kSuspends);
  if (const YamlNode* from = node.find("from")) rule.from = from->scalar;
  if (const YamlNode* to = node.find("to")) rule.to = to->strings();
  if (const YamlNode* any = node.find("any")) rule.any = any->scalar == "true";
  rule.days = reader.whole(node, "days");
  if (const YamlNode* agree = node.find("agree")) {
    for (const YamlNode& pair : agree->items) {
      const std::vector<std::string> roles = pair.strings();
      if (roles.size() != 2) reader.fail(pair, "a pair of roles is wanted");
      if (roles.size() == 2) rule.agree.emplace_back(reader.role(pair, roles[0]), reader.role(pair, roles[1]));
    }
  }
  if (rule.from.empty() || rule.to.empty() || rule.agree.empty()) reader.fail(node, "a link needs \"from\", \"to\" and \"agree\"");
  return rule;
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view word) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == word;
  if (word.substr(0, star) != pattern.substr(0, star)) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t at = star; at <= word.size(); ++at) {
    if (glob_matches(rest, word.substr(at))) return true;
  }
  return false;
}

std::int64_t MergingRules::window_days(std::string_view type) const {
  for (const Window& window : windows) {
    for (const std::string& pattern : window.types) {
      if (glob_matches(pattern, type)) return window.days;
    }
  }
  return 0;
}

bool MergingRules::is_joint(std::string_view type) const {
  return std::any_of(joint.begin(), joint.end(), [&](const std::string& pattern) { return glob_matches(pattern, type); });
}

base::Result<MergingRules> parse_merging(const YamlNode& root, const std::string& name) {
  Reader reader{name, {}};
  MergingRules rules;
  reader.only(root, {"threshold", "traits", "unresolved", "amount_tolerance", "text", "document", "copy", "regress", "regress_days",
                     "repeat", "repeat_days", "near", "far", "windows", "date_slack", "joint", "links", "ignore"});
  rules.threshold = reader.number(root, "threshold");
  rules.unresolved = reader.number(root, "unresolved");
  rules.amount_tolerance = reader.number(root, "amount_tolerance");
  rules.text = reader.number(root, "text");
  rules.document = reader.number(root, "document");
  rules.copy = reader.number(root, "copy");
  rules.regress = reader.number(root, "regress");
  rules.regress_days = reader.whole(root, "regress_days");
  rules.repeat = reader.number(root, "repeat");
  rules.repeat_days = reader.whole(root, "repeat_days");
  rules.near = reader.number(root, "near");
  rules.far = reader.number(root, "far");
  rules.date_slack = reader.whole(root, "date_slack");
  read_traits(reader, root, rules);
  read_windows(reader, root, rules);
  if (const YamlNode* joint = root.find("joint")) rules.joint = joint->strings();
  if (const YamlNode* links = root.find("links")) {
    for (const YamlNode& node : links->items) rules.links.push_back(link_rule(reader, node));
  }
  if (const YamlNode* ignore = root.find("ignore")) {
    for (const std::string& word : ignore->strings()) rules.ignore.insert(word_key(word));
  }
  if (reader.error) return *reader.error;
  return rules;
}

base::Result<MergingRules> embedded_merging() {
  const base::EmbeddedFile* file = base::find_embedded(kFile);
  if (file == nullptr) return base::Error{"the program was built without this file", std::string(kFile), "", base::ErrorKind::kInternal};
  base::Result<YamlNode> root = base::decode_yaml(file->bytes);
  if (!root) return root.error();
  return parse_merging(*root, std::string(kFile));
}

}  // namespace tradewire::store
