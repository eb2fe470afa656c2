#include <algorithm>

#include "language/parser.h"

namespace tradewire::language {
namespace {

// A word of the state as the templates read it.
struct View {
  std::int32_t at = ArcHybrid::kNone;
  std::uint64_t w = 1;
  std::uint64_t p = 250;  // tag
  std::uint64_t u = 250;  // part of speech
  std::uint64_t l = 250;  // relation
  std::uint64_t lefts = 0;
  std::uint64_t rights = 0;
};

class Templates {
 public:
  Templates(const ArcHybrid& state, std::span<const ParserWord> words, FeatureList& out)
      : state_(state), words_(words), out_(out) {
    s0_ = view(state.stack(0));
    s1_ = view(state.stack(1));
    s2_ = view(state.stack(2));
    b0_ = view(state.buffer(0));
    b1_ = view(state.buffer(1));
    b2_ = view(state.buffer(2));
    s0l_ = child(s0_, true, 0);
    s0r_ = child(s0_, false, 0);
    s0l2_ = child(s0_, true, 1);
    s0r2_ = child(s0_, false, 1);
    s1l_ = child(s1_, true, 0);
    s1r_ = child(s1_, false, 0);
    s1r2_ = child(s1_, false, 1);
    b0l_ = child(b0_, true, 0);
    b0l2_ = child(b0_, true, 1);
  }

  void all() {
    out_.clear();
    single_words();
    pairs();
    triples();
    distances();
    dependents();
    attachments();
  }

 private:
  View view(std::int32_t at) const {
    if (at == ArcHybrid::kNone) return {};
    const ParserWord& word = words_[static_cast<std::size_t>(at)];
    const ArcHybrid::Node& node = state_.node(at);
    return {at, word.word, word.tag, word.upos, static_cast<std::uint64_t>(node.relation), std::min<std::uint64_t>(node.lefts, 5),
            std::min<std::uint64_t>(node.rights, 5)};
  }

  View child(const View& of, bool left, std::size_t which) const {
    if (of.at == ArcHybrid::kNone) return {};
    const ArcHybrid::Node& node = state_.node(of.at);
    return view(left ? node.left[which] : node.right[which]);
  }

  const ParserWord* source(const View& of) const { return of.at == ArcHybrid::kNone ? nullptr : &words_[static_cast<std::size_t>(of.at)]; }

  void single_words() {
    for (const View* v : {&s0_, &s1_, &b0_, &b1_}) {
      out_.add(v->w, v->p);
      out_.add(v->w);
      out_.add(v->p);
      const ParserWord* word = source(*v);
      out_.add(word ? word->suffix : 0, v->u);
      out_.add(word ? word->shape : 0, v->u);
    }
    out_.add(s2_.w, s2_.p);
    out_.add(s2_.p);
    out_.add(b2_.w, b2_.p);
    out_.add(b2_.p);
  }

  void pairs() {
    out_.add(s0_.w, s0_.p, b0_.w, b0_.p);
    out_.add(s0_.w, b0_.w, b0_.p);
    out_.add(s0_.w, s0_.p, b0_.w);
    out_.add(s0_.p, b0_.w, b0_.p);
    out_.add(s0_.w, s0_.p, b0_.p);
    out_.add(s0_.w, b0_.w);
    out_.add(s0_.p, b0_.p);
    out_.add(s1_.w, s1_.p, s0_.w, s0_.p);
    out_.add(s1_.w, s0_.w);
    out_.add(s1_.w, s1_.p, s0_.p);
    out_.add(s1_.p, s0_.w, s0_.p);
    out_.add(s1_.p, s0_.p);
    out_.add(s1_.w, s0_.p);
    out_.add(s1_.p, s0_.w);
    out_.add(s1_.p, b0_.p);
    out_.add(s1_.w, b0_.w);
    out_.add(s1_.w, b0_.p);
    out_.add(s1_.p, b0_.w);
    out_.add(b0_.p, b1_.p);
    out_.add(b0_.w, b1_.w);
    out_.add(b0_.w, b1_.p);
    out_.add(b0_.p, b1_.w);
    out_.add(s0_.w, b1_.p);
  }

