#include "article/prescan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "article/markup_names.h"

namespace tradewire::article {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

bool equal_folded(std::string_view text, std::string_view lower_case) {
  return text.size() == lower_case.size() &&
         std::equal(text.begin(), text.end(), lower_case.begin(), [](char a, char b) { return lower(a) == b; });
}

std::size_t find_folded(std::string_view text, std::string_view lower_case, std::size_t from) {
  while (true) {
    const void* hit = from < text.size() ? std::memchr(text.data() + from, lower_case[0], text.size() - from) : nullptr;
    if (hit == nullptr) return std::string_view::npos;
    from = static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
    if (equal_folded(text.substr(from, lower_case.size()), lower_case)) return from;
    ++from;
  }
}

// Elements whose whole content is left out.
constexpr std::array<std::string_view, 14> kSilent{"script", "style",  "svg",    "noscript", "template", "iframe", "textarea",
                                                   "canvas", "object", "select", "datalist", "noembed",  "math",   "xmp"};

bool is_silent(std::string_view name) {
  return std::any_of(kSilent.begin(), kSilent.end(), [&](std::string_view s) { return equal_folded(name, s); });
}

// Elements without content or whose end tag is commonly left out: they do not count for the depth.
constexpr std::array<std::string_view, 27> kUncounted{
    "area", "base", "br", "col", "embed", "hr", "img",    "input", "link", "meta", "param", "source", "track", "wbr",
    "p",    "li",   "dt", "dd",  "td",    "th", "option", "tr",    "html", "body", "head",  "tbody",  "thead"};

bool is_counted(std::string_view name) {
  return name.size() > 8 ||
         std::none_of(kUncounted.begin(), kUncounted.end(), [&](std::string_view s) { return equal_folded(name, s); });
}

// The elements that a parser opens again in every later block until they are closed.
constexpr std::array<std::string_view, 14> kFormatting{"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"};

bool is_formatting(std::string_view name) {
  return name.size() <= 6 && std::any_of(kFormatting.begin(), kFormatting.end(), [&](std::string_view s) { return equal_folded(name, s); });
}

constexpr std::size_t kMostScripts = 64;
constexpr std::size_t kLongestTarget = 120;  // of a link: enough to tell whose page it leads to

struct AttributeView {
  std::string_view name;
  std::string_view value;
  char quote = 0;
};

class Scanner {
 public:
  Scanner(std::string_view page, const PrescanLimits& limits) : limits_(limits), page_(page) {}

  Prescanned run() {
    if (page_.size() > limits_.bytes) {
      page_ = page_.substr(0, limits_.bytes);
      warn("cut at " + std::to_string(limits_.bytes >> 20U) + " MiB");
    }
    out_.markup.reserve(page_.size() / 2 + 64);
    while (at_ < page_.size() && !stop_) {
      const void* hit = std::memchr(page_.data() + at_, '<', page_.size() - at_);
      const std::size_t tag = hit == nullptr ? page_.size() : static_cast<std::size_t>(static_cast<const char*>(hit) - page_.data());
      copy_text(page_.substr(at_, tag - at_));
      at_ = tag;
      if (at_ < page_.size()) markup();
    }
    return std::move(out_);
  }

 private:
  void warn(std::string text) {
    if (std::find(out_.warnings.begin(), out_.warnings.end(), text) == out_.warnings.end()) out_.warnings.push_back(std::move(text));
  }

  // A run of blanks is one: a line end when it holds one. The parser takes each character of a text for itself.
  void copy_text(std::string_view text) {
    std::size_t start = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (!is_blank(text[i]) || !is_blank(text[i + 1])) continue;
      copy_bytes(text.substr(start, i - start));
      bool line_end = false;
      for (; i < text.size() && is_blank(text[i]); ++i) line_end = line_end || text[i] == '\n';
      out_.markup.push_back(line_end ? '\n' : ' ');
      start = i--;
    }
    copy_bytes(text.substr(start));
  }

  void copy_bytes(std::string_view text) {
    if (text.empty() || std::memchr(text.data(), 0, text.size()) == nullptr) {
      out_.markup.append(text);
      return;
    }
    std::copy_if(text.begin(), text.end(), std::back_inserter(out_.markup), [](char c) { return c != 0; });
  }

  void markup() {
    const char next = at_ + 1 < page_.size() ? page_[at_ + 1] : 0;
    if (is_letter(next)) {
      start_tag();
    } else if (next == '/') {
      end_tag();
    } else if (next == '!' || next == '?') {
      declaration();
    } else {
      // The last of a run is written as a reference, lest what follows it once more is left out makes it a tag.
      std::size_t run = 1;
      while (next == '<' && at_ + run + 1 < page_.size() && page_[at_ + run + 1] == '<') ++run;
      out_.markup.append(run - 1, '<');
      out_.markup.append("&lt;");
      at_ += run;
    }
  }

