#include "kiosk/canvas.h"

#define GL_GLEXT_PROTOTYPES 1
#include <GL/gl.h>
#include <GL/glext.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cmath>
#include <limits>

#include "kiosk/card_textures.h"
#include "kiosk/look.h"

namespace candor::kiosk {
namespace {

struct ContextDestroyer {
  void operator()(ImGuiContext* context) const { ImGui::DestroyContext(context); }
};

/// Makes a context of Dear ImGui current for as long as it lives, then the one before.
class Current {
 public:
  explicit Current(ImGuiContext* context) : m_before(ImGui::GetCurrentContext()) {
    ImGui::SetCurrentContext(context);
  }

  Current(const Current&) = delete;
  Current& operator=(const Current&) = delete;

  ~Current() { ImGui::SetCurrentContext(m_before); }

 private:
  ImGuiContext* m_before;
};

}  // namespace

struct Canvas::Data {
  Data(const text::Fonts& fonts, const ui::Icons& icons) : artist(fonts, textures, icons) {
    artist.record(&drawn);
  }

  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  ~Data() {
    if (has_renderer) {
      const Current current(context.get());
      ImGui_ImplOpenGL3_Shutdown();
    }
    release_target();
  }

  void release_target() {
    if (frame_buffer != 0) glDeleteFramebuffers(1, &frame_buffer);
    if (target != 0) glDeleteTextures(1, &target);
    frame_buffer = target = 0;
  }

  /// Makes the buffer as large as this, unless it is.
  void resize(int new_width, int new_height) {
    if (target != 0 && new_width == width && new_height == height) return;
    release_target();
    width = new_width;
    height = new_height;
    glGenTextures(1, &target);
    glBindTexture(GL_TEXTURE_2D, target);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    // Sharp rather than smooth: it is letters that are shown smaller.
    glTexParameterf(GL_TEXTURE_2D, GL_TEXTURE_LOD_BIAS, -0.5F);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glGenFramebuffers(1, &frame_buffer);
    glBindFramebuffer(GL_FRAMEBUFFER, frame_buffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target, 0);
  }

  CardTextures textures;
  std::vector<ui::Drawn> drawn;
  ui::Artist artist;
  ui::PressMemory press;
  std::unique_ptr<ImGuiContext, ContextDestroyer> context;
  bool has_renderer = false;
  int width = 0;
  int height = 0;
  GLuint target = 0;
  GLuint frame_buffer = 0;
};

Canvas::Canvas(const text::Fonts& fonts, const ui::Icons& icons)
    : m_data(std::make_unique<Data>(fonts, icons)) {}

Canvas::~Canvas() = default;

Result<std::unique_ptr<Canvas>> Canvas::open(const text::Fonts& fonts, const ui::Icons& icons) {
  std::unique_ptr<Canvas> canvas(new Canvas(fonts, icons));
  IMGUI_CHECKVERSION();
  ImGuiContext* before = ImGui::GetCurrentContext();
  canvas->m_data->context.reset(ImGui::CreateContext());
  ImGui::SetCurrentContext(before);  // the first context that is created becomes current by itself
  const Current current(canvas->m_data->context.get());
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.DeltaTime = 1.0F / 60;
  if (!ImGui_ImplOpenGL3_Init(shader_version())) {
    return fail(ErrorCode::no_display, "OpenGL 3.0 cannot be used", "screen",
                "bring the graphics driver up to date");
  }
  canvas->m_data->has_renderer = true;
  return canvas;
}

ui::Frame Canvas::draw(const present::Page& page, present::Scratch& scratch,
                       const std::map<std::string, std::string>& pictures, const ui::Glass& glass,
                       const CanvasPointer& pointer, const std::string& ring,
                       const std::optional<ui::Rect>& only) {
  Data& data = *m_data;
  data.textures.free_dropped();
  const Current current(data.context.get());
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(glass.width, glass.height);
  constexpr float kNowhere = -std::numeric_limits<float>::max();
  const bool is_there = pointer.x >= 0 && pointer.y >= 0;
  io.MousePos = is_there ? ImVec2(pointer.x, pointer.y) : ImVec2(kNowhere, kNowhere);
  io.MouseDown[0] = pointer.down;
  data.drawn.clear();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  ui::Frame frame = ui::draw_page(data.artist, glass, page, scratch, pictures, data.press, true, {},
                                  ui::Ring{ring, false});
  ImGui::Render();
  const ui::Rect seen = only.value_or(ui::Rect{0, 0, glass.width, glass.height});
  if (seen.width <= 0) return frame;
  data.resize(static_cast<int>(std::lround(seen.width)),
              static_cast<int>(std::lround(seen.height)));
  ImGui::GetDrawData()->DisplayPos = ImVec2(seen.x, seen.y);
  ImGui::GetDrawData()->DisplaySize = ImVec2(seen.width, seen.height);
  glBindFramebuffer(GL_FRAMEBUFFER, data.frame_buffer);
  glViewport(0, 0, data.width, data.height);
  glDisable(GL_SCISSOR_TEST);
  const Background paper = background_of(page.theme);
  glClearColor(paper.red, paper.green, paper.blue, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  return frame;
}

Result<text::Picture> Canvas::picture() {
  glBindFramebuffer(GL_FRAMEBUFFER, m_data->frame_buffer);
  auto picture = read_pixels(m_data->width, m_data->height);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  return picture;
}

const std::vector<ui::Drawn>& Canvas::drawn() const {
  return m_data->drawn;
}

ui::TextureId Canvas::texture() const {
  if (m_data->target == 0) return 0;
  // Shown smaller than it is, it needs its smaller copies.
  glBindTexture(GL_TEXTURE_2D, m_data->target);
  glGenerateMipmap(GL_TEXTURE_2D);
  return m_data->target;
}

void Canvas::forget() {
  m_data->artist.clear();
}

}  // namespace candor::kiosk
