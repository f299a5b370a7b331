// A disk that fails when it is told to: an SQLite file layer over the real one, used by every
// database that the test program opens while it lives.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace candor::record_tests {

enum class Fault {
  error,      ///< the operation fails once and does nothing
  half,       ///< a write fails once after half of its bytes; other operations as `error`
  full_disk,  ///< from then on no write and no growth works, until make_well()
};

class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// The operation number `at` (from 1: every open, write, sync and truncate) will fail.
  void fail_at(std::int64_t at, Fault fault);
  /// Called before each operation from now on: what a slow disk leaves time for.
  void before_each(std::function<void()> call);
  /// Space is free again and nothing fails any more.
  void make_well();
  /// Whether the fault has struck.
  [[nodiscard]] bool has_struck() const;

  struct Data;

 private:
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::record_tests
