#include "record/ledger.h"

#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "crypto/keys.h"
#include "record/ledger_parts.h"

namespace candor::record {
namespace {

constexpr const char* kFileName = "ledger.sqlite";

std::filesystem::path file_of(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error) ? path / kFileName : path;
}

bool has_bytes(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return !error && size > 0;
}

/// Whether the file alone is the whole ledger and nobody has it open: SQLite keeps an index
/// ("-shm") beside a ledger in use, and entries that are not in the file yet in "-wal". Only then
/// may it be read without locks, which leaves no trace and works without write permission.
bool stands_alone(const std::filesystem::path& file) {
  std::error_code error;
  return !has_bytes(beside(file, "-wal")) && !has_bytes(beside(file, "-journal")) &&
         !std::filesystem::exists(beside(file, "-shm"), error);
}

}  // namespace

std::filesystem::path beside(const std::filesystem::path& file, const char* ending) {
  return file.string() + ending;
}

Ledger::Ledger(std::unique_ptr<Data> data) : m_data(std::move(data)) {}

Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::open(const std::filesystem::path& path) {
  auto data = Data::open(path, std::nullopt);
  if (!data) return fail(data);
  return Ledger(std::move(*data));
}

Result<Ledger> Ledger::open(const std::filesystem::path& path, Keeper keeper) {
  auto data = Data::open(path, std::move(keeper));
  if (!data) return fail(data);
  return Ledger(std::move(*data));
}

Result<std::unique_ptr<Ledger::Data>> Ledger::Data::open(const std::filesystem::path& path,
                                                         std::optional<Keeper> keeper) {
  auto data = std::make_unique<Data>();
  data->file = file_of(path);
  std::error_code error;
  const auto status = std::filesystem::status(data->file, error);
  if (!std::filesystem::exists(status)) {
    if (!keeper) {
      return fail(ErrorCode::not_found, "there is no ledger here", data->file.string(),
                  "name a ledger file or a kiosk's data folder");
    }
    if (auto created = create_empty_file(data->file); !created) return fail(created);
  } else if (!std::filesystem::is_regular_file(status)) {
    return fail(ErrorCode::unreadable, "this is not a file", data->file.string(),
                "name a ledger file or a kiosk's data folder");
  }
  if (::access(data->file.c_str(), R_OK) != 0) {
    return fail(ErrorCode::unreadable, "the ledger may not be read", data->file.string(),
                "check the permissions of the file and its folder");
  }
  data->changed = std::filesystem::last_write_time(data->file, error);
  if (keeper) {
    data->how = OpenAs::read_write;
  } else {
    data->how = stands_alone(data->file) ? OpenAs::unchanging : OpenAs::read_only;
  }
  auto database = Database::open(data->file, data->how);
  if (!database) return fail(database);
  data->database = std::move(*database);
  if (keeper) {
    if (auto ready = prepare_writing(*data->database, data->file, *keeper); !ready) {
      return fail(ready);
    }
    if (has_bytes(beside(data->file, "-wal"))) {
      // An erasing may have ended before the log was empty. Somebody who reads now is no reason not
      // to go on: finish_erasing() is there for those who must know.
      const auto emptied = data->empty_log();
      if (!emptied && emptied.error().code != ErrorCode::locked) return fail(emptied);
    }
    data->signer = keeper->certificate.fingerprint();
    data->keeper = std::move(keeper);
  } else {
    if (auto ours = check_readable(*data->database, data->file); !ours) return fail(ours);
  }
  auto id = data->database->text("SELECT value FROM meta WHERE name = 'ledger'");
  if (!id) return fail(id);
  if (id->size() != 32 || id->find_first_not_of("0123456789abcdef") != std::string::npos) {
    return not_a_ledger(data->file, "this ledger's own id is damaged");
  }
  data->id = std::move(*id);
  return data;
}

const std::string& Ledger::id() const {
  return m_data->id;
}

Result<void> Ledger::Data::check_writable() const {
  if (keeper) return {};
  return fail(ErrorCode::unwritable, "this ledger was opened for reading only", file.string());
}

