#include "kiosk/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/load_draft.h"
#include "visit/looks.h"

namespace candor::kiosk {
namespace {

namespace fs = std::filesystem;

constexpr double kLookSeconds = double(PackWatch::kLookMs) / 1000;
constexpr ui::Color kDeskColor = 0xEDE6DC;

/// "pages/70-home.json:14:9", from the folder that the editor knows.
std::string place_of(const content::Finding& finding, const fs::path& pack_folder) {
  std::string file = finding.file;
  for (const fs::path& above : {pack_folder, pack_folder.parent_path()}) {
    const std::string folder = above.string() + "/";
    if (above.empty() || !file.starts_with(folder)) continue;
    file = file.substr(folder.size());
    break;
  }
  if (finding.line > 0) file += fmt::format(":{}:{}", finding.line, finding.column);
  return file;
}

present::CalloutLook look_of(content::Severity severity) {
  switch (severity) {
    case content::Severity::error:
      return present::CalloutLook::danger;
    case content::Severity::warning:
      return present::CalloutLook::caution;
    case content::Severity::note:
      return present::CalloutLook::note;
  }
  return present::CalloutLook::note;
}

present::Button chip(std::string id, std::string label, bool selected) {
  present::Button button;
  button.id = std::move(id);
  button.label = std::move(label);
  button.selected = selected;
  return button;
}

std::string counted(std::size_t number, const char* one) {
  return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

/// What tells a screen from the others of its page, in the pack's source text; empty where its
/// page's title says it. Statements begin alike, and are known by their ids.
std::string words_of(const content::Block& block) {
  if (const auto* check = std::get_if<content::CheckBlock>(&block.content)) return check->question;
  if (const auto* choice = std::get_if<content::ChoiceBlock>(&block.content)) {
    return choice->question;
  }
  if (const auto* form = std::get_if<content::FormBlock>(&block.content)) return form->title;
  return std::holds_alternative<content::AcknowledgeBlock>(block.content) ? block.id
                                                                          : std::string();
}

/// The text that begins with `beginning`, without it.
std::optional<std::string> after(const std::string& text, const char* beginning) {
  if (!text.starts_with(beginning)) return std::nullopt;
  return text.substr(std::string(beginning).size());
}

}  // namespace

Result<std::unique_ptr<Preview>> Preview::open(PreviewParts parts, const PreviewStart& start,
                                               Window& window, Clock& clock) {
  auto canvas = Canvas::open(parts.fonts, parts.icons);
  if (!canvas) return fail(canvas);
  return std::unique_ptr<Preview>(
      new Preview(std::move(parts), start, window, clock, *std::move(canvas)));
}

Preview::Preview(PreviewParts parts, const PreviewStart& start, Window& window, Clock& clock,
                 std::unique_ptr<Canvas> canvas)
    : m_parts(std::move(parts)),
      m_window(&window),
      m_clock(&clock),
      m_artist(m_parts.fonts, window, m_parts.icons),
      m_canvas(std::move(canvas)),
      m_watch(m_parts.pack_folder),
      m_look{start.language, start.size, start.theme},
      m_glass(start.glass),
      m_mm_per_pixel(start.mm_per_pixel) {
  m_stop_id = start.page;
  load();
}

Result<void> Preview::run(const std::atomic<bool>& stop) {
  while (!stop && !m_window->close_requested()) {
    if (auto there = m_window->check_screen(); !there) return there;
    if (m_frames_due > 0 || m_page_changed || m_check_due || m_window->has_posted()) {
      m_window->poll();
    } else {
      const std::int64_t before = m_clock->now().steady_ms;
      m_window->wait(kLookSeconds);
      // Woken before it was time to look: somebody did something.
      if (m_clock->now().steady_ms - before < PackWatch::kLookMs) wake();
    }
    step();
  }
  return {};
}

bool Preview::step() {
  const Moment now = m_clock->now();
  take_keys();
  if (m_watch.look(now.steady_ms)) load();
  if (m_window->has_posted()) wake();
  if (m_frames_due > 0 || m_page_changed) {
    draw(now);
    return true;
  }
  if (m_check_due) {
    check();
    return true;
  }
  return false;
}

// --- files

void Preview::load() {
  content::Loaded loaded = content::load_draft(m_parts.pack_folder);
  m_page_changed = true;
  m_frames_due = kFramesAfterInput;
  m_mistakes = std::move(loaded.findings);
  m_is_current = loaded.pack != nullptr;
  m_check_due = m_mistakes.empty();  // mistakes are shown before what the rules say
  if (!loaded.pack) return;
  m_good = std::move(loaded);
  m_index = FindingIndex(*m_good.pack, m_good.origins);
  m_canvas->forget();
  const content::Pack& pack = *m_good.pack;
  const bool has_language =
      std::any_of(pack.languages.begin(), pack.languages.end(),
                  [&](const content::Language& each) { return each.tag == m_look.language; });
  if (!has_language) m_look.language = pack.languages.front().tag;
  const int part = m_stop.scratch.part;
  const std::string was_at = m_stop_id;
  choose_walk(pack.walk(m_walk) != nullptr ? m_walk : pack.walks.front().id);
  if (m_stop_id == was_at) m_stop.scratch.part = part;  // one stays where one was reading
}

void Preview::check() {
  m_check_due = false;
  rules::Checked checked = m_parts.check();
  // Read again meanwhile: what it found is of another version, which the next look takes.
  if (!checked.pack || checked.pack->digest != m_good.pack->digest) return;
  m_rules = std::move(checked.findings);
  m_frames_due = std::max(m_frames_due, 1);
}

// --- where one is

void Preview::choose_walk(const std::string& walk) {
  const Moment now = m_clock->now();
  const std::size_t was = index();
  m_walk = walk;
  m_stops = present::tour_of(*m_good.pack, walk, now);
  const std::string wanted = m_stop_id;
  const auto found = std::find_if(m_stops.begin(), m_stops.end(),
                                  [&](const present::Stop& stop) { return stop.id == wanted; });
  if (found != m_stops.end()) {
    show(static_cast<std::size_t>(found - m_stops.begin()));
    return;
  }
  if (wanted.empty()) {
    // The first page of the pack: what an editor has come for.
    const auto page = std::find_if(m_stops.begin(), m_stops.end(),
                                   [](const present::Stop& stop) { return !stop.page.empty(); });
    show(page == m_stops.end() ? 0 : static_cast<std::size_t>(page - m_stops.begin()));
    return;
  }
  show(std::min(was, m_stops.size() - 1));
  go_to(wanted);
}

void Preview::go_to(const std::string& id) {
  // The stop itself, else the page's first one, in this walk or another.
  const auto fits = [&](const present::Stop& stop) { return stop.id == id || stop.page == id; };
  const auto found = std::find_if(m_stops.begin(), m_stops.end(), fits);
  if (found != m_stops.end()) {
    show(static_cast<std::size_t>(found - m_stops.begin()));
    return;
  }
  for (const content::Walk& walk : m_good.pack->walks) {
    const auto stops = present::tour_of(*m_good.pack, walk.id, m_clock->now());
    const auto there = std::find_if(stops.begin(), stops.end(), fits);
    if (there == stops.end()) continue;
    m_walk = walk.id;
    m_stops = stops;
    show(static_cast<std::size_t>(there - stops.begin()));
    return;
  }
}

void Preview::go_by(int steps) {
  if (m_stops.empty()) return;
  const int last = static_cast<int>(m_stops.size()) - 1;
  show(static_cast<std::size_t>(std::clamp(static_cast<int>(index()) + steps, 0, last)));
}

void Preview::show(std::size_t index) {
  m_stop = m_stops.at(index);
  m_stop_id = m_stop.id;
  m_page_changed = true;
  m_frames_due = kFramesAfterInput;
}

std::size_t Preview::index() const {
  const auto found = std::find_if(m_stops.begin(), m_stops.end(),
                                  [&](const present::Stop& stop) { return stop.id == m_stop_id; });
  return found == m_stops.end() ? 0 : static_cast<std::size_t>(found - m_stops.begin());
}

std::optional<std::pair<std::string, std::string>> Preview::stop_of(const FindingSpot& spot) const {
  const content::Page* page = m_good.pack->page(spot.page);
  if (page == nullptr) return std::nullopt;
  const auto at = [&](const std::string& block) {
    return std::find_if(page->blocks.begin(), page->blocks.end(),
                        [&](const content::Block& each) { return each.id == block; });
  };
  const auto wanted = at(spot.block);
  std::vector<std::string> walks{m_walk};
  for (const content::Walk& walk : m_good.pack->walks) {
    if (walk.id != m_walk) walks.push_back(walk.id);
  }
  for (const std::string& walk : walks) {
    std::string first;
    for (const present::Stop& stop :
         walk == m_walk ? m_stops : present::tour_of(*m_good.pack, walk, m_clock->now())) {
      if (stop.page != spot.page) continue;
      if (first.empty()) first = stop.id;
      const auto begin = at(stop.block);
      const bool holds = wanted != page->blocks.end() && wanted >= begin &&
                         wanted < begin + static_cast<std::ptrdiff_t>(stop.blocks);
      if (holds) return std::pair{walk, stop.id};
    }
    if (!first.empty()) return std::pair{walk, first};
  }
  return std::nullopt;
}

// --- what is pressed

void Preview::take_keys() {
  for (const KeyPress& press : m_window->take_keys()) {
    switch (press.key) {
      case Key::right:
      case Key::down:
        go_by(1);
        break;
      case Key::left:
      case Key::up:
        go_by(-1);
        break;
      case Key::home:
        go_by(-static_cast<int>(m_stops.size()));
        break;
      case Key::end:
        go_by(static_cast<int>(m_stops.size()));
        break;
      case Key::page_down:
        if (m_page_frame.has_more) ++m_stop.scratch.part;
        m_page_changed = true;
        break;
      case Key::page_up:
        m_stop.scratch.part = std::max(0, m_stop.scratch.part - 1);
        m_page_changed = true;
        break;
      case Key::tab:
      case Key::back_tab:
      case Key::enter:
      case Key::space:
      case Key::escape:
      case Key::backspace:
      case Key::character:
      case Key::move:
      case Key::select:
      case Key::speak:
        break;
    }
  }
}

void Preview::take(const std::string& pressed) {
  m_frames_due = kFramesAfterInput;
  m_page_changed = true;
  if (const auto page = after(pressed, "page.")) {
    go_to(*page);
  } else if (const auto step = after(pressed, "step.")) {
    go_to(*step);
  } else if (const auto walk = after(pressed, "walk.")) {
    choose_walk(*walk);
  } else if (const auto language = after(pressed, "language.")) {
    m_look.language = *language;
  } else if (const auto size = after(pressed, "size.")) {
    for (const visit::TextSize each : visit::kTextSizes) {
      if (visit::to_string(each) == *size) m_look.size = each;
    }
  } else if (const auto theme = after(pressed, "theme.")) {
    for (const visit::Theme each : visit::kThemes) {
      if (visit::to_string(each) == *theme) m_look.theme = each;
    }
  } else if (const auto glass = after(pressed, "glass.")) {
    if ((*glass == "upright") != (m_glass.height > m_glass.width)) {
      std::swap(m_glass.width, m_glass.height);
    }
  } else if (const auto finding = after(pressed, "finding.")) {
    open_finding(static_cast<std::size_t>(std::stoul(*finding)));
  }
}

void Preview::open_finding(std::size_t number) {
  const auto shown = findings_shown();
  if (number >= shown.size()) return;
  const auto spot = m_index.spot_of(shown[number]);
  if (!spot) return;
  if (!spot->language.empty()) m_look.language = spot->language;
  const auto target = stop_of(*spot);
  if (!target) return;
  if (target->first != m_walk) {
    m_walk = target->first;
    m_stops = present::tour_of(*m_good.pack, m_walk, m_clock->now());
  }
  go_to(target->second);
}

void Preview::take_page(const present::Action& action, const Moment& now) {
  m_page_changed = true;
  m_frames_due = kFramesAfterInput;
  if (const auto* event = std::get_if<visit::Event>(&action.any())) {
    take_event(*event, now);
    return;
  }
  if (const auto* start = std::get_if<present::StartVisit>(&action.any())) {
    m_look.language = start->language;
    go_by(1);
    return;
  }
  if (std::holds_alternative<present::Pick>(action.any()) && !m_stop.scratch.picked_any) {
    m_stop.scratch.picked = present::picked_before(*m_good.pack, m_stop.state);
  }
  if (present::edit(m_stop.scratch, action)) return;
  visit::State state = m_stop.state;
  state.language = m_look.language;
  present::Submission submission = present::submit(desk(), state, m_stop.scratch, action, now);
  m_stop.scratch.problem = std::move(submission.problem);
  if (submission.events.empty()) {
    m_stop.scratch.asked_to_choose = m_stop.scratch.problem.empty();
    return;
  }
  for (const visit::Event& event : submission.events) take_event(event, now);
  if (std::holds_alternative<present::SubmitCheck>(action.any())) {
    m_stop.scratch.check_given = true;
  }
}

void Preview::take_event(const visit::Event& event, const Moment& now) {
  if (const auto* language = std::get_if<visit::ChooseLanguage>(&event)) {
    m_look.language = language->tag;
    m_stop.scratch.panel = present::Panel::none;
  } else if (const auto* size = std::get_if<visit::ChooseSize>(&event)) {
    m_look.size = size->size;
  } else if (const auto* theme = std::get_if<visit::ChooseTheme>(&event)) {
    m_look.theme = theme->theme;
  } else if (std::holds_alternative<visit::Next>(event)) {
    // On to the next screen: what the pack answers here has been seen.
    std::size_t at = index();
    const present::Stop here = m_stops[at];
    while (at + 1 < m_stops.size() && m_stops[at].page == here.page &&
           m_stops[at].block == here.block) {
      ++at;
    }
    show(at);
  } else if (std::holds_alternative<visit::Back>(event)) {
    go_by(-1);
  } else {
    m_stop.state.language = m_look.language;
    visit::Outcomes outcomes = visit::apply(*m_good.pack, m_stop.state, event, now);
    if (outcomes.accepted) m_stop.state = std::move(outcomes.state);
    if (outcomes.accepted && std::holds_alternative<visit::AskStaff>(event)) {
      m_stop.scratch.panel = present::Panel::asked;
    }
    if (std::holds_alternative<visit::Decline>(event)) {
      m_stop.scratch.panel = present::Panel::none;
    }
    if (std::holds_alternative<visit::GiveChoice>(event)) {
      m_stop.scratch.picked.clear();
      m_stop.scratch.picked_any = false;
    }
  }
}

// --- what is shown

ui::Glass Preview::glass() const {
  return {float(m_glass.width), float(m_glass.height), m_mm_per_pixel};
}

ui::Rect Preview::page_place() const {
  const WindowSize size = m_window->size();
  return ui::preview_places(float(size.width), float(size.height), glass()).page;
}

present::Desk Preview::desk() const {
  present::Desk desk{*m_good.pack, m_parts.words};
  desk.practice = !m_good.pack->is_approved();
  desk.has_staff = true;
  return desk;
}

void Preview::draw_page(const Moment& now, const std::vector<PointerPoint>& points) {
  if (!m_good.pack) {
    m_page_changed = false;
    return;
  }
  const ui::Rect place = page_place();
  const float scale = place.width / float(m_glass.width);
  const auto draw_at = [&](const CanvasPointer& pointer) {
    const present::Page page = present::page_at(desk(), m_stop, m_look, now);
    if (m_stop.scratch.focused.empty()) m_stop.scratch.focused = present::focused_field(page);
    m_page_frame = m_canvas->draw(page, m_stop.scratch, m_good.pack->images, glass(), pointer);
    if (m_page_frame.action) {
      const present::Action action = *m_page_frame.action;
      take_page(action, now);
    }
  };
  CanvasPointer last;
  for (const PointerPoint& point : points) {
    const bool inside = place.contains(point.x, point.y);
    const CanvasPointer pointer{inside || m_pressing_page ? (point.x - place.x) / scale : -1.0F,
                                inside || m_pressing_page ? (point.y - place.y) / scale : -1.0F,
                                point.down && (m_pressing_page || inside)};
    // A finger that moves is drawn once; one that comes or goes must be seen.
    if (pointer.down != last.down || &point == &points.back()) draw_at(pointer);
    m_pressing_page = pointer.down;
    last = pointer;
  }
  if (m_page_changed) {
    m_page_changed = false;
    draw_at(last);
  }
}

void Preview::draw(const Moment& now) {
  m_window->begin_frame();
  const std::vector<PointerPoint> points = m_window->take_pointer();
  if (!points.empty()) m_frames_due = kFramesAfterInput;
  draw_page(now, points);
  const WindowSize size = m_window->size();
  ui::PreviewFrame frame = ui::draw_preview(m_artist, float(size.width), float(size.height),
                                            glass(), preview_desk(), m_scroll);
  --m_frames_due;
  m_window->end_frame(background_of(kDeskColor));
  ++m_frames_drawn;
  m_nodes = std::move(frame.nodes);
  if (!frame.pressed.empty()) take(frame.pressed);
}

std::string Preview::label_of(const present::Stop& stop) const {
  if (stop.page.empty()) return stop.what;
  if (stop.id != stop.page + "/" + stop.block) return "… " + stop.what;
  const content::Block* block = m_good.pack->block(stop.page, stop.block);
  const std::string words = block == nullptr ? std::string() : words_of(*block);
  if (words.empty()) return stop.what;
  return stop.what + ": " + m_good.pack->text(m_good.pack->languages.front().tag, words);
}

std::vector<ui::PreviewRow> Preview::rows() const {
  std::vector<ui::PreviewRow> rows;
  int number = 0;
  for (std::size_t i = 0; i < m_stops.size(); ++i) {
    const present::Stop& stop = m_stops[i];
    const bool begins = stop.page.empty() || i == 0 || m_stops[i - 1].page != stop.page;
    const bool has_steps =
        !stop.page.empty() && i + 1 < m_stops.size() && m_stops[i + 1].page == stop.page;
    const bool is_open = !stop.page.empty() && stop.page == m_stop.page;
    if (begins) {
      ui::PreviewRow row;
      row.id = "page." + stop.id;
      row.label = stop.what;
      if (const content::Page* page = m_good.pack->page(stop.page)) {
        row.label = fmt::format("{}. {}", ++number,
                                m_good.pack->text(m_good.pack->languages.front().tag, page->title));
      }
      row.selected = has_steps ? false : stop.id == m_stop_id;
      row.findings = stop.page.empty() ? 0 : count_on(stop.page);
      rows.push_back(std::move(row));
    }
    if (is_open && (has_steps || !begins)) {
      ui::PreviewRow row;
      row.id = "step." + stop.id;
      row.label = label_of(stop);
      row.is_step = true;
      row.selected = stop.id == m_stop_id;
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::vector<ui::PreviewChips> Preview::walks() const {
  if (m_good.pack->walks.size() < 2) return {};
  ui::PreviewChips chips;
  for (const content::Walk& walk : m_good.pack->walks) {
    chips.items.push_back(chip("walk." + walk.id,
                               m_good.pack->text(m_good.pack->languages.front().tag, walk.title),
                               walk.id == m_walk));
  }
  return {chips};
}

std::vector<ui::PreviewChips> Preview::looks() const {
  ui::PreviewChips languages{"Language", {}};
  for (const content::Language& language : m_good.pack->languages) {
    languages.items.push_back(
        chip("language." + language.tag, language.name, language.tag == m_look.language));
  }
  ui::PreviewChips sizes{"Text size", {}};
  const auto size = [&](visit::TextSize each, const char* label) {
    sizes.items.push_back(chip("size." + visit::to_string(each), label, each == m_look.size));
  };
  size(visit::TextSize::small, "Small");
  size(visit::TextSize::medium, "Normal");
  size(visit::TextSize::large, "Large");
  size(visit::TextSize::largest, "Largest");
  ui::PreviewChips themes{"Colors", {}};
  const auto theme = [&](visit::Theme each, const char* label) {
    themes.items.push_back(chip("theme." + visit::to_string(each), label, each == m_look.theme));
  };
  theme(visit::Theme::paper, "Paper");
  theme(visit::Theme::white, "White");
  theme(visit::Theme::black, "Black");
  theme(visit::Theme::soft, "Less glare");
  const bool upright = m_glass.height > m_glass.width;
  ui::PreviewChips glasses{"Screen", {}};
  glasses.items.push_back(chip("glass.wide", "Wide", !upright));
  glasses.items.push_back(chip("glass.upright", "Upright", upright));
  return {languages, sizes, themes, glasses};
}

bool Preview::concerns(const content::Finding& finding, const std::string& page) const {
  const auto spot = m_index.spot_of(finding);
  const std::string about = spot ? spot->page : std::string();
  const bool other_language = spot && !spot->language.empty() && spot->language != m_look.language;
  return about == page && !other_language;
}

int Preview::count_on(const std::string& page) const {
  const std::vector<content::Finding>& all = m_mistakes.empty() ? m_rules : m_mistakes;
  return static_cast<int>(
      std::count_if(all.begin(), all.end(), [&](const content::Finding& finding) {
        return finding.severity != content::Severity::note && concerns(finding, page);
      }));
}

std::vector<content::Finding> Preview::findings_shown() const {
  if (!m_mistakes.empty()) return m_mistakes;
  std::vector<content::Finding> shown;
  for (const content::Finding& finding : m_rules) {
    if (concerns(finding, m_stop.page)) shown.push_back(finding);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const content::Finding& one, const content::Finding& other) {
                     return one.severity > other.severity;
                   });
  return shown;
}

std::string Preview::findings_title(const std::vector<content::Finding>& shown) const {
  if (!m_mistakes.empty()) {
    if (m_is_current) {
      return counted(m_mistakes.size(), "place") +
             " where a translation does not follow yet. Until it does, patients do not see this.";
    }
    const std::string many = counted(m_mistakes.size(), "mistake");
    return m_good.pack ? many + " in the files. The page above is the last good one."
                       : many + " in the files. The page shows as soon as they are put right.";
  }
  if (m_check_due && m_rules.empty()) return "Looking through the rules …";
  const char* where = m_stop.page.empty() ? " about the pack as a whole" : " on this page";
  if (shown.empty()) return std::string("Nothing to put right") + where;
  return counted(shown.size(), "thing") + " to look at" + where;
}

ui::PreviewDesk Preview::preview_desk() const {
  ui::PreviewDesk desk;
  const std::vector<content::Finding> shown = findings_shown();
  desk.findings_title = findings_title(shown);
  if (!m_mistakes.empty()) {
    desk.findings_look =
        m_is_current ? present::CalloutLook::caution : present::CalloutLook::danger;
  } else if (shown.empty() && !m_check_due) {
    desk.findings_look = present::CalloutLook::good;
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    ui::PreviewFinding line;
    line.place = place_of(shown[i], m_parts.pack_folder);
    line.what = shown[i].what + (shown[i].next.empty() ? "" : "; " + shown[i].next);
    line.look = look_of(shown[i].severity);
    if (m_good.pack && m_index.spot_of(shown[i])) line.id = "finding." + std::to_string(i);
    desk.findings.push_back(std::move(line));
  }
  if (!m_good.pack) {
    desk.title = m_parts.pack_folder.filename().string();
    desk.no_page = "This pack cannot be shown yet. What is wrong stands below.";
    return desk;
  }
  desk.title = m_good.pack->id + " · " + m_good.pack->version;
  desk.walks = walks();
  desk.rows = rows();
  desk.looks = looks();
  desk.page = m_canvas->texture();
  return desk;
}

}  // namespace candor::kiosk
