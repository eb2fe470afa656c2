#include "extract/attribution_quotes.h"

#include <algorithm>

#include "base/span.h"

namespace tradewire::extract {
namespace {

constexpr std::uint32_t kLongest = 6;  // sentences of one quotation

bool after_sentence(const language::Sentence& sentence, std::string_view text, bool open) {
  for (const auto& token : sentence.tokens) {
    const auto form = base::slice(text, token.span);
    if (form == "\xE2\x80\x9C" || form == "``") open = true;
    else if (form == "\xE2\x80\x9D" || form == "''") open = false;
    else if (form == "\"") open = !open;
  }
  return open;
}

bool begins_with_mark(const language::Sentence& sentence, std::string_view text) {
  return !sentence.tokens.empty() && is_quote_mark(base::slice(text, sentence.tokens.front().span));
}

bool speaks(const Speech& speech) {
  const auto cue = speech.cue.cue;
  return speech.cue.part == CuePart::kVerb && (cue == Cue::kSay || cue == Cue::kAnnounce || cue == Cue::kReact || cue == Cue::kWarn ||
                                               cue == Cue::kCiting);
}

const Speech* speaker_in(const std::vector<Speech>& speeches) {
  const auto found = std::find_if(speeches.begin(), speeches.end(), speaks);
  return found == speeches.end() ? nullptr : &*found;
}

}  // namespace

std::vector<bool> open_quotations(const Analysis& analysis) {
  std::vector<bool> open;
  bool now = false;
  std::uint32_t since = 0;
  for (const auto& sentence : analysis.sentences) {
    const bool again = begins_with_mark(sentence, analysis.text);
    if (sentence.starts_paragraph && now) now = false;
    if (++since > kLongest) now = false;
    open.push_back(now);
    const bool before = now;
    now = after_sentence(sentence, analysis.text, now);
    if (again || !before || !now) since = 0;
  }
  return open;
}

const Speech* quotation_owner(const std::vector<std::vector<Speech>>& speeches, const std::vector<bool>& open, std::uint32_t sentence) {
  for (std::uint32_t at = sentence + 1; at < speeches.size() && at <= sentence + kLongest && open[at]; ++at) {
    if (const auto* found = speaker_in(speeches[at])) return found;
  }
  for (std::uint32_t at = sentence, steps = 0; at-- > 0 && steps < kLongest; ++steps) {
    if (const auto* found = speaker_in(speeches[at])) return found;
    if (!open[at + 1] && steps > 1) break;
  }
  return nullptr;
}

}  // namespace tradewire::extract
