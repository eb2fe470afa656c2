// `tradewire inspect feed|sitemap|warc`: the entries of a feed or sitemap, the records of an archive.
#include <CLI/CLI.hpp>

#include "base/hash.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "fetch/feed.h"
#include "fetch/http_message.h"
#include "fetch/sitemap.h"
#include "fetch/warc.h"
#include "pipeline/inputs.h"

namespace tradewire::cli {
namespace {

struct FeedOptions {
  std::string file = "-";
  std::string base;
  std::string content_type;
};

void write_time(base::JsonWriter& json, std::string_view key, const std::optional<base::UnixTime>& time) {
  if (time) json.key(key).string(base::to_rfc3339(*time));
}

void warn(const GlobalOptions& global, const std::vector<std::string>& warnings) {
  if (global.quiet) return;
  for (const std::string& warning : warnings) complain(warning);
}

int run_feed(const FeedOptions& options, const GlobalOptions& global) {
  const auto bytes = pipeline::read_input(options.file);
  const auto feed = bytes ? fetch::parse_feed(*bytes, {options.base, options.content_type}) : base::Result<fetch::Feed>(bytes.error());
  if (!feed) {
    complain(pipeline::located(feed.error(), options.file));
    return kSomeInputsFailed;
  }
  warn(global, feed->warnings);
  Output output;
  for (const auto& entry : feed->entries) {
    base::JsonWriter json;
    json.begin_object().member("title", entry.title).member("link", entry.link).member("id", entry.id);
    write_time(json, "published", entry.published);
    write_time(json, "updated", entry.updated);
    json.member("author", entry.author).member("summary", entry.summary).member("comments", entry.comments_link);
    if (!entry.categories.empty()) {
      json.key("categories").begin_array();
      for (const std::string& category : entry.categories) json.string(category);
      json.end_array();
    }
    output.line(json.end_object().take());
  }
  output.flush();
  return kDone;
}

void print_entries(Output& output, const std::vector<fetch::SitemapEntry>& entries, std::string_view kind) {
  for (const auto& entry : entries) {
    base::JsonWriter json;
    json.begin_object().member("url", entry.url).member("kind", kind);
    write_time(json, "modified", entry.modified);
    write_time(json, "published", entry.published);
    json.member("title", entry.title).member("publication", entry.publication).member("language", entry.language);
    output.line(json.end_object().take());
  }
}

int run_sitemap(const FeedOptions& options, const GlobalOptions& global) {
  const auto bytes = pipeline::read_input(options.file);
  const auto sitemap = bytes ? fetch::parse_sitemap(*bytes, options.base) : base::Result<fetch::Sitemap>(bytes.error());
  if (!sitemap) {
    complain(pipeline::located(sitemap.error(), options.file));
    return kSomeInputsFailed;
  }
  warn(global, sitemap->warnings);
  Output output;
  print_entries(output, sitemap->sitemaps, "sitemap");
  print_entries(output, sitemap->pages, "page");
  output.flush();
  return kDone;
}

std::string record_line(const fetch::WarcRecord& record) {
  base::JsonWriter json;
  json.begin_object().key("offset").integer(static_cast<std::int64_t>(record.offset)).member("version", record.version).member("type", record.type());
  json.member("id", record.field("WARC-Record-ID")).member("url", record.url()).member("date", record.field("WARC-Date"));
  json.member("content_type", record.field("Content-Type")).key("length").integer(static_cast<std::int64_t>(record.block.size()));
  json.member("payload_digest", record.field("WARC-Payload-Digest")).member("refers_to", record.field("WARC-Refers-To"));
  if (record.truncated) json.key("truncated").boolean(true);
  bool whole = true;
  if (const auto exchange = fetch::exchange_of(record, &whole)) {
    json.key("http").begin_object().key("status").integer(exchange->status);
    json.member("content_type", fetch::parse_http_head(exchange->headers).field("Content-Type"));
    json.key("body_length").integer(static_cast<std::int64_t>(exchange->body.size()));
    json.key("body_sha256").string(base::sha256_hex(exchange->body));
    if (!whole) json.key("incomplete").boolean(true);
    json.end_object();
  }
  return json.end_object().take();
}

int run_warc(const FeedOptions& options) {
  auto reader = fetch::WarcReader::open(options.file);
  if (!reader) {
    complain(reader.error());
    return kSomeInputsFailed;
  }
  Output output;
  bool failed = false;
  while (output.open()) {
    const auto record = reader->next();
    if (!record) {
      complain(record.error());
      failed = true;
      continue;
    }
    if (!*record) break;
    failed = failed || (*record)->truncated;
    output.line(record_line(**record));
  }
  output.flush();
  return failed ? kSomeInputsFailed : kDone;
}

}  // namespace

void add_inspect_feed(CLI::App& inspect, Invocation& call) {
  auto options = std::make_shared<FeedOptions>();
  CLI::App* feed = inspect.add_subcommand("feed", "Print the entries of a feed as JSON lines");
  feed->add_option("FILE", options->file, "RSS, RDF, Atom or JSON Feed; - is standard input")->default_val("-");
  feed->add_option("--base", options->base, "Where the feed came from")->type_name("URL");
  feed->add_option("--content-type", options->content_type, "The Content-Type that it came with")->type_name("TYPE");
  feed->callback([&call, options] { call.run = [options](const GlobalOptions& global) { return run_feed(*options, global); }; });

  CLI::App* sitemap = inspect.add_subcommand("sitemap", "Print the addresses of a sitemap with their news fields");
  sitemap->add_option("FILE", options->file, "A sitemap, gzipped or not; - is standard input")->default_val("-");
  sitemap->add_option("--base", options->base, "Where the sitemap came from")->type_name("URL");
  sitemap->callback([&call, options] { call.run = [options](const GlobalOptions& global) { return run_sitemap(*options, global); }; });

  CLI::App* warc = inspect.add_subcommand("warc", "Print the records of a WARC file as JSON lines");
  warc->add_option("FILE", options->file, "A .warc or .warc.gz file")->required();
  warc->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_warc(*options); }; });
}

}  // namespace tradewire::cli
