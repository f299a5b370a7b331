#include "kiosk/config.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <set>
#include <utility>

#include "base/file.h"
#include "base/iso_date.h"
#include "base/json.h"

namespace candor::kiosk {
namespace {

constexpr std::size_t kLargestFile = 1024 * 1024;
constexpr int kDeepestFile = 8;
constexpr int kSmallestWindow = 320;
constexpr int kLargestWindow = 16384;
constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostStaff = 100;
constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;

/// The JSON library keeps the last of two equal keys without a word; a configuration must not.
std::optional<std::string> doubled_key(std::string_view bytes) {
  std::vector<std::set<std::string>> open;
  std::optional<std::string> doubled;
  const auto watch = [&](int /*depth*/, Json::parse_event_t event, Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
        open.emplace_back();
        break;
      case Json::parse_event_t::object_end:
        open.pop_back();
        break;
      case Json::parse_event_t::key:
        if (!open.back().insert(parsed.get<std::string>()).second && !doubled) {
          doubled = parsed.get<std::string>();
        }
        break;
      case Json::parse_event_t::array_start:
      case Json::parse_event_t::array_end:
      case Json::parse_event_t::value:
        break;
    }
    return true;
  };
  const Json ignored = Json::parse(bytes, watch, false);
  return ignored.is_discarded() ? std::nullopt : doubled;
}

/// Reads one object property by property. The first mistake is kept; what is read after it is not
/// used.
class Reader {
 public:
  Reader(const Json& object, std::string file, std::string path)
      : m_object(object), m_file(std::move(file)), m_path(std::move(path)) {
    if (!m_object.is_object()) wrong("", "must be an object", "write it in { }");
  }

  /// Says that every property must be one of these.
  void allow(std::initializer_list<const char*> names) {
    if (m_error) return;
    for (const auto& [key, value] : m_object.items()) {
      const bool known = std::any_of(names.begin(), names.end(),
                                     [&key = key](const char* name) { return key == name; });
      if (known) continue;
      std::string list;
      for (const char* name : names) list += (list.empty() ? "" : ", ") + std::string(name);
      return wrong(key, "is not a property that Candor knows", "use one of " + list);
    }
  }

  [[nodiscard]] bool has(const char* name) const { return !m_error && m_object.contains(name); }

  [[nodiscard]] const Json& at(const char* name) const { return m_object.at(name); }

  [[nodiscard]] std::string path_of(const std::string& name) const { return m_path + "/" + name; }

  void text(const char* name, std::string& out) {
    if (!has(name)) return;
    const Json& value = at(name);
    if (!value.is_string() || value.get_ref<const std::string&>().empty() ||
        value.get_ref<const std::string&>().size() > kLongestText) {
      return wrong(name, "must be a text of 1 to 200 bytes", "correct it");
    }
    const auto& given = value.get_ref<const std::string&>();
    const bool plain = std::none_of(given.begin(), given.end(), [](char letter) {
      return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
    });
    if (!plain) return wrong(name, "has a control character", "take it out");
    out = given;
  }

  void required_text(const char* name, std::string& out) {
    if (m_error) return;
    if (!m_object.contains(name)) return wrong(name, "is missing", "add it");
    text(name, out);
  }

  void path(const char* name, const std::filesystem::path& folder, std::filesystem::path& out) {
    std::string given;
    text(name, given);
    if (!given.empty()) out = (folder / given).lexically_normal();
  }

  void date(const char* name, std::optional<Date>& out) {
    std::string given;
    text(name, given);
    if (given.empty()) return;
    out = parse_iso_date(given);
    if (!out) wrong(name, "must be a day that exists", "write it as 2027-05-21");
  }

  void flag(const char* name, bool& out) {
    if (!has(name)) return;
    if (!at(name).is_boolean()) return wrong(name, "must be true or false", "correct it");
    out = at(name).get<bool>();
  }

