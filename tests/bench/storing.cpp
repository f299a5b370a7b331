// Storing and exporting the record of a whole visit, and loading the pack it was made from.
#include <ctime>

#include "bench/bench.h"
#include "content/load.h"
#include "export/fhir.h"
#include "export/index.h"
#include "export/manifest.h"
#include "export/pdf.h"
#include "record/ledger.h"
#include "record/record.h"
#include "record/seal.h"
#include "support/demonstration_keys.h"
#include "support/fakes.h"

namespace candor::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kAppends = 50;
constexpr int kLoads = 20;

/// What the kiosk seals with, and the clinic opens with, in the benchmarks' folder.
struct Keys {
  keys::Keyring kiosk;
  keys::ClinicKey clinic;
};

Result<Keys> load_keys(const fs::path& data) {
  auto kiosk = keys::load_keyring(data, support::kDemonstrationNow);
  if (!kiosk) return fail(kiosk);
  auto clinic = keys::load_clinic_key(fs::path(data.string() + "-clinic") / "record.key",
                                      support::kDemonstrationPassphrase);
  if (!clinic) return fail(clinic);
  return Keys{*std::move(kiosk), *std::move(clinic)};
}

Result<record::Unsealed> unsealed(const record::Entry& entry, const Keys& keys) {
  return record::unseal(entry, {{keys.clinic.key, keys.clinic.certificate}}, keys.kiosk.ca,
                        "ledger");
}

/// The last record in the ledger of a folder.
Result<record::Entry> stored_record(const fs::path& data) {
  const auto ledger = record::Ledger::open(data);
  if (!ledger) return fail(ledger);
  record::Entry found;
  const auto read = ledger->each([&found](const record::Entry& entry) {
    if (entry.header.kind == record::EntryKind::record) found = entry;
    return true;
  });
  if (!read) return fail(read);
  if (found.seq == 0) return fail(ErrorCode::not_found, "there is no record", data.string());
  return found;
}

void durable(benchmark::State& state, const fs::path& data) {
  const auto entry = stored_record(data);
  if (!entry) return state.SkipWithError(to_string(entry.error()).c_str());
  const fs::path folder = data / "append";
  std::error_code error;
  fs::create_directory(folder, error);
  const auto keys = load_keys(data);
  if (!keys) return state.SkipWithError(to_string(keys.error()).c_str());
  const keys::Keyring& ring = keys->kiosk;
  auto ledger = record::Ledger::open(
      folder, record::Keeper{ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record}});
  if (!ledger) return state.SkipWithError(to_string(ledger.error()).c_str());
  const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
  const auto plain = unsealed(*entry, *keys);
  if (!plain) return state.SkipWithError(to_string(plain.error()).c_str());
  Json content = plain->content;
  record::Header header = entry->header;
  Samples samples;
  int number = 0;
  for (auto each : state) {
    header.id = entry->header.id + "." + std::to_string(++number);
    content["id"] = header.id;
    const Stopwatch watch;
    const auto blob = seal.close(content, support::kDemonstrationNow);
    if (!blob) return state.SkipWithError(to_string(blob.error()).c_str());
    const auto chain = ledger->append(header, *blob);
    const double taken = watch.milliseconds();
    if (!chain) return state.SkipWithError(to_string(chain.error()).c_str());
    samples.add(taken);
    state.SetIterationTime(taken / 1000.0);
  }
  samples.report(state, "append");
  state.counters["record_kib"] = static_cast<double>(entry->blob.size()) / 1024.0;
}

