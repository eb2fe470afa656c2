#include "pipeline/inputs.h"

#include <algorithm>
#include <array>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/unicode.h"
#include "fetch/archive_source.h"
#include "fetch/feed.h"

namespace tradewire::pipeline {
namespace {

using base::Error;
using base::Result;
using extract::Document;
using Push = std::function<bool(DocumentTask)>;

// Control bytes that no text in any common encoding holds, in the first part of the input.
bool looks_binary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  const auto bad = std::count_if(head.begin(), head.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 27;
  });
  return static_cast<std::size_t>(bad) * 50 > head.size();
}

Result<Document> html_document(std::string_view bytes, const std::string& id, const InputOptions& options) {
  if (looks_binary(bytes)) return Error{"not a page: binary data", id, "give HTML, plain text, JSON lines or WARC"};
  auto article = article::extract_article(bytes, {options.url, ""});
  if (!article) return located(article.error(), id);
  if (article->url.empty()) article->url = options.url;
  Document document = to_document(*std::move(article), id);
  if (document.published.empty()) document.published = options.published;
  return document;
}

Result<Document> text_document(std::string_view bytes, const std::string& id, const InputOptions& options) {
  if (looks_binary(bytes)) {
    return Error{"neither text nor HTML: binary data", id, "give HTML, plain text, JSON lines or WARC"};
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (base::trim(bytes.substr(0, 1U << 20)).empty()) return Error{"no text: the input is empty", id, ""};
  // Offsets are into the text as given: nothing is cut off it.
  Document document;
  document.id = id;
  document.url = options.url;
  document.published = options.published;
  document.text = base::to_valid_utf8(bytes);
  return document;
}

Result<Document> json_document(std::string_view line, const std::string& place, const InputOptions& options) {
  constexpr const char* kMend = R"(a document is {"id": "...", "url": "...", "title": "...", "published": "...", "text": "..."})";
  const auto parsed = base::parse_json(line);
  if (!parsed) return located(parsed.error(), place);
  const base::JsonValue* text = parsed->find("text");
  if (text == nullptr || text->string() == nullptr) return Error{"a line without \"text\"", place, kMend};
  Document document;
  document.id = parsed->string_at("id");
  if (document.id.empty()) document.id = parsed->string_at("url");
  if (document.id.empty()) document.id = place;
  document.url = parsed->string_at("url");
  document.title = base::to_valid_utf8(parsed->string_at("title"));
  document.site = parsed->string_at("site");
  document.published = parsed->string_at("published");
  if (document.published.empty()) document.published = options.published;
  document.language = parsed->string_at("language");
  document.text = base::to_valid_utf8(*text->string());
  return document;
}

// Reads a descriptor in blocks and gives it out by lines or as a whole.
class ByteStream {
 public:
  ByteStream(int fd, bool owned) : fd_(fd), owned_(owned) {}
  ~ByteStream() {
    if (owned_) ::close(fd_);
  }
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // The first bytes, at most a block, without consuming them.
  std::string_view peek() {
    while (buffer_.size() < 4096 && fill()) {
    }
    return buffer_;
  }
  // The next line without its end; nullopt at the end of the input.
  std::optional<std::string> line() {
    for (std::size_t searched = at_;;) {
      const std::size_t end = buffer_.find('\n', searched);
      if (end != std::string::npos) return cut(end, end + 1);
      searched = buffer_.size();
      const std::size_t before = at_;
      if (!fill()) return at_ < buffer_.size() ? std::optional(cut(buffer_.size(), buffer_.size())) : std::nullopt;
      searched -= before - at_;
    }
  }
  // What is left, or a little over `most` bytes of it.
  std::string rest(std::size_t most) {
    while (buffer_.size() - at_ < most && fill()) {
    }
    return cut(buffer_.size(), buffer_.size());
  }

 private:
  bool fill() {
    constexpr std::size_t kBlock = 1U << 18;
    if (at_ > kBlock) {
      buffer_.erase(0, at_);
      at_ = 0;
    }
    const std::size_t used = buffer_.size();
    buffer_.resize(used + kBlock);
    ssize_t got = 0;
    do {
      got = ::read(fd_, buffer_.data() + used, kBlock);
    } while (got < 0 && errno == EINTR);
    buffer_.resize(used + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return got > 0;
  }
  std::string cut(std::size_t end, std::size_t next) {
    std::string out = buffer_.substr(at_, end - at_);
    at_ = next;
    return out;
  }

  int fd_;
  bool owned_;
  std::string buffer_;
  std::size_t at_ = 0;
};

void read_json_lines(ByteStream& stream, const std::string& name, const InputOptions& options, const Push& push) {
  std::size_t number = 0;
  while (auto line = stream.line()) {
    ++number;
    if (base::trim(std::string_view(*line).substr(0, 64)).empty() && base::trim(*line).empty()) continue;
    const std::string place = name + ":" + std::to_string(number);
    auto task = [text = *std::move(line), place, options] { return json_document(text, place, options); };
    if (!push(std::move(task))) return;
  }
}

base::Status read_archive(const std::string& path, const InputOptions& options, const Push& push) {
  if (path == "-") return Error{"an archive cannot be read from standard input", "-", "name the file"};
  bool open = true;
  const auto each = [&](fetch::Page page) {
    if (page.status >= 300 || base::trim(page.body.substr(0, 4096)).empty() || !fetch::is_web_page(page.content_type, page.body)) return true;
    auto shared = std::make_shared<fetch::Page>(std::move(page));
    open = push([shared, options]() -> Result<Document> {
      auto article = article::extract_article(shared->body, {shared->final_url, shared->content_type});
      if (!article) return located(article.error(), shared->url);
      if (article->url.empty()) article->url = shared->final_url;
      Document document = to_document(*std::move(article), shared->url);
      if (document.published.empty()) document.published = options.published;
      return document;
    });
    return open;
  };
  const auto damaged = [&](const Error& error) {
    if (open) open = push([error]() -> Result<Document> { return error; });
  };
  return fetch::for_each_page(path, each, damaged);
}

Result<int> open_input(const std::string& path) {
  if (path == "-") return STDIN_FILENO;
  // read_file() words the errors; a folder opens well but cannot be read.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  char probe = 0;
  if (fd < 0 || ::read(fd, &probe, 0) < 0) {
    if (fd >= 0) ::close(fd);
    const auto failed = base::read_file(path);
    return failed ? Error{"cannot be read", path, ""} : failed.error();
  }
  return fd;
}

}  // namespace

std::optional<InputFormat> parse_input_format(std::string_view word) {
  if (word == "html") return InputFormat::kHtml;
  if (word == "text") return InputFormat::kText;
  if (word == "jsonl") return InputFormat::kJsonLines;
  if (word == "warc") return InputFormat::kWarc;
  return std::nullopt;
}

InputFormat guess_format(std::string_view bytes) {
  if (bytes.starts_with("\x1F\x8B") || bytes.starts_with("WARC/")) return InputFormat::kWarc;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return InputFormat::kHtml;
  const std::string_view head = base::trim(bytes.substr(0, 1024));
  if (head.starts_with("{")) return InputFormat::kJsonLines;
  // A tag somewhere in the beginning: pages may open with comments, white space or stray text.
  const std::string lower = base::to_lower(bytes.substr(0, 4096));
  constexpr std::array<std::string_view, 8> kTags = {"<!doctype", "<html", "<head", "<body", "<meta", "<div", "<p>", "<article"};
  const bool tagged = std::any_of(kTags.begin(), kTags.end(), [&](auto tag) { return lower.find(tag) != std::string::npos; });
  return tagged || head.starts_with("<") ? InputFormat::kHtml : InputFormat::kText;
}

base::Result<std::string> read_input(const std::string& path, std::size_t most) {
  return path == "-" ? base::read_standard_input(most) : base::read_file(path, most);
}

base::Error located(base::Error error, const std::string& input) {
  if (error.where.empty()) {
    error.where = input;
  } else if (!error.where.starts_with(input)) {
    error.where = input + ": " + error.where;
  }
  return error;
}

extract::Document to_document(article::Article article, std::string id) {
  Document document;
  document.id = std::move(id);
  document.url = std::move(article.url);
  document.title = std::move(article.title);
  document.site = std::move(article.site);
  document.published = std::move(article.published);
  document.language = std::move(article.language);
  document.text = std::move(article.text);
  return document;
}

base::Status read_documents(const std::string& path, const InputOptions& options, const Push& push) {
  const auto fd = open_input(path);
  if (!fd) return fd.error();
  ByteStream stream(*fd, path != "-");
  const std::string name = path == "-" ? "standard input" : path;
  const InputFormat format = options.format ? *options.format : guess_format(stream.peek());
  if (format == InputFormat::kJsonLines) {
    read_json_lines(stream, name, options, push);
    return base::Done{};
  }
  if (format == InputFormat::kWarc) return read_archive(path, options, push);
  // No more of a page is read than the article stage looks at; one byte over tells it that the page was longer.
  const std::size_t most = format == InputFormat::kHtml ? article::kLargestPage + 1 : std::string::npos;
  auto bytes = std::make_shared<std::string>(stream.rest(most));
  push([bytes, name, options, format] {
    return format == InputFormat::kHtml ? html_document(*bytes, name, options) : text_document(*bytes, name, options);
  });
  return base::Done{};
}

}  // namespace tradewire::pipeline
