#include "output/event_table.h"

#include <algorithm>
#include <array>

#include "output/cells.h"
#include "output/event_json.h"

namespace tradewire::output {
namespace {

using extract::Role;

std::string day_of(const std::string& time) { return time.substr(0, 10); }

const Row kColumns = {"id",     "type",        "status",      "modality",  "closed",     "date",     "first_seen",    "last_seen",     "actor", "target",
                      "beneficiary", "destination", "commodity", "rate", "amount", "instrument", "place", "mentions", "documents", "headline"};

Row csv_row(const store::Event& event) {
  const auto names = [&](Role role) { return names_of(event, role, "; "); };
  return {event.id, event.type, std::string(to_string(event.status)), std::string(to_string(event.modality)), event.closed ? "1" : "0", event.date,
          event.first_seen, event.last_seen, names(Role::kActor), names(Role::kTarget), names(Role::kBeneficiary), names(Role::kDestination),
          names(Role::kCommodity), names(Role::kRate), names(Role::kAmount), names(Role::kInstrument), names(Role::kPlace),
          std::to_string(event.mention_count), std::to_string(event.document_count), event.headline};
}

// Who does what to whom, in the fewest columns.
Row table_row(const store::Event& event) {
  std::string toward = names_of(event, Role::kTarget);
  for (const Role role : {Role::kBeneficiary, Role::kDestination}) {
    if (toward.empty()) toward = names_of(event, role);
  }
  std::string status(to_string(event.status));
  if (event.closed) status += " (closed)";
  return {event.id.substr(0, 10), day_of(event.last_seen), event.type, status, std::string(to_string(event.modality)),
          names_of(event, Role::kActor), toward, names_of(event, Role::kCommodity)};
}

const Row kTableHead = {"id", "last seen", "type", "status", "modality", "actor", "toward", "commodity"};
constexpr std::array<std::size_t, 8> kWidest = {10, 10, 22, 20, 11, 30, 30, 26};

// The id and the day stay whole: the one is what `show` takes.
void fit_rest(std::vector<std::size_t>& widths, std::size_t line) {
  const std::size_t kept = widths[0] + widths[1] + 4;
  if (line <= kept) return;
  std::vector<std::size_t> rest(widths.begin() + 2, widths.end());
  fit(rest, line - kept);
  std::copy(rest.begin(), rest.end(), widths.begin() + 2);
}

void show_head(std::string& text, const store::Event& event, bool color) {
  text += bold(event.type, color) + "  " + painted(event.status, color) + ", " +
          std::string(to_string(event.modality)) + (event.closed ? ", closed" : "") + (event.pinned ? ", pinned" : "") +
          (event.rejected ? ", rejected" : "") + "\n";
  text += "  id           " + event.id + "\n";
  if (!event.date.empty()) text += "  date         " + event.date + "\n";
  text += "  seen         " + day_of(event.first_seen) + " to " + day_of(event.last_seen) + ", " + std::to_string(event.mention_count) +
          " mentions in " + std::to_string(event.document_count) + " documents\n";
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) {
    const std::string names = plain(names_of(event, static_cast<Role>(i)));
    if (!names.empty()) text += "  " + in_role_color(padded(std::string(to_string(static_cast<Role>(i))), 11), static_cast<Role>(i), color) + "  " + names + "\n";
  }
}

void show_history(std::string& text, const store::Event& event) {
  text += "history\n";
  for (const store::HistoryEntry& entry : event.history) {
    text += "  " + padded(day_of(entry.at), 10) + "  " + entry.what + (entry.from.empty() ? "" : " " + entry.from + " →") + " " + entry.to +
            (entry.source.empty() ? "" : "  (" + plain(entry.source) + ")") + "\n";
  }
  if (!event.links.empty()) text += "links\n";
  for (const store::EventLink& link : event.links) {
    text += "  " + (link.incoming ? link.event + " " + std::string(to_string(link.kind)) + " this" : std::string(to_string(link.kind)) + " " + link.event) + "\n";
  }
}

}  // namespace

std::string to_csv(const std::vector<store::Event>& events) {
  std::string text = csv_line(kColumns);
  for (const store::Event& event : events) text += csv_line(csv_row(event));
  return text;
}

std::string to_table(const std::vector<store::Event>& events, bool color, std::size_t width) {
  std::vector<Row> rows = {kTableHead};
  for (const store::Event& event : events) rows.push_back(table_row(event));
  std::vector<std::size_t> widths(kWidest.size());
  for (Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = cut(plain(row[i]), kWidest[i]);
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  fit_rest(widths, width);
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      const bool last = i + 1 == rows[r].size();
      std::string cell = cut(rows[r][i], widths[i]);
      if (!last) cell = padded(cell, widths[i]);
      if (r == 0) cell = dim(cell, color);
      if (r > 0 && i == 3) cell = in_status_color(cell, events[r - 1].status, color);
      line += (i == 0 ? "" : "  ") + cell;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string to_markdown(const std::vector<store::Event>& events) {
  std::string text = markdown_line(kTableHead) + markdown_rule(kTableHead.size());
  for (const store::Event& event : events) text += markdown_line(table_row(event));
  return text;
}

std::string to_text(const Shown& shown, bool color) {
  std::string text;
  show_head(text, *shown.event, color);
  show_history(text, *shown.event);
  text += "evidence\n";
  for (const extract::Mention& mention : *shown.mentions) {
    const std::string site = plain(mention.document.site.empty() ? mention.document.id : mention.document.site);
    text += "  " + padded(day_of(mention.document.published), 10) + "  " + site + "  " + painted(mention.status, color) + ", " +
            std::string(to_string(mention.modality)) + (mention.polarity == extract::Polarity::kNegative ? ", negative" : "") + "  [" + mention.rule +
            "]  " + mention.id + "\n";
    text += "    " + marked_evidence(mention, color) + "\n";
    if (!mention.document.url.empty()) text += "    " + plain(mention.document.url) + "\n";
  }
  return text;
}

}  // namespace tradewire::output
