#include "rules/loader.h"

#include <algorithm>
#include <utility>

#include "rules/event_types.h"
#include "rules/patterns.h"

namespace tradewire::rules {
namespace {

const char* const kEventKeys = "event, about, codes, joint, personal, origin, foreign, frames, below, never, patterns, examples";

// "events/tariff/cut.yaml" → "tariff.cut"
std::string type_of_path(std::string_view path) {
  std::string type(path.substr(std::string_view("events/").size()));
  type.resize(type.size() - std::string_view(".yaml").size());
  std::replace(type.begin(), type.end(), '/', '.');
  return type;
}

}  // namespace

Loader::Loader(const Library& library) : library_(library) {}

void Loader::complain(const Node& node, std::string what, std::string mend, bool fatal) {
  findings_.push_back({base::place(file_, node), std::move(what), std::move(mend), fatal});
}

void Loader::complain_at(const Place& place, std::string what, std::string mend, bool fatal) {
  Node node;
  node.line = place.line;
  node.column = place.column;
  complain(node, std::move(what), std::move(mend), fatal);
}

RuleSet Loader::load() {
  load_words();
  for (const std::string& path : library_.paths("events/")) load_event(path);
  index_frames();
  for (const auto& [name, words] : set_.lists_) set_.list_by_name_.emplace(name, &words);
  set_.filter_ = FrameFilter(set_.frames_, set_.lexicon_.size());
  return std::move(set_);
}

void Loader::load_words() {
  for (const std::string& path : library_.paths("words/")) {
    file_ = library_.display_name(path);
    const auto tree = library_.load(path);
    if (!tree) {
      findings_.push_back({tree.error().where, tree.error().what, tree.error().mend, true});
      continue;
    }
    for (const auto& [name, words] : tree->entries) {
      const bool known = std::ranges::any_of(raw_lists_, [&, &key = name](const auto& entry) { return entry.first == key; });
      if (known) complain(words, "the word list '" + name + "' stands twice", "give it another name, or join the lists");
      if (!known) raw_lists_.push_back({name, {file_, words}});
    }
  }
  std::sort(raw_lists_.begin(), raw_lists_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& entry : raw_lists_) {
    if (list(entry.first, entry.second.second) == nullptr) continue;
  }
}

const WordSet* Loader::list(const std::string& name, const Node& node) {
  const auto before = [](const auto& entry, const std::string& key) { return entry.first < key; };
  auto at = std::lower_bound(set_.lists_.begin(), set_.lists_.end(), name, before);
  if (at != set_.lists_.end() && at->first == name) return &at->second;
  const auto raw = std::lower_bound(raw_lists_.begin(), raw_lists_.end(), name, before);
  if (raw == raw_lists_.end() || raw->first != name) {
    complain(node, "there is no word list '$" + name + "'", "define it in words/*.yaml, or take the $ away");
    return nullptr;
  }
  set_.lists_.insert(at, {name, WordSet()});  // stands while it is resolved, so that a circle ends
  const std::string file = std::exchange(file_, raw->second.first);
  WordSet words = words_of(raw->second.second);
  file_ = file;
  at = std::lower_bound(set_.lists_.begin(), set_.lists_.end(), name, before);
  at->second = std::move(words);
  return &at->second;
}

WordSet Loader::words_of(const Node& node) {
  WordSet set;
  if (node.is_scalar()) add_words(set, node.scalar, node);
  for (const Node& item : node.items) {
    if (item.is_scalar()) add_words(set, item.scalar, item);
    if (!item.is_scalar()) complain(item, "a word is expected here", "write words or $lists");
  }
  if (node.is_map()) complain(node, "words are expected here", "write one word or a list in [ ]");
  set.finish();
  return set;
}

void Loader::add_words(WordSet& set, const std::string& text, const Node& node) {
  const std::vector<std::string> parts = split_words(text);
  if (parts.size() == 1 && parts.front().starts_with('$')) {
    const WordSet* words = list(parts.front().substr(1), node);
    if (words != nullptr) set.add_all(WordSet(*words));
    return;
  }
  // A tokenizer may leave "anti-dumping" whole: the phrase is known either way.
  if (text.find('-') != std::string::npos && text.find('$') == std::string::npos) {
    Phrase whole;
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t blank = std::min(text.find(' ', from), text.size());
      if (blank > from) whole.push_back({set_.lexicon_.add(text.substr(from, blank - from))});
      from = blank + 1;
    }
    set.add_phrase(std::move(whole));
  }
  Phrase phrase;
  for (const std::string& part : parts) {
    if (!part.starts_with('$')) {
      phrase.push_back({set_.lexicon_.add(part)});
      continue;
    }
    const WordSet* words = list(part.substr(1), node);
    phrase.push_back(words != nullptr ? words->words() : Alternatives{});
  }
  set.add_phrase(std::move(phrase));
}

