#include "office/office_ledger.h"

#include <utility>

#include "record/ledger.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

/// Whether the last entry of `older` stands in `newer` as it is.
Result<bool> goes_on_from(const record::Ledger& older, const record::Ledger& newer) {
  if (older.id() != newer.id()) return false;
  const auto count = older.size();
  if (!count) return fail(count);
  if (*count == 0) return true;
  const auto last = older.entry(*count);
  if (!last) return fail(last);
  const auto same = newer.entry(*count);
  if (!same && same.error().code == ErrorCode::not_found) return false;
  if (!same) return fail(same);
  return same->chain == last->chain;
}

/// Puts a copy of `from` in the place of `to`, which is an older one, and held.
Result<void> replace(const record::Ledger& from, const fs::path& to) {
  std::error_code error;
  // A log beside it would be taken for one of the new file.
  for (const char* ending : {"-wal", "-journal"}) {
    const fs::path log = to.string() + ending;
    if (fs::exists(log, error) && fs::file_size(log, error) > 0) {
      return fail(ErrorCode::locked, "another program is using this ledger, or was ended in it",
                  to.string(),
                  "wait until it is done; else open it once with candor addendum, and try again");
    }
  }
  const fs::path newer = to.string() + ".newer";
  fs::remove(newer, error);
  if (auto copied = from.copy_to(newer); !copied) return copied;
  auto replaced = replace_durably(newer, to);
  if (!replaced) fs::remove(newer, error);
  return replaced;
}

}  // namespace

fs::path office_ledger_beside(const fs::path& ledger) {
  std::error_code error;
  const bool is_folder = fs::is_directory(ledger, error);
  return (is_folder ? ledger : ledger.parent_path()) / kOfficeLedger;
}

Result<FileLock> hold_office_ledger(const fs::path& office_ledger) {
  auto lock = FileLock::take(office_ledger.string() + ".lock");
  if (lock || lock.error().code != ErrorCode::locked) return lock;
  return fail(ErrorCode::locked, "another program is writing to the office's ledger",
              office_ledger.string(), "wait until it is done, and try again");
}

Result<Carried> carry_office_ledger(const fs::path& from, const fs::path& to_folder) {
  const fs::path source = office_ledger_beside(from);
  const fs::path target = to_folder / kOfficeLedger;
  std::error_code error;
  if (!fs::exists(source, error) || fs::equivalent(source, target, error)) return Carried::nothing;
  const auto ours = record::Ledger::open(source);
  if (!ours) return fail(ours);
  const auto lock = hold_office_ledger(target);
  if (!lock) return fail(lock);
  if (!fs::exists(target, error)) {
    if (auto copied = ours->copy_to(target); !copied) return fail(copied);
    return Carried::copied;
  }
  bool is_older = false;
  {
    const auto theirs = record::Ledger::open(target);
    if (!theirs) return fail(theirs);
    const auto has_all = goes_on_from(*ours, *theirs);
    if (!has_all) return fail(has_all);
    if (*has_all) return Carried::already_there;
    const auto older = goes_on_from(*theirs, *ours);
    if (!older) return fail(older);
    is_older = *older;
  }
  if (!is_older) {
    return fail(ErrorCode::conflict,
                "this office's ledger is not a copy of " + source.string() +
                    ", or both were added to since",
                target.string(),
                "keep both; use an empty folder, and export from each with its own");
  }
  if (auto replaced = replace(*ours, target); !replaced) return fail(replaced);
  return Carried::brought_up_to_date;
}

}  // namespace candor::office
