// Time is linear in the size of the text, also of one that is dense with acts, sources and denials.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string>

#include "extract/extractor.h"

namespace tradewire::extract {
namespace {

std::string page(int paragraphs) {
  constexpr std::array kParties{"China", "Canada", "Brazil", "India", "Japan", "Mexico"};
  constexpr std::array kGoods{"soybeans", "steel", "cars", "wine", "magnets"};
  std::string text;
  for (int i = 0; i < paragraphs; ++i) {
    const std::string party = kParties[static_cast<std::size_t>(i) % kParties.size()];
    const std::string goods = kGoods[static_cast<std::size_t>(i) % kGoods.size()];
    text += party + " imposed tariffs of " + std::to_string(5 + i % 60) + " percent on US " + goods + " on Monday. ";
    text += "Traders said " + party + " had suspended imports of " + goods + ". The ministry has not confirmed this. ";
    text += "\"We will lift the ban,\" the minister said, and " + party + " denied that it had raised the duties.\n\n";
  }
  return text;
}

double seconds_for(const Extractor& extractor, int paragraphs) {
  Document document;
  document.id = "t";
  document.published = "2025-06-15";
  document.text = page(paragraphs);
  double best = 1e9;
  for (int times = 0; times < 2; ++times) {
    const std::clock_t start = std::clock();
    EXPECT_GT(extractor.extract(document).size(), static_cast<std::size_t>(2 * paragraphs));
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return best;
}

TEST(LinearTimeTest, AFiveTimesLongerPageTakesAboutFiveTimesAsLong) {
  const auto extractor = Extractor::load();
  ASSERT_TRUE(extractor.ok()) << extractor.error().message();
  const double small = seconds_for(*extractor, 500);
  EXPECT_LT(seconds_for(*extractor, 2500), 8 * small);
}

}  // namespace
}  // namespace tradewire::extract
