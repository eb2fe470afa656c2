#include "fetch/warc.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/file.h"
#include "fetch/content_coding.h"
#include "fetch/http_message.h"
#include "fetch/inflate.h"
#include "fetch/record_stream.h"

namespace tradewire::fetch {
namespace {

constexpr std::size_t kMaxLine = 64U << 10;
constexpr std::size_t kMaxFields = 1000;
constexpr std::uint64_t kMaxBody = 256U << 20;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_version(std::string_view line) { return line.starts_with("WARC/") && line.size() < 16; }

// The lines up to the blank one. False when the stream ended before it.
bool read_fields(RecordStream& stream, WarcRecord& record) {
  std::string line;
  while (stream.read_line(line, kMaxLine)) {
    if (line.empty()) return true;
    if ((line[0] == ' ' || line[0] == '\t') && !record.fields.empty()) {
      record.fields.back().second += " " + std::string(trimmed(line));
    } else if (const std::size_t colon = line.find(':'); colon != std::string::npos && record.fields.size() < kMaxFields) {
      record.fields.emplace_back(trimmed(std::string_view(line).substr(0, colon)), trimmed(std::string_view(line).substr(colon + 1)));
    }
  }
  return false;
}

std::optional<std::uint64_t> content_length(const WarcRecord& record) {
  const std::string_view text = record.field("Content-Length");
  std::uint64_t length = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (code != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return length;
}

bool has_coding(std::string_view codings, std::string_view name) {
  while (!codings.empty()) {
    const std::size_t comma = codings.find(',');
    if (equals_ignoring_case(trimmed(codings.substr(0, comma)), name)) return true;
    if (comma == std::string_view::npos) return false;
    codings.remove_prefix(comma + 1);
  }
  return false;
}

// The body without chunking and compression. A field that promises what the body does not hold is taken for a leftover
// of a crawler that had undone it already.
std::string decoded_body(const HttpHead& head, std::string_view bytes, bool& whole) {
  std::string body(bytes);
  if (has_coding(head.field("Transfer-Encoding"), "chunked")) {
    if (auto plain = dechunk(body)) {
      body = std::move(plain->bytes);
      whole = whole && plain->complete;
    }
  }
  if (auto plain = decode_content(head.field("Content-Encoding"), body, kMaxBody)) {
    body = std::move(plain->bytes);
    whole = whole && plain->complete;
  }
  return body;
}

}  // namespace

std::string_view WarcRecord::field(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (equals_ignoring_case(key, name)) return value;
  }
  return {};
}

std::string_view WarcRecord::url() const {
  std::string_view text = field("WARC-Target-URI");
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  return text;
}

struct WarcReader::State {
  RecordStream stream;
  std::string path;
  std::uint64_t max_block = 0;
  std::string pending_version;      // found while looking for the way on
  std::uint64_t pending_offset = 0;
};

WarcReader::WarcReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
WarcReader::~WarcReader() = default;
WarcReader::WarcReader(WarcReader&&) noexcept = default;
WarcReader& WarcReader::operator=(WarcReader&&) noexcept = default;

base::Result<WarcReader> WarcReader::open(const std::string& path, std::uint64_t max_block) {
  auto stream = RecordStream::open(path);
  if (!stream) return stream.error();
  return WarcReader(std::make_unique<State>(State{*std::move(stream), path, max_block, "", 0}));
}

std::uint64_t WarcReader::offset() const {
  return state_->pending_version.empty() ? state_->stream.offset() : state_->pending_offset;
}

base::Status WarcReader::seek(std::uint64_t offset) {
  state_->pending_version.clear();
  return state_->stream.seek(offset);
}

base::Result<std::optional<WarcRecord>> WarcReader::next() {
  State& s = *state_;
  const auto damage = [&](std::string what, std::uint64_t at) {
    return base::Error{std::move(what), s.path + ", byte " + std::to_string(at), "the rest of the file is read on"};
  };
  WarcRecord record;
  record.version = std::exchange(s.pending_version, "");
  record.offset = s.pending_offset;
  std::string line;
  while (record.version.empty()) {
    if (s.stream.damaged()) return damage("broken compression", s.stream.take_damage());
    record.offset = s.stream.offset();
    if (!s.stream.read_line(line, kMaxLine)) {
      if (s.stream.damaged()) return damage("the file ends within a record", s.stream.take_damage());
      return std::optional<WarcRecord>{};
    }
    if (line.empty()) continue;
    if (is_version(line)) {
      record.version = line;
      break;
    }
    // Find the way on, then tell.
    const std::uint64_t bad = record.offset;
    while (s.pending_version.empty()) {
      s.pending_offset = s.stream.offset();
      if (!s.stream.read_line(line, kMaxLine)) break;
      if (is_version(line)) s.pending_version = line;
    }
    if (s.stream.damaged()) s.stream.take_damage();
    return damage("not a WARC record", bad);
  }
  if (!read_fields(s.stream, record)) {
    if (s.stream.damaged()) s.stream.take_damage();
    record.truncated = true;
    return std::optional(std::move(record));
  }
  const auto length = content_length(record);
  if (!length) return damage("a record without a Content-Length", record.offset);
  const std::uint64_t kept = std::min(*length, s.max_block);
  std::uint64_t got = s.stream.read(kept, &record.block);
  if (got == kept && kept < *length) {
    record.truncated = true;
    s.stream.read(*length - kept, nullptr);
  }
  if (got < kept) {
    record.truncated = true;
    if (s.stream.damaged()) s.stream.take_damage();
  }
  return std::optional(std::move(record));
}

std::optional<Exchange> exchange_of(const WarcRecord& record, bool* decoded_ok) {
  bool whole = !record.truncated;
  Exchange exchange;
  exchange.url = record.url();
  exchange.address = record.field("WARC-IP-Address");
  exchange.fetched_at = base::parse_rfc3339(record.field("WARC-Date")).value_or(0);
  if (record.type() == "resource") {
    exchange.status = 200;
    exchange.headers = "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(record.field("Content-Type")) + "\r\n";
    exchange.body = record.block;
  } else if (record.type() == "response" || record.type() == "revisit") {
    const auto message = split_http_message(record.block);
    if (message) {
      exchange.status = message->head.status;
      exchange.headers = record.block.substr(0, record.block.size() - message->body.size());
      while (exchange.headers.ends_with("\r\n\r\n") || exchange.headers.ends_with("\n\n")) {
        exchange.headers.erase(exchange.headers.size() - (exchange.headers.ends_with("\r\n\r\n") ? 2 : 1));
      }
      exchange.body = decoded_body(message->head, message->body, whole);
    } else if (record.type() == "response") {
      return std::nullopt;
    }
  } else {
    return std::nullopt;
  }
  if (decoded_ok != nullptr) *decoded_ok = whole;
  return exchange;
}

std::vector<std::string> archive_files(const std::string& path) {
  std::error_code code;
  if (!std::filesystem::is_directory(path, code)) return {path};
  std::vector<std::string> files;
  for (const std::string_view suffix : {".warc", ".warc.gz"}) {
    for (const std::string& name : base::files_below(path, suffix)) files.push_back(path + "/" + name);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace tradewire::fetch
