#include "commands/check_screens.h"

#include "commands/painter.h"
#include "commands/progress.h"
#include "commands/render_pages.h"
#include "content/words.h"
#include "present/tour.h"

namespace candor::commands {

Result<ScreensChecked> check_screens(const content::Pack& pack,
                                     const std::vector<std::string>& pages,
                                     const std::filesystem::path& assets, ScreenExtent extent,
                                     const Moment& now) {
  if (const auto known = check_pages(pack, pages); !known) return fail(known);
  const auto words = content::Words::load(assets / "words");
  if (!words) return fail(words);
  auto painter = Painter::open(assets, pack.images);
  if (!painter) return fail(painter);
  present::Desk desk{pack, *words};
  desk.has_staff = true;
  std::vector<present::Stop> stops = present::tour_of_all(pack, now);
  std::erase_if(stops, [&](const present::Stop& stop) { return !is_wanted(stop, pages); });
  const std::vector<audit::Screen> screens = audit::screens_of(desk, stops, now);
  std::vector<std::string> languages;
  for (const content::Language& language : pack.languages) languages.push_back(language.tag);
  const std::vector<audit::Task> tasks = extent == ScreenExtent::every_look
                                             ? audit::every_look(screens, languages)
                                             : audit::looks_by_turns(screens, languages);
  auto sweep = audit::Sweep::begin(screens, painter->paint());
  if (!sweep) return fail(sweep);
  Progress progress(static_cast<std::int64_t>(tasks.size()), "looks");
  std::int64_t done = 0;
  for (const audit::Task& task : tasks) {
    if (const auto looked = sweep->look(task); !looked) {
      progress.clear();
      return fail(looked);
    }
    progress.show(++done);
  }
  progress.clear();
  return ScreensChecked{sweep->findings(), tasks.size(), sweep->frames()};
}

}  // namespace candor::commands
