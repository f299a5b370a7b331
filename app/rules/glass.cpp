// What only the glass can tell: how long a page becomes, and which characters have a shape. The
// measuring is passed in: this room knows neither fonts nor screens.
#include <fmt/format.h>

#include <set>

#include "rules/context.h"

namespace candor::rules {
namespace {

constexpr double kMostScreens = 5.0;

}  // namespace

void check_glass(const Context& context, Report& report) {
  if (context.with.screens) {
    for (const Language& language : context.pack.languages) {
      for (const Page& page : context.pack.pages) {
        const double screens = context.with.screens(context.pack, page, language.tag);
        if (screens <= kMostScreens) continue;
        report.add(
            "page-length", context.origins.at("page " + page.id),
            fmt::format("the page \"{}\" fills about {:.0f} screens in {} at the largest text",
                        page.id, screens, language.tag),
            fmt::format("split it: at most {:.0f}", kMostScreens));
      }
    }
  }
  if (!context.with.missing_glyph) return;
  std::set<std::string> told;
  for (const Said& said : context.said) {
    const std::string missing = context.with.missing_glyph(said.text);
    if (missing.empty() || !told.insert(said.language + missing).second) continue;
    report.add("glyph", said, said.text.find(missing),
               fmt::format("no font has the character {}", missing),
               "use another one, or add a font to assets/fonts");
  }
}

}  // namespace candor::rules
