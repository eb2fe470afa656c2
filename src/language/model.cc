#include "language/model.h"

#include <charconv>
#include <map>

namespace tradewire::language {
namespace {

constexpr std::string_view kMagic = "TWLM";
constexpr std::size_t kHeader = 24;
constexpr std::size_t kSectionEntry = 24;

base::Error unfit(std::string what) {
  return {std::move(what), "language model", "train it anew with this version's train_english", base::ErrorKind::kUsage};
}

template <typename T>
T number_at(std::string_view bytes, std::size_t at) {
  T value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(by);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

std::optional<std::uint32_t> to_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A sum that any flipped byte changes. Eight bytes a step: it must not cost more than the reading of the file.
std::uint32_t sum_of(std::string_view bytes) {
  std::uint64_t sum = bytes.size();
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) sum = mix(number_at<std::uint64_t>(bytes, at), sum);
  for (; at < bytes.size(); ++at) sum = mix(static_cast<unsigned char>(bytes[at]), sum);
  return static_cast<std::uint32_t>(sum);
}

using Sections = std::map<std::string, std::string_view, std::less<>>;

base::Result<Sections> read_sections(std::string_view bytes) {
  if (bytes.size() < kHeader || bytes.substr(0, 4) != kMagic) return unfit("these bytes are no language model");
  const auto version = number_at<std::uint32_t>(bytes, 4);
  if (version != kModelVersion) {
    return unfit("model version " + std::to_string(version) + " where this program reads " + std::to_string(kModelVersion));
  }
  if (number_at<std::uint64_t>(bytes, 8) != bytes.size()) return unfit("the model's size is not the one that it was written with");
  const std::size_t count = number_at<std::uint32_t>(bytes, 16);
  if (count > 64 || kHeader + count * kSectionEntry > bytes.size()) return unfit("the model's table of sections is cut off");
  Sections sections;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = kHeader + i * kSectionEntry;
    const auto offset = number_at<std::uint64_t>(bytes, at + 8);
    const auto size = number_at<std::uint64_t>(bytes, at + 16);
    if (offset % 64 != 0 || offset > bytes.size() || size > bytes.size() - offset) return unfit("a section of the model is cut off");
    const std::string_view padded = bytes.substr(at, 8);
    sections[std::string(padded.substr(0, padded.find('\0')))] = bytes.substr(offset, size);
  }
  return sections;
}

// Every number that an index holds is the place of something, counted from 1.
bool holds_places(const HashIndex& index, std::size_t count) {
  for (const HashIndex::Block& block : index.blocks()) {
    for (const std::uint32_t value : block.values) {
      if (value > count) return false;
    }
  }
  return true;
}

bool is_sound(const Model& model) {
  return holds_places(model.spelling, model.features.size()) && holds_places(model.lemma_words, model.lemma_rules.size()) &&
         holds_places(model.lemma_ends, model.lemma_rules.size()) && model.tagger.is_sound() && model.parser.is_sound();
}

bool read_tags(std::string_view text, Model& model) {
  for (const std::string_view line : split(text, '\n')) {
    const auto columns = split(line, '\t');
    const auto features = columns.size() == 2 ? to_number(columns[1]) : std::nullopt;
    if (!features || *features >= model.features.size()) return false;
    model.tags.push_back({parse_upos(columns[0]), static_cast<std::uint16_t>(*features)});
  }
  return !model.tags.empty() && model.tags.size() <= SparseTable::kMaxClasses;
}

// Every move is there, and the actions of one move stand together, as the parser relies on.
bool are_complete(const std::vector<Action>& actions) {
  if (actions.size() < 3 || actions.size() > SparseTable::kMaxClasses || actions.front().move != Move::kShift) return false;
  bool seen[3] = {true, false, false};
  for (std::size_t i = 1; i < actions.size(); ++i) {
    if (actions[i].move == actions[i - 1].move) continue;
    bool& before = seen[static_cast<std::size_t>(actions[i].move)];
    if (before) return false;
    before = true;
  }
  return seen[1] && seen[2];
}

bool read_texts(const Sections& sections, Model& model) {
  model.about = sections.at("about");
  model.feature_names = split(sections.at("features"), '\n');
  for (std::size_t i = 0; i < model.feature_names.size(); ++i) {
    Features features = read_features(model.feature_names[i]);
    features.all = static_cast<std::uint16_t>(i);
    model.features.push_back(features);
  }
  for (const std::string_view line : split(sections.at("rules"), '\n')) {
    const auto rule = read_lemma_rule(line);
    if (!rule) return false;
    model.lemma_rules.push_back(*rule);
  }
  for (const std::string_view line : split(sections.at("actions"), '\n')) {
    const auto action = read_action(line);
    if (!action) return false;
    model.actions.push_back(*action);
  }
  return are_complete(model.actions) && read_tags(sections.at("tags"), model);
}

bool read_indexes(const Sections& sections, Model& model) {
  const std::pair<const char*, HashIndex*> indexes[] = {
      {"lexicon", &model.lexicon}, {"spelling", &model.spelling}, {"words", &model.lemma_words}, {"ends", &model.lemma_ends}};
  for (const auto& [name, index] : indexes) {
    const auto view = HashIndex::over(sections.at(name));
    if (!view) return false;
    *index = *view;
  }
  const auto tagger = SparseTable::over(sections.at("tagger"));
  const auto parser = SparseTable::over(sections.at("parser"));
  if (!tagger || !parser) return false;
  model.tagger = *tagger;
  model.parser = *parser;
  return true;
}

}  // namespace

