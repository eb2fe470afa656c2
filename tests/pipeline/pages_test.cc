// fixtures/pages/<slug>/page.html against the article and the mentions that stand beside it. scripts/fixtures writes the
// expectations anew; their change is reviewed as code.
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "article/article.h"
#include "base/file.h"
#include "base/json.h"
#include "extract/extractor.h"
#include "output/mention_json.h"
#include "pipeline/inputs.h"
#include "paths.h"

namespace tradewire::pipeline {
namespace {

const std::string kPages = source_dir() + "/fixtures/pages";

const extract::Extractor& extractor() {
  static const auto kExtractor = extract::Extractor::load({});
  return *kExtractor;
}

std::vector<std::string> slugs() {
  std::vector<std::string> found;
  for (const std::string& file : base::files_below(kPages, "/page.html")) found.push_back(file.substr(0, file.find('/')));
  return found;
}

// A mention without what changes at each edit of any rule.
std::string stable_line(const extract::Mention& mention) {
  base::JsonValue value = *base::parse_json(output::to_json(mention));
  auto& members = std::get<base::JsonObject>(value.data);
  std::erase_if(members, [](const auto& member) { return member.first == "version"; });
  return base::to_json(value) + "\n";
}

struct Produced {
  std::string article;
  std::string mentions;
};

Produced produce(const std::string& slug) {
  const std::string html = *base::read_file(kPages + "/" + slug + "/page.html");
  auto article = article::extract_article(html);
  if (!article) return {article.error().message() + "\n", ""};
  Produced produced;
  produced.article = article::to_json(*article, "page.html") + "\n";
  for (const auto& mention : extractor().extract(to_document(*std::move(article), slug))) produced.mentions += stable_line(mention);
  return produced;
}

class Pages : public testing::TestWithParam<std::string> {};

TEST_P(Pages, GivesTheArticleAndTheMentionsThatStandBesideIt) {
  const std::string folder = kPages + "/" + GetParam();
  const Produced produced = produce(GetParam());
  if (std::getenv("TRADEWIRE_REGENERATE") != nullptr) {
    ASSERT_TRUE(base::write_file(folder + "/article.json", produced.article).ok());
    ASSERT_TRUE(base::write_file(folder + "/mentions.jsonl", produced.mentions).ok());
  }
  EXPECT_EQ(produced.article, *base::read_file(folder + "/article.json"));
  EXPECT_EQ(produced.mentions, *base::read_file(folder + "/mentions.jsonl"));
}

std::string test_name(const testing::TestParamInfo<std::string>& slug) {
  std::string name = slug.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Pages, testing::ValuesIn(slugs()), test_name);

}  // namespace
}  // namespace tradewire::pipeline
