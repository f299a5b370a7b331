#include "kiosk/window.h"

#define GLFW_INCLUDE_NONE
#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <deque>
#include <map>
#include <new>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "kiosk/card_textures.h"

namespace candor::kiosk {
namespace {

/// A 21.5-inch screen of 1920x1080 pixels.
constexpr double kUsualPitch = 0.248;

struct GlfwEnder {
  ~GlfwEnder() { glfwTerminate(); }
};

struct WindowDeleter {
  void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

struct PostedPointer {
  float x = 0.0F;
  float y = 0.0F;
  bool down = false;
};

std::string last_problem() {
  const char* text = nullptr;
  if (glfwGetError(&text) == GLFW_NO_ERROR || text == nullptr) return "no reason was given";
  return text;
}

struct Version {
  int major;
  int minor;
  bool core;
  const char* shader;
};

// What Candor draws needs no more than 3.0; a newer context is taken where there is one.
constexpr std::array<Version, 3> kVersions{
    {{3, 3, true, "#version 150"}, {3, 2, true, "#version 150"}, {3, 0, false, "#version 130"}}};

std::optional<Key> key_of(int key, int modifiers) {
  switch (key) {
    case GLFW_KEY_TAB:
      return (modifiers & GLFW_MOD_SHIFT) != 0 ? Key::back_tab : Key::tab;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return Key::enter;
    case GLFW_KEY_SPACE:
      return Key::space;
    case GLFW_KEY_ESCAPE:
      return Key::escape;
    case GLFW_KEY_BACKSPACE:
      return Key::backspace;
    case GLFW_KEY_LEFT:
      return Key::left;
    case GLFW_KEY_RIGHT:
      return Key::right;
    case GLFW_KEY_UP:
      return Key::up;
    case GLFW_KEY_DOWN:
      return Key::down;
    case GLFW_KEY_HOME:
      return Key::home;
    case GLFW_KEY_END:
      return Key::end;
    case GLFW_KEY_PAGE_UP:
      return Key::page_up;
    case GLFW_KEY_PAGE_DOWN:
      return Key::page_down;
    default:
      return std::nullopt;  // an int, not an enum: letters arrive as characters
  }
}

std::optional<int> code_of(const std::string& name) {
  const auto number_after = [&](std::size_t begin) -> std::optional<int> {
    int value = 0;
    const char* const end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data() + begin, end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return value;
  };
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') return GLFW_KEY_0 + (name[0] - '0');
  if (name.size() > 1 && name[0] == 'F') {
    if (const auto number = number_after(1)) return GLFW_KEY_F1 + *number - 1;
  }
  constexpr std::string_view kKeypad = "Keypad ";
  if (name.size() == kKeypad.size() + 1 && name.rfind(kKeypad, 0) == 0) {
    if (const auto number = number_after(kKeypad.size())) return GLFW_KEY_KP_0 + *number;
  }
  const std::map<std::string, int> others{{"Keypad +", GLFW_KEY_KP_ADD},
                                          {"Keypad -", GLFW_KEY_KP_SUBTRACT},
                                          {"Keypad Enter", GLFW_KEY_KP_ENTER},
                                          {"Space", GLFW_KEY_SPACE},
                                          {"Enter", GLFW_KEY_ENTER},
                                          {"Tab", GLFW_KEY_TAB},
                                          {"Left", GLFW_KEY_LEFT},
                                          {"Right", GLFW_KEY_RIGHT},
                                          {"Up", GLFW_KEY_UP},
                                          {"Down", GLFW_KEY_DOWN},
                                          {"Home", GLFW_KEY_HOME},
                                          {"End", GLFW_KEY_END},
                                          {"Page Up", GLFW_KEY_PAGE_UP},
                                          {"Page Down", GLFW_KEY_PAGE_DOWN}};
  const auto found = others.find(name);
  if (found == others.end()) return std::nullopt;
  return found->second;
}

}  // namespace

struct Window::Data {
  GlfwEnder glfw;
  std::unique_ptr<GLFWwindow, WindowDeleter> window;
  bool fullscreen = false;
  double pitch = kUsualPitch;
  bool has_imgui = false;
  bool in_frame = false;
  int wanted_focus = 0;
  std::vector<KeyPress> keys;
  std::map<int, Key> special;         ///< GLFW's number of a key → what it means here
  bool character_is_special = false;  ///< a letter that follows is a special key's
  bool is_repeat = false;             ///< a letter that follows is a held key's
  std::deque<PostedPointer> posted;
  std::optional<PostedPointer> pointer;
  std::vector<PointerPoint> points;
  std::optional<CardTextures> textures;  ///< once there is a context

