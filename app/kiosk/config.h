// What a clinic sets for one kiosk: a strict JSON file (config.example.json shows every property),
// with command-line flags winning over it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace candor::kiosk {

/// A member of staff. The PIN itself is never kept.
struct StaffEntry {
  std::string name;
  std::string role;
  std::string pin_hash;                          ///< made by `candor staff-pin`
  std::optional<Date> pin_until = std::nullopt;  ///< the last day on which the PIN opens
  friend bool operator==(const StaffEntry&, const StaffEntry&) = default;
};

/// A program that tells staff: started with these arguments, then the words of notify.h.
struct NotifyProgram {
  std::filesystem::path program;
  std::vector<std::string> arguments;
  friend bool operator==(const NotifyProgram&, const NotifyProgram&) = default;
};

/// Pixels.
struct WindowSize {
  int width = 0;
  int height = 0;
  friend bool operator==(const WindowSize&, const WindowSize&) = default;
};

/// Every waiting time of the kiosk, in milliseconds.
struct Timings {
  std::int64_t idle_ms = 120'000;    ///< quiet until "Are you still there?"; 2 to 5 minutes
  std::int64_t warning_ms = 30'000;  ///< its countdown; 20 to 45 s
  std::int64_t walked_away_keep_ms =
      1'800'000;  ///< how long a visit waits that somebody walked away from
  std::int64_t staff_keep_ms = 14'400'000;  ///< and one that waits for staff: until closing time
  std::int64_t receipt_ms = 60'000;         ///< until the receipt clears
  std::int64_t tap_guard_ms = 500;          ///< taps after a page change that do nothing; up to 2 s
  std::int64_t staff_lock_ms = 30'000;      ///< until the staff screens lock themselves
  std::int64_t double_strike_ms = 500;  ///< the same key again within it is not meant; up to 2 s
  friend bool operator==(const Timings&, const Timings&) = default;
};

/// Keys with a meaning of their own: of two switches, of a keypad, or of one raised key that a
/// person finds by touch. Named as is_key_name() says; an empty name: no such key.
struct SpecialKeys {
  std::string move = "F1";    ///< goes on to the next control
  std::string select = "F2";  ///< does what that control does
  std::string speak = "F3";   ///< the screen begins to speak
  friend bool operator==(const SpecialKeys&, const SpecialKeys&) = default;
};

struct Config {
  std::filesystem::path content;       ///< the folder of packs
  std::string pack;                    ///< a pack's id; empty: the only one there is
  std::filesystem::path data;          ///< the kiosk's own folder
  std::optional<WindowSize> window;    ///< none: the whole screen
  std::optional<double> mm_per_pixel;  ///< none: what the monitor reports
  bool real = false;                   ///< refuse to start as practice
  std::string kiosk_letter = "A";      ///< "A" to "Z": in tickets and records
  std::vector<StaffEntry> staff;
  std::optional<NotifyProgram> notify;
  bool tap_sound = true;  ///< a soft sound with every touch
  /// Language → voice of espeak-ng ("es" → "es-419+f3"); others: the usual one.
  std::map<std::string, std::string> voices;
  Timings timings;
  SpecialKeys keys;
  std::filesystem::path headphone_switch;  ///< an event device of Linux; empty: none
  friend bool operator==(const Config&, const Config&) = default;
};

/// What was given on the command line; an empty value was not given.
struct Flags {
  std::optional<std::filesystem::path> content;
  std::optional<std::string> pack;
  std::optional<std::filesystem::path> data;
  std::optional<WindowSize> window;
  std::optional<double> mm_per_pixel;
  bool real = false;
};

/// The configuration in a file. Relative paths in it count from its folder; what it does not name
/// keeps its default. Fails with not_found or unreadable (the file), bad_format (not JSON),
/// bad_value (an unknown, doubled or wrong property), naming the file and the property.
[[nodiscard]] Result<Config> load_config(const std::filesystem::path& file);

/// The same from the file's bytes; `file` is only named and gives the folder.
[[nodiscard]] Result<Config> parse_config(std::string_view bytes,
                                          const std::filesystem::path& file);

/// `config` with every given flag in place of what it had.
[[nodiscard]] Config with_flags(Config config, const Flags& flags);

/// "1920x1080". Fails with bad_value; the size is between 320x320 and 16384x16384.
[[nodiscard]] Result<WindowSize> parse_window_size(const std::string& text);

/// The names that a special key can have: F1 to F24, 0 to 9, Keypad 0 to Keypad 9, Keypad +,
/// Keypad -, Keypad Enter, Space, Enter, Tab, Left, Right, Up, Down, Home, End, Page Up, Page Down.
[[nodiscard]] std::vector<std::string> key_names();

/// True for a pitch that a real screen can have.
[[nodiscard]] bool is_sensible_pitch(double mm_per_pixel);

/// `<XDG_DATA_HOME>/candor`, else `<HOME>/.local/share/candor`; the values of these variables,
/// nullptr when not set. Fails with not_found when neither helps.
[[nodiscard]] Result<std::filesystem::path> default_data_folder(const char* xdg_data_home,
                                                                const char* home);

/// Where the program's own files are: content/ and assets/ lie in it.
[[nodiscard]] std::filesystem::path share_folder();

}  // namespace candor::kiosk
