#include "language/state_scores.h"

#include <gtest/gtest.h>

#include <random>

#include "base/embedded.h"

namespace tradewire::language {
namespace {

std::vector<ParserWord> random_words(std::size_t count, std::size_t tags, std::mt19937_64& random) {
  std::vector<ParserWord> words;
  for (std::size_t i = 0; i < count; ++i) words.push_back({random() % 50, random() % tags, random() % 17, random() % 9, random() % 9});
  words.push_back(parser_root());
  return words;
}

// The sum over all features at once.
std::vector<std::int32_t> summed_anew(const ArcHybrid& state, std::span<const ParserWord> words, const Model& model) {
  FeatureList features;
  for (const FeaturePart part : kFeatureParts) parser_features(state, words, part, features);
  std::vector<std::int32_t> scores(SparseTable::kMaxClasses, 0);
  model.parser.add(features.all(), scores.data());
  return scores;
}

TEST(StateScores, are_those_of_all_features_summed_anew_whatever_way_the_parser_takes) {
  const auto model = Model::over(base::find_embedded("models/english.model")->bytes, Model::Trust::kOwn);
  ASSERT_TRUE(model);
  std::mt19937_64 random(5);
  for (int round = 0; round < 20; ++round) {
    const auto words = random_words(12, model->tags.size(), random);
    ArcHybrid state(words.size() - 1);
    StateScores scores(words, *model);
    while (!state.done()) {
      // Some states are skipped, as the parser skips those with one way out.
      if (state.stack_size() > 0 && random() % 4 != 0) {
        const std::int32_t* found = scores.of(state);
        ASSERT_EQ(std::vector<std::int32_t>(found, found + SparseTable::kMaxClasses), summed_anew(state, words, *model));
      }
      Action action = model->actions[random() % model->actions.size()];
      while (!state.allows(action.move)) action = model->actions[random() % model->actions.size()];
      state.apply(action);
      scores.follow(action.move);
    }
  }
}

}  // namespace
}  // namespace tradewire::language
