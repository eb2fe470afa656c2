#include "article/article.h"
#include "base/json.h"

namespace tradewire::article {

std::string to_json(const Article& article, std::string_view source) {
  base::JsonWriter json;
  json.begin_object().member("schema", "tradewire.article/1").member("source", source).member("url", article.url).member("title", article.title);
  if (!article.authors.empty()) {
    json.key("authors").begin_array();
    for (const std::string& author : article.authors) json.string(author);
    json.end_array();
  }
  json.member("published", article.published).member("site", article.site).member("language", article.language);
  json.key("text").string(article.text);
  if (!article.warnings.empty()) {
    json.key("warnings").begin_array();
    for (const std::string& warning : article.warnings) json.string(warning);
    json.end_array();
  }
  json.end_object();
  return json.take();
}

}  // namespace tradewire::article
