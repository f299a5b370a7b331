#include "office/verify.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "base/file.h"
#include "crypto/cms.h"
#include "crypto/crypto.h"
#include "export/manifest.h"
#include "office/office_ledger.h"
#include "office/verify_parts.h"
#include "record/ledger.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestHeads = 16U * 1024 * 1024;

/// A file or a folder: reading anything else, such as a pipe, might never end.
Result<void> is_there(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    return fail(ErrorCode::not_found, "there is no such file", path.string(),
                "name a ledger or an exported file");
  }
  if (!fs::is_regular_file(status) && !fs::is_directory(status)) {
    return fail(ErrorCode::unreadable, "this is not a file", path.string(),
                "name a ledger or an exported file");
  }
  return {};
}

bool begins_like_a_ledger(const fs::path& path) {
  constexpr std::string_view kSqlite = "SQLite format 3";
  std::error_code error;
  if (fs::is_directory(path, error)) return fs::exists(path / "ledger.sqlite", error);
  return beginning_of(path, kSqlite.size()) == kSqlite;
}

}  // namespace

std::string to_string(Trouble trouble) {
  switch (trouble) {
    case Trouble::file:
      return "file";
    case Trouble::missing:
      return "missing";
    case Trouble::damaged:
      return "damaged";
    case Trouble::head:
      return "head";
    case Trouble::content:
      return "content";
    case Trouble::addendum:
      return "addendum";
  }
  return {};
}

Result<std::vector<KeptHead>> read_heads(const fs::path& file) {
  const auto bytes = read_file(file, kLargestHeads);
  if (!bytes) return fail(bytes);
  std::vector<KeptHead> heads;
  if (bytes->rfind('{', 0) == 0) {
    const auto manifest = exporting::parse_manifest(*bytes, file.string());
    if (!manifest) return fail(manifest);
    for (const std::string& line : {manifest->head, manifest->office_head}) {
      if (line.empty()) continue;
      auto head = record::parse_head(line, file.string());
      if (!head) return fail(head);
      heads.push_back({*std::move(head), file.string()});
    }
    return heads;
  }
  std::istringstream lines(*bytes);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string place = file.string() + ":" + std::to_string(++number);
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string::npos || line[first] == '#') continue;
    auto head = record::parse_head(line, place);
    if (!head) return fail(head);
    heads.push_back({*std::move(head), place});
  }
  return heads;
}

Result<std::vector<Checked>> verify(const std::vector<fs::path>& paths, const VerifyWith& with) {
  std::optional<Error> first;
  auto all = verify(paths, with, [&first](const Error& error) {
    if (!first) first = error;
  });
  if (first) return tl::unexpected<Error>(*std::move(first));
  return all;
}

std::vector<Checked> verify(const std::vector<fs::path>& paths, const VerifyWith& with,
                            const std::function<void(const Error&)>& unseen) {
  std::vector<Checked> all;
  Across across;
  const auto take = [&](Result<Checked> checked) {
    if (checked) {
      all.push_back(*std::move(checked));
    } else {
      unseen(checked.error());
    }
  };
  for (const fs::path& path : paths) {
    if (const auto there = is_there(path); !there) {
      unseen(there.error());
      continue;
    }
    if (!begins_like_a_ledger(path)) {
      take(verify_file(path, with));
      continue;
    }
    std::error_code error;
    const fs::path office = office_ledger_beside(path);
    const bool has_office = fs::exists(office, error) && !fs::equivalent(office, path, error);
    auto checked = verify_ledger(path, with, all.size(), across);
    if (checked && has_office) checked->office = office.string();
    take(std::move(checked));
    const bool is_named = std::any_of(paths.begin(), paths.end(), [&](const fs::path& other) {
      std::error_code unequal;
      return fs::equivalent(office, other, unequal);
    });
    if (!is_named && has_office) take(verify_ledger(office, with, all.size(), across));
  }
  across.finish(with, all);
  return all;
}

Json to_json(const std::vector<Checked>& all) {
  bool is_good = true;
  Json checked = Json::array();
  for (const Checked& one : all) {
    Json findings = Json::array();
    Json notes = Json::array();
    for (const std::string& note : one.notes) notes.push_back(note);
    for (const Finding& finding : one.findings) {
      is_good = false;
      findings.push_back({{"trouble", to_string(finding.trouble)},
                          {"entry", finding.entry},
                          {"what", finding.what}});
    }
    checked.push_back({{"file", one.file},
                       {"kind", one.kind},
                       {"entries", one.entries},
                       {"heads", one.heads},
                       {"contents", one.contents},
                       {"erased", one.erased},
                       {"addenda", one.addenda},
                       {"office", one.office},
                       {"files", one.files},
                       {"head", one.head},
                       {"signer", one.signer},
                       {"signed_at_s", one.signed_at_s},
                       {"own_authority", one.own_authority},
                       {"signed", one.is_signed},
                       {"words", one.words},
                       {"notes", notes},
                       {"findings", findings}});
  }
  return {{"format", 1}, {"good", is_good}, {"checked", checked}};
}

}  // namespace candor::office
