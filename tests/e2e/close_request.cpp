#include "e2e/close_request.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include <memory>
#include <span>

namespace candor::e2e {
namespace {

struct Closer {
  void operator()(Display* display) const { XCloseDisplay(display); }
};

struct Freer {
  void operator()(void* data) const { XFree(data); }
};

bool is_titled(Display* display, Window window, const std::string& title) {
  char* name = nullptr;
  if (XFetchName(display, window, &name) == 0) return false;
  const std::unique_ptr<char, Freer> owner(name);
  return title == name;
}

/// 0 when there is none.
Window find(Display* display, Window below, const std::string& title) {
  Window root = 0;
  Window parent = 0;
  Window* children = nullptr;
  unsigned count = 0;
  if (XQueryTree(display, below, &root, &parent, &children, &count) == 0) return 0;
  const std::unique_ptr<Window, Freer> owner(children);
  for (const Window child : std::span<Window>(children, count)) {
    if (is_titled(display, child, title)) return child;
    if (const Window deeper = find(display, child, title); deeper != 0) return deeper;
  }
  return 0;
}

}  // namespace

bool ask_to_close(const std::string& display, const std::string& title) {
  const std::unique_ptr<Display, Closer> server(XOpenDisplay(display.c_str()));
  if (!server) return false;
  const Window window = find(server.get(), XDefaultRootWindow(server.get()), title);
  if (window == 0) return false;
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = window;
  event.xclient.message_type = XInternAtom(server.get(), "WM_PROTOCOLS", False);
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(XInternAtom(server.get(), "WM_DELETE_WINDOW", False));
  event.xclient.data.l[1] = CurrentTime;
  const bool sent = XSendEvent(server.get(), window, False, NoEventMask, &event) != 0;
  XSync(server.get(), False);
  return sent;
}

}  // namespace candor::e2e
