// How keys and switches answer a person's hand, as chosen in the guided set-up. Back to the
// defaults when a visit ends.
#pragma once

#include <cstdint>

namespace candor::present {

struct KeyHabits {
  std::int64_t hold_ms = 0;      ///< a switch counts once it was held this long; 0: at once
  std::int64_t repeat_ms = 0;    ///< held longer, the moving switch goes on this often; 0: never
  std::int64_t double_ms = 500;  ///< the same key again within this time is not meant
  bool every_key = false;        ///< `double_ms` is also for letters, arrows and the moving switch
  friend bool operator==(const KeyHabits&, const KeyHabits&) = default;
};

}  // namespace candor::present
