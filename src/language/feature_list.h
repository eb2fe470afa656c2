// FeatureList: the hashed features of one decision. Each is a template's number combined with up to four values.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "language/hash_index.h"

namespace tradewire::language {

class FeatureList {
 public:
  static constexpr std::size_t kMax = 192;

  void clear() { size_ = 0; template_ = 0; }
  // The features to come are of the templates behind this number.
  void start(std::uint64_t number) { template_ = number; }
  void add(std::uint64_t a) { push(mix(a, next())); }
  void add(std::uint64_t a, std::uint64_t b) { push(mix(mix(a, next()), b)); }
  void add(std::uint64_t a, std::uint64_t b, std::uint64_t c) { push(mix(mix(mix(a, next()), b), c)); }
  void add(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
    push(mix(mix(mix(mix(a, next()), b), c), d));
  }
  std::span<const std::uint64_t> all() const { return {hashes_.data(), size_}; }

 private:
  std::uint64_t next() { return ++template_; }
  void push(std::uint64_t hash) { hashes_[size_++] = hash; }

  std::array<std::uint64_t, kMax> hashes_;
  std::size_t size_ = 0;
  std::uint64_t template_ = 0;
};

}  // namespace tradewire::language
