// The language of a text: by the letters it is written in, then by its most frequent words.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

#include "article/metadata.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

constexpr std::size_t kSample = 3000;

enum Script { kLatin, kHan, kKana, kHangul, kCyrillic, kGreek, kArabic, kHebrew, kThai, kDevanagari, kBengali, kTamil, kTelugu, kGeorgian, kArmenian, kScripts };

Script script_of(char32_t c) {
  if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) return kLatin;
  if (c >= 0x370 && c < 0x400) return kGreek;
  if (c >= 0x400 && c < 0x530) return kCyrillic;
  if (c >= 0x530 && c < 0x590) return kArmenian;
  if (c >= 0x590 && c < 0x600) return kHebrew;
  if ((c >= 0x600 && c < 0x780) || (c >= 0xFB50 && c < 0xFE00)) return kArabic;
  if (c >= 0x900 && c < 0x980) return kDevanagari;
  if (c >= 0x980 && c < 0xA00) return kBengali;
  if (c >= 0xB80 && c < 0xC00) return kTamil;
  if (c >= 0xC00 && c < 0xC80) return kTelugu;
  if (c >= 0xE00 && c < 0xE80) return kThai;
  if (c >= 0x10A0 && c < 0x1100) return kGeorgian;
  if (c >= 0x3040 && c < 0x3100) return kKana;
  if ((c >= 0x1100 && c < 0x1200) || (c >= 0xAC00 && c < 0xD7B0)) return kHangul;
  if ((c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || c >= 0x20000) return kHan;
  return kScripts;
}

// The languages whose script is theirs alone, or nearly.
constexpr std::array<std::string_view, kScripts> kOnlyLanguage{"", "zh", "ja", "ko", "", "el", "", "he", "th", "", "bn", "ta", "te", "ka", "hy"};

std::string primary(std::string_view tag) { return base::fold_case(tag.substr(0, tag.find_first_of("-_"))); }

}  // namespace

std::string guess_language(std::string_view text, const Patterns& patterns) {
  std::array<std::uint32_t, kScripts + 1> letters{};
  std::map<std::string, std::uint32_t> words;
  std::string word;
  const std::string sample = base::to_lower(text.substr(0, kSample));
  std::uint32_t total = 0;
  for (std::size_t at = 0; at < sample.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(sample, at);
    if (base::is_letter(c)) {
      ++letters[script_of(c)];
      ++total;
      word.append(sample, start, at - start);
      continue;
    }
    if (!word.empty()) ++words[word];
    word.clear();
  }
  if (total < 20) return {};
  Script best = kLatin;
  for (int s = 0; s < kScripts; ++s) {
    if (letters[static_cast<std::size_t>(s)] > letters[best]) best = static_cast<Script>(s);
  }
  if (best == kHan && letters[kKana] * 10 > letters[kHan]) return "ja";
  if (!kOnlyLanguage[best].empty()) return std::string(kOnlyLanguage[best]);
  std::string found;
  std::uint32_t most = 2;
  for (const std::string& entry : patterns.words("frequent_words")) {
    // "en the of and ..."
    std::uint32_t hits = 0;
    const std::size_t space = entry.find(' ');
    for (std::size_t at = space + 1; at < entry.size();) {
      const std::size_t end = std::min(entry.find(' ', at), entry.size());
      const auto hit = words.find(entry.substr(at, end - at));
      if (hit != words.end()) hits += hit->second;
      at = end + 1;
    }
    if (hits > most) {
      most = hits;
      found = entry.substr(0, space);
    }
  }
  return found;
}

std::string find_language(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view text) {
  const std::string guessed = guess_language(text, page.patterns);
  std::string claimed;
  for (NodeId id = 0; id < page.document.size() && id < 4 && claimed.empty(); ++id) {
    if (page.document[id].tag == Tag::kHtml) claimed = base::trim(page.document.attribute(id, AttributeName::kLang));
  }
  if (claimed.empty()) claimed = base::trim(data.language);
  if (claimed.empty()) claimed = meta.first_of({"content-language", "language", "og:locale", "dc.language", "inlanguage"});
  const std::size_t end = claimed.find_first_of(" ,;.");
  if (end != std::string::npos) claimed.resize(end);
  for (char& c : claimed) {
    if (c == '_') c = '-';
  }
  const bool is_tag = claimed.size() >= 2 && claimed.size() <= 12 && (claimed.size() == 2 || claimed.size() == 3 || claimed.find('-') != std::string::npos);
  if (!is_tag) return guessed;
  return guessed.empty() || primary(claimed) == guessed ? claimed : guessed;
}

}  // namespace tradewire::article
