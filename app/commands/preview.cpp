#include "commands/preview.h"

#include <algorithm>
#include <atomic>
#include <filesystem>

#include "base/clock.h"
#include "commands/check.h"
#include "commands/render_pages.h"
#include "content/load.h"
#include "kiosk/glass.h"
#include "kiosk/look.h"

namespace candor::commands {
namespace {

/// The error with the option it is about in front.
tl::unexpected<Error> about(const std::string& option, const Error& error) {
  return fail(error.code, error.where.empty() ? error.what : error.where + ": " + error.what,
              option, error.next);
}

/// A page or language that a loaded pack does not have. A pack that does not load yet may get them.
Result<void> check_start(const std::filesystem::path& folder, const kiosk::PreviewStart& start) {
  const content::Loaded loaded = content::load_pack(folder);
  if (!loaded.pack) return {};
  if (!start.page.empty()) {
    if (auto known = check_pages(*loaded.pack, {start.page}); !known) return known;
  }
  std::string names;
  for (const content::Language& language : loaded.pack->languages) {
    if (start.language.empty() || language.tag == start.language) return {};
    names += (names.empty() ? "" : ", ") + language.tag;
  }
  return fail(ErrorCode::not_found, "the pack has no language '" + start.language + "'", "--lang",
              "it has " + names);
}

}  // namespace

PreviewCommand::PreviewCommand(CLI::App& app)
    : m_command(app.add_subcommand(
          "preview", "Show a pack's screens in a window; a saved change shows by itself")) {
  m_command->add_option("PACK", m_pack, "The pack's folder")->required();
  m_command->add_option("--page", m_page, "Page to begin with, by its id")->type_name("ID");
  m_command->add_option("--lang", m_language, "Language to begin with")->type_name("TAG");
  m_command->add_option("--size", m_size, "Text size: small, medium, large, largest")
      ->type_name("SIZE");
  m_command->add_option("--theme", m_theme, "Colors: paper, white, black, soft")
      ->type_name("THEME");
  m_command->add_option("--glass", m_glass, "Pixels of the kiosk's glass (default: 1920x1080)")
      ->type_name("WxH");
  m_command->add_option("--mm-per-pixel", m_mm_per_pixel, "Size of its pixels (default: 0.248)")
      ->type_name("F");
  m_command->add_option("--window", m_window, "Size of the window at first (default: 1600x900)")
      ->type_name("WxH");
}

Result<kiosk::PreviewStart> PreviewCommand::start() const {
  kiosk::PreviewStart start;
  start.page = m_page;
  start.language = m_language;
  const auto size = parse_size(m_size);
  if (!size) return about("--size", size.error());
  start.size = *size;
  const auto theme = parse_theme(m_theme);
  if (!theme) return about("--theme", theme.error());
  start.theme = *theme;
  if (!m_glass.empty()) {
    const auto glass = kiosk::parse_window_size(m_glass);
    if (!glass) return about("--glass", glass.error());
    start.glass = *glass;
  }
  if (!m_mm_per_pixel.empty()) {
    const auto pitch = parse_pitch(m_mm_per_pixel);
    if (!pitch) return about("--mm-per-pixel", pitch.error());
    start.mm_per_pixel = *pitch;
  }
  if (const auto fits =
          kiosk::check_glass(start.glass.width, start.glass.height, start.mm_per_pixel);
      !fits) {
    return fail(ErrorCode::bad_value, fits.error().what, "--glass", "give a larger one");
  }
  if (const auto known = check_start(m_pack, start); !known) return fail(known);
  return start;
}

Exit PreviewCommand::run() const {
  std::error_code error;
  if (!std::filesystem::is_directory(m_pack, error)) {
    return could_not({ErrorCode::not_found, "there is no such folder", m_pack,
                      "give the folder of a pack, the one with pack.json in it"});
  }
  const auto begin = start();
  const auto window_size = kiosk::parse_window_size(m_window);
  if (!begin || !window_size) {
    report(begin ? window_size.error() : begin.error());
    return Exit::wrong_usage;
  }
  const std::filesystem::path assets = kiosk::share_folder() / "assets";
  auto words = content::Words::load(assets / "words");
  if (!words) return could_not(words.error());
  const auto fonts = text::Fonts::open(assets / "fonts" / "fonts.conf");
  if (!fonts) return could_not(fonts.error());
  const ui::Icons icons = kiosk::load_icons(assets / "icons");
  // "content/sample/" and "content/sample" are one folder, and findings name it as it was typed.
  std::filesystem::path folder = m_pack;
  if (!folder.has_filename()) folder = folder.parent_path();
  auto window = kiosk::Window::open(
      {*window_size, "Candor preview: " + folder.filename().string(), kiosk::Resizing::by_user});
  if (!window) return could_not(window.error());
  SystemClock clock;
  kiosk::PreviewParts parts{folder, *std::move(words), *fonts, icons, [&fonts, &folder, &clock] {
                              return check_with(*fonts, folder, local_date(clock.now()));
                            }};
  auto preview = kiosk::Preview::open(std::move(parts), *begin, *window, clock);
  if (!preview) return could_not(preview.error());
  const std::atomic<bool> stop{false};
  const auto ran = (*preview)->run(stop);
  preview->reset();
  return ran ? Exit::done : could_not(ran.error());
}

}  // namespace candor::commands
