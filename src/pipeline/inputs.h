// Inputs: what the user names on the command line, as documents.
//
//     FILE or - ──▶ bytes ──▶ format (given, or guessed from the first bytes) ──▶ documents, one after the other
//
// One document that fails gives one error and never ends the stream.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "extract/analysis.h"

namespace tradewire::pipeline {

enum class InputFormat { kHtml, kText, kJsonLines, kWarc };

std::optional<InputFormat> parse_input_format(std::string_view word);

// By the first bytes: gzip or "WARC/" is an archive, "{" JSON lines, a tag HTML, anything else text.
InputFormat guess_format(std::string_view bytes);

// A file's bytes, or those of standard input for "-".
base::Result<std::string> read_input(const std::string& path);

// The error with the input's name as its place, before the place it has already.
base::Error located(base::Error error, const std::string& input);

// How a document of plain text or HTML came to be known.
struct InputOrigin {
  std::string path;       // as the user gave it; the document's id when the input names none
  std::string url;        // may be empty
  std::string published;  // of plain text, when the user tells it; may be empty
};

using OnDocument = std::function<void(base::Result<extract::Document>)>;

// Calls `on_document` for every document in `bytes`, in order. `keep_going` is asked between documents.
void read_documents(std::string_view bytes, InputFormat format, const InputOrigin& origin, const OnDocument& on_document,
                    const std::function<bool()>& keep_going);

}  // namespace tradewire::pipeline
