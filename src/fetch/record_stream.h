// RecordStream: the bytes of an archive file without its compression, with the file offset of each gzip member, and a
// way on behind damage. Below WarcReader.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tradewire::fetch {

class RecordStream {
 public:
  static base::Result<RecordStream> open(const std::string& path);
  ~RecordStream();
  RecordStream(RecordStream&&) noexcept;
  RecordStream& operator=(RecordStream&&) noexcept;

  // The line up to and without LF and a CR before it, cut at `limit`. False at the end of the stream.
  bool read_line(std::string& line, std::size_t limit);

  // Appends up to `count` bytes; gives how many there were.
  std::uint64_t read(std::uint64_t count, std::string* into);

  // Where the next byte comes from: its own offset in a plain file, its member's in a compressed one.
  std::uint64_t offset() const;

  // The next read starts at the file offset.
  base::Status seek(std::uint64_t offset);

  // True when the compressed data broke; the stream then goes on at the next gzip member that can be found, and
  // take_damage() gives the place once.
  bool damaged() const;
  std::uint64_t take_damage();

 private:
  struct State;
  explicit RecordStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tradewire::fetch