/// As `candor export` does for each record, but for the writing of the file.
void export_pdf(benchmark::State& state, const fs::path& data) {
  const auto entry = stored_record(data);
  if (!entry) return state.SkipWithError(to_string(entry.error()).c_str());
  const auto fonts = text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf");
  if (!fonts) return state.SkipWithError(to_string(fonts.error()).c_str());
  const auto keys = load_keys(data);
  if (!keys) return state.SkipWithError(to_string(keys.error()).c_str());
  std::string bytes;
  const std::clock_t start = std::clock();
  for (auto each : state) {
    const auto plain = unsealed(*entry, *keys);
    if (!plain) return state.SkipWithError(to_string(plain.error()).c_str());
    const auto record = record::from_json(plain->content);
    if (!record) return state.SkipWithError(to_string(record.error()).c_str());
    auto pdf = exporting::to_pdf({*record, plain->plain, {}, entry->chain, {}}, *fonts);
    if (!pdf) return state.SkipWithError(to_string(pdf.error()).c_str());
    bytes = *std::move(pdf);
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  state.counters["pdfs_per_second"] = static_cast<double>(state.iterations()) / seconds;
  state.counters["pdf_kib"] = static_cast<double>(bytes.size()) / 1024.0;
}

/// Everything that `candor export` makes of a sealed record, but for the writing of the files.
/// Returns how many bytes the files have.
Result<std::size_t> export_once(const record::Entry& entry, const Keys& keys,
                                const exporting::Seal& seal, const text::Fonts& fonts) {
  auto plain = unsealed(entry, keys);
  if (!plain) return fail(plain);
  auto record = record::from_json(plain->content);
  if (!record) return fail(record);
  const exporting::ExportedRecord exported{
      *std::move(record),
      std::move(plain->plain),
      {},
      entry.chain,
      record::head_line(
          {std::string(32, '7'), entry.seq, entry.chain, entry.signer, entry.signature})};
  const auto pdf = exporting::to_sealed_pdf(exported, fonts, seal);
  if (!pdf) return fail(pdf);
  const auto fhir = exporting::to_fhir(exported, *pdf);
  if (!fhir) return fail(fhir);
  std::size_t bytes = exporting::index_row(exported, "stem").size();
  for (const std::string* file : {&*pdf, &*fhir, &exported.stored}) {
    bytes += exporting::manifest_file("file", *file).size;
  }
  return bytes;
}

void export_full(benchmark::State& state, const fs::path& data) {
  const auto give_up = [&state](const Error& error) {
    state.SkipWithError(to_string(error).c_str());
  };
  const auto entry = stored_record(data);
  if (!entry) return give_up(entry.error());
  const auto fonts = text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf");
  if (!fonts) return give_up(fonts.error());
  const auto keys = load_keys(data);
  if (!keys) return give_up(keys.error());
  const auto archive = keys::load_clinic_key(fs::path(data.string() + "-clinic") / "archive.key",
                                             support::kDemonstrationPassphrase);
  if (!archive) return give_up(archive.error());
  const exporting::Seal seal{archive->key,
                             archive->certificate,
                             keys->kiosk.ca,
                             {support::kDemonstrationNow * 1'000, 0, 0, "UTC"}};
  std::size_t bytes = 0;
  const std::clock_t start = std::clock();
  for (auto each : state) {
    const auto exported = export_once(*entry, *keys, seal, *fonts);
    if (!exported) return give_up(exported.error());
    bytes = *exported;
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  state.counters["records_per_second"] = static_cast<double>(state.iterations()) / seconds;
  state.counters["files_kib"] = static_cast<double>(bytes) / 1024.0;
}

void load_pack(benchmark::State& state) {
  Samples samples;
  for (auto each : state) {
    const Stopwatch watch;
    const content::Loaded loaded =
        content::load_pack(support::source_folder() / "content/ketamine-iv");
    samples.add(watch.milliseconds());
    if (!loaded.pack) return state.SkipWithError("the pack has mistakes");
  }
  samples.report(state, "load");
}

}  // namespace

void add_storing(const fs::path& data) {
  benchmark::RegisterBenchmark("durable", [data](benchmark::State& state) { durable(state, data); })
      ->Iterations(kAppends)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("export_pdf", [data](benchmark::State& state) {
    export_pdf(state, data);
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("export_full",
                               [data](benchmark::State& state) { export_full(state, data); })
      ->MinTime(4.0)
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("load_pack", load_pack)
      ->Iterations(kLoads)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
