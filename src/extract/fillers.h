// Fillers: which roles a phrase may fill, and as which words: the shortest span that names the party or thing.
//
// "imports of Chinese steel from Ohio mills": the goods are "steel", whose they are is "Chinese"; events.md, section 8.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "extract/analysis.h"
#include "extract/tree.h"
#include "rules/rule_set.h"

namespace tradewire::extract {

class Fillers {
 public:
  // What is given must outlive this.
  Fillers(const Analysis& analysis, std::uint32_t sentence, const Tree& tree, const rules::RuleSet& rules);

  // The longest mention that covers the token; null when none does.
  const EntityMention* mention_at(TokenIndex i) const { return mentions_[i]; }
  // Mentions of this sentence.
  const std::vector<const EntityMention*>& mentions() const { return all_; }

  // Bits of rules::KindBit, or kThing for a noun of no kind.
  rules::KindSet kinds_of(TokenIndex head) const;
  static constexpr rules::KindSet kThing = rules::KindSet{1} << 31;

  // The first of `roles` that accepts the phrase of `head`. `wanted` narrows the kinds; 0 for the roles' own.
  std::optional<Role> role_for(const std::vector<rules::RoleId>& roles, rules::KindSet wanted, TokenIndex head, std::string_view type) const;

  // Arguments for the phrase of `head` and those coordinated with it. Empty when no role accepts it.
  std::vector<Argument> fill(const std::vector<rules::RoleId>& roles, rules::KindSet wanted, TokenIndex head, std::string_view type) const;
  // The same for one head alone.
  std::vector<Argument> fill_one(const std::vector<rules::RoleId>& roles, rules::KindSet wanted, TokenIndex head, std::string_view type) const;

  // What stands before the noun `head`, for a noun's compound and adjective slots: parties and goods in [left, head).
  std::vector<Argument> fill_before(const std::vector<rules::RoleId>& roles, rules::KindSet wanted, TokenIndex head, std::string_view type,
                                    const std::vector<TokenIndex>& taken) const;

  Argument argument(Role role, TokenIndex head) const;
  bool is_party(TokenIndex head) const;
  // The head of the noun phrase that begins at a token, by its words alone, and its end; size() when there is none.
  TokenIndex noun_phrase(TokenIndex first, TokenIndex* end) const;
  TokenIndex behind_parentheses(TokenIndex at) const;
  bool is_one_phrase(const std::vector<TokenIndex>& members) const;

 private:
  TokenRange span_of(TokenIndex head, bool drop_parties) const;
  TokenIndex restricted_end(TokenIndex head) const;
  TokenIndex left_edge(TokenIndex head, bool drop_parties) const;
  bool is_bare(TokenIndex head) const;
  TokenIndex contained(TokenIndex head) const;
  TokenIndex name_after(TokenIndex head) const;
  std::vector<TokenIndex> listed(TokenIndex head) const;
  const EntityMention* party_before(TokenIndex first) const;
  TokenIndex example_after(TokenIndex head) const;
  TokenIndex phrase_end(TokenIndex head) const;
  void fill_goods(Role role, TokenIndex head, std::string_view type, std::vector<Argument>& out, int depth) const;
  std::vector<TokenIndex> origins_below(TokenIndex head) const;
  void fill_origins(TokenIndex head, std::string_view type, std::vector<Argument>& out) const;
  std::optional<Role> origin_role(std::string_view type) const;
  bool accepts(Role role, rules::KindSet bits, bool alone) const;

  const Analysis& analysis_;
  std::uint32_t sentence_;
  const Tree& tree_;
  const rules::RuleSet& rules_;
  std::vector<const EntityMention*> mentions_;  // by token
  std::vector<const EntityMention*> all_;
};

}  // namespace tradewire::extract
