#include "extract/reference.h"

#include <algorithm>

#include "extract/entities.h"

namespace tradewire::extract {
namespace {

// What a reference asks of its antecedent.
enum class Wanted : std::uint8_t { kThing, kPlural, kMan, kWoman, kCompany, kCountry, kBloc, kBody, kPerson, kInstrument, kCommodity, kPlace };

constexpr std::uint32_t kThingWindow = 3;         // sentences back for "it"
constexpr std::uint32_t kDescriptionWindow = 12;  // and for "the company"

struct Description {
  Wanted wanted;
  List list;
};
constexpr Description kDescriptions[] = {
    {Wanted::kCompany, List::kReferenceCompany}, {Wanted::kBody, List::kReferenceBody},
    {Wanted::kCountry, List::kReferenceCountry}, {Wanted::kBloc, List::kReferenceBloc},
    {Wanted::kPerson, List::kReferencePerson},   {Wanted::kInstrument, List::kReferenceInstrument},
    {Wanted::kCommodity, List::kReferenceCommodity}};

bool is_party(EntityKind kind) { return kind <= EntityKind::kCompany; }
bool is_government(EntityKind kind) { return kind == EntityKind::kCountry || kind == EntityKind::kBloc; }

class Resolver {
 public:
  Resolver(const Gazetteer& gazetteer, const Analysis& analysis) : gazetteer_(gazetteer), analysis_(analysis) {
    from_.assign(analysis.sentences.size() + 1, analysis.entities.size());
    for (std::size_t i = analysis.entities.size(); i-- > 0;) {
      const std::uint32_t sentence = analysis.entities[i].tokens.sentence;
      if (sentence < from_.size()) from_[sentence] = i;
    }
    for (std::size_t i = from_.size() - 1; i-- > 0;) from_[i] = std::min(from_[i], from_[i + 1]);
    for (const EntityMention& mention : analysis.entities) {
      if (mention.entity != nullptr && is_government(mention.kind)) count(mention.entity);
    }
  }

  std::vector<EntityMention> resolve(std::uint32_t sentence) {
    sentence_ = sentence;
    words_ = words_of(analysis_.sentences[sentence], analysis_.text);
    std::vector<EntityMention> out;
    for (std::size_t at = 0; at < words_.size(); ++at) {
      if (words_[at].folded == 0 || covered(words_[at].token)) continue;
      const ListMask mask = gazetteer_.lists(words_[at].folded);
      if (mask == 0) continue;
      const std::size_t before = out.size();
      pronoun(at, mask, out);
      if (out.size() == before) description(at, mask, out);
      if (out.size() > before) {
        local_.push_back(out.back());
        while (at + 1 < words_.size() && words_[at + 1].token < out.back().tokens.last) ++at;
      }
    }
    local_.clear();
    return out;
  }

 private:
  void count(const Entity* entity) {
    for (auto& [known, times] : countries_) {
      if (known->id == entity->id) {
        ++times;
        return;
      }
    }
    countries_.emplace_back(gazetteer_.find(entity->id) != nullptr ? gazetteer_.find(entity->id) : entity, 1);
  }

  bool covered(std::uint32_t token) const {
    for (std::size_t i = from_[sentence_]; i < from_[sentence_ + 1]; ++i) {
      const TokenRange& range = analysis_.entities[i].tokens;
      if (token >= range.first && token < range.last) return true;
    }
    return false;
  }
  bool is(std::size_t at, List list) const {
    return at < words_.size() && words_[at].folded != 0 && (gazetteer_.lists(words_[at].folded) & bit(list)) != 0;
  }

  EntityMention make(std::size_t first, std::size_t last) const {
    EntityMention mention;
    mention.tokens = {sentence_, words_[first].token, words_[last - 1].token + 1, words_[last - 1].token};
    mention.tokens.head = head_token(analysis_.sentences[sentence_], mention.tokens.first, mention.tokens.last);
    mention.span = {words_[first].span.start, words_[last - 1].span.end};
    mention.reference = true;
    return mention;
  }
  static void refer(EntityMention& mention, const EntityMention* antecedent) {
    if (antecedent == nullptr) return;
    mention.kind = antecedent->kind;
    mention.entity = antecedent->entity;
    mention.members = antecedent->members;
    mention.metonym = antecedent->metonym;
    mention.office = antecedent->office;
  }

