#include "extract/gazetteer.h"

#include <algorithm>

#include "extract/gazetteer_data.h"

namespace tradewire::extract {
namespace {

std::uint64_t edge_key(std::uint32_t node, std::uint32_t folded) {
  return (static_cast<std::uint64_t>(node) << 32) | folded;
}

std::size_t slot_of(std::uint64_t key, std::size_t mask) {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 20) & mask;
}

// Whether the words' capitals are those that the name asks for. An acronym of four letters and more may be written
// as a word is: "Unctad".
bool capitals_fit(const TrieName& name, std::span<const Word> words) {
  const std::size_t count = std::min<std::size_t>(words.size(), 32);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t bit = 1U << i;
    const bool needs_capital = (name.capital_mask & bit) != 0;
    const bool is_acronym = (name.acronym_mask & bit) != 0;
    if (needs_capital && !words[i].capital) return false;
    if (is_acronym && !words[i].all_capitals && words[i].span.size() < 4) return false;
  }
  return true;
}

}  // namespace

void NameTrie::reserve(std::size_t words) {
  std::size_t size = edges_.size();
  while (size < words * 2) size *= 2;
  if (size == edges_.size() || edge_count_ > 0) return;
  edges_.assign(size, Edge{});
  first_names_.reserve(words);
  names_.reserve(words);
}

void NameTrie::grow() {
  std::vector<Edge> old(edges_.size() * 2);
  old.swap(edges_);
  const std::size_t mask = edges_.size() - 1;
  for (const Edge& edge : old) {
    if (edge.child == 0) continue;
    std::size_t slot = slot_of(edge.key, mask);
    while (edges_[slot].child != 0) slot = (slot + 1) & mask;
    edges_[slot] = edge;
  }
}

std::uint32_t NameTrie::child_of(std::uint32_t node, std::uint32_t folded) {
  if (edge_count_ * 2 >= edges_.size()) grow();
  const std::uint64_t key = edge_key(node, folded);
  const std::size_t mask = edges_.size() - 1;
  std::size_t slot = slot_of(key, mask);
  while (edges_[slot].child != 0) {
    if (edges_[slot].key == key) return edges_[slot].child;
    slot = (slot + 1) & mask;
  }
  const auto child = static_cast<std::uint32_t>(first_names_.size());
  edges_[slot] = {key, child};
  ++edge_count_;
  first_names_.push_back(-1);
  return child;
}

void NameTrie::insert(const std::vector<Word>& words, const TrieName& name) {
  if (words.empty()) return;
  starts_[(words[0].folded >> 6) & 2047] |= 1ULL << (words[0].folded & 63);
  std::uint32_t node = 0;
  for (const Word& word : words) node = child_of(node, word.folded);
  names_.push_back(name);
  names_.back().next = first_names_[node];
  first_names_[node] = static_cast<std::int32_t>(names_.size() - 1);
}

std::uint32_t NameTrie::step(std::uint32_t node, std::uint32_t folded) const {
  const std::uint64_t key = edge_key(node, folded);
  const std::size_t mask = edges_.size() - 1;
  std::size_t slot = slot_of(key, mask);
  while (edges_[slot].child != 0) {
    if (edges_[slot].key == key) return edges_[slot].child;
    slot = (slot + 1) & mask;
  }
  return 0;
}

Gazetteer::Gazetteer(std::unique_ptr<GazetteerData> data) : data_(std::move(data)) {}
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

const Entity* Gazetteer::find(std::string_view id) const {
  const auto at = data_->by_id.find(id);
  return at == data_->by_id.end() ? nullptr : &data_->entities[at->second];
}

const Entity* Gazetteer::country(std::string_view code) const {
  const auto at = data_->by_country.find(code);
  return at == data_->by_country.end() ? nullptr : &data_->entities[at->second];
}

std::span<const Entity> Gazetteer::entities() const { return data_->entities; }

