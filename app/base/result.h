// Expected failures as values: Result<T> holds a T or an Error, and the compiler warns when it is
// ignored.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace candor {

/// What kind of failure it was, so that callers can tell "not there" from "damaged".
enum class ErrorCode {
  not_found,      ///< the file, folder, id or device is not there
  unreadable,     ///< there, but it cannot be opened or read
  unwritable,     ///< cannot be created or written: read-only, no permission
  no_space,       ///< the disk is full
  bad_format,     ///< the bytes are not what the format says
  bad_value,      ///< well-formed, but a value is not allowed
  too_large,      ///< beyond a stated limit
  conflict,       ///< the same id exists with other content
  newer_version,  ///< written by a newer Candor
  locked,         ///< another process holds it
  no_display,     ///< no screen, no window or no OpenGL
  refused,        ///< not allowed here and now
};

/// A failure: what happened, where, and what to do next. Never holds a patient's words or answers.
struct Error {
  ErrorCode code = ErrorCode::refused;
  std::string what;   ///< what went wrong, a sentence without a full stop
  std::string where;  ///< file, file:line:column, device or id; may be empty
  std::string next;   ///< what the reader can do about it; may be empty

  friend bool operator==(const Error&, const Error&) = default;
};

/// "where: what; next", the form of every message on stderr.
[[nodiscard]] inline std::string to_string(const Error& error) {
  std::string text = error.where.empty() ? error.what : error.where + ": " + error.what;
  if (!error.next.empty()) text += "; " + error.next;
  return text;
}

/// T or Error with the member names of std::expected, and a warning when nobody looks at it.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

/// `return fail(ErrorCode::not_found, "there is no such folder", path, "check --content");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string what,
                                                std::string where = {}, std::string next = {}) {
  return tl::unexpected<Error>(Error{code, std::move(what), std::move(where), std::move(next)});
}

/// Passes on the error of another result.
template <typename T>
[[nodiscard]] tl::unexpected<Error> fail(const Result<T>& failed) {
  return tl::unexpected<Error>(failed.error());
}

}  // namespace candor