  void pronoun(std::size_t at, ListMask mask, std::vector<EntityMention>& out) {
    const auto has = [&](List list) { return (mask & bit(list)) != 0; };
    EntityMention mention = make(at, at + 1);
    mention.kind = EntityKind::kCountry;
    if (has(List::kPronounThing)) {
      if (empty_it(at)) return;
      refer(mention, find(Wanted::kThing, at, kThingWindow));
    } else if (has(List::kPronounMan) || has(List::kPronounWoman)) {
      mention.kind = EntityKind::kPerson;
      refer(mention, find(has(List::kPronounWoman) ? Wanted::kWoman : Wanted::kMan, at, kThingWindow + 1));
    } else if (has(List::kPronounPlural)) {
      refer(mention, find(Wanted::kPlural, at, kThingWindow));
    } else if (has(List::kPronounFirst) || has(List::kPronounFirstSingle)) {
      if (has(List::kPronounFirstSingle) && words_[at].span.size() == 1 && !words_[at].capital) return;
      first_person(mention, has(List::kPronounFirstSingle), at);
    } else if (has(List::kPronounPlace)) {
      mention.kind = EntityKind::kPlace;
      const EntityMention* place = find(Wanted::kPlace, at, kThingWindow);
      if (place == nullptr) return;
      refer(mention, place);
    } else {
      return;
    }
    out.push_back(std::move(mention));
  }

  // "It is clear that": the words after it say that it stands for nothing.
  bool empty_it(std::size_t at) const {
    const std::span<const Word> rest = std::span(words_).subspan(at + 1, std::min<std::size_t>(6, words_.size() - at - 1));
    for (const NameMatch& match : gazetteer_.match(rest)) {
      if (match.first > 0) break;
      if (match.sense.kind == SenseKind::kWord && match.sense.target == static_cast<std::uint32_t>(List::kEmptyIt)) return true;
    }
    return is(at + 1, List::kEmptyIt);
  }

  // Who says in the same sentence what was quoted: "We have permits," the maker said.
  const EntityMention* speaker_behind(std::size_t at) const {
    for (std::size_t i = from_[sentence_]; i < from_[sentence_ + 1]; ++i) {
      const EntityMention& mention = analysis_.entities[i];
      if (mention.tokens.first <= words_[at].token || mention.entity == nullptr || !is_party(mention.kind)) continue;
      for (std::size_t w = at + 1; w < words_.size(); ++w) {
        const bool next = words_[w].token == mention.tokens.last || words_[w].token + 1 == mention.tokens.first;
        if (next && is(w, List::kSaying)) return &mention;
      }
    }
    return nullptr;
  }

  void first_person(EntityMention& mention, bool single, std::size_t at) const {
    if (analysis_.official_text) {
      mention.entity = analysis_.official_author;
      if (mention.entity != nullptr) mention.kind = mention.entity->kind;
      if (mention.entity != nullptr && (!single || mention.entity->kind == EntityKind::kPerson)) return;
    }
    const EntityMention* speaker = speaker_behind(at);
    if (speaker == nullptr) speaker = find(Wanted::kPerson, at, 2, true);
    if (speaker == nullptr) return;
    if (single) {
      refer(mention, speaker);
      return;
    }
    // Who speaks for a government says "we" for it.
    const Entity* side = speaker->entity->official ? gazetteer_.country(speaker->entity->country) : nullptr;
    if (side == nullptr) {
      refer(mention, speaker);
      return;
    }
    mention.entity = side;
    mention.kind = side->kind;
    mention.metonym = true;
  }

  // "the company", "both sides", "the two countries", "the Chinese company" (the adjective is an entity of its own).
  void description(std::size_t at, ListMask mask, std::vector<EntityMention>& out) {
    const bool definite = (mask & bit(List::kDefinite)) != 0;
    const bool two_first = (mask & bit(List::kTwo)) != 0;
    if (!definite && !two_first) return;
    std::size_t noun = at + 1;
    const bool two = two_first || is(noun, List::kTwo);
    if (!two_first && two) ++noun;
    if (noun >= words_.size() || words_[noun].folded == 0) return;
    if (two && is(noun, List::kReferencePair)) {
      EntityMention mention = make(at, noun + 1);
      mention.kind = EntityKind::kCountry;
      mention.members = pair(at);
      if (mention.members.empty()) return;
      mention.kind = mention.members.front()->kind;
      out.push_back(std::move(mention));
      return;
    }
    if (!definite || two) return;
    describe(at, noun, out);
  }

