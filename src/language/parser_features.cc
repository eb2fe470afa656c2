#include <algorithm>

#include "language/parser.h"

namespace tradewire::language {
namespace {

constexpr ParserWord kNoWord = {1, 250, 250, 0, 0};
constexpr std::uint64_t kNoRelation = 250;

// A word of the state as the templates read it.
class View {
 public:
  View() = default;
  View(std::int32_t at, const ParserWord& word, const ArcHybrid::Node& node) : at_(at), word_(&word), node_(&node) {}

  bool is_there() const { return node_ != nullptr; }
  std::int32_t at() const { return at_; }
  std::uint64_t w() const { return word_->word; }
  std::uint64_t p() const { return word_->tag; }
  std::uint64_t u() const { return word_->upos; }
  std::uint64_t suffix() const { return word_->suffix; }
  std::uint64_t shape() const { return word_->shape; }
  std::uint64_t l() const { return node_ ? static_cast<std::uint64_t>(node_->relation) : kNoRelation; }
  std::uint64_t lefts() const { return node_ ? std::min<std::uint64_t>(node_->lefts, 5) : 0; }
  std::uint64_t rights() const { return node_ ? std::min<std::uint64_t>(node_->rights, 5) : 0; }
  std::int32_t left(std::size_t which) const { return node_ ? node_->left[which] : ArcHybrid::kNone; }
  std::int32_t right(std::size_t which) const { return node_ ? node_->right[which] : ArcHybrid::kNone; }

 private:
  std::int32_t at_ = ArcHybrid::kNone;
  const ParserWord* word_ = &kNoWord;
  const ArcHybrid::Node* node_ = nullptr;
};

std::uint64_t distance(const View& a, const View& b) {
  if (!a.is_there() || !b.is_there()) return 20;
  const std::int32_t d = b.at() - a.at();
  return static_cast<std::uint64_t>(d <= 5 ? d : d <= 10 ? 6 : 7);
}

void add_word(const View& v, FeatureList& out) {
  out.add(v.w(), v.p());
  out.add(v.w());
  out.add(v.p());
  out.add(v.suffix(), v.u());
  out.add(v.shape(), v.u());
}

void add_dependent(const View& v, FeatureList& out) {
  out.add(v.w());
  out.add(v.p());
  out.add(v.l());
}

void add_inner_dependent(const View& v, FeatureList& out) {
  out.add(v.w());
  out.add(v.p(), v.l());
}

void add_labels(const View& head, const View& outer, const View& inner, FeatureList& out) {
  out.add(head.w(), outer.l(), inner.l());
  out.add(head.p(), outer.l(), inner.l());
}

void add_count(const View& head, std::uint64_t count, FeatureList& out) {
  out.add(head.w(), count);
  out.add(head.p(), count);
}

class Templates {
 public:
  Templates(const ArcHybrid& state, std::span<const ParserWord> words, FeatureList& out)
      : state_(state), words_(words), out_(out) {}

  void stack() {
    const View s0 = stack(0), s1 = stack(1), s2 = stack(2);
    add_word(s0, out_);
    add_word(s1, out_);
    out_.add(s2.w(), s2.p());
    out_.add(s2.p());
    stack_pairs(s0, s1);
    out_.add(s2.p(), s1.p(), s0.p());
    const std::uint64_t far = distance(s1, s0);
    out_.add(far, s1.p(), s0.p());
    out_.add(far, s1.w(), s0.p());
    out_.add(far, s1.p(), s0.w());
    const View s0l = view(s0.left(0)), s0l2 = view(s0.left(1));
    stack_dependents(s0, s1, s0l, s0l2);
    // Where a phrase with a preposition or a marker in front hangs.
    out_.add(s1.w(), s0l.w());
    out_.add(s1.p(), s0l.w(), s0.p());
    out_.add(s1.w(), s0l.w(), s0.w());
    out_.add(s2.w(), s0l.w());
    out_.add(s2.p(), s1.p(), s0l.w());
    out_.add(s1.p(), s0l.w(), s0.w());
    out_.add(s1.p(), view(s1.left(0)).w(), s0l.w(), s0.p());
  }

  void stack_right() {
    const View s0 = stack(0), r = view(s0.right(0)), r2 = view(s0.right(1));
    add_count(s0, s0.rights(), out_);
    add_dependent(r, out_);
    add_inner_dependent(r2, out_);
    add_labels(s0, r, r2, out_);
    out_.add(stack(1).p(), s0.p(), r.p());
    out_.add(s0.p(), r.p(), r2.p());
  }

  void buffer() {
    const View b0 = buffer(0), b1 = buffer(1), b2 = buffer(2);
    add_word(b0, out_);
    add_word(b1, out_);
    out_.add(b2.w(), b2.p());
    out_.add(b2.p());
    out_.add(b0.p(), b1.p());
    out_.add(b0.w(), b1.w());
    out_.add(b0.w(), b1.p());
    out_.add(b0.p(), b1.w());
    out_.add(b0.p(), b1.p(), b2.p());
  }

  void buffer_left() {
    const View b0 = buffer(0), l = view(b0.left(0)), l2 = view(b0.left(1));
    add_count(b0, b0.lefts(), out_);
    add_dependent(l, out_);
    add_inner_dependent(l2, out_);
    add_labels(b0, l, l2, out_);
    out_.add(b0.p(), l.p(), l2.p());
  }

