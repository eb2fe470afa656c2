// Inputs: what the user names on the command line, as documents.
//
//     FILE or - ──▶ format (given, or guessed from the first bytes) ──▶ tasks, each of which makes one document
//
// JSON lines and archives are streamed: a document is handed on as soon as it has been read. One document that fails
// gives one error and never ends the stream.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "article/article.h"
#include "base/result.h"
#include "extract/analysis.h"

namespace tradewire::pipeline {

enum class InputFormat { kHtml, kText, kJsonLines, kWarc };

// "html", "text", "jsonl", "warc".
std::optional<InputFormat> parse_input_format(std::string_view word);

// By the first bytes: gzip or "WARC/" is an archive, "{" JSON lines, a tag HTML, anything else text.
InputFormat guess_format(std::string_view bytes);

// A file's bytes, or those of standard input for "-"; the first `most` when there are more.
base::Result<std::string> read_input(const std::string& path, std::size_t most = std::string::npos);

// The error with the input's name as its place, before the place it has already.
base::Error located(base::Error error, const std::string& input);

// What the user tells about an input besides its path. Empty where he tells nothing.
struct InputOptions {
  std::optional<InputFormat> format;
  std::string url;        // of an HTML page
  std::string published;  // ISO 8601, for inputs that do not date themselves
};

// Makes one document, on any thread, once.
using DocumentTask = std::function<base::Result<extract::Document>()>;

// Hands a task to `push` for every document in the input, in order, until push returns false. The Error is that of an
// input that could not be read at all.
base::Status read_documents(const std::string& path, const InputOptions& options,
                            const std::function<bool(DocumentTask)>& push);

// An article as a document for extraction.
extract::Document to_document(article::Article article, std::string id);

}  // namespace tradewire::pipeline