void Loader::load_event(const std::string& path) {
  file_ = library_.display_name(path);
  const auto tree = library_.load(path);
  if (!tree) {
    findings_.push_back({tree.error().where, tree.error().what, tree.error().mend, true});
    return;
  }
  EventType type;
  type.path = path;
  type.name = type_of_path(path);
  const auto known = event_types();
  if (std::ranges::find(known, type.name) == known.end()) {
    complain(*tree, "'" + type.name + "' is no event type", "name the file after a type of docs/events.md");
  }
  const Node* event = tree->find("event");
  if (event == nullptr || event->scalar != type.name) {
    complain(event == nullptr ? *tree : *event, "the file is not that of the event it names", "write `event: " + type.name + "`");
  }
  const std::size_t index = set_.types_.size();
  set_.types_.push_back(std::move(type));
  for (const auto& [key, value] : tree->entries) {
    EventType& here = set_.types_[index];
    if (key == "event") continue;
    if (key == "about") here.about = value.scalar;
    else if (key == "codes") load_codes(value, here.codes);
    else if (key == "frames") load_frames(value, index);
    else if (key == "below") here.below = templates_of(value, index);
    else if (key == "never") here.never = templates_of(value, index);
    else if (key == "joint") here.joint = value.scalar == "true";
    else if (key == "personal") here.personal = value.scalar == "true";
    else if (key == "origin") here.origin = load_origin(value, here.name);
    else if (key == "foreign") here.foreign = load_foreign(value);
    else if (key == "patterns") load_patterns(value, index);
    else if (key == "examples") load_examples(value, index);
    else complain(value, "unknown key '" + key + "'", std::string("the keys are ") + kEventKeys);
  }
  const EventType& done = set_.types_[index];
  if (done.about.empty()) complain(*tree, "the file does not say what the act is", "add `about:`", false);
  if (done.examples.empty()) complain(*tree, "the file has no examples", "add `examples:`", false);
  const bool silent = std::ranges::any_of(done.examples, [](const Example& example) { return example.want.empty(); });
  if (!silent) complain(*tree, "no example says when the rules must not fire", "add an example with `want: []`", false);
}

std::string Loader::load_foreign(const Node& node) {
  const bool known = std::ranges::find(event_types(), node.scalar) != event_types().end();
  if (!known) complain(node, "'" + node.scalar + "' is no type", "name a type of docs/events.md");
  return node.scalar;
}

std::optional<RoleId> Loader::load_origin(const Node& node, const std::string& type) {
  const auto role = role_by_name(node.scalar);
  if (!role || !type_has_role(type, *role)) complain(node, "'" + node.scalar + "' is no role of " + type, "name a role that the type has");
  return role;
}

void Loader::load_codes(const Node& node, Codes& codes) {
  for (const auto& [key, value] : node.entries) {
    if (key == "plover") codes.plover = value.scalar;
    else if (key == "cameo") codes.cameo = value.scalar;
    else if (key == "mast") codes.mast = value.scalar;
    else if (key == "gta") codes.gta = std::atoi(value.scalar.c_str());
    else complain(value, "unknown key '" + key + "'", "the keys are plover, cameo, gta, mast");
  }
}

void Loader::load_frames(const Node& node, std::size_t type) {
  if (!node.is_list()) return complain(node, "frames are a list", "begin each with `- verb:`, `- noun:` or `- adjective:`");
  for (const Node& item : node.items) {
    Frame frame = load_frame(item, type);
    std::string id = frame.id;
    for (int number = 2; !used_ids_.insert(id).second; ++number) id = frame.id + "-" + std::to_string(number);
    frame.id = std::move(id);
    set_.types_[type].frames.push_back(set_.frames_.size());
    set_.frames_.push_back(std::move(frame));
  }
}

void Loader::load_patterns(const Node& node, std::size_t type) {
  int number = 0;
  for (const std::string& expression : node.strings()) {
    const std::string id = set_.types_[type].name + "#pattern" + std::to_string(++number);
    const auto added = set_.patterns_->add(type, id, expression);
    if (!added) complain(node, added.error().what, added.error().mend);
  }
}

void Loader::load_examples(const Node& node, std::size_t type) {
  for (const Node& item : node.items) {
    Example example;
    example.place = {item.line, item.column};
    const Node* want = item.find("want");
    for (const auto& [key, value] : item.entries) {
      if (key == "text") example.text = value.scalar;
      else if (key == "title") example.title = value.scalar;
      else if (key == "published") example.published = value.scalar;
      else if (key != "want") complain(value, "unknown key '" + key + "'", "the keys are text, title, published, want");
    }
    if (want == nullptr || !want->is_list()) {
      complain(item, "the example does not say what it gives", "add `want: [...]`, empty when it must give nothing");
      continue;
    }
    for (const Node& entry : want->items) example.want.push_back(load_want(entry));
    set_.types_[type].examples.push_back(std::move(example));
  }
}

ExampleWant Loader::load_want(const Node& node) {
  ExampleWant want;
  want.place = {node.line, node.column};
  for (const auto& [key, value] : node.entries) {
    if (key == "type") want.type = value.scalar;
    else want.fields.emplace_back(key, value.strings());
    const bool known = role_by_name(key) || key == "type" || key == "trigger" || key == "polarity" || key == "modality" ||
                       key == "status" || key == "source" || key == "in" || key == "rule";
    if (!known) complain(value, "unknown key '" + key + "'", "use a role, trigger, polarity, modality, status, source");
  }
  const auto known = event_types();
  if (std::ranges::find(known, want.type) == known.end()) complain(node, "'" + want.type + "' is no event type", "name a type");
  return want;
}

void Loader::index_frames() {
  const auto put = [&](WordId word, std::uint32_t frame) {
    if (set_.by_word_.size() <= word) set_.by_word_.resize(word + 1);
    auto& frames = set_.by_word_[word];
    if (frames.empty() || frames.back() != frame) frames.push_back(frame);
  };
  for (std::uint32_t i = 0; i < set_.frames_.size(); ++i) {
    const Frame& frame = set_.frames_[i];
    for (const WordId word : frame.triggers.words()) put(word, i);
    for (const Phrase& phrase : frame.triggers.phrases()) {
      const Alternatives& head = frame.kind == TriggerKind::kNoun ? phrase.back() : phrase.front();
      for (const WordId word : head) put(word, i);
    }
  }
}

}  // namespace tradewire::rules