  /// A whole number between `least` and `most`, stored times `unit`.
  void number(const char* name, std::int64_t least, std::int64_t most, std::int64_t unit,
              std::int64_t& out) {
    if (!has(name)) return;
    const Json& value = at(name);
    // Compared before it is converted: a huge unsigned number would wrap around.
    const bool fits = value.is_number_unsigned()
                          ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most)
                          : value.is_number_integer() && value.get<std::int64_t>() <= most;
    if (!fits || value.get<std::int64_t>() < least) {
      return wrong(
          name,
          "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most),
          "correct it");
    }
    out = value.get<std::int64_t>() * unit;
  }

  void wrong(const std::string& name, const std::string& what, const std::string& next) {
    if (m_error) return;
    const std::string place = name.empty() ? m_path : path_of(name);
    m_error = Error{ErrorCode::bad_value, "property " + (place.empty() ? "/" : place) + " " + what,
                    m_file, next};
  }

  void take(const Reader& inner) {
    if (!m_error) m_error = inner.m_error;
  }

  [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

  [[nodiscard]] const std::string& file() const { return m_file; }

 private:
  const Json& m_object;
  std::string m_file;
  std::string m_path;
  std::optional<Error> m_error;
};

void read_staff(Reader& top, std::vector<StaffEntry>& out) {
  if (!top.has("staff")) return;
  const Json& list = top.at("staff");
  if (!list.is_array() || list.size() > kMostStaff) {
    return top.wrong("staff", "must be a list of at most 100 people", "write it in [ ]");
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Reader reader(list[i], top.file(), top.path_of("staff/" + std::to_string(i)));
    reader.allow({"name", "role", "pin_hash", "pin_until"});
    StaffEntry entry;
    reader.required_text("name", entry.name);
    reader.required_text("role", entry.role);
    reader.required_text("pin_hash", entry.pin_hash);
    reader.date("pin_until", entry.pin_until);
    if (!reader.error() && !names.insert(entry.name).second) {
      reader.wrong("name", "is there twice", "every act names its person: tell them apart");
    }
    if (!reader.error() && entry.pin_hash.rfind("$argon2id$", 0) != 0) {
      reader.wrong("pin_hash", "is not a PIN hash", "make one with: candor staff-pin");
    }
    top.take(reader);
    if (top.error()) return;
    out.push_back(std::move(entry));
  }
}

void read_voices(Reader& top, std::map<std::string, std::string>& out) {
  if (!top.has("voices")) return;
  const Json& list = top.at("voices");
  const auto is_word = [](const std::string& text) {
    constexpr std::size_t kLongest = 60;
    return !text.empty() && text.size() <= kLongest &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return c > 0x20 && c < 0x7f && c != '/' && c != '\\'; });
  };
  bool good = list.is_object();
  if (good) {
    for (const auto& [language, voice] : list.items()) {
      good = good && is_word(language) && voice.is_string() &&
             is_word(voice.get_ref<const std::string&>());
      if (good) out[language] = voice.get<std::string>();
    }
  }
  if (!good) {
    top.wrong("voices", "must name a voice for each of its languages",
              R"(write it as { "es": "es-419" }; espeak-ng --voices lists them)");
  }
}

void read_notify(Reader& top, const std::filesystem::path& folder,
                 std::optional<NotifyProgram>& out) {
  if (!top.has("notify")) return;
  Reader reader(top.at("notify"), top.file(), top.path_of("notify"));
  reader.allow({"program", "arguments"});
  NotifyProgram program;
  std::string required;
  reader.required_text("program", required);
  reader.path("program", folder, program.program);
  if (reader.has("arguments")) {
    const Json& list = reader.at("arguments");
    const bool texts = list.is_array() && list.size() <= 20 &&
                       std::all_of(list.begin(), list.end(), [](const Json& item) {
                         return item.is_string() &&
                                item.get_ref<const std::string&>().find('\0') == std::string::npos;
                       });
    if (texts) {
      program.arguments = list.get<std::vector<std::string>>();
    } else {
      reader.wrong("arguments", "must be a list of at most 20 texts", "correct it");
    }
  }
  top.take(reader);
  if (!top.error()) out = std::move(program);
}

