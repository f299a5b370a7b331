#include "office/stored_packs.h"

#include <algorithm>
#include <map>

#include "crypto/crypto.h"
#include "export/words.h"
#include "keys/keys.h"
#include "record/seal.h"
#include "record/stored_pack.h"

namespace candor::office {
namespace {

Result<record::StoredPack> open_pack(const record::Entry& entry, const std::string& place,
                                     const ClinicKeys& keys) {
  const auto content = record::unseal(entry, keys.openers, keys.ca, place);
  if (!content) return fail(content);
  if (const auto right = keys::check_signer_role(content->signer, keys::Role::kiosk); !right) {
    return fail(ErrorCode::refused, right.error().what, place, "a kiosk must have signed it");
  }
  return record::parse_stored_pack(content->plain, place);
}

/// The files of a pack as they are exported, by name.
std::map<std::string, std::string> files_of(const record::StoredPack& pack) {
  const std::string content = pack_folder(pack.digest) + "/";
  const std::string own = content + pack.pack + "/";
  std::map<std::string, std::string> files;
  for (const record::StoredFile& file : pack.files) {
    // Beside the pack: what it shares with others, and the clinic's own values.
    const bool beside = file.name == "clinic.json" || file.name.starts_with("shared/");
    files[(beside ? content : own) + file.name] = file.text;
  }
  for (const record::StoredApproval& approval : pack.approvals) {
    files[own + approval.name] = crypto::from_base64(approval.cms);
  }
  return files;
}

/// Whether every name can be written, and stand in a manifest.
bool are_names_good(const std::map<std::string, std::string>& files) {
  return std::all_of(files.begin(), files.end(), [](const auto& file) {
    return is_pack_file_name(file.first) &&
           exporting::clean(file.first, exporting::Breaks::dropped) == file.first;
  });
}

}  // namespace

Result<PackCount> export_packs(const Reading& reading, const ClinicKeys& keys,
                               const std::optional<std::set<std::string>>& digests,
                               const OutFolder& out, const PackEar& ear) {
  PackCount count;
  std::set<std::string> stored;
  std::set<std::string> packs;
  const auto skip = [&](const Error& error) {
    ++count.damaged;
    ear.problem(error);
  };
  // The newest first: of two approvals with one name, the later one counts.
  for (auto each = reading.packs().rbegin(); each != reading.packs().rend(); ++each) {
    if (digests && !each->digest.empty() && !digests->contains(each->digest)) continue;
    const auto placed = reading.kiosk_entry(each->seq);
    if (!placed) {
      skip(placed.error());
      continue;
    }
    const auto pack = open_pack(placed->entry, placed->place, keys);
    if (!pack) {
      skip(pack.error());
      continue;
    }
    if (digests && !digests->contains(pack->digest)) continue;
    const auto files = files_of(*pack);
    if (!are_names_good(files)) {
      skip({ErrorCode::refused, "a file of the content has no name that can be exported",
            placed->place, "keep the file as it is, and compare it with a backup"});
      continue;
    }
    for (const auto& [name, bytes] : files) {
      if (!stored.insert(name).second) continue;
      const auto written = out.write(name, bytes);
      if (!written) return fail(written);
      ear.stored(name, bytes, *written);
    }
    packs.insert(pack->digest);
  }
  count.packs = static_cast<std::int64_t>(packs.size());
  return count;
}

}  // namespace candor::office
