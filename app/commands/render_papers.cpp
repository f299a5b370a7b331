// A pack on paper: for those who review it, and for days without power.
#include <fmt/core.h>

#include <string>
#include <string_view>

#include "base/file.h"
#include "commands/render.h"
#include "content/words.h"
#include "export/pack_pdf.h"
#include "export/paper_consent.h"
#include "kiosk/practice.h"
#include "text/text.h"

namespace candor::commands {
namespace {

exporting::PackPrint print_of(const RenderJob& job, const std::string& language) {
  exporting::PackPrint print;
  print.pack = job.pack.get();
  print.language = language;
  print.practice_reasons = kiosk::content_reasons(*job.pack, local_date(job.now));
  print.approval_notes = job.approval_notes;
  print.at = job.now;
  print.software = std::string("candor ") + CANDOR_VERSION;
  return print;
}

/// Writes a file whole or not at all, and prints its name.
Result<void> write_rendered(const RenderJob& job, const std::string& name, std::string_view bytes) {
  const std::filesystem::path file = job.out / name;
  if (auto written = write_file_atomic(file, bytes); !written) return written;
  fmt::print("{}\n", file.string());
  return {};
}

}  // namespace

Result<void> render_reading(const RenderJob& job) {
  const auto fonts = text::Fonts::open(job.assets / "fonts" / "fonts.conf");
  if (!fonts) return fail(fonts);
  const auto words = content::Words::load(job.assets / "words");
  if (!words) return fail(words);
  for (const std::string& language : job.languages) {
    exporting::PackPrint print = print_of(job, language);
    if (const std::string reason = kiosk::language_reason(*job.pack, *words, language);
        !reason.empty()) {
      print.practice_reasons.push_back(reason);
    }
    const auto pdf = exporting::to_reading_pdf(print, *words, *fonts);
    if (!pdf) return fail(pdf);
    if (auto written = write_rendered(job, "reading-" + language + ".pdf", *pdf); !written) {
      return written;
    }
  }
  return {};
}

Result<void> render_paper(const RenderJob& job) {
  const auto fonts = text::Fonts::open(job.assets / "fonts" / "fonts.conf");
  if (!fonts) return fail(fonts);
  const auto words = content::Words::load(job.assets / "words");
  if (!words) return fail(words);
  for (const std::string& language : job.languages) {
    if (job.incomplete.contains(language)) {
      fmt::print(stderr,
                 "{}: no paper consent in {}: a text is not translated; candor check names it\n",
                 job.pack->id, language);
      continue;
    }
    for (const content::Walk& walk : job.pack->walks) {
      const auto pdf =
          exporting::to_paper_consent(print_of(job, language), walk.id, *words, *fonts);
      if (!pdf) return fail(pdf);
      auto written = write_rendered(job, "paper-" + walk.id + "-" + language + ".pdf", *pdf);
      if (!written) return written;
    }
  }
  return {};
}

}  // namespace candor::commands