  void declaration() {
    const std::string_view rest = page_.substr(at_);
    if (rest.substr(0, 4) == "<!--") {
      // "<!-->" and "<!--->" are whole comments.
      std::size_t end = page_.find("-->", at_ + 2);
      if (end != std::string_view::npos && end < at_ + 4 && page_.substr(at_, 5) != "<!-->" && page_.substr(at_, 6) != "<!--->") {
        end = page_.find("-->", at_ + 4);
      }
      at_ = end == std::string_view::npos ? page_.size() : end + 3;
      return;
    }
    const std::size_t end = page_.find('>', at_);
    const std::size_t stop = end == std::string_view::npos ? page_.size() : end + 1;
    if (rest.size() > 9 && equal_folded(rest.substr(2, 7), "doctype")) out_.markup.append("<!DOCTYPE html>");
    at_ = stop;
  }

  std::string_view tag_name(std::size_t from) const {
    std::size_t end = from;
    while (end < page_.size() && !is_blank(page_[end]) && page_[end] != '>' && page_[end] != '/') ++end;
    return page_.substr(from, end - from);
  }

  void end_tag() {
    const std::string_view name = tag_name(at_ + 2);
    const std::size_t end = page_.find('>', at_);
    at_ = end == std::string_view::npos ? page_.size() : end + 1;
    if (name.empty() || !is_letter(name[0]) || name.size() > 64) return;
    if (is_counted(name) && !close(name)) return;
    out_.markup.append("</").append(name).push_back('>');
  }