  Data() = default;
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  ~Data() {
    if (!window) return;
    glfwMakeContextCurrent(window.get());
    textures.reset();
    if (!has_imgui) return;
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }

  static Data& of(GLFWwindow* window) {
    return *static_cast<Data*>(glfwGetWindowUserPointer(window));
  }

  void listen() {
    GLFWwindow* glass = window.get();
    glfwSetWindowUserPointer(glass, this);
    glfwSetKeyCallback(glass, [](GLFWwindow* from, int key, int, int action, int modifiers) {
      Data& data = of(from);
      // Alt and Super belong to the desktop; a kiosk gives them no meaning.
      const bool desktop = (modifiers & (GLFW_MOD_ALT | GLFW_MOD_SUPER | GLFW_MOD_CONTROL)) != 0;
      if (desktop && action == GLFW_PRESS) return;
      const auto meaning = data.special.find(key);
      if (action != GLFW_REPEAT) data.character_is_special = meaning != data.special.end();
      if (meaning != data.special.end()) {
        if (action == GLFW_REPEAT) return;
        const KeyEdge edge = action == GLFW_RELEASE ? KeyEdge::release : KeyEdge::press;
        data.keys.push_back({meaning->second, 0, edge});
        return;
      }
      // Holding a key does not repeat what it does (VVSG 7.2-M).
      if (action != GLFW_PRESS) {
        data.is_repeat = action == GLFW_REPEAT;
        return;
      }
      data.is_repeat = false;
      const auto known = key_of(key, modifiers);
      if (known) data.keys.push_back({*known, 0});
    });
    glfwSetCharCallback(glass, [](GLFWwindow* from, unsigned int character) {
      Data& data = of(from);
      // The space bar has arrived as a key already.
      if (character == U' ' || data.character_is_special || data.is_repeat) return;
      data.keys.push_back({Key::character, character});
    });
  }

  void listen_to_pointer() {
    GLFWwindow* glass = window.get();
    glfwSetCursorPosCallback(glass, [](GLFWwindow* from, double x, double y) {
      const bool down = glfwGetMouseButton(from, GLFW_MOUSE_BUTTON_LEFT) == GLFW_PRESS;
      of(from).add_point(static_cast<float>(x), static_cast<float>(y), down);
    });
    glfwSetMouseButtonCallback(glass, [](GLFWwindow* from, int button, int action, int) {
      if (button != GLFW_MOUSE_BUTTON_LEFT) return;
      double x = 0.0;
      double y = 0.0;
      glfwGetCursorPos(from, &x, &y);
      of(from).add_point(static_cast<float>(x), static_cast<float>(y), action == GLFW_PRESS);
    });
  }

  void add_point(float x, float y, bool down) {
    // Nobody takes the points while no frame is drawn; a still finger adds none.
    constexpr std::size_t kMostPoints = 4096;
    if (points.size() < kMostPoints) points.push_back({x, y, glfwGetTime() * 1000.0, down});
  }

  void draw_last() const {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window.get(), &width, &height);
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(background.red, background.green, background.blue, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    if (ImDrawData* data = ImGui::GetDrawData()) ImGui_ImplOpenGL3_RenderDrawData(data);
  }

