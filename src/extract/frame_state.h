// The state of one attempt to match one frame on one trigger: private to the frame matcher's files.
#pragma once

#include <string>
#include <vector>

#include "extract/frame_matcher.h"

namespace tradewire::extract {

struct FrameMatcher::State {
  const rules::Frame* frame = nullptr;
  std::string_view type;
  TokenIndex t = 0;                      // the trigger's head
  TokenIndex first = 0, last = 0;        // its words
  TokenIndex above = 0;                  // for nouns: the verb that it completes; else size()
  std::vector<TokenIndex> zone;          // where prepositions are looked for
  std::vector<TokenIndex> objects;       // for verbs
  std::vector<Argument> arguments;
  std::vector<std::string_view> filled;  // slot names, those filled by words too
  std::vector<TokenIndex> consumed;
  std::vector<Role> given;               // roles that the indirect object holds
  TokenIndex trigger_word = 0;           // when the frame puts the trigger elsewhere
  int words = 0;                         // slots filled by words
};

// Whether the frame's subject is what the act is about and not who does it: "shipments would resume".
bool subject_is_no_doer(const rules::Frame& frame);

}  // namespace tradewire::extract
