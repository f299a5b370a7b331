#include "commands/render_pages.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <deque>
#include <future>
#include <thread>
#include <utility>

#include "base/file.h"
#include "commands/progress.h"
#include "commands/render.h"
#include "content/words.h"
#include "kiosk/look.h"
#include "kiosk/offscreen.h"
#include "kiosk/practice.h"
#include "present/tour.h"
#include "visit/looks.h"

namespace candor::commands {
namespace {

constexpr int kMostParts = 99;  // of one page; no pack comes near it

template <typename Value, std::size_t Count>
Result<Value> parse_name(const std::array<Value, Count>& all, const std::string& text) {
  std::string names;
  for (const Value& value : all) {
    if (visit::to_string(value) == text) return value;
    names += (names.empty() ? "" : ", ") + visit::to_string(value);
  }
  return fail(ErrorCode::bad_value, "is not one of them", text, "write " + names);
}

std::string file_name(std::size_t number, const present::Stop& stop,
                      const present::Appearance& look, int part) {
  std::string id = stop.id;
  std::replace(id.begin(), id.end(), '/', '-');
  return fmt::format("{:03}-{}.{}.{}.{}.{}.png", number, id, look.language,
                     visit::to_string(look.size), visit::to_string(look.theme), part);
}

/// Pictures on their way to the disk: packing one takes longer than drawing it.
class Writers {
 public:
  explicit Writers(const RenderJob& job) : m_job(job) {}

  /// Fails with what stood in the way of an earlier one.
  Result<void> write(const std::string& name, text::Picture picture) {
    const std::size_t most = std::max(2U, std::thread::hardware_concurrency());
    if (m_running.size() >= most) {
      if (auto done = wait_for_first(); !done) return done;
    }
    const std::filesystem::path file = m_job.out / name;
    m_running.push_back(
        std::async(std::launch::async, [file, picture = std::move(picture)]() -> Result<void> {
          const auto png = text::encode_png(picture);
          if (!png) return fail(png);
          return write_file_atomic(file, *png);
        }));
    ++m_count;
    return {};
  }

  Result<void> finish() {
    while (!m_running.empty()) {
      if (auto done = wait_for_first(); !done) return done;
    }
    return {};
  }

  [[nodiscard]] int count() const { return m_count; }

 private:
  Result<void> wait_for_first() {
    Result<void> done = m_running.front().get();
    m_running.pop_front();
    return done;
  }

  const RenderJob& m_job;
  std::deque<std::future<Result<void>>> m_running;
  int m_count = 0;
};

/// The looks that a stop is drawn in.
std::vector<present::Appearance> looks_of(const RenderJob& job, const present::Stop& stop) {
  std::vector<present::Appearance> looks;
  const std::vector<visit::TextSize>& sizes = job.pages.sizes;
  const std::vector<visit::Theme>& themes = job.pages.themes;
  for (const std::string& language : job.languages) {
    for (const visit::TextSize size :
         sizes.empty() ? std::vector(visit::kTextSizes.begin(), visit::kTextSizes.end()) : sizes) {
      for (const visit::Theme theme :
           themes.empty() ? std::vector(visit::kThemes.begin(), visit::kThemes.end()) : themes) {
        looks.push_back({language, size, theme});
      }
    }
    if (stop.one_language) break;
  }
  return looks;
}

}  // namespace

Result<visit::TextSize> parse_size(const std::string& text) {
  return parse_name(visit::kTextSizes, text);
}

Result<visit::Theme> parse_theme(const std::string& text) {
  return parse_name(visit::kThemes, text);
}

bool is_wanted(const present::Stop& stop, const std::vector<std::string>& pages) {
  return pages.empty() || std::any_of(pages.begin(), pages.end(), [&](const std::string& page) {
           return stop.id == page || stop.page == page || stop.id.starts_with(page + "/");
         });
}

Result<void> check_pages(const content::Pack& pack, const std::vector<std::string>& pages) {
  if (pages.empty()) return {};
  const auto stops = present::tour_of_all(pack, SystemClock().now());
  for (const std::string& page : pages) {
    const bool known = std::any_of(stops.begin(), stops.end(), [&](const present::Stop& stop) {
      return is_wanted(stop, {page});
    });
    if (known) continue;
    std::string names;
    for (const present::Stop& stop : stops) {
      const std::string& name = stop.page.empty() ? stop.id : stop.page;
      if ((", " + names + ", ").find(", " + name + ", ") != std::string::npos) continue;
      names += (names.empty() ? "" : ", ") + name;
    }
    return fail(ErrorCode::not_found, "the pack has no page '" + page + "'", "--page",
                "it has " + names);
  }
  return {};
}

Result<void> render_pages(const RenderJob& job) {
  const auto fonts = text::Fonts::open(job.assets / "fonts" / "fonts.conf");
  if (!fonts) return fail(fonts);
  const auto words = content::Words::load(job.assets / "words");
  if (!words) return fail(words);
  const ui::Icons icons = kiosk::load_icons(job.assets / "icons");
  auto offscreen = kiosk::Offscreen::open(*fonts, icons);
  if (!offscreen) return fail(offscreen);
  kiosk::Canvas& canvas = offscreen->canvas();
  const ui::Glass glass{float(job.pages.glass.width), float(job.pages.glass.height),
                        job.pages.mm_per_pixel};
  present::Desk desk{*job.pack, *words};
  desk.practice = !kiosk::content_reasons(*job.pack, local_date(job.now)).empty();
  desk.has_staff = true;

  struct Task {
    std::size_t number;
    const present::Stop* stop;
    present::Appearance look;
  };

  const std::vector<present::Stop> stops = present::tour_of_all(*job.pack, job.now);
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    if (!is_wanted(stops[i], job.pages.pages)) continue;
    for (present::Appearance& look : looks_of(job, stops[i])) {
      tasks.push_back({i + 1, &stops[i], std::move(look)});
    }
  }
  Progress progress(static_cast<std::int64_t>(tasks.size()), "screens");
  Writers writers(job);
  std::int64_t done = 0;
  for (const Task& task : tasks) {
    const present::Page page = present::page_at(desk, *task.stop, task.look, job.now);
    present::Scratch scratch = task.stop->scratch;
    for (scratch.part = 0; scratch.part < kMostParts; ++scratch.part) {
      const ui::Frame frame = canvas.draw(page, scratch, job.pack->images, glass);
      auto picture = canvas.picture();
      if (!picture) return fail(picture);
      const std::string name = file_name(task.number, *task.stop, task.look, scratch.part + 1);
      if (auto written = writers.write(name, *std::move(picture)); !written) {
        progress.clear();
        return written;
      }
      if (!frame.has_more) break;
    }
    progress.show(++done);
  }
  Result<void> finished = writers.finish();
  progress.clear();
  if (!finished) return finished;
  fmt::print("{}: {} pictures of {} screens\n", job.out.string(), writers.count(), tasks.size());
  return {};
}

}  // namespace candor::commands
