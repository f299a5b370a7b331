#include "office/verify.h"

#include <fmt/core.h>

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/json.h"
#include "commands/commands.h"
#include "keys/keys.h"
#include "kiosk/config.h"
#include "office/clinic_keys.h"

namespace candor::commands {
namespace {

std::string counted(std::int64_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// "ledger.sqlite: 12 entries, 12 signed heads, 12 contents: good".
void print_answer(const office::Checked& checked) {
  for (const office::Finding& finding : checked.findings) {
    fmt::print("{}: {}\n", checked.file, finding.what);
  }
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
  const std::size_t count = checked.findings.size();
  fmt::print(
      "{}: {}: {}\n", checked.file, words,
      count == 0 ? "good" : counted(static_cast<std::int64_t>(count), "problem", "problems"));
  if (checked.words == "not-compared") {
    fmt::print("{}: its words were not compared with its record: {}\n", checked.file,
               checked.kind == "bundle" && !checked.is_signed
                   ? "another version made it, or its PDF is not sealed, or no --ca was given"
                   : "another version of Candor or of its fonts made it");
  }
  if (!checked.is_signed) {
    fmt::print("{}: not signed, so this proves only its form\n", checked.file);
  }
  if (checked.kind == "ledger" && checked.own_authority) {
    fmt::print(
        "{}: checked with the authority in the ledger itself, which proves less: whoever wrote the "
        "ledger anew could have put it there; give the clinic's with --ca\n",
        checked.file);
  }
}

}  // namespace

Exit run_verify(const VerifyOptions& options) {
  office::VerifyWith with;
  if (options.key) {
    auto keys = office::load_clinic_keys(*options.key, options.passphrase_file, options.ca);
    if (!keys) return could_not(keys.error());
    with.ca = keys->ca;
    with.keys.emplace(*std::move(keys));
  } else if (options.ca) {
    auto ca = keys::load_certificate(*options.ca);
    if (!ca) return could_not(ca.error());
    with.ca.emplace(*std::move(ca));
  }
  if (options.heads) {
    auto heads = office::read_heads(*options.heads);
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
  const auto all = office::verify(options.paths, with);
  if (!all) return could_not(all.error());
  bool is_good = true;
  for (const office::Checked& checked : *all) {
    is_good = is_good && checked.findings.empty();
    if (!options.json) print_answer(checked);
  }
  if (options.json) fmt::print("{}\n", canonical(office::to_json(*all)));
  return is_good ? Exit::done : Exit::found;
}

}  // namespace candor::commands
