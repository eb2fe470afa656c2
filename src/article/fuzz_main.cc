// Any bytes are a page: the whole stage under libFuzzer. The first byte chooses the Content-Type that comes with it.
#include <array>
#include <cstdint>
#include <cstdlib>

#include "article/article.h"
#include "base/unicode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tradewire;
  static constexpr std::array<const char*, 8> kTypes{"", "text/html; charset=utf-8", "text/html; charset=gb18030", "text/html; charset=iso-2022-jp",
                                                     "text/html; charset=big5", "text/html; charset=euc-jp", "text/html; charset=utf-16le", "text/html; charset=x"};
  if (size == 0) return 0;
  const std::string_view page(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto article = article::extract_article(page, {"https://news.example/2024/03/12/a", kTypes[data[0] % kTypes.size()]});
  if (article) {
    if (!base::is_valid_utf8(article->text) || article->text.empty()) std::abort();
    (void)article::to_json(*article, "fuzz");
  }
  (void)article::article_of_text(page);
  return 0;
}
