#include "commands/export.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "commands/kiosk_folder.h"
#include "commands/progress.h"
#include "keys/keys.h"
#include "kiosk/config.h"
#include "office/clinic_keys.h"
#include "office/office_ledger.h"
#include "office/out_folder.h"
#include "office/reading.h"
#include "record/addendum.h"

namespace candor::commands {
namespace {

constexpr const char* kDefaultFormats = "pdf,json,csv";

/// The clinic's archive, whose key is checked for its role and for now.
Result<exporting::Seal> load_seal(const std::filesystem::path& key_file,
                                  const std::filesystem::path& passphrase_file,
                                  const crypto::Certificate& ca, const Moment& now) {
  const auto passphrase = keys::read_passphrase(passphrase_file);
  if (!passphrase) return fail(passphrase);
  auto key = keys::load_clinic_key(key_file, passphrase->view());
  if (!key) return fail(key);
  if (const auto right =
          keys::check_role(key->certificate, keys::Role::archive, ca, now.utc_ms / 1000);
      !right) {
    return fail(right.error().code, right.error().what, key_file.string(), right.error().next);
  }
  return exporting::Seal{std::move(key->key), std::move(key->certificate), ca, now};
}

std::string counted(std::int64_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// "3 records: 3 PDF, 3 JSON in out; 6 files written, 0 unchanged".
void print_summary(const office::ExportCount& count, const office::Reading& reading,
                   const office::ExportWants& wants, const std::string& out) {
  const office::Formats& formats = wants.formats;
  std::string kinds;
  const auto add = [&kinds](bool is_wanted, std::int64_t number, const char* what) {
    if (is_wanted) kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", number, what);
  };
  add(formats.pdf || formats.fhir, count.pdfs, wants.seal ? "sealed PDF" : "PDF");
  add(formats.json, count.jsons, "JSON");
  add(formats.fhir, count.fhirs, "FHIR");
  add(formats.cms, count.messages, "CMS");
  if (formats.csv) kinds += kinds.empty() ? "index, trail" : ", index, trail";
  if (formats.packs) {
    kinds +=
        (kinds.empty() ? "" : ", ") + counted(count.packs, "version") + " of what patients saw";
  }
  if (wants.seal) kinds += ", manifest";
  fmt::print("{}: {} in {}; {} written, {} unchanged", counted(count.records, "record"), kinds, out,
             counted(count.written, "file"), count.unchanged);
  if (count.withdrawn > 0) fmt::print("; {} withdrawn", count.withdrawn);
  if (reading.expired() > 0) fmt::print("; {} expired before", reading.expired());
  if (count.damaged > 0) fmt::print("; {} damaged", count.damaged);
  fmt::print("\n");
}

/// A withdrawal lies in the office's own ledger: without it, it is on no page.
void tell_of_addenda(const office::Reading& reading, const std::string& ledger) {
  const std::string beside = office::office_ledger_beside(ledger).string();
  if (reading.office_file().empty()) {
    fmt::print(
        stderr,
        "candor: no {} beside it: addenda made in the office, such as withdrawals, are not in "
        "this export\n",
        beside);
  } else {
    fmt::print("with {} from {}\n",
               reading.office_addenda() == 1
                   ? "1 addendum"
                   : std::to_string(reading.office_addenda()) + " addenda",
               beside);
  }
}

/// As many names as can be read in a line, and whether there are more.
std::string the_first(const std::vector<std::string>& names) {
  constexpr std::size_t kMostNamed = 10;
  std::string first;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) {
    first += (i == 0 ? "" : ", ") + names[i];
  }
  return names.size() > kMostNamed ? first + " and more" : first;
}

/// A withdrawal does not reach those who treat by itself.
void tell_of_untold(const office::ExportCount& count) {
  if (count.untold_ids.empty()) return;
  fmt::print(
      "Withdrawn, and nobody is noted to have told the treatment team: {}; tell them now, then "
      "candor addendum --kind {}\n",
      the_first(count.untold_ids), record::addendum_kind::kTeamTold);
}

/// One manifest holds the files of one run only.
void tell_of_left_over(const office::ExportCount& count) {
  if (count.left_over.empty()) return;
  fmt::print(
      "Note: {} of an earlier export lie in this folder and are not in the new manifest: {}; to "
      "have both, export each into a folder of its own\n",
      counted(static_cast<std::int64_t>(count.left_over.size()), "file"),
      the_first(count.left_over));
}

/// Without csv among the formats, what lies there is as it was before the newest addenda.
void tell_of_stale_index(const office::Formats& formats, const std::filesystem::path& out) {
  std::error_code error;
  if (formats.csv || !std::filesystem::exists(out / "index.csv", error)) return;
  fmt::print(
      "Note: index.csv and trail.csv in this folder are of an earlier export; with csv in --format "
      "they would be of this one\n");
}

/// What is wrong with the words behind a flag.
tl::unexpected<Error> typed_wrong(const std::string& flag, const Error& error) {
  return fail(error.code, error.what, flag + " " + error.where, error.next);
}

/// The formats in a list such as "pdf,json". Fails with bad_value.
Result<office::Formats> parse_formats(const std::string& text) {
  constexpr const char* kAll =
      "write pdf, json, fhir, csv, cms or packs, or several as in pdf,json";
  office::Formats formats{false, false, false, false, false, false};
  const std::pair<const char*, bool*> known[] = {
      {"pdf", &formats.pdf}, {"json", &formats.json}, {"fhir", &formats.fhir},
      {"csv", &formats.csv}, {"cms", &formats.cms},   {"packs", &formats.packs}};
  std::istringstream list(text);
  bool is_empty = true;
  for (std::string word; std::getline(list, word, ',');) {
    const auto found = std::find_if(std::begin(known), std::end(known),
                                    [&word](const auto& one) { return word == one.first; });
    if (found == std::end(known)) {
      return fail(ErrorCode::bad_value, "'" + word + "' is not a format", text, kAll);
    }
    *found->second = true;
    is_empty = false;
  }
  if (is_empty) return fail(ErrorCode::bad_value, "no format is named", text, kAll);
  return formats;
}

}  // namespace

ExportCommand::ExportCommand(CLI::App& app)
    : m_command(app.add_subcommand("export", "Write a ledger's records as files")),
      m_formats(kDefaultFormats) {
  m_command->add_option("LEDGER", m_ledger, "A ledger file, or the folder it is in")->required();
  m_key.add_to(*m_command, "The clinic's record key, or its recovery key");
  m_command->add_option("--out", m_out, "Folder to write to")->type_name("DIR")->required();
  m_command->add_option("--from", m_from, "First day, such as 2026-11-21")->type_name("DATE");
  m_command->add_option("--to", m_to, "Last day")->type_name("DATE");
  m_command
      ->add_option(
          "--id", m_ids,
          "Only the record with this id, or with the 8 digits in its files' names; may stand "
          "several times")
      ->type_name("ID");
  m_command
      ->add_option("--archive-key", m_archive_key,
                   "The clinic's archive key (same passphrase): seals PDFs and a manifest")
      ->type_name("FILE");
  m_command
      ->add_option("--format", m_formats,
                   std::string("Of pdf,json,fhir,csv,cms,packs (default: ") + kDefaultFormats + ")")
      ->type_name("LIST");
  m_command->add_flag("--names", m_names, "Put patients' names into file names");
}

Exit ExportCommand::run() const {
  auto typed = wants();
  if (!typed) return wrong_usage(to_string(typed.error()));
  return run(*std::move(typed));
}

Result<office::ExportWants> ExportCommand::wants() const {
  office::ExportWants wants;
  const auto read = [](const char* flag, const std::string& text) -> Result<std::optional<Date>> {
    if (text.empty()) return std::optional<Date>();
    const auto date = parse_date(text);
    if (!date) return typed_wrong(flag, date.error());
    return std::optional<Date>(*date);
  };
  const auto from = read("--from", m_from);
  if (!from) return fail(from);
  const auto to = read("--to", m_to);
  if (!to) return fail(to);
  if (*from && *to && **to < **from) {
    return fail(ErrorCode::bad_value, "is before --from " + m_from, "--to " + m_to,
                "exchange the two");
  }
  const auto formats = parse_formats(m_formats);
  if (!formats) return typed_wrong("--format", formats.error());
  wants.from = *from;
  wants.to = *to;
  wants.formats = *formats;
  wants.ids = m_ids;
  if (m_names) wants.names = office::FileNames::with_person;
  wants.software = std::string("candor ") + CANDOR_VERSION;
  return wants;
}

Exit ExportCommand::run(office::ExportWants wants) const {
  std::error_code error;
  if (!std::filesystem::exists(m_ledger, error)) {
    return could_not({ErrorCode::not_found, "there is no such ledger", m_ledger,
                      "give a ledger file or the folder it is in"});
  }
  if (const auto kiosk = in_kiosk_folder(m_out)) {
    return could_not({ErrorCode::refused,
                      "this is in a kiosk's own folder (" + kiosk->string() + ")", m_out,
                      "export to a folder in the office, never on a kiosk"});
  }
  const auto keys = m_key.clinic_keys();
  if (!keys) return could_not(keys.error());
  wants.now = SystemClock().now();
  if (keys::role_of(keys->openers.front().certificate) == keys::Role::recovery) {
    fmt::print(stderr,
               "candor: opened with the recovery key; note in the clinic's book who used it, when "
               "and why\n");
  }
  wants.fonts = kiosk::share_folder() / "assets" / "fonts" / "fonts.conf";
  if (!m_archive_key.empty()) {
    auto seal = load_seal(m_archive_key, m_key.passphrase_file, keys->ca, wants.now);
    if (!seal) return could_not(seal.error());
    wants.seal.emplace(*std::move(seal));
  }
  std::int64_t damaged = 0;
  const auto reading = office::Reading::open(m_ledger, keys->ca, [&damaged](const Error& problem) {
    ++damaged;
    report(problem);
  });
  if (!reading) return could_not(reading.error());
  auto ids = reading->whole_ids(wants.ids);
  if (!ids) return could_not(ids.error());
  wants.ids = *std::move(ids);
  const auto out = office::OutFolder::open(m_out);
  if (!out) return could_not(out.error());
  Progress progress(reading->records(), "records");
  auto count = office::export_records(*reading, *keys, wants, *out,
                                      {[&progress](const Error& problem) {
                                         progress.clear();
                                         report(problem);
                                       },
                                       [&progress](std::int64_t done) { progress.show(done); }});
  progress.clear();
  if (!count) return could_not(count.error());
  count->damaged += damaged;
  print_summary(*count, *reading, wants, m_out);
  tell_of_addenda(*reading, m_ledger);
  tell_of_untold(*count);
  tell_of_left_over(*count);
  tell_of_stale_index(wants.formats, m_out);
  for (const std::string& id : count->missing_ids) {
    report({ErrorCode::not_found, "there is no sound record with this id", id,
            "look it up in the index.csv of an export"});
  }
  if (!count->missing_ids.empty()) return Exit::could_not;
  return count->damaged > 0 ? Exit::found : Exit::done;
}

}  // namespace candor::commands
