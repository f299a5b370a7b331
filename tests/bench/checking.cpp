// Checking a ledger, beside what its arithmetic alone costs, and exporting one in full.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/child_process.h"
#include "bench/bench.h"
#include "crypto/crypto.h"
#include "keys/keys.h"
#include "office/export_records.h"
#include "office/reading.h"
#include "office/verify.h"
#include "office/workers.h"
#include "record/ledger.h"
#include "record/seal.h"
#include "support/demonstration_keys.h"
#include "support/fakes.h"

namespace candor::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kEntries = 2000;
constexpr std::size_t kBlobSize = 30U * 1024;
constexpr int kRecords = 600;  // so many that what is done once weighs little
constexpr std::int64_t kBetweenVisitsMs = 1'237'000;
constexpr int kFewEntries = 100;
constexpr int kManyEntries = 100'000;

/// Keys and a ledger in a folder that goes away.
struct Ground {
  support::TemporaryFolder home;
  support::DemonstrationKeys keys;
  keys::Keyring ring = keys.keyring();

  [[nodiscard]] Result<record::Ledger> ledger() const {
    return record::Ledger::open(
        home.path() / "ledger.sqlite",
        record::Keeper{ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record}});
  }

  [[nodiscard]] static record::Header header(const std::string& id, record::EntryKind kind) {
    record::Header header;
    header.id = id;
    header.kind = kind;
    header.kiosk = "A";
    header.created.utc_ms = support::kDemonstrationNow * 1000;
    return header;
  }
};

/// Appends `count` entries of `size` bytes.
Result<void> fill(record::Ledger& ledger, int count, std::size_t size) {
  std::string blob(size, 'x');
  for (int i = 0; i < count; ++i) {
    blob.replace(0, 8, std::to_string(10'000'000 + i));
    const auto stored =
        ledger.append(Ground::header("e" + std::to_string(i), record::EntryKind::staff_act), blob);
    if (!stored) return fail(stored);
  }
  return {};
}

/// The most memory, in MiB, that `candor verify` held while it checked the ledger in `folder`; 0
/// when it found fault or did not run.
double memory_of_verify(const fs::path& folder, const fs::path& authority) {
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / "candor";
  const auto process =
      start_child({program.string(), "verify", folder.string(), "--ca", authority.string()});
  if (!process) return 0.0;
  int status = 0;
  rusage used{};
  if (::wait4(*process, &status, 0, &used) != *process || status != 0) return 0.0;
  return static_cast<double>(used.ru_maxrss) / 1024.0;
}

/// Whether a check needs more memory when there is more to check.
void check_memory(benchmark::State& state) {
  constexpr std::size_t kSize = 2048;  // what grows is the number of entries, not their bytes
  for (auto each : state) {
    for (const int count : {kFewEntries, kManyEntries}) {
      const Ground ground;
      {
        auto ledger = ground.ledger();
        if (!ledger) return state.SkipWithError(to_string(ledger.error()).c_str());
        const auto filled = fill(*ledger, count, kSize);
        if (!filled) return state.SkipWithError(to_string(filled.error()).c_str());
      }
      const double memory =
          memory_of_verify(ground.home.path(), ground.keys.data_folder() / "keys/ca.crt");
      if (memory == 0.0) return state.SkipWithError("the ledger was not called sound");
      state.counters[count == kFewEntries ? "few_mib" : "many_mib"] = memory;
    }
  }
}

/// What a check cannot do without: the hash of each blob and the signature of each head.
void arithmetic(const std::vector<record::Entry>& entries, const std::string& ledger,
                const crypto::Certificate& signer) {
  const std::size_t threads = office::worker_count();
  std::vector<std::thread> running;
  for (std::size_t first = 0; first < threads; ++first) {
    running.emplace_back([&, first] {
      for (std::size_t i = first; i < entries.size(); i += threads) {
        const record::Entry& one = entries[i];
        benchmark::DoNotOptimize(crypto::sha256_hex(one.blob));
        benchmark::DoNotOptimize(
            signer.verify(record::head_text(ledger, one.seq, one.chain), one.signature));
      }
    });
  }
  for (std::thread& thread : running) thread.join();
}

void check_ledger(benchmark::State& state) {
  const Ground ground;
  std::vector<record::Entry> entries;
  std::string id;
  {
    auto ledger = ground.ledger();
    if (!ledger) return state.SkipWithError(to_string(ledger.error()).c_str());
    const auto filled = fill(*ledger, kEntries, kBlobSize);
    if (!filled) return state.SkipWithError(to_string(filled.error()).c_str());
    id = ledger->id();
    const auto read = ledger->each([&entries](const record::Entry& entry) {
      entries.push_back(entry);
      return true;
    });
    if (!read) return state.SkipWithError(to_string(read.error()).c_str());
  }
  Samples bare;
  Samples whole;
  for (auto each : state) {
    const Stopwatch watch;
    arithmetic(entries, id, ground.ring.kiosk_certificate);
    bare.add(watch.milliseconds());
    const Stopwatch second;
    const auto all = office::verify({ground.home.path()}, {ground.ring.ca, {}, {}});
    const double taken = second.milliseconds();
    if (!all || !all->front().findings.empty()) return state.SkipWithError("it is not sound");
    whole.add(taken);
    state.SetIterationTime(taken / 1000.0);
  }
  bare.report(state, "bare");
  whole.report(state, "verify");
  state.counters["times_bare"] =
      state.counters["verify_ms"].value / state.counters["bare_ms"].value;
  state.counters["entries_per_second"] = kEntries * 1000.0 / state.counters["verify_ms"].value;
}

