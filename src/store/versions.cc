#include "store/versions.h"

#include <algorithm>
#include <optional>

#include "base/hash.h"
#include "base/unicode.h"
#include "base/word_hashes.h"

namespace tradewire::store {
namespace {

using extract::Mention;

constexpr double kHardlyChanged = 0.7;  // of the words of both sentences

std::vector<std::uint64_t> words_of(std::string_view text) {
  std::vector<std::uint64_t> words = base::word_hashes(text);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

double shared_words(std::string_view a, std::string_view b) {
  const auto left = words_of(a);
  const auto right = words_of(b);
  std::vector<std::uint64_t> common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
  const std::size_t all = left.size() + right.size() - common.size();
  return all == 0 ? 1 : static_cast<double>(common.size()) / static_cast<double>(all);
}

bool same_words(const Mention& a, const Mention& b) {
  return a.type == b.type && a.in_title == b.in_title && a.trigger.text == b.trigger.text && a.evidence.text == b.evidence.text;
}

bool same_id(const Mention& a, const Mention& b) { return a.id == b.id && !b.superseded; }

// Gives each mention the old one whose place it takes; the first of equals goes to the first.
std::vector<std::optional<std::size_t>> pair_up(const std::vector<Mention>& mentions, const std::vector<Mention>& old, bool text_changed) {
  std::vector<std::optional<std::size_t>> pairs(mentions.size());
  std::vector<bool> used(old.size());
  std::vector<bool (*)(const Mention&, const Mention&)> measures = {same_words, says_the_same};
  if (!text_changed) measures = {same_id, same_words};
  for (const auto measure : measures) {
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      for (std::size_t k = 0; k < old.size() && !pairs[i]; ++k) {
        if (used[k] || !measure(mentions[i], old[k])) continue;
        pairs[i] = k;
        used[k] = true;
      }
    }
  }
  return pairs;
}

VersionedMentions settle(std::vector<Mention> mentions, std::vector<Mention> old, bool text_changed) {
  const auto pairs = pair_up(mentions, old, text_changed);
  std::unordered_set<std::string> ids;
  std::vector<bool> taken(old.size());
  for (const auto& pair : pairs) {
    if (pair) taken[*pair] = true;
  }
  VersionedMentions out;
  for (std::size_t k = 0; k < old.size(); ++k) {
    if (taken[k] || text_changed || old[k].superseded) ids.insert(old[k].id);
  }
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    Mention& mention = mentions[i];
    const bool judged_anew = pairs[i] && text_changed && !judged_alike(mention, old[*pairs[i]]);
    if (pairs[i]) {
      mention.id = old[*pairs[i]].id;
    } else if (ids.contains(mention.id)) {
      // The same offset as another mention of the old text: an id of its own.
      mention.id = base::sha256_hex(mention.id + " " + mention.document.sha256).substr(0, mention.id.size());
    }
    if (!pairs[i] || judged_anew) out.news.insert(mention.id);
    out.all.push_back(std::move(mention));
  }
  for (std::size_t k = 0; k < old.size(); ++k) {
    if (taken[k] || !(text_changed || old[k].superseded)) continue;
    old[k].superseded = true;
    out.all.push_back(std::move(old[k]));
  }
  return out;
}

}  // namespace

bool says_the_same(const Mention& a, const Mention& b) {
  if (same_words(a, b)) return true;
  if (a.type != b.type || a.polarity != b.polarity || a.in_title != b.in_title) return false;
  if (base::fold_case(a.trigger.text) != base::fold_case(b.trigger.text)) return false;
  return shared_words(a.evidence.text, b.evidence.text) >= kHardlyChanged;
}

bool judged_alike(const Mention& a, const Mention& b) {
  return a.status == b.status && a.modality == b.modality && a.polarity == b.polarity;
}

VersionedMentions new_version(std::vector<Mention> mentions, std::vector<Mention> old) {
  return settle(std::move(mentions), std::move(old), true);
}

VersionedMentions extracted_anew(std::vector<Mention> mentions, std::vector<Mention> old) {
  return settle(std::move(mentions), std::move(old), false);
}

}  // namespace tradewire::store
