#include "commands/verify.h"

#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/json.h"
#include "keys/keys.h"
#include "kiosk/config.h"
#include "office/clinic_keys.h"
#include "office/office_ledger.h"
#include "office/verify.h"

namespace candor::commands {
namespace {

std::string counted(std::int64_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// The last words about a file. "good" is only what somebody's signature stands behind.
std::string verdict(const office::Checked& checked) {
  const auto count = static_cast<std::int64_t>(checked.findings.size());
  if (count > 0) return counted(count, "problem", "problems");
  if (checked.is_signed) return "good";
  if (checked.kind == "bundle") return "well formed, not compared";
  return "well formed, not signed";
}

/// "ledger.sqlite: 12 entries, 12 signed heads, 12 contents: good".
void print_answer(const office::Checked& checked) {
  for (const office::Finding& finding : checked.findings) {
    fmt::print("{}: {}\n", checked.file, finding.what);
  }
  for (const std::string& note : checked.notes) fmt::print("{}: Note: {}\n", checked.file, note);
  std::string words = checked.kind;
  if (checked.kind == "ledger") {
    words = counted(checked.entries, "sound entry", "sound entries") + ", " +
            counted(checked.heads, "good head", "good heads");
    if (checked.contents > 0) {
      words += ", " + counted(checked.contents, "content opened", "contents opened");
    }
    if (checked.erased > 0) words += ", " + std::to_string(checked.erased) + " expired";
  } else if (checked.kind == "manifest") {
    words += ", " + counted(checked.files, "file as it says", "files as it says");
  }
  if (!checked.signer.empty()) {
    words += fmt::format(", signed by {} at {}", checked.signer,
                         iso_utc(Moment{checked.signed_at_s * 1000, 0, 0, "UTC"}));
  }
  fmt::print("{}: {}: {}\n", checked.file, words, verdict(checked));
  if (checked.words == "not-compared") {
    fmt::print("{}: its words were not compared with its record: {}\n", checked.file,
               checked.kind == "bundle" && !checked.is_signed
                   ? "another version made it, or its PDF is not sealed, or no --ca was given"
                   : "another version of Candor or of its fonts made it");
  }
  if (!checked.is_signed && checked.findings.empty()) {
    fmt::print("{}: without a signature, so this proves only its form\n", checked.file);
  }
  if (checked.kind == "ledger" && checked.own_authority) {
    fmt::print(
        "{}: checked with the authority in the ledger itself, which proves less: whoever wrote the "
        "ledger anew could have put it there; give the clinic's with --ca\n",
        checked.file);
  }
}

bool is_office(const std::string& file) {
  return std::filesystem::path(file).filename() == office::kOfficeLedger;
}

/// Which addenda were looked at with a kiosk's ledger: a withdrawal lies in the office's own.
void tell_of_office(const office::Checked& checked, const std::vector<office::Checked>& all) {
  if (checked.kind != "ledger" || is_office(checked.file)) return;
  if (checked.office.empty()) {
    fmt::print("{}: no {} beside it, so addenda made in the office were not seen\n", checked.file,
               office::kOfficeLedger);
    return;
  }
  std::error_code error;
  for (const office::Checked& other : all) {
    if (!std::filesystem::equivalent(other.file, checked.office, error)) continue;
    fmt::print("{}: with {} from {}\n", checked.file, counted(other.addenda, "addendum", "addenda"),
               checked.office);
    return;
  }
}

}  // namespace

VerifyCommand::VerifyCommand(CLI::App& app)
    : m_command(app.add_subcommand("verify", "Say what is wrong with ledgers and exported files")) {
  m_command->add_option("FILE", m_paths, "Ledgers, their folders, exported files")->required();
  m_command->add_option("--heads", m_heads, "Signed heads that were kept elsewhere, one on a line")
      ->type_name("FILE");
  m_key.add_to(*m_command, "The record key, to look into what is sealed",
               KeyOptions::Needed::sometimes);
  m_command->add_flag("--json", m_json, "Print the answer as JSON");
}

Exit VerifyCommand::run() const {
  if (m_key.key.empty() != m_key.passphrase_file.empty()) {
    return wrong_usage("--key and --passphrase-file belong together");
  }
  office::VerifyWith with;
  if (m_key.given()) {
    auto keys = m_key.clinic_keys();
    if (!keys) return could_not(keys.error());
    with.ca = keys->ca;
    with.keys.emplace(*std::move(keys));
  } else if (const auto file = m_key.authority()) {
    auto ca = keys::load_certificate(*file);
    if (!ca) return could_not(ca.error());
    with.ca.emplace(*std::move(ca));
  }
  if (!m_heads.empty()) {
    auto heads = office::read_heads(m_heads);
    if (!heads) return could_not(heads.error());
    with.heads = *std::move(heads);
  }
  auto fonts = text::Fonts::open(kiosk::share_folder() / "assets" / "fonts" / "fonts.conf");
  // Without them it still verifies, and says of each file that its words were not compared.
  if (fonts) {
    with.fonts = std::make_shared<const text::Fonts>(*std::move(fonts));
  } else {
    report(fonts.error());
  }
  bool is_all_seen = true;
  const auto all =
      office::verify({m_paths.begin(), m_paths.end()}, with, [&is_all_seen](const Error& error) {
        is_all_seen = false;
        report(error);
      });
  bool is_good = true;
  for (const office::Checked& checked : all) {
    is_good = is_good && checked.findings.empty();
    if (m_json) continue;
    print_answer(checked);
    tell_of_office(checked, all);
  }
  if (m_json) fmt::print("{}\n", canonical(office::to_json(all)));
  if (!is_all_seen) return Exit::could_not;
  return is_good ? Exit::done : Exit::found;
}

}  // namespace candor::commands
