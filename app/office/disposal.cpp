#include "office/disposal.h"

#include <system_error>
#include <utility>

#include "base/erase_file.h"
#include "office/backup.h"
#include "record/ledger.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> no_copy(const fs::path& backup, const std::string& what) {
  return fail(ErrorCode::refused, what, backup.string(),
              "make a new one with candor backup, and give that");
}

}  // namespace

Result<std::vector<std::int64_t>> missing_in_backup(const fs::path& ledger, const fs::path& backup,
                                                    const std::optional<crypto::Certificate>& ca) {
  const auto copy = check_ledger(backup, ca);
  if (!copy) return fail(copy);
  if (!copy->problems.empty()) return no_copy(backup, "this backup is damaged");
  const auto own = record::Ledger::open(ledger);
  if (!own) return fail(own);
  const std::int64_t last = copy->head ? copy->head->seq : 0;
  bool same = !copy->head || copy->head->ledger == own->id();
  std::vector<std::int64_t> missing;
  // The chain value of the last entry that both have stands for everything before it.
  std::int64_t shared_seq = 0;
  std::string shared_chain;
  const auto read = own->each([&](const record::Entry& entry) {
    if (entry.seq <= last) {
      shared_seq = entry.seq;
      shared_chain = entry.chain;
    } else if (entry.header.kind != record::EntryKind::backup) {
      missing.push_back(entry.seq);
    }
    return true;
  });
  if (!read) return fail(read);
  if (same && shared_seq > 0) {
    const auto theirs = record::Ledger::open(backup);
    if (!theirs) return fail(theirs);
    const auto entry = theirs->entry(shared_seq);
    if (!entry) return fail(entry);
    same = entry->chain == shared_chain;
  }
  if (!same) return no_copy(backup, "this is a backup of another ledger");
  return missing;
}

Result<Emptied> empty_folder(const fs::path& folder) {
  Emptied emptied;
  std::vector<fs::path> folders;
  std::vector<std::pair<fs::path, std::int64_t>> files;
  std::error_code error;
  for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error)) {
    const fs::file_status status = each->symlink_status(error);
    if (error) break;
    if (fs::is_directory(status)) {
      folders.push_back(each->path());
    } else {
      const bool regular = fs::is_regular_file(status);
      files.emplace_back(each->path(),
                         regular ? static_cast<std::int64_t>(each->file_size(error)) : 0);
    }
  }
  if (error) {
    return fail(ErrorCode::unreadable, "cannot be looked through (" + error.message() + ")",
                folder.string(), "check who may read it, and run it again");
  }
  for (const auto& [file, size] : files) {
    if (const auto erased = erase_file(file); !erased) return fail(erased);
    ++emptied.files;
    emptied.bytes += size;
  }
  // The deepest first: they were found from the outside in.
  for (auto each = folders.rbegin(); each != folders.rend(); ++each) {
    if (!fs::remove(*each, error)) {
      return fail(ErrorCode::unwritable, "cannot be removed (" + error.message() + ")",
                  each->string(), "check who may write to it, and run it again");
    }
  }
  return emptied;
}

}  // namespace candor::office
