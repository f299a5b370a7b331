#include "kiosk/offscreen.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace candor::kiosk {
namespace {

// What Candor draws needs no more than 3.0; a newer context is taken where there is one.
constexpr std::array<EGLint, 7> kNewer{EGL_CONTEXT_MAJOR_VERSION,
                                       3,
                                       EGL_CONTEXT_MINOR_VERSION,
                                       3,
                                       EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                       EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                       EGL_NONE};
constexpr std::array<EGLint, 5> kOldest{EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 0,
                                        EGL_NONE};

bool lists(const char* extensions, std::string_view wanted) {
  return extensions != nullptr &&
         std::string_view(extensions).find(wanted) != std::string_view::npos;
}

}  // namespace

struct Offscreen::Context {
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  ~Context() {
    if (display == EGL_NO_DISPLAY) return;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
    eglTerminate(display);
    eglReleaseThread();
  }

  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;
};

Offscreen::Offscreen(std::unique_ptr<Context> context, std::unique_ptr<Canvas> canvas)
    : m_context(std::move(context)), m_canvas(std::move(canvas)) {}

Offscreen::Offscreen(Offscreen&&) noexcept = default;

Offscreen::~Offscreen() = default;

Result<Offscreen> Offscreen::open(const text::Fonts& fonts, const ui::Icons& icons) {
  const auto no_display = [](const std::string& what) {
    return fail(ErrorCode::no_display, what, "OpenGL without a screen",
                "install Mesa's drivers (libegl1, libgl1-mesa-dri)");
  };
  if (!lists(eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS), "EGL_MESA_platform_surfaceless")) {
    return no_display("this system's EGL always wants a screen");
  }
  auto own = std::make_unique<Context>();
  own->display = eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
  if (own->display == EGL_NO_DISPLAY ||
      eglInitialize(own->display, nullptr, nullptr) == EGL_FALSE) {
    return no_display("EGL cannot be started");
  }
  if (!lists(eglQueryString(own->display, EGL_EXTENSIONS), "EGL_KHR_surfaceless_context") ||
      !lists(eglQueryString(own->display, EGL_EXTENSIONS), "EGL_KHR_no_config_context")) {
    return no_display("this system's EGL always wants a surface");
  }
  if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) return no_display("EGL offers no OpenGL");
  own->context = eglCreateContext(own->display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, kNewer.data());
  if (own->context == EGL_NO_CONTEXT) {
    own->context =
        eglCreateContext(own->display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, kOldest.data());
  }
  if (own->context == EGL_NO_CONTEXT ||
      eglMakeCurrent(own->display, EGL_NO_SURFACE, EGL_NO_SURFACE, own->context) == EGL_FALSE) {
    return no_display("OpenGL 3.0 is not there");
  }
  auto canvas = Canvas::open(fonts, icons);
  if (!canvas) return fail(canvas);
  return Offscreen(std::move(own), *std::move(canvas));
}

}  // namespace candor::kiosk
