#include "output/event_json.h"

#include "base/date.h"

namespace tradewire::output {
namespace {

using base::JsonWriter;

void write_filler(JsonWriter& writer, const extract::Filler& filler) {
  writer.begin_object().key("text").string(filler.text);
  if (filler.implied) writer.key("implied").boolean(true);
  writer.member("name", filler.name).member("id", filler.id).member("kind", filler.kind).member("country", filler.country);
  writer.member("wikidata", filler.wikidata).member("office", filler.office);
  if (filler.value) writer.key("value").number(*filler.value);
  if (!filler.date.empty()) writer.key("value").string(filler.date);
  writer.member("unit", filler.unit).member("currency", filler.currency).member("precision", filler.precision).end_object();
}

void write_roles(JsonWriter& writer, const std::vector<extract::RoleFiller>& roles) {
  writer.key("roles").begin_object();
  for (std::size_t i = 0; i < roles.size();) {
    const extract::Role role = roles[i].role;
    writer.key(to_string(role)).begin_array();
    for (; i < roles.size() && roles[i].role == role; ++i) write_filler(writer, roles[i].filler);
    writer.end_array();
  }
  writer.end_object();
}

void write_history(JsonWriter& writer, const std::vector<store::HistoryEntry>& history) {
  writer.key("history").begin_array();
  for (const store::HistoryEntry& entry : history) {
    writer.begin_object().key("what").string(entry.what).member("from", entry.from).member("to", entry.to).member("at", entry.at);
    writer.member("source", entry.source).member("mention", entry.mention).end_object();
  }
  writer.end_array();
}

void write_links(JsonWriter& writer, const std::vector<store::EventLink>& links) {
  writer.key("links").begin_array();
  for (const store::EventLink& link : links) {
    writer.begin_object().key("kind").string(to_string(link.kind)).key("event").string(link.event);
    if (link.incoming) writer.key("incoming").boolean(true);
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace

void write(JsonWriter& writer, const store::Event& event) {
  writer.begin_object().key("schema").string("tradewire.event/1").key("id").string(event.id).key("type").string(event.type);
  writer.key("status").string(to_string(event.status)).key("modality").string(to_string(event.modality));
  if (event.closed) writer.key("closed").boolean(true);
  writer.member("date", event.date).member("first_seen", event.first_seen).member("last_seen", event.last_seen);
  writer.key("stored_at").string(base::to_rfc3339(event.stored_at)).key("changed_at").string(base::to_rfc3339(event.changed_at));
  write_roles(writer, event.roles);
  write_history(writer, event.history);
  write_links(writer, event.links);
  writer.key("mention_count").integer(event.mention_count).key("document_count").integer(event.document_count);
  if (event.pinned) writer.key("pinned").boolean(true);
  if (event.rejected) writer.key("rejected").boolean(true);
  writer.member("headline", event.headline).key("mentions").begin_array();
  for (const std::string& mention : event.mentions) writer.string(mention);
  writer.end_array().end_object();
}

std::string to_json(const store::Event& event) {
  JsonWriter writer;
  write(writer, event);
  return writer.take();
}

std::string names_of(const store::Event& event, extract::Role role, const std::string& between) {
  std::string names;
  for (const extract::RoleFiller& one : event.roles) {
    if (one.role != role) continue;
    if (!names.empty()) names += between;
    names += one.filler.name.empty() ? one.filler.text : one.filler.name;
  }
  return names;
}

}  // namespace tradewire::output
