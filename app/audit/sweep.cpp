#include "audit/sweep.h"

#include <fmt/format.h>

#include <algorithm>
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

bool can_be_chosen(const present::Element& element) {
  return std::holds_alternative<present::Options>(element.content);
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
  return {{1920, 1080, 96},  {1080, 1920, 96},  {1920, 1080, 142},
          {1080, 1920, 142}, {2560, 1600, 220}, {1600, 2560, 220}};
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
  const std::size_t sights = glasses.size() * visit::kThemes.size();
  for (std::size_t i = 0; i < screens.size(); ++i) {
    const std::size_t spoken = screens[i].one_language ? 1 : languages.size();
    const std::size_t words = spoken * visit::kTextSizes.size();
    const std::size_t count = std::max(words, sights);
    for (std::size_t turn = 0; turn < count; ++turn) {
      const std::size_t word = turn % words;
      const std::size_t sight = (turn + i) % sights;
      tasks.push_back({i,
                       {languages[word / visit::kTextSizes.size()],
                        visit::kTextSizes[word % visit::kTextSizes.size()],
                        visit::kThemes[sight / glasses.size()]},
                       glasses[sight % glasses.size()],
                       turn == i % count});
    }
  }
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
  for (const KnownGlass& known : known_glasses()) {
    if (const auto measured = sweep.measure_letters(known); !measured) return fail(measured);
  }
  return sweep;
}

Result<void> Sweep::measure_letters(const KnownGlass& known) {
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
  const Screen& screen = (*m_screens)[task.screen];
  const present::Page page = screen.page_in(task.look);
  const ui::Glass glass = glass_of(task.glass);
  const std::string look = task.look.language + visit::to_string(task.look.size) +
                           glass_name(task.glass) + (page.practice.empty() ? "" : "p");
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
         {{"never-seen", "T-12", its_page + "/" + block, "no part of the page shows all of it",
           "shorten it"}});
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
  const Sight before{page, usual, glass};
  const auto draw = [&](const present::Page& its_page, const Doing& doing) {
    present::Scratch own = scratch;
    ++m_frames;
    return m_paint(its_page, own, glass, doing);
  };
  for (const ui::Node& control : usual.frame.nodes) {
    if (!is_target(control) || control.role == ui::NodeRole::pad) continue;
    const auto pressed = draw(page, {control.id, {}});
    if (!pressed) return fail(pressed);
    tell(task, part,
         state_contrast_faults(m_light, {page, *pressed, glass}, control, "pressed", m_figures));
    const auto focused = draw(page, {{}, control.id});
    if (!focused) return fail(focused);
    tell(task, part, ring_faults(m_light, before, {page, *focused, glass}, control, m_figures));
  }
  for (std::size_t e = 0; e < page.elements.size(); ++e) {
    if (!can_be_chosen(page.elements[e])) continue;
    present::Page other = page;
    auto& items = std::get<present::Options>(other.elements[e].content).items;
    for (present::Button& item : items) {
      const auto control = std::find_if(usual.frame.nodes.begin(), usual.frame.nodes.end(),
                                        [&](const ui::Node& node) { return node.id == item.id; });
      if (control == usual.frame.nodes.end()) continue;
      item.selected = !item.selected;
      const auto chosen = draw(other, {});
      if (!chosen) return fail(chosen);
      const Sight after{other, *chosen, glass};
      tell(task, part, state_faults(m_light, before, after, *control, "chosen", m_figures));
      tell(task, part, state_contrast_faults(m_light, after, *control, "chosen", m_figures));
      item.selected = !item.selected;
    }
  }
  return {};
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
