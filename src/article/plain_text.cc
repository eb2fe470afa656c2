#include "article/article.h"
#include "article/metadata.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

// A headline is shorter and ends without a full stop.
constexpr std::size_t kLongestTitle = 160;

bool ends_a_sentence(std::string_view line) {
  return line.ends_with('.') || line.ends_with("。") || line.ends_with('!') || line.ends_with('"');
}

}  // namespace

Article article_of_text(std::string_view text) {
  Article article;
  const std::string valid = base::to_valid_utf8(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
  std::vector<std::string_view> lines;
  std::string_view all = valid;
  std::size_t lines_before_blank = 0;
  bool blank_seen = false;
  for (std::size_t start = 0; start < all.size();) {
    const std::size_t end = std::min(all.find('\n', start), all.size());
    const std::string_view line = base::trim(all.substr(start, end - start));
    if (!line.empty()) {
      lines.push_back(line);
      if (!blank_seen) ++lines_before_blank;
    } else if (!lines.empty()) {
      blank_seen = true;
    }
    start = end + 1;
  }
  std::size_t first = 0;
  if (lines.size() > 1 && lines[0].size() <= kLongestTitle && !ends_a_sentence(lines[0]) &&
      ((blank_seen && lines_before_blank == 1) || lines[0].size() * 2 < lines[1].size())) {
    article.title = lines[0];
    first = 1;
  }
  for (std::size_t i = first; i < lines.size(); ++i) {
    if (!article.text.empty()) article.text.push_back('\n');
    article.text.append(lines[i]);
  }
  article.language = guess_language(article.text, Patterns::built_in());
  return article;
}

}  // namespace tradewire::article