  Background background;
};

Window::Window(std::unique_ptr<Data> data) : m_data(std::move(data)) {}

Window::Window(Window&&) noexcept = default;

Window& Window::operator=(Window&&) noexcept = default;

Window::~Window() = default;

Result<Window> Window::open(const WindowOptions& options) {
  const auto no_display = [](const std::string& what) {
    return fail(ErrorCode::no_display, what + " (" + last_problem() + ")", "screen",
                "start the kiosk in a graphical session with OpenGL 3; DISPLAY names it");
  };
  if (glfwInit() == GLFW_FALSE) return no_display("there is no screen to draw on");
  auto data = std::make_unique<Data>();
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode == nullptr) return no_display("no monitor is connected");
  int width_mm = 0;
  int height_mm = 0;
  glfwGetMonitorPhysicalSize(monitor, &width_mm, &height_mm);
  const double reported = mode->width > 0 ? static_cast<double>(width_mm) / mode->width : 0.0;
  if (is_sensible_pitch(reported)) data->pitch = reported;

  data->fullscreen = !options.size.has_value();
  const int width = options.size ? options.size->width : mode->width;
  const int height = options.size ? options.size->height : mode->height;
  const char* shader = nullptr;
  for (const Version& version : kVersions) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, version.major);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, version.minor);
    if (version.core) glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_RESIZABLE, options.resizing == Resizing::by_user ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
    // Nothing is drawn in depth: 8 MiB less where the card is software.
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    if (data->fullscreen) {
      // The screen's own mode: a change of mode would blur every letter.
      glfwWindowHint(GLFW_RED_BITS, mode->redBits);
      glfwWindowHint(GLFW_GREEN_BITS, mode->greenBits);
      glfwWindowHint(GLFW_BLUE_BITS, mode->blueBits);
      glfwWindowHint(GLFW_REFRESH_RATE, mode->refreshRate);
    }
    data->window.reset(glfwCreateWindow(width, height, options.title.c_str(),
                                        data->fullscreen ? monitor : nullptr, nullptr));
    if (!data->window) continue;
    shader = version.shader;
    break;
  }
  if (!data->window) return no_display("no window with OpenGL 3.0 can be opened");
  glfwMakeContextCurrent(data->window.get());
  glfwSwapInterval(1);
  data->textures.emplace();
  if (data->fullscreen) {
    glfwSetInputMode(data->window.get(), GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
  }
  data->listen();  // before the backend, which passes on to what is there
  data->listen_to_pointer();

  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // nothing of a visit is written to disk
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  const bool platform = ImGui_ImplGlfw_InitForOpenGL(data->window.get(), true);
  const bool renderer = platform && ImGui_ImplOpenGL3_Init(shader);
  if (!renderer) {
    if (platform) ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    return no_display("OpenGL cannot be used");
  }
  data->has_imgui = true;
  return Window(std::move(data));
}

void Window::wait(double seconds) {
  if (has_posted() || !m_data->keys.empty() || seconds <= 0.0) return poll();
  glfwWaitEventsTimeout(seconds);
  poll();
}

void Window::poll() {
  glfwPollEvents();
  GLFWwindow* window = m_data->window.get();
  if (!m_data->fullscreen) return;
  // Alt-F4 and the like arrive here; a waiting room must not be able to end the kiosk.
  glfwSetWindowShouldClose(window, GLFW_FALSE);
  if (glfwGetWindowAttrib(window, GLFW_ICONIFIED) == GLFW_TRUE) glfwRestoreWindow(window);
  if (glfwGetWindowAttrib(window, GLFW_FOCUSED) == GLFW_TRUE) {
    m_data->wanted_focus = 0;
  } else if (m_data->wanted_focus++ % 60 == 0) {
    glfwFocusWindow(window);  // not in every frame: another window may fight for it
  }
}

void Window::wake() {
  glfwPostEmptyEvent();
}

