#include "store/sqlite_words.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/sql.h"

namespace tradewire::store {
namespace {

using Tokens = std::vector<std::string>;

// The tokenizer of the index: schema.cc names it so.
class Tokenizer {
 public:
  explicit Tokenizer(fts5_api* api) {
    void* context = nullptr;
    const char* unicode = "unicode61";
    const bool made = api->xFindTokenizer(api, "porter", &context, &methods_) == SQLITE_OK && methods_.xCreate(context, &unicode, 1, &made_) == SQLITE_OK;
    if (!made) throw SqlError("SQLite's FTS5 has no porter tokenizer", false);
  }
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;
  ~Tokenizer() { methods_.xDelete(made_); }

  Tokens tokens(std::string_view text, int why) const {
    Tokens found;
    const auto take = [](void* to, int, const char* token, int size, int, int) {
      static_cast<Tokens*>(to)->emplace_back(token, static_cast<std::size_t>(size));
      return SQLITE_OK;
    };
    methods_.xTokenize(made_, &found, why, text.data(), static_cast<int>(text.size()), take);
    return found;
  }

 private:
  fts5_tokenizer methods_{};
  Fts5Tokenizer* made_ = nullptr;
};

using Phrases = std::vector<Tokens>;

// "a b" "c" as two phrases.
Phrases phrases_of(const Tokenizer& tokenizer, std::string_view words) {
  Phrases phrases;
  for (std::size_t open = words.find('"'); open != std::string_view::npos;) {
    const std::size_t close = words.find('"', open + 1);
    if (close == std::string_view::npos) break;
    phrases.push_back(tokenizer.tokens(words.substr(open + 1, close - open - 1), FTS5_TOKENIZE_QUERY));
    open = words.find('"', close + 1);
  }
  return phrases;
}

std::string_view text_of(sqlite3_value* value) {
  const unsigned char* text = sqlite3_value_text(value);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void holds_words(sqlite3_context* context, int, sqlite3_value** values) {
  const auto& tokenizer = *static_cast<const Tokenizer*>(sqlite3_user_data(context));
  // The words are the same for every row.
  const auto* phrases = static_cast<const Phrases*>(sqlite3_get_auxdata(context, 0));
  std::unique_ptr<Phrases> own;
  if (phrases == nullptr) {
    own = std::make_unique<Phrases>(phrases_of(tokenizer, text_of(values[0])));
    phrases = own.get();
  }
  const Tokens text = tokenizer.tokens(text_of(values[1]), FTS5_TOKENIZE_DOCUMENT);
  const bool all = std::all_of(phrases->begin(), phrases->end(), [&](const Tokens& phrase) {
    return phrase.empty() || std::search(text.begin(), text.end(), phrase.begin(), phrase.end()) != text.end();
  });
  sqlite3_result_int(context, all ? 1 : 0);
  if (own) sqlite3_set_auxdata(context, 0, own.release(), [](void* old) { delete static_cast<Phrases*>(old); });
}

fts5_api* api_of(sqlite3* database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT fts5(?)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

void add_words_function(sqlite3* database) {
  fts5_api* api = api_of(database);
  if (api == nullptr) throw SqlError("SQLite was built without FTS5", false);
  auto tokenizer = std::make_unique<Tokenizer>(api);
  sqlite3_create_function_v2(database, "holds_words", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, tokenizer.get(), holds_words, nullptr, nullptr,
                             [](void* old) { delete static_cast<Tokenizer*>(old); });
  static_cast<void>(tokenizer.release());
}

}  // namespace tradewire::store
