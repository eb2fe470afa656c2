// Encodings: every label and decoder of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org).
//
// The tables come from models/encodings.model, which scripts/encoding_tables.py makes. ICU is not used: several of its
// tables differ from those of browsers, and it lacks some.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tradewire::article {

// The Standard's name of the encoding that a label stands for: "latin1" is "windows-1252". Case and blanks around do not
// matter. Nullopt for no label.
std::optional<std::string_view> encoding_of_label(std::string_view label);

// The text in UTF-8; each error is one U+FFFD, as the Standard's decoders say. A byte order mark of the encoding itself is
// dropped. REQUIRES: `encoding` is a name as encoding_of_label() gives it.
std::string decode(std::string_view encoding, std::string_view bytes);

}  // namespace tradewire::article
