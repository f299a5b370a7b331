// The real window on a virtual screen of its own, so that no display and no desktop is needed.
#include <doctest/doctest.h>
#include <imgui.h>

#include <array>
#include <cstdlib>

#include "kiosk/virtual_screen.h"
#include "kiosk/window.h"
#include "support/fakes.h"

namespace candor::kiosk {
namespace {

constexpr Background kPaper{1.0F, 1.0F, 1.0F};

std::array<int, 3> pixel(const text::Picture& picture, int x, int y) {
  const std::size_t at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(x)) *
                         4;
  return {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]};
}

TEST_CASE("window: without a display it fails and says what to do") {
  ::unsetenv("DISPLAY");
  ::unsetenv("WAYLAND_DISPLAY");
  const auto window = Window::open({WindowSize{640, 480}, "Candor"});
  REQUIRE_FALSE(window);
  CHECK(window.error().code == ErrorCode::no_display);
  CHECK(window.error().next.find("DISPLAY") != std::string::npos);
}

TEST_CASE("window: it has the size that was asked for, or the whole screen") {
  const VirtualScreen screen("1280x800x24");
  {
    const auto window = Window::open({WindowSize{640, 480}, "Candor"});
    if (!window) FAIL(to_string(window.error()));
    CHECK(window->size() == WindowSize{640, 480});
    CHECK_FALSE(window->is_fullscreen());
    CHECK(is_sensible_pitch(window->mm_per_pixel()));
  }
  const auto window = Window::open({std::nullopt, "Candor"});
  if (!window) FAIL(to_string(window.error()));
  CHECK(window->size() == WindowSize{1280, 800});
  CHECK(window->is_fullscreen());
  CHECK_FALSE(window->close_requested());
  CHECK(window->check_screen());
}

TEST_CASE("window: what is drawn can be read back, the right way up and in the right colours") {
  const VirtualScreen screen("1280x800x24");
  auto window = Window::open({WindowSize{640, 480}, "Candor"});
  REQUIRE(window);
  const text::Mask mask{2, 2, {255, 255, 255, 255}};
  const text::Picture picture{1, 1, {10, 200, 30, 255}};
  const ui::TextureId tinted = window->upload(mask);
  const ui::TextureId coloured = window->upload(picture);
  CHECK(tinted != 0);
  CHECK(coloured != 0);
  CHECK(window->texture_count() == 2);
  window->begin_frame();
  auto* list = ImGui::GetBackgroundDrawList();
  // NOLINTNEXTLINE(performance-no-int-to-ptr): ImGui takes textures as pointers
  const auto as_texture = [](ui::TextureId id) { return reinterpret_cast<ImTextureID>(id); };
  list->AddImage(as_texture(tinted), {0, 0}, {100, 100}, {0, 0}, {1, 1}, IM_COL32(255, 0, 0, 255));
  list->AddImage(as_texture(coloured), {0, 380}, {100, 480});
  window->end_frame(kPaper);
  const auto seen = window->capture();
  REQUIRE(seen);
  CHECK(seen->width == 640);
  CHECK(seen->height == 480);
  CHECK(pixel(*seen, 50, 50) == std::array<int, 3>{255, 0, 0});
  CHECK(pixel(*seen, 50, 430) == std::array<int, 3>{10, 200, 30});
  CHECK(pixel(*seen, 320, 240) == std::array<int, 3>{255, 255, 255});
  window->drop(tinted);
  window->drop(tinted);
  window->drop(0);
  CHECK(window->texture_count() == 1);
}

TEST_CASE("window: an empty mask or picture is no texture") {
  const VirtualScreen screen("1280x800x24");
  auto window = Window::open({WindowSize{640, 480}, "Candor"});
  REQUIRE(window);
  CHECK(window->upload(text::Mask{}) == 0);
  CHECK(window->upload(text::Picture{}) == 0);
  CHECK(window->texture_count() == 0);
}

TEST_CASE("window: posted touches arrive in frames of their own, in order") {
  const VirtualScreen screen("1280x800x24");
  auto window = Window::open({WindowSize{640, 480}, "Candor"});
  REQUIRE(window);
  window->post_pointer(100, 50, false);
  window->post_pointer(100, 50, true);
  window->post_pointer(120, 60, false);
  std::vector<std::array<int, 3>> seen;
  while (window->has_posted()) {
    window->wait(60.0);  // returns at once: posted events wait
    window->begin_frame();
    const ImGuiIO& io = ImGui::GetIO();
    seen.push_back({static_cast<int>(io.MousePos.x), static_cast<int>(io.MousePos.y),
                    static_cast<int>(io.MouseDown[0])});
    window->end_frame(kPaper);
  }
  CHECK(seen == std::vector<std::array<int, 3>>{{100, 50, 0}, {100, 50, 1}, {120, 60, 0}});
}