  void triples() {
    out_.add(s0_.p, b0_.p, b1_.p);
    out_.add(b0_.p, b1_.p, b2_.p);
    out_.add(s1_.p, s0_.p, b0_.p);
    out_.add(s2_.p, s1_.p, s0_.p);
    out_.add(s1_.p, s0_.p, b0_.p, b1_.p);
    out_.add(s2_.p, s1_.p, s0_.p, b0_.p);
    out_.add(s1_.w, s0_.p, b0_.p);
    out_.add(s1_.p, s0_.w, b0_.p);
    out_.add(s1_.p, s0_.p, b0_.w);
    out_.add(s0_.w, b0_.p, b1_.p);
    out_.add(s0_.p, b0_.w, b1_.p);
    out_.add(s0_.p, b0_.p, b1_.w);
    out_.add(s0_.p, b0_.p, b0l_.p);
    out_.add(s0_.p, s0l_.p, b0_.p);
    out_.add(s0_.p, s0r_.p, b0_.p);
    out_.add(s1_.p, s1l_.p, s0_.p);
    out_.add(s1_.p, s1r_.p, s0_.p);
    out_.add(s1_.p, s0_.p, s0l_.p);
    out_.add(s1_.p, s0_.p, s0r_.p);
    out_.add(s0_.p, s0l_.p, s0l2_.p);
    out_.add(s0_.p, s0r_.p, s0r2_.p);
    out_.add(s1_.p, s1r_.p, s1r2_.p);
    out_.add(b0_.p, b0l_.p, b0l2_.p);
  }

  static std::uint64_t distance(const View& a, const View& b) {
    if (a.at == ArcHybrid::kNone || b.at == ArcHybrid::kNone) return 20;
    const std::int32_t d = b.at - a.at;
    return static_cast<std::uint64_t>(d <= 5 ? d : d <= 10 ? 6 : 7);
  }

  void distances() {
    const std::uint64_t near = distance(s0_, b0_);
    out_.add(near, s0_.w);
    out_.add(near, s0_.p);
    out_.add(near, b0_.w);
    out_.add(near, b0_.p);
    out_.add(near, s0_.p, b0_.p);
    out_.add(near, s0_.w, b0_.w);
    const std::uint64_t far = distance(s1_, s0_);
    out_.add(far, s1_.p, s0_.p);
    out_.add(far, s1_.w, s0_.p);
    out_.add(far, s1_.p, s0_.w);
    out_.add(far, s1_.p, s0_.p, b0_.p);
  }

  void dependents() {
    for (const View* v : {&s0_, &b0_}) {
      out_.add(v->w, v->lefts);
      out_.add(v->p, v->lefts);
    }
    for (const View* v : {&s0_, &s1_}) {
      out_.add(v->w, v->rights);
      out_.add(v->p, v->rights);
    }
    for (const View* v : {&s0l_, &s0r_, &s1l_, &s1r_, &b0l_}) {
      out_.add(v->w);
      out_.add(v->p);
      out_.add(v->l);
    }
    for (const View* v : {&s0l2_, &s0r2_, &s1r2_, &b0l2_}) {
      out_.add(v->w);
      out_.add(v->p, v->l);
    }
    out_.add(s0_.w, s0l_.l, s0l2_.l);
    out_.add(s0_.p, s0l_.l, s0l2_.l);
    out_.add(s0_.w, s0r_.l, s0r2_.l);
    out_.add(s0_.p, s0r_.l, s0r2_.l);
    out_.add(s1_.w, s1r_.l, s1r2_.l);
    out_.add(s1_.p, s1r_.l, s1r2_.l);
    out_.add(b0_.w, b0l_.l, b0l2_.l);
    out_.add(b0_.p, b0l_.l, b0l2_.l);
    out_.add(s1_.p, s0_.p, s1r_.l, s0l_.l);
    out_.add(s1_.w, s0_.p, s1r_.l);
    out_.add(s0_.p, b0_.p, s0r_.l, b0l_.l);
  }

  // Where a phrase with a preposition or a marker in front hangs.
  void attachments() {
    out_.add(s1_.w, s0l_.w);
    out_.add(s1_.p, s0l_.w, s0_.p);
    out_.add(s1_.w, s0l_.w, s0_.w);
    out_.add(s2_.w, s0l_.w);
    out_.add(s2_.p, s1_.p, s0l_.w);
    out_.add(s1_.p, s0l_.w, s0_.w);
    out_.add(s1_.p, s1l_.w, s0l_.w, s0_.p);
    out_.add(s0_.p, b0l_.w, b0_.p);
    out_.add(s0_.w, b0l_.w, b0_.p);
    out_.add(s0l_.l, s0_.p, b0_.p, s1_.p);
    out_.add(s1_.u, s0_.u, b0_.u, b1_.u);
    out_.add(s2_.u, s1_.u, s0_.u, b0_.u);
  }

  const ArcHybrid& state_;
  std::span<const ParserWord> words_;
  FeatureList& out_;
  View s0_, s1_, s2_, b0_, b1_, b2_, s0l_, s0r_, s0l2_, s0r2_, s1l_, s1r_, s1r2_, b0l_, b0l2_;
};

}  // namespace

void parser_features(const ArcHybrid& state, std::span<const ParserWord> words, FeatureList& out) {
  Templates(state, words, out).all();
}

}  // namespace tradewire::language