  void describe(std::size_t at, std::size_t noun, std::vector<EntityMention>& out) {
    // A noun that goes on is another thing: "the company's plant" is not, "the trade talks" is.
    std::size_t end = noun + 1;
    const Description* asked = nullptr;
    for (const Description& description : kDescriptions) {
      if (is(noun, description.list)) {
        asked = &description;
        break;
      }
    }
    for (const NameMatch& match : gazetteer_.match(std::span(words_).subspan(noun, std::min<std::size_t>(4, words_.size() - noun)))) {
      if (match.first > 0) break;
      if (match.sense.kind != SenseKind::kWord || match.last < 2) continue;
      for (const Description& description : kDescriptions) {
        if (match.sense.target == static_cast<std::uint32_t>(description.list)) {
          asked = &description;
          end = noun + match.last;
        }
      }
    }
    // "the leader of the opposition" is who he is said to be, nobody named before.
    const bool described = end < words_.size() && is(end, List::kOf);
    if (asked == nullptr || goes_on(end) || described) return;
    const EntityMention* antecedent = find(asked->wanted, at, kDescriptionWindow);
    EntityMention mention = make(at, end);
    refer(mention, antecedent);
    if (antecedent == nullptr) {
      if (asked->wanted == Wanted::kBody || asked->wanted == Wanted::kCommodity || asked->wanted == Wanted::kBloc) return;
      if (asked->wanted == Wanted::kCountry) mention.entity = main_country();
      if (mention.entity == nullptr) return;
      mention.kind = mention.entity->kind;
    }
    out.push_back(std::move(mention));
  }

  // Whether a noun follows that the described one only modifies. Tags tell; without them a lower-case word of some
  // length after a noun is taken for one only when it is a known head.
  bool goes_on(std::size_t end) const {
    if (end >= words_.size() || words_[end].folded == 0) return false;
    const auto& sentence = analysis_.sentences[sentence_];
    if (!sentence.tagged) return false;
    const language::Upos tag = sentence.tokens[words_[end].token].upos;
    return (tag == language::Upos::kNoun || tag == language::Upos::kPropn) && words_[end].token == words_[end - 1].token + 1;
  }

  const Entity* main_country() const {
    const Entity* best = nullptr;
    int most = 0;
    for (const auto& [country, times] : countries_) {
      if (times > most) {
        best = country;
        most = times;
      }
    }
    return best;
  }

  // Both parties: the two governments named last before the word, else the two that the document names most.
  std::vector<const Entity*> pair(std::size_t at) const {
    std::vector<const Entity*> out;
    const auto add = [&](const EntityMention& mention) {
      if (mention.entity == nullptr) return;
      const Entity* party = mention.entity;
      if (!is_government(mention.kind)) {
        party = party->official ? gazetteer_.country(party->country) : nullptr;
      }
      if (party == nullptr || out.size() >= 2) return;
      for (const Entity* known : out) {
        if (known->id == party->id) return;
      }
      out.push_back(party);
    };
    visit_back(at, kThingWindow, [&](const EntityMention& mention, std::uint32_t) {
      add(mention);
      return out.size() >= 2;
    });
    for (std::size_t i = 0; out.size() < 2 && i < countries_.size(); ++i) {
      const bool known = !out.empty() && out.front()->id == countries_[i].first->id;
      if (!known) out.push_back(countries_[i].first);
    }
    return out.size() == 2 ? out : std::vector<const Entity*>{};
  }

  // Mentions before the word, nearest sentence first; within an earlier sentence from its start, where subjects stand, and
  // within the own sentence from the nearest back. `f` returns true to stop.
  template <typename F>
  void visit_back(std::size_t at, std::uint32_t window, F f) const {
    const std::uint32_t token = words_[at].token;
    std::vector<const EntityMention*> own;
    for (std::size_t i = from_[sentence_]; i < from_[sentence_ + 1]; ++i) {
      if (analysis_.entities[i].tokens.last <= token) own.push_back(&analysis_.entities[i]);
    }
    for (const EntityMention& mention : local_) {
      if (mention.tokens.last <= token) own.push_back(&mention);
    }
    std::stable_sort(own.begin(), own.end(), [](const EntityMention* a, const EntityMention* b) { return a->tokens.first < b->tokens.first; });
    for (const EntityMention* mention : subjects_first(own, sentence_)) {
      if (f(*mention, sentence_)) return;
    }
    for (std::uint32_t back = 1; back <= window && back <= sentence_; ++back) {
      const std::uint32_t sentence = sentence_ - back;
      std::vector<const EntityMention*> earlier;
      for (std::size_t i = from_[sentence]; i < from_[sentence + 1]; ++i) earlier.push_back(&analysis_.entities[i]);
      for (const EntityMention* mention : subjects_first(earlier, sentence)) {
        if (f(*mention, sentence)) return;
      }
    }
  }