  void both() {
    const View s0 = stack(0), s1 = stack(1), s2 = stack(2), b0 = buffer(0), b1 = buffer(1);
    pairs(s0, s1, b0, b1);
    triples(s0, s1, s2, b0, b1);
    const std::uint64_t near = distance(s0, b0);
    out_.add(near, s0.w());
    out_.add(near, s0.p());
    out_.add(near, b0.w());
    out_.add(near, b0.p());
    out_.add(near, s0.p(), b0.p());
    out_.add(near, s0.w(), b0.w());
    out_.add(distance(s1, s0), s1.p(), s0.p(), b0.p());
    const View s0l = view(s0.left(0)), s0r = view(s0.right(0)), b0l = view(b0.left(0));
    out_.add(s0.p(), b0.p(), b0l.p());
    out_.add(s0.p(), s0l.p(), b0.p());
    out_.add(s0.p(), s0r.p(), b0.p());
    out_.add(s0.p(), b0.p(), s0r.l(), b0l.l());
    out_.add(s0.p(), b0l.w(), b0.p());
    out_.add(s0.w(), b0l.w(), b0.p());
    out_.add(s0l.l(), s0.p(), b0.p(), s1.p());
    out_.add(s1.u(), s0.u(), b0.u(), b1.u());
    out_.add(s2.u(), s1.u(), s0.u(), b0.u());
  }

 private:
  View view(std::int32_t at) const {
    return at == ArcHybrid::kNone ? View() : View(at, words_[static_cast<std::size_t>(at)], state_.node(at));
  }
  View stack(std::size_t depth) const { return view(state_.stack(depth)); }
  View buffer(std::int32_t depth) const { return view(state_.buffer(depth)); }

  void stack_pairs(const View& s0, const View& s1) {
    out_.add(s1.w(), s1.p(), s0.w(), s0.p());
    out_.add(s1.w(), s0.w());
    out_.add(s1.w(), s1.p(), s0.p());
    out_.add(s1.p(), s0.w(), s0.p());
    out_.add(s1.p(), s0.p());
    out_.add(s1.w(), s0.p());
    out_.add(s1.p(), s0.w());
  }

  void stack_dependents(const View& s0, const View& s1, const View& s0l, const View& s0l2) {
    const View s1l = view(s1.left(0)), s1r = view(s1.right(0)), s1r2 = view(s1.right(1));
    add_count(s0, s0.lefts(), out_);
    add_count(s1, s1.rights(), out_);
    add_dependent(s0l, out_);
    add_dependent(s1l, out_);
    add_dependent(s1r, out_);
    add_inner_dependent(s0l2, out_);
    add_inner_dependent(s1r2, out_);
    add_labels(s0, s0l, s0l2, out_);
    add_labels(s1, s1r, s1r2, out_);
    out_.add(s1.p(), s1l.p(), s0.p());
    out_.add(s1.p(), s1r.p(), s0.p());
    out_.add(s1.p(), s0.p(), s0l.p());
    out_.add(s0.p(), s0l.p(), s0l2.p());
    out_.add(s1.p(), s1r.p(), s1r2.p());
    out_.add(s1.p(), s0.p(), s1r.l(), s0l.l());
    out_.add(s1.w(), s0.p(), s1r.l());
  }

  void pairs(const View& s0, const View& s1, const View& b0, const View& b1) {
    out_.add(s0.w(), s0.p(), b0.w(), b0.p());
    out_.add(s0.w(), b0.w(), b0.p());
    out_.add(s0.w(), s0.p(), b0.w());
    out_.add(s0.p(), b0.w(), b0.p());
    out_.add(s0.w(), s0.p(), b0.p());
    out_.add(s0.w(), b0.w());
    out_.add(s0.p(), b0.p());
    out_.add(s1.p(), b0.p());
    out_.add(s1.w(), b0.w());
    out_.add(s1.w(), b0.p());
    out_.add(s1.p(), b0.w());
    out_.add(s0.w(), b1.p());
  }

  void triples(const View& s0, const View& s1, const View& s2, const View& b0, const View& b1) {
    out_.add(s0.p(), b0.p(), b1.p());
    out_.add(s1.p(), s0.p(), b0.p());
    out_.add(s1.p(), s0.p(), b0.p(), b1.p());
    out_.add(s2.p(), s1.p(), s0.p(), b0.p());
    out_.add(s1.w(), s0.p(), b0.p());
    out_.add(s1.p(), s0.w(), b0.p());
    out_.add(s1.p(), s0.p(), b0.w());
    out_.add(s0.w(), b0.p(), b1.p());
    out_.add(s0.p(), b0.w(), b1.p());
    out_.add(s0.p(), b0.p(), b1.w());
  }

  const ArcHybrid& state_;
  std::span<const ParserWord> words_;
  FeatureList& out_;
};

}  // namespace

void parser_features(const ArcHybrid& state, std::span<const ParserWord> words, FeaturePart part, FeatureList& out) {
  // Templates of different parts have different numbers.
  out.start(static_cast<std::uint64_t>(part) * 64);
  Templates templates(state, words, out);
  switch (part) {
    case FeaturePart::kStack: return templates.stack();
    case FeaturePart::kStackRight: return templates.stack_right();
    case FeaturePart::kBuffer: return templates.buffer();
    case FeaturePart::kBufferLeft: return templates.buffer_left();
    case FeaturePart::kBoth: return templates.both();
  }
}

}  // namespace tradewire::language
