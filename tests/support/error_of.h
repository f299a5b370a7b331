// What a call failed with, for one-line checks.
#pragma once

#include "base/result.h"

namespace candor::support {

/// The error; one that no code gives when the call succeeded, so that a check on it fails.
template <typename T>
Error error_of(const Result<T>& result) {
  if (result) return {ErrorCode::no_display, "it succeeded", "nowhere", "nothing"};
  return result.error();
}

}  // namespace candor::support
