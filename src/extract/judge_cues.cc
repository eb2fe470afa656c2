#include "extract/judge_cues.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/file.h"
#include "base/span.h"
#include "base/unicode.h"

namespace tradewire::extract {
namespace {

using language::Upos;

constexpr std::array<std::string_view, kCueCount> kNames = {
    "say", "announce", "believe", "react", "accuse", "citing", "address", "according", "hearsay", "pledge", "by",
    "insider", "secrecy", "official", "expert", "legislator", "former", "outlet", "document", "spokes_of", "partner", "together", "joint",
    "request", "ought", "threat", "warn", "condition", "tentative", "possible", "proposal", "might", "would", "will", "unlikely",
    "planned", "decided", "authority", "help_real", "occur", "could", "to", "until", "keep", "ask", "intend", "enact", "aside", "topic", "reason", "complement", "settle", "persuade", "first", "under", "if",
    "plain", "would_have", "in_time", "too", "ahead", "accord", "introduce",
    "not", "only", "fail", "stop", "exclude", "undone", "from",
    "confirm", "unverified", "yet", "unclear", "deny", "false", "claim",
    "official_title", "official_opening", "official_phrase", "dateline",
    "official_self", "first_person", "told"};

constexpr std::array<std::string_view, 5> kParts = {"words", "verbs", "nouns", "adjectives", "adverbs"};
constexpr std::array<std::string_view, 5> kFiles = {"attribution", "modality", "polarity", "confirmation", "official"};
constexpr std::string_view kMeasures = "measures";

std::optional<Cue> parse_cue(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Cue>(found - kNames.begin());
}

base::Error error_at(const CueFile& file, const base::YamlNode& node, std::string what, std::string mend) {
  return {std::move(what), base::place(file.path, node), std::move(mend), base::ErrorKind::kInput};
}

// "rules/cues/modality.yaml" is "modality".
std::string_view stem_of(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path.substr(0, path.find('.'));
}

bool is_ours(std::string_view path) {
  const auto stem = stem_of(path);
  return stem == kMeasures || std::find(kFiles.begin(), kFiles.end(), stem) != kFiles.end();
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!(text = base::trim(text)).empty()) {
    const auto end = text.find(' ');
    words.emplace_back(base::to_lower(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end);
  }
  return words;
}

bool part_fits(CuePart part, Upos tag) {
  switch (part) {
    case CuePart::kWord: return true;
    case CuePart::kVerb: return tag == Upos::kVerb || tag == Upos::kAux;
    case CuePart::kNoun: return tag == Upos::kNoun || tag == Upos::kPropn;
    // Participles are tagged now as the one, now as the other ("proposed tariffs").
    case CuePart::kAdjective: return tag == Upos::kAdj || tag == Upos::kVerb;
    case CuePart::kAdverb: return tag == Upos::kAdv || tag == Upos::kAdj;
  }
  return false;
}

// A token's form in lower case with the typewriter's apostrophe.
std::string form_of(const language::Token& token, std::string_view text) {
  constexpr std::string_view kCurly = "\xE2\x80\x99";
  const std::string lower = base::to_lower(base::slice(text, token.span));
  const auto at = lower.find(kCurly);
  if (at == std::string::npos) return lower;
  return lower.substr(0, at) + "'" + lower.substr(at + kCurly.size());
}

// The token of [first, last) whose head lies outside; by the part of speech where the tree does not tell.
std::uint32_t head_of(const language::Sentence& sentence, CuePart part, std::uint32_t first, std::uint32_t last) {
  if (part == CuePart::kVerb) return first;
  for (std::uint32_t at = first; at < last; ++at) {
    const auto head = sentence.tokens[at].head;
    if (sentence.parsed && (head < static_cast<std::int32_t>(first) || head >= static_cast<std::int32_t>(last))) return at;
  }
  return part == CuePart::kWord ? first : last - 1;
}

bool is_word_byte(char c) { return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)); }

}  // namespace

std::string_view cue_name(Cue cue) { return kNames[static_cast<std::size_t>(cue)]; }

