// What a loaded Gazetteer holds: the layer between gazetteer_load.cc, which fills it, and gazetteer.cc, which asks it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/gazetteer.h"

namespace tradewire::extract {

// One way of writing something, at the end of a path of the trie.
struct TrieName {
  Sense sense;
  std::uint32_t capital_mask = 0;  // word i must begin with a capital
  std::uint32_t acronym_mask = 0;  // word i must be all capitals
  std::int32_t next = -1;          // another name that ends at the same node
};

// Words to names: an open hash table of edges (node, folded word) -> node.
class NameTrie {
 public:
  void reserve(std::size_t words);
  void insert(const std::vector<Word>& words, const TrieName& name);
  // 0 when there is no such edge; the root is node 0 and nothing leads to it.
  std::uint32_t step(std::uint32_t node, std::uint32_t folded) const;
  bool may_start(std::uint32_t folded) const { return (starts_[(folded >> 6) & 2047] >> (folded & 63)) & 1; }
  // The first name that ends at a node, or -1; then along TrieName::next.
  std::int32_t first_name(std::uint32_t node) const { return first_names_[node]; }
  const TrieName& name(std::int32_t index) const { return names_[static_cast<std::size_t>(index)]; }

 private:
  struct Edge {
    std::uint64_t key = 0;
    std::uint32_t child = 0;
  };
  void grow();
  std::uint32_t child_of(std::uint32_t node, std::uint32_t folded);

  std::vector<Edge> edges_ = std::vector<Edge>(1024);
  std::size_t edge_count_ = 0;
  std::vector<std::int32_t> first_names_ = {-1};
  std::vector<TrieName> names_;
  std::array<std::uint64_t, 2048> starts_{};  // which first words there are, by the low bits of their hash
};

struct NamedClass {
  std::string name;   // "commerce-ministry"
  std::string title;  // "Ministry of Commerce"
};

struct GazetteerData {
  std::vector<Entity> entities;
  std::unordered_map<std::string_view, std::uint32_t> by_id;         // views of entities' ids
  std::unordered_map<std::string_view, std::uint32_t> by_country;    // "CN", "EU"
  NameTrie trie;
  std::vector<NamedClass> body_classes;
  std::vector<NamedClass> offices;
  std::unordered_map<std::uint32_t, ListMask> lists;                // of folded words
  std::unordered_map<std::string, std::string> default_countries;   // of offices
  std::unordered_map<std::string, std::uint32_t> class_bodies;       // "commerce-ministry/CN" -> entity
  std::deque<std::string> strings;                                   // what the tenures' views point into
  std::vector<Tenure> tenures;                                       // latest first
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_office;    // "commerce-minister/CN" -> tenures
  std::unordered_map<const Entity*, std::vector<std::uint32_t>> by_person;
  std::unordered_map<const Entity*, std::string> chapters;
};

// "2025-02-21" from "2025-02", "2025" or a day; the first day of the period, or its last.
std::optional<base::Date> parse_period(std::string_view text, bool last_day);

}  // namespace tradewire::extract
