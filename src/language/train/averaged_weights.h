// AveragedWeights: a multi-class averaged perceptron over hashed features (Collins 2002; Freund and Schapire 1999),
// with rows that grow as classes are touched.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "language/sparse_table.h"

namespace tradewire::language::train {

class AveragedWeights {
 public:
  AveragedWeights();

  // Adds the weights of all features to `scores`, which has SparseTable::kMaxClasses places.
  void add(std::span<const std::uint64_t> features, float* scores) const;

  // One step of learning: every feature's weight rises for `right` and falls for `wrong`.
  void update(std::span<const std::uint64_t> features, std::uint16_t right, std::uint16_t wrong, float step = 1.0F);

  // Counts a decision, right or wrong: the average is over decisions.
  void tick() { ++now_; }

  std::size_t size() const { return rows_.size(); }

  // The averaged weights of features that were updated `least` times or more; at most `most` weights, the largest.
  std::vector<WeightRow> average(std::uint32_t least, std::size_t most) const;

 private:
  struct Entry {
    float weight = 0;
    float sum = 0;   // of changes times their moment
    std::uint16_t label = 0;
  };
  struct Row {
    std::vector<Entry> entries;
    std::uint32_t updates = 0;
  };
  struct Slot {
    std::uint64_t feature = 0;  // 0 means empty
    std::uint32_t row = 0;
  };

  std::size_t find(std::uint64_t feature) const;
  Row& row_of(std::uint64_t feature);
  void grow();
  void change(Row& row, std::uint16_t label, float delta) const;

  std::vector<Slot> slots_;
  std::vector<Row> rows_;
  std::vector<std::uint64_t> features_;  // of each row
  std::uint64_t now_ = 1;
};

}  // namespace tradewire::language::train
