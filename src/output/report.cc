#include "output/report.h"

#include <algorithm>
#include <set>

#include "base/date.h"
#include "base/embedded.h"
#include "base/json.h"
#include "output/event_json.h"

namespace tradewire::output {
namespace {

using base::JsonWriter;
using extract::Role;

constexpr std::string_view kPage = "src/output/page/report.html";

// An event told by hundreds is shown by who told it first and who told it last, so that a page of thousands of events opens on
// a phone; `tradewire show` has the rest.
constexpr std::size_t kFirstTellings = 4;
constexpr std::size_t kLastTellings = 4;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out.push_back(c);
    }
  }
  return out;
}

// Only what a browser opens as a page becomes a link.
bool is_web(const std::string& url) { return url.starts_with("https://") || url.starts_with("http://"); }

// The span of a filler within its sentence, in UTF-16 units as the page's script counts.
void write_mark(JsonWriter& writer, const extract::Mention& m, base::Span span, std::string_view word) {
  if (span.empty() || !m.evidence.span.contains(span)) return;
  const auto units = [&](std::uint32_t end) {
    std::int64_t count = 0;
    for (std::uint32_t i = m.evidence.span.start; i < end && i - m.evidence.span.start < m.evidence.text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(m.evidence.text[i - m.evidence.span.start]);
      count += (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
    }
    return count;
  };
  writer.begin_array().integer(units(span.start)).integer(units(span.end)).string(word).end_array();
}

void write_mention(JsonWriter& writer, const extract::Mention& m) {
  writer.begin_object().key("s").string(to_string(m.status)).key("m").string(to_string(m.modality));
  if (m.polarity == extract::Polarity::kNegative) writer.key("n").boolean(true);
  writer.key("x").string(m.evidence.text).member("d", m.document.published).member("w", m.document.site);
  if (is_web(m.document.url)) writer.member("u", m.document.url);
  if (m.attribution.source) writer.member("a", m.attribution.source->name.empty() ? m.attribution.source->text : m.attribution.source->name);
  writer.member("r", m.rule).key("k").begin_array();
  write_mark(writer, m, m.trigger.span, "trigger");
  for (const extract::RoleFiller& role : m.roles) write_mark(writer, m, role.filler.span, to_string(role.role));
  writer.end_array().end_object();
}

void write_names(JsonWriter& writer, const store::Event& event) {
  writer.key("roles").begin_object();
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) {
    bool open = false;
    for (const extract::RoleFiller& one : event.roles) {
      if (one.role != static_cast<Role>(i)) continue;
      if (!open) writer.key(to_string(one.role)).begin_array();
      open = true;
      writer.string(one.filler.name.empty() ? one.filler.text : one.filler.name);
    }
    if (open) writer.end_array();
  }
  writer.end_object();
}

void write_event(JsonWriter& writer, const ReportEvent& report) {
  const store::Event& event = report.event;
  writer.begin_object().key("id").string(event.id).key("type").string(event.type).key("status").string(to_string(event.status));
  writer.key("modality").string(to_string(event.modality));
  if (event.closed) writer.key("closed").boolean(true);
  writer.member("date", event.date).key("first").string(event.first_seen.substr(0, 10)).key("last").string(event.last_seen.substr(0, 10));
  writer.key("docs").integer(event.document_count).member("head", event.headline);
  write_names(writer, event);
  writer.key("history").begin_array();
  for (const store::HistoryEntry& entry : event.history) {
    writer.begin_array().string(entry.at.substr(0, 10)).string(entry.what).string(entry.from).string(entry.to).string(entry.source).end_array();
  }
  writer.end_array().key("links").begin_array();
  for (const store::EventLink& link : event.links) {
    writer.begin_array().string(to_string(link.kind)).string(link.event).boolean(link.incoming).end_array();
  }
  writer.end_array().key("said").begin_array();
  const std::size_t count = report.mentions.size();
  const std::size_t left_out = count - std::min(count, kFirstTellings + kLastTellings);
  for (std::size_t i = 0; i < count; ++i) {
    if (i < kFirstTellings || i >= kFirstTellings + left_out) write_mention(writer, report.mentions[i]);
  }
  writer.end_array();
  if (left_out > 0) writer.key("more").integer(static_cast<std::int64_t>(left_out));
  writer.end_object();
}

// JSON within a script element: a "<" there could end it.
std::string script_safe(const std::string& json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe.push_back(c);
    }
  }
  return safe;
}

