#include "pipeline/reextract.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "pipeline/ordered_pool.h"
#include "pipeline/stored_documents.h"

namespace tradewire::pipeline {
namespace {

constexpr std::size_t kBatch = 200;  // documents between two notes of how far it has come
constexpr const char* kNote = "reextract";

extract::Mention bare(extract::Mention mention) {
  mention.id.clear();
  mention.tradewire_version.clear();
  mention.rules_version.clear();
  mention.document = {};
  return mention;
}

// One call's work.
class Work {
 public:
  Work(store::Store& store, const extract::Extractor& extractor, const ReextractOptions& options, const std::function<void(const store::Added&)>& changed)
      : store_(store), extractor_(extractor), options_(options), changed_(changed) {}

  base::Status batch(const std::vector<std::string>& ids) {
    OrderedPool<Extracted> pool(options_.threads, [this](Extracted extracted) { take(std::move(extracted)); });
    for (const std::string& id : ids) {
      if (error_ || options_.stop()) break;
      const auto row = store_.document(id);
      if (!row) return row.error();
      if (!row->has_value()) continue;
      pool.push([this, document = document_of(**row)] { return Extracted{document.id, extractor_.extract(document)}; });
    }
    pool.finish();
    if (error_) return *error_;
    return base::Done{};
  }

  ReextractSummary summary;
  std::string last;  // document that is done

 private:
  struct Extracted {
    std::string document;
    std::vector<extract::Mention> mentions;
  };

  void take(Extracted extracted) {
    if (error_) return;
    auto before = store_.mentions(extracted.document);
    if (!before) return fail(before.error());
    std::erase_if(*before, [](const extract::Mention& mention) { return mention.superseded; });
    if (!says_the_same(*before, extracted.mentions)) {
      const auto added = store_.replace_mentions(extracted.document, extracted.mentions, options_.now);
      if (!added) return fail(added.error());
      ++summary.changed;
      summary.changes += added->changes.size();
      changed_(*added);
    }
    ++summary.documents;
    last = extracted.document;
  }
  void fail(const base::Error& error) { error_ = error; }

  store::Store& store_;
  const extract::Extractor& extractor_;
  const ReextractOptions& options_;
  const std::function<void(const store::Added&)>& changed_;
  std::optional<base::Error> error_;
};

// "rules version, documents done, last id", of the call that was stopped.
struct Mark {
  std::string rules;
  std::size_t done = 0;
  std::string last;
};

Mark mark_of(const std::string& note) {
  const std::size_t first = note.find(' ');
  const std::size_t second = first == std::string::npos ? first : note.find(' ', first + 1);
  if (second == std::string::npos) return {};
  return {note.substr(0, first), static_cast<std::size_t>(std::strtoull(note.c_str() + first, nullptr, 10)), note.substr(second + 1)};
}

}  // namespace

bool says_the_same(std::vector<extract::Mention> a, std::vector<extract::Mention> b) {
  const auto place = [](const extract::Mention& m) { return std::tuple(!m.in_title, m.trigger.span.start, m.type); };
  const auto earlier = [&](const extract::Mention& x, const extract::Mention& y) { return place(x) < place(y); };
  std::stable_sort(a.begin(), a.end(), earlier);
  std::stable_sort(b.begin(), b.end(), earlier);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const extract::Mention& x, const extract::Mention& y) { return bare(x) == bare(y); });
}

base::Result<ReextractSummary> reextract(store::Store& store, const extract::Extractor& extractor, const ReextractOptions& options,
                                         const std::function<void(const store::Added&)>& changed,
                                         const std::function<void(std::size_t done, std::size_t all)>& progress) {
  const auto info = store.info();
  if (!info) return info.error();
  const auto note = store.note(kNote);
  if (!note) return note.error();
  Work work(store, extractor, options, changed);
  const Mark mark = mark_of(*note);
  const bool resumes = !options.anew && mark.rules == extractor.rules_version();
  if (resumes) work.summary.resumed_at = mark.done;
  work.last = resumes ? mark.last : "";
  for (;;) {
    progress(work.summary.resumed_at + work.summary.documents, info->documents);
    const auto ids = store.document_ids(work.last, kBatch);
    if (!ids) return ids.error();
    if (ids->empty()) break;
    const auto done = work.batch(*ids);
    if (!done) return done.error();
    work.summary.stopped = options.stop();
    if (!work.summary.stopped) work.last = ids->back();
    const std::size_t count = work.summary.resumed_at + work.summary.documents;
    const auto noted = store.set_note(kNote, extractor.rules_version() + " " + std::to_string(count) + " " + work.last);
    if (!noted) return noted.error();
    if (work.summary.stopped) return work.summary;
  }
  const auto cleared = store.set_note(kNote, "");
  if (!cleared) return cleared.error();
  return work.summary;
}

}  // namespace tradewire::pipeline