base::Result<Cues> Cues::load(const std::string& overlay) {
  std::vector<CueFile> files;
  for (const auto& embedded : base::embedded_files("rules/cues/")) {
    if (!is_ours(embedded.path)) continue;
    auto root = base::decode_yaml(embedded.bytes);
    if (!root) return root.error();
    files.push_back({std::string(embedded.path), std::move(*root)});
  }
  if (!overlay.empty()) {
    const std::string folder = overlay + "/cues";
    for (const auto& name : base::files_below(folder, ".yaml")) {
      if (!is_ours(name)) continue;
      auto root = base::read_yaml(folder + "/" + name);
      if (!root) return root.error();
      files.push_back({folder + "/" + name, std::move(*root)});
    }
  }
  return from_files(files);
}

base::Result<Cues> Cues::from_files(std::span<const CueFile> files) {
  Cues cues;
  for (const auto& file : files) {
    if (!file.root.is_map()) return error_at(file, file.root, "not a map of categories", "begin with a category such as say:");
    const auto done = stem_of(file.path) == kMeasures ? cues.add_tables(file) : cues.add_file(file);
    if (!done) return done.error();
  }
  return cues;
}

base::Status Cues::add_file(const CueFile& file) {
  for (const auto& [name, node] : file.root.entries) {
    if (name == "about") continue;
    const auto cue = parse_cue(name);
    if (!cue) return error_at(file, node, "unknown category of cues: " + name, "see rules/cues for the names");
    if (const auto done = add_category(file, *cue, node); !done) return done;
  }
  return base::Done{};
}

base::Status Cues::add_category(const CueFile& file, Cue cue, const base::YamlNode& node) {
  if (!node.is_map()) return error_at(file, node, "not a map of phrases", "write verbs:, nouns:, adjectives:, adverbs: or words:");
  for (const auto& [key, list] : node.entries) {
    if (key == "about") continue;
    const auto part = std::find(kParts.begin(), kParts.end(), key);
    if (part == kParts.end()) {
      return error_at(file, list, "unknown part of speech: " + key, "write verbs, nouns, adjectives, adverbs or words");
    }
    for (const auto& text : list.strings()) {
      auto words = split_words(text);
      if (words.empty()) return error_at(file, list, "empty phrase", "remove it");
      by_first_word_[words.front()].push_back(static_cast<std::uint32_t>(phrases_.size()));
      by_first_letter_[words.front().front()].push_back(static_cast<std::uint32_t>(phrases_.size()));
      phrases_.push_back({cue, static_cast<CuePart>(part - kParts.begin()), std::move(words)});
    }
  }
  return base::Done{};
}

base::Status Cues::add_tables(const CueFile& file) {
  for (const auto& [name, node] : file.root.entries) {
    if (name == "about") continue;
    if (!node.is_map()) return error_at(file, node, "not a map from value to words", "write value: [word, word]");
    for (const auto& [value, words] : node.entries) {
      for (const auto& word : words.strings()) {
        const std::string lower = base::to_lower(word);
        auto& values = measures_[lower].values;
        const auto known = std::ranges::find(values, name, &std::pair<std::string, std::string>::first);
        if (known == values.end()) values.emplace_back(name, value);
        else known->second = value;
        if (const auto blank = lower.find(' '); blank != std::string::npos) measures_[lower.substr(0, blank)].opens = true;
      }
    }
  }
  return base::Done{};
}

