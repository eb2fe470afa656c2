#include "cli/event_options.h"

#include <CLI/CLI.hpp>

#include "base/date.h"

namespace tradewire::cli {
namespace {

base::Error usage(const std::string& option, const std::string& what) { return {what, option, "see tradewire events --help", base::ErrorKind::kUsage}; }

// "CN" or "actor=CN": a word before = that is a role narrows to it.
store::EntityFilter entity_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals != std::string::npos) {
    if (const auto role = extract::parse_word<extract::Role>(text.substr(0, equals))) return {text.substr(equals + 1), role};
  }
  return {text, std::nullopt};
}

template <typename Enum>
base::Status take_words(const std::vector<std::string>& words, const std::string& option, std::vector<Enum>& values) {
  for (const std::string& word : words) {
    const auto value = extract::parse_word<Enum>(word);
    if (!value) return usage(option, "\"" + word + "\" is none of its words");
    values.push_back(*value);
  }
  return base::Done{};
}

base::Status check_day(const std::string& day, const std::string& option) {
  if (day.empty() || base::parse_iso_date(day)) return base::Done{};
  return usage(option, "\"" + day + "\" is no day like 2025-06-15");
}

store::EventOrder order_of(const std::string& word) {
  if (word == "first-seen") return store::EventOrder::kFirstSeen;
  if (word == "date") return store::EventOrder::kDate;
  if (word == "changed") return store::EventOrder::kChanged;
  if (word == "type") return store::EventOrder::kType;
  return store::EventOrder::kLastSeen;
}

}  // namespace

void add_event_options(CLI::App& command, EventOptions& o) {
  command.add_option("--type", o.types, "Event types; * stands for anything: tariff.*, *.restrict")->delimiter(',')->type_name("TYPE");
  command.add_option("--family", o.types, "Families of types: tariff")->delimiter(',')->type_name("FAMILY")->transform([](const std::string& family) {
    return family.find('.') == std::string::npos ? family + ".*" : family;
  });
  command.add_option("--entity", o.entities, "Who or what fills a role, by id or name; actor=NAME in that role only. Each must be met")->type_name("[ROLE=]ENTITY");
  command.add_option("--commodity", o.commodities, "The goods concerned, by id or name")->type_name("ENTITY");
  command.add_option("--status", o.statuses, "denied, unconfirmed, confirmed, claimed, rumored, reported")->delimiter(',')->type_name("WORD");
  command.add_option("--modality", o.modalities, "actual, tentative, planned, threatened, conditional, possible, requested")->delimiter(',')->type_name("WORD");
  command.add_option("--since", o.date_from, "The event's own date is this day or later")->type_name("DAY");
  command.add_option("--until", o.date_to, "The event's own date is this day or earlier")->type_name("DAY");
  command.add_option("--seen-since", o.seen_from, "First told of on this day or later")->type_name("DAY");
  command.add_option("--seen-until", o.seen_to, "First told of on this day or earlier")->type_name("DAY");
  command.add_option("--source", o.site, "One of its documents is from this site")->type_name("SITE");
  command.add_option("--text", o.text, "Words of its sentences or titles; \"in quotes\" as a phrase")->type_name("WORDS");
  command.add_option("--sort", o.order, "last-seen, first-seen, date, changed or type")
      ->check(CLI::IsMember({"last-seen", "first-seen", "date", "changed", "type"}))
      ->capture_default_str();
  command.add_flag("--ascending", o.ascending, "The earliest first");
  command.add_option("--limit", o.limit, "At most so many (default: all)")->type_name("N");
  command.add_option("--offset", o.offset, "Leave out the first N")->type_name("N");
  command.add_flag("--rejected", o.rejected, "Those too that an analyst rejected");
}

base::Result<base::UnixTime> time_of(const std::string& text, const std::string& option) {
  if (const auto time = base::parse_rfc3339(text)) return *time;
  if (const auto day = base::parse_iso_date(text)) return base::to_days(*day) * 86400;
  return usage(option, "\"" + text + "\" is no time like 2025-06-15 or 2025-06-15T20:15:00Z");
}

base::Result<store::EventQuery> query_of(const EventOptions& o) {
  store::EventQuery query;
  query.types = o.types;
  for (const std::string& entity : o.entities) query.entities.push_back(entity_of(entity));
  for (const std::string& commodity : o.commodities) query.entities.push_back({commodity, extract::Role::kCommodity});
  if (const auto taken = take_words(o.statuses, "--status", query.statuses); !taken) return taken.error();
  if (const auto taken = take_words(o.modalities, "--modality", query.modalities); !taken) return taken.error();
  const std::pair<const std::string*, const char*> days[] = {
      {&o.date_from, "--since"}, {&o.date_to, "--until"}, {&o.seen_from, "--seen-since"}, {&o.seen_to, "--seen-until"}};
  for (const auto& [day, option] : days) {
    if (const auto checked = check_day(*day, option); !checked) return checked.error();
  }
  query.date_from = o.date_from;
  query.date_to = o.date_to;
  query.seen_from = o.seen_from;
  query.seen_to = o.seen_to;
  query.site = o.site;
  query.text = o.text;
  query.order = order_of(o.order);
  query.ascending = o.ascending;
  query.limit = o.limit;
  query.offset = o.offset;
  query.rejected = o.rejected;
  return query;
}

}  // namespace tradewire::cli