  std::vector<const EntityMention*> subjects_first(std::vector<const EntityMention*> mentions, std::uint32_t sentence) const {
    const auto& tokens = analysis_.sentences[sentence].tokens;
    if (!analysis_.sentences[sentence].parsed) return mentions;
    std::stable_sort(mentions.begin(), mentions.end(), [&](const EntityMention* a, const EntityMention* b) {
      return is_subject(tokens[a->tokens.head]) > is_subject(tokens[b->tokens.head]);
    });
    return mentions;
  }
  static bool is_subject(const language::Token& token) {
    return token.relation == language::Relation::kNsubj || token.relation == language::Relation::kNsubjPass;
  }

  const EntityMention* find(Wanted wanted, std::size_t at, std::uint32_t window, bool speaker = false) const {
    const EntityMention* best = nullptr;
    const EntityMention* second = nullptr;
    visit_back(at, window, [&](const EntityMention& mention, std::uint32_t sentence) {
      if (!fits(mention, wanted)) return false;
      if (speaker && sentence != sentence_ && best != nullptr) return true;
      // A country inside the name of its body or beside its goods is a worse antecedent of "it" than any party in full.
      if (wanted == Wanted::kThing && is_inside(mention)) {
        if (second == nullptr) second = &mention;
        return false;
      }
      best = &mention;
      return true;
    });
    return best != nullptr ? best : second;
  }

  bool is_inside(const EntityMention& mention) const {
    if (!is_government(mention.kind) || !mention.metonym) {
      for (const EntityMention& other : entities_of(analysis_, mention.tokens.sentence)) {
        if (&other != &mention && other.tokens.first <= mention.tokens.first &&
            mention.tokens.last <= other.tokens.last && other.span != mention.span) {
          return true;
        }
      }
      return false;
    }
    const std::string_view text = base::slice(analysis_.text, mention.span);
    for (const NameMatch& match : gazetteer_.match(words_of(text))) {
      if (match.first == 0 && match.sense.kind == SenseKind::kAdjective) return true;
    }
    return false;
  }

  bool fits(const EntityMention& mention, Wanted wanted) const {
    const bool plural = !mention.members.empty() || is_plural(mention);
    if (mention.entity == nullptr && mention.members.empty()) return false;
    switch (wanted) {
      case Wanted::kThing: return !plural && (mention.kind == EntityKind::kCompany || mention.kind == EntityKind::kBody || is_government(mention.kind));
      case Wanted::kPlural: return plural && is_party(mention.kind);
      case Wanted::kMan: return mention.kind == EntityKind::kPerson && !is_woman(mention);
      case Wanted::kWoman: return mention.kind == EntityKind::kPerson && (is_woman(mention) || unknown_sex(mention));
      case Wanted::kPerson: return mention.kind == EntityKind::kPerson;
      case Wanted::kCompany: return mention.kind == EntityKind::kCompany;
      case Wanted::kCountry: return mention.kind == EntityKind::kCountry && mention.entity != nullptr && mention.entity->official;
      case Wanted::kBloc: return mention.kind == EntityKind::kBloc;
      case Wanted::kBody: return mention.kind == EntityKind::kBody;
      case Wanted::kInstrument: return mention.kind == EntityKind::kInstrument;
      case Wanted::kCommodity: return mention.kind == EntityKind::kCommodity;
      case Wanted::kPlace: return mention.kind == EntityKind::kPlace || (is_government(mention.kind) && !mention.reference);
    }
    return false;
  }

  bool is_plural(const EntityMention& mention) const {
    const auto& token = analysis_.sentences[mention.tokens.sentence].tokens[mention.tokens.head];
    if (!analysis_.sentences[mention.tokens.sentence].tagged) return false;
    return is_government(mention.kind) && mention.metonym && token.features.number == language::Number::kPlur;
  }
  bool is_woman(const EntityMention& mention) const {
    if (mention.entity == nullptr) return false;
    for (const Word& word : words_of(mention.entity->name)) {
      if ((gazetteer_.lists(word.folded) & bit(List::kWoman)) != 0) return true;
    }
    return false;
  }
  // Of a person known by one name, or by names that no list has.
  bool unknown_sex(const EntityMention& mention) const {
    if (mention.entity == nullptr) return true;
    for (const Word& word : words_of(mention.entity->name)) {
      if ((gazetteer_.lists(word.folded) & bit(List::kGiven)) != 0) return false;
    }
    return true;
  }

