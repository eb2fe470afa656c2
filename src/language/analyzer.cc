#include "language/analyzer.h"

#include <algorithm>
#include <array>

#include "base/embedded.h"
#include "language/lemmatizer.h"
#include "language/model.h"
#include "language/parser.h"
#include "language/segmenter.h"
#include "language/tagger.h"

namespace tradewire::language {
namespace {

struct Language {
  std::string_view code;
  std::string_view file;
};
constexpr std::array<Language, 1> kLanguages{{{"en", "models/english.model"}}};

std::uint16_t features_of(const WordForm& form, std::uint8_t tag, const Model& model) {
  if (const auto known = model.spelling.find(mix(form.lower, tag))) return static_cast<std::uint16_t>(known - 1);
  return model.tags[tag].features;
}

// The number of the tag that a token carries: tag() chose it together with the features.
void set_tag(Token& token, std::string_view word, const WordForm& form, std::uint8_t tag, const Model& model) {
  token.tag = tag;
  token.upos = model.tags[tag].upos;
  token.features = model.features[features_of(form, tag, model)];
  token.lemma = lemma_of(word, form, tag, model);
}

void set_tags(Sentence& sentence, std::string_view text, const TaggerInput& input, const Model& model) {
  const auto tags = predict_tags(input, model);
  for (std::size_t i = 0; i < tags.size(); ++i) {
    Token& token = sentence.tokens[i];
    set_tag(token, base::slice(text, token.span), input.word(i), tags[i], model);
  }
  sentence.tagged = true;
}

// Whether a word that ends in -s or not can be of these features: "halts", "halt".
bool fits(const Features& features, Upos upos, bool ends_in_s) {
  if (upos == Upos::kVerb) {
    const bool third = features.number == Number::kSing && features.person == 3;
    return features.verb_form == VerbForm::kFin && features.tense == Tense::kPres && third == ends_in_s;
  }
  return upos != Upos::kNoun || (features.number == Number::kPlur) == ends_in_s;
}

std::vector<Group> groups_of(std::span<const Unit> units, std::size_t size) {
  std::vector<Group> groups;
  for (const Unit& unit : units) {
    const auto last = std::min<std::uint32_t>(unit.last, static_cast<std::uint32_t>(size));
    const bool in_order = groups.empty() || unit.first >= groups.back().last;
    if (in_order && unit.first + 1 < last) groups.push_back({unit.first, last});
  }
  return groups;
}

}  // namespace

Analyzer::Analyzer(std::unique_ptr<const Model> model) : model_(std::move(model)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

base::Result<Analyzer> Analyzer::load(std::string_view language) {
  for (const Language& known : kLanguages) {
    if (known.code != language) continue;
    const base::EmbeddedFile* file = base::find_embedded(known.file);
    if (file == nullptr) continue;
    auto model = Model::over(file->bytes, Model::Trust::kOwn);
    if (!model) return model.error();
    return Analyzer(std::make_unique<const Model>(*std::move(model)));
  }
  return base::Error{"no model for this language", std::string(language), "the program knows: en", base::ErrorKind::kUsage};
}

base::Result<Analyzer> Analyzer::from_bytes(std::string_view bytes) {
  auto model = Model::over(bytes, Model::Trust::kStrangers);
  if (!model) return model.error();
  return Analyzer(std::make_unique<const Model>(*std::move(model)));
}

std::vector<Sentence> Analyzer::segment(std::string_view text) const { return segment_text(text); }

Sentence Analyzer::tag(Sentence sentence, std::string_view text) const {
  const TaggerInput input(sentence, text, model_->lexicon);
  set_tags(sentence, text, input, *model_);
  return sentence;
}

Sentence Analyzer::retag(Sentence sentence, std::string_view text, std::span<const Retag> tokens) const {
  for (const Retag& retag : tokens) {
    Token& token = sentence.tokens[retag.token];
    token = as(std::move(token), base::slice(text, token.span), retag.upos);
  }
  return sentence;
}

Token Analyzer::as(Token token, std::string_view word, Upos upos) const {
  for (std::size_t tag = 0; tag < model_->tags.size(); ++tag) {
    const Tag& known = model_->tags[tag];
    if (known.upos != upos || !fits(model_->features[known.features], upos, word.ends_with('s'))) continue;
    set_tag(token, word, make_word_form(word, model_->lexicon), static_cast<std::uint8_t>(tag), *model_);
    break;
  }
  return token;
}

Sentence Analyzer::parse(Sentence sentence, std::string_view text, std::span<const Unit> units) const {
  const TaggerInput input(sentence, text, model_->lexicon);
  if (!sentence.tagged) set_tags(sentence, text, input, *model_);
  std::vector<ParserWord> words;
  words.reserve(sentence.tokens.size() + 1);
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    words.push_back(parser_word(input.word(i), sentence.tokens[i].tag, sentence.tokens[i].upos));
  }
  words.push_back(parser_root());
  const auto arcs = predict_arcs(words, *model_, groups_of(units, sentence.tokens.size()));
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    sentence.tokens[i].head = arcs[i].head;
    sentence.tokens[i].relation = arcs[i].relation;
  }
  sentence.parsed = true;
  return sentence;
}

std::string_view Analyzer::features(const Token& token) const {
  return token.features.all < model_->feature_names.size() ? model_->feature_names[token.features.all] : "_";
}

}  // namespace tradewire::language
