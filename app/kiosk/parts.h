// Everything that a running kiosk holds, opened and checked before the first frame.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "content/pack.h"
#include "content/words.h"
#include "keys/keys.h"
#include "kiosk/config.h"
#include "kiosk/content_source.h"
#include "kiosk/data_folder.h"
#include "kiosk/notify.h"
#include "kiosk/recorder.h"
#include "kiosk/window.h"
#include "text/text.h"
#include "voice/speaker.h"

namespace candor::kiosk {

struct Parts {
  Config config;
  std::filesystem::path assets;
  ContentSource source;
  std::shared_ptr<const content::Pack> pack;  ///< the version that is shown
  keys::Keyring keyring;
  content::Words words;
  text::Fonts fonts;
  std::unique_ptr<Channel> channel;
  DataFolder data;
  Recorder recorder;
  std::vector<LostVisit> lost;  ///< visits of earlier runs that staff have not heard of
  double mm_per_pixel = 0.0;    ///< configured, else what the monitor reports
  std::unique_ptr<voice::Speaker> speaker = {};  ///< null: no sound at all
};

}  // namespace candor::kiosk
