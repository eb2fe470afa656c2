#include "pipeline/inputs.h"

#include <algorithm>
#include <array>

#include "article/article.h"
#include "base/file.h"
#include "base/json.h"
#include "base/unicode.h"

namespace tradewire::pipeline {
namespace {

// Control bytes that no text in any common encoding holds, in the first part of the input.
bool looks_binary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  const auto bad = std::count_if(head.begin(), head.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 27;
  });
  return static_cast<std::size_t>(bad) * 50 > head.size();
}

extract::Document to_document(article::Article article, const InputOrigin& origin) {
  extract::Document document;
  document.id = origin.path;
  document.url = article.url.empty() ? origin.url : std::move(article.url);
  document.title = std::move(article.title);
  document.site = std::move(article.site);
  document.published = article.published.empty() ? origin.published : std::move(article.published);
  document.language = std::move(article.language);
  document.text = std::move(article.text);
  return document;
}

base::Result<extract::Document> html_document(std::string_view bytes, const InputOrigin& origin) {
  auto article = article::extract_article(bytes, {origin.url, ""});
  if (!article) return located(article.error(), origin.path);
  return to_document(*std::move(article), origin);
}

base::Result<extract::Document> text_document(std::string_view bytes, const InputOrigin& origin) {
  if (looks_binary(bytes)) {
    return base::Error{"neither text nor HTML", origin.path, "give a page, plain text, JSON lines or WARC; or say --input"};
  }
  auto article = article::article_of_text(base::to_valid_utf8(bytes));
  if (base::trim(article.text).empty()) return base::Error{"no text", origin.path, "the input is empty"};
  return to_document(std::move(article), origin);
}

base::Result<extract::Document> json_document(std::string_view line, const std::string& place) {
  const auto parsed = base::parse_json(line);
  if (!parsed) return located(parsed.error(), place);
  if (parsed->object() == nullptr) return base::Error{"not a JSON object", place, R"(a document is {"id": ..., "text": ...})"};
  const base::JsonValue* text = parsed->find("text");
  if (text == nullptr || text->string() == nullptr) {
    return base::Error{"a document without \"text\"", place, R"(a document is {"id": ..., "text": ...})"};
  }
  extract::Document document;
  document.id = parsed->string_at("id");
  if (document.id.empty()) document.id = parsed->string_at("url");
  if (document.id.empty()) document.id = place;
  document.url = parsed->string_at("url");
  document.title = parsed->string_at("title");
  document.site = parsed->string_at("site");
  document.published = parsed->string_at("published");
  document.language = parsed->string_at("language");
  document.text = base::is_valid_utf8(*text->string()) ? *text->string() : base::to_valid_utf8(*text->string());
  return document;
}

void read_json_lines(std::string_view bytes, const InputOrigin& origin, const OnDocument& on_document,
                     const std::function<bool()>& keep_going) {
  std::size_t number = 0;
  while (!bytes.empty() && keep_going()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = base::trim(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    ++number;
    if (!line.empty()) on_document(json_document(line, origin.path + ":" + std::to_string(number)));
  }
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

base::Result<std::string> read_input(const std::string& path) {
  return path == "-" ? base::read_standard_input() : base::read_file(path);
}

base::Error located(base::Error error, const std::string& input) {
  if (error.where.empty()) {
    error.where = input;
  } else if (!error.where.starts_with(input)) {
    error.where = input + ": " + error.where;
  }
  return error;
}

void read_documents(std::string_view bytes, InputFormat format, const InputOrigin& origin, const OnDocument& on_document,
                    const std::function<bool()>& keep_going) {
  switch (format) {
    case InputFormat::kHtml: return on_document(html_document(bytes, origin));
    case InputFormat::kText: return on_document(text_document(bytes, origin));
    case InputFormat::kJsonLines: return read_json_lines(bytes, origin, on_document, keep_going);
    case InputFormat::kWarc: return on_document(base::Error{"WARC is not read yet", origin.path, ""});
  }
}

}  // namespace tradewire::pipeline
