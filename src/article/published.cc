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
constexpr int kApart = 3;         // divides the trust in what stands in a footer, a sidebar, a teaser or a quotation
constexpr int kUpdated = 45;      // named as that of a modification
constexpr int kNearTitle = 8;
constexpr int kBare = 10;         // a text that is little more than a date
constexpr NodeId kNear = 80;      // nodes behind the headline
constexpr NodeId kNearBefore = 12;
constexpr NodeId kBeside = 25;    // nodes behind the headline in which no other article is expected, unless a paragraph
constexpr std::uint32_t kLead = 80;  // as long as this comes before
constexpr int kShown = kText + kBare + kNearTitle;  // the least that makes a date beside the headline the reader's
constexpr std::size_t kLongestText = 300;
constexpr std::size_t kLongestLabel = 40;
constexpr std::size_t kLongestElement = 120;
constexpr base::UnixTime kFirstTime = 631152000;  // 1990
constexpr int kScript = 40;       // below a marked date, above a bare one

bool is_figure(char c) { return c >= '0' && c <= '9'; }

class PublishedFinder {
 public:
  PublishedFinder(const PageView& page, const StructuredData& data, const std::vector<std::string_view>& scripts, std::string_view url)
      : page_(page), doc_(page.document), data_(data), scripts_(scripts), url_(url) {
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
    if (headline_ != kNoNode) {
      beside_end_ = headline_ + 1;
      while (beside_end_ < doc_.size() && beside_end_ < headline_ + kBeside && (doc_[beside_end_].tag != Tag::kText || page_[beside_end_].length < kLead)) ++beside_end_;
    }
    if (ends_in_day_first_place(url)) order_ = DayOrder::kDayFirst;
  }

  std::string run() {
    const auto in_url = date_of_url(url_);
    std::optional<WrittenDate> told = first_of(data_.published);
    if (!told) told = from_meta();
    if (told) {
      read_headline();
      return reconciled(*told, in_url);
    }
    if (in_url) offer(*in_url, kUrl);
    read_body(0, doc_.size());
    if (best_trust_ < kScript) {
      if (auto found = first_of(date_in_scripts(scripts_, page_.patterns.words("script_published")))) offer(*found, kScript);
    }
    return best_ ? own_day(*best_, in_url) : std::string();
  }

 private:
  // "www.example.co.uk" counts the day first, although its language may also be written the other way.
  bool ends_in_day_first_place(std::string_view url) const {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return false;
    const std::string_view host = url.substr(scheme + 3, url.find_first_of("/?#:", scheme + 3) - scheme - 3);
    const std::vector<std::string>& ends = page_.patterns.words("day_first_hosts");
    return std::any_of(ends.begin(), ends.end(), [&](const std::string& end) { return host.ends_with(end); });
  }

  // The first date of a text that is not said to be of a modification. A short text may be seconds or milliseconds since 1970.
  std::optional<WrittenDate> first_of(std::string_view text) const {
    text = base::trim(text);
    if (text.size() < 6 || text.size() > kLongestText || std::none_of(text.begin(), text.end(), is_figure)) return std::nullopt;
    if ((text.size() == 10 || text.size() == 13) && std::all_of(text.begin(), text.end(), is_figure)) {
      const base::UnixTime time = std::stoll(std::string(text.substr(0, 10)));
      if (time <= kFirstTime) return std::nullopt;
      WrittenDate made{{}, base::to_rfc3339(time), 0, text.size()};
      if (const auto day = base::parse_iso_date(made.iso)) made.day = *day;
      return made;
    }
    std::size_t before = 0;
    for (WrittenDate& date : find_dates(text, page_.patterns, order_)) {
      if (!is_update(text.substr(before, date.start - before))) return std::move(date);
      before = date.end;
    }
    return std::nullopt;
  }

  // Whether the words before a date say that it is of a modification and not of the publication.
  bool is_update(std::string_view label) const {
    if (label.size() < 4) return false;
    const std::string folded = base::fold_case(label);
    return has_word("says_updated", folded) && !has_word("says_published", folded);
  }

