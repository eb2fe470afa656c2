#include <algorithm>
#include <array>

#include "language/sentence.h"

namespace tradewire::language {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 17> kUposNames = {"X",    "ADJ",  "ADP",  "ADV",  "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
                                                         "NUM",  "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};
constexpr std::array<std::string_view, 52> kRelationNames = {
    "dep",       "root",     "acl",           "acl:relcl", "advcl",      "advcl:relcl", "advmod",     "amod",
    "appos",     "aux",      "aux:pass",      "case",      "cc",         "cc:preconj",  "ccomp",      "clf",
    "compound",  "compound:prt", "conj",      "cop",       "csubj",      "csubj:outer", "csubj:pass", "det",
    "det:predet", "discourse", "dislocated",  "expl",      "fixed",      "flat",        "goeswith",   "iobj",
    "list",      "mark",     "nmod",          "nmod:desc", "nmod:poss",  "nmod:unmarked", "nsubj",    "nsubj:outer",
    "nsubj:pass", "nummod",  "obj",           "obl",       "obl:agent",  "obl:unmarked", "orphan",    "parataxis",
    "punct",     "reparandum", "vocative",    "xcomp"};
static_assert(static_cast<std::size_t>(Relation::kXcomp) + 1 == kRelationNames.size());

template <std::size_t N>
std::size_t position(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

std::string_view to_string(Upos tag) { return kUposNames[static_cast<std::size_t>(tag)]; }

std::string_view to_string(Relation relation) { return kRelationNames[static_cast<std::size_t>(relation)]; }

Upos parse_upos(std::string_view name) {
  const std::size_t at = position(kUposNames, name);
  return at < kUposNames.size() ? static_cast<Upos>(at) : Upos::kX;
}

Relation parse_relation(std::string_view name) {
  const std::size_t at = position(kRelationNames, name);
  if (at < kRelationNames.size()) return static_cast<Relation>(at);
  const std::size_t base = position(kRelationNames, name.substr(0, name.find(':')));
  return base < kRelationNames.size() ? static_cast<Relation>(base) : Relation::kDep;
}

}  // namespace tradewire::language
