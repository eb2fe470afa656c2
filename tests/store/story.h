// Stories: articles with the mentions that extraction finds in them, and the events that must come of them, from
// fixtures/stories/<slug>/story.yaml. fixtures/stories/README.md describes the file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/yaml.h"
#include "store/store.h"

namespace tradewire::store {

struct StoryArticle {
  Document document;
  std::vector<extract::Mention> mentions;
};

struct Story {
  std::string name;
  bool look_alikes = false;
  std::vector<StoryArticle> articles;
  std::map<std::string, std::string> truth;  // mention id -> name of the event
  base::YamlNode events;                     // what must come out, by name
};

// Aborts the test program with a message when the file is wrong.
Story read_story(const std::string& folder);
std::vector<Story> all_stories();

// A mention from the short form of a story: {type, at, actor, ..., status, modality, source, relation}.
extract::Mention short_mention(const base::YamlNode& node, const Document& document);

}  // namespace tradewire::store
