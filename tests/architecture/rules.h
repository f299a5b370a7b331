// The rules of app/README.md as functions over file texts, so that each can be shown to catch its
// mistake. Every rule returns what is wrong, a sentence a mistake: "file:line: what".
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace candor::architecture {

/// A file with its path below the source tree, such as "app/ui/theme.cpp".
struct File {
  std::string path;
  std::string text;
};

struct Room {
  std::string name;
  int level = 0;
  std::vector<std::string> doors;  ///< libraries, as the map names them
};

using Problems = std::vector<std::string>;

/// The table in app/README.md.
[[nodiscard]] std::vector<Room> read_map(const std::string& readme);

/// A room includes its own files and rooms of a lower level, by "room/file.h".
[[nodiscard]] Problems wrong_includes(const std::vector<Room>& map, const File& file);
/// An outside library is included only behind its door.
[[nodiscard]] Problems wrong_doors(const File& file);
/// The map names exactly the doors that these rules know, room by room.
[[nodiscard]] Problems wrong_door_names(const std::vector<Room>& map);
/// Every folder is a room on the map, and every room has a folder.
[[nodiscard]] Problems unmapped_rooms(const std::vector<Room>& map,
                                      const std::vector<std::string>& folders);
/// `source` is named in the CMake text as a word of its own.
[[nodiscard]] bool is_listed(const std::string& source, const std::string& cmake);
/// Statics in functions, mutable globals and thread locals outlive a patient's visit.
[[nodiscard]] Problems lasting_state(const File& file);
/// The program knows no procedure: that is content.
[[nodiscard]] Problems named_procedures(const File& file);
/// A test's name has no semicolon: ctest would take it for two names, run neither, and pass both.
[[nodiscard]] Problems split_names(const File& file);

/// Every file below `folder` of the source tree whose name ends with one of `endings`, sorted by
/// path.
[[nodiscard]] std::vector<File> files_below(const std::filesystem::path& root,
                                            const std::string& folder,
                                            const std::vector<std::string>& endings);

}  // namespace candor::architecture