std::string filled(std::string_view page, const std::vector<std::pair<std::string_view, std::string>>& parts) {
  std::string out;
  std::size_t at = 0;
  while (at < page.size()) {
    std::size_t next = std::string_view::npos;
    const std::pair<std::string_view, std::string>* found = nullptr;
    for (const auto& part : parts) {
      const std::size_t place = page.find(part.first, at);
      if (place < next) {
        next = place;
        found = &part;
      }
    }
    out.append(page.substr(at, next == std::string_view::npos ? next : next - at));
    if (found == nullptr) break;
    out.append(found->second);
    at = next + found->first.size();
  }
  return out;
}

// "United States, tariff.impose, China: steel".
std::string title_of(const store::Event& event) {
  std::string title = event.type;
  if (const std::string actor = names_of(event, Role::kActor); !actor.empty()) title = actor + ": " + title;
  std::string toward = names_of(event, Role::kTarget);
  if (toward.empty()) toward = names_of(event, Role::kBeneficiary);
  if (toward.empty()) toward = names_of(event, Role::kDestination);
  if (!toward.empty()) title += " → " + toward;
  if (const std::string goods = names_of(event, Role::kCommodity); !goods.empty()) title += " (" + goods + ")";
  return title;
}

std::string judgement(const store::Event& event) {
  return std::string(to_string(event.status)) + ", " + std::string(to_string(event.modality)) + (event.closed ? ", closed" : "");
}

}  // namespace

std::string to_html(const std::vector<ReportEvent>& events, const ReportHead& head) {
  const base::EmbeddedFile* page = base::find_embedded(kPage);
  if (page == nullptr) return "";
  JsonWriter writer;
  writer.begin_array();
  for (const ReportEvent& event : events) write_event(writer, event);
  writer.end_array();
  return filled(page->bytes, {{"{{TITLE}}", escaped(head.title)}, {"{{SUBTITLE}}", escaped(head.subtitle)}, {"{{DATA}}", script_safe(writer.take())}});
}

std::string to_atom(const std::vector<ReportEvent>& events, const ReportHead& head) {
  base::UnixTime updated = 0;
  for (const ReportEvent& one : events) updated = std::max(updated, one.event.changed_at);
  std::string feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  <title>" + escaped(head.title) +
                     "</title>\n  <id>" + (head.feed_url.empty() ? "urn:tradewire:events" : escaped(head.feed_url)) + "</id>\n  <updated>" +
                     base::to_rfc3339(updated) + "</updated>\n  <author><name>tradewire</name></author>\n";
  if (!head.feed_url.empty()) feed += "  <link rel=\"self\" href=\"" + escaped(head.feed_url) + "\"/>\n";
  for (const ReportEvent& one : events) {
    const store::Event& event = one.event;
    feed += "  <entry>\n    <title>" + escaped(title_of(event) + ", " + judgement(event)) + "</title>\n    <id>urn:tradewire:event:" + escaped(event.id) +
            "</id>\n    <published>" + event.first_seen + "</published>\n    <updated>" + base::to_rfc3339(event.changed_at) + "</updated>\n    <category term=\"" +
            escaped(event.type) + "\"/>\n";
    std::string body;
    std::set<std::string_view> linked;  // each source once, however often it is quoted
    for (const extract::Mention& m : one.mentions) {
      if (is_web(m.document.url) && linked.insert(m.document.url).second) feed += "    <link rel=\"related\" href=\"" + escaped(m.document.url) + "\" title=\"" + escaped(m.document.site) + "\"/>\n";
      body += "<p>" + escaped(m.evidence.text) + " — " + escaped(m.document.site) + ", " + escaped(m.document.published.substr(0, 10)) + "</p>";
    }
    feed += "    <content type=\"html\">" + escaped(body) + "</content>\n  </entry>\n";
  }
  return feed + "</feed>\n";
}

std::string to_mail(const std::vector<ReportEvent>& events, const ReportHead& head) {
  std::vector<const ReportEvent*> order;
  for (const ReportEvent& event : events) order.push_back(&event);
  std::stable_sort(order.begin(), order.end(), [](const ReportEvent* a, const ReportEvent* b) { return a->event.last_seen > b->event.last_seen; });
  std::string text = "# " + head.title + "\n";
  if (!head.subtitle.empty()) text += "\n" + head.subtitle + "\n";
  std::string day;
  for (const ReportEvent* one : order) {
    if (const std::string here = one->event.last_seen.substr(0, 10); here != day) {
      day = here;
      text += "\n## " + day + "\n\n";
    }
    text += "- **" + title_of(one->event) + "** — " + judgement(one->event) + "\n";
    if (one->mentions.empty()) continue;
    const extract::Mention& latest = one->mentions.back();
    text += "  > " + latest.evidence.text + "\n";
    const std::string site = latest.document.site.empty() ? latest.document.id : latest.document.site;
    text += is_web(latest.document.url) ? "  [" + site + "](" + latest.document.url + ")\n" : "  " + site + "\n";
  }
  return text;
}

}  // namespace tradewire::output
