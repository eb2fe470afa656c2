// ArchiveWriter: WARC 1.1 records appended one gzip member each, with a list beside the file that finds earlier bodies
// again and tells where the last whole record ends.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <filesystem>
#include <unordered_map>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "fetch/http_message.h"
#include "fetch/inflate.h"
#include "fetch/warc.h"

namespace tradewire::fetch {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// Bodies smaller than this are not worth a revisit record.
constexpr std::size_t kMinRevisit = 64;

// Of how many files of the archive, the newest, it is known what they hold. What came before is kept again when it comes
// again: an archive of years is not read at the start of every run.
constexpr std::size_t kKnownFiles = 2;

struct Earlier {
  std::string digest;  // empty: not worth a revisit record
  std::string url;
  std::string date;
  std::string record_id;
};

base::Error system_error(const std::string& path) { return base::Error{std::strerror(errno), path, "", base::ErrorKind::kStore}; }

// A name-based UUID (version 8 layout over SHA-256): the same record has the same name in every run.
std::string record_id(std::string_view seed) {
  std::string hex = base::sha256_hex(seed).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<std::size_t>(hex[16] % 4)];
  return "<urn:uuid:" + hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" + hex.substr(20) + ">";
}

std::string digits14(base::UnixTime time) {
  std::string text = base::to_rfc3339(time);
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  return text;
}

std::string record_text(const Fields& fields, std::string_view block) {
  std::string text = "WARC/1.1\r\n";
  for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
  text += "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n";
  text += block;
  return text + "\r\n\r\n";
}

// The head as it must read over a body that is neither chunked nor compressed: fields that told otherwise keep their
// content under another name, and HTTP/2's status line becomes one that every reader knows.
std::string stored_head(const Exchange& exchange) {
  const HttpHead head = parse_http_head(exchange.headers);
  std::string reason = "OK";
  if (const std::size_t at = head.status_line.find(' ', 9); head.status_line.starts_with("HTTP/1") && at != std::string::npos) {
    reason = head.status_line.substr(at + 1);
  } else if (exchange.status != 200) {
    reason = "Status";
  }
  std::string text = "HTTP/1.1 " + std::to_string(exchange.status) + " " + reason + "\r\n";
  for (const auto& [name, value] : head.fields) {
    const bool moved = equals_ignoring_case(name, "Content-Encoding") || equals_ignoring_case(name, "Transfer-Encoding") ||
                       equals_ignoring_case(name, "Content-Length");
    text += (moved ? "X-Archive-Orig-" : "") + name + ": " + value + "\r\n";
  }
  text += "Content-Length: " + std::to_string(exchange.body.size()) + "\r\n";
  return text + "\r\n";
}

}  // namespace

struct ArchiveWriter::State {
  ArchiveOptions options;
  std::function<base::UnixTime()> now;
  std::string file;  // name within the folder
  int fd = -1;
  int list_fd = -1;
  std::uint64_t size = 0;
  std::deque<Earlier> known;
  std::unordered_map<std::string_view, const Earlier*> by_digest, by_url;  // views into `known`

  ~State() { close_files(); }

  void close_files() {
    if (fd >= 0) ::close(fd);
    if (list_fd >= 0) ::close(list_fd);
    fd = list_fd = -1;
  }

  std::string path() const { return options.folder + "/" + file; }

  // One line of the list: digest, URL, date, record id, end of the record in the file; tabs between.
  std::uint64_t read_list(const std::string& list) {
    std::uint64_t end = 0;
    const auto text = base::read_file(list);
    if (!text) return 0;
    std::string_view rest = *text;
    while (!rest.empty()) {
      const std::size_t line_end = rest.find('\n');
      if (line_end == std::string_view::npos) break;  // cut off while being written
      std::array<std::string, 5> parts;
      std::string_view line = rest.substr(0, line_end);
      rest.remove_prefix(line_end + 1);
      std::size_t count = 0;
      for (; count < parts.size(); ++count) {
        const std::size_t tab = line.find('\t');
        parts[count] = line.substr(0, tab);
        if (tab == std::string_view::npos) break;
        line.remove_prefix(tab + 1);
      }
      if (count != 4) continue;
      remember({parts[0], parts[1], parts[2], parts[3]});
      end = std::max<std::uint64_t>(end, std::strtoull(parts[4].c_str(), nullptr, 10));
    }
    return end;
  }

  void remember(Earlier earlier) {
    const Earlier& kept = known.emplace_back(std::move(earlier));
    if (!kept.digest.empty()) by_digest.emplace(kept.digest, &kept);
    by_url.insert_or_assign(kept.url, &kept);
  }

  // The end of the last whole record: from the list, or by reading on from there.
  base::Result<std::uint64_t> whole_end(std::uint64_t listed) {
    auto reader = WarcReader::open(path());
    if (!reader) return reader.error();
    std::error_code code;
    const std::uint64_t file_size = std::filesystem::file_size(path(), code);
    if (listed > file_size) listed = 0;
    if (const auto sought = reader->seek(listed); !sought) return sought.error();
    for (;;) {
      const std::uint64_t end = reader->offset();
      auto record = reader->next();
      if (!record) return end;
      if (!*record) return file_size;
      if ((*record)->truncated) return (*record)->offset;
    }
  }

  base::Status continue_newest(const std::string& name) {
    file = name;
    const std::uint64_t listed = read_list(path() + ".list");
    const auto end = whole_end(listed);
    if (!end) return end.error();
    std::error_code code;
    if (std::filesystem::file_size(path(), code) > *end) std::filesystem::resize_file(path(), *end, code);
    if (code) return base::Error{code.message(), path(), "", base::ErrorKind::kStore};
    return open_files();
  }

