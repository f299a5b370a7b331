#include "commands/insight.h"

#include <fmt/core.h>

#include <filesystem>
#include <vector>

#include "kiosk/config.h"
#include "office/insight.h"
#include "office/insight_pdf.h"
#include "office/out_folder.h"
#include "office/reading.h"
#include "text/text.h"

namespace candor::commands {
namespace {

Result<void> write_files(const office::Insight& insight, const std::filesystem::path& folder) {
  const auto fonts = text::Fonts::open(kiosk::share_folder() / "assets" / "fonts" / "fonts.conf");
  if (!fonts) return fail(fonts);
  const auto out = office::OutFolder::open(folder);
  if (!out) return fail(out);
  const Moment now = SystemClock().now();
  const auto write = [&](const std::string& name, const std::string& bytes) -> Result<void> {
    if (const auto written = out->write(name, bytes); !written) return fail(written);
    fmt::print(stderr, "{}\n", (folder / name).string());
    return {};
  };
  for (const office::PackInsight& pack : insight.packs) {
    const std::string stem = office::insight_stem(pack);
    const auto pdf = office::insight_pdf(pack, now, *fonts);
    if (!pdf) return fail(pdf);
    if (auto done = write(stem + ".pdf", *pdf); !done) return done;
    if (auto done = write(stem + ".csv", office::insight_csv(pack)); !done) return done;
  }
  if (auto done = write("insight.json", canonical(office::insight_json(insight)) + "\n"); !done) {
    return done;
  }
  return out->keep();
}

void print_too_few(const office::Insight& insight) {
  for (const office::TooFew& one : insight.too_few) {
    fmt::print(stderr, "{} {}, {}: too few visits, nothing is told before there are {}\n", one.pack,
               one.version, one.practice ? "practice" : "real", office::kLeastVisits);
  }
}

}  // namespace

InsightCommand::InsightCommand(CLI::App& app)
    : m_command(app.add_subcommand(
          "insight", "Say which words to write anew first, from many visits, naming nobody")) {
  m_command->add_option("LEDGER", m_ledger, "A ledger file, or the folder it is in")->required();
  m_key.add_to(*m_command, "The clinic's record key, or its recovery key");
  m_command->add_option("--out", m_out, "Also write a picture (PDF), CSV and JSON to this folder")
      ->type_name("DIR");
  m_command->add_option("--version", m_version, "Only this version of the packs, or: newest")
      ->type_name("VERSION");
  m_command->add_flag("--json", m_json, "Print JSON instead of a table");
}

Exit InsightCommand::run() const {
  std::error_code error;
  if (!std::filesystem::exists(m_ledger, error)) {
    return could_not({ErrorCode::not_found, "there is no such ledger", m_ledger,
                      "give a ledger file or the folder it is in"});
  }
  const auto keys = m_key.clinic_keys();
  if (!keys) return could_not(keys.error());
  int damaged = 0;
  const auto problem = [&damaged](const Error& what) {
    ++damaged;
    report(what);
  };
  const auto reading = office::Reading::open(m_ledger, keys->ca, problem);
  if (!reading) return could_not(reading.error());
  std::vector<office::VisitFacts> visits;
  const auto read = reading->each_record({}, [&](office::SealedRecord&& sealed) {
    const auto opened = office::open_record(sealed, *keys);
    if (opened) {
      visits.push_back(office::facts_of(opened->exported.record));
    } else {
      problem(opened.error());
    }
    return true;
  });
  if (!read) return could_not(read.error());
  const office::Insight insight = office::insight_of(visits, m_version);
  print_too_few(insight);
  if (insight.packs.empty()) {
    report({ErrorCode::refused,
            fmt::format("no pack has more than {} visits of one version", office::kLeastVisits - 1),
            m_ledger, "wait until there are more, so that nobody can be picked out"});
    return Exit::could_not;
  }
  if (m_json) {
    fmt::print("{}\n", canonical(office::insight_json(insight)));
  } else {
    for (const office::PackInsight& pack : insight.packs) {
      fmt::print("{}\n", office::insight_text(pack));
    }
    for (const std::string& note : office::insight_notes()) fmt::print("{}\n", note);
  }
  if (!m_out.empty()) {
    if (const auto written = write_files(insight, m_out); !written) {
      return could_not(written.error());
    }
  }
  return damaged > 0 ? Exit::found : Exit::done;
}

}  // namespace candor::commands