bool Window::close_requested() const {
  return !m_data->fullscreen && glfwWindowShouldClose(m_data->window.get()) == GLFW_TRUE;
}

Result<void> Window::check_screen() const {
  const bool there = m_data->fullscreen ? glfwGetWindowMonitor(m_data->window.get()) != nullptr
                                        : glfwGetPrimaryMonitor() != nullptr;
  if (there) return {};
  return fail(ErrorCode::no_display, "the screen was disconnected", "screen",
              "connect it and start the kiosk again");
}

WindowSize Window::size() const {
  WindowSize size;
  glfwGetFramebufferSize(m_data->window.get(), &size.width, &size.height);
  return size;
}

double Window::mm_per_pixel() const {
  return m_data->pitch;
}

bool Window::is_fullscreen() const {
  return m_data->fullscreen;
}

bool Window::pointer_down() const {
  CANDOR_CHECK(m_data->in_frame);
  return ImGui::GetIO().MouseDown[0];
}

void Window::begin_frame() {
  CANDOR_CHECK(!m_data->in_frame);
  m_data->in_frame = true;
  m_data->textures->free_dropped();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  if (!m_data->posted.empty()) {
    m_data->pointer = m_data->posted.front();
    m_data->posted.pop_front();
    m_data->points.clear();  // the real pointer is not looked at any more
    m_data->add_point(m_data->pointer->x, m_data->pointer->y, m_data->pointer->down);
  }
  if (m_data->pointer) {
    io.MousePos = ImVec2(m_data->pointer->x, m_data->pointer->y);
    io.MouseDown[0] = m_data->pointer->down;
  }
  // Only the first button is a finger.
  std::fill(std::begin(io.MouseDown) + 1, std::end(io.MouseDown), false);
  ImGui::NewFrame();
}

void Window::end_frame(const Background& background) {
  CANDOR_CHECK(m_data->in_frame);
  m_data->in_frame = false;
  m_data->background = background;
  ImGui::Render();
  m_data->draw_last();
  glfwSwapBuffers(m_data->window.get());
}

void Window::drop_frame() {
  CANDOR_CHECK(m_data->in_frame);
  m_data->in_frame = false;
  ImGui::EndFrame();
}

Result<text::Picture> Window::capture() {
  CANDOR_CHECK(!m_data->in_frame);
  // Drawn once more and not swapped: what is in the front buffer is not ours to read.
  m_data->draw_last();
  const WindowSize pixels = size();
  glReadBuffer(GL_BACK);
  return read_pixels(pixels.width, pixels.height);
}

void Window::use_keys(const SpecialKeys& keys) {
  m_data->special.clear();
  const auto use = [&](const std::string& name, Key key) {
    if (const auto code = code_of(name)) m_data->special[*code] = key;
  };
  use(keys.move, Key::move);
  use(keys.select, Key::select);
  use(keys.speak, Key::speak);
}

bool Window::knows_key(const std::string& name) {
  return code_of(name).has_value();
}

std::vector<KeyPress> Window::take_keys() {
  return std::exchange(m_data->keys, {});
}

std::vector<PointerPoint> Window::take_pointer() {
  return std::exchange(m_data->points, {});
}

void Window::post_pointer(double x, double y, bool down) {
  m_data->posted.push_back({static_cast<float>(x), static_cast<float>(y), down});
}

void Window::post_key(const KeyPress& key) {
  m_data->keys.push_back(key);
}

bool Window::has_posted() const {
  return !m_data->posted.empty();
}

ui::TextureId Window::upload(const text::Mask& mask) {
  return m_data->textures->upload(mask);
}

ui::TextureId Window::upload(const text::Picture& picture) {
  return m_data->textures->upload(picture);
}

void Window::drop(ui::TextureId texture) {
  m_data->textures->drop(texture);
}

std::size_t Window::texture_count() const {
  return m_data->textures->count();
}

}  // namespace candor::kiosk
