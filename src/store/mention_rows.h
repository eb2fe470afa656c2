// Mentions as rows: a mention goes to `mentions` and `fillers` (with `entities` and `provenances` holding what many share)
// and comes back equal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/mention.h"
#include "store/sight.h"
#include "store/sql.h"

namespace tradewire::store {

// Where a mention belongs, beside what it says.
struct MentionPlace {
  std::int64_t document = 0;  // rows
  std::int64_t event = 0;
  std::int64_t time = 0;
  std::int64_t digest = 0;    // of the evidence; equal for copies
  std::string block;          // mentions of one block may become one event: the type, or what an analyst's decision says
  bool copy = false;
};

class MentionRows {
 public:
  // `connection` outlives this.
  explicit MentionRows(Connection& connection) : connection_(connection) {}

  // The row of a party or thing, made when it is new; the text stands for the name of what has none.
  std::int64_t entity_row(const extract::Filler& filler);
  // The entities of a mention in their roles; rows are made for what is new.
  std::vector<Seat> seats(const extract::Mention& mention);
  // Its new row; its words are found only after index_words(), until which it must live. REQUIRES: no mention with that
  // id is stored, and of its document all that are came after the last index_words().
  std::int64_t insert(const extract::Mention& mention, const MentionPlace& place);
  // To be called at the end of a transaction: the index gathers best when nothing else is written in between.
  void index_words();
  // All mentions of a document. REQUIRES: their words are indexed.
  void remove_all(std::int64_t document);
  // REQUIRES: the row is there.
  extract::Mention load(std::int64_t row);
  std::vector<extract::Mention> load(const std::vector<std::int64_t>& rows);

  // What was learnt of `entities` and `provenances` may be stale: another process wrote, or a transaction was undone.
  void forget();

 private:
  // A text that mentions stand in: its place, and its row once there is one.
  struct Passage {
    std::int64_t document = 0;
    bool in_title = false;
    std::uint32_t start = 0;
    std::uint64_t digest = 0;  // of the text: an older version has another one in the same place
    friend bool operator==(const Passage&, const Passage&) = default;
  };
  struct PassageHash {
    std::size_t operator()(const Passage& p) const;
  };
  std::int64_t exact_entity_row(const extract::Filler& filler, const std::string& name);
  std::int64_t provenance_row(const extract::Mention& mention);
  std::int64_t passage_row(std::int64_t document, bool in_title, std::uint32_t start, const std::string& text);
  std::int64_t filler_entity(const extract::Filler& filler);
  void insert_filler(std::int64_t mention, int position, std::string_view role, const extract::Filler& filler);

  Connection& connection_;
  std::unordered_map<std::string, std::int64_t> entities_;
  std::unordered_map<std::string, std::int64_t> provenances_;
  std::unordered_map<Passage, std::int64_t, PassageHash> passages_;  // of the documents that are being written
  std::vector<std::pair<std::int64_t, const std::string*>> unindexed_;
  std::string key_;
};

}  // namespace tradewire::store