  base::Status open_files() {
    close_files();
    fd = ::open(path().c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return system_error(path());
    list_fd = ::open((path() + ".list").c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (list_fd < 0) return system_error(path() + ".list");
    struct stat info {};
    size = ::fstat(fd, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
    return size == 0 ? write_info() : base::Status(base::Done{});
  }

  base::Status begin_file() {
    std::error_code code;
    std::filesystem::create_directories(options.folder, code);
    if (code) return base::Error{code.message(), options.folder, "give a folder that can be written", base::ErrorKind::kStore};
    const std::string stem = options.prefix + "-" + digits14(now()) + "-";
    for (int serial = 0;; ++serial) {
      std::array<char, 16> number{};
      std::snprintf(number.data(), number.size(), "%05d", serial);
      file = stem + number.data() + ".warc.gz";
      if (!std::filesystem::exists(path(), code)) return open_files();
    }
  }

  base::Status write_info() {
    const std::string block = "software: " + options.software + "\r\nformat: WARC File Format 1.1\r\n" +
                              "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n";
    const std::string date = base::to_rfc3339(now());
    return append({{"WARC-Type", "warcinfo"},
                   {"WARC-Record-ID", record_id(file + date)},
                   {"WARC-Date", date},
                   {"WARC-Filename", file},
                   {"Content-Type", "application/warc-fields"}},
                  block);
  }

  base::Status write_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t put = ::write(to, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return system_error(path());
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return base::Done{};
  }

  // A failed write (a full disk) is taken back, so that the file stays readable.
  base::Status append(const Fields& fields, std::string_view block) {
    const std::string member = gzip(record_text(fields, block));
    const base::Status written = write_all(fd, member);
    if (!written) {
      if (::ftruncate(fd, static_cast<off_t>(size)) != 0) return system_error(path());
      return written;
    }
    size += member.size();
    return written;
  }

  const Earlier* revisited(const Exchange& exchange, const std::string& digest) const {
    if (exchange.status == 304) {
      const auto found = by_url.find(exchange.url);
      return found == by_url.end() ? nullptr : found->second;
    }
    if (exchange.body.size() < kMinRevisit) return nullptr;
    const auto found = by_digest.find(digest);
    return found == by_digest.end() ? nullptr : found->second;
  }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveWriter::~ArchiveWriter() = default;
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter& ArchiveWriter::operator=(ArchiveWriter&&) noexcept = default;

base::Result<ArchiveWriter> ArchiveWriter::open(ArchiveOptions options, std::function<base::UnixTime()> now) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  state->now = std::move(now);
  std::vector<std::string> files = base::files_below(state->options.folder, ".warc.gz");
  std::erase_if(files, [&](const std::string& name) { return !name.starts_with(state->options.prefix + "-") || name.find('/') != std::string::npos; });
  for (std::size_t i = files.size() > kKnownFiles ? files.size() - kKnownFiles : 0; i + 1 < files.size(); ++i) {
    state->read_list(state->options.folder + "/" + files[i] + ".list");
  }
  const base::Status ready = files.empty() ? state->begin_file() : state->continue_newest(files.back());
  if (!ready) return ready.error();
  return ArchiveWriter(std::move(state));
}

base::Result<ArchiveWriter::Place> ArchiveWriter::write(const Exchange& exchange) {
  State& s = *state_;
  if (s.size > s.options.max_file_bytes) {
    if (const base::Status begun = s.begin_file(); !begun) return begun.error();
  }
  const std::string head = stored_head(exchange);
  const std::string digest = "sha1:" + base::sha1_base32(exchange.body);
  const std::string date = base::to_rfc3339(exchange.fetched_at);
  const Earlier* earlier = s.revisited(exchange, digest);
  const std::string block = earlier == nullptr ? head + exchange.body : head;
  const std::string id = record_id(exchange.url + "\n" + date + "\n" + digest + "\n" + std::to_string(s.size));
  Fields fields = {{"WARC-Type", earlier == nullptr ? "response" : "revisit"},
                   {"WARC-Record-ID", id},
                   {"WARC-Date", date},
                   {"WARC-Target-URI", exchange.url}};
  if (!exchange.address.empty()) fields.emplace_back("WARC-IP-Address", exchange.address);
  fields.emplace_back("Content-Type", "application/http;msgtype=response");
  fields.emplace_back("WARC-Block-Digest", "sha1:" + base::sha1_base32(block));
  fields.emplace_back("WARC-Payload-Digest", digest);
  if (earlier != nullptr) {
    fields.emplace_back("WARC-Profile", std::string("http://netpreserve.org/warc/1.1/revisit/") +
                                            (exchange.status == 304 ? "server-not-modified" : "identical-payload-digest"));
    fields.emplace_back("WARC-Refers-To", earlier->record_id);
    fields.emplace_back("WARC-Refers-To-Target-URI", earlier->url);
    fields.emplace_back("WARC-Refers-To-Date", earlier->date);
  }
  const Place place{s.file, s.size};
  if (const base::Status done = s.append(fields, block); !done) return done.error();
  if (earlier == nullptr) {
    const std::string line = digest + "\t" + exchange.url + "\t" + date + "\t" + id + "\t" + std::to_string(s.size) + "\n";
    if (const base::Status done = s.write_all(s.list_fd, line); !done) return done.error();
    s.remember({exchange.body.size() >= kMinRevisit ? digest : "", exchange.url, date, id});
  }
  return place;
}

base::Status ArchiveWriter::flush() {
  if (::fsync(state_->fd) != 0 || ::fsync(state_->list_fd) != 0) return system_error(state_->path());
  return base::Done{};
}

}  // namespace tradewire::fetch