base::Result<Model> Model::over(std::string_view bytes, Trust trust) {
  const auto sections = read_sections(bytes);
  if (!sections) return sections.error();
  if (trust == Trust::kStrangers && number_at<std::uint32_t>(bytes, kHeader - 4) != sum_of(bytes.substr(kHeader))) {
    return unfit("the model's bytes are not those that were written");
  }
  for (const char* name : {"about", "tags", "features", "actions", "lexicon", "rules", "words", "ends", "tagger", "parser", "spelling"}) {
    if (!sections->contains(name)) return unfit(std::string("the model lacks the section ") + name);
  }
  Model model;
  if (!read_texts(*sections, model)) return unfit("the model's tables of tags, rules and transitions are damaged");
  if (!read_indexes(*sections, model) || (trust == Trust::kStrangers && !is_sound(model))) return unfit("the model's weights are damaged");
  return model;
}

std::string write_model(const std::vector<std::pair<std::string, std::string>>& sections) {
  std::string table;
  std::string body;
  const std::size_t start = (kHeader + sections.size() * kSectionEntry + 63) / 64 * 64;
  const auto append = [&table](const auto value) { table.append(reinterpret_cast<const char*>(&value), sizeof value); };
  for (const auto& [name, bytes] : sections) {
    std::string padded = name;
    padded.resize(8);
    table += padded;
    append(std::uint64_t{start + body.size()});
    append(std::uint64_t{bytes.size()});
    body += bytes;
    body.resize((body.size() + 63) / 64 * 64);
  }
  table.resize(start - kHeader);
  const std::string rest = table + body;
  table = kMagic;
  append(kModelVersion);
  append(std::uint64_t{kHeader + rest.size()});
  append(static_cast<std::uint32_t>(sections.size()));
  append(sum_of(rest));
  return table + rest;
}

Features read_features(std::string_view column) {
  Features result;
  for (const std::string_view pair : split(column, '|')) {
    if (pair == "VerbForm=Fin") result.verb_form = VerbForm::kFin;
    if (pair == "VerbForm=Inf") result.verb_form = VerbForm::kInf;
    if (pair == "VerbForm=Part") result.verb_form = VerbForm::kPart;
    if (pair == "VerbForm=Ger") result.verb_form = VerbForm::kGer;
    if (pair == "Tense=Past") result.tense = Tense::kPast;
    if (pair == "Tense=Pres") result.tense = Tense::kPres;
    if (pair == "Number=Sing") result.number = Number::kSing;
    if (pair == "Number=Plur" || pair == "Number=Ptan") result.number = Number::kPlur;
    if (pair == "Voice=Pass") result.passive = true;
    if (pair == "Mood=Imp") result.imperative = true;
    if (pair == "Poss=Yes") result.possessive = true;
    if (pair == "Polarity=Neg") result.negative = true;
    if (pair.starts_with("Person=") && pair.size() == 8) result.person = static_cast<std::uint8_t>(pair[7] - '0');
  }
  return result;
}

std::string spell(const LemmaRule& rule) {
  return std::to_string(static_cast<int>(rule.letters)) + "\t" + std::to_string(rule.strip) + "\t" + rule.add + "\t";
}

std::optional<LemmaRule> read_lemma_rule(std::string_view line) {
  const auto columns = split(line, '\t');
  if (columns.size() != 3) return std::nullopt;
  const auto letters = to_number(columns[0]);
  const auto strip = to_number(columns[1]);
  if (!letters || *letters > 3 || !strip || *strip > LemmaRule::kWhole) return std::nullopt;
  return LemmaRule{static_cast<LemmaRule::Case>(*letters), static_cast<std::uint8_t>(*strip), std::string(columns[2])};
}

std::string spell(const Action& action) {
  return std::to_string(static_cast<int>(action.move)) + "\t" + std::string(to_string(action.relation));
}

std::optional<Action> read_action(std::string_view line) {
  const auto columns = split(line, '\t');
  if (columns.size() != 2) return std::nullopt;
  const auto move = to_number(columns[0]);
  if (!move || *move > 2) return std::nullopt;
  return Action{static_cast<Move>(*move), parse_relation(columns[1])};
}

}  // namespace tradewire::language
