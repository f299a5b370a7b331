#include "glass.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "support/fakes.h"

namespace candor::ui {
namespace {

text::Fonts open_fonts() {
  auto fonts = text::Fonts::open(support::source_folder() / "assets" / "fonts" / "fonts.conf");
  REQUIRE(fonts);
  return *std::move(fonts);
}

}  // namespace

std::size_t CountedTextures::bytes() const {
  std::size_t all = 0;
  for (const auto& [id, size] : m_sizes) all += size;
  return all;
}

Supplies::Supplies() : fonts(open_fonts()) {
  for (const auto& entry :
       std::filesystem::directory_iterator(support::source_folder() / "assets" / "icons")) {
    auto bytes = read_file(entry.path(), 256 * 1024);
    REQUIRE(bytes);
    icons[entry.path().stem().string()] = *std::move(bytes);
  }
}

TestGlass::TestGlass(const Supplies& supplies, const Glass& glass)
    : m_glass(glass), m_context(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(m_context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.DisplaySize = ImVec2(glass.width, glass.height);
  io.DeltaTime = 1.0F / 60;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // as the window's renderer has
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  io.Fonts->SetTexID(nullptr);
  m_artist = std::make_unique<Artist>(supplies.fonts, textures, supplies.icons);
}

TestGlass::~TestGlass() {
  m_artist.reset();
  ImGui::DestroyContext(m_context);
}

const Frame& TestGlass::draw(const present::Page& page, bool taps_allowed) {
  ImGui::SetCurrentContext(m_context);
  ImGui::NewFrame();
  m_frame =
      draw_page(*m_artist, m_glass, page, scratch, pictures, m_press, taps_allowed, samples, ring);
  samples.clear();
  ImGui::Render();
  read_drawing();
  if (m_frame.action) m_actions.push_back(*m_frame.action);
  return m_frame;
}

void TestGlass::finger(float x, float y, bool down) {
  ImGui::SetCurrentContext(m_context);
  ImGui::GetIO().MousePos = ImVec2(x, y);
  ImGui::GetIO().MouseDown[0] = down;
}

void TestGlass::tap(const present::Page& page, const std::string& id) {
  draw(page);
  const Node* node = find(id);
  REQUIRE(node);
  const float x = node->rect.x + node->rect.width / 2;
  const float y = node->rect.y + node->rect.height / 2;
  for (const bool down : {false, true, false}) {
    finger(x, y, down);
    draw(page);
  }
}

const Node* TestGlass::find(const std::string& id) const {
  for (const Node& node : m_frame.nodes) {
    if (node.id == id) return &node;
  }
  return nullptr;
}

Rect TestGlass::extent_of(Color color) const {
  const auto found = m_painted.find(color);
  return found == m_painted.end() ? Rect{} : found->second;
}

void TestGlass::read_drawing() {
  m_drawn.clear();
  m_painted.clear();
  float left = m_glass.width;
  float top = m_glass.height;
  float right = 0;
  float bottom = 0;
  const ImDrawData* data = ImGui::GetDrawData();
  for (int l = 0; l < data->CmdListsCount; ++l) {
    const ImDrawList& list = *data->CmdLists[l];
    for (const ImDrawVert& corner : list.VtxBuffer) {
      const Color color = ((corner.col >> IM_COL32_R_SHIFT) & 0xFFU) << 16U |
                          ((corner.col >> IM_COL32_G_SHIFT) & 0xFFU) << 8U |
                          ((corner.col >> IM_COL32_B_SHIFT) & 0xFFU);
      const Rect point{corner.pos.x, corner.pos.y, 0, 0};
      Rect& all = m_painted.try_emplace(color, point).first->second;
      const float end_x = std::max(all.right(), point.x);
      const float end_y = std::max(all.bottom(), point.y);
      all.x = std::min(all.x, point.x);
      all.y = std::min(all.y, point.y);
      all.width = end_x - all.x;
      all.height = end_y - all.y;
    }
    for (const ImDrawCmd& command : list.CmdBuffer) {
      const bool picture = command.TextureId != nullptr;
      for (unsigned i = 0; i < command.ElemCount; i += 6) {
        Rect rect{m_glass.width, m_glass.height, 0, 0};
        float far_x = 0;
        float far_y = 0;
        for (unsigned k = i; k < std::min(i + 6, command.ElemCount); ++k) {
          const ImVec2 at =
              list.VtxBuffer[int(command.VtxOffset + list.IdxBuffer[int(command.IdxOffset + k)])]
                  .pos;
          rect.x = std::min(rect.x, std::max(at.x, command.ClipRect.x));
          rect.y = std::min(rect.y, std::max(at.y, command.ClipRect.y));
          far_x = std::max(far_x, std::min(at.x, command.ClipRect.z));
          far_y = std::max(far_y, std::min(at.y, command.ClipRect.w));
          left = std::min(left, at.x);
          top = std::min(top, at.y);
          right = std::max(right, at.x);
          bottom = std::max(bottom, at.y);
        }
        rect.width = far_x - rect.x;
        rect.height = far_y - rect.y;
        if (picture) m_drawn.push_back({rect});
      }
    }
  }
  m_extent = {left, top, right - left, bottom - top};
}

}  // namespace candor::ui
