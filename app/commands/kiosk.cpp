#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "commands/commands.h"
#include "content/load.h"
#include "content/words.h"
#include "kiosk/app.h"
#include "kiosk/glass.h"
#include "kiosk/parts.h"
#include "kiosk/practice.h"
#include "kiosk/secrecy.h"
#include "kiosk/stop_signals.h"
#include "kiosk/window.h"
#include "voice/helper.h"
#include "voice/player.h"

namespace candor::commands {
namespace {

namespace fs = std::filesystem;

/// An error about a file that comes with the program.
Error incomplete(Error error) {
  if (error.next.empty()) error.next = "the installation is incomplete; install Candor again";
  return error;
}

/// The configuration with defaults for what neither file nor flags give.
Result<kiosk::Config> configuration(const KioskOptions& options) {
  kiosk::Config config;
  if (options.config) {
    auto loaded = kiosk::load_config(*options.config);
    if (!loaded) return fail(loaded);
    config = std::move(*loaded);
  }
  config = kiosk::with_flags(std::move(config), options.flags);
  if (config.content.empty()) config.content = kiosk::share_folder() / "content";
  if (config.data.empty()) {
    auto data = kiosk::default_data_folder(std::getenv("XDG_DATA_HOME"), std::getenv("HOME"));
    if (!data) return fail(data);
    config.data = std::move(*data);
  }
  return config;
}

/// The folder of the pack to run: the named one, or the only one there is.
Result<fs::path> choose_pack(const kiosk::Config& config) {
  std::error_code error;
  if (!fs::is_directory(config.content, error)) {
    return fail(ErrorCode::not_found, "there is no such content folder", config.content.string(),
                "check --content");
  }
  const auto folders = content::find_packs(config.content);
  if (!folders) return fail(folders);
  std::string names;
  for (const fs::path& folder : *folders) {
    if (folder.filename() == config.pack) return folder;
    names += (names.empty() ? "" : ", ") + folder.filename().string();
  }
  if (folders->empty()) {
    return fail(ErrorCode::not_found, "there is no pack in this folder", config.content.string(),
                "check --content; each pack is a folder with a pack.json in it");
  }
  if (!config.pack.empty()) {
    return fail(ErrorCode::not_found, "there is no pack '" + config.pack + "'",
                config.content.string(), "choose one of these with --pack: " + names);
  }
  if (folders->size() > 1) {
    // Guessing could explain the wrong procedure to a patient.
    return fail(ErrorCode::refused, "there are several packs", config.content.string(),
                "choose one of these with --pack: " + names);
  }
  return folders->front();
}

/// The machine's sound, with the speech program that lies beside this one.
std::unique_ptr<voice::Speaker> loudspeaker(const kiosk::Config& config) {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  return std::make_unique<voice::Speaker>(
      std::make_unique<voice::Helper>(self.parent_path() / "candor-speak", config.voices),
      voice::make_player());
}

}  // namespace

Exit run_kiosk(const KioskOptions& options) {
  if (const auto wiped = kiosk::wipe_freed_memory(); !wiped) return could_not(wiped.error());
  auto signals = kiosk::StopSignals::take();
  if (!signals) return could_not(signals.error());
  auto config = configuration(options);
  if (!config) return could_not(config.error());
  const auto folder = choose_pack(*config);
  if (!folder) return could_not(folder.error());
  SystemClock clock;
  const Moment now = clock.now();
  const auto keyring = keys::load_keyring(config->data, now.utc_ms / 1000);
  if (!keyring) return could_not(keyring.error());
  auto data = kiosk::DataFolder::open(config->data);
  if (!data) return could_not(data.error());
  const fs::path assets = kiosk::share_folder() / "assets";
  auto fonts = text::Fonts::open(assets / "fonts" / "fonts.conf");
  if (!fonts) return could_not(incomplete(fonts.error()));
  kiosk::ContentSource source(*folder, data->content_path(), keyring->ca);
  const auto pack = source.start(*fonts);
  if (!pack) {
    for (const content::Finding& finding : kiosk::errors_in(*folder, *fonts).findings) {
      fmt::print(stderr, "{}\n", content::to_string(finding));
    }
    return could_not({ErrorCode::bad_format, "this pack has mistakes and is not shown to patients",
                      folder->string(), "correct them; candor check " + folder->string()});
  }
  if (!source.refused().empty()) {
    fmt::print(stderr, "{}: not shown, patients read the last good version: {}\n", folder->string(),
               source.refused());
  }
  std::vector<std::string> reasons =
      kiosk::practice_reasons(**pack, *config, *keyring, local_date(now));
  if (config->real && !reasons.empty()) {
    for (const std::string& reason : reasons) fmt::print(stderr, "not real: {}\n", reason);
    return could_not({ErrorCode::refused, "visits cannot be real yet", "--real",
                      "put the above right, or start without it to practise"});
  }
  auto words = content::Words::load(assets / "words");
  if (!words) return could_not(incomplete(words.error()));
  const std::string software = std::string("candor ") + CANDOR_VERSION;
  auto recorder = kiosk::Recorder::open(data->ledger_path(), *keyring, *pack,
                                        {config->kiosk_letter, software, std::move(reasons)});
  if (!recorder) return could_not(recorder.error());
  auto lost = recorder->lost_visits();
  if (!lost) return could_not(lost.error());
  auto window = kiosk::Window::open({config->window, "Candor"});
  if (!window) return could_not(window.error());
  const double pitch = config->mm_per_pixel.value_or(window->mm_per_pixel());
  const kiosk::WindowSize size = window->size();
  if (const auto glass = kiosk::check_glass(size.width, size.height, pitch); !glass) {
    return could_not(glass.error());
  }
  kiosk::Parts parts{*config,
                     assets,
                     std::move(source),
                     *pack,
                     *keyring,
                     std::move(*words),
                     std::move(*fonts),
                     kiosk::make_channel(config->notify),
                     std::move(*data),
                     std::move(*recorder),
                     std::move(*lost),
                     pitch,
                     loudspeaker(*config)};
  SystemRandom random;
  kiosk::App app(std::move(parts), *window, clock, random);
  // The window is there until after the last wake.
  (*signals)->watch([&window] { window->wake(); });
  const auto ran = app.run((*signals)->stop());
  signals->reset();
  if (!ran) return could_not(ran.error());
  return Exit::done;
}

}  // namespace candor::commands
