#include "content/unused_files.h"

#include <fmt/format.h>

#include "content/load_state.h"

namespace candor::content {
namespace {

/// Sounds that lie in the pack and that no words name.
void add_unused_sounds(const Pack& pack, LoadState& state, std::vector<Finding>& findings) {
  for (const Language& language : pack.languages) {
    const std::string folder = "audio/" + language.tag + "/";
    const std::string name = state.pack_name + folder;
    for (const std::string& file : list_folder(state, state.pack_folder / folder, name)) {
      if (file == kRecordingsFile || pack.sounds.contains(folder + file)) continue;
      findings.push_back({name + file, 0, 0, "no words name this recording",
                          fmt::format("write its words and its name into {}{}, or remove the file",
                                      folder, kRecordingsFile),
                          Severity::note, "unused-recording"});
    }
  }
}

void add_unused_pictures(const Pack& pack, LoadState& state, std::vector<Finding>& findings) {
  const std::string folder = state.pack_name + "images/";
  for (const std::string& image : list_folder(state, state.pack_folder / "images", folder)) {
    if (!image.ends_with(".svg") || pack.images.contains("images/" + image)) continue;
    findings.push_back({folder + image, 0, 0, "no page shows this picture",
                        "show it, or remove the file", Severity::note, "unused-picture"});
  }
}

}  // namespace

std::vector<Finding> unused_files(const std::filesystem::path& folder, const Pack& pack) {
  LoadState state = start_loading(folder);
  std::vector<Finding> findings;
  add_unused_sounds(pack, state, findings);
  add_unused_pictures(pack, state, findings);
  for (Finding& finding : state.report.take()) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace candor::content
