#include "content/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/file.h"
#include "content/digest.h"
#include "content/load_draft.h"
#include "content/load_state.h"
#include "content/utf8.h"
#include "crypto/crypto.h"

namespace candor::content {
namespace {

constexpr std::size_t kMaxFindingsOfAFile = 200;

bool is_leftover(const std::string& name) {
  return name.starts_with('.') || name.starts_with('#') || name.ends_with('~');
}

Origin origin_of(const Place& place) {
  return {place.document->key, place.offset};
}

Origins origins_of(const LoadState& state) {
  Origins origins;
  for (const Document& document : state.documents) {
    if (!document.key.empty()) origins.files[document.key] = document.name;
  }
  origins.texts.reserve(state.texts.size());
  for (const PatientText& text : state.texts) {
    origins.texts.push_back({text.text, text.rich, text.must_be_translated, text.page, text.block,
                             text.property, origin_of(text.place)});
  }
  for (const auto& [name, place] : state.places) origins.places[name] = origin_of(place);
  return origins;
}

/// "" for the current folder, else the path with one slash at its end.
std::string prefix(const std::filesystem::path& folder) {
  if (folder.empty()) return {};
  const std::string name = folder.string();
  return name.ends_with('/') ? name : name + "/";
}

/// The folder that holds `folder`, found by its name alone where that is possible, so that findings
/// name files as the reader wrote them.
std::filesystem::path parent_of(const std::filesystem::path& folder) {
  const std::filesystem::path name = folder.filename();
  if (folder.empty() || name == "." || name == "..") return folder / "..";
  return folder.parent_path();
}

/// Nothing may be read into the state after this.
void take_pack(LoadState& state, Loaded& loaded) {
  state.pack.digest = pack_digest(state.file_digests);
  loaded.origins = origins_of(state);
  loaded.incomplete = std::move(state.incomplete);
  loaded.pack = std::make_shared<const Pack>(std::move(state.pack));
}

/// Signatures on this or an earlier version; what they are worth is not judged here.
void load_approvals(LoadState& state) {
  constexpr std::size_t kMostApprovals = 20;
  constexpr std::size_t kMostBytes = 64U * 1024;
  const std::string folder = state.pack_name + "approvals/";
  for (const std::string& file : list_folder(state, state.pack_folder / "approvals", folder)) {
    if (!file.ends_with(".cms") || state.pack.approval_files.size() == kMostApprovals) {
      state.report.add_file(
          folder + file, rule::kFile,
          file.ends_with(".cms") ? "there are more than 20 approvals" : "this is not an approval",
          "keep only what candor approve wrote here");
      continue;
    }
    auto bytes = read_file(state.pack_folder / "approvals" / file, kMostBytes);
    if (!bytes) {
      state.report.add_file(folder + file, rule::kFile, bytes.error().what,
                            "remove it, and approve again");
      continue;
    }
    state.pack.approval_files["approvals/" + file] = *std::move(bytes);
  }
}

}  // namespace

void Report::add(const Place& place, std::string_view rule, std::string what, std::string next) {
  std::vector<Finding>& findings = m_findings[place.document->name];
  if (findings.size() > kMaxFindingsOfAFile) return;
  if (findings.size() == kMaxFindingsOfAFile) {
    findings.push_back({place.document->name, 0, 0, "there are more findings in this file",
                        "correct these first", Severity::error, std::string(rule::kLimit)});
    return;
  }
  const LineColumn at = line_column(place.document->bytes, place.offset);
  findings.push_back({place.document->name, at.line, at.column, std::move(what), std::move(next),
                      Severity::error, std::string(rule)});
}

void Report::add_file(const std::string& file, std::string_view rule, std::string what,
                      std::string next) {
  m_findings[file].push_back(
      {file, 0, 0, std::move(what), std::move(next), Severity::error, std::string(rule)});
}

std::vector<Finding> Report::take() {
  std::vector<Finding> all;
  for (auto& [file, findings] : m_findings) {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
      return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    for (Finding& finding : findings) {
      if (all.empty() || !(all.back() == finding)) all.push_back(std::move(finding));
    }
  }
  m_findings.clear();
  return all;
}

Document* read_document(LoadState& state, const std::filesystem::path& path,
                        const std::string& name) {
  auto bytes = read_file(path, kMaxFileBytes);
  if (!bytes) {
    std::string next = bytes.error().next;
    if (bytes.error().code == ErrorCode::not_found) next = "add it";
    if (bytes.error().code == ErrorCode::too_large) next = "split it into smaller files";
    state.report.add_file(name, rule::kFile, bytes.error().what,
                          next.empty() ? "put a file there" : next);
    return nullptr;
  }
  JsonRead read = read_json(*bytes);
  Document& document = state.documents.emplace_back();
  document.name = name;
  document.bytes = std::move(*bytes);
  document.root = std::move(read.root);
  for (JsonProblem& problem : read.problems) {
    state.report.add({&document, problem.offset}, rule::kJson, std::move(problem.what),
                     std::move(problem.next));
  }
  return read.complete ? &document : nullptr;
}

void add_to_digest(LoadState& state, const std::string& name, std::string_view bytes) {
  state.file_digests[name] = crypto::sha256_hex(bytes);
  state.pack.files[name] = bytes;
}

void add_to_digest(LoadState& state, const std::string& name, Document& document) {
  document.key = name;
  add_to_digest(state, name, document.bytes);
}

void add_sound_to_digest(LoadState& state, const std::string& name, std::string bytes) {
  state.file_digests[name] = crypto::sha256_hex(bytes);
  state.pack.sounds[name] = std::move(bytes);
}

std::vector<std::string> list_folder(LoadState& state, const std::filesystem::path& folder,
                                     const std::string& name) {
  std::vector<std::string> names;
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(folder, error))) return names;
  std::filesystem::directory_iterator entry(folder, error);
  const std::filesystem::directory_iterator end;
  while (!error && entry != end) {
    const std::string file = entry->path().filename().string();
    const bool printable =
        !first_bad_utf8(file) && std::none_of(file.begin(), file.end(), [](char c) {
          return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        });
    if (!printable) {
      state.report.add_file(name, rule::kFile, "a file's name here is not plain UTF-8 text",
                            "rename it");
    } else if (!is_leftover(file)) {
      names.push_back(file);
    }
    entry.increment(error);
  }
  if (error) {
    state.report.add_file(name, rule::kFile, "this folder cannot be read (" + error.message() + ")",
                          "check that it is a folder, and its permissions");
  }
  std::sort(names.begin(), names.end());
  return names;
}

