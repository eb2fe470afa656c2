// The SQL function holds_words(words, text): whether a text holds all parts of a search, as FTS5's index would say. Where
// most texts do, to read a few is quicker than to ask the index about each.
#pragma once

struct sqlite3;

namespace tradewire::store {

// `words` are parts in quotation marks, as MATCH takes them. Throws SqlError when the library has no FTS5.
void add_words_function(sqlite3* database);

}  // namespace tradewire::store
