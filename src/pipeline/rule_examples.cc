#include "pipeline/rule_examples.h"

#include <algorithm>
#include <set>

#include "base/unicode.h"

namespace tradewire::pipeline {
namespace {

using extract::Filler;
using extract::Mention;
using rules::ExampleWant;

bool names(const Filler& filler, const std::string& wanted) {
  const std::string key = base::fold_case(wanted);
  return base::fold_case(filler.text) == key || base::fold_case(filler.name) == key || base::fold_case(filler.id) == key;
}

std::vector<const Filler*> fillers(const Mention& mention, std::string_view role) {
  std::vector<const Filler*> out;
  for (const auto& [which, filler] : mention.roles) {
    if (to_string(which) == role && !filler.implied) out.push_back(&filler);
  }
  return out;
}

std::string shown(const std::vector<const Filler*>& some) {
  std::string text;
  for (const Filler* filler : some) text += (text.empty() ? "" : ", ") + filler->text;
  return text.empty() ? "nothing" : "'" + text + "'";
}

// What a field of the mention is when it is not what is wanted; empty when it agrees.
std::string disagreement(const Mention& mention, const std::string& key, const std::vector<std::string>& wanted) {
  const auto word = [&](std::string_view is) {
    return wanted.size() == 1 && wanted.front() == is ? "" : key + " is " + std::string(is);
  };
  if (key == "trigger") return word(mention.trigger.text);
  if (key == "status") return word(to_string(mention.status));
  if (key == "modality") return word(to_string(mention.modality));
  if (key == "polarity") return word(to_string(mention.polarity));
  if (key == "rule") return word(mention.rule);
  if (key == "in") return word(mention.in_title ? "title" : "text");
  if (key == "source") {
    const auto& source = mention.attribution.source;
    const bool same = source && wanted.size() == 1 && names(*source, wanted.front());
    return same ? "" : "source is " + (source ? "'" + source->text + "'" : "nobody");
  }
  const auto some = fillers(mention, key);
  const bool all = some.size() == wanted.size() && std::ranges::all_of(wanted, [&](const std::string& name) {
    return std::ranges::any_of(some, [&](const Filler* filler) { return names(*filler, name); });
  });
  return all ? "" : key + " is " + shown(some);
}

std::string disagreements(const Mention& mention, const ExampleWant& want) {
  if (mention.type != want.type) return "type is " + mention.type;
  std::string out;
  for (const auto& [key, wanted] : want.fields) {
    const std::string one = disagreement(mention, key, wanted);
    if (!one.empty()) out += (out.empty() ? "" : "; ") + one;
  }
  return out;
}

std::string compare(const std::vector<Mention>& got, const std::vector<ExampleWant>& wants) {
  std::vector<bool> used(got.size(), false);
  std::string out;
  const auto add = [&](const std::string& text) { out += (out.empty() ? "" : "; ") + text; };
  for (const ExampleWant& want : wants) {
    std::size_t best = got.size();
    std::string why;
    for (std::size_t i = 0; i < got.size(); ++i) {
      if (used[i] || got[i].type != want.type) continue;
      const std::string one = disagreements(got[i], want);
      if (best == got.size() || one.size() < why.size()) best = i, why = one;
    }
    if (best == got.size()) {
      add("no " + want.type);
      continue;
    }
    used[best] = true;
    if (!why.empty()) add(want.type + ": " + why);
  }
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (!used[i]) add("unwanted " + got[i].type + " at '" + got[i].trigger.text + "' (" + got[i].rule + ")");
  }
  return out;
}

std::string place_of(const rules::Library& library, const std::string& path, const rules::Place& place) {
  return library.display_name(path) + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace

ExampleReport run_examples(const extract::Extractor& extractor, const rules::Library& library, const std::string& only) {
  ExampleReport report;
  const rules::RuleSet& rules = extractor.rules();
  std::set<std::string> fired;
  for (const rules::EventType& type : rules.types()) {
    if (!type.name.starts_with(only)) continue;
    for (const rules::Example& example : type.examples) {
      extract::Document document;
      document.id = "example";
      document.title = example.title;
      document.published = example.published;
      document.text = example.text;
      const auto mentions = extractor.extract(document);
      for (const Mention& mention : mentions) fired.insert(mention.rule);
      ++report.examples;
      const std::string why = compare(mentions, example.want);
      if (!why.empty()) report.failures.push_back({place_of(library, type.path, example.place), why, example.text, true});
    }
  }
  for (const rules::EventType& type : rules.types()) {
    if (!type.name.starts_with(only)) continue;
    for (const std::size_t index : type.frames) {
      const rules::Frame& frame = rules.frames()[index];
      if (fired.contains(frame.id)) continue;
      report.silent.push_back({place_of(library, type.path, frame.place), "no example fires the frame " + frame.id, "add one", false});
    }
  }
  return report;
}

}  // namespace tradewire::pipeline