void read_timings(Reader& top, Timings& out) {
  if (!top.has("timings")) return;
  Reader reader(top.at("timings"), top.file(), top.path_of("timings"));
  reader.allow({"idle_seconds", "warning_seconds", "walked_away_minutes", "receipt_seconds",
                "tap_guard_ms", "staff_lock_seconds", "double_strike_ms"});
  reader.number("idle_seconds", 120, 300, kSecond, out.idle_ms);
  reader.number("warning_seconds", 20, 45, kSecond, out.warning_ms);
  reader.number("walked_away_minutes", 5, 120, kMinute, out.walked_away_keep_ms);
  reader.number("receipt_seconds", 30, 300, kSecond, out.receipt_ms);
  reader.number("tap_guard_ms", 200, 2000, 1, out.tap_guard_ms);
  reader.number("staff_lock_seconds", 15, 120, kSecond, out.staff_lock_ms);
  reader.number("double_strike_ms", 0, 2000, 1, out.double_strike_ms);
  top.take(reader);
}

void read_keys(Reader& top, SpecialKeys& out) {
  if (!top.has("keys")) return;
  Reader reader(top.at("keys"), top.file(), top.path_of("keys"));
  reader.allow({"move", "select", "speak"});
  const auto names = key_names();
  const auto read = [&](const char* name, std::string& key) {
    if (!reader.has(name)) return;
    if (reader.at(name).is_null()) {
      key.clear();
      return;
    }
    reader.text(name, key);
    if (reader.error() || std::find(names.begin(), names.end(), key) != names.end()) return;
    reader.wrong(
        name, "is not a key that can be used",
        "use F1 to F24, 0 to 9, Keypad 0 to Keypad 9, Space, Enter, Tab, an arrow; null for "
        "none");
  };
  read("move", out.move);
  read("select", out.select);
  read("speak", out.speak);
  const bool same = (!out.move.empty() && (out.move == out.select || out.move == out.speak)) ||
                    (!out.select.empty() && out.select == out.speak);
  if (same) reader.wrong("", "gives one key two meanings", "give each its own (usual: F1, F2, F3)");
  top.take(reader);
}

void read_window(Reader& top, Config& config) {
  std::string size;
  top.text("window", size);
  if (!size.empty()) {
    const auto parsed = parse_window_size(size);
    if (!parsed) {
      top.wrong("window", parsed.error().what, parsed.error().next);
    } else {
      config.window = *parsed;
    }
  }
  if (!top.has("mm_per_pixel")) return;
  const Json& pitch = top.at("mm_per_pixel");
  if (!pitch.is_number() || !is_sensible_pitch(pitch.get<double>())) {
    return top.wrong("mm_per_pixel", "must be a number from 0.05 to 2",
                     "measure the width of the glass and divide by its pixels");
  }
  config.mm_per_pixel = pitch.get<double>();
}

}  // namespace

Result<Config> parse_config(std::string_view bytes, const std::filesystem::path& file) {
  const auto json = parse_json(bytes, file.string(), kDeepestFile);
  if (!json) return fail(json);
  if (const auto doubled = doubled_key(bytes)) {
    return fail(ErrorCode::bad_value, "property " + *doubled + " is there twice", file.string(),
                "keep one of them");
  }
  Config config;
  const std::filesystem::path folder = file.parent_path();
  Reader reader(*json, file.string(), "");
  reader.allow({"content", "pack", "data", "window", "mm_per_pixel", "real", "kiosk_letter",
                "staff", "notify", "closing_hours", "timings", "keys", "tap_sound", "voices",
                "headphone_switch"});
  reader.path("content", folder, config.content);
  reader.text("pack", config.pack);
  reader.path("data", folder, config.data);
  read_window(reader, config);
  reader.flag("real", config.real);
  reader.flag("tap_sound", config.tap_sound);
  reader.path("headphone_switch", folder, config.headphone_switch);
  read_voices(reader, config.voices);
  reader.text("kiosk_letter", config.kiosk_letter);
  if (config.kiosk_letter.size() != 1 || config.kiosk_letter[0] < 'A' ||
      config.kiosk_letter[0] > 'Z') {
    reader.wrong("kiosk_letter", "must be one letter from A to Z", "give each kiosk its own");
  }
  read_staff(reader, config.staff);
  read_notify(reader, folder, config.notify);
  reader.number("closing_hours", 1, 24, kHour, config.timings.staff_keep_ms);
  read_timings(reader, config.timings);
  read_keys(reader, config.keys);
  if (reader.error()) return tl::unexpected<Error>(*reader.error());
  return config;
}

