// robots.txt as RFC 9309 and Google's reference parser read it.
//
// Groups of user-agent lines, the longest matching rule decides and allow wins a tie, `*` and a final `$` in patterns,
// percent-encoding brought to one form, directives with common misspellings. Never fails: what is no robots.txt bars nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tradewire::fetch {

// What one product token may fetch.
struct RobotsVerdict {
  bool allowed = true;
  int line_number = 0;  // of the deciding line, from 1; 0 when no rule matched
  std::string line;     // its text
};

class Robots {
 public:
  // At most the first 500 KiB are read.
  static Robots parse(std::string_view bytes);

  // The verdict for a crawler's product token ("tradewire") and an absolute URL, or its path and query.
  RobotsVerdict verdict(std::string_view agent, std::string_view url) const;
  bool allows(std::string_view agent, std::string_view url) const { return verdict(agent, url).allowed; }

  // Seconds between two requests, from the agent's own group or else the one for all; at most 120.
  std::optional<double> crawl_delay(std::string_view agent) const;

  // The Sitemap lines, in order.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

  // robots.txt of a server that answered with this status: 2xx is parsed, 4xx bars nothing, 5xx and faults (0) bar all.
  static Robots for_response(int status, std::string_view body);

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;
    int line_number = 0;
    std::string line;
  };
  struct Group {
    std::vector<std::string> agents;  // product tokens in lower case, "*" for all
    std::vector<Rule> rules;
    std::optional<double> crawl_delay;
  };
  std::vector<const Group*> groups_for(std::string_view agent) const;

  bool bars_all_ = false;
  std::vector<Group> groups_;
  std::vector<std::string> sitemaps_;
};

// The product token at the start of a User-Agent: "tradewire" of "tradewire/0.1 (+https://…)".
std::string product_token(std::string_view user_agent);

}  // namespace tradewire::fetch
