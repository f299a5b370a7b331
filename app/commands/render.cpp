#include "commands/render.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "approval/approval.h"
#include "base/file.h"
#include "content/load.h"
#include "keys/keys.h"
#include "kiosk/config.h"
#include "kiosk/glass.h"

namespace candor::commands {
namespace {

struct Format {
  const char* name;
  Result<void> (*render)(const RenderJob&);
};

/// In the order in which they are written.
constexpr std::array kFormats{
    Format{"pages", render_pages},
    Format{"reading", render_reading},
    Format{"paper", render_paper},
};

std::string format_names() {
  std::string names;
  for (const Format& format : kFormats)
    names += (names.empty() ? "" : ",") + std::string(format.name);
  return names;
}

/// The pack with the approvals that `ca_file` vouches for; without it none counts.
Result<RenderJob> with_approvals(const content::Pack& pack, const std::string& ca_file) {
  RenderJob job;
  approval::Judged judged;
  if (!ca_file.empty()) {
    const auto ca = keys::load_certificate(ca_file);
    if (!ca) return fail(ca);
    judged = approval::judge(pack, *ca);
  } else {
    for (const auto& [name, bytes] : pack.approval_files) {
      judged.problems.push_back(name + ": not looked at, because no --ca was given");
    }
  }
  job.approval_notes = judged.problems;
  job.pack = approval::with_approvals(pack, std::move(judged));
  return job;
}

/// Which of the pack's languages are wanted; empty: all. Fails with not_found.
Result<std::vector<std::string>> languages_of(const content::Pack& pack,
                                              const std::vector<std::string>& wanted) {
  std::vector<std::string> offered;
  std::string names;
  for (const content::Language& language : pack.languages) {
    offered.push_back(language.tag);
    names += (names.empty() ? "" : ", ") + language.tag;
  }
  for (const std::string& tag : wanted) {
    if (std::find(offered.begin(), offered.end(), tag) == offered.end()) {
      return fail(ErrorCode::not_found, "the pack has no language '" + tag + "'", "--lang",
                  "it has " + names);
    }
  }
  return wanted.empty() ? offered : wanted;
}

}  // namespace

RenderCommand::RenderCommand(CLI::App& app)
    : m_command(app.add_subcommand(
          "render", "Write a pack as files to look at: for a committee, for days without power")) {
  m_command->add_option("PACK", m_pack, "The pack's folder")->required();
  m_command->add_option("--out", m_out, "Folder to write to")->type_name("DIR")->required();
  m_command
      ->add_option("--format", m_formats,
                   "Of " + format_names() +
                       " (default: all of them; only pages where the options "
                       "below choose some)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("LIST");
  m_command->add_option("--lang", m_languages, "Only this language; several as in en,es")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("TAG");
  m_command
      ->add_option("--page", m_pages, "Pages: only this page, by its id; may stand several times")
      ->allow_extra_args(false)
      ->type_name("ID");
  m_command->add_option("--size", m_sizes, "Pages: small, medium, large, largest, or several")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("SIZE");
  m_command->add_option("--theme", m_themes, "Pages: paper, white, black, soft, or several")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("THEME");
  m_command->add_option("--glass", m_glass, "Pages: pixels of the glass (default: 1920x1080)")
      ->type_name("WxH");
  m_command->add_option("--mm-per-pixel", m_mm_per_pixel, "Pages: size of a pixel (default: 0.248)")
      ->type_name("F");
  m_command->add_option("--ca", m_ca, "The clinic's authority: without it no approval counts")
      ->type_name("FILE");
}

Result<PagesWanted> RenderCommand::pages_wanted() const {
  PagesWanted wanted;
  wanted.pages = m_pages;
  for (const std::string& text : m_sizes) {
    const auto size = parse_size(text);
    if (!size)
      return fail(size.error().code, size.error().what, "--size " + text, size.error().next);
    wanted.sizes.push_back(*size);
  }
  for (const std::string& text : m_themes) {
    const auto theme = parse_theme(text);
    if (!theme)
      return fail(theme.error().code, theme.error().what, "--theme " + text, theme.error().next);
    wanted.themes.push_back(*theme);
  }
  if (!m_glass.empty()) {
    const auto glass = kiosk::parse_window_size(m_glass);
    if (!glass) return fail(glass);
    wanted.glass = *glass;
  }
  if (!m_mm_per_pixel.empty()) {
    const auto pitch = parse_pitch(m_mm_per_pixel);
    if (!pitch) return fail(pitch);
    wanted.mm_per_pixel = *pitch;
  }
  if (const auto glass =
          kiosk::check_glass(wanted.glass.width, wanted.glass.height, wanted.mm_per_pixel);
      !glass) {
    return fail(ErrorCode::bad_value, glass.error().what, "--glass", "give a larger one");
  }
  return wanted;
}

Exit RenderCommand::run() const {
  for (const std::string& wanted : m_formats) {
    const bool known = std::any_of(kFormats.begin(), kFormats.end(),
                                   [&](const Format& format) { return wanted == format.name; });
    if (!known) {
      report({ErrorCode::bad_value, "'" + wanted + "' is not a format", "--format",
              "write " + format_names() + ", or one of them"});
      return Exit::wrong_usage;
    }
  }
  const content::Loaded loaded = content::load_pack(m_pack);
  for (const content::Finding& finding : loaded.findings) {
    fmt::print(stderr, "{}\n", to_string(finding));
  }
  if (!loaded.pack) {
    report({ErrorCode::bad_value, "this pack does not load", m_pack,
            "correct what stands above; candor check says more"});
    return Exit::found;
  }
  auto pages = pages_wanted();
  if (pages) {
    if (const auto known = check_pages(*loaded.pack, pages->pages); !known) pages = fail(known);
  }
  if (!pages) {
    report(pages.error());
    return Exit::wrong_usage;
  }
  auto job = with_approvals(*loaded.pack, m_ca);
  if (!job) return could_not(job.error());
  auto languages = languages_of(*job->pack, m_languages);
  if (!languages) {
    report(languages.error());
    return Exit::wrong_usage;
  }
  job->languages = *std::move(languages);
  job->incomplete = loaded.incomplete;
  job->pages = *std::move(pages);
  job->out = m_out;
  job->assets = kiosk::share_folder() / "assets";
  job->now = SystemClock().now();
  if (const auto made = make_folder(job->out); !made) return could_not(made.error());
  // Who names a page, a size or a glass asks for pictures.
  const bool pages_only = !m_pages.empty() || !m_sizes.empty() || !m_themes.empty() ||
                          !m_glass.empty() || !m_mm_per_pixel.empty();
  std::vector<std::string> formats = m_formats;
  if (formats.empty() && pages_only) formats.emplace_back(kFormats.front().name);
  for (const Format& format : kFormats) {
    const bool wanted =
        formats.empty() || std::find(formats.begin(), formats.end(), format.name) != formats.end();
    if (!wanted) continue;
    if (const auto rendered = format.render(*job); !rendered) return could_not(rendered.error());
  }
  return Exit::done;
}

}  // namespace candor::commands
