// SqlStore: the Store over a Connection, whichever engine that is.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "store/event_query.h"
#include "store/mention_rows.h"
#include "store/merger.h"
#include "store/score.h"
#include "store/sql.h"
#include "store/store.h"
#include "store/versions.h"

namespace tradewire::store {

class SqlStore final : public Store {
 public:
  SqlStore(std::unique_ptr<Connection> connection, MergingRules rules, std::string where);

  base::Result<Added> add_document(const Document& document, const std::vector<extract::Mention>& mentions, base::UnixTime now) override;
  base::Result<AddedCounts> add_documents(const std::vector<Incoming>& documents, base::UnixTime now) override;
  base::Result<Added> replace_mentions(const std::string& document, const std::vector<extract::Mention>& mentions, base::UnixTime now) override;
  base::Result<std::optional<std::string>> document_hash(const std::string& id) override;
  base::Result<std::optional<Document>> document(const std::string& id) override;
  base::Result<std::vector<std::string>> like(const Document& document, int bits) override;
  base::Result<std::vector<std::string>> document_ids(const std::string& after, std::size_t limit) override;
  base::Result<std::vector<extract::Mention>> mentions(const std::string& document) override;
  base::Result<std::optional<extract::Mention>> mention(const std::string& id) override;
  base::Result<std::vector<Event>> events(const EventQuery& query) override;
  base::Result<std::vector<EventDetail>> details(const EventQuery& query) override;
  base::Result<EventDetail> show(const std::string& id) override;
  base::Result<std::vector<Change>> changes(base::UnixTime since, const EventQuery& query) override;
  base::Result<std::vector<Change>> merge(const std::vector<std::string>& events, base::UnixTime now) override;
  base::Result<std::vector<Change>> split(const std::string& event, const std::vector<std::string>& mentions, base::UnixTime now) override;
  base::Result<std::vector<Change>> reject(const std::string& event, bool rejected, base::UnixTime now) override;
  base::Result<std::vector<Change>> pin(const std::string& event, bool pinned, base::UnixTime now) override;
  base::Result<SourceState> source(const std::string& name) override;
  base::Status save_source(const SourceState& state) override;
  base::Result<std::vector<SourceState>> sources() override;
  base::Result<std::optional<Visit>> visit(const std::string& document) override;
  base::Status save_visit(const Visit& visit) override;
  base::Result<std::string> note(const std::string& name) override;
  base::Status set_note(const std::string& name, const std::string& text) override;
  base::Status export_lines(const std::function<bool(std::string_view)>& line) override;
  base::Result<std::uint64_t> import_lines(const std::function<std::optional<std::string>()>& line) override;
  base::Result<StoreInfo> info() override;
  base::Result<std::vector<std::string>> check() override;

 private:
  // Runs `act` and turns SqlError into Error; what is held in memory is forgotten after a failure.
  template <typename T, typename Act>
  base::Result<T> guarded(Act act);
  // As guarded(), in a transaction, with what other processes wrote taken note of.
  template <typename T, typename Act>
  base::Result<T> writing(Act act);
  base::Error error_of(const SqlError& error) const;

  // Takes out the mentions of a document, and gives them.
  std::vector<extract::Mention> take_out(std::int64_t row, const std::string& id);
  Added put_in(std::int64_t row, std::int64_t fetched_at, const VersionedMentions& mentions, base::UnixTime now);
  // The row of a document, and whether it is there with this text.
  struct Known {
    std::optional<std::int64_t> row;
    bool same = false;
  };
  Known known(const Document& document);
  std::vector<const extract::Mention*> merge_in(std::int64_t row, std::int64_t fetched_at, const std::vector<extract::Mention>& mentions);
  Added add_version(const Document& document, std::int64_t row, const std::vector<extract::Mention>& mentions, base::UnixTime now);
  std::int64_t write_document(const Document& document, std::int64_t fetched_at, std::optional<std::int64_t> row);
  std::optional<std::int64_t> event_row(const std::string& id);
  std::int64_t wanted_event(const std::string& id);
  std::vector<std::string> event_mentions(std::int64_t row);
  void bind_mentions(const std::vector<std::string>& mentions, const std::string& bond, const std::string& block);
  void give_verdict(const std::string& bond, std::optional<bool> pinned, std::optional<bool> rejected);
  std::vector<Change> decide(const std::string& event, std::optional<bool> pinned, std::optional<bool> rejected, base::UnixTime now);

  std::unique_ptr<Connection> connection_;
  MergingRules rules_;
  std::string where_;
  MentionRows rows_;
  Merger merger_;
  EventQueries queries_;
  std::int64_t data_version_ = 0;
};

// What is asked for is not there: not a failure of the database.
struct NotFound {
  base::Error error;
};

}  // namespace tradewire::store
