#include "output/mention_table.h"

#include <array>

#include "output/cells.h"
#include "output/mention_json.h"

namespace tradewire::output {
namespace {

using extract::Mention;
using extract::Role;

std::string names_of(const Mention& mention, Role role, std::string_view between) {
  std::string names;
  for (const extract::RoleFiller& entry : mention.roles) {
    if (entry.role != role) continue;
    if (!names.empty()) names += between;
    names += entry.filler.name.empty() ? entry.filler.text : entry.filler.name;
  }
  return names;
}

std::string name_of(const std::optional<extract::Filler>& filler) {
  if (!filler) return "";
  return filler->name.empty() ? filler->text : filler->name;
}

Row csv_head() {
  Row head = {"id", "document", "url", "published", "type", "status", "modality", "polarity"};
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) head.emplace_back(to_string(static_cast<Role>(i)));
  head.insert(head.end(), {"source", "relation", "confirmation", "trigger", "evidence", "rule"});
  return head;
}

std::string csv_row(const Mention& mention) {
  Row row = {mention.id, mention.document.id, mention.document.url, mention.document.published, mention.type,
             std::string(to_string(mention.status)), std::string(to_string(mention.modality)), std::string(to_string(mention.polarity))};
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) row.push_back(names_of(mention, static_cast<Role>(i), "; "));
  row.insert(row.end(), {name_of(mention.attribution.source), std::string(to_string(mention.attribution.relation)),
                         mention.confirmation ? std::string(to_string(mention.confirmation->state)) : "", mention.trigger.text, mention.evidence.text,
                         mention.rule});
  return csv_line(row);
}

std::string json_line(const Mention& mention) { return to_json(mention) + "\n"; }

std::string json_value(const Mention& mention) { return to_json(mention); }

// Who does what to whom, in the fewest columns.
constexpr std::array<std::string_view, 9> kHead = {"published", "type", "status", "modality", "actor", "toward", "commodity", "source", "evidence"};
constexpr std::array<std::size_t, 9> kWidest = {10, 20, 11, 11, 24, 24, 24, 24, 60};
constexpr std::size_t kStatusColumn = 2;

Row table_cells(const Mention& mention) {
  std::string toward = names_of(mention, Role::kTarget, ", ");
  for (const Role role : {Role::kBeneficiary, Role::kDestination}) {
    if (toward.empty()) toward = names_of(mention, role, ", ");
  }
  std::string modality(to_string(mention.modality));
  if (mention.polarity == extract::Polarity::kNegative) modality = "not " + modality;
  return {mention.document.published.substr(0, 10), mention.type, std::string(to_string(mention.status)), modality,
          names_of(mention, Role::kActor, ", "), toward, names_of(mention, Role::kCommodity, ", "), name_of(mention.attribution.source),
          marked_evidence(mention, false)};
}

std::string markdown_row(const Mention& mention) { return markdown_line(table_cells(mention)); }

std::string table_line(Row cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : "  ") + cells[i];
  return line + "\n";
}

using Widths = std::vector<std::size_t>;

std::string table_row(const Mention& mention, const Widths& widths, bool color) {
  Row cells = table_cells(mention);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = cut(plain(cells[i]), widths[i]);
    if (i + 1 < cells.size()) cells[i] = padded(cells[i], widths[i]);
  }
  cells[kStatusColumn] = in_status_color(cells[kStatusColumn], mention.status, color);
  return table_line(std::move(cells));
}

std::string table_head(const Widths& widths, bool color) {
  Row cells(kHead.begin(), kHead.end());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = cut(cells[i], widths[i]);
    cells[i] = dim(i + 1 < cells.size() ? padded(cells[i], widths[i]) : cells[i], color);
  }
  return table_line(std::move(cells));
}

MentionFormat table_format(bool color, std::size_t width) {
  Widths widths(kWidest.begin(), kWidest.end());
  fit(widths, width);
  return {table_head(widths, color), "", "", [widths, color](const Mention& mention) { return table_row(mention, widths, color); }};
}

}  // namespace

MentionFormat mention_format(std::string_view word, bool color, std::size_t width) {
  if (word == "json") return {"[\n", ",\n", "\n]\n", json_value};
  if (word == "csv") return {csv_line(csv_head()), "", "", csv_row};
  if (word == "md") return {markdown_line({kHead.begin(), kHead.end()}) + markdown_rule(kHead.size()), "", "", markdown_row};
  if (word == "table") return table_format(color, width);
  return {"", "", "", json_line};
}

}  // namespace tradewire::output