  // Pops the innermost open element of that name. False when its start tag was left out.
  bool close(std::string_view name) {
    const std::size_t reach = open_.size() > 64 ? open_.size() - 64 : 0;
    for (std::size_t i = open_.size(); i > reach; --i) {
      if (open_[i - 1].size() == name.size() && equal_names(open_[i - 1], name)) {
        if (is_formatting(name)) {
          // What was opened inside stays open.
          open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i) - 1);
          --formatting_;
        } else {
          for (std::size_t inner = i - 1; inner < open_.size(); ++inner) {
            if (is_formatting(open_[inner])) --formatting_;
          }
          open_.resize(i - 1);
        }
        return true;
      }
    }
    if (unopened_ > 0) {
      --unopened_;
      return false;
    }
    return true;
  }

  static bool equal_names(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
  }

  void start_tag() {
    const std::size_t start = at_;
    const std::string_view name = tag_name(at_ + 1);
    const std::size_t mark = out_.markup.size();
    out_.markup.push_back('<');
    out_.markup.append(name);
    at_ += 1 + name.size();
    bool is_json_ld = false;
    const bool silent = is_silent(name);
    const bool self_closed = attributes(name, silent ? &is_json_ld : nullptr);
    if (at_ > page_.size()) {  // the page ends within the tag
      out_.markup.resize(mark);
      at_ = page_.size();
      return;
    }
    if (silent) {
      out_.markup.resize(mark);
      skip_silent(name, is_json_ld, self_closed);
      return;
    }
    if (is_needless(name, mark)) {
      out_.markup.resize(mark);
      return;
    }
    if (name.size() > 64 || equal_folded(name, "plaintext") || std::memchr(name.data(), 0, name.size()) != nullptr) {
      out_.markup.resize(mark);
      return;
    }
    // Each block costs the parser the formatting elements that it opens again.
    elements_ += 1 + (formatting_ > 4 ? formatting_ : 0);
    if (elements_ > limits_.elements) {
      out_.markup.resize(mark);
      warn("cut at " + std::to_string(limits_.elements) + " elements");
      stop_ = true;
      return;
    }
    if (is_counted(name)) {
      const bool formatting = is_formatting(name);
      if (open_.size() >= limits_.depth || (formatting && formatting_ >= limits_.formatting)) {
        out_.markup.resize(mark);
        ++unopened_;
        warn("nesting cut at " + std::to_string(open_.size() >= limits_.depth ? limits_.depth : limits_.formatting) + " elements");
        return;
      }
      if (!self_closed || formatting) {
        open_.push_back(page_.substr(start + 1, name.size()));
        if (formatting) ++formatting_;
      }
    }
    out_.markup.append(self_closed ? "/>" : ">");
  }

  // Void elements that say nothing of the text. Of the links in the head, only the canonical one does.
  bool is_needless(std::string_view name, std::size_t mark) const {
    if (equal_folded(name, "img") || equal_folded(name, "source")) return true;
    return equal_folded(name, "link") && find_folded(std::string_view(out_.markup).substr(mark), "canonical", 0) == std::string_view::npos;
  }

  // Copies the attributes that later steps read, up to the end of the tag. Returns whether it closed itself.
  bool attributes(std::string_view element, bool* is_json_ld) {
    std::size_t count = 0;
    while (true) {
      while (at_ < page_.size() && (is_blank(page_[at_]) || page_[at_] == '/')) ++at_;
      if (at_ >= page_.size()) {
        at_ = page_.size() + 1;
        return false;
      }
      if (page_[at_] == '>') {
        const bool closed = page_[at_ - 1] == '/';
        ++at_;
        return closed;
      }
      std::optional<AttributeView> attribute = next_attribute();
      if (!attribute) return false;
      if (is_json_ld != nullptr) {
        if (equal_folded(attribute->name, "type") && find_folded(attribute->value, "ld+json", 0) != std::string_view::npos) *is_json_ld = true;
      } else if (is_wanted(element, *attribute)) {
        if (count == limits_.attributes) {
          warn("cut at " + std::to_string(limits_.attributes) + " attributes");
        } else {
          copy_attribute(*attribute);
        }
        ++count;
      }
    }
  }

  static bool is_wanted(std::string_view element, AttributeView& attribute) {
    const std::string_view value = attribute.value;
    switch (attribute_name(attribute.name)) {
      case AttributeName::kOther: return false;
      case AttributeName::kStyle: return value.find("none") != std::string_view::npos || value.find("hidden") != std::string_view::npos;
      case AttributeName::kName: return equal_folded(element, "meta");
      // Read for dates alone.
      case AttributeName::kTitle: return value.find_first_of("0123456789") != std::string_view::npos;
      case AttributeName::kHref:
        if (equal_folded(element, "a")) attribute.value = value.substr(0, kLongestTarget);
        return true;
      default: return true;
    }
  }

  void copy_attribute(const AttributeView& attribute) {
    out_.markup.push_back(' ');
    out_.markup.append(attribute.name);
    if (attribute.value.empty()) return;
    const char quote = attribute.quote == 0 ? '"' : attribute.quote;
    out_.markup.push_back('=');
    out_.markup.push_back(quote);
    // An unquoted value may hold the quote that now encloses it.
    if (attribute.quote == 0 && attribute.value.find('"') != std::string_view::npos) {
      for (const char c : attribute.value) c == '"' ? void(out_.markup.append("&quot;")) : out_.markup.push_back(c);
    } else {
      copy_bytes(attribute.value);
    }
    out_.markup.push_back(quote);
  }

  std::optional<AttributeView> next_attribute() {
    AttributeView attribute;
    const std::size_t start = at_;
    ++at_;  // a leading "=" belongs to the name
    while (at_ < page_.size() && !is_blank(page_[at_]) && page_[at_] != '=' && page_[at_] != '>' && page_[at_] != '/') ++at_;
    attribute.name = page_.substr(start, at_ - start);
    std::size_t value = at_;
    while (value < page_.size() && is_blank(page_[value])) ++value;
    if (value >= page_.size() || page_[value] != '=') return attribute;
    ++value;
    while (value < page_.size() && is_blank(page_[value])) ++value;
    if (value >= page_.size()) {
      at_ = page_.size() + 1;
      return std::nullopt;
    }
    if (page_[value] == '"' || page_[value] == '\'') {
      attribute.quote = page_[value];
      const std::size_t end = page_.find(attribute.quote, value + 1);
      if (end == std::string_view::npos) {
        at_ = page_.size() + 1;
        return std::nullopt;
      }
      attribute.value = page_.substr(value + 1, end - value - 1);
      at_ = end + 1;
      return attribute;
    }
    at_ = value;
    while (at_ < page_.size() && !is_blank(page_[at_]) && page_[at_] != '>') ++at_;
    attribute.value = page_.substr(value, at_ - value);
    return attribute;
  }

  void skip_silent(std::string_view name, bool is_json_ld, bool self_closed) {
    // In HTML only foreign elements close themselves.
    if (self_closed && (equal_folded(name, "svg") || equal_folded(name, "math"))) return;
    const std::size_t start = at_;
    std::size_t end = start;
    while (true) {
      const void* hit = end < page_.size() ? std::memchr(page_.data() + end, '<', page_.size() - end) : nullptr;
      if (hit == nullptr) {
        at_ = page_.size();
        return;
      }
      end = static_cast<std::size_t>(static_cast<const char*>(hit) - page_.data());
      const std::size_t after = end + 2 + name.size();
      if (after <= page_.size() && page_[end + 1] == '/' && equal_names(page_.substr(end + 2, name.size()), name) &&
          (after == page_.size() || is_blank(page_[after]) || page_[after] == '>' || page_[after] == '/')) {
        break;
      }
      ++end;
    }
    if (end > start && equal_folded(name, "script")) {
      auto& kept = is_json_ld ? out_.json_ld : out_.scripts;
      if (kept.size() < kMostScripts) kept.push_back(page_.substr(start, end - start));
    }
    const std::size_t close = page_.find('>', end);
    at_ = close == std::string_view::npos ? page_.size() : close + 1;
  }

  PrescanLimits limits_;
  std::string_view page_;
  std::size_t at_ = 0;
  std::size_t elements_ = 0;
  std::size_t unopened_ = 0;  // start tags left out whose end tags are still to come
  std::size_t formatting_ = 0;  // open elements that are formatting
  bool stop_ = false;
  std::vector<std::string_view> open_;
  Prescanned out_;
};

}  // namespace

Prescanned prescan(std::string_view page, const PrescanLimits& limits) { return Scanner(page, limits).run(); }

}  // namespace tradewire::article
