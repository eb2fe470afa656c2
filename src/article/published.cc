// The choice among the dates of a page: structured data, meta elements, time elements, the URL, visible text.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "article/dates.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

// What speaks for a date in the page's body. The order of the groups is that of trust: marked as the date of
// publication, a time element, the URL, an element named for dates, other text.
enum Trust : int { kExact = 100, kTime = 70, kUrl = 60, kMarked = 50, kSaid = 45, kText = 20, kLeast = 1 };
constexpr int kApart = 35;        // in a footer, a sidebar or a list of other articles
constexpr int kUpdated = 45;      // said to be of a modification
constexpr int kNearTitle = 8;
constexpr NodeId kNear = 80;      // nodes behind the headline
constexpr std::size_t kLongestText = 300;

class PublishedFinder {
 public:
  PublishedFinder(const PageView& page, const StructuredData& data, std::string_view url)
      : page_(page), doc_(page.document), data_(data), url_(url) {
    std::string_view language;
    for (NodeId id = 0; id < doc_.size() && id < 3; ++id) {
      if (doc_[id].tag == Tag::kHtml) language = doc_.attribute(id, AttributeName::kLang);
    }
    const auto& order = page_.patterns.set("month_first");
    if (order.find(base::fold_case(language)) != order.end()) order_ = DayOrder::kMonthFirst;
    for (NodeId id = 0; id < doc_.size(); ++id) {
      if (doc_[id].tag == Tag::kH1 && page_[id].length > 8) {
        headline_ = id;
        break;
      }
    }
  }

  std::string run() {
    const auto in_url = date_of_url(url_);
    std::string told = one(data_.published);
    if (told.empty()) told = from_meta();
    if (!told.empty()) return own_day(std::move(told), in_url);
    if (in_url) offer(in_url->iso, kUrl);
    read_body();
    return own_day(std::move(best_), in_url);
  }

 private:
  std::string one(std::string_view text) const {
    text = base::trim(text);
    if (text.size() < 6 || text.size() > 200) return {};
    // Seconds or milliseconds since 1970.
    if ((text.size() == 10 || text.size() == 13) && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      const base::UnixTime time = std::stoll(std::string(text.substr(0, 10)));
      return time > 631152000 ? base::to_rfc3339(time) : std::string();
    }
    const std::vector<WrittenDate> dates = find_dates(text, page_.patterns, order_);
    return dates.empty() ? std::string() : dates.front().iso;
  }

  // A time in UTC may lie on another day than the publisher's own, which the URL shows.
  static std::string own_day(std::string told, const std::optional<WrittenDate>& in_url) {
    if (!in_url || !(told.ends_with('Z') || told.ends_with("+00:00"))) return told;
    const auto day = base::parse_iso_date(told);
    if (!day) return told;
    return std::abs(base::to_days(*day) - base::to_days(in_url->day)) == 1 ? in_url->iso : told;
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

  void offer(std::string iso, int trust) {
    if (trust <= best_trust_ || iso.empty()) return;
    best_ = std::move(iso);
    best_trust_ = trust;
  }

  bool is_apart(NodeId id) const {
    for (; id != kNoNode; id = doc_[id].parent) {
      if ((page_[id].hints & kHintRelated) != 0 && (page_[id].hints & kHintKeep) == 0) return true;
      if (doc_[id].tag == Tag::kFooter || doc_[id].tag == Tag::kAside || doc_[id].tag == Tag::kNav) return true;
    }
    return false;
  }

  bool is_updated(NodeId id) const {
    for (int up = 0; up < 3 && id != kNoNode; ++up, id = doc_[id].parent) {
      if ((page_[id].hints & kHintUpdated) != 0) return true;
    }
    return false;
  }

  int trust_of(NodeId id, int base) const {
    if (is_apart(id)) base -= kApart;
    if (is_updated(id)) base -= kUpdated;
    if (headline_ != kNoNode && id > headline_ && id < headline_ + kNear) base += kNearTitle;
    return std::max(base, +kLeast);
  }

  bool says(std::string_view list, std::string_view text) const {
    const std::string folded = base::fold_case(text.substr(0, kLongestText));
    for (const std::string& word : page_.patterns.words(list)) {
      if (folded.find(word) != std::string::npos) return true;
    }
    return false;
  }

  // "Updated: 9 April" in a short element, and nothing of a publication. A date that is only known to be of a
  // modification is none.
  bool is_said_updated(NodeId id) const {
    if (page_[id].length == 0 || page_[id].length > 120) return false;
    const std::string text = flat_text(doc_, id);
    return says("says_updated", text) && !says("says_published", text);
  }

  std::string date_of_element(NodeId id) const {
    for (const AttributeName name : {AttributeName::kDatetime, AttributeName::kContent, AttributeName::kDataTime, AttributeName::kTitle}) {
      if (std::string found = one(doc_.attribute(id, name)); !found.empty()) return found;
    }
    return page_[id].length <= 120 ? one(flat_text(doc_, id)) : std::string();
  }

  static bool is_exact(std::string_view name) {
    return name.find("datePublished") != std::string_view::npos || name.find("published") != std::string_view::npos || name.find("pubdate") != std::string_view::npos;
  }

  void read_body() {
    for (NodeId id = 0; id < doc_.size() && best_trust_ < kExact; ++id) {
      const Node& node = doc_[id];
      if (node.tag == Tag::kText) {
        if (id > doc_.body()) read_text(id);
        continue;
      }
      if (node.tag == Tag::kMeta && doc_.attribute(id, AttributeName::kItemprop).empty()) continue;
      const std::string_view itemprop = doc_.attribute(id, AttributeName::kItemprop);
      const bool exact = is_exact(itemprop) || is_exact(doc_.attribute(id, AttributeName::kProperty)) ||
                         (is_exact(doc_.attribute(id, AttributeName::kClass)) && page_[id].length < 60);
      const bool marked = (page_[id].hints & kHintDate) != 0 && page_[id].length < 120;
      if (!exact && !marked && node.tag != Tag::kTime) continue;
      if (itemprop == "dateModified") continue;
      const int base = exact ? kExact : node.tag == Tag::kTime ? kTime : kMarked;
      if (base <= best_trust_ || is_said_updated(id)) continue;
      offer(date_of_element(id), trust_of(id, exact ? base - kNearTitle : base));
    }
  }

  void read_text(NodeId id) {
    const std::string_view text = doc_[id].text;
    if (best_trust_ >= kSaid || text.size() > kLongestText || page_[id].length < 6) return;
    if (std::none_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return;
    const auto dates = find_dates(text, page_.patterns, order_);
    if (dates.empty()) return;
    // A text that is little more than the date, or says what it is.
    int base = kText;
    const bool published = says("says_published", text);
    if (!published && says("says_updated", text)) return;
    if (text.size() - (dates.front().end - dates.front().start) < 40) base += 10;
    if (published) base = kSaid;
    offer(dates.front().iso, trust_of(id, base));
  }

  const PageView& page_;
  const Document& doc_;
  const StructuredData& data_;
  std::string_view url_;
  DayOrder order_ = DayOrder::kDayFirst;
  NodeId headline_ = kNoNode;
  std::string best_;
  int best_trust_ = 0;
};

}  // namespace

std::string find_published(const PageView& page, const StructuredData& data, std::string_view url) {
  return PublishedFinder(page, data, url).run();
}

}  // namespace tradewire::article
