// Where the parts of a loaded pack stand in its files, so that rules over the pack can name line
// and column.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace candor::content {

/// A place in one of Pack::files.
struct Origin {
  std::string file;        ///< key in Pack::files; empty when the place is not known
  std::size_t offset = 0;  ///< of the value's first byte
};

/// A text of the pack in its source language, once for each place where it stands.
struct SourceText {
  std::string text;
  bool rich = false;     ///< else a line
  bool patient = true;   ///< false for what only staff read
  std::string page;      ///< id; empty outside of pages
  std::string block;     ///< id; empty for a page's title and outside of pages
  std::string property;  ///< its name: "label"; empty for an entry of a list
  Origin origin;
};

struct Origins {
  std::map<std::string, std::string> files;  ///< key in Pack::files → as findings name the file
  std::vector<SourceText> texts;             ///< in the order of files and lines
  /// By "page ID", "block PAGE/ID", "walk ID", "language TAG", "source ID", "clinic NAME" and
  /// "manifest PROPERTY", and "translation TAG" with the source text behind a line break,
  /// "recording TAG" with what is said behind one.
  std::map<std::string, Origin> places;

  /// An empty origin when there is no such place.
  [[nodiscard]] Origin at(const std::string& name) const {
    const auto found = places.find(name);
    return found == places.end() ? Origin{} : found->second;
  }
};

}  // namespace candor::content
