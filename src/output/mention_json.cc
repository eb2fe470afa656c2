#include "output/mention_json.h"

namespace tradewire::output {
namespace {

using base::JsonWriter;

void write_span(JsonWriter& writer, base::Span span) {
  writer.key("start").integer(span.start).key("end").integer(span.end);
}

void write_quote(JsonWriter& writer, const extract::Quote& quote) {
  writer.begin_object().key("text").string(quote.text);
  write_span(writer, quote.span);
  writer.end_object();
}

void write_measure(JsonWriter& writer, const extract::Filler& filler) {
  if (filler.value) writer.key("value").number(*filler.value);
  if (!filler.date.empty()) writer.key("value").string(filler.date);
  writer.member("unit", filler.unit).member("currency", filler.currency).member("precision", filler.precision);
}

// Fillers are sorted by role: each run of one role is one list.
void write_roles(JsonWriter& writer, const std::vector<extract::RoleFiller>& roles) {
  writer.key("roles").begin_object();
  for (std::size_t i = 0; i < roles.size();) {
    const extract::Role role = roles[i].role;
    writer.key(extract::to_string(role)).begin_array();
    for (; i < roles.size() && roles[i].role == role; ++i) write(writer, roles[i].filler);
    writer.end_array();
  }
  writer.end_object();
}

void write_attribution(JsonWriter& writer, const extract::Attribution& attribution) {
  writer.key("attribution").begin_object();
  if (attribution.source) {
    writer.key("source");
    write(writer, *attribution.source);
  }
  if (attribution.cue) {
    writer.key("cue");
    write_quote(writer, *attribution.cue);
  }
  writer.key("relation").string(extract::to_string(attribution.relation)).end_object();
}

void write_confirmation(JsonWriter& writer, const extract::Confirmation& confirmation) {
  writer.key("confirmation").begin_object().key("state").string(extract::to_string(confirmation.state));
  if (confirmation.by) {
    writer.key("by");
    write(writer, *confirmation.by);
  }
  if (confirmation.cue) {
    writer.key("cue");
    write_quote(writer, *confirmation.cue);
  }
  writer.end_object();
}

void write_document(JsonWriter& writer, const extract::DocumentInfo& document) {
  writer.key("document").begin_object().key("id").string(document.id);
  writer.member("url", document.url).member("title", document.title).member("site", document.site);
  writer.member("published", document.published).member("sha256", document.sha256);
  writer.member("copy_of", document.copy_of);
  if (document.summary_only) writer.key("summary_only").boolean(true);
  writer.end_object();
}

void write_codes(JsonWriter& writer, const extract::Codes& codes) {
  if (codes == extract::Codes{}) return;
  writer.key("codes").begin_object().member("plover", codes.plover).member("cameo", codes.cameo);
  if (codes.gta) writer.key("gta").integer(*codes.gta);
  writer.member("mast", codes.mast).end_object();
}

}  // namespace

void write(JsonWriter& writer, const extract::Filler& filler) {
  writer.begin_object().key("text").string(filler.text);
  if (!filler.implied) write_span(writer, filler.span);
  if (filler.implied) writer.key("implied").boolean(true);
  writer.member("name", filler.name).member("id", filler.id).member("kind", filler.kind);
  writer.member("country", filler.country).member("wikidata", filler.wikidata).member("office", filler.office);
  write_measure(writer, filler);
  writer.end_object();
}

void write(JsonWriter& writer, const extract::Mention& mention) {
  writer.begin_object().key("schema").string("tradewire.mention/1").key("id").string(mention.id);
  writer.key("type").string(mention.type).key("status").string(extract::to_string(mention.status));
  writer.key("modality").string(extract::to_string(mention.modality));
  writer.key("polarity").string(extract::to_string(mention.polarity));
  write_roles(writer, mention.roles);
  write_attribution(writer, mention.attribution);
  if (mention.confirmation) write_confirmation(writer, *mention.confirmation);
  writer.key("evidence").begin_object().key("text").string(mention.evidence.text);
  write_span(writer, mention.evidence.span);
  writer.key("trigger");
  write_quote(writer, mention.trigger);
  writer.end_object();
  if (mention.in_title) writer.key("in").string("title");
  if (mention.superseded) writer.key("superseded").boolean(true);
  write_document(writer, mention.document);
  writer.member("rule", mention.rule);
  write_codes(writer, mention.codes);
  writer.key("version").begin_object().member("tradewire", mention.tradewire_version).member("rules", mention.rules_version);
  writer.end_object().end_object();
}

std::string to_json(const extract::Mention& mention) {
  JsonWriter writer;
  write(writer, mention);
  return writer.take();
}

}  // namespace tradewire::output
