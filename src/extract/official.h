// Official: whether an authority speaks for itself in a text (events.md, section 6), so that its own acts are confirmed
// without a source.
#pragma once

#include "extract/analysis.h"
#include "extract/judge_cues.h"

namespace tradewire::extract {

// By the form of title and opening ("Proclamation", "Fact Sheet", "This notice", "By the authority vested in me"), unless
// the text opens with an agency's dateline. Reads document, in_title, text; needs no sentences.
bool is_official_text(const Cues& cues, const Analysis& analysis);

// The side that speaks in an official text: that of the first body or office holder that it names, else
// analysis.official_author. A title that names another country ("China's acts") does not make it the speaker. Null when
// none can be told.
const Entity* author_of(const Analysis& analysis);

}  // namespace tradewire::extract
