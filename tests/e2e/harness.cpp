#include "e2e/harness.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "base/file.h"
#include "base/utf8.h"
#include "content/words.h"
#include "keys/keys.h"
#include "kiosk/practice.h"
#include "support/demonstration_keys.h"

namespace candor::e2e {

Result<std::unique_ptr<Harness>> Harness::open(const Setup& setup) {
  const Moment start = setup.start.value_or(support::ManualClock().now());
  const auto assets = support::source_folder() / "assets";
  auto words = content::Words::load(assets / "words");
  if (!words) return fail(words);
  auto fonts = text::Fonts::open(assets / "fonts" / "fonts.conf");
  if (!fonts) return fail(fonts);
  auto data = kiosk::DataFolder::open(setup.data);
  if (!data) return fail(data);
  if (!std::filesystem::exists(keys::kiosk_keys_folder(setup.data))) {
    support::make_demonstration_keys(setup.data, setup.clinic(), start.utc_ms / 1000);
  }
  const auto keyring = keys::load_keyring(setup.data, start.utc_ms / 1000);
  if (!keyring) return fail(keyring);
  kiosk::ContentSource source(setup.content / setup.pack, data->content_path(), keyring->ca);
  const auto pack = source.start(*fonts);
  if (!pack) return fail(pack);
  auto window = kiosk::Window::open({setup.window, "Candor"});
  if (!window) return fail(window);
  if (setup.sight == Sight::not_looked_at) glEnable(GL_RASTERIZER_DISCARD);
  kiosk::Config config;
  config.content = setup.content;
  config.pack = setup.pack;
  config.data = setup.data;
  config.kiosk_letter = "B";
  config.staff = setup.staff;
  config.timings = setup.timings;
  config.headphone_switch = setup.headphone_switch;
  auto recorder =
      kiosk::Recorder::open(data->ledger_path(), *keyring, *pack,
                            {config.kiosk_letter, "candor test",
                             kiosk::practice_reasons(**pack, config, *keyring, local_date(start))});
  if (!recorder) return fail(recorder);
  auto lost = recorder->lost_visits();
  if (!lost) return fail(lost);
  std::unique_ptr<Harness> harness(new Harness);
  harness->m_clock.set(start);
  harness->m_random = support::SeededRandom(setup.seed);
  harness->m_window = std::make_unique<kiosk::Window>(*std::move(window));
  kiosk::Parts parts{config,
                     assets,
                     std::move(source),
                     *pack,
                     *keyring,
                     *std::move(words),
                     *std::move(fonts),
                     kiosk::make_channel(std::nullopt),
                     *std::move(data),
                     *std::move(recorder),
                     *std::move(lost),
                     setup.mm_per_pixel,
                     setup.speaker ? setup.speaker() : nullptr};
  harness->m_app = std::make_unique<kiosk::App>(std::move(parts), *harness->m_window,
                                                harness->m_clock, harness->m_random);
  harness->settle();
  return harness;
}

void Harness::settle() {
  constexpr int kMostFrames = 400;
  for (int i = 0; i < kMostFrames; ++i) {
    m_window->poll();
    const bool drawn = m_app->step();
    if (drawn && m_after_frame) m_after_frame();
    if (!drawn && !m_window->has_posted()) return;
  }
  throw Stuck("the screen never comes to rest");
}

void Harness::wait_ms(std::int64_t milliseconds) {
  m_clock.advance_ms(milliseconds);
  settle();
}

const ui::Node* Harness::find(const std::string& name) const {
  for (const ui::Node& node : m_app->nodes()) {
    if (node.id == name) return &node;
  }
  for (const ui::Node& node : m_app->nodes()) {
    if (!node.id.empty() && node.label == name) return &node;
  }
  return nullptr;
}

bool Harness::has(const std::string& name) const {
  return find(name) != nullptr;
}

std::string Harness::text_on_glass() const {
  std::string all = "[" + m_app->page().key + "]";
  for (const ui::Node& node : m_app->nodes()) {
    all += "\n  " + (node.id.empty() ? std::string("-") : node.id) + ": " + node.label;
    if (!node.value.empty()) all += " = " + node.value;
  }
  return all;
}

bool Harness::shows(const std::string& words) const {
  for (const ui::Node& node : m_app->nodes()) {
    if (node.label.find(words) != std::string::npos ||
        node.value.find(words) != std::string::npos) {
      return true;
    }
  }
  return false;
}

void Harness::tap(const std::string& name) {
  wait_ms(600);
  tap_at_once(name);
}

void Harness::strike(kiosk::Key key, char32_t character) {
  ++m_strikes;
  m_window->post_key({key, character});
  settle();
  if (key != kiosk::Key::move && key != kiosk::Key::select && key != kiosk::Key::speak) return;
  m_window->post_key({key, 0, kiosk::KeyEdge::release});
  settle();
}

void Harness::focus_on(const std::string& name) {
  const ui::Node* wanted = find(name);
  if (wanted == nullptr) {
    throw Stuck("there is no '" + name + "' on the glass:\n" + text_on_glass());
  }
  const std::string id = wanted->id;
  constexpr int kMostSteps = 200;
  for (int i = 0; i < kMostSteps; ++i) {
    const ui::Node* focused = m_app->focused();
    const bool there = m_app->shows_focus() && focused != nullptr;
    if (there && m_app->focuses_row()) {
      // Keys are gone over row by row: into the row that has it, past the others.
      const ui::Node* key = find(id);
      const bool here = key != nullptr && key->role == ui::NodeRole::key &&
                        std::abs(key->rect.y - focused->rect.y) < 1;
      strike(here ? kiosk::Key::select : kiosk::Key::move);
      if (here) wait_ms(600);  // the next press of the same switch is meant, too
      continue;
    }
    if (there && focused->id == id) return;
    strike(m_hands == Hands::switches ? kiosk::Key::move : kiosk::Key::tab);
  }
  throw Stuck("keys never come to '" + name + "':\n" + text_on_glass());
}

void Harness::tap_at_once(const std::string& name) {
  if (m_hands != Hands::finger) {
    focus_on(name);
    strike(m_hands == Hands::switches ? kiosk::Key::select : kiosk::Key::enter);
    return;
  }
  const ui::Node* node = find(name);
  if (node == nullptr) throw Stuck("there is no '" + name + "' on the glass:\n" + text_on_glass());
  ++m_touches;
  const float x = node->rect.x + node->rect.width / 2;
  const float y = node->rect.y + node->rect.height / 2;
  m_gestures.push_back({{double(x), double(y)}});
  m_window->post_pointer(double(x), double(y), true);
  m_window->post_pointer(double(x), double(y), false);
  settle();
}

void Harness::drag(float from_x, float from_y, float to_x, float to_y) {
  m_window->post_pointer(double(from_x), double(from_y), false);
  m_window->post_pointer(double(from_x), double(from_y), true);
  m_window->post_pointer(double(to_x), double(to_y), true);
  m_window->post_pointer(double(to_x), double(to_y), false);
  m_window->post_pointer(0, 0, false);
  settle();
}

void Harness::hold(float x, float y, std::int64_t milliseconds) {
  constexpr int kPieces = 20;
  m_window->post_pointer(double(x), double(y), true);
  for (int i = 0; i < kPieces; ++i) {
    m_window->poll();
    m_app->step();
    m_clock.advance_ms(milliseconds / kPieces);
  }
  m_window->post_pointer(double(x), double(y), false);
  settle();
}

void Harness::type(const std::string& text) {
  for (const std::string& character : characters_of(text)) {
    const std::string key = character == " " ? "key.space" : "key." + character;
    // The dashes of a date come by themselves where there are only digits.
    if (character == "-" && has("key.0") && !has("key.space")) continue;
    // The keyboard may stand on a later part of the page.
    while (!has("key.done") && has("more")) tap("more");
    // Where a letter is not in sight: capitals, accents, digits, and back to the letters.
    for (const char* step :
         {"shift", "accents", "shift", "digits", "digits", "shift", "accents", "shift"}) {
      if (has(key)) break;
      if (has(std::string("key.") + step)) tap(std::string("key.") + step);
    }
    tap(key);
  }
}

void Harness::draw_on_pad(const std::vector<std::vector<Fraction>>& strokes) {
  wait_ms(600);
  const ui::Node* pad = find("pad");
  if (pad == nullptr) throw Stuck("there is no pad on the glass:\n" + text_on_glass());
  const ui::Rect rect = pad->rect;
  for (const auto& stroke : strokes) {
    const auto x = [&](const Fraction& at) {
      return double(rect.x) + at.first * double(rect.width);
    };
    const auto y = [&](const Fraction& at) {
      return double(rect.y) + at.second * double(rect.height);
    };
    m_window->post_pointer(x(stroke.front()), y(stroke.front()), false);
    Gesture gesture;
    for (const Fraction& at : stroke) {
      gesture.emplace_back(x(at), y(at));
      m_window->post_pointer(x(at), y(at), true);
    }
    m_gestures.push_back(std::move(gesture));
    m_window->post_pointer(x(stroke.back()), y(stroke.back()), false);
    settle();
  }
  m_window->post_pointer(0, 0, false);
  settle();
}

void Harness::sign() {
  std::vector<Fraction> stroke;
  for (int i = 0; i <= 60; ++i) {
    const double t = i / 60.0;
    stroke.emplace_back(0.15 + 0.6 * t + 0.03 * std::sin(t * 40),
                        0.45 + 0.22 * std::sin(t * 26) * (1.0 - 0.5 * t));
  }
  draw_on_pad({stroke, {{0.22, 0.62}, {0.5, 0.6}, {0.74, 0.63}}});
}

void Harness::shoot(const std::filesystem::path& folder, const std::string& name) {
  settle();
  const auto picture = m_window->capture();
  if (!picture) throw Stuck(to_string(picture.error()));
  const auto png = text::encode_png(*picture);
  if (!png) throw Stuck(to_string(png.error()));
  if (auto made = make_folder(folder); !made) throw Stuck(to_string(made.error()));
  std::string flat = name;
  std::replace(flat.begin(), flat.end(), '/', '-');
  const auto file = folder / fmt::format("{:03}-{}.png", ++m_shots, flat);
  if (auto written = write_file_atomic(file, *png); !written) {
    throw Stuck(to_string(written.error()));
  }
}

}  // namespace candor::e2e