TEST_CASE("window: posted keys are handed out once") {
  const VirtualScreen screen("1280x800x24");
  auto window = Window::open({WindowSize{640, 480}, "Candor"});
  REQUIRE(window);
  window->post_key({Key::tab, 0});
  window->post_key({Key::character, U'é'});
  CHECK(window->take_keys() == std::vector<KeyPress>{{Key::tab, 0}, {Key::character, U'é'}});
  CHECK(window->take_keys().empty());
}

TEST_CASE(
    "window: real keys and the real pointer arrive, and nothing closes a kiosk over the whole "
    "screen") {
  const VirtualScreen screen("1280x800x24");
  auto window = Window::open({std::nullopt, "Candor"});
  REQUIRE(window);
  window->begin_frame();
  window->end_frame(kPaper);
  REQUIRE(support::run(
              "xdotool mousemove 200 300 key --delay 50 Tab shift+Tab a alt+F4 ctrl+w Escape 2>&1")
              .exit_code == 0);
  std::vector<KeyPress> keys;
  for (int i = 0; i < 200 && (keys.empty() || keys.back().key != Key::escape); ++i) {
    window->wait(0.1);
    const auto more = window->take_keys();
    keys.insert(keys.end(), more.begin(), more.end());
  }
  std::string pressed;
  for (const KeyPress& key : keys) {
    pressed += std::to_string(static_cast<int>(key.key)) + ":" +
               std::to_string(static_cast<unsigned>(key.character)) + " ";
  }
  CAPTURE(pressed);
  CHECK(keys == std::vector<KeyPress>{
                    {Key::tab, 0}, {Key::back_tab, 0}, {Key::character, U'a'}, {Key::escape, 0}});
  CHECK_FALSE(window->close_requested());
  window->begin_frame();
  CHECK(static_cast<int>(ImGui::GetIO().MousePos.x) == 200);
  CHECK(static_cast<int>(ImGui::GetIO().MousePos.y) == 300);
  window->end_frame(kPaper);
}

TEST_CASE("window: every key that the configuration can name is one that a keyboard has") {
  for (const std::string& name : key_names()) {
    CAPTURE(name);
    CHECK(Window::knows_key(name));
  }
  CHECK_FALSE(Window::knows_key("F"));
  CHECK_FALSE(Window::knows_key(""));
  CHECK_FALSE(Window::knows_key("Keypad"));
}

TEST_CASE(
    "window: special keys tell of press and release, and what is held does not repeat (T-05)") {
  const VirtualScreen screen("1280x800x24");
  auto window = Window::open({WindowSize{640, 480}, "Candor"});
  REQUIRE(window);
  window->begin_frame();
  window->end_frame(kPaper);
  window->use_keys({"F1", "5", "F3"});
  // 5 is a special key here, so it is no digit; the others are as ever, however long they are held.
  REQUIRE(
      support::run("xdotool keydown F1 sleep 1.5 keyup F1 key 5 key 6 keydown b sleep 1.5 keyup b "
                   "keydown BackSpace sleep 1.5 keyup BackSpace key Escape 2>&1")
          .exit_code == 0);
  std::vector<KeyPress> keys;
  for (int i = 0; i < 200 && (keys.empty() || keys.back().key != Key::escape); ++i) {
    window->wait(0.1);
    const auto more = window->take_keys();
    keys.insert(keys.end(), more.begin(), more.end());
  }
  CHECK(keys == std::vector<KeyPress>{{Key::move, 0, KeyEdge::press},
                                      {Key::move, 0, KeyEdge::release},
                                      {Key::select, 0, KeyEdge::press},
                                      {Key::select, 0, KeyEdge::release},
                                      {Key::character, U'6'},
                                      {Key::character, U'b'},
                                      {Key::backspace, 0},
                                      {Key::escape, 0}});
}

TEST_CASE("window: it can be opened again after it was closed") {
  const VirtualScreen screen("1280x800x24");
  for (int i = 0; i < 3; ++i) {
    auto window = Window::open({WindowSize{640, 480}, "Candor"});
    REQUIRE(window);
    window->begin_frame();
    window->end_frame(kPaper);
  }
}

}  // namespace
}  // namespace candor::kiosk
