// The pictures that pages name.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/file.h"
#include "content/object_reader.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

std::string_view without_space(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return small;
}

/// True when the first element of the document is <svg> and the last thing is its end.
bool looks_like_svg(std::string_view bytes) {
  std::string_view rest = without_space(bytes);
  while (rest.starts_with("<?") || rest.starts_with("<!")) {
    const std::string_view end = rest.starts_with("<!--") ? "-->" : ">";
    const std::size_t at = rest.find(end);
    if (at == std::string_view::npos) return false;
    rest = without_space(rest.substr(at + end.size()));
  }
  const bool begins = rest.starts_with("<svg") && rest.size() > 5 &&
                      (rest[4] == '>' || rest[4] == '/' || rest[4] == ' ' || rest[4] == '\n' ||
                       rest[4] == '\r' || rest[4] == '\t');
  return begins && rest.ends_with('>') &&
         (rest.find("</svg>") != std::string_view::npos || rest.find("/>") == rest.size() - 2);
}

/// A picture must be complete in itself and must not do anything.
std::optional<std::string> foreign_part(std::string_view bytes) {
  const std::string text = lower(bytes);
  if (text.find("<script") != std::string::npos) return "a script";
  if (text.find("<foreignobject") != std::string::npos) return "a foreign object";
  if (text.find("<!entity") != std::string::npos) return "an entity definition";
  if (text.find("<?xml-stylesheet") != std::string::npos ||
      text.find("@import") != std::string::npos) {
    return "a style sheet in another file";
  }
  for (std::size_t at = text.find("href"); at != std::string::npos;
       at = text.find("href", at + 4)) {
    std::size_t value = text.find_first_not_of(" \t\r\n", at + 4);
    if (value == std::string::npos || text[value] != '=') continue;
    value = text.find_first_not_of(" \t\r\n", value + 1);
    if (value == std::string::npos || (text[value] != '"' && text[value] != '\'')) continue;
    const std::string_view target = std::string_view(text).substr(value + 1);
    if (!target.starts_with('#') && !target.starts_with("data:image/")) {
      return "a reference to something outside of the file";
    }
  }
  return std::nullopt;
}

struct Problem {
  std::string what;
  std::string next;
};

class Images {
 public:
  explicit Images(LoadState& state) : m_state(state) {}

  void load(const Reference& named) {
    if (m_state.pack.images.contains(named.id)) return;
    auto known = m_problems.find(named.id);
    if (known == m_problems.end()) {
      const auto problem = read(named.id);
      if (!problem) return;
      known = m_problems.emplace(named.id, *problem).first;
    }
    m_state.report.add(named.place, rule::kPicture, known->second.what, known->second.next);
  }

 private:
  std::optional<Problem> read(const std::string& file) {
    const bool shared = file.starts_with("shared/");
    const auto path = (shared ? m_state.content_folder : m_state.pack_folder) / file;
    const auto bytes = read_file(path, kMaxFileBytes);
    if (!bytes && bytes.error().code == ErrorCode::not_found) {
      const std::string prefix = file.substr(0, file.rfind('/') + 1);
      std::vector<std::string> present;
      for (const std::string& name :
           list_folder(m_state, path.parent_path(),
                       (shared ? m_state.content_name : m_state.pack_name) + prefix)) {
        present.push_back(prefix + name);
      }
      std::string next = suggestion(file, present);
      return Problem{"there is no file " + file,
                     next.empty() ? "add it or correct the name" : next};
    }
    if (!bytes)
      return Problem{file + " " + bytes.error().what, "a picture is an SVG file of at most 1 MiB"};
    if (first_bad_utf8(*bytes) || !looks_like_svg(*bytes)) {
      return Problem{file + " is not an SVG picture", "save it as SVG"};
    }
    if (const auto foreign = foreign_part(*bytes)) {
      return Problem{file + " has " + *foreign, "remove it: a picture stands for itself"};
    }
    add_to_digest(m_state, file, *bytes);
    m_state.pack.images[file] = *bytes;
    return std::nullopt;
  }

  LoadState& m_state;
  std::map<std::string, Problem> m_problems;
};

/// Names that differ in capitals only become one file on many computers.
void check_names(LoadState& state, const std::filesystem::path& folder, const std::string& name) {
  std::map<std::string, std::string> seen;
  for (const std::string& file : list_folder(state, folder, name)) {
    const auto [other, fresh] = seen.emplace(lower(file), file);
    if (fresh) continue;
    state.report.add_file(name + file, rule::kPicture,
                          fmt::format("its name differs from {} only in capitals", other->second),
                          "rename one of them");
  }
}

}  // namespace

void load_images(LoadState& state) {
  check_names(state, state.pack_folder / "images", state.pack_name + "images/");
  Images images(state);
  for (const Reference& named : state.images_named) images.load(named);
}

}  // namespace candor::content
