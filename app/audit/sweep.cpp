#include "audit/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <variant>

#include "audit/parts.h"
#include "ui/places.h"
#include "visit/looks.h"

namespace candor::audit {
namespace {

constexpr int kMostParts = 99;

std::string glass_name(const KnownGlass& glass) {
  return fmt::format("{}x{} at {:g} ppi", glass.width, glass.height, glass.ppi);
}

/// Everything on a page that can be pressed in its body, by reference so that a state can be
/// forced.
std::vector<present::Button*> body_buttons(present::Page& page) {
  std::vector<present::Button*> all;
  const auto take = [&](std::optional<present::Button>& button) {
    if (button) all.push_back(&*button);
  };
  for (present::Element& element : page.elements) {
    if (auto* options = std::get_if<present::Options>(&element.content)) {
      for (auto& button : options->items) all.push_back(&button);
    } else if (auto* buttons = std::get_if<present::Buttons>(&element.content)) {
      for (auto& button : buttons->items) all.push_back(&button);
    } else if (auto* answers = std::get_if<present::Answers>(&element.content)) {
      for (auto& row : answers->rows) {
        take(row.reveal);
        take(row.change);
      }
    } else if (auto* table = std::get_if<present::Table>(&element.content)) {
      for (auto& row : table->rows) take(row.open);
    }
  }
  return all;
}

/// A page with one thing on it in its other state.
struct Otherwise {
  present::Page page;
  std::string state;       ///< "chosen"
  std::string id;          ///< of the control
  bool has_words = false;  ///< the same ones in both states
};

/// What a page shows in two ways: each answer chosen or not, each field typed into or not.
std::vector<Otherwise> otherwise(const present::Page& page) {
  std::vector<Otherwise> all;
  for (std::size_t e = 0; e < page.elements.size(); ++e) {
    const present::Content& content = page.elements[e].content;
    if (const auto* options = std::get_if<present::Options>(&content)) {
      for (std::size_t i = 0; i < options->items.size(); ++i) {
        all.push_back({page, "chosen", options->items[i].id, true});
        auto& other = std::get<present::Options>(all.back().page.elements[e].content).items[i];
        other.selected = !other.selected;
      }
    } else if (const auto* fields = std::get_if<present::Fields>(&content)) {
      for (std::size_t i = 0; i < fields->items.size(); ++i) {
        all.push_back({page, "typed into", "field." + fields->items[i].id, false});
        auto& other = std::get<present::Fields>(all.back().page.elements[e].content).items[i];
        other.focused = !other.focused;
      }
    }
  }
  return all;
}

const ui::Node* node_of(const ui::Frame& frame, const std::string& id) {
  const auto found = std::find_if(frame.nodes.begin(), frame.nodes.end(),
                                  [&](const ui::Node& node) { return node.id == id; });
  return found == frame.nodes.end() ? nullptr : &*found;
}

/// How far a rectangle has moved, or how much it has grown, in pixels.
float distance(const ui::Rect& one, const ui::Rect& other) {
  return std::max({std::abs(one.x - other.x), std::abs(one.y - other.y),
                   std::abs(one.width - other.width), std::abs(one.height - other.height)});
}

ui::Rect moved(const ui::Rect& rect, const ui::Rect& region) {
  return {rect.x - region.x, rect.y - region.y, rect.width, rect.height};
}

/// A kiosk has Listen in the bar of every page or of none.
bool has_listen(const present::Page& page) {
  return page.header && std::any_of(page.header->buttons.begin(), page.header->buttons.end(),
                                    [](const auto& button) { return button.id == "listen"; });
}

/// As if the region were the whole glass.
void move_to(Shot& shot, const ui::Rect& region) {
  for (ui::Node& node : shot.frame.nodes) node.rect = moved(node.rect, region);
  for (ui::Drawn& drawn : shot.drawn) {
    drawn.rect = moved(drawn.rect, region);
    drawn.clip = moved(drawn.clip, region);
  }
}

/// A control and what stands near it, as far as a ring of focus reaches.
ui::Rect around(const ui::Rect& control, const ui::Glass& glass) {
  constexpr double kAroundMm = 3.0;
  constexpr float kLeast = 8;  // pixels
  const ui::Rect wide =
      control.grown(std::max(kLeast, static_cast<float>(kAroundMm / glass.mm_per_pixel)));
  const float left = std::max(0.0F, std::floor(wide.x));
  const float top = std::max(0.0F, std::floor(wide.y));
  return {left, top, std::min(glass.width, std::ceil(wide.right())) - left,
          std::min(glass.height, std::ceil(wide.bottom())) - top};
}

/// What a paint gives that is asked for this region only, of a whole picture.
Shot part_of(const Shot& whole, const ui::Rect& region) {
  Shot part{whole.frame, whole.drawn, {}};
  move_to(part, region);
  part.picture.width = static_cast<int>(region.width);
  part.picture.height = static_cast<int>(region.height);
  const auto row = static_cast<std::ptrdiff_t>(part.picture.width) * 4;
  for (int y = 0; y < part.picture.height; ++y) {
    const auto from =
        whole.picture.rgba.begin() +
        ((std::ptrdiff_t(region.y) + y) * whole.picture.width + std::ptrdiff_t(region.x)) * 4;
    part.picture.rgba.insert(part.picture.rgba.end(), from, from + row);
  }
  return part;
}

/// One control with what stands near it, as if that were the whole glass.
struct Near {
  ui::Rect region;  ///< on the glass
  Shot shot;
  ui::Node node;
};

Near near_to(const Shot& usual, const ui::Node& node, const ui::Glass& glass) {
  Near near{around(node.rect, glass), {}, node};
  near.shot = part_of(usual, near.region);
  near.node.rect = moved(node.rect, near.region);
  return near;
}

/// A page of capitals and nothing else.
present::Page letters_page(visit::TextSize size) {
  present::Page page;
  page.key = "letters";
  page.size = size;
  content::Paragraph paragraph;
  paragraph.text = "HIHIHI";
  page.elements.push_back({present::Prose{{paragraph}}, false, std::nullopt, {}});
  return page;
}

}  // namespace

std::vector<Screen> screens_of(const present::Desk& desk, const std::vector<present::Stop>& stops,
                               const Moment& now) {
  std::vector<Screen> screens;
  screens.reserve(stops.size());
  for (const present::Stop& stop : stops) {
    screens.push_back({stop.id, stop.scratch, stop.one_language,
                       [&desk, &stop, now](const present::Appearance& look) {
                         return present::page_at(desk, stop, look, now);
                       }});
  }
  return screens;
}

std::vector<KnownGlass> known_glasses() {
  return {{1920, 1080, 96},  {1080, 1920, 96},  {1920, 1080, 142}, {1080, 1920, 142},
          {2560, 1600, 220}, {1600, 2560, 220}, {1280, 800, 96},   {800, 1280, 112},
          {1280, 800, 159},  {1440, 2560, 142}, {1920, 1080, 220}, {3840, 2160, 96},
          {2160, 3840, 96},  {3840, 2160, 220}, {2160, 3840, 220}};
}

ui::Glass glass_of(const KnownGlass& known) {
  constexpr double kInch = 25.4;
  return {static_cast<float>(known.width), static_cast<float>(known.height), kInch / known.ppi};
}

std::vector<Task> every_look(const std::vector<Screen>& screens,
                             const std::vector<std::string>& languages) {
  std::vector<Task> tasks;
  const auto glasses = known_glasses();
  for (std::size_t g = 0; g < glasses.size(); ++g) {
    for (std::size_t i = 0; i < screens.size(); ++i) {
      for (const std::string& language : languages) {
        for (const visit::TextSize size : visit::kTextSizes) {
          for (const visit::Theme theme : visit::kThemes) {
            const bool states =
                g == 0 && language == languages.front() && size == visit::TextSize::medium;
            tasks.push_back({i, {language, size, theme}, glasses[g], states});
          }
        }
        if (screens[i].one_language) break;
      }
    }
  }
  return tasks;
}

std::vector<Task> looks_by_turns(const std::vector<Screen>& screens,
                                 const std::vector<std::string>& languages) {
  std::vector<Task> tasks;
  const auto glasses = known_glasses();
  const std::size_t themes = visit::kThemes.size();
  // Glass and theme count on together: the number of the ones has no divisor in common with that of
  // the others, so each comes to meet each.
  const std::size_t sights = glasses.size() * themes;
  for (std::size_t i = 0; i < screens.size(); ++i) {
    const std::size_t spoken = screens[i].one_language ? 1 : languages.size();
    const std::size_t words = spoken * visit::kTextSizes.size();
    const std::size_t count = std::max(words, glasses.size());
    for (std::size_t turn = 0; turn < count; ++turn) {
      const std::size_t word = turn % words;
      const std::size_t sight = (turn + i) % sights;
      tasks.push_back(
          {i,
           {languages[word / visit::kTextSizes.size()],
            visit::kTextSizes[word % visit::kTextSizes.size()], visit::kThemes[sight % themes]},
           glasses[sight % glasses.size()],
           turn == (i + i / themes) % count});
    }
  }
  const auto place = [](const Task& task) {
    return std::tuple(task.glass.width, task.glass.height, task.glass.ppi, task.look.language,
                      task.look.size);
  };
  std::stable_sort(tasks.begin(), tasks.end(),
                   [&](const Task& a, const Task& b) { return place(a) < place(b); });
  return tasks;
}

std::vector<Task> sample_of(const std::vector<Task>& tasks, std::size_t every) {
  std::vector<Task> sample;
  // Within each run of `every` tasks another place each time, so that no size or theme is missed.
  constexpr std::size_t kStride = 7;
  for (std::size_t from = 0, turn = 0; from < tasks.size(); from += every, ++turn) {
    const std::size_t at = from + turn * kStride % every;
    if (at < tasks.size()) sample.push_back(tasks[at]);
  }
  return sample;
}

std::string to_string(const Finding& finding) {
  std::string text = finding.screen;
  if (finding.part > 1) text += fmt::format(" part {}", finding.part);
  text += fmt::format(" in {}, {}, {}, {}: {}: {}; {} [{}, {}]", finding.look.language,
                      visit::to_string(finding.look.size), visit::to_string(finding.look.theme),
                      glass_name(finding.glass), finding.fault.part, finding.fault.what,
                      finding.fault.next, finding.fault.rule, finding.fault.row);
  if (finding.also > 0) text += fmt::format(" (and {} times more)", finding.also);
  return text;
}

Result<Sweep> Sweep::begin(const std::vector<Screen>& screens, Paint paint) {
  Sweep sweep(screens, std::move(paint));
  if (const auto measured = sweep.measure_letters(known_glasses().front()); !measured) {
    return fail(measured);
  }
  return sweep;
}

Result<void> Sweep::measure_letters(const KnownGlass& known) {
  if (!m_measured.insert(glass_name(known)).second) return {};
  const ui::Glass glass = glass_of(known);
  for (const visit::TextSize size : visit::kTextSizes) {
    const present::Page page = letters_page(size);
    present::Scratch scratch;
    const auto shot = m_paint(page, scratch, glass, {});
    if (!shot) return fail(shot);
    for (const ui::Drawn& drawn : shot->drawn) {
      if (drawn.what != "HIHIHI") continue;
      const Ink ink = ink_in(m_light, shot->picture, drawn.rect);
      const double pixels = stroke_height(shot->picture, ink, drawn.rect);
      const double height = pixels * glass.mm_per_pixel;
      m_capital = std::max(m_capital, pixels / drawn.em);
      m_figures.take("capital H mm " + visit::to_string(size), height);
      const Heights wanted = heights_of(size);
      constexpr double kRounding = 0.05;
      if (height >= wanted.least - kRounding && height <= wanted.most + kRounding) continue;
      const Task task{m_screens->size(), {"en", size, visit::Theme::paper}, known, false};
      tell(task, 1,
           {{"letter-size", "T-09", "a capital H",
             fmt::format("body text has capitals of {:.2f} mm", height),
             fmt::format("make them {:g} to {:g} mm", wanted.least, wanted.most)}});
    }
  }
  return {};
}

Result<void> Sweep::look(const Task& task) {
  if (const auto measured = measure_letters(task.glass); !measured) return fail(measured);
  const Screen& screen = (*m_screens)[task.screen];
  const present::Page page = screen.page_in(task.look);
  const ui::Glass glass = glass_of(task.glass);
  const std::string look = task.look.language + visit::to_string(task.look.size) +
                           glass_name(task.glass) + (page.practice.empty() ? "" : "p") +
                           (has_listen(page) ? "l" : "");
  present::Scratch scratch = screen.scratch;
  std::set<std::pair<std::string, std::string>> unseen;
  for (const present::Element& element : page.elements) {
    if (element.block) unseen.insert({element.block->page, element.block->block});
  }
  std::set<std::string> unreached;
  present::Page copy = page;
  for (const present::Button* button : body_buttons(copy)) unreached.insert(button->id);
  ++m_tasks;
  for (int part = 0;; ++part) {
    scratch.part = part;
    const auto shot = m_paint(page, scratch, glass, {});
    if (!shot) return fail(shot);
    ++m_frames;
    const Sight sight{page, *shot, glass};
    Faults faults = look_at(m_light, sight, m_capital, m_figures);
    for (Fault& fault : help_faults(sight, m_help, look)) faults.push_back(std::move(fault));
    tell(task, part + 1, std::move(faults));
    for (const ui::SeenBlock& block : shot->frame.on_glass) {
      unseen.erase({block.spot.page, block.spot.block});
    }
    for (const ui::Node& node : shot->frame.nodes) unreached.erase(node.id);
    if (task.states) {
      if (const auto done = look_at_states(task, page, scratch, *shot, part + 1); !done) {
        return fail(done);
      }
    }
    if (!shot->frame.has_more) break;
    if (part + 1 == kMostParts) {
      tell(task, part + 1, {{"endless", "T-12", "more", "More never ends", "split the page"}});
      break;
    }
  }
  for (const auto& [its_page, block] : unseen) {
    tell(task, 1,
         {{"never-seen", "T-12", fmt::format("{}/{}", its_page, block),
           "no part of the page shows all of it", "shorten it"}});
  }
  for (const std::string& id : unreached) {
    tell(task, 1,
         {{"never-reached", "T-12", id, "no part of the page has it", "shorten the page"}});
  }
  return {};
}

Result<void> Sweep::look_at_states(const Task& task, const present::Page& page,
                                   const present::Scratch& scratch, const Shot& usual, int part) {
  const ui::Glass glass = glass_of(task.glass);
  const auto draw = [&](const present::Page& its_page, const Doing& doing) -> Result<Shot> {
    present::Scratch own = scratch;
    ++m_frames;
    auto shot = m_paint(its_page, own, glass, doing);
    if (shot) move_to(*shot, *doing.only);
    return shot;
  };
  for (const ui::Node& node : usual.frame.nodes) {
    if (!is_target(node) || node.role == ui::NodeRole::pad) continue;
    if (!is_new_control(task, page, node)) continue;
    const Near near = near_to(usual, node, glass);
    const auto pressed = draw(page, {node.id, {}, near.region});
    if (!pressed) return fail(pressed);
    tell(task, part,
         state_contrast_faults(m_light, {page, *pressed, glass}, near.node, "pressed", m_figures));
    const auto focused = draw(page, {{}, node.id, near.region});
    if (!focused) return fail(focused);
    tell(task, part,
         ring_faults(m_light, {page, near.shot, glass}, {page, *focused, glass}, near.node,
                     m_figures));
  }
  for (const Otherwise& other : otherwise(page)) {
    const ui::Node* node = node_of(usual.frame, other.id);
    if (node == nullptr) continue;
    const Near near = near_to(usual, *node, glass);
    const auto changed = draw(other.page, {{}, {}, near.region});
    if (!changed) return fail(changed);
    // One that moves is told by its place.
    const ui::Node* then = node_of(changed->frame, other.id);
    if (then == nullptr || distance(then->rect, near.node.rect) > 1) continue;
    const Sight after{other.page, *changed, glass};
    tell(task, part,
         state_faults(m_light, {page, near.shot, glass}, after, near.node, other.state, m_figures));
    if (!other.has_words) continue;
    tell(task, part, state_contrast_faults(m_light, after, near.node, other.state, m_figures));
  }
  for (const present::Element& element : page.elements) {
    const auto* notice = std::get_if<present::Notice>(&element.content);
    if (notice == nullptr || !notice->wrong) continue;
    for (const ui::Node& node : usual.frame.nodes) {
      if (node.role != ui::NodeRole::notice || node.label != notice->text) continue;
      const Near near = near_to(usual, node, glass);
      Shot without = near.shot;
      const std::size_t at = 4;  // the second pixel: nothing is written so near the edge
      for (std::size_t i = 0; i < without.picture.rgba.size(); ++i) {
        without.picture.rgba[i] = near.shot.picture.rgba[at + i % 4];
      }
      tell(task, part,
           state_faults(m_light, {page, without, glass}, {page, near.shot, glass}, near.node,
                        "wrong", m_figures));
    }
  }
  return {};
}

bool Sweep::is_new_control(const Task& task, const present::Page& page, const ui::Node& node) {
  const ui::Rect& at = node.rect;
  return m_controls
      .insert(fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {}", node.id, node.label,
                          node.selected, at.x, at.y, at.width, at.height, page.staff, page.urgent,
                          task.look.language, visit::to_string(task.look.size),
                          visit::to_string(task.look.theme), glass_name(task.glass)))
      .second;
}

void Sweep::tell(const Task& task, int part, Faults faults) {
  for (Fault& fault : faults) {
    const bool known_screen = task.screen < m_screens->size();
    const std::string screen = known_screen ? (*m_screens)[task.screen].name : "letters";
    const std::string key =
        fault.rule + "\n" + screen + "\n" + fault.part.substr(0, fault.part.find(" “"));
    const auto [known, is_new] = m_known.try_emplace(key, m_findings.size());
    if (!is_new) {
      ++m_findings[known->second].also;
      continue;
    }
    m_findings.push_back({std::move(fault), screen, part, task.look, task.glass, 0});
  }
}

}  // namespace candor::audit
