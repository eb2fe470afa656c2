#include "fetch/http_transfer.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <mutex>

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fetch/address.h"
#include "fetch/http_message.h"

namespace tradewire::fetch {
namespace {

struct EasyCloser {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyCloser>;

struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListCloser>;

long milliseconds(double seconds) { return static_cast<long>(seconds * 1000); }

// Everything libcurl's callbacks need; stays at its address while the transfer runs.
struct Running {
  const HttpOptions* options = nullptr;
  TransferRequest request;
  int session = 0;
  CURL* easy = nullptr;  // owned by the session
  HeaderList headers;
  HeaderList resolve;
  std::array<char, CURL_ERROR_SIZE> error{};
  Exchange exchange;
  std::uint64_t header_bytes = 0;
  bool head_done = false;
  bool too_large = false;
  bool cut = false;
  bool refused = false;
  bool guarded = true;
};

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& running = *static_cast<Running*>(user);
  const std::string_view line(data, size * count);
  running.header_bytes += line.size();
  if (running.header_bytes > running.options->max_header_bytes) {
    running.too_large = true;
    return 0;
  }
  if (line.starts_with("HTTP/")) {  // behind 100 Continue comes another head
    running.exchange.headers.clear();
    running.head_done = false;
  }
  if (line == "\r\n" || line == "\n") running.head_done = true;
  if (!running.head_done) running.exchange.headers += line;  // trailers are left out
  return line.size();
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& running = *static_cast<Running*>(user);
  const std::size_t bytes = size * count;
  const std::uint64_t room = running.request.max_body_bytes - running.exchange.body.size();
  if (bytes <= room) {
    running.exchange.body.append(data, bytes);
    return bytes;
  }
  running.too_large = !running.request.cut_at_limit;
  running.cut = running.request.cut_at_limit;
  running.exchange.body.append(data, static_cast<std::size_t>(room));
  return 0;
}

// The guard: the address that is really connected to, whatever name and DNS said.
curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& running = *static_cast<Running*>(user);
  if (running.guarded && !is_public_address(address->addr)) {
    running.refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::string proxy_from_environment(const std::string& scheme) {
  const std::vector<const char*> names = scheme == "https" ? std::vector<const char*>{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}
                                                           : std::vector<const char*>{"http_proxy", "all_proxy", "ALL_PROXY"};
  for (const char* name : names) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

// Faults of the connection, which another attempt may not meet. Certificates, addresses and limits stay as they are.
bool is_fault(CURLcode code) {
  constexpr std::array<CURLcode, 12> kFaults = {
      CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE,
      CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_SSL_CONNECT_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_COULDNT_RESOLVE_PROXY, CURLE_BAD_CONTENT_ENCODING};
  return std::find(kFaults.begin(), kFaults.end(), code) != kFaults.end();
}

// A session keeps its cookies from hop to hop. Every other option is set anew for each transfer, so nothing needs
// curl_easy_reset(), which would lose (and leak) the list that turns the cookies on.
Easy new_session() {
  Easy easy(curl_easy_init());
  curl_easy_setopt(easy.get(), CURLOPT_COOKIEFILE, "");
  return easy;
}

void set_limits(CURL* easy, const HttpOptions& options) {
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(options.connect_timeout));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds(options.total_timeout));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options.low_speed_bytes));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.low_speed_seconds));
}

void set_callbacks(CURL* easy, Running& running) {
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &running);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &running);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &running);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, running.error.data());
}

void set_protocol(CURL* easy, const HttpOptions& options, Running& running) {
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
  const std::string proxy = options.proxy.empty() ? proxy_from_environment(running.request.url.scheme) : options.proxy;
  curl_easy_setopt(easy, CURLOPT_PROXY, proxy.c_str());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  running.guarded = proxy.empty() && !is_allowed_host(options, running.request.url.host.value_or(""));
}

void add_line(HeaderList& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return;
  (void)list.release();
  list.reset(longer);
}

HeaderList header_list(const TransferRequest& request) {
  HeaderList list;
  const auto add = [&](const std::string& line) { add_line(list, line); };
  add("Accept: text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json;q=0.9,*/*;q=0.5");
  for (const std::string& header : request.headers) {
    if (header.find_first_of("\r\n") == std::string::npos) add(header);
  }
  return list;
}

