// SPDX-License-Identifier: GPL-3.0-or-later
// candor-speak: English, with flite's voice slt.
#pragma once

#include <memory>
#include <string>

#include "spoken.h"

struct cst_voice_struct;

namespace speak {

class English {
 public:
  English();

  [[nodiscard]] Spoken say(const std::string& text) const;

 private:
  cst_voice_struct* m_voice;  ///< flite keeps it until the program ends
};

}  // namespace speak
