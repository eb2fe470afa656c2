#include "extract/select.h"

#include <algorithm>

#include "extract/arguments.h"
#include "rules/event_types.h"

namespace tradewire::extract {
namespace {

std::string_view family(std::string_view type) { return type.substr(0, type.find('.')); }

bool shares(const std::vector<TokenIndex>& a, const std::vector<TokenIndex>& b) {
  return std::ranges::any_of(a, [&](TokenIndex i) { return std::ranges::find(b, i) != b.end(); });
}

bool has_role(const Candidate& candidate, Role role) {
  return std::ranges::any_of(candidate.arguments, [&](const Argument& a) { return a.role == role; });
}

// Roles that the loser found and the winner did not.
void lend_roles(const rules::RuleSet& rules, Candidate& winner, const Candidate& loser) {
  const bool same = winner.type == loser.type;
  std::vector<Argument> lent;
  for (Argument argument : loser.arguments) {
    // "lift the Cuba embargo": whom and what the measure hits stays; who took it does not.
    if (!same && argument.role != Role::kTarget && argument.role != Role::kCommodity && argument.role != Role::kDestination && argument.role != Role::kRate) continue;
    // Whom the measure hit gains when it ends.
    const auto origin = rules.type(winner.type).origin;
    if (!same && origin && static_cast<Role>(*origin) == Role::kBeneficiary && argument.role == Role::kTarget) argument.role = Role::kBeneficiary;
    if (!rules::type_has_role(winner.type, static_cast<rules::RoleId>(argument.role))) continue;
    const bool overlaps = std::ranges::any_of(winner.arguments, [&](const Argument& a) {
      return a.tokens.first < argument.tokens.last && argument.tokens.first < a.tokens.last;
    });
    if (!overlaps && !has_role(winner, argument.role)) lent.push_back(argument);
  }
  winner.arguments.insert(winner.arguments.end(), lent.begin(), lent.end());
}

class Selection {
 public:
  Selection(std::vector<FrameMatch> matches, const Tree& tree, const rules::RuleSet& rules, std::vector<TriggerTrace>* trace)
      : matches_(std::move(matches)), tree_(tree), rules_(rules), trace_(trace), dropped_(matches_.size(), false) {
    std::stable_sort(matches_.begin(), matches_.end(), [](const FrameMatch& a, const FrameMatch& b) { return a.score > b.score; });
  }

  std::vector<Candidate> run() {
    one_frame_a_trigger();
    no_act_inside_an_act();
    give_way();
    one_act_a_clause();
    std::vector<Candidate> out;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (!dropped_[i]) out.push_back(std::move(matches_[i].candidate));
    }
    std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.trigger.first < b.trigger.first; });
    return out;
  }

 private:
  void drop(std::size_t loser, std::size_t winner, const char* why) {
    dropped_[loser] = true;
    const bool inside = std::ranges::find(matches_[winner].consumed, matches_[loser].candidate.trigger.head) != matches_[winner].consumed.end();
    if (inside || matches_[winner].candidate.type == matches_[loser].candidate.type) lend_roles(rules_, matches_[winner].candidate, matches_[loser].candidate);
    if (trace_ == nullptr || matches_[loser].candidate.rule == matches_[winner].candidate.rule) return;
    const Candidate& c = matches_[loser].candidate;
    trace_->push_back({tree_.token(c.trigger.head).span, c.rule, std::string(why) + " " + matches_[winner].candidate.rule, false});
  }

  template <typename Test>
  void drop_when(const char* why, Test loses) {
    for (std::size_t w = 0; w < matches_.size(); ++w) {
      for (std::size_t l = 0; l < matches_.size(); ++l) {
        if (w != l && !dropped_[w] && !dropped_[l] && loses(matches_[w], matches_[l], w < l)) drop(l, w, why);
      }
    }
  }

  void one_frame_a_trigger() {
    drop_when("gives way to", [](const FrameMatch& w, const FrameMatch& l, bool better) {
      if (!better) return false;
      const TokenRange& a = w.candidate.trigger;
      const TokenRange& b = l.candidate.trigger;
      const bool same_act = w.candidate.clause == l.candidate.clause && shares(w.consumed, l.consumed);
      if (!same_act && (a.last <= b.first || b.last <= a.first)) return false;
      // One verb with two objects is two acts when both asked for words of their own: "lift tariffs and export bans".
      const bool apart = family(w.candidate.type) != family(l.candidate.type) && !w.consumed.empty() && !l.consumed.empty() &&
                         !shares(w.consumed, l.consumed) && w.frame != nullptr && l.frame != nullptr &&
                         w.frame->kind == rules::TriggerKind::kVerb && l.frame->kind == rules::TriggerKind::kVerb;
      return !apart;
    });
  }

  void no_act_inside_an_act() {
    drop_when("is a part of", [](const FrameMatch& w, const FrameMatch& l, bool) {
      return std::ranges::find(w.consumed, l.candidate.trigger.head) != w.consumed.end();
    });
  }

  void give_way() {
    drop_when("tells of", [&](const FrameMatch& w, const FrameMatch& l, bool) {
      if (l.frame == nullptr || !l.frame->yields || w.candidate.trigger.head < l.candidate.trigger.head) return false;
      for (const TokenIndex c : complements(tree_, l.candidate.trigger.head)) {
        if (tree_.dominates(c, w.candidate.trigger.head)) return true;
      }
      const auto near = zone(tree_, l.candidate.trigger.head, true);
      return std::ranges::find(near, w.candidate.trigger.head) != near.end();
    });
  }

  // "announced and imposed tariffs": two verbs, one object.
  void one_act_a_clause() {
    drop_when("is the same act as", [&](const FrameMatch& w, const FrameMatch& l, bool) {
      if (w.candidate.type != l.candidate.type) return false;
      if (shares(w.consumed, l.consumed)) return w.candidate.trigger.head > l.candidate.trigger.head;
      return false;
    });
  }

  std::vector<FrameMatch> matches_;
  const Tree& tree_;
  const rules::RuleSet& rules_;
  std::vector<TriggerTrace>* trace_;
  std::vector<bool> dropped_;
};

}  // namespace

std::vector<Candidate> select(std::vector<FrameMatch> matches, const Tree& tree, const rules::RuleSet& rules, std::vector<TriggerTrace>* trace) {
  return Selection(std::move(matches), tree, rules, trace).run();
}

}  // namespace tradewire::extract