  const Gazetteer& gazetteer_;
  const Analysis& analysis_;
  std::vector<std::size_t> from_;  // index of the first entity at or after a sentence
  std::vector<std::pair<const Entity*, int>> countries_;
  std::vector<EntityMention> local_;  // references of this sentence so far
  std::vector<Word> words_;
  std::uint32_t sentence_ = 0;
};

}  // namespace

std::vector<EntityMention> resolve_references(const Gazetteer& gazetteer, const Analysis& analysis,
                                              std::span<const std::uint32_t> sentences) {
  Resolver resolver(gazetteer, analysis);
  std::vector<EntityMention> out;
  for (const std::uint32_t sentence : sentences) {
    if (sentence >= analysis.sentences.size()) continue;
    for (EntityMention& mention : resolver.resolve(sentence)) out.push_back(std::move(mention));
  }
  return out;
}

std::vector<EntityMention> resolve_references(const Gazetteer& gazetteer, const Analysis& analysis) {
  std::vector<std::uint32_t> all(analysis.sentences.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  return resolve_references(gazetteer, analysis, all);
}

std::vector<EntityMention> merge_mentions(std::vector<EntityMention> first, std::vector<EntityMention> second) {
  const std::size_t firsts = first.size();
  for (EntityMention& mention : second) {
    const auto there = entities_of(std::span(first).first(firsts), mention.tokens.sentence);
    const bool overlaps = std::ranges::any_of(there, [&](const EntityMention& other) {
      return other.tokens.first < mention.tokens.last && mention.tokens.first < other.tokens.last;
    });
    if (!overlaps) first.push_back(std::move(mention));
  }
  std::stable_sort(first.begin(), first.end(), [](const EntityMention& a, const EntityMention& b) {
    if (a.tokens.sentence != b.tokens.sentence) return a.tokens.sentence < b.tokens.sentence;
    if (a.tokens.first != b.tokens.first) return a.tokens.first < b.tokens.first;
    return a.tokens.last > b.tokens.last;
  });
  return first;
}

const Entity* official_author_of(const Gazetteer& gazetteer, const Analysis& analysis) {
  // The first official party that the title names, else the opening's.
  const auto first_of = [&](std::string_view text) -> const Entity* {
    const std::vector<Word> words = words_of(text);
    const Entity* found = nullptr;
    std::uint32_t at = 0;
    for (const NameMatch& match : gazetteer.match(words)) {
      if (match.sense.kind > SenseKind::kPeople || match.sense.weak || (found != nullptr && match.first > at)) continue;
      const Entity& entity = gazetteer.entity(match.sense.target);
      if (!entity.official || found != nullptr) continue;
      found = gazetteer.country(entity.country) != nullptr ? gazetteer.country(entity.country) : &entity;
      at = match.first;
    }
    return found;
  };
  if (analysis.document != nullptr) {
    // A body that publishes on its own site speaks for its country; the site is the surest sign.
    if (const Entity* site = first_of(analysis.document->site)) return site;
    for (const EntityMention& mention : analysis.entities) {
      if (mention.tokens.sentence > 1) break;
      if (mention.entity != nullptr && mention.kind == EntityKind::kBody && mention.entity->official) {
        return gazetteer.country(mention.entity->country) != nullptr ? gazetteer.country(mention.entity->country) : mention.entity;
      }
    }
    for (const EntityMention& mention : analysis.entities) {
      if (mention.tokens.sentence > 5) break;
      const auto& sentence = analysis.sentences[mention.tokens.sentence];
      if (!sentence.parsed || mention.entity == nullptr || !mention.entity->official || !is_government(mention.kind)) continue;
      if (sentence.tokens[mention.tokens.head].relation == language::Relation::kNsubj) return mention.entity;
    }
    if (const Entity* title = first_of(analysis.document->title)) return title;
  }
  for (const EntityMention& mention : analysis.entities) {
    if (mention.entity != nullptr && is_government(mention.kind)) return mention.entity;
  }
  return nullptr;
}

}  // namespace tradewire::extract
