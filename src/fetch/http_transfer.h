// One HTTP exchange through libcurl: a guarded connection, limits counted in the callbacks, and what came of it in our
// own words. Below HttpSource, which schedules; no other file sees libcurl.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fetch/http_source.h"
#include "fetch/url.h"

namespace tradewire::fetch {

// Whether the user allowed this host by name to have a private address.
bool is_allowed_host(const HttpOptions& options, const std::string& host);

// The address as it may be shown: without credentials.
std::string printable(const Url& url);

struct TransferRequest {
  Url url;                           // http or https, without credentials
  std::vector<std::string> headers;  // beside those of the options
  std::uint64_t max_body_bytes = 0;
  bool cut_at_limit = false;         // true: a longer body is cut and is no error (robots.txt)
};

struct TransferOutcome {
  enum class Kind { kResponse, kFault, kFailure, kTooLarge, kRefused };
  Kind kind = Kind::kFailure;  // kFault: the connection's, and may pass; kFailure: will not
  Exchange exchange;           // of a response
  std::string message;         // of the others
  double seconds = 0;
};

class TransferPool {
 public:
  static base::Result<std::unique_ptr<TransferPool>> open(const HttpOptions& options);
  ~TransferPool();

  // Begins a transfer under the caller's number. `session` keeps the cookies of earlier hops; empty begins a new one.
  void start(int id, const TransferRequest& request, int session);
  void end_session(int session);

  // Moves bytes, waits at most `seconds` for more, and gives the transfers that ended.
  std::vector<std::pair<int, TransferOutcome>> step(double seconds);

  int active() const;
  void cancel_all();

 private:
  struct State;
  explicit TransferPool(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tradewire::fetch
