// Everything that a running kiosk holds, opened and checked before the first frame.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "content/pack.h"
#include "content/words.h"
#include "kiosk/config.h"
#include "kiosk/data_folder.h"
#include "kiosk/notify.h"
#include "kiosk/window.h"
#include "record/ledger.h"
#include "text/text.h"

namespace candor::kiosk {

struct Parts {
  Config config;
  std::string software;  ///< "candor 0.1.0"
  std::filesystem::path assets;
  std::shared_ptr<const content::Pack> pack;
  content::Words words;
  text::Fonts fonts;
  std::vector<std::string> practice_reasons;  ///< empty: visits are real
  std::unique_ptr<Channel> channel;
  DataFolder data;
  record::Ledger ledger;
  double mm_per_pixel = 0.0;  ///< configured, else what the monitor reports
};

}  // namespace candor::kiosk
