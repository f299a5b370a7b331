#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>

#include "commands/commands.h"
#include "commands/progress.h"
#include "keys/keys.h"
#include "kiosk/config.h"
#include "office/clinic_keys.h"
#include "office/export_records.h"
#include "office/office_ledger.h"
#include "office/out_folder.h"
#include "office/reading.h"
#include "office/stored_packs.h"

namespace candor::commands {
namespace {

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
                   const ExportOptions& options) {
  const office::Formats& formats = options.wants.formats;
  std::string kinds;
  const auto add = [&kinds](bool is_wanted, std::int64_t number, const char* what) {
    if (is_wanted) kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", number, what);
  };
  add(formats.pdf || formats.fhir, count.pdfs, options.wants.seal ? "sealed PDF" : "PDF");
  add(formats.json, count.jsons, "JSON");
  add(formats.fhir, count.fhirs, "FHIR");
  add(formats.cms, count.messages, "CMS");
  if (formats.csv) kinds += kinds.empty() ? "index" : ", index";
  if (options.wants.seal) kinds += ", manifest";
  fmt::print("{}: {} in {}; {} written, {} unchanged", counted(count.records, "record"), kinds,
             options.out.string(), counted(count.written, "file"), count.unchanged);
  if (count.withdrawn > 0) fmt::print("; {} withdrawn", count.withdrawn);
  if (reading.expired() > 0) fmt::print("; {} expired before", reading.expired());
  if (count.damaged > 0) fmt::print("; {} damaged", count.damaged);
  fmt::print("\n");
}

/// A withdrawal lies in the office's own ledger: without it, it is on no page.
void tell_of_addenda(const office::Reading& reading, const ExportOptions& options) {
  const std::string beside = office::office_ledger_beside(options.ledger).string();
  if (reading.office_file().empty()) {
    fmt::print("no {} beside it: addenda made in the office are not in this export\n", beside);
  } else {
    fmt::print("with {} from {}\n",
               reading.office_addenda() == 1
                   ? "1 addendum"
                   : std::to_string(reading.office_addenda()) + " addenda",
               beside);
  }
}

/// One manifest holds the files of one run only.
void tell_of_left_over(const office::ExportCount& count) {
  constexpr std::size_t kMostNamed = 10;
  if (count.left_over.empty()) return;
  std::string names;
  for (std::size_t i = 0; i < std::min(count.left_over.size(), kMostNamed); ++i) {
    names += (i == 0 ? "" : ", ") + count.left_over[i];
  }
  if (count.left_over.size() > kMostNamed) names += " and more";
  fmt::print(
      "Note: {} of an earlier export lie in this folder and are not in the new manifest: {}; to "
      "have both, export each into a folder of its own\n",
      counted(static_cast<std::int64_t>(count.left_over.size()), "file"), names);
}

/// A kiosk's own folder is no place for records that anybody can read. Nothing: this is none.
std::optional<Error> in_kiosk_folder(const std::filesystem::path& out) {
  std::error_code error;
  for (std::filesystem::path folder = std::filesystem::weakly_canonical(out, error);;
       folder = folder.parent_path()) {
    if (std::filesystem::exists(keys::kiosk_keys_folder(folder) / "kiosk.key", error) ||
        std::filesystem::exists(folder / "kiosk.lock", error)) {
      return Error{ErrorCode::refused, "this is in a kiosk's own folder (" + folder.string() + ")",
                   out.string(), "export to a folder in the office, never on a kiosk"};
    }
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

}  // namespace

Exit run_export(const ExportOptions& given) {
  ExportOptions options = given;
  std::error_code error;
  if (!std::filesystem::exists(options.ledger, error)) {
    return could_not({ErrorCode::not_found, "there is no such ledger", options.ledger.string(),
                      "give a ledger file or the folder it is in"});
  }
  if (const auto wrong = in_kiosk_folder(options.out)) return could_not(*wrong);
  const auto keys = office::load_clinic_keys(options.key, options.passphrase_file, options.ca);
  if (!keys) return could_not(keys.error());
  options.wants.now = SystemClock().now();
  if (keys::role_of(keys->openers.front().certificate) == keys::Role::recovery) {
    fmt::print(stderr,
               "candor: opened with the recovery key; note in the clinic's book who used it, when "
               "and why\n");
  }
  options.wants.fonts = kiosk::share_folder() / "assets" / "fonts" / "fonts.conf";
  if (options.archive_key) {
    auto seal =
        load_seal(*options.archive_key, options.passphrase_file, keys->ca, options.wants.now);
    if (!seal) return could_not(seal.error());
    options.wants.seal.emplace(*std::move(seal));
  }
  std::int64_t damaged = 0;
  const auto reading =
      office::Reading::open(options.ledger, keys->ca, [&damaged](const Error& problem) {
        ++damaged;
        report(problem);
      });
  if (!reading) return could_not(reading.error());
  const auto out = office::OutFolder::open(options.out);
  if (!out) return could_not(out.error());
  Progress progress(reading->records(), "records");
  auto count = office::export_records(*reading, *keys, options.wants, *out,
                                      {[&progress](const Error& problem) {
                                         progress.clear();
                                         report(problem);
                                       },
                                       [&progress](std::int64_t done) { progress.show(done); }});
  progress.clear();
  if (!count) return could_not(count.error());
  count->damaged += damaged;
  print_summary(*count, *reading, options);
  tell_of_addenda(*reading, options);
  tell_of_left_over(*count);
  for (const std::string& id : count->missing_ids) {
    report({ErrorCode::not_found, "there is no sound record with this id", id,
            "look it up in the index of an export with --format csv"});
  }
  if (options.wants.formats.packs) {
    const auto packs = office::export_packs(reading->ledger(), options.ledger.string(), *keys,
                                            options.out, report);
    if (!packs) return could_not(packs.error());
    count->damaged += packs->damaged;
    fmt::print("{} of what patients saw, in {}\n", counted(packs->packs, "version"),
               options.out.string());
  }
  if (!count->missing_ids.empty()) return Exit::could_not;
  return count->damaged > 0 ? Exit::found : Exit::done;
}

}  // namespace candor::commands
