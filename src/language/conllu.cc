#include "language/conllu.h"

#include <charconv>
#include <optional>

namespace tradewire::language {
namespace {

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  for (;;) {
    const std::size_t end = line.find('\t');
    columns.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return columns;
    line.remove_prefix(end + 1);
  }
}

std::optional<std::int32_t> to_number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class Reader {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  base::Result<Treebank> read(std::string_view conllu) {
    while (!conllu.empty()) {
      const std::size_t end = conllu.find('\n');
      std::string_view line = conllu.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++line_;
      const base::Status status = take(line);
      if (!status) return status.error();
      if (end == std::string_view::npos) break;
      conllu.remove_prefix(end + 1);
    }
    const base::Status status = close_sentence();
    if (!status) return status.error();
    return std::move(bank_);
  }

 private:
  base::Error error(std::string what) const {
    return {std::move(what), name_ + ":" + std::to_string(line_), "give CoNLL-U with ten columns a word"};
  }

  base::Status take(std::string_view line) {
    if (line.empty()) return close_sentence();
    if (line.starts_with("#")) {
      if (line.starts_with("# newpar") || line.starts_with("# newdoc")) paragraph_ = true;
      return base::Done{};
    }
    const auto columns = columns_of(line);
    if (columns.size() != 10) return error("a word has " + std::to_string(columns.size()) + " columns");
    if (columns[0].find('.') != std::string_view::npos) return base::Done{};
    if (const std::size_t dash = columns[0].find('-'); dash != std::string_view::npos) return open_surface(columns, dash);
    return add_word(columns);
  }

  base::Status open_surface(const std::vector<std::string_view>& columns, std::size_t dash) {
    const auto first = to_number(columns[0].substr(0, dash));
    const auto last = to_number(columns[0].substr(dash + 1));
    if (!first || !last || *first != static_cast<std::int32_t>(sentence_.tokens.size()) + 1 || *last < *first) {
      return error("the range of a multiword token is wrong");
    }
    begin_token();
    surface_start_ = bank_.text.size();
    surface_last_ = *last;
    surface_at_ = surface_start_;
    bank_.text += columns[1];
    space_ = columns[9].find("SpaceAfter=No") == std::string_view::npos;
    return base::Done{};
  }

  void begin_token() {
    if (sentence_.tokens.empty() && !bank_.text.empty()) {
      if (paragraph_) bank_.text += "\n\n";
      else if (space_) bank_.text += ' ';
    } else if (!sentence_.tokens.empty() && space_) {
      bank_.text += ' ';
    }
  }

  base::Span surface_span(std::string_view form, std::int32_t id) {
    const std::string_view surface = std::string_view(bank_.text).substr(surface_start_);
    const std::string_view rest = std::string_view(bank_.text).substr(surface_at_);
    base::Span span{static_cast<std::uint32_t>(surface_start_), static_cast<std::uint32_t>(surface_start_ + surface.size())};
    if (rest.starts_with(form)) {
      span = {static_cast<std::uint32_t>(surface_at_), static_cast<std::uint32_t>(surface_at_ + form.size())};
      surface_at_ += form.size();
    }
    if (id == surface_last_) surface_last_ = 0;
    return span;
  }

  base::Span own_span(const std::vector<std::string_view>& columns) {
    begin_token();
    const std::size_t start = bank_.text.size();
    bank_.text += columns[1];
    space_ = columns[9].find("SpaceAfter=No") == std::string_view::npos;
    return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(bank_.text.size())};
  }

  base::Status add_word(const std::vector<std::string_view>& columns) {
    const auto id = to_number(columns[0]);
    if (!id || *id != static_cast<std::int32_t>(sentence_.tokens.size()) + 1) return error("words are not numbered in order");
    Token token;
    token.span = surface_last_ != 0 ? surface_span(columns[1], *id) : own_span(columns);
    token.lemma = columns[2];
    token.upos = parse_upos(columns[3]);
    token.head = to_number(columns[6]).value_or(0) - 1;
    token.relation = parse_relation(columns[7]);
    sentence_.tokens.push_back(std::move(token));
    words_.push_back({std::string(columns[1]), std::string(columns[5]), std::string(columns[4])});
    return base::Done{};
  }

  base::Status close_sentence() {
    if (sentence_.tokens.empty()) return base::Done{};
    for (const Token& token : sentence_.tokens) {
      if (token.head >= static_cast<std::int32_t>(sentence_.tokens.size())) return error("a head lies outside the sentence");
    }
    sentence_.span = {sentence_.tokens.front().span.start, sentence_.tokens.back().span.end};
    sentence_.starts_paragraph = paragraph_;
    bank_.sentences.push_back(std::move(sentence_));
    bank_.words.push_back(std::move(words_));
    sentence_ = {};
    words_ = {};
    paragraph_ = false;
    return base::Done{};
  }

  const std::string& name_;
  Treebank bank_;
  Sentence sentence_;
  std::vector<TreebankWord> words_;
  std::size_t line_ = 0;
  bool paragraph_ = false;
  bool space_ = true;
  std::size_t surface_start_ = 0;
  std::size_t surface_at_ = 0;
  std::int32_t surface_last_ = 0;  // the last word of the multiword token that is open; 0 for none
};

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  return out.empty() ? "_" : out;
}

}  // namespace

base::Result<Treebank> read_conllu(std::string_view conllu, const std::string& name) { return Reader(name).read(conllu); }

std::string write_conllu(const Sentence& sentence, std::string_view text, const Analyzer& analyzer, std::size_t number) {
  std::string out = "# sent_id = " + std::to_string(number) + "\n# text = " + cell(base::slice(text, sentence.span)) + "\n";
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    const bool joined = i + 1 < sentence.tokens.size() && sentence.tokens[i + 1].span.start <= token.span.end;
    out += std::to_string(i + 1) + "\t" + cell(base::slice(text, token.span)) + "\t" + (sentence.tagged ? cell(token.lemma) : "_") + "\t";
    out += std::string(sentence.tagged ? to_string(token.upos) : "_") + "\t_\t" + std::string(analyzer.features(token)) + "\t";
    out += sentence.parsed ? std::to_string(token.head + 1) + "\t" + std::string(to_string(token.relation)) : std::string("_\t_");
    out += joined ? "\t_\tSpaceAfter=No\n" : "\t_\t_\n";
  }
  return out + "\n";
}

}  // namespace tradewire::language
