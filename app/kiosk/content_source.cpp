#include "kiosk/content_source.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "approval/approval.h"
#include "base/file.h"
#include "content/load.h"
#include "kiosk/pack_watch.h"

namespace candor::kiosk {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCurrent = "current";
constexpr std::size_t kLongestName = 200;

/// Where a file of a pack lies below a content folder.
fs::path place_of(const content::Pack& pack, const std::string& name) {
  const bool is_common = name == "clinic.json" || name.starts_with("shared/");
  return is_common ? fs::path(name) : fs::path(pack.id) / name;
}

/// The first finding as a person reads it, and how many more there are.
std::string in_words(const std::vector<content::Finding>& findings) {
  if (findings.empty()) return "it cannot be read";
  std::string words = content::to_string(findings.front());
  if (findings.size() > 1) words += fmt::format(" (and {} more)", findings.size() - 1);
  return words;
}

}  // namespace

rules::Checked errors_in(const fs::path& folder, const text::Fonts& fonts) {
  rules::CheckWith with;
  with.missing_glyph = [&fonts](const std::string& words) { return fonts.missing_glyph(words); };
  return rules::check_for_patients(folder, with);
}

std::string ContentSource::Seen::mark() const {
  if (!pack) return why_not;
  std::string text = pack->digest;
  for (const content::Approval& each : pack->approvals) text += "\n" + each.key_id + " " + each.at;
  return text;
}

ContentSource::ContentSource(fs::path pack_folder, fs::path kept_folder, crypto::Certificate ca)
    : m_pack_folder(std::move(pack_folder)),
      m_kept_folder(std::move(kept_folder)),
      m_ca(std::move(ca)) {}

Result<std::shared_ptr<const content::Pack>> ContentSource::start(const text::Fonts& fonts) {
  m_listing = listing_of(m_pack_folder);
  Seen there = read(m_pack_folder);
  const Seen kept = read_kept();
  m_mark = there.mark();
  // What was taken before has been looked at: a kiosk starts no slower for it.
  const bool taken_before = there.pack && kept.pack && there.pack->digest == kept.pack->digest;
  if (there.pack && !taken_before) {
    there.why_not = error_in(*there.pack, fonts);
    if (!there.why_not.empty()) there.pack = nullptr;
  }
  const bool must_be_approved = kept.pack && kept.pack->is_approved();
  if (there.pack && (!must_be_approved || there.pack->is_approved())) {
    take(there.pack);
  } else if (kept.pack) {
    m_current = kept.pack;
    m_refused = there.pack ? "it is not approved, and an approved version has run" : there.why_not;
  } else {
    m_refused = there.why_not;
    return fail(ErrorCode::bad_format, m_refused, m_pack_folder.string(),
                "correct it; candor check " + m_pack_folder.string());
  }
  return m_current;
}

std::shared_ptr<const content::Pack> ContentSource::look(const text::Fonts& fonts) {
  std::string now = listing_of(m_pack_folder);
  const bool is_as_before = now == m_listing;
  m_listing = std::move(now);
  // Read again only while something moves, and once more after it came to rest.
  if (is_as_before && m_mark.empty()) return nullptr;
  const Seen there = read(m_pack_folder);
  const std::string mark = there.mark();
  if (!is_as_before || mark != m_mark) {
    m_mark = mark;
    return nullptr;
  }
  m_mark.clear();
  if (!there.pack) {
    m_refused = there.why_not;
    return nullptr;
  }
  const Seen current{m_current, {}};
  if (mark == current.mark()) {
    m_refused.clear();
    return nullptr;
  }
  if (m_current && m_current->is_approved() && !there.pack->is_approved()) {
    m_refused = "it is not approved, and an approved version has run";
    return nullptr;
  }
  if (std::string error = error_in(*there.pack, fonts); !error.empty()) {
    m_refused = std::move(error);
    return nullptr;
  }
  take(there.pack);
  return m_current;
}

void ContentSource::take(std::shared_ptr<const content::Pack> pack) {
  m_refused.clear();
  m_current = std::move(pack);
  if (const auto kept = keep(*m_current); !kept) {
    m_refused = "it is shown, but could not be kept for the next start: " + to_string(kept.error());
  }
}

ContentSource::Seen ContentSource::read(const fs::path& pack_folder) const {
  const content::Loaded loaded = content::load_pack(pack_folder);
  if (!loaded.pack) {
    Seen seen;
    seen.why_not = in_words(loaded.findings);
    return seen;
  }
  content::Pack offered = *loaded.pack;
  std::erase_if(offered.languages, [&loaded](const content::Language& language) {
    return loaded.incomplete.contains(language.tag);
  });
  return {approval::with_approvals(offered, approval::judge(*loaded.pack, m_ca)), {}};
}

std::string ContentSource::error_in(const content::Pack& pack, const text::Fonts& fonts) const {
  const rules::Checked checked = errors_in(m_pack_folder, fonts);
  if (!checked.findings.empty()) return in_words(checked.findings);
  // What was checked must be what is shown; the next look sees the rest.
  const bool same = checked.pack && checked.pack->digest == pack.digest;
  return same ? std::string() : "it is being changed just now";
}

ContentSource::Seen ContentSource::read_kept() const {
  const auto name = read_file(m_kept_folder / kCurrent, kLongestName);
  if (!name) return {};
  // "DIGEST/PACK"; whatever else stands there leads to no pack, or to one of another digest.
  Seen seen = read(m_kept_folder / *name);
  if (!seen.pack || *name != seen.pack->digest + "/" + seen.pack->id ||
      seen.pack->id != m_pack_folder.filename()) {
    return {};
  }
  return seen;
}

Result<void> ContentSource::keep(const content::Pack& pack) const {
  const fs::path folder = m_kept_folder / pack.digest;
  for (const auto* files : {&pack.files, &pack.sounds, &pack.approval_files}) {
    for (const auto& [name, bytes] : *files) {
      const fs::path file = folder / place_of(pack, name);
      if (auto made = make_folder(file.parent_path()); !made) return made;
      if (const auto old = read_file(file, bytes.size()); old && *old == bytes) continue;
      if (auto written = write_file_atomic(file, bytes); !written) return written;
    }
  }
  // An approval that was taken back is not kept either.
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder / pack.id / "approvals", error)) {
    std::error_code ignored;
    if (!pack.approval_files.contains("approvals/" + entry.path().filename().string())) {
      fs::remove(entry.path(), ignored);
    }
  }
  const std::string name = pack.digest + "/" + pack.id;
  if (const auto old = read_file(m_kept_folder / kCurrent, kLongestName); old && *old == name) {
    return {};
  }
  if (auto named = write_file_atomic(m_kept_folder / kCurrent, name); !named) return named;
  // Earlier versions stay in the ledger; here they would only fill the disk.
  for (const auto& entry : fs::directory_iterator(m_kept_folder, error)) {
    std::error_code ignored;
    if (entry.is_directory(ignored) && entry.path().filename() != pack.digest) {
      fs::remove_all(entry.path(), ignored);
    }
  }
  return {};
}

}  // namespace candor::kiosk
