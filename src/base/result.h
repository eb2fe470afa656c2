// Result<T>: a value, or an Error that says what went wrong, where, and how to mend it.
//
// Every fallible function of the program returns one. Exceptions stay inside the adapter of the library that
// throws them; asserts are for our own bugs and never for input.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace tradewire::base {

// What kind of failure it is, for exit codes and for deciding whether to try again.
enum class ErrorKind { kInput, kUsage, kNetwork, kStore, kLimit, kBusy, kInternal };

struct Error {
  std::string what;   // "no such file"
  std::string where;  // "pages/a.html" or "rules/events/tariff/cut.yaml:12:3"; may be empty
  std::string mend;   // "give a file that exists, or - for standard input"; may be empty
  ErrorKind kind = ErrorKind::kInput;

  // One line: "where: what (mend)".
  std::string message() const {
    std::string text = where.empty() ? what : where + ": " + what;
    if (!mend.empty()) text += " (" + mend + ")";
    return text;
  }
  friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok().
  T& operator*() & { assert(ok()); return *std::get_if<0>(&state_); }
  const T& operator*() const& { assert(ok()); return *std::get_if<0>(&state_); }
  T&& operator*() && { assert(ok()); return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { assert(ok()); return std::get_if<0>(&state_); }
  const T* operator->() const { assert(ok()); return std::get_if<0>(&state_); }

  // REQUIRES: !ok().
  const Error& error() const { assert(!ok()); return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

// The result of an act that yields nothing: `return Done{};` on success.
struct Done {
  friend bool operator==(Done, Done) = default;
};
using Status = Result<Done>;

}  // namespace tradewire::base
