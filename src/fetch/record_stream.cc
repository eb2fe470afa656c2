#include "fetch/record_stream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

namespace tradewire::fetch {
namespace {

constexpr std::size_t kStep = 1U << 16;
constexpr std::string_view kMemberStart("\x1F\x8B\x08", 3);

// Where bytes of the plain stream come from.
struct Mark {
  std::uint64_t plain = 0;
  std::uint64_t file = 0;
};

}  // namespace

struct RecordStream::State {
  int fd = -1;
  std::string raw;            // read from the file and not yet used
  std::uint64_t raw_at = 0;   // file offset of raw[0]
  bool file_ended = false;
  bool compressed = false;
  bool in_member = false;
  z_stream z{};
  std::string plain;          // decompressed and not yet read; the first `used` bytes are done with
  std::size_t used = 0;
  std::uint64_t plain_at = 0; // stream position of plain[0]
  std::vector<Mark> marks;
  bool damaged = false;
  std::uint64_t damage_at = 0;

  ~State() {
    if (compressed) inflateEnd(&z);
    if (fd >= 0) ::close(fd);
  }

  bool read_raw() {
    if (file_ended) return false;
    const std::size_t had = raw.size();
    raw.resize(had + kStep);
    ssize_t got = 0;
    do {
      got = ::read(fd, raw.data() + had, kStep);
    } while (got < 0 && errno == EINTR);
    raw.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got <= 0) file_ended = true;
    return got > 0;
  }

  void drop_raw(std::size_t count) {
    raw.erase(0, count);
    raw_at += count;
  }

  void mark() {
    std::erase_if(marks, [&](const Mark& old) { return &old != &marks.back() && old.plain + (1U << 20) < plain_at; });
    marks.push_back({plain_at + plain.size(), raw_at});
  }

  void damage() {
    if (!damaged) damage_at = raw_at;
    damaged = true;
    in_member = false;
    inflateReset(&z);
  }

  // Steps to the next member's first byte. False at the end of the file.
  bool find_member(bool quietly) {
    bool skipped = false;
    for (;;) {
      while (raw.size() < kMemberStart.size()) {
        if (!read_raw()) return false;
      }
      const std::size_t at = raw.find(kMemberStart);
      if (at == 0) break;
      if (at != std::string::npos) {
        skipped = skipped || raw.find_first_not_of('\0') < at;
        drop_raw(at);
        break;
      }
      skipped = skipped || raw.find_first_not_of('\0') != std::string::npos;
      drop_raw(raw.size() - (kMemberStart.size() - 1));
    }
    if (skipped && !quietly) damage();
    return true;
  }

  bool fill_compressed() {
    if (!in_member) {
      if (!find_member(damaged)) return false;
      inflateReset(&z);
      in_member = true;
      mark();
    }
    if (raw.empty() && !read_raw()) {
      damage();  // the file ends inside a member
      return false;
    }
    std::array<char, kStep> buffer{};
    z.next_in = reinterpret_cast<Bytef*>(raw.data());
    z.avail_in = static_cast<uInt>(raw.size());
    z.next_out = reinterpret_cast<Bytef*>(buffer.data());
    z.avail_out = static_cast<uInt>(buffer.size());
    const int code = inflate(&z, Z_NO_FLUSH);
    plain.append(buffer.data(), buffer.size() - z.avail_out);
    drop_raw(raw.size() - z.avail_in);
    if (code == Z_STREAM_END) {
      in_member = false;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      damage();
      if (!raw.empty()) drop_raw(1);
    }
    return true;
  }

  bool fill() {
    if (used > (1U << 20) || used == plain.size()) {
      plain.erase(0, used);
      plain_at += used;
      used = 0;
    }
    if (compressed) return fill_compressed();
    if (raw.empty() && !read_raw()) return false;
    plain += raw;
    drop_raw(raw.size());
    return true;
  }
};

RecordStream::RecordStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordStream::~RecordStream() = default;
RecordStream::RecordStream(RecordStream&&) noexcept = default;
RecordStream& RecordStream::operator=(RecordStream&&) noexcept = default;

base::Result<RecordStream> RecordStream::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->fd < 0) return base::Error{std::strerror(errno), path, "give an archive file that exists"};
  if (!state->read_raw() && ::lseek(state->fd, 0, SEEK_CUR) < 0) return base::Error{"cannot be read", path, "give a file"};
  if (state->raw.starts_with(kMemberStart)) {
    if (inflateInit2(&state->z, MAX_WBITS + 16) != Z_OK) return base::Error{"no memory to decompress", path, ""};
    state->compressed = true;
  }
  return RecordStream(std::move(state));
}

bool RecordStream::read_line(std::string& line, std::size_t limit) {
  State& s = *state_;
  line.clear();
  for (;;) {
    const std::string_view rest = std::string_view(s.plain).substr(s.used);
    const std::size_t end = rest.find('\n');
    const std::string_view piece = rest.substr(0, end);
    if (line.size() < limit) line += piece.substr(0, limit - line.size());
    if (end != std::string_view::npos) {
      s.used += end + 1;
      if (line.ends_with('\r')) line.pop_back();
      return true;
    }
    s.used += piece.size();
    const bool was_damaged = s.damaged;
    if (!s.fill()) return !line.empty();
    if (s.damaged && !was_damaged) return true;
  }
}

std::uint64_t RecordStream::read(std::uint64_t count, std::string* into) {
  State& s = *state_;
  std::uint64_t done = 0;
  while (done < count) {
    const std::size_t there = s.plain.size() - s.used;
    if (there == 0) {
      const bool was_damaged = s.damaged;
      if (!s.fill() || (s.damaged && !was_damaged && s.plain.size() == s.used)) break;
      if (s.damaged && !was_damaged) count = std::min<std::uint64_t>(count, done + (s.plain.size() - s.used));
      continue;
    }
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(there, count - done));
    if (into != nullptr) into->append(s.plain, s.used, step);
    s.used += step;
    done += step;
  }
  return done;
}

std::uint64_t RecordStream::offset() const {
  const State& s = *state_;
  const std::uint64_t position = s.plain_at + s.used;
  if (!s.compressed) return s.raw_at - (s.plain.size() - s.used);
  if (s.used == s.plain.size() && !s.in_member) return s.raw_at;
  std::uint64_t found = 0;
  for (const Mark& mark : s.marks) {
    if (mark.plain <= position) found = mark.file;
  }
  return found;
}

base::Status RecordStream::seek(std::uint64_t offset) {
  State& s = *state_;
  if (::lseek(s.fd, static_cast<off_t>(offset), SEEK_SET) < 0) return base::Error{std::strerror(errno), "byte " + std::to_string(offset), ""};
  s.raw.clear();
  s.raw_at = offset;
  s.file_ended = false;
  s.in_member = false;
  s.plain.clear();
  s.used = 0;
  s.plain_at = 0;
  s.marks.clear();
  s.damaged = false;
  return base::Done{};
}

bool RecordStream::damaged() const { return state_->damaged; }

std::uint64_t RecordStream::take_damage() {
  state_->damaged = false;
  return state_->damage_at;
}

}  // namespace tradewire::fetch
