#include "commands/painter.h"

#include <algorithm>
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
    const auto draw = [&](const kiosk::CanvasPointer& pointer) {
      return canvas.draw(page, scratch, *m_pictures, glass, pointer, doing.ring);
    };
    audit::Shot shot;
    shot.frame = draw({});
    if (!doing.pressed.empty()) {
      if (const ui::Node* control = find(shot.frame, doing.pressed)) {
        const float x = control->rect.x + control->rect.width / 2;
        const float y = control->rect.y + control->rect.height / 2;
        shot.frame = draw({x, y, false});
        shot.frame = draw({x, y, true});
      }
    }
    shot.drawn = canvas.drawn();
    auto picture = canvas.picture();
    if (!doing.pressed.empty()) (void)draw({});  // the finger is gone before the next page
    if (!picture) return fail(picture);
    shot.picture = *std::move(picture);
    return shot;
  };
}

}  // namespace candor::commands
