// Versions: what becomes of a document's mentions when it is extracted again, because its page changed or the rules did.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "extract/mention.h"

namespace tradewire::store {

struct VersionedMentions {
  std::vector<extract::Mention> all;      // to be stored: of the new version, then those kept as superseded
  std::unordered_set<std::string> news;   // ids of those that the old version did not have, or judged otherwise
};

// A mention that says what an old one said, in the same sentence or in one that hardly changed, takes over its id, so that
// events keep theirs however the text moved. The old ones that nobody takes over become superseded.
VersionedMentions new_version(std::vector<extract::Mention> mentions, std::vector<extract::Mention> old);

// The same for a text that did not change: what the rules do not find any more goes, but what is superseded stays.
VersionedMentions extracted_anew(std::vector<extract::Mention> mentions, std::vector<extract::Mention> old);

// Whether the two tell the same act in the same words, or in nearly the same; documents and offsets do not count.
bool says_the_same(const extract::Mention& a, const extract::Mention& b);
// Whether they also judge it alike: status, modality and polarity.
bool judged_alike(const extract::Mention& a, const extract::Mention& b);

}  // namespace tradewire::store
