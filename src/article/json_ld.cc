#include "article/json_ld.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "article/html_text.h"
#include "base/json.h"

namespace tradewire::article {
namespace {

using base::JsonValue;

constexpr std::size_t kLargestScript = 2U << 20U;
constexpr int kDeepest = 24;

// Comments around the data, raw line ends inside strings and commas before a closing bracket.
std::string mend(std::string_view script) {
  std::string out;
  out.reserve(script.size());
  const std::size_t start = script.find_first_of("{[");
  const std::size_t end = script.find_last_of("}]");
  if (start == std::string_view::npos || end == std::string_view::npos || end < start) return out;
  bool in_string = false;
  for (std::size_t i = start; i <= end; ++i) {
    const char c = script[i];
    if (in_string && c == '\\' && i < end) {
      const char next = script[i + 1];
      if (std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos) out.push_back(c);
      out.push_back(next);
      ++i;
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (static_cast<unsigned char>(c) < ' ') {
      out.push_back(' ');
      continue;
    }
    if (!in_string && (c == '}' || c == ']')) {
      while (!out.empty() && (out.back() == ' ' || out.back() == ',')) out.pop_back();
    }
    out.push_back(c);
  }
  return out;
}

// The string behind `key` in a script that is beyond mending.
std::string quoted_after(std::string_view script, std::string_view key) {
  std::size_t at = script.find(key);
  if (at == std::string_view::npos) return {};
  at = script.find('"', at + key.size());
  if (at == std::string_view::npos) return {};
  const std::size_t end = script.find('"', at + 1);
  return end == std::string_view::npos || end - at > 60 ? std::string() : std::string(script.substr(at + 1, end - at - 1));
}

enum class Kind { kNone, kPage, kArticle };

Kind kind_of(std::string_view type) {
  if (type.ends_with("Article") || type.ends_with("BlogPosting") || type.ends_with("Posting") || type == "Report" || type == "Review" ||
      type == "CreativeWork" || type == "Recipe" || type == "OpinionNewsArticle") {
    return type == "JobPosting" ? Kind::kNone : Kind::kArticle;
  }
  return type == "WebPage" || type == "ItemPage" || type == "VideoObject" ? Kind::kPage : Kind::kNone;
}

class Reader {
 public:
  void read(const JsonValue& root) {
    index(root, 0);
    roots_.push_back(&root);
  }

  StructuredData finish() {
    for (const JsonValue* root : roots_) walk(*root, 0);
    merge(page_);
    data_.found = has_article_;
    return std::move(data_);
  }

 private:
  void index(const JsonValue& value, int depth) {
    if (depth > kDeepest) return;
    if (const auto* array = value.array()) {
      for (const JsonValue& item : *array) index(item, depth + 1);
    } else if (const auto* object = value.object()) {
      const std::string_view id = value.string_at("@id");
      if (!id.empty() && object->size() > 1) by_id_.try_emplace(std::string(id), &value);
      for (const auto& [key, member] : *object) index(member, depth + 1);
    }
  }

  const JsonValue& resolve(const JsonValue& value) const {
    if (const auto* object = value.object(); object != nullptr && object->size() == 1) {
      const auto found = by_id_.find(std::string(value.string_at("@id")));
      if (found != by_id_.end()) return *found->second;
    }
    return value;
  }

  static std::vector<std::string_view> types_of(const JsonValue& value) {
    std::vector<std::string_view> types;
    const JsonValue* type = value.find("@type");
    if (type == nullptr) return types;
    if (const auto* one = type->string()) types.push_back(*one);
    if (const auto* many = type->array()) {
      for (const JsonValue& item : *many) {
        if (const auto* one = item.string()) types.push_back(*one);
      }
    }
    return types;
  }

  void walk(const JsonValue& value, int depth) {
    if (depth > kDeepest) return;
    if (const auto* array = value.array()) {
      for (const JsonValue& item : *array) walk(item, depth + 1);
      return;
    }
    const auto* object = value.object();
    if (object == nullptr) return;
    Kind kind = Kind::kNone;
    for (const std::string_view type : types_of(value)) {
      kind = std::max(kind, kind_of(type));
      if (type == "WebSite" && data_.site.empty()) data_.site = decode_text(value.string_at("name"));
    }
    if (kind == Kind::kArticle && !has_article_) {
      has_article_ = true;
      StructuredData own = article(value);
      std::swap(own.site, data_.site);
      if (data_.site.empty()) std::swap(own.site, data_.site);
      const std::string site = data_.site;
      data_ = std::move(own);
      data_.site = site;
    } else if (kind == Kind::kPage && !has_page_) {
      has_page_ = true;
      page_ = article(value);
    }
    for (const auto& [key, member] : *object) {
      if (key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage" || key == "hasPart" || key == "itemListElement" || key == "item") {
        if (key != "itemListElement" || !has_article_) walk(member, depth + 1);
      }
    }
  }

  StructuredData article(const JsonValue& value) const {
    StructuredData data;
    data.headline = text_of(value, "headline");
    if (data.headline.empty()) data.headline = text_of(value, "name");
    data.published = text_of(value, "datePublished");
    if (data.published.empty()) data.published = text_of(value, "dateCreated");
    data.body = text_of(value, "articleBody");
    data.language = text_of(value, "inLanguage");
    data.url = text_of(value, "url");
    data.paid = is_false(value.find("isAccessibleForFree"));
    if (const JsonValue* publisher = value.find("publisher")) data.publisher = name_of(*publisher);
    for (const std::string_view key : {"author", "creator"}) {
      if (const JsonValue* author = value.find(key); author != nullptr && data.authors.empty()) authors(*author, data.authors, 0);
    }
    return data;
  }

  void merge(const StructuredData& page) {
    data_.paid = data_.paid || page.paid;
    if (data_.published.empty()) data_.published = page.published;
    if (data_.language.empty()) data_.language = page.language;
    if (data_.authors.empty()) data_.authors = page.authors;
    if (data_.publisher.empty()) data_.publisher = page.publisher;
    if (data_.body.empty()) data_.body = page.body;
  }

  // As a boolean, or as one of its spellings in text.
  static bool is_false(const JsonValue* value) {
    if (value == nullptr) return false;
    if (const auto* boolean = value->boolean()) return !*boolean;
    const auto* text = value->string();
    return text != nullptr && (*text == "False" || *text == "false" || text->ends_with("schema.org/False"));
  }

  static std::string text_of(const JsonValue& value, std::string_view key) {
    const JsonValue* member = value.find(key);
    if (member == nullptr) return {};
    if (const auto* array = member->array(); array != nullptr && !array->empty()) member = &array->front();
    if (const auto* text = member->string()) return decode_text(*text);
    return {};
  }

  std::string name_of(const JsonValue& given) const {
    const JsonValue& value = resolve(given);
    if (const auto* text = value.string()) return decode_text(*text);
    if (const auto* array = value.array(); array != nullptr && !array->empty()) return name_of(array->front());
    return text_of(value, "name");
  }

  void authors(const JsonValue& given, std::vector<std::string>& out, int depth) const {
    if (depth > 3) return;
    const JsonValue& value = resolve(given);
    if (const auto* array = value.array()) {
      for (const JsonValue& item : *array) authors(item, out, depth + 1);
      return;
    }
    for (const std::string_view type : types_of(value)) {
      if (type.ends_with("Organization")) return;
    }
    if (const JsonValue* name = value.find("name"); name != nullptr && name->array() != nullptr) {
      authors(*name, out, depth + 1);
      return;
    }
    std::string name = name_of(value);
    if (!name.empty()) out.push_back(std::move(name));
  }

  std::unordered_map<std::string, const JsonValue*> by_id_;
  std::vector<const JsonValue*> roots_;
  StructuredData data_;
  StructuredData page_;
  bool has_article_ = false;
  bool has_page_ = false;
};

// The string or number behind `key` where it is a member's name: "key": "value", \"key\":\"value\", key: 'value'.
// `folded` is the script in small letters.
std::string_view value_of_key(std::string_view script, std::string_view folded, std::string_view key) {
  constexpr std::string_view kBetween = "\"\\': ";
  for (std::size_t at = folded.find(key); at != std::string_view::npos; at = folded.find(key, at + 1)) {
    if (at == 0 || (kBetween.find(script[at - 1]) == std::string_view::npos && script[at - 1] != '{' && script[at - 1] != ',')) continue;
    const std::string_view rest = script.substr(at + key.size(), 60);
    const std::size_t start = rest.find_first_not_of(kBetween);
    if (start == 0 || start == std::string_view::npos || rest.substr(0, start).find(':') == std::string_view::npos) continue;
    const std::string_view value = rest.substr(start, rest.find_first_of("\"\\',}", start) - start);
    if (value.size() >= 8 && value[0] >= '0' && value[0] <= '9') return value;
  }
  return {};
}

}  // namespace

std::string date_in_scripts(const std::vector<std::string_view>& scripts, const std::vector<std::string>& keys) {
  std::size_t rank = keys.size();
  std::string best;
  for (const std::string_view script : scripts) {
    if (script.size() > kLargestScript) continue;
    std::string folded(script);
    for (char& c : folded) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    for (std::size_t i = 0; i < rank; ++i) {
      const std::string_view value = value_of_key(script, folded, keys[i]);
      if (value.empty()) continue;
      best = value;
      rank = i;
    }
  }
  return best;
}

StructuredData read_structured_data(const std::vector<std::string_view>& scripts) {
  std::vector<JsonValue> roots;
  roots.reserve(scripts.size());
  std::string published;
  for (const std::string_view script : scripts) {
    if (script.size() > kLargestScript) continue;
    base::Result<JsonValue> parsed = base::parse_json(script);
    if (!parsed) parsed = base::parse_json(mend(script));
    if (parsed) {
      roots.push_back(std::move(*parsed));
    } else if (published.empty()) {
      published = quoted_after(script, "\"datePublished\"");
    }
  }
  Reader reader;
  for (const JsonValue& root : roots) reader.read(root);
  StructuredData data = reader.finish();
  if (data.published.empty()) data.published = published;
  return data;
}

}  // namespace tradewire::article