std::vector<CueHit> Cues::find(const language::Sentence& sentence, std::string_view text) const {
  std::vector<std::string> forms;
  forms.reserve(sentence.tokens.size());
  for (const auto& token : sentence.tokens) forms.push_back(form_of(token, text));
  const auto fits = [&](std::size_t at, const std::string& word) {
    return at < forms.size() && (forms[at] == word || sentence.tokens[at].lemma == word);
  };
  std::vector<CueHit> hits;
  const auto try_phrases = [&](std::uint32_t at, const std::string& key) {
    const auto found = by_first_word_.find(key);
    if (found == by_first_word_.end()) return;
    for (const auto index : found->second) {
      const Phrase& phrase = phrases_[index];
      std::size_t matched = 1;
      while (matched < phrase.words.size() && fits(at + matched, phrase.words[matched])) ++matched;
      if (matched < phrase.words.size()) continue;
      const auto last = at + static_cast<std::uint32_t>(matched);
      const auto head = head_of(sentence, phrase.part, at, last);
      if (part_fits(phrase.part, sentence.tokens[head].upos)) hits.push_back({phrase.cue, phrase.part, at, last, head});
    }
  };
  for (std::uint32_t at = 0; at < forms.size(); ++at) {
    try_phrases(at, forms[at]);
    if (sentence.tokens[at].lemma != forms[at]) try_phrases(at, sentence.tokens[at].lemma);
  }
  std::stable_sort(hits.begin(), hits.end(), [](const CueHit& a, const CueHit& b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
  // "if any" states no condition.
  std::erase_if(hits, [&](const CueHit& hit) {
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& other) {
      return other.cue == Cue::kPlain && hit.cue != Cue::kPlain && other.first <= hit.first && hit.last <= other.last;
    });
  });
  // Of verbs that begin at one token the longest holds: "press ahead" is no pressing.
  std::erase_if(hits, [&](const CueHit& hit) {
    return hit.part == CuePart::kVerb && std::any_of(hits.begin(), hits.end(), [&](const CueHit& other) {
      return other.part == CuePart::kVerb && other.first == hit.first && other.last > hit.last;
    });
  });
  return hits;
}

bool Cues::may_hold(std::span<const Cue> kinds, const language::Sentence& sentence, std::string_view text) const {
  constexpr std::size_t kShort = 4;  // a shorter word has no ending to lose
  return std::any_of(sentence.tokens.begin(), sentence.tokens.end(), [&](const language::Token& token) {
    const std::string form = form_of(token, text);
    const auto found = by_first_letter_.find(form.empty() ? '\0' : form.front());
    return found != by_first_letter_.end() && std::any_of(found->second.begin(), found->second.end(), [&](std::uint32_t index) {
      const Phrase& phrase = phrases_[index];
      if (std::find(kinds.begin(), kinds.end(), phrase.cue) == kinds.end()) return false;
      std::string_view stem = phrase.words.front();
      if (stem.size() >= kShort && phrase.part != CuePart::kWord) stem.remove_suffix(1);
      return std::string_view(form).starts_with(stem);
    });
  });
}

bool Cues::begins_with(Cue cue, std::string_view text) const {
  const std::string folded = base::to_lower(base::trim(text.substr(0, 400)));
  return std::any_of(phrases_.begin(), phrases_.end(), [&](const Phrase& phrase) {
    if (phrase.cue != cue) return false;
    std::string_view rest = folded;
    for (const auto& word : phrase.words) {
      rest = base::trim(rest);
      if (!rest.starts_with(word)) return false;
      rest.remove_prefix(word.size());
      if (!rest.empty() && is_word_byte(rest.front()) && is_word_byte(word.back())) return false;
    }
    return true;
  });
}

bool Cues::holds(Cue cue, std::string_view text) const {
  const std::string folded = base::to_lower(text);
  return std::any_of(phrases_.begin(), phrases_.end(), [&](const Phrase& phrase) {
    if (phrase.cue != cue) return false;
    std::string wanted;
    for (const auto& word : phrase.words) wanted += (wanted.empty() ? "" : " ") + word;
    for (std::size_t at = 0; (at = folded.find(wanted, at)) != std::string::npos; ++at) {
      const auto end = at + wanted.size();
      if ((at == 0 || !is_word_byte(folded[at - 1])) && (end == folded.size() || !is_word_byte(folded[end]))) return true;
    }
    return false;
  });
}

std::string_view MeasureWord::value(std::string_view table) const {
  const auto found = std::ranges::find(values, table, &std::pair<std::string, std::string>::first);
  return found == values.end() ? std::string_view() : std::string_view(found->second);
}

const MeasureWord* Cues::measure(std::string_view word) const {
  const auto found = measures_.find(word);
  return found == measures_.end() ? nullptr : &found->second;
}

std::string_view Cues::value(std::string_view table, std::string_view word) const {
  const MeasureWord* found = measure(word);
  return found == nullptr ? std::string_view() : found->value(table);
}

}  // namespace tradewire::extract
