// Draws what the audit of screens looks at, without a window.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "audit/sweep.h"
#include "kiosk/offscreen.h"
#include "text/text.h"

namespace candor::commands {

class Painter {
 public:
  /// With the fonts and icons of the kiosk (`assets`). `pictures` are the pack's, and must outlive
  /// the painter. Fails as text::Fonts and kiosk::Offscreen do.
  [[nodiscard]] static Result<Painter> open(const std::filesystem::path& assets,
                                            const std::map<std::string, std::string>& pictures);

  /// The function to give to audit::Sweep; the painter must outlive it, where it is now.
  [[nodiscard]] audit::Paint paint();

 private:
  struct Tools {
    Tools(text::Fonts its_fonts, ui::Icons its_icons)
        : fonts(std::move(its_fonts)), icons(std::move(its_icons)) {}

    text::Fonts fonts;
    ui::Icons icons;
    std::unique_ptr<kiosk::Offscreen> offscreen;  // released before what it draws with
  };

  Painter(std::unique_ptr<Tools> tools, const std::map<std::string, std::string>& pictures)
      : m_tools(std::move(tools)), m_pictures(&pictures) {}

  std::unique_ptr<Tools> m_tools;
  const std::map<std::string, std::string>* m_pictures;
};

}  // namespace candor::commands
