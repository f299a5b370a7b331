// SPDX-License-Identifier: GPL-3.0-or-later
// candor-speak: all languages but English, with espeak-ng.
#pragma once

#include <string>

#include "spoken.h"

namespace speak {

/// One at a time: espeak-ng keeps its state in the program.
class Others {
 public:
  Others();
  ~Others();
  Others(const Others&) = delete;
  Others& operator=(const Others&) = delete;

  /// `language` is a BCP 47 tag: "es", "zh-Hans".
  [[nodiscard]] Spoken say(const std::string& language, const std::string& text) const;

 private:
  int m_rate;  ///< samples a second; below 0: espeak-ng could not start
};

}  // namespace speak
