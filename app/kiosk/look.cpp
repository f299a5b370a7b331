#include "kiosk/look.h"

#include "base/file.h"
#include "ui/theme.h"

namespace candor::kiosk {
namespace {

constexpr std::size_t kMostIconBytes = 256 * 1024;

}  // namespace

Background background_of(ui::Color color) {
  return {float((color >> 16U) & 0xFFU) / 255.0F, float((color >> 8U) & 0xFFU) / 255.0F,
          float(color & 0xFFU) / 255.0F};
}

Background background_of(visit::Theme theme) {
  return background_of(ui::colors_of(theme).paper);
}

ui::Icons load_icons(const std::filesystem::path& folder) {
  ui::Icons icons;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".svg") continue;
    if (auto bytes = read_file(entry.path(), kMostIconBytes)) {
      icons[entry.path().stem().string()] = *std::move(bytes);
    }
  }
  return icons;
}

}  // namespace candor::kiosk