Result<Config> load_config(const std::filesystem::path& file) {
  auto bytes = read_file(file, kLargestFile);
  if (!bytes) {
    Error error = bytes.error();
    if (error.next.empty()) error.next = "check --config";
    return tl::unexpected<Error>(std::move(error));
  }
  return parse_config(*bytes, file);
}

Config with_flags(Config config, const Flags& flags) {
  if (flags.content) config.content = *flags.content;
  if (flags.pack) config.pack = *flags.pack;
  if (flags.data) config.data = *flags.data;
  if (flags.window) config.window = flags.window;
  if (flags.mm_per_pixel) config.mm_per_pixel = flags.mm_per_pixel;
  if (flags.real) config.real = true;
  return config;
}

Result<WindowSize> parse_window_size(const std::string& text) {
  const auto wrong = [&] {
    return fail(ErrorCode::bad_value, "is not a window size", text,
                "write width x height in pixels, such as 1920x1080");
  };
  const std::size_t cross = text.find('x');
  if (cross == std::string::npos) return wrong();
  const auto pixels = [](std::string_view digits) {
    if (digits.empty() || digits.size() > 5) return 0;
    int value = 0;
    for (const char digit : digits) {
      if (digit < '0' || digit > '9') return 0;
      value = value * 10 + (digit - '0');
    }
    return value >= kSmallestWindow && value <= kLargestWindow ? value : 0;
  };
  const std::string_view all = text;
  const WindowSize size{pixels(all.substr(0, cross)), pixels(all.substr(cross + 1))};
  if (size.width == 0 || size.height == 0) return wrong();
  return size;
}

std::vector<std::string> key_names() {
  std::vector<std::string> names{"Keypad +", "Keypad -", "Keypad Enter", "Space",    "Enter",
                                 "Tab",      "Left",     "Right",        "Up",       "Down",
                                 "Home",     "End",      "Page Up",      "Page Down"};
  constexpr int kFunctionKeys = 24;
  for (int i = 1; i <= kFunctionKeys; ++i) names.push_back("F" + std::to_string(i));
  for (int i = 0; i <= 9; ++i) {
    names.push_back(std::to_string(i));
    names.push_back("Keypad " + std::to_string(i));
  }
  return names;
}

bool is_sensible_pitch(double mm_per_pixel) {
  return mm_per_pixel >= 0.05 && mm_per_pixel <= 2.0;
}

Result<std::filesystem::path> default_data_folder(const char* xdg_data_home, const char* home) {
  // The XDG specification says that a relative path there is to be ignored.
  if (xdg_data_home != nullptr && std::filesystem::path(xdg_data_home).is_absolute()) {
    return std::filesystem::path(xdg_data_home) / "candor";
  }
  if (home != nullptr && std::filesystem::path(home).is_absolute()) {
    return std::filesystem::path(home) / ".local" / "share" / "candor";
  }
  return fail(ErrorCode::not_found, "there is no home folder to keep the kiosk's data in", {},
              "give one with --data");
}

std::filesystem::path share_folder() {
  return CANDOR_SHARE_DIR;
}

}  // namespace candor::kiosk
