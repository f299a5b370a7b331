#include "commands/painter.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "kiosk/look.h"

namespace candor::commands {
namespace {

const ui::Node* find(const ui::Frame& frame, const std::string& id) {
  const auto found = std::find_if(frame.nodes.begin(), frame.nodes.end(),
                                  [&](const ui::Node& node) { return node.id == id; });
  return found == frame.nodes.end() ? nullptr : &*found;
}

}  // namespace

Result<Painter> Painter::open(const std::filesystem::path& assets,
                              const std::map<std::string, std::string>& pictures) {
  auto fonts = text::Fonts::open(assets / "fonts" / "fonts.conf");
  if (!fonts) return fail(fonts);
  auto tools = std::make_unique<Tools>(*std::move(fonts), kiosk::load_icons(assets / "icons"));
  auto offscreen = kiosk::Offscreen::open(tools->fonts, tools->icons);
  if (!offscreen) return fail(offscreen);
  tools->offscreen = std::make_unique<kiosk::Offscreen>(*std::move(offscreen));
  return Painter(std::move(tools), pictures);
}

audit::Paint Painter::paint() {
  return [this](const present::Page& page, present::Scratch& scratch, const ui::Glass& glass,
                const audit::Doing& doing) -> Result<audit::Shot> {
    kiosk::Canvas& canvas = m_tools->offscreen->canvas();
    const auto draw = [&](const kiosk::CanvasPointer& pointer,
                          const std::optional<ui::Rect>& only) {
      return canvas.draw(page, scratch, *m_pictures, glass, pointer, doing.ring, only);
    };
    constexpr ui::Rect kNothing{};
    audit::Shot shot;
    if (doing.pressed.empty()) {
      shot.frame = draw({}, doing.only);
    } else {
      // Only the last of these frames is looked at.
      const ui::Frame usual = draw({}, kNothing);
      kiosk::CanvasPointer finger;
      if (const ui::Node* control = find(usual, doing.pressed)) {
        finger = {control->rect.x + control->rect.width / 2,
                  control->rect.y + control->rect.height / 2, false};
        (void)draw(finger, kNothing);
        finger.down = true;
      }
      shot.frame = draw(finger, doing.only);
    }
    shot.drawn = canvas.drawn();
    auto picture = canvas.picture();
    if (!doing.pressed.empty())
      (void)draw({}, kNothing);  // the finger is gone before the next page
    if (!picture) return fail(picture);
    shot.picture = *std::move(picture);
    return shot;
  };
}

}  // namespace candor::commands
