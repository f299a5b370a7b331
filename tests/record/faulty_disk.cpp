#include "record/faulty_disk.h"

#include <sqlite3.h>

#include <new>
#include <stdexcept>
#include <utility>

namespace candor::record_tests {

struct FaultyDisk::Data {
  sqlite3_vfs vfs{};
  sqlite3_vfs* real = nullptr;
  std::int64_t operations = 0;
  std::int64_t fails_at = 0;
  Fault fault = Fault::error;
  bool has_struck = false;
  bool is_full = false;
  std::function<void()> before_each;

  enum class Step { works, fails, half };

  /// What becomes of the next operation. A full disk only refuses what needs space.
  Step next(bool needs_space) {
    if (before_each) before_each();
    ++operations;
    if (operations == fails_at) {
      has_struck = true;
      is_full = fault == Fault::full_disk;
      if (!is_full) return fault == Fault::half ? Step::half : Step::fails;
    }
    return is_full && needs_space ? Step::fails : Step::works;
  }
};

namespace {

using Data = FaultyDisk::Data;

/// One of our open files; SQLite gives the memory, the real file lies behind it.
struct File {
  sqlite3_file base;
  Data* disk;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* mine(sqlite3_file* file) {
  return reinterpret_cast<File*>(file);
}

sqlite3_file* real(sqlite3_file* file) {
  return mine(file)->real();
}

const sqlite3_io_methods* methods(sqlite3_file* file) {
  return real(file)->pMethods;
}

int close_file(sqlite3_file* file) {
  return methods(file)->xClose(real(file));
}

int read_file(sqlite3_file* file, void* to, int count, sqlite3_int64 at) {
  return methods(file)->xRead(real(file), to, count, at);
}

int write_file(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
  Data& disk = *mine(file)->disk;
  const Data::Step step = disk.next(true);
  if (step == Data::Step::works) return methods(file)->xWrite(real(file), from, count, at);
  if (step == Data::Step::half) methods(file)->xWrite(real(file), from, count / 2, at);
  return disk.is_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (mine(file)->disk->next(false) != Data::Step::works) return SQLITE_IOERR_TRUNCATE;
  return methods(file)->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int flags) {
  if (mine(file)->disk->next(false) != Data::Step::works) return SQLITE_IOERR_FSYNC;
  return methods(file)->xSync(real(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return methods(file)->xFileSize(real(file), size);
}

int lock_file(sqlite3_file* file, int level) {
  return methods(file)->xLock(real(file), level);
}

int unlock_file(sqlite3_file* file, int level) {
  return methods(file)->xUnlock(real(file), level);
}

int check_lock(sqlite3_file* file, int* is_locked) {
  return methods(file)->xCheckReservedLock(real(file), is_locked);
}

int control(sqlite3_file* file, int operation, void* argument) {
  return methods(file)->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) {
  return methods(file)->xSectorSize(real(file));
}

int characteristics(sqlite3_file* file) {
  return methods(file)->xDeviceCharacteristics(real(file));
}

int map_shared(sqlite3_file* file, int region, int size, int extends, volatile void** to) {
  return methods(file)->xShmMap(real(file), region, size, extends, to);
}

int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return methods(file)->xShmLock(real(file), offset, count, flags);
}

void barrier(sqlite3_file* file) {
  methods(file)->xShmBarrier(real(file));
}

int unmap_shared(sqlite3_file* file, int deletes) {
  return methods(file)->xShmUnmap(real(file), deletes);
}

constexpr sqlite3_io_methods kMethods = {
    2,           close_file,  read_file,    write_file, truncate_file, sync_file,       file_size,
    lock_file,   unlock_file, check_lock,   control,    sector_size,   characteristics, map_shared,
    lock_shared, barrier,     unmap_shared, nullptr,    nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* got) {
  auto* disk = static_cast<Data*>(vfs->pAppData);
  file->pMethods = nullptr;
  if (disk->next(false) != Data::Step::works) return SQLITE_CANTOPEN;
  auto* opened = new (file) File{{nullptr}, disk};
  const int code = disk->real->xOpen(disk->real, name, opened->real(), flags, got);
  if (opened->real()->pMethods != nullptr) opened->base.pMethods = &kMethods;
  return code;
}

}  // namespace

FaultyDisk::FaultyDisk() : m_data(std::make_unique<Data>()) {
  m_data->real = sqlite3_vfs_find(nullptr);
  m_data->vfs = *m_data->real;
  m_data->vfs.pNext = nullptr;
  m_data->vfs.zName = "faulty";
  m_data->vfs.szOsFile = static_cast<int>(sizeof(File)) + m_data->real->szOsFile;
  // Everything but opening goes straight to the real one, which reads its own data from its vfs.
  m_data->vfs.pAppData = m_data.get();
  m_data->vfs.xOpen = open_file;
  m_data->vfs.xDelete = [](sqlite3_vfs* vfs, const char* name, int syncs) {
    auto* real = static_cast<Data*>(vfs->pAppData)->real;
    return real->xDelete(real, name, syncs);
  };
  m_data->vfs.xAccess = [](sqlite3_vfs* vfs, const char* name, int flags, int* out) {
    auto* real = static_cast<Data*>(vfs->pAppData)->real;
    return real->xAccess(real, name, flags, out);
  };
  m_data->vfs.xFullPathname = [](sqlite3_vfs* vfs, const char* name, int size, char* out) {
    auto* real = static_cast<Data*>(vfs->pAppData)->real;
    return real->xFullPathname(real, name, size, out);
  };
  if (sqlite3_vfs_register(&m_data->vfs, 1) != SQLITE_OK) {
    throw std::runtime_error("SQLite takes no other file layer");
  }
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&m_data->vfs);
  sqlite3_vfs_register(m_data->real, 1);
}

void FaultyDisk::fail_at(std::int64_t at, Fault fault) {
  m_data->operations = 0;
  m_data->fails_at = at;
  m_data->fault = fault;
  m_data->has_struck = false;
  m_data->is_full = false;
}

void FaultyDisk::before_each(std::function<void()> call) {
  m_data->before_each = std::move(call);
}

void FaultyDisk::make_well() {
  m_data->fails_at = 0;
  m_data->is_full = false;
}

bool FaultyDisk::has_struck() const {
  return m_data->has_struck;
}

}  // namespace candor::record_tests
