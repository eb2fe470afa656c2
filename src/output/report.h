// The report: events as one self-contained HTML page, as an Atom feed, or as Markdown for mail. The page is the template
// src/output/page/report.html with the data put into it; it asks nothing of the network.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/event.h"

namespace tradewire::output {

struct ReportEvent {
  store::Event event;
  std::vector<extract::Mention> mentions;
};

struct ReportHead {
  std::string title;
  std::string subtitle;   // what was asked for; may be empty
  std::string feed_url;   // of the Atom feed's own place; may be empty
};

std::string to_html(const std::vector<ReportEvent>& events, const ReportHead& head);

// RFC 4287; the newest change is the feed's `updated`, so that equal events give equal bytes.
std::string to_atom(const std::vector<ReportEvent>& events, const ReportHead& head);

// By day, the latest first.
std::string to_mail(const std::vector<ReportEvent>& events, const ReportHead& head);

}  // namespace tradewire::output