TransferOutcome outcome_of(Running& running, CURLcode code) {
  TransferOutcome outcome;
  double seconds = 0;
  curl_easy_getinfo(running.easy, CURLINFO_TOTAL_TIME, &seconds);
  outcome.seconds = seconds;
  using Kind = TransferOutcome::Kind;
  if (running.refused) {
    outcome.kind = Kind::kRefused;
    outcome.message = "its address is private, loopback or reserved";
  } else if (running.too_large) {
    outcome.kind = Kind::kTooLarge;
    outcome.message = running.head_done ? "larger than " + std::to_string(running.request.max_body_bytes) + " bytes" : "its header is too large";
  } else if (code == CURLE_OK || running.cut) {
    long status = 0;
    curl_easy_getinfo(running.easy, CURLINFO_RESPONSE_CODE, &status);
    const char* address = nullptr;
    curl_easy_getinfo(running.easy, CURLINFO_PRIMARY_IP, &address);
    outcome.kind = Kind::kResponse;
    outcome.exchange = std::move(running.exchange);
    outcome.exchange.status = static_cast<int>(status);
    outcome.exchange.url = running.request.url.href();
    if (address != nullptr) outcome.exchange.address = address;
  } else {
    double connected = 0;
    curl_easy_getinfo(running.easy, CURLINFO_CONNECT_TIME, &connected);
    const bool never_connected = code == CURLE_OPERATION_TIMEDOUT && connected == 0;
    outcome.kind = is_fault(code) || never_connected ? Kind::kFault : Kind::kFailure;
    outcome.message = running.error[0] != '\0' ? running.error.data() : curl_easy_strerror(code);
  }
  return outcome;
}

void initialise_library() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

}  // namespace

bool is_allowed_host(const HttpOptions& options, const std::string& host) {
  return std::find(options.allowed_hosts.begin(), options.allowed_hosts.end(), host) != options.allowed_hosts.end();
}

std::string printable(const Url& url) {
  Url shown = url;
  shown.username.clear();
  shown.password.clear();
  return shown.href();
}

struct TransferPool::State {
  HttpOptions options;
  CURLM* multi = nullptr;
  std::map<int, Easy> sessions;
  std::map<int, std::unique_ptr<Running>> running;

  ~State() {
    for (auto& [id, one] : running) curl_multi_remove_handle(multi, one->easy);
    running.clear();
    sessions.clear();
    if (multi != nullptr) curl_multi_cleanup(multi);
  }
};

TransferPool::TransferPool(std::unique_ptr<State> state) : state_(std::move(state)) {}
TransferPool::~TransferPool() = default;

base::Result<std::unique_ptr<TransferPool>> TransferPool::open(const HttpOptions& options) {
  initialise_library();
  if (!options.ca_file.empty() && ::access(options.ca_file.c_str(), R_OK) != 0) {
    return base::Error{"the CA file cannot be read", options.ca_file, "give a PEM file", base::ErrorKind::kUsage};
  }
  auto state = std::make_unique<State>();
  state->options = options;
  state->multi = curl_multi_init();
  if (state->multi == nullptr) return base::Error{"libcurl cannot be set up", "", "", base::ErrorKind::kInternal};
  curl_multi_setopt(state->multi, CURLMOPT_MAXCONNECTS, 64L);
  return std::unique_ptr<TransferPool>(new TransferPool(std::move(state)));
}

void TransferPool::start(int id, const TransferRequest& request, int session) {
  State& s = *state_;
  Easy& easy = s.sessions[session];
  if (!easy) easy = new_session();
  auto running = std::make_unique<Running>();
  running->options = &s.options;
  running->request = request;
  running->session = session;
  running->easy = easy.get();
  running->headers = header_list(request);
  running->request.url.fragment.reset();
  const std::string href = running->request.url.href();
  curl_easy_setopt(easy.get(), CURLOPT_URL, href.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, running->headers.get());
  for (const std::string& line : s.options.resolve) add_line(running->resolve, line);
  curl_easy_setopt(easy.get(), CURLOPT_RESOLVE, running->resolve.get());
  curl_easy_setopt(easy.get(), CURLOPT_PRIVATE, reinterpret_cast<void*>(static_cast<std::intptr_t>(id)));
  set_limits(easy.get(), s.options);
  set_callbacks(easy.get(), *running);
  set_protocol(easy.get(), s.options, *running);
  curl_multi_add_handle(s.multi, easy.get());
  s.running[id] = std::move(running);
}

void TransferPool::end_session(int session) { state_->sessions.erase(session); }

std::vector<std::pair<int, TransferOutcome>> TransferPool::step(double seconds) {
  State& s = *state_;
  int still = 0;
  curl_multi_perform(s.multi, &still);
  std::vector<std::pair<int, TransferOutcome>> ended;
  const auto collect = [&] {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(s.multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      void* tag = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &tag);
      const int id = static_cast<int>(reinterpret_cast<std::intptr_t>(tag));
      const CURLcode code = message->data.result;
      Running& running = *s.running[id];
      TransferOutcome outcome = outcome_of(running, code);
      curl_multi_remove_handle(s.multi, running.easy);
      s.running.erase(id);
      ended.emplace_back(id, std::move(outcome));
    }
  };
  collect();
  if (ended.empty()) {
    curl_multi_poll(s.multi, nullptr, 0, static_cast<int>(milliseconds(std::max(seconds, 0.0))), nullptr);
    curl_multi_perform(s.multi, &still);
    collect();
  }
  return ended;
}

int TransferPool::active() const { return static_cast<int>(state_->running.size()); }

void TransferPool::cancel_all() {
  State& s = *state_;
  for (auto& [id, one] : s.running) curl_multi_remove_handle(s.multi, one->easy);
  s.running.clear();
  s.sessions.clear();
}

}  // namespace tradewire::fetch
