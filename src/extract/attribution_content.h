// What is said: the words of one sentence that a cue of speech governs, before or behind it. For attribution*.cc only.
#pragma once

#include "extract/attribution.h"

namespace tradewire::extract {

void add_words(Speech& speech, std::uint32_t first, std::uint32_t last);
void remove_words(Speech& speech, std::uint32_t first, std::uint32_t last);

// A semicolon that ends what is said; "; nor has it", "; and that it" go on.
bool is_semicolon(const Scope& scope, std::uint32_t at);

// From the last semicolon before `at`; to the next comma, quotation mark or semicolon.
std::uint32_t segment_start(const Scope& scope, std::uint32_t at);
std::uint32_t clause_end(const Scope& scope, std::uint32_t at);

// A phrase of time or circumstance: "after talks", "at a meeting".
bool is_circumstance(const Scope& scope, std::uint32_t noun);

// "A," he said, "B": what follows the speaker's clause goes on, unless it turns ("but", "while").
void add_rest(const Scope& scope, std::uint32_t verb, std::uint32_t end, Speech& speech);

// What the verb speech.cue of that source says.
void set_verb_content(const Scope& scope, std::optional<std::uint32_t> source, Speech& speech);

}  // namespace tradewire::extract
