#include "commands/commands.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "base/iso_date.h"
#include "commands/check.h"
#include "commands/diff.h"
#include "commands/editing.h"
#include "commands/insight.h"
#include "commands/keeping.h"
#include "commands/keys.h"
#include "commands/preview.h"
#include "commands/render.h"
#include "commands/translate.h"
#include "kiosk/config.h"
#include "kiosk/secrecy.h"

namespace candor::commands {
namespace {

constexpr const char* kAbout = "Candor: a waiting-room kiosk for informed consent";
constexpr const char* kExitCodes =
    "Exit codes: 0 done, 1 found a problem it was asked to look for, 2 wrong usage, 3 could not do "
    "it.";

Exit wrong_usage(const std::string& what) {
  fmt::print(stderr, "candor: {}; see candor --help\n", what);
  return Exit::wrong_usage;
}

/// Texts as they stand on the command line, before they mean anything.
struct Typed {
  std::string content;
  std::string pack;
  std::string data;
  std::string window;
  std::string mm_per_pixel;
  std::string config;
  bool real = false;
  std::string ledger;
  std::string key;
  std::string passphrase_file;
  std::string ca;
  std::string out;
  std::string archive_key;
  std::string from;
  std::string to;
  std::vector<std::string> ids;
  std::string format = "pdf,json";
  bool names = false;
  std::vector<std::string> paths;
  std::string heads;
  bool json = false;
};

Exit start_kiosk(const Typed& typed) {
  KioskOptions options;
  if (!typed.content.empty()) options.flags.content = typed.content;
  if (!typed.pack.empty()) options.flags.pack = typed.pack;
  if (!typed.data.empty()) options.flags.data = typed.data;
  if (!typed.config.empty()) options.config = typed.config;
  options.flags.real = typed.real;
  if (!typed.window.empty()) {
    const auto size = kiosk::parse_window_size(typed.window);
    if (!size) return wrong_usage("--window " + to_string(size.error()));
    options.flags.window = *size;
  }
  if (!typed.mm_per_pixel.empty()) {
    const auto pitch = parse_pitch(typed.mm_per_pixel);
    if (!pitch) return wrong_usage("--mm-per-pixel " + to_string(pitch.error()));
    options.flags.mm_per_pixel = *pitch;
  }
  return run_kiosk(options);
}

/// The formats in a list such as "pdf,json". Fails with bad_value.
Result<office::Formats> parse_formats(const std::string& text) {
  constexpr const char* kAll =
      "write pdf, json, fhir, csv, cms or packs, or several as in pdf,json";
  office::Formats formats;
  formats.pdf = false;
  formats.json = false;
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

Exit start_export(const Typed& typed) {
  ExportOptions options;
  options.ledger = typed.ledger;
  options.key = typed.key;
  options.passphrase_file = typed.passphrase_file;
  if (!typed.archive_key.empty()) options.archive_key = typed.archive_key;
  if (!typed.ca.empty()) options.ca = typed.ca;
  options.out = typed.out;
  office::ExportWants& wants = options.wants;
  const auto read_date = [](const std::string& text, std::optional<Date>& out) -> Result<void> {
    if (text.empty()) return {};
    const auto date = parse_date(text);
    if (!date) return fail(date);
    out = *date;
    return {};
  };
  if (const auto from = read_date(typed.from, wants.from); !from) {
    return wrong_usage("--from " + to_string(from.error()));
  }
  if (const auto to = read_date(typed.to, wants.to); !to) {
    return wrong_usage("--to " + to_string(to.error()));
  }
  if (wants.from && wants.to && *wants.to < *wants.from) {
    return wrong_usage("--to " + typed.to + ": is before --from " + typed.from +
                       "; exchange the two");
  }
  const auto formats = parse_formats(typed.format);
  if (!formats) return wrong_usage("--format " + to_string(formats.error()));
  wants.formats = *formats;
  wants.ids = typed.ids;
  if (typed.names) wants.names = office::FileNames::with_person;
  wants.software = std::string("candor ") + CANDOR_VERSION;
  return run_export(options);
}

Exit start_verify(const Typed& typed) {
  VerifyOptions options;
  options.paths = {typed.paths.begin(), typed.paths.end()};
  if (!typed.ca.empty()) options.ca = typed.ca;
  if (!typed.heads.empty()) options.heads = typed.heads;
  if (typed.key.empty() != typed.passphrase_file.empty()) {
    return wrong_usage("--key and --passphrase-file belong together");
  }
  if (!typed.key.empty()) options.key = typed.key;
  options.passphrase_file = typed.passphrase_file;
  options.json = typed.json;
  return run_verify(options);
}

/// "candor" and "candor --window …" mean the kiosk.
std::vector<std::string> with_default_command(std::vector<std::string> arguments) {
  const bool names_none = arguments.empty() || arguments[0].rfind('-', 0) == 0;
  const bool asks = !arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h" ||
                                           arguments[0] == "--version");
  if (names_none && !asks) arguments.insert(arguments.begin(), "kiosk");
  return arguments;
}

}  // namespace

Result<double> parse_pitch(const std::string& text) {
  // The C++ locale is never set in this program, so a point is a point everywhere.
  std::istringstream stream(text);
  double value = 0.0;
  stream >> value;
  if (!stream.fail() && stream.peek() == std::istringstream::traits_type::eof() &&
      kiosk::is_sensible_pitch(value)) {
    return value;
  }
  return fail(ErrorCode::bad_value, "is not a number of millimetres from 0.05 to 2", text,
              "measure the width of the glass and divide by its pixels");
}

Result<Date> parse_date(const std::string& text) {
  if (const auto date = parse_iso_date(text)) return *date;
  return fail(ErrorCode::bad_value, "is not a date", text, "write it as 2026-11-21");
}

void report(const Error& error) {
  fmt::print(stderr, "{}\n", to_string(error));
}

Exit could_not(const Error& error) {
  report(error);
  return Exit::could_not;
}

Exit run(const std::vector<std::string>& arguments) {
  // Not only the kiosk: the office's commands hold whole records.
  kiosk::forbid_core_dumps();
  CLI::App app(kAbout, "candor");
  app.set_version_flag("--version", std::string("candor ") + CANDOR_VERSION,
                       "Print the version and end");
  app.footer(kExitCodes);
  app.require_subcommand(1);
  Typed typed;

  CLI::App* kiosk = app.add_subcommand("kiosk", "Run the kiosk (also without any subcommand)");
  kiosk->add_option("--content", typed.content, "Folder of packs")->type_name("DIR");
  kiosk->add_option("--pack", typed.pack, "Which pack of that folder")->type_name("ID");
  kiosk->add_option("--data", typed.data, "The kiosk's own folder, with its ledger")
      ->type_name("DIR");
  kiosk->add_option("--window", typed.window, "A window instead of the whole screen")
      ->type_name("WxH");
  kiosk
      ->add_option("--mm-per-pixel", typed.mm_per_pixel,
                   "Size of a pixel on the glass; else what the monitor reports")
      ->type_name("F");
  kiosk->add_flag("--real", typed.real, "Refuse to start unless visits can be real");
  kiosk->add_option("--config", typed.config, "Configuration file; flags win over it")
      ->type_name("FILE");

  const CheckCommand check(app);
  const DiffCommand diff(app);
  const PreviewCommand preview(app);
  const RenderCommand render(app);
  const TranslateCommand translate(app);

  CLI::App* exporting = app.add_subcommand("export", "Write a ledger's records as files");
  exporting->add_option("LEDGER", typed.ledger, "A ledger file, or the folder it is in")
      ->required();
  exporting->add_option("--key", typed.key, "The clinic's record key, or its recovery key")
      ->type_name("FILE")
      ->required();
  exporting->add_option("--passphrase-file", typed.passphrase_file, "File with its passphrase")
      ->type_name("FILE")
      ->required();
  exporting->add_option("--ca", typed.ca, "The clinic's authority (default: ca.crt beside the key)")
      ->type_name("FILE");
  exporting->add_option("--out", typed.out, "Folder to write to")->type_name("DIR")->required();
  exporting->add_option("--from", typed.from, "First day, such as 2026-11-21")->type_name("DATE");
  exporting->add_option("--to", typed.to, "Last day")->type_name("DATE");
  exporting->add_option("--id", typed.ids, "Only the record with this id; may stand several times")
      ->type_name("ID");
  exporting
      ->add_option("--archive-key", typed.archive_key,
                   "The clinic's archive key (same passphrase): seals PDFs and a manifest")
      ->type_name("FILE");
  exporting
      ->add_option("--format", typed.format, "Of pdf,json,fhir,csv,cms,packs (default: pdf,json)")
      ->type_name("LIST");
  exporting->add_flag("--names", typed.names, "Put patients' names into file names");

  CLI::App* verify =
      app.add_subcommand("verify", "Say what is wrong with ledgers and exported files");
  verify->add_option("FILE", typed.paths, "Ledgers, their folders, exported files")->required();
  verify->add_option("--ca", typed.ca, "The clinic's authority")->type_name("FILE");
  verify->add_option("--heads", typed.heads, "Signed heads that were kept elsewhere, one on a line")
      ->type_name("FILE");
  verify->add_option("--key", typed.key, "The record key, to look into what is sealed")
      ->type_name("FILE");
  verify->add_option("--passphrase-file", typed.passphrase_file, "File with its passphrase")
      ->type_name("FILE");
  verify->add_flag("--json", typed.json, "Print the answer as JSON");

  CLI::App* staff_pin = app.add_subcommand(
      "staff-pin", "Read a PIN from standard input and print its hash for the configuration");
  staff_pin
      ->add_option("--config", typed.config,
                   "Configuration file: refuses a PIN that somebody in it has already")
      ->type_name("FILE");

  const ApproveCommand approve(app);
  const AddendumCommand addendum(app);
  const BackupCommand backup(app);
  const RestoreCommand restore(app);
  const WipeCommand wipe(app);
  const ExpireCommand expire(app);
  const InsightCommand insight(app);
  const KeysCommand keys(app);

  std::vector<std::string> words = with_default_command(arguments);
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  const bool known = std::any_of(commands.begin(), commands.end(), [&](const CLI::App* command) {
    return command->get_name() == words[0];
  });
  if (!known && words[0].rfind('-', 0) != 0) {
    return wrong_usage("there is no command '" + words[0] + "'");
  }
  std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
  try {
    app.parse(words);
  } catch (const CLI::Success& asked) {  // --help and --version
    app.exit(asked);
    return Exit::done;
  } catch (const CLI::ParseError& error) {
    return wrong_usage(error.what());
  }
  if (keys.parsed()) return keys.run();
  if (approve.parsed()) return approve.run();
  if (addendum.parsed()) return addendum.run();
  if (backup.parsed()) return backup.run();
  if (restore.parsed()) return restore.run();
  if (wipe.parsed()) return wipe.run();
  if (expire.parsed()) return expire.run();
  if (insight.parsed()) return insight.run();
  if (check.parsed()) return check.run();
  if (diff.parsed()) return diff.run();
  if (preview.parsed()) return preview.run();
  if (render.parsed()) return render.run();
  if (translate.parsed()) return translate.run();
  if (exporting->parsed()) return start_export(typed);
  if (verify->parsed()) return start_verify(typed);
  StaffPinOptions options;
  if (!typed.config.empty()) options.config = typed.config;
  if (staff_pin->parsed()) return run_staff_pin(options);
  return start_kiosk(typed);
}

}  // namespace candor::commands
