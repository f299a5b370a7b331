#include "office/stored_packs.h"

#include <optional>

#include "base/file.h"
#include "crypto/crypto.h"
#include "keys/keys.h"
#include "record/seal.h"
#include "record/stored_pack.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

Result<record::StoredPack> open_pack(const record::Entry& entry, const std::string& place,
                                     const ClinicKeys& keys) {
  const auto content = record::unseal(entry, keys.openers, keys.ca, place);
  if (!content) return fail(content);
  if (const auto right =
          keys::check_role(content->signer, keys::Role::kiosk, keys.ca, content->signed_at_s);
      !right) {
    return fail(ErrorCode::refused, right.error().what, place, "a kiosk must have signed it");
  }
  return record::parse_stored_pack(content->plain, place);
}

Result<void> write(const record::StoredPack& pack, const fs::path& out) {
  constexpr std::size_t kDigits = 12;
  const fs::path content = out / ("content-" + pack.digest.substr(0, kDigits));
  const auto store = [](const fs::path& file, std::string_view bytes) -> Result<void> {
    if (auto made = make_folder(file.parent_path()); !made) return made;
    return write_file_atomic(file, bytes);
  };
  for (const record::StoredFile& file : pack.files) {
    // Beside the pack: what it shares with others, and the clinic's own values.
    const bool beside = file.name == "clinic.json" || file.name.starts_with("shared/");
    const fs::path path = (beside ? content : content / pack.pack) / file.name;
    if (auto stored = store(path, file.text); !stored) return stored;
  }
  for (const record::StoredApproval& approval : pack.approvals) {
    const fs::path path = content / pack.pack / approval.name;
    if (auto stored = store(path, crypto::from_base64(approval.cms)); !stored) return stored;
  }
  return {};
}

}  // namespace

Result<PackCount> export_packs(const record::Ledger& ledger, const std::string& name,
                               const ClinicKeys& keys, const fs::path& out,
                               const std::function<void(const Error&)>& problem) {
  PackCount count;
  std::optional<Error> blocked;
  const auto read = ledger.each([&](const record::Entry& entry) {
    if (entry.header.kind != record::EntryKind::pack || entry.erased) return true;
    const auto pack = open_pack(entry, name + ": entry " + std::to_string(entry.seq), keys);
    if (!pack) {
      ++count.damaged;
      problem(pack.error());
      return true;
    }
    if (const auto written = write(*pack, out); !written) {
      blocked = written.error();
      return false;
    }
    ++count.packs;
    return true;
  });
  if (blocked) return tl::unexpected<Error>(*std::move(blocked));
  if (!read) return fail(read);
  return count;
}

}  // namespace candor::office
