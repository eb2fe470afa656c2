// The choice among the dates of a page: structured data, meta elements, time elements, the URL, visible text.
#include <algorithm>
#include <array>

#include "article/dates.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

class PublishedFinder {
 public:
  PublishedFinder(const PageView& page, const StructuredData& data, std::string_view url)
      : page_(page), doc_(page.document), data_(data), url_(url) {
    std::string_view language;
    for (NodeId id = 0; id < doc_.size() && id < 3; ++id) {
      if (doc_[id].tag == Tag::kHtml) language = doc_.attribute(id, AttributeName::kLang);
    }
    const std::string folded = base::fold_case(language);
    const auto& order = page_.patterns.set("month_first");
    if (order.find(folded) != order.end()) order_ = DayOrder::kMonthFirst;
  }

  std::string run() const {
    if (std::string found = one(data_.published); !found.empty()) return found;
    if (std::string found = from_meta(); !found.empty()) return found;
    if (std::string found = from_time_elements(); !found.empty()) return found;
    if (const auto found = date_of_url(url_)) return found->iso;
    if (std::string found = from_marked_elements(); !found.empty()) return found;
    return from_text();
  }

 private:
  std::string one(std::string_view text) const {
    text = base::trim(text);
    if (text.empty() || text.size() > 200) return {};
    // Seconds or milliseconds since 1970.
    if ((text.size() == 10 || text.size() == 13) && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      const base::UnixTime time = std::stoll(std::string(text.substr(0, 10)));
      return time > 631152000 ? base::to_rfc3339(time) : std::string();
    }
    const std::vector<WrittenDate> dates = find_dates(text, page_.patterns, order_);
    return dates.empty() ? std::string() : dates.front().iso;
  }

  std::string from_meta() const {
    const std::vector<std::string>& names = page_.patterns.words("meta_published");
    std::string best;
    std::size_t rank = names.size();
    for (NodeId id = 0; id < doc_.size(); ++id) {
      if (doc_[id].tag != Tag::kMeta) continue;
      for (const AttributeName attribute : {AttributeName::kProperty, AttributeName::kName, AttributeName::kItemprop, AttributeName::kHttpEquiv}) {
        const std::string_view name = doc_.attribute(id, attribute);
        if (name.empty()) continue;
        const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), base::fold_case(name)) - names.begin());
        if (at >= rank) continue;
        std::string found = one(doc_.attribute(id, AttributeName::kContent));
        if (found.empty()) continue;
        best = std::move(found);
        rank = at;
      }
    }
    return best;
  }

  bool is_apart(NodeId id, std::uint32_t hints) const {
    for (; id != kNoNode; id = doc_[id].parent) {
      if ((page_[id].hints & hints) != 0) return true;
      if (doc_[id].tag == Tag::kFooter || doc_[id].tag == Tag::kAside || doc_[id].tag == Tag::kNav) return true;
    }
    return false;
  }

  std::string date_of_element(NodeId id) const {
    for (const AttributeName name : {AttributeName::kDatetime, AttributeName::kContent, AttributeName::kDataTime, AttributeName::kTitle}) {
      if (std::string found = one(doc_.attribute(id, name)); !found.empty()) return found;
    }
    return one(flat_text(doc_, id));
  }

  std::string from_time_elements() const {
    std::string any;
    for (NodeId id = 0; id < doc_.size(); ++id) {
      const Node& node = doc_[id];
      const std::string_view itemprop = doc_.attribute(id, AttributeName::kItemprop);
      const bool exact = itemprop == "datePublished" || doc_.attribute(id, AttributeName::kProperty).ends_with("datePublished") ||
                         doc_.attribute(id, AttributeName::kClass).find("published") != std::string_view::npos;
      if (node.tag == Tag::kMeta || (node.tag != Tag::kTime && !(exact && !itemprop.empty()) && node.tag != Tag::kAbbr)) continue;
      if (itemprop == "dateModified" || is_apart(id, kHintRelated | kHintUpdated)) continue;
      std::string found = date_of_element(id);
      if (found.empty()) continue;
      if (exact) return found;
      if (any.empty()) any = std::move(found);
    }
    return any;
  }

  std::string from_marked_elements() const {
    for (NodeId id = doc_.body(); id < doc_.size(); ++id) {
      if (doc_[id].tag == Tag::kText || (page_[id].hints & kHintDate) == 0 || page_[id].length > 200) continue;
      if (is_apart(id, kHintRelated | kHintUpdated)) continue;
      if (std::string found = date_of_element(id); !found.empty()) return found;
    }
    return {};
  }

  std::string from_text() const {
    for (NodeId id = doc_.body(); id < doc_.size(); ++id) {
      if (doc_[id].tag != Tag::kText || doc_[id].text.size() > 300 || page_[id].length < 6 || is_apart(id, kHintRelated | kHintUpdated)) continue;
      const auto dates = find_dates(doc_[id].text, page_.patterns, order_);
      if (!dates.empty()) return dates.front().iso;
    }
    return {};
  }

  const PageView& page_;
  const Document& doc_;
  const StructuredData& data_;
  std::string_view url_;
  DayOrder order_ = DayOrder::kDayFirst;
};

}  // namespace

std::string find_published(const PageView& page, const StructuredData& data, std::string_view url) {
  return PublishedFinder(page, data, url).run();
}

}  // namespace tradewire::article