Result<void> Ledger::Data::in_transaction(const std::function<Result<void>()>& steps) {
  if (auto begun = database->run("BEGIN IMMEDIATE"); !begun) return begun;
  auto done = steps();
  if (done) done = database->run("COMMIT");
  if (!done) database->roll_back();
  return done;
}

Result<void> Ledger::copy_to(const std::filesystem::path& file) const {
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    return fail(ErrorCode::conflict, "there is a file with this name already", file.string(),
                "choose another name");
  }
  const std::filesystem::path unfinished = beside(file, ".unfinished");
  std::filesystem::remove(unfinished, error);
  if (auto created = create_empty_file(unfinished); !created) return created;
  auto copied = [&]() -> Result<void> {
    auto copy = m_data->database->prepare("VACUUM INTO ?1");
    if (!copy) return fail(copy);
    const std::string name = unfinished.string();
    copy->bind_text(1, name);
    if (auto done = copy->step(); !done) return fail(done);
    return move_durably(unfinished, file);
  }();
  if (!copied) std::filesystem::remove(unfinished, error);
  if (copied && m_data->was_written_meanwhile()) {
    return fail(ErrorCode::locked, "a kiosk is writing to this ledger", m_data->file.string(),
                "make the copy again");
  }
  return copied;
}

Result<std::vector<crypto::Certificate>> Ledger::certificates() const {
  std::optional<Error> first;
  auto all = certificates([&first](const Error& error) {
    if (!first) first = error;
  });
  if (first) return tl::unexpected<Error>(*std::move(first));
  return all;
}

Result<std::vector<crypto::Certificate>> Ledger::certificates(
    const std::function<void(const Error&)>& damaged) const {
  auto query = m_data->database->prepare("SELECT fingerprint, pem FROM certificate ORDER BY 1");
  if (!query) return fail(query);
  std::vector<crypto::Certificate> certificates;
  while (true) {
    const auto row = query->step();
    if (!row) return fail(row);
    if (!*row) break;
    const std::string where =
        m_data->file.string() + ": certificate " + std::string(query->bytes(0).substr(0, 12));
    auto certificate = crypto::Certificate::from_pem(query->bytes(1), where);
    if (!certificate) {
      damaged(certificate.error());
    } else if (certificate->fingerprint() != query->bytes(0) ||
               certificate->pem() != query->bytes(1)) {
      damaged({ErrorCode::bad_format, "this certificate is not the one it is filed as", where,
               kKeepIt});
    } else {
      certificates.push_back(std::move(*certificate));
    }
  }
  return certificates;
}

bool Ledger::Data::was_written_meanwhile() const {
  if (how != OpenAs::unchanging) return false;
  std::error_code error;
  return !stands_alone(file) || std::filesystem::last_write_time(file, error) != changed;
}

Result<void> Ledger::check_file() const {
  const auto integrity = m_data->database->text("PRAGMA integrity_check(1)");
  if (!integrity) return fail(integrity);
  const auto about = m_data->database->text("SELECT value FROM meta WHERE name = 'about'");
  if (!about) return fail(about);
  const auto count = m_data->database->number("SELECT count(*) FROM meta");
  if (!count) return fail(count);
  if (*integrity != "ok") {
    return fail(ErrorCode::bad_format, "the file is damaged for SQLite: " + *integrity,
                m_data->file.string(), kKeepIt);
  }
  if (*about != kAbout || *count != 3) {
    return fail(ErrorCode::bad_format, "what the ledger says of itself was changed",
                m_data->file.string(), kKeepIt);
  }
  if (auto ours = check_parts(*m_data->database, m_data->file); !ours) return ours;
  return m_data->check_size();
}

Result<void> Ledger::Data::check_size() const {
  // While others write, the newest pages lie in the log.
  if (how != OpenAs::unchanging) return {};
  const auto pages = database->number("PRAGMA page_count");
  if (!pages) return fail(pages);
  const auto page = database->number("PRAGMA page_size");
  if (!page) return fail(page);
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || static_cast<std::int64_t>(size) == *pages * *page) return {};
  return fail(ErrorCode::bad_format, "bytes were added behind the last page of the file",
              file.string(), kKeepIt);
}

}  // namespace candor::record
