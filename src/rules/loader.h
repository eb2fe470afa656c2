// Loader: from the trees of rules/words and rules/events to a RuleSet, with a Finding for all that is wrong on the way.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace tradewire::rules {

class Loader {
 public:
  explicit Loader(const Library& library);

  // Reads all files; findings() tells whether the set may be used.
  RuleSet load();
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  using Node = base::YamlNode;

  void load_words();
  WordSet resolve_list(const std::string& name, std::vector<std::string>& path);
  void load_event(const std::string& path);
  std::string load_foreign(const Node& node);
  std::optional<RoleId> load_origin(const Node& node, const std::string& type);
  void load_codes(const Node& node, Codes& codes);
  void load_frames(const Node& node, std::size_t type);
  Frame load_frame(const Node& node, std::size_t type);
  bool load_frame_key(const std::string& key, const Node& value, Frame& frame);
  void load_after(const Node& value, Frame& frame);
  void load_slots(const std::string& key, const Node& value, Frame& frame);
  void fill_slot(Slot& slot, const Node& value, std::size_t type);
  void fill_slot_map(Slot& slot, const Node& value, std::size_t type);
  void fill_roles(Slot& slot, const std::string& text, const Node& node, std::size_t type);
  void check_frame(const Frame& frame, const Node& node);
  void load_patterns(const Node& node, std::size_t type);
  void load_examples(const Node& node, std::size_t type);
  ExampleWant load_want(const Node& node);
  void index_frames();

  // Words and phrases of a scalar or a list; "$name" stands for a list.
  WordSet words_of(const Node& node);
  void add_words(WordSet& set, const std::string& text, const Node& node);
  const WordSet* list(const std::string& name, const Node& node);

  std::vector<Template> templates_of(const Node& node, std::size_t type);
  Template template_of(const std::vector<std::string>& parts, const Node& node, std::size_t type);

  void complain(const Node& node, std::string what, std::string mend, bool fatal = true);
  void complain_at(const Place& place, std::string what, std::string mend, bool fatal);

  const Library& library_;
  std::string file_;  // the display name of the file that is read
  RuleSet set_;
  std::vector<std::pair<std::string, std::pair<std::string, Node>>> raw_lists_;  // name → (file, words)
  std::set<std::string> used_ids_;
  std::vector<Finding> findings_;
};

}  // namespace tradewire::rules