std::vector<NameMatch> Gazetteer::match(std::span<const Word> words, bool any_case) const {
  std::vector<NameMatch> out;
  const NameTrie& trie = data_->trie;
  std::uint32_t ends[32];
  for (std::size_t first = 0; first < words.size(); ++first) {
    if (words[first].folded == 0 || !trie.may_start(words[first].folded)) continue;
    std::size_t depth = 0;
    std::uint32_t node = 0;
    for (std::size_t at = first; at < words.size() && depth < 32; ++at) {
      if (words[at].folded == 0) break;
      node = trie.step(node, words[at].folded);
      if (node == 0) break;
      ends[depth++] = node;
    }
    for (; depth > 0; --depth) {
      for (std::int32_t i = trie.first_name(ends[depth - 1]); i >= 0; i = trie.name(i).next) {
        const TrieName& name = trie.name(i);
        if (!any_case && !capitals_fit(name, words.subspan(first, depth))) continue;
        out.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + depth), name.sense});
      }
    }
  }
  return out;
}

std::vector<const Entity*> Gazetteer::lookup(std::string_view name) const {
  std::vector<const Entity*> out;
  const std::vector<Word> words = words_of(name);
  for (const NameMatch& found : match(words, true)) {
    if (found.first != 0 || found.last != words.size() || found.sense.kind >= SenseKind::kBodyClass) continue;
    const Entity* entity = &data_->entities[found.sense.target];
    if (std::find(out.begin(), out.end(), entity) == out.end()) out.push_back(entity);
  }
  return out;
}

const Entity* Gazetteer::body(std::string_view body_class, std::string_view country) const {
  const auto at = data_->class_bodies.find(std::string(body_class) + "/" + std::string(country));
  return at == data_->class_bodies.end() ? nullptr : &data_->entities[at->second];
}

const Entity* Gazetteer::body_or_sibling(std::string_view body_class, std::string_view country) const {
  if (const Entity* own = body(body_class, country)) return own;
  constexpr std::string_view kMinistry = "-ministry";
  constexpr std::string_view kDepartment = "-department";
  for (const auto& [from, to] : {std::pair(kMinistry, kDepartment), std::pair(kDepartment, kMinistry)}) {
    if (!body_class.ends_with(from)) continue;
    return body(std::string(body_class.substr(0, body_class.size() - from.size())) + std::string(to), country);
  }
  return nullptr;
}

const Tenure* Gazetteer::holder(std::string_view office, std::string_view country, base::Date day) const {
  const auto at = data_->by_office.find(std::string(office) + "/" + std::string(country));
  if (at == data_->by_office.end()) return nullptr;
  for (const std::uint32_t index : at->second) {
    if (data_->tenures[index].covers(day)) return &data_->tenures[index];
  }
  return nullptr;
}

std::vector<const Tenure*> Gazetteer::offices(const Entity& person) const {
  std::vector<const Tenure*> out;
  const auto at = data_->by_person.find(&person);
  if (at == data_->by_person.end()) return out;
  for (const std::uint32_t index : at->second) out.push_back(&data_->tenures[index]);
  return out;
}

bool Gazetteer::family_name_first(std::string_view country) {
  return country == "CN" || country == "KR" || country == "KP" || country == "TW";
}

std::string_view Gazetteer::chapters(const Entity& commodity) const {
  const auto at = data_->chapters.find(&commodity);
  return at == data_->chapters.end() ? std::string_view() : at->second;
}

const Entity& Gazetteer::entity(std::uint32_t index) const { return data_->entities[index]; }
std::string_view Gazetteer::body_class(std::uint32_t index) const { return data_->body_classes[index].name; }
std::string_view Gazetteer::office(std::uint32_t index) const { return data_->offices[index].name; }

std::string_view Gazetteer::class_title(std::string_view name) const {
  for (const auto* classes : {&data_->body_classes, &data_->offices}) {
    for (const NamedClass& c : *classes) {
      if (c.name == name) return c.title;
    }
  }
  return {};
}

ListMask Gazetteer::lists(std::uint32_t folded) const {
  const auto at = data_->lists.find(folded);
  return at == data_->lists.end() ? 0 : at->second;
}

std::string_view Gazetteer::default_country(std::string_view office) const {
  const auto at = data_->default_countries.find(std::string(office));
  return at == data_->default_countries.end() ? std::string_view() : at->second;
}

}  // namespace tradewire::extract
