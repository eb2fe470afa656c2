// WARC 1.0 and 1.1 (ISO 28500): reading anybody's files record by record, and the archive that runs write.
//
// Reading takes plain files and concatenated gzip members, folded header lines, bare LF line ends, missing or wrong
// Content-Length at the end of a cut file; HTTP bodies come out without chunking and compression.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "fetch/page.h"

namespace tradewire::fetch {

struct WarcRecord {
  std::uint64_t offset = 0;          // of the record's first byte (its gzip member's, when compressed) in the file
  std::string version;               // "WARC/1.1"
  std::vector<std::pair<std::string, std::string>> fields;  // as written, in order
  std::string block;
  bool truncated = false;            // the file ended inside this record

  std::string_view field(std::string_view name) const;  // case-insensitive; empty when absent
  std::string_view type() const { return field("WARC-Type"); }
  std::string_view url() const;      // WARC-Target-URI without angle brackets
};

class WarcReader {
 public:
  // Limits: a record whose block is longer than `max_block` bytes is cut and marked truncated.
  static base::Result<WarcReader> open(const std::string& path, std::uint64_t max_block = 64U << 20);
  ~WarcReader();
  WarcReader(WarcReader&&) noexcept;
  WarcReader& operator=(WarcReader&&) noexcept;

  // The next record; nothing at the end. A damaged stretch is an Error once, then reading goes on at the next record
  // that can be found.
  base::Result<std::optional<WarcRecord>> next();

  // Where the next record, or the blank lines in front of it, begins.
  std::uint64_t offset() const;

  // Goes to a record's offset.
  base::Status seek(std::uint64_t offset);

 private:
  struct State;
  explicit WarcReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The HTTP response in a response, revisit or resource record; nothing for other records. `decoded_ok` tells whether
// the body could be freed of chunking and compression to its end.
std::optional<Exchange> exchange_of(const WarcRecord& record, bool* decoded_ok = nullptr);

struct ArchiveOptions {
  std::string folder;                     // made when absent
  std::string prefix = "tradewire";
  std::uint64_t max_file_bytes = 1U << 30;  // then the next file is begun
  std::string software = "tradewire";     // of the warcinfo record
};

// Appends exchanges as WARC 1.1 records, each a gzip member of its own, so that a file cut anywhere loses only its last
// record. A body that was written before is kept as a revisit record.
class ArchiveWriter {
 public:
  // Continues the newest file of the folder; a half-written last record is cut off first. REQUIRES: one writer at a
  // time (the run lock).
  static base::Result<ArchiveWriter> open(ArchiveOptions options, std::function<base::UnixTime()> now);
  ~ArchiveWriter();
  ArchiveWriter(ArchiveWriter&&) noexcept;
  ArchiveWriter& operator=(ArchiveWriter&&) noexcept;

  // Where a record stands, for the store: "file.warc.gz" and the member's offset.
  struct Place {
    std::string file;
    std::uint64_t offset = 0;
  };
  base::Result<Place> write(const Exchange& exchange);
  base::Status flush();  // to the disk

 private:
  struct State;
  explicit ArchiveWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The .warc and .warc.gz files of a folder, oldest first by name, or the file itself.
std::vector<std::string> archive_files(const std::string& path);

}  // namespace tradewire::fetch
