#include "language/train/learners.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <numeric>
#include <random>

namespace tradewire::language::train {
namespace {

constexpr float kLowest = std::numeric_limits<float>::lowest();

// The order of one epoch. Not std::shuffle, whose result depends on the standard library.
void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

void report(const char* what, int epoch, std::size_t right, std::size_t all, std::size_t rows) {
  std::fprintf(stderr, "%s epoch %d: %.2f%% of %zu decisions, %zu features\n", what, epoch,
               100.0 * static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(all, 1)), all, rows);
}

}  // namespace

std::string learn_tagger(const std::vector<const TaggedSentence*>& sentences, std::size_t tags, const Schedule& schedule) {
  AveragedWeights weights;
  std::mt19937_64 random(schedule.seed);
  std::vector<std::size_t> order(sentences.size());
  std::iota(order.begin(), order.end(), 0);
  FeatureList features;
  for (int epoch = 1; epoch <= schedule.epochs; ++epoch) {
    shuffle(order, random);
    std::size_t right = 0;
    std::size_t all = 0;
    for (const std::size_t s : order) {
      const TaggedSentence& sentence = *sentences[s];
      std::vector<std::uint8_t> chosen(sentence.tags.size());
      for (std::size_t i = 0; i < chosen.size(); ++i) {
        float scores[SparseTable::kMaxClasses] = {};
        sentence.input.features(i, chosen, features);
        weights.add(features.all(), scores);
        const std::uint8_t gold = sentence.tags[i];
        const float gold_score = scores[gold];
        scores[gold] = kLowest;
        const auto other = static_cast<std::uint8_t>(std::max_element(scores, scores + tags) - scores);
        weights.tick();
        if (gold_score <= scores[other] + schedule.margin) weights.update(features.all(), gold, other);
        chosen[i] = gold_score > scores[other] ? gold : other;
        right += chosen[i] == gold;
        ++all;
      }
    }
    report("tagger", epoch, right, all, weights.size());
  }
  return SparseTable::build(weights.average(schedule.least, schedule.most));
}

std::vector<Action> collect_actions(const std::vector<const Sentence*>& sentences, std::size_t least) {
  std::map<std::pair<bool, Relation>, std::size_t> counts;
  for (const Sentence* sentence : sentences) {
    for (std::size_t i = 0; i < sentence->tokens.size(); ++i) {
      const Token& token = sentence->tokens[i];
      ++counts[{token.head < 0 || token.head > static_cast<std::int32_t>(i), token.relation}];
    }
  }
  std::vector<Action> actions = {{Move::kShift, Relation::kDep}};
  for (const auto& [key, number] : counts) {
    if (number >= least) actions.push_back({key.first ? Move::kLeft : Move::kRight, key.second});
  }
  return actions;
}

namespace {

class ParserLearner {
 public:
  ParserLearner(const std::vector<Action>& actions, const Schedule& schedule) : actions_(actions), schedule_(schedule), random_(schedule.seed) {}

  void learn(const ParsedSentence& sentence, bool explore) {
    ArcHybrid state(sentence.words.size() - 1);
    while (!state.done()) {
      std::fill_n(scores_, SparseTable::kMaxClasses, 0.0F);
      features_.clear();
      for (const FeaturePart part : kFeatureParts) parser_features(state, sentence.words, part, features_);
      weights_.add(features_.all(), scores_);
      const Choice choice = choose(state, sentence.gold);
      weights_.tick();
      if (choice.right_score <= choice.wrong_score + schedule_.margin && choice.wrong != kNothing) {
        weights_.update(features_.all(), static_cast<std::uint16_t>(choice.right), static_cast<std::uint16_t>(choice.wrong));
      }
      const bool correct = choice.wrong == kNothing || choice.right_score > choice.wrong_score;
      right_ += correct;
      ++all_;
      const bool follow = explore && random_() % 10 != 0;
      state.apply(actions_[correct || !follow ? choice.right : choice.wrong]);
    }
  }

  void run(const std::vector<ParsedSentence>& sentences) {
    std::vector<std::size_t> order(sentences.size());
    std::iota(order.begin(), order.end(), 0);
    for (int epoch = 1; epoch <= schedule_.epochs; ++epoch) {
      shuffle(order, random_);
      right_ = all_ = 0;
      for (const std::size_t s : order) learn(sentences[s], epoch > 1);
      report("parser", epoch, right_, all_, weights_.size());
    }
  }

  std::string section() const { return SparseTable::build(weights_.average(schedule_.least, schedule_.most)); }

 private:
  static constexpr std::size_t kNothing = 9999;

  // The best of the actions that the oracle accepts, and the best of the others.
  struct Choice {
    std::size_t right = kNothing;
    std::size_t wrong = kNothing;
    float right_score = kLowest;
    float wrong_score = kLowest;
  };

  Choice choose(const ArcHybrid& state, const GoldTree& gold) const {
    const Oracle oracle(state, gold);
    Choice choice;
    for (std::size_t i = 0; i < actions_.size(); ++i) {
      if (!state.allows(actions_[i].move)) continue;
      if (oracle.accepts(actions_[i])) {
        if (choice.right == kNothing || scores_[i] > choice.right_score) {
          choice.right = i;
          choice.right_score = scores_[i];
        }
      } else if (choice.wrong == kNothing || scores_[i] > choice.wrong_score) {
        choice.wrong = i;
        choice.wrong_score = scores_[i];
      }
    }
    // A relation too rare to have an action of its own: any action of the right move would do, take the best at all.
    if (choice.right == kNothing) std::swap(choice.right, choice.wrong);
    return choice;
  }

  const std::vector<Action>& actions_;
  const Schedule& schedule_;
  std::mt19937_64 random_;
  AveragedWeights weights_;
  FeatureList features_;
  float scores_[SparseTable::kMaxClasses] = {};
  std::size_t right_ = 0;
  std::size_t all_ = 0;
};

}  // namespace

std::string learn_parser(const std::vector<ParsedSentence>& sentences, const std::vector<Action>& actions, const Schedule& schedule) {
  ParserLearner learner(actions, schedule);
  learner.run(sentences);
  return learner.section();
}

}  // namespace tradewire::language::train
