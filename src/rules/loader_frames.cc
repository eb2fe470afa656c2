// The frames' part of Loader.
#include <algorithm>

#include "rules/event_types.h"
#include "rules/loader.h"

namespace tradewire::rules {
namespace {

std::vector<std::string> split_bar(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (true) {
    const std::size_t bar = text.find('|', from);
    parts.push_back(text.substr(from, bar - from));
    if (bar == std::string::npos) return parts;
    from = bar + 1;
  }
}

SlotKey slot_key(const std::string& name) {
  if (name == "subject") return SlotKey::kSubject;
  if (name == "object") return SlotKey::kObject;
  if (name == "iobj") return SlotKey::kIobj;
  if (name == "clause") return SlotKey::kClause;
  if (name == "poss") return SlotKey::kPoss;
  if (name == "compound") return SlotKey::kCompound;
  if (name == "amod") return SlotKey::kAmod;
  if (name == "governor") return SlotKey::kGovernor;
  return SlotKey::kPreposition;
}

// Whether a slot's text names roles: "actor", "target|commodity", "actor!".
bool names_roles(std::string text) {
  if (text.ends_with('!')) text.pop_back();
  return std::ranges::all_of(split_bar(text), [](const std::string& part) { return role_by_name(part).has_value(); });
}

}  // namespace

Frame Loader::load_frame(const Node& node, std::size_t type) {
  Frame frame;
  frame.type = type;
  frame.place = {node.line, node.column};
  std::string name;
  for (const auto& [key, value] : node.entries) {
    const bool trigger = key == "verb" || key == "noun" || key == "adjective";
    if (trigger) {
      frame.kind = key == "verb" ? TriggerKind::kVerb : key == "noun" ? TriggerKind::kNoun : TriggerKind::kAdjective;
      frame.triggers = words_of(value);
      const auto words = value.strings();
      if (name.empty() && !words.empty()) name = words.front();
    } else if (key == "name") {
      name = value.scalar;
    } else if (!load_frame_key(key, value, frame)) {
      load_slots(key, value, frame);
    }
  }
  std::erase(name, '$');
  std::replace(name.begin(), name.end(), ' ', '-');
  frame.id = set_.types_[type].name + "#" + name;
  check_frame(frame, node);
  return frame;
}

bool Loader::load_frame_key(const std::string& key, const Node& value, Frame& frame) {
  if (key == "about") frame.about = words_of(value);
  else if (key == "without") frame.without = words_of(value);
  else if (key == "trigger") frame.trigger_slot = value.scalar;
  else if (key == "yields") frame.yields = value.scalar == "true";
  else if (key == "definite") frame.definite = value.scalar == "true", frame.indefinite = value.scalar == "false";
  else if (key == "abroad") frame.abroad = value.scalar == "true";
  else if (key == "after") load_after(value, frame);
  else if (key == "within") frame.within = static_cast<std::uint32_t>(std::max(0, std::atoi(value.scalar.c_str())));
  else if (key == "polarity") frame.polarity = value.scalar;
  else if (key == "modality") frame.modality = value.scalar;
  else if (key == "priority") frame.priority = std::atoi(value.scalar.c_str());
  else if (key == "below") frame.below = templates_of(value, frame.type);
  else if (key == "never") frame.never = templates_of(value, frame.type);
  else if (key == "voice") frame.voice = value.scalar == "active" ? Voice::kActive : value.scalar == "passive" ? Voice::kPassive : Voice::kAny;
  else if (key == "needs") {
    std::vector<std::string> names;
    for (const std::string& joined : value.strings()) {
      for (std::string& name : split_bar(joined)) names.push_back(std::move(name));
    }
    frame.needs_nothing = names.empty();
    if (!names.empty()) frame.needs.push_back(std::move(names));
  } else {
    return false;
  }
  return true;
}

void Loader::load_after(const Node& value, Frame& frame) {
  frame.after = value.strings();
  for (const std::string& type : frame.after) {
    const bool known = std::ranges::find(event_types(), type) != event_types().end();
    if (!known) complain(value, "`after` names '" + type + "', which is no type", "name a type of docs/events.md");
  }
}

void Loader::load_slots(const std::string& key, const Node& value, Frame& frame) {
  const std::vector<std::string> names = split_bar(key);
  bool one_needed = false;
  for (const std::string& name : names) {
    Slot slot;
    slot.key = slot_key(name);
    slot.name = name;
    slot.place = {value.line, value.column};
    if (slot.key == SlotKey::kPreposition) {
      for (const std::string& word : split_words(name)) slot.preposition.push_back(set_.lexicon_.add(word));
    }
    fill_slot(slot, value, frame.type);
    if (names.size() > 1 && slot.need) {  // one of the keys is enough
      slot.need = false;
      one_needed = true;
    }
    frame.slots.push_back(std::move(slot));
  }
  if (one_needed) frame.needs.push_back(names);
}

void Loader::fill_slot(Slot& slot, const Node& value, std::size_t type) {
  if (value.is_map()) return fill_slot_map(slot, value, type);
  if (value.is_scalar() && names_roles(value.scalar)) return fill_roles(slot, value.scalar, value, type);
  slot.is = words_of(value);
  slot.need = true;
}

void Loader::fill_slot_map(Slot& slot, const Node& value, std::size_t type) {
  std::optional<bool> need;
  for (const auto& [key, part] : value.entries) {
    if (key == "role") {
      fill_roles(slot, part.scalar, part, type);
    } else if (key == "is") {
      slot.is = words_of(part);
    } else if (key == "about") {
      slot.about = words_of(part);
    } else if (key == "without") {
      slot.without = words_of(part);
    } else if (key == "need") {
      need = part.scalar == "true";
    } else if (key == "kinds" || key == "kind") {
      for (const std::string& name : part.strings()) {
        const auto kind = kind_by_name(name);
        if (!kind) complain(part, "'" + name + "' is no kind", "see the kinds in rules/README.md");
        slot.kinds |= kind.value_or(0);
      }
    } else {
      complain(part, "unknown key '" + key + "' in a slot", "the keys are role, is, about, without, kinds, need");
    }
  }
  slot.need = need.value_or(slot.need || !slot.is.empty() || !slot.about.empty());
}

void Loader::fill_roles(Slot& slot, const std::string& text, const Node& node, std::size_t type) {
  std::string names = text;
  if (names.ends_with('!')) {
    slot.need = true;
    names.pop_back();
  }
  for (const std::string& name : split_bar(names)) {
    const auto role = role_by_name(name);
    const std::string& event = set_.types_[type].name;
    if (!role) {
      complain(node, "'" + name + "' is no role", "name a role of docs/events.md");
    } else if (!type_has_role(event, *role)) {
      complain(node, event + " has no role '" + name + "'", "take a role that the type has");
    } else {
      slot.roles.push_back(*role);
    }
  }
}

void Loader::check_frame(const Frame& frame, const Node& node) {
  if (frame.triggers.empty()) complain(node, "the frame has no trigger", "add `verb:`, `noun:` or `adjective:`");
  for (const auto& group : frame.needs) {
    for (const std::string& need : group) {
      const bool known = std::ranges::any_of(frame.slots, [&](const Slot& slot) { return slot.name == need; });
      if (!known) complain(node, "`needs` names '" + need + "', which is no slot of the frame", "name one of its slots");
    }
  }
  if (frame.trigger_slot) {
    const bool known = std::ranges::any_of(frame.slots, [&](const Slot& slot) { return slot.name == *frame.trigger_slot; });
    if (!known) complain(node, "`trigger` names no slot of the frame", "name one of its slots");
  }
}

std::vector<Template> Loader::templates_of(const Node& node, std::size_t type) {
  std::vector<Template> templates;
  for (const std::string& text : node.strings()) {
    // Brackets are written out: "a [b [c]]" gives "a b c", "a b", "a".
    std::vector<std::string> open{text}, done;
    while (!open.empty() && done.size() < 64) {
      const std::string one = open.back();
      open.pop_back();
      const std::size_t close = one.find(']');
      const std::size_t start = close == std::string::npos ? close : one.rfind('[', close);
      if (start == std::string::npos) {
        done.push_back(one);
        continue;
      }
      open.push_back(one.substr(0, start) + one.substr(close + 1));
      open.push_back(one.substr(0, start) + one.substr(start + 1, close - start - 1) + one.substr(close + 1));
    }
    std::stable_sort(done.begin(), done.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    for (const std::string& variant : done) {
      Template compiled = template_of(split_words(variant), node, type);
      if (!compiled.empty()) templates.push_back(std::move(compiled));
    }
  }
  return templates;
}

Template Loader::template_of(const std::vector<std::string>& parts, const Node& node, std::size_t type) {
  Template out;
  for (const std::string& text : parts) {
    TemplatePart part;
    if (text == "{any}") {
      part.kind = TemplatePart::Kind::kAny;
    } else if (text.starts_with('{') && text.ends_with('}')) {
      part.kind = TemplatePart::Kind::kRole;
      Slot slot;
      fill_roles(slot, text.substr(1, text.size() - 2), node, type);
      part.roles = slot.roles;
    } else {
      std::size_t from = 0;
      while (from <= text.size()) {
        const std::size_t slash = std::min(text.find('/', from), text.size());
        add_words(part.words, text.substr(from, slash - from), node);
        from = slash + 1;
      }
      part.words.finish();
    }
    out.push_back(std::move(part));
  }
  return out;
}

}  // namespace tradewire::rules
