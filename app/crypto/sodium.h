// What the files of this room share about libsodium's types. Not for other rooms.
#pragma once

#include <sodium.h>

#include "base/check.h"

namespace candor::crypto {

/// Makes libsodium ready. It guards itself: any number of calls from any thread, and only the first
/// does something.
inline void require_sodium() {
  const int ready = sodium_init();
  CANDOR_CHECK(ready >= 0);
}

/// libsodium works on unsigned bytes, we on char; both may alias any bytes.
inline unsigned char* bytes_of(char* data) {
  return reinterpret_cast<unsigned char*>(data);
}

inline const unsigned char* bytes_of(const char* data) {
  return reinterpret_cast<const unsigned char*>(data);
}

}  // namespace candor::crypto
