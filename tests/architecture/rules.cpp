#include "architecture/rules.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace candor::architecture {
namespace {

/// A library, how its headers begin, and where they may be included.
struct Door {
  std::string library;
  std::string room;
  std::vector<std::string> headers;
  std::vector<std::string> places;
};

std::vector<Door> doors() {
  return {
      {"nlohmann/json", "base", {"nlohmann/"}, {"app/base/json."}},
      {"libsodium", "crypto", {"sodium"}, {"app/crypto/"}},
      {"OpenSSL", "crypto", {"openssl/"}, {"app/crypto/"}},
      {"Pango", "text", {"pango/"}, {"app/text/"}},
      {"Cairo", "text", {"cairo"}, {"app/text/"}},
      {"librsvg", "text", {"librsvg/"}, {"app/text/"}},
      {"libpng", "text", {"png.h"}, {"app/text/png.cpp"}},
      {"fontconfig",
       "text",
       {"fontconfig/", "ft2build.h", "freetype", "glib", "gio/", "gdk"},
       {"app/text/"}},
      {"libqrencode", "text", {"qrencode.h"}, {"app/text/"}},
      {"libqpdf", "export", {"qpdf/"}, {"app/export/archive.", "app/export/sealed."}},
      {"SDL", "voice", {"SDL"}, {"app/voice/player."}},
      {"SoundTouch", "voice", {"SoundTouch", "soundtouch/", "STTypes"}, {"app/voice/stretch."}},
      {"md4c", "content", {"md4c"}, {"app/content/"}},
      {"ICU", "content", {"unicode/"}, {"app/content/"}},
      {"SQLite", "record", {"sqlite3"}, {"app/record/"}},
      {"Dear ImGui",
       "ui",
       {"imgui", "backends/imgui", "imstb"},
       {"app/ui/", "app/kiosk/window.", "app/kiosk/canvas."}},
      {"GLFW", "kiosk", {"GLFW/"}, {"app/kiosk/window."}},
      {"OpenGL",
       "kiosk",
       {"GL/", "GLES", "KHR/"},
       {"app/kiosk/window.", "app/kiosk/canvas.", "app/kiosk/card_textures."}},
      {"EGL", "kiosk", {"EGL/"}, {"app/kiosk/offscreen."}},
      {"CLI11", "commands", {"CLI/"}, {"app/commands/"}},
  };
}

bool begins(const std::string& text, const std::string& beginning) {
  return text.rfind(beginning, 0) == 0;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(trimmed(part));
  return parts;
}

/// "app/ui/theme.cpp" → "ui"; a file directly in app/ → empty.
std::string room_of(const std::string& path) {
  const auto parts = split(path, '/');
  return parts.size() > 2 ? parts[1] : std::string();
}

const Room* find_room(const std::vector<Room>& map, const std::string& name) {
  const auto found =
      std::find_if(map.begin(), map.end(), [&](const Room& room) { return room.name == name; });
  return found == map.end() ? nullptr : &*found;
}

struct Include {
  std::string name;
  bool quoted = false;
  std::string place;  ///< "file:line"
};

std::vector<Include> includes_of(const File& file) {
  std::vector<Include> includes;
  const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  int number = 0;
  for (const std::string& line : lines_of(file.text)) {
    ++number;
    std::smatch found;
    if (!std::regex_search(line, found, pattern)) continue;
    includes.push_back({found[2], found[1] == "\"", file.path + ":" + std::to_string(number)});
  }
  return includes;
}

std::string without_comment(const std::string& line) {
  return line.substr(0, line.find("//"));
}

}  // namespace

std::vector<Room> read_map(const std::string& readme) {
  std::vector<Room> map;
  const std::regex row(R"(^\|\s*(\d+)\s*\|\s*`(\w+)`\s*\|[^|]*\|([^|]*)\|\s*$)");
  for (const std::string& line : lines_of(readme)) {
    std::smatch found;
    if (!std::regex_match(line, found, row)) continue;
    Room room{found[2], std::stoi(found[1]), {}};
    for (const std::string& door : split(found[3], ',')) {
      if (!door.empty()) room.doors.push_back(door);
    }
    map.push_back(room);
  }
  return map;
}

Problems wrong_includes(const std::vector<Room>& map, const File& file) {
  Problems problems;
  const std::string own = room_of(file.path);
  const Room* here = find_room(map, own);
  for (const Include& include : includes_of(file)) {
    const std::string name = split(include.name, '/').front();
    const Room* there = find_room(map, name);
    if (there == nullptr) {
      if (include.quoted) {
        problems.push_back(include.place + ": \"" + include.name + "\" does not begin with a room");
      }
      continue;
    }
    if (!include.quoted) {
      problems.push_back(include.place + ": our own <" + include.name + "> is written in quotes");
    }
    // A file directly in app/ (main.cpp) stands above every room.
    if (here == nullptr || name == own || there->level < here->level) continue;
    problems.push_back(fmt::format("{}: room {} (level {}) includes room {} (level {})",
                                   include.place, own, here->level, name, there->level));
  }
  return problems;
}

Problems wrong_doors(const File& file) {
  Problems problems;
  for (const Include& include : includes_of(file)) {
    if (include.quoted) continue;
    for (const Door& door : doors()) {
      const bool is_its =
          std::any_of(door.headers.begin(), door.headers.end(),
                      [&](const std::string& header) { return begins(include.name, header); });
      const bool may =
          std::any_of(door.places.begin(), door.places.end(),
                      [&](const std::string& place) { return begins(file.path, place); });
      if (is_its && !may) {
        problems.push_back(include.place + ": <" + include.name + "> outside the door to " +
                           door.library);
      }
    }
  }
  return problems;
}