  bool has_word(std::string_view list, std::string_view folded) const {
    const std::vector<std::string>& words = page_.patterns.words(list);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return folded.find(word) != std::string_view::npos; });
  }

  // A time in UTC may lie on another day than the publisher's own, which the URL shows.
  static std::string own_day(const WrittenDate& told, const std::optional<WrittenDate>& other) {
    const bool is_utc = told.iso.ends_with('Z') || told.iso.ends_with("+00:00");
    return other && is_utc && std::abs(base::to_days(told.day) - base::to_days(other->day)) == 1 ? other->iso : told.iso;
  }

  // What the page tells machines is often the day of the last change; the day that it shows its readers beside the
  // headline is then the earlier one. It also tells whether 11/01/2023 is in November.
  std::string reconciled(const WrittenDate& told, const std::optional<WrittenDate>& in_url) const {
    if (in_url) return own_day(told, in_url);
    if (!shown_) return told.iso;
    const base::Date turned{told.day.year, told.day.day, told.day.month};
    if (told.is_ambiguous && shown_->day == turned) return shown_->iso;
    return shown_->day < told.day ? shown_->iso : told.iso;
  }

  std::optional<WrittenDate> from_meta() const {
    const std::vector<std::string>& names = page_.patterns.words("meta_published");
    std::optional<WrittenDate> best;
    std::size_t rank = names.size();
    for (NodeId id = 0; id < doc_.size(); ++id) {
      if (doc_[id].tag != Tag::kMeta) continue;
      for (const AttributeName attribute : {AttributeName::kProperty, AttributeName::kName, AttributeName::kItemprop, AttributeName::kHttpEquiv}) {
        const std::string_view name = doc_.attribute(id, attribute);
        if (name.empty()) continue;
        const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), base::fold_case(name)) - names.begin());
        if (at >= rank) continue;
        if (auto found = first_of(doc_.attribute(id, AttributeName::kContent))) {
          best = std::move(found);
          rank = at;
        }
      }
    }
    return best;
  }

  void offer(WrittenDate date, int trust) {
    if (trust <= best_trust_) return;
    best_ = std::move(date);
    best_trust_ = trust;
  }

  bool holds_headline(NodeId id) const { return headline_ != kNoNode && id < headline_ && headline_ < doc_[id].end; }

  bool is_apart(NodeId id) const {
    const bool beside = id > headline_ && id < beside_end_;
    for (; id != kNoNode; id = doc_[id].parent) {
      const std::uint32_t hints = page_[id].hints;
      if (!beside && (hints & kHintRelated) != 0 && (hints & kHintKeep) == 0) return true;
      switch (doc_[id].tag) {
        case Tag::kFooter: case Tag::kAside: case Tag::kNav: case Tag::kBlockquote: case Tag::kFigure: return true;
        // The site's own head; the teaser of another article.
        case Tag::kHeader: case Tag::kArticle:
          if (headline_ != kNoNode && !beside && !holds_headline(id) && !within_article_of_headline(id)) return true;
          break;
        default: break;
      }
    }
    return false;
  }

  // An article's head or body may be an element beside the one that holds the headline.
  bool within_article_of_headline(NodeId id) const {
    for (id = doc_[id].parent; id != kNoNode; id = doc_[id].parent) {
      if (doc_[id].tag == Tag::kArticle) return holds_headline(id);
    }
    return false;
  }

  bool is_named_updated(NodeId id) const {
    for (int up = 0; up < 3 && id != kNoNode; ++up, id = doc_[id].parent) {
      if ((page_[id].hints & kHintUpdated) != 0) return true;
    }
    return false;
  }

  // "Updated" in the element before: <span>Updated</span> <time>9 April 2020</time>.
  bool is_labelled_updated(NodeId id) const {
    for (NodeId at = id; at > doc_.body() && at + 6 > id; --at) {
      const Node& before = doc_[at - 1];
      if (before.tag != Tag::kText || page_[at - 1].length < 3) continue;
      return before.text.size() <= kLongestLabel && is_update(before.text);
    }
    return false;
  }

  bool is_near_headline(NodeId id) const {
    return headline_ != kNoNode && id + kNearBefore > headline_ && id < headline_ + kNear;
  }

  int trust_of(NodeId id, int base) const {
    if (is_apart(id)) base /= kApart;
    if (is_named_updated(id)) base -= kUpdated;
    if (is_near_headline(id)) base += kNearTitle;
    return std::max(base, +kLeast);
  }

  std::optional<WrittenDate> date_of_element(NodeId id) const {
    const std::string text = page_[id].length > kLongestElement ? std::string() : flat_text(doc_, id);
    for (const AttributeName name : {AttributeName::kDatetime, AttributeName::kContent, AttributeName::kDataTime, AttributeName::kTitle}) {
      // "Updated: 9 April" as the text of an element whose attribute tells the date.
      if (auto found = first_of(doc_.attribute(id, name))) return is_update(text) ? std::nullopt : std::move(found);
    }
    return first_of(text);
  }

  static bool is_exact(std::string_view name) {
    return name.find("datePublished") != std::string_view::npos || name.find("published") != std::string_view::npos || name.find("pubdate") != std::string_view::npos;
  }

  void read_body(NodeId first, NodeId last) {
    for (NodeId id = first; id < last && best_trust_ < kExact; ++id) {
      const Node& node = doc_[id];
      if (node.tag == Tag::kText) {
        if (id > doc_.body()) read_text(id);
        continue;
      }
      if (node.attribute_count > 0 || node.tag == Tag::kTime) read_element(id);
    }
  }

  void read_element(NodeId id) {
    const Node& node = doc_[id];
    const std::string_view itemprop = doc_.attribute(id, AttributeName::kItemprop);
    if (node.tag == Tag::kMeta && itemprop.empty()) return;
    const bool exact = is_exact(itemprop) || is_exact(doc_.attribute(id, AttributeName::kProperty)) ||
                       (node.tag == Tag::kTime && doc_.has_attribute(id, AttributeName::kPubdate)) ||
                       (is_exact(doc_.attribute(id, AttributeName::kClass)) && page_[id].length < 60);
    const bool marked = (page_[id].hints & kHintDate) != 0 && page_[id].length < kLongestElement;
    if (!exact && !marked && node.tag != Tag::kTime) return;
    if (itemprop == "dateModified") return;
    const int base = exact ? kExact - kNearTitle : node.tag == Tag::kTime ? kTime : kMarked;
    if (base + kNearTitle <= best_trust_) return;
    auto found = date_of_element(id);
    if (found && !is_labelled_updated(id)) offer(std::move(*found), trust_of(id, base));
  }

  void read_text(NodeId id) {
    const std::string_view text = doc_[id].text;
    if (best_trust_ >= kSaid + kNearTitle || text.size() > kLongestText || page_[id].length < 6) return;
    auto found = first_of(text);
    if (!found || is_labelled_updated(id)) return;
    // A text that is little more than the date, or says what it is.
    int base = kText;
    const bool opens = text.size() < kLongestElement && base::trim(text.substr(0, found->start)).empty();
    const bool in_prose = page_[page_[id].block].own_length > kLongestElement;
    if (!in_prose && (opens || text.size() - (found->end - found->start) < kLongestLabel)) {
      base = has_word("says_published", base::fold_case(text)) ? +kSaid : kText + kBare;
    }
    const int trust = trust_of(id, base);
    offer(std::move(*found), trust);
  }

  // The date that readers see beside the headline.
  void read_headline() {
    if (headline_ == kNoNode) return;
    read_body(std::max(doc_.body(), headline_ < kNearBefore ? 0 : headline_ - kNearBefore), std::min(doc_.size(), headline_ + kNear));
    if (best_trust_ >= kShown) shown_ = best_;
  }

  const PageView& page_;
  const Document& doc_;
  const StructuredData& data_;
  const std::vector<std::string_view>& scripts_;
  std::string_view url_;
  DayOrder order_ = DayOrder::kDayFirst;
  NodeId headline_ = kNoNode;
  NodeId beside_end_ = 0;
  std::optional<WrittenDate> best_;
  int best_trust_ = 0;
  std::optional<WrittenDate> shown_;
};

}  // namespace

std::string find_published(const PageView& page, const StructuredData& data, const std::vector<std::string_view>& scripts, std::string_view url) {
  return PublishedFinder(page, data, scripts, url).run();
}

}  // namespace tradewire::article
