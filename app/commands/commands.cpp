#include "commands/commands.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "base/iso_date.h"
#include "commands/check.h"
#include "commands/diff.h"
#include "commands/editing.h"
#include "commands/export.h"
#include "commands/insight.h"
#include "commands/keeping.h"
#include "commands/keys.h"
#include "commands/preview.h"
#include "commands/render.h"
#include "commands/translate.h"
#include "commands/verify.h"
#include "kiosk/config.h"
#include "kiosk/secrecy.h"

namespace candor::commands {
namespace {

constexpr const char* kAbout = "Candor: a waiting-room kiosk for informed consent";
constexpr const char* kExitCodes =
    "Exit codes: 0 done, 1 found a problem it was asked to look for, 2 wrong usage, 3 could not do "
    "it.";

/// Texts as they stand on the command line, before they mean anything.
struct Typed {
  std::string content;
  std::string pack;
  std::string data;
  std::string window;
  std::string mm_per_pixel;
  std::string config;
  bool real = false;
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

Exit wrong_usage(const std::string& what) {
  fmt::print(stderr, "candor: {}; see candor --help\n", what);
  return Exit::wrong_usage;
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

  const ExportCommand exporting(app);
  const VerifyCommand verify(app);

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
  if (exporting.parsed()) return exporting.run();
  if (verify.parsed()) return verify.run();
  StaffPinOptions options;
  if (!typed.config.empty()) options.config = typed.config;
  if (staff_pin->parsed()) return run_staff_pin(options);
  return start_kiosk(typed);
}

}  // namespace candor::commands