Problems wrong_door_names(const std::vector<Room>& map) {
  Problems problems;
  const std::vector<Door> known = doors();
  for (const Room& room : map) {
    for (const std::string& named : room.doors) {
      const bool is_known = std::any_of(known.begin(), known.end(), [&](const Door& door) {
        return door.library == named && door.room == room.name;
      });
      if (!is_known)
        problems.push_back("the map's door " + room.name + " → " + named + " has no rule");
    }
  }
  for (const Door& door : known) {
    const Room* room = find_room(map, door.room);
    const bool is_named = room != nullptr && std::find(room->doors.begin(), room->doors.end(),
                                                       door.library) != room->doors.end();
    if (!is_named)
      problems.push_back("the map does not name the door " + door.room + " → " + door.library);
  }
  return problems;
}

Problems unmapped_rooms(const std::vector<Room>& map, const std::vector<std::string>& folders) {
  Problems problems;
  for (const std::string& folder : folders) {
    if (find_room(map, folder) == nullptr)
      problems.push_back("app/" + folder + " is not on the map");
  }
  for (const Room& room : map) {
    if (std::find(folders.begin(), folders.end(), room.name) == folders.end()) {
      problems.push_back("the room " + room.name + " of the map has no folder");
    }
  }
  return problems;
}

bool is_listed(const std::string& source, const std::string& cmake) {
  for (const std::string& line : lines_of(cmake)) {
    std::string code = line.substr(0, line.find('#'));
    std::replace_if(
        code.begin(), code.end(), [](char c) { return c == '(' || c == ')'; }, ' ');
    std::istringstream words(code);
    for (std::string word; words >> word;) {
      if (word == source) return true;
    }
  }
  return false;
}

Problems lasting_state(const File& file) {
  Problems problems;
  // A static whose name is followed by "=", "{" or ";" is a variable; by "(" it is a function.
  const std::regex static_variable(
      R"(^\s*(inline\s+)?static\s+(?!constexpr\b)[^(=;{]*[\w>\]]\s*(=|\{|;))");
  const std::regex constant(R"(\bconstexpr\b)");
  const std::regex lasting(R"(\bthread_local\b)");
  // Not indented: namespace scope, as clang-format writes it.
  const std::regex global(
      R"(^(inline\s+)?[A-Za-z_][\w:<>,*& ]*[\s>*&][a-z_]\w*(\[\w*\])?\s*(=.*|\{.*\})?;)");
  // A lock for what a library shares among threads holds nothing of a visit.
  const std::regex no_variable(
      R"(^(const|constexpr|inline constexpr|inline const|using|namespace|class|struct|enum|union|template|extern|typedef|friend|return|static_assert|concept|constinit std::mutex)\b)");
  int number = 0;
  for (const std::string& raw : lines_of(file.text)) {
    ++number;
    const std::string line = without_comment(raw);
    const std::string place = file.path + ":" + std::to_string(number);
    if (std::regex_search(line, lasting)) {
      problems.push_back(place + ": thread_local outlives a visit");
    } else if (std::regex_search(line, static_variable) && !std::regex_search(line, constant)) {
      problems.push_back(place + ": a static variable outlives a visit");
    } else if (std::regex_search(line, global) && !std::regex_search(line, no_variable) &&
               !begins(line, "static")) {
      problems.push_back(place + ": a global that can change outlives a visit");
    }
  }
  return problems;
}

Problems named_procedures(const File& file) {
  Problems problems;
  int number = 0;
  for (std::string line : lines_of(file.text)) {
    ++number;
    std::transform(line.begin(), line.end(), line.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (const char* word : {"ketamine", "esketamine", "infusion"}) {
      if (line.find(word) == std::string::npos) continue;
      problems.push_back(file.path + ":" + std::to_string(number) + ": names a procedure (" + word +
                         ")");
      break;
    }
  }
  return problems;
}

Problems split_names(const File& file) {
  Problems problems;
  const std::string begin = "TEST_CASE(";
  for (auto at = file.text.find(begin); at != std::string::npos;
       at = file.text.find(begin, at + 1)) {
    bool quoted = false;
    for (auto i = at + begin.size(); i < file.text.size(); ++i) {
      const char c = file.text[i];
      if (c == '"' && file.text[i - 1] != '\\') quoted = !quoted;
      if (!quoted && (c == ')' || c == '{')) break;
      if (!quoted || c != ';') continue;
      const auto line = 1 + std::count(file.text.begin(), file.text.begin() + long(i), '\n');
      problems.push_back(file.path + ":" + std::to_string(line) +
                         ": a semicolon in the name of a test");
      break;
    }
  }
  return problems;
}

std::vector<File> files_below(const std::filesystem::path& root, const std::string& folder,
                              const std::vector<std::string>& endings) {
  std::vector<File> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().filename().string();
    const bool wanted = std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
      return name.size() >= ending.size() &&
             name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
    });
    if (!wanted) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    files.push_back({entry.path().lexically_relative(root).generic_string(),
                     {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()}});
  }
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.path < b.path; });
  return files;
}

}  // namespace candor::architecture