/// The content of the last record in the ledger of a folder.
Result<Json> content_in(const fs::path& data) {
  const auto clinic = keys::load_clinic_key(fs::path(data.string() + "-clinic") / "record.key",
                                            support::kDemonstrationPassphrase);
  if (!clinic) return fail(clinic);
  const auto ring = keys::load_keyring(data, support::kDemonstrationNow);
  if (!ring) return fail(ring);
  const auto ledger = record::Ledger::open(data);
  if (!ledger) return fail(ledger);
  Json content;
  const auto read = ledger->each([&](const record::Entry& entry) {
    if (entry.header.kind != record::EntryKind::record) return true;
    const auto opened =
        record::unseal(entry, {{clinic->key, clinic->certificate}}, ring->ca, "ledger");
    if (opened) content = Json::parse(opened->plain);
    return true;
  });
  if (!read) return fail(read);
  if (content.is_null()) return fail(ErrorCode::not_found, "there is no record", data.string());
  return content;
}

/// Moves every moment of a record, so that no record has the times of another.
void delay(Json& value, std::int64_t by_ms) {
  for (auto one = value.begin(); one != value.end(); ++one) {
    if (value.is_object() && one.key() == "utc_ms") {
      *one = one->get<std::int64_t>() + by_ms;
    } else if (one->is_structured()) {
      delay(*one, by_ms);
    }
  }
}

void export_all(benchmark::State& state, const fs::path& data) {
  const Ground ground;
  auto content = content_in(data);
  if (!content) return state.SkipWithError(to_string(content.error()).c_str());
  {
    auto ledger = ground.ledger();
    if (!ledger) return state.SkipWithError(to_string(ledger.error()).c_str());
    const record::Seal seal(ground.ring.kiosk, ground.ring.kiosk_certificate,
                            {ground.ring.record, ground.ring.recovery});
    for (int i = 0; i < kRecords; ++i) {
      const std::string number = std::to_string(10'000'000 + i);
      const std::string id = number + (*content)["id"].get<std::string>().substr(8);
      (*content)["id"] = id;
      delay(*content, kBetweenVisitsMs);
      const auto blob = seal.close(*content, support::kDemonstrationNow);
      if (!blob) return state.SkipWithError(to_string(blob.error()).c_str());
      const auto stored = ledger->append(Ground::header(id, record::EntryKind::record), *blob);
      if (!stored) return state.SkipWithError(to_string(stored.error()).c_str());
    }
  }
  const keys::ClinicKey record = ground.keys.clinic_key(keys::Role::record);
  const keys::ClinicKey archive = ground.keys.clinic_key(keys::Role::archive);
  const office::ClinicKeys keys{{{record.key, record.certificate}}, ground.ring.ca};
  office::ExportWants wants;
  wants.formats.fhir = true;
  wants.now.utc_ms = support::kDemonstrationNow * 1000;
  wants.now.zone = "UTC";
  wants.seal.emplace(exporting::Seal{archive.key, archive.certificate, ground.ring.ca, wants.now});
  wants.fonts = support::source_folder() / "assets/fonts/fonts.conf";
  wants.software = "candor-bench";
  Samples first;
  Samples again;
  int number = 0;
  for (auto each : state) {
    const fs::path folder = ground.home.path() / ("out" + std::to_string(++number));
    for (Samples* samples : {&first, &again}) {
      const auto out = office::OutFolder::open(folder);
      const Stopwatch watch;
      const auto reading =
          office::Reading::open(ground.home.path(), ground.ring.ca, [](const Error&) {});
      if (!reading || !out) return state.SkipWithError("the ledger or the folder cannot be opened");
      const auto count =
          office::export_records(*reading, keys, wants, *out, {[](const Error&) {}, {}});
      const double taken = watch.milliseconds();
      if (!count || count->records != kRecords) return state.SkipWithError("not all were exported");
      samples->add(taken);
      if (samples == &first) state.SetIterationTime(taken / 1000.0);
    }
  }
  first.report(state, "first");
  again.report(state, "again");
  state.counters["records_per_second"] = kRecords * 1000.0 / state.counters["first_ms"].value;
  state.counters["again_per_second"] = kRecords * 1000.0 / state.counters["again_ms"].value;
  state.counters["memory_mib"] = proportional_memory("self");
}

}  // namespace

void add_checking(const fs::path& data) {
  benchmark::RegisterBenchmark("check_ledger", check_ledger)
      ->Iterations(15)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("check_memory", check_memory)
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("export_all",
                               [data](benchmark::State& state) { export_all(state, data); })
      ->Iterations(2)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
