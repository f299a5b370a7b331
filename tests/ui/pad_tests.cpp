#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "glass.h"
#include "support/fakes.h"
#include "support/handwriting.h"
#include "ui/pad.h"

namespace candor::ui {
namespace {

present::Page pad_page() {
  present::Page page;
  page.key = "pad";
  page.more_label = "More";
  page.above_label = "Back";
  page.elements.push_back({present::Heading{"Sign here"}, false, {}, {}});
  page.elements.push_back({present::Pad{"Ana Lopez", {}, true}, false, {}, {}});
  return page;
}

/// Draws a signature with a finger, at its own size, and returns what was kept.
std::vector<visit::Stroke> written(const std::vector<visit::Stroke>& strokes, const Glass& shape) {
  const Supplies supplies;
  TestGlass glass(supplies, shape);
  const present::Page page = pad_page();
  glass.draw(page);
  REQUIRE(glass.find("pad"));
  const Rect pad = glass.find("pad")->rect;
  double at_ms = 1000;
  for (const visit::Stroke& stroke : strokes) {
    bool first = true;
    for (const visit::StrokePoint& point : stroke) {
      const float x = pad.x + float(point.x_um / 1000.0 / shape.mm_per_pixel);
      const float y = pad.y + float(point.y_um / 1000.0 / shape.mm_per_pixel);
      if (first) {
        glass.finger(x, y, false);
        glass.draw(page);
      }
      first = false;
      glass.samples = {{x, y, at_ms, true}};
      glass.finger(x, y, true);
      glass.draw(page);
      at_ms += 8;
    }
    const float x = pad.x + float(stroke.back().x_um / 1000.0 / shape.mm_per_pixel);
    const float y = pad.y + float(stroke.back().y_um / 1000.0 / shape.mm_per_pixel);
    glass.finger(x, y, false);
    glass.samples = {{x, y, at_ms, false}};
    glass.draw(page);
    glass.draw(page);
  }
  return glass.scratch.strokes;
}

}  // namespace

TEST_CASE("ui: a signature is kept in micrometres, the same at any pitch") {
  const auto all = support::signatures();
  for (const std::size_t which : {std::size_t{3}, std::size_t{21}, std::size_t{33}}) {
    CAPTURE(all[which].name);
    const auto coarse = written(all[which].strokes, {1920, 1080, 0.248});
    const auto fine = written(all[which].strokes, {3840, 2160, 0.124});
    REQUIRE(coarse.size() == all[which].strokes.size());
    REQUIRE(fine.size() == coarse.size());
    for (std::size_t s = 0; s < coarse.size(); ++s) {
      REQUIRE(coarse[s].size() == fine[s].size());
      for (std::size_t p = 0; p < coarse[s].size(); ++p) {
        CHECK(std::abs(coarse[s][p].x_um - fine[s][p].x_um) <= 40);
        CHECK(std::abs(coarse[s][p].y_um - fine[s][p].y_um) <= 40);
        CHECK(coarse[s][p].t_ms == fine[s][p].t_ms);
      }
      // And it is what the hand did.
      CHECK(std::abs(coarse[s].front().x_um - all[which].strokes[s].front().x_um) <= 40);
      CHECK(coarse[s].size() == all[which].strokes[s].size());
    }
    CHECK(present::judge_mark(coarse) == present::MarkKind::drawn);
  }
}

TEST_CASE("ui: a finger that leaves the pad writes along its edge, not beyond it") {
  const auto kept = written({{{5'000, 5'000, 0}, {-40'000, 9'000, 8}, {20'000, -30'000, 16}}},
                            {1920, 1080, 0.248});
  REQUIRE(kept.size() == 1);
  for (const visit::StrokePoint& point : kept[0]) {
    CHECK(point.x_um >= 0);
    CHECK(point.y_um >= 0);
  }
}

TEST_CASE("ui: touching beside the pad writes nothing") {
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  const present::Page page = pad_page();
  glass.draw(page);
  glass.finger(5, 1000, true);
  glass.samples = {{5, 1000, 10, true}};
  glass.draw(page);
  glass.draw(page);
  CHECK(glass.scratch.strokes.empty());
}

TEST_CASE("ui: a stuck finger does not fill the memory") {
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  const present::Page page = pad_page();
  glass.draw(page);
  const Rect pad = glass.find("pad")->rect;
  glass.finger(pad.x + 50, pad.y + 50, true);
  for (int frame = 0; frame < 60; ++frame) {
    for (int i = 0; i < 500; ++i) {
      glass.samples.push_back({pad.x + float((i * 7 + frame) % 400), pad.y + float(i % 200),
                               double(frame * 500 + i), true});
    }
    glass.draw(page);
  }
  std::size_t points = 0;
  for (const auto& stroke : glass.scratch.strokes) points += stroke.size();
  CHECK(points > 10'000);
  CHECK(points <= 20'000);
}

TEST_CASE("ui: a signature is drawn inside a pad of any size, and stays as it was written") {
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  CountedTextures textures;
  Artist artist(supplies.fonts, textures, supplies.icons);
  support::SeededRandom random(11);
  const auto number = [&](int least, int most) {
    std::byte bytes[2];
    random.fill(bytes);
    const int raw = std::to_integer<int>(bytes[0]) * 256 + std::to_integer<int>(bytes[1]);
    return float(least + raw % (most - least));
  };
  const auto all = support::signatures();
  present::Scratch scratch;
  const std::map<std::string, std::string> pictures;
  const Metrics metrics(1920, 1080, 0.248, visit::TextSize::medium);
  const Colors colors = colors_of(visit::Theme::paper);
  for (int i = 0; i < 100; ++i) {
    const auto& writing = all[std::size_t(i) % all.size()];
    scratch.strokes = writing.strokes;
    std::int32_t far_x = 0;
    std::int32_t far_y = 0;
    for (auto& stroke : scratch.strokes) {
      for (auto& point : stroke) {
        // The pad that it was written on had edges.
        point.x_um = std::max(point.x_um, 0);
        point.y_um = std::max(point.y_um, 0);
        far_x = std::max(far_x, point.x_um);
        far_y = std::max(far_y, point.y_um);
      }
    }
    scratch.pad_width_um = far_x + 5'000;
    scratch.pad_height_um = far_y + 5'000;
    const std::vector<visit::Stroke> before = scratch.strokes;
    const Rect rect{number(10, 400), number(10, 300), number(200, 1400), number(120, 700)};
    PressMemory press;
    const std::vector<PointerSample> samples;
    Frame frame;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImVec2(1920, 1080));
    ImGui::Begin("pad", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
    const Ui ui{artist, metrics, colors, pictures, scratch, press, samples, frame, "en"};
    const int from = ImGui::GetWindowDrawList()->VtxBuffer.Size;
    draw_pad(ui, present::Pad{{}, {}, true}, rect);
    const ImDrawList& list = *ImGui::GetWindowDrawList();
    const float thickness = metrics.px(6) + 2;
    CAPTURE(writing.name);
    bool inside = true;
    for (const ImDrawCmd& command : list.CmdBuffer) {
      for (unsigned e = 0; e < command.ElemCount; ++e) {
        const int v = int(command.VtxOffset) + list.IdxBuffer[int(command.IdxOffset + e)];
        if (v < from) continue;
        const ImVec2 at = list.VtxBuffer[v].pos;
        const ImVec4 clip = command.ClipRect;
        inside = inside && rect.grown(thickness).contains(std::clamp(at.x, clip.x, clip.z),
                                                          std::clamp(at.y, clip.y, clip.w));
      }
    }
    CHECK(inside);
    CHECK(list.VtxBuffer.Size - from > 100);
    ImGui::End();
    ImGui::Render();
    CHECK(scratch.strokes == before);
  }
  artist.clear();
  CHECK(textures.count() == 0);
}

}  // namespace candor::ui