LoadState start_loading(const std::filesystem::path& folder) {
  LoadState state;
  state.pack_folder = folder.has_filename() ? folder : folder.parent_path();
  state.content_folder = parent_of(state.pack_folder);
  state.pack_name = prefix(state.pack_folder);
  state.content_name = prefix(state.content_folder);
  return state;
}

Loaded finish_loading(LoadState& state) {
  Loaded loaded;
  std::error_code error;
  if (!std::filesystem::is_directory(state.pack_folder, error)) {
    loaded.findings.push_back({state.pack_folder.string(), 0, 0, "there is no such folder",
                               "name the folder of a pack, such as content/my-pack",
                               Severity::error, std::string(rule::kFile)});
    return loaded;
  }
  load_clinic(state);
  load_manifest(state);
  load_sources(state);
  load_pages(state);
  load_images(state);
  load_translations(state);
  load_recordings(state);
  load_approvals(state);
  check_references(state);
  loaded.findings = state.report.take();
  if (loaded.findings.empty()) take_pack(state, loaded);
  return loaded;
}

Loaded load_pack(const std::filesystem::path& folder) {
  LoadState state = start_loading(folder);
  return finish_loading(state);
}

Loaded load_draft(const std::filesystem::path& folder) {
  LoadState state = start_loading(folder);
  Loaded loaded = finish_loading(state);
  const bool is_whole =
      !loaded.pack &&
      std::all_of(loaded.findings.begin(), loaded.findings.end(), [](const Finding& finding) {
        return finding.rule == rule::kTranslationUnused ||
               finding.rule == rule::kTranslationMissing;
      });
  if (is_whole) take_pack(state, loaded);
  return loaded;
}

Result<std::vector<std::filesystem::path>> find_packs(const std::filesystem::path& content) {
  std::vector<std::filesystem::path> packs;
  std::error_code error;
  std::filesystem::directory_iterator entry(content, error);
  const std::filesystem::directory_iterator end;
  while (!error && entry != end) {
    std::error_code ignored;
    const auto status = std::filesystem::symlink_status(entry->path() / "pack.json", ignored);
    // The schema of a pack.json bears its name.
    const bool schemas = entry->path().filename() == "schema";
    if (!schemas && std::filesystem::exists(status)) packs.push_back(entry->path());
    entry.increment(error);
  }
  if (error) {
    return fail(ErrorCode::not_found,
                "this folder of packs cannot be read (" + error.message() + ")", content.string(),
                "name the folder that holds clinic.json and the packs");
  }
  if (packs.empty()) {
    return fail(ErrorCode::not_found, "there is no pack in this folder", content.string(),
                "name the folder that holds clinic.json and the packs");
  }
  std::sort(packs.begin(), packs.end());
  return packs;
}

}  // namespace candor::content
