#include "office/export_records.h"

#include <algorithm>
#include <future>
#include <optional>
#include <set>
#include <utility>

#include "base/check.h"
#include "crypto/cms.h"
#include "export/addenda_file.h"
#include "export/fhir.h"
#include "export/index.h"
#include "export/manifest.h"
#include "export/pdf.h"
#include "export/sealed.h"
#include "keys/keys.h"
#include "office/export_trail.h"
#include "office/stored_packs.h"
#include "office/workers.h"
#include "text/text.h"

namespace candor::office {
namespace {

constexpr const char* kManifest = "manifest.json";
constexpr const char* kManifestSeal = "manifest.cms";
constexpr const char* kIndex = "index.csv";
constexpr const char* kTrail = "trail.csv";
constexpr const char* kAddenda = ".addenda.json";
constexpr const char* kAddendum = ".addendum-";

/// What became of one record.
struct Done {
  bool is_wanted = false;
  bool is_withdrawn = false;
  bool is_untold = false;  ///< and nobody is noted to have told the team
  std::string id;
  std::string visit;
  std::string clinic;
  std::string pack_digest;
  std::string index_row;
  std::vector<exporting::ManifestFile> files;
  std::int64_t written = 0;
  std::vector<Error> damage;
  std::optional<Error> blocked;  ///< nothing more can be written
};

/// The plain letter for each of U+00C0 to U+00FF.
constexpr std::string_view kWithoutAccents =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty";

/// Lower-case letters, digits and hyphens of a name. Other scripts leave nothing.
std::string plain_name(std::string_view name) {
  std::string kept;
  for (std::size_t i = 0; i < name.size(); ++i) {
    char letter = name[i];
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    if (letter == '\xC3' && i + 1 < name.size()) {
      letter = kWithoutAccents[static_cast<unsigned char>(name[++i]) % kWithoutAccents.size()];
    }
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
      kept += letter;
    } else if (!kept.empty() && kept.back() != '-') {
      kept += '-';
    }
  }
  kept.resize(std::min<std::size_t>(kept.size(), 60));
  while (!kept.empty() && kept.back() == '-') kept.pop_back();
  return kept;
}

/// The PDF that is there already, if it is the one that would be made now: made again as of its own
/// time it must be the same but for the signature, and that must be good.
std::optional<std::string> still_good(const exporting::ExportedRecord& exported,
                                      const text::Fonts& fonts, const exporting::Seal& seal,
                                      std::optional<std::string> old) {
  if (!old) return std::nullopt;
  const auto place = exporting::find_seal(*old, "");
  if (!place) return std::nullopt;
  exporting::Seal then = seal;
  then.at = place->at;
  then.at.zone = seal.at.zone;
  const auto made = exporting::to_sealed_pdf(exported, fonts, then);
  if (!made || !exporting::differ_only_in_signature(*made, *old, *place)) return std::nullopt;
  const auto signer = exporting::check_seal(*old, *place, seal.authority, "");
  const bool is_good = signer && keys::check_signer_role(*signer, keys::Role::archive);
  return is_good ? std::move(old) : std::nullopt;
}

/// Makes the files of one record after the other. Used by one thread.
class Desk {
 public:
  Desk(const Reading& reading, const ClinicKeys& keys, const ExportWants& wants,
       const OutFolder& out, std::optional<text::Fonts> fonts)
      : m_reading(&reading),
        m_keys(&keys),
        m_wants(&wants),
        m_out(&out),
        m_fonts(std::move(fonts)) {}

  [[nodiscard]] Done make(const SealedRecord& sealed) const {
    Done done;
    done.id = sealed.record.entry.header.id;
    done.visit = sealed.record.entry.header.visit;
    auto opened = open_record(sealed, *m_keys);
    if (!opened) {
      done.damage.push_back(opened.error());
      return done;
    }
    const record::Record& record = opened->exported.record;
    const Date day = local_date(record.ended);
    if ((m_wants->from && day < *m_wants->from) || (m_wants->to && *m_wants->to < day)) {
      return done;
    }
    done.is_wanted = true;
    done.damage = std::move(opened->problems);
    done.clinic = record.clinic;
    done.pack_digest = record.pack_digest;
    done.is_withdrawn =
        exporting::latest(opened->exported, record::addendum_kind::kWithdrawn) != nullptr;
    done.is_untold = exporting::is_withdrawal_untold(opened->exported);
    opened->exported.office_ledger = m_reading->office_file().empty()
                                         ? exporting::OfficeLedger::not_beside
                                         : exporting::OfficeLedger::seen;
    if (const auto role = keys::role_of(m_keys->openers.front().certificate)) {
      opened->exported.opened_with = keys::role_name(*role);
    }
    opened->exported.pack_entry = m_reading->pack_entry(record.pack_digest);
    make_files(done, *opened, file_stem(record, sealed, m_wants->names), sealed.record.place);
    crypto::wipe(opened->exported.stored);
    return done;
  }

 private:
  void make_files(Done& done, const OpenedRecord& opened, const std::string& stem,
                  const std::string& place) const {
    const exporting::ExportedRecord& exported = opened.exported;
    const Formats& formats = m_wants->formats;
    std::string pdf;
    if (formats.pdf || formats.fhir) {
      auto old = m_out->read(stem + ".pdf");
      if (!old) {
        done.blocked = old.error();
        return;
      }
      auto made = make_pdf(exported, *std::move(old));
      if (!made) return give_up(done, made.error(), place);
      pdf = *std::move(made);
      if (!store(done, stem + ".pdf", pdf)) return;
    }
    if (formats.json && !store_json(done, exported, stem)) return;
    if (formats.fhir) {
      const auto bundle = exporting::to_fhir(exported, pdf);
      if (!bundle) return give_up(done, bundle.error(), place);
      if (!store(done, stem + ".fhir.json", *bundle)) return;
    }
    if (formats.cms && !store_messages(done, opened, stem)) return;
    if (formats.csv)
      done.index_row = exporting::index_row(exported, stem, m_reading->office_head());
  }

  /// The record as it was signed, and beside it what was added later. False when the disk cannot
  /// take it.
  bool store_json(Done& done, const exporting::ExportedRecord& exported,
                  const std::string& stem) const {
    if (!store(done, stem + ".json", exported.stored)) return false;
    return exported.addenda.empty() ||
           store(done, stem + kAddenda,
                 exporting::addenda_text(exported.addenda, exported.office_ledger));
  }

  /// The same as signed messages.
  bool store_messages(Done& done, const OpenedRecord& opened, const std::string& stem) const {
    if (!store(done, stem + ".cms", opened.message.view())) return false;
    int number = 0;
    for (const crypto::Secret& one : opened.addendum_messages) {
      const std::string name = stem + kAddendum + std::to_string(++number) + ".cms";
      if (!store(done, name, one.view())) return false;
    }
    return true;
  }

  /// The files of this record cannot be made; those of others can.
  static void give_up(Done& done, const Error& error, const std::string& place) {
    done.damage.push_back({error.code, error.what, place, error.next});
  }

  [[nodiscard]] Result<std::string> make_pdf(const exporting::ExportedRecord& exported,
                                             std::optional<std::string> old) const {
    CANDOR_CHECK(m_fonts.has_value());
    if (!m_wants->seal) return exporting::to_pdf(exported, *m_fonts);
    auto kept = still_good(exported, *m_fonts, *m_wants->seal, std::move(old));
    if (kept) return *std::move(kept);
    return exporting::to_sealed_pdf(exported, *m_fonts, *m_wants->seal);
  }

  /// False when the disk cannot take it.
  bool store(Done& done, const std::string& name, std::string_view bytes) const {
    const auto written = m_out->write(name, bytes);
    if (!written) {
      done.blocked = written.error();
      return false;
    }
    if (*written == OutFolder::Written::now) ++done.written;
    done.files.push_back(exporting::manifest_file(name, bytes));
    return true;
  }

  const Reading* m_reading;
  const ClinicKeys* m_keys;
  const ExportWants* m_wants;
  const OutFolder* m_out;
  std::optional<text::Fonts> m_fonts;
};

/// Keeps what is written, so that the disk works while more is made.
class Keeping {
 public:
  explicit Keeping(const OutFolder& out) : m_out(&out) {}

  /// The files of one record more were written.
  void count_record() {
    if (++m_records % kRecordsAtOnce == 0) begin();
  }

  /// Begins to keep what was written until now.
  void begin() {
    if (m_running.valid()) note(m_running.get());
    m_running = std::async(std::launch::async, [out = m_out] { return out->keep(); });
  }

  /// Waits until all that was written lasts.
  Result<void> finish() {
    if (m_running.valid()) note(m_running.get());
    note(m_out->keep());
    return m_outcome;
  }

 private:
  static constexpr std::int64_t kRecordsAtOnce = 64;

  /// The first failure counts: the disk may tell of it only once.
  void note(Result<void>&& outcome) {
    if (m_outcome) m_outcome = std::move(outcome);
  }

  const OutFolder* m_out;
  std::int64_t m_records = 0;
  std::future<Result<void>> m_running;
  Result<void> m_outcome;
};

/// Adds up what became of the records, in their order.
class Sum {
 public:
  Sum(const ExportWants& wants, const ExportEar& ear) : m_wants(&wants), m_ear(&ear) {
    count.missing_ids = wants.ids;
  }

  bool take(Done&& done) {
    std::vector<std::string>& missing = count.missing_ids;
    missing.erase(std::remove(missing.begin(), missing.end(), done.id), missing.end());
    for (const Error& error : done.damage) note_damage(error);
    if (!m_wants->ids.empty()) m_visits.insert(std::move(done.visit));
    if (done.is_wanted) {
      ++count.records;
      count.withdrawn += done.is_withdrawn ? 1 : 0;
      if (done.is_untold) count.untold_ids.push_back(done.id);
      if (clinic.empty()) clinic = std::move(done.clinic);
      if (is_choice()) m_packs.insert(std::move(done.pack_digest));
      index += done.index_row;
    }
    count_files(done);
    if (m_ear->records_done) m_ear->records_done(count.records);
    if (done.blocked) blocked = std::move(done.blocked);
    return !blocked;
  }

  void note_damage(const Error& error) {
    ++count.damaged;
    m_told.insert(error.where);
    m_ear->problem(error);
  }

  /// What the trail is to hold beside these records.
  [[nodiscard]] TrailWants trail_wants() const {
    TrailWants trail{m_wants->from, m_wants->to, std::nullopt, m_visits, m_told};
    if (!m_wants->ids.empty()) {
      trail.records = std::set<std::string>(m_wants->ids.begin(), m_wants->ids.end());
    }
    return trail;
  }

  /// The content that the chosen records were made with; nothing: all of it, for all records.
  [[nodiscard]] std::optional<std::set<std::string>> packs_wanted() const {
    if (!is_choice()) return std::nullopt;
    return m_packs;
  }

  void note(const OutFolder::Written written) {
    ++(written == OutFolder::Written::now ? count.written : count.unchanged);
  }

  ExportCount count;
  std::string clinic;
  std::string index = exporting::index_heading();
  std::vector<exporting::ManifestFile> files;
  std::optional<Error> blocked;

 private:
  [[nodiscard]] bool is_choice() const {
    return m_wants->from || m_wants->to || !m_wants->ids.empty();
  }

  void count_files(Done& done) {
    for (exporting::ManifestFile& file : done.files) {
      const std::string_view name = file.name;
      if (name.ends_with(kAddenda) || name.find(kAddendum) != std::string_view::npos) {
        ++count.addenda;
      } else if (name.ends_with(".pdf")) {
        ++count.pdfs;
      } else if (name.ends_with(".cms")) {
        ++count.messages;
      } else {
        ++(name.ends_with(".fhir.json") ? count.fhirs : count.jsons);
      }
      if (m_wants->seal) files.push_back(std::move(file));
    }
    count.written += done.written;
    count.unchanged += static_cast<std::int64_t>(done.files.size()) - done.written;
  }

  const ExportWants* m_wants;
  const ExportEar* m_ear;
  std::set<std::string> m_visits;  ///< of the records that were asked for by their ids
  std::set<std::string> m_told;    ///< where damage was told of
  std::set<std::string> m_packs;   ///< digests of what the chosen records were made with
};

/// Whether the manifest that is there says the same as `wanted`, but for when it was made, and its
/// seal is good.
Result<bool> is_same_manifest(const exporting::Manifest& wanted, const exporting::Seal& seal,
                              const OutFolder& out) {
  const auto text = out.read(kManifest);
  if (!text) return fail(text);
  const auto sealed = out.read(kManifestSeal);
  if (!sealed) return fail(sealed);
  if (!*text || !*sealed) return false;
  const auto old = exporting::parse_manifest(**text, kManifest);
  if (!old) return false;
  exporting::Manifest then = wanted;
  then.made = old->made;
  const auto checked = crypto::verify_cms(**sealed, seal.authority);
  return checked && checked->content == **text && exporting::to_json_text(then) == **text &&
         keys::check_signer_role(checked->signer, keys::Role::archive);
}

/// The files of an earlier manifest that are in the folder still, and not in this one.
std::vector<std::string> left_over(const exporting::Manifest& wanted, const OutFolder& out) {
  std::vector<std::string> names;
  const auto text = out.read(kManifest);
  if (!text || !*text) return names;
  const auto old = exporting::parse_manifest(**text, kManifest);
  if (!old) return names;
  std::set<std::string_view> wanted_names;
  for (const exporting::ManifestFile& file : wanted.files) wanted_names.insert(file.name);
  for (const exporting::ManifestFile& file : old->files) {
    std::error_code error;
    if (!wanted_names.contains(file.name) &&
        std::filesystem::exists(out.path() / file.name, error)) {
      names.push_back(file.name);
    }
  }
  return names;
}

Result<void> write_packs(Sum& sum, const Reading& reading, const ClinicKeys& keys,
                         const ExportWants& wants, const OutFolder& out) {
  const auto packs = export_packs(
      reading, keys, sum.packs_wanted(), out,
      {[&sum](const Error& error) { sum.note_damage(error); },
       [&](const std::string& name, std::string_view bytes, OutFolder::Written written) {
         sum.note(written);
         if (wants.seal) sum.files.push_back(exporting::manifest_file(name, bytes));
       }});
  if (!packs) return fail(packs);
  sum.count.packs = packs->packs;
  return {};
}

Result<void> write_manifest(Sum& sum, const Reading& reading, const ClinicKeys& keys,
                            const ExportWants& wants, const OutFolder& out) {
  exporting::Manifest manifest;
  manifest.clinic = sum.clinic;
  manifest.software = wants.software;
  manifest.head = reading.head();
  manifest.office_head = reading.office_head();
  manifest.opened_with = keys.openers.front().certificate.common_name();
  manifest.made = wants.now;
  manifest.files = std::move(sum.files);
  sum.count.left_over = left_over(manifest, out);
  const auto same = is_same_manifest(manifest, *wants.seal, out);
  if (!same) return fail(same);
  if (*same) {
    sum.count.unchanged += 2;
    return {};
  }
  const auto sealed = exporting::sealed_manifest(manifest, *wants.seal);
  if (!sealed) return fail(sealed);
  for (const auto& [name, bytes] :
       {std::pair<const char*, std::string>{kManifest, exporting::to_json_text(manifest)},
        {kManifestSeal, *sealed}}) {
    const auto written = out.write(name, bytes);
    if (!written) return fail(written);
    sum.note(*written);
  }
  return {};
}

}  // namespace

std::string file_stem(const record::Record& record, const SealedRecord& sealed, FileNames names) {
  std::string stem = exporting::file_stem(record);
  if (sealed.has_twin) stem += "-" + std::to_string(sealed.record.entry.seq);
  if (names == FileNames::with_person) {
    const std::string name = plain_name(record.patient.name);
    if (!name.empty()) stem += "_" + name;
  }
  return stem;
}

Result<ExportCount> export_records(const Reading& reading, const ClinicKeys& keys,
                                   const ExportWants& wants, const OutFolder& out,
                                   const ExportEar& ear) {
  Sum sum(wants, ear);
  Keeping keeping(out);
  const bool needs_fonts = wants.formats.pdf || wants.formats.fhir;
  if (needs_fonts) {
    // Once here, so that a missing font is told before anything is written.
    if (const auto fonts = text::Fonts::open(wants.fonts); !fonts) return fail(fonts);
  }
  const std::size_t threads = worker_count();
  // Each thread has its own fonts: they are not for several.
  std::vector<std::optional<Desk>> desks(threads);
  const auto work = [&](SealedRecord& sealed, std::size_t thread) -> Done {
    if (!desks[thread]) {
      std::optional<text::Fonts> fonts;
      if (needs_fonts) {
        auto opened = text::Fonts::open(wants.fonts, thread);
        if (!opened) {
          Done done;
          done.blocked = opened.error();
          return done;
        }
        fonts.emplace(*std::move(opened));
      }
      desks[thread].emplace(reading, keys, wants, out, std::move(fonts));
    }
    return desks[thread]->make(sealed);
  };
  {
    Workers<SealedRecord, Done> workers(threads, work, [&](Done&& done) {
      if (done.written > 0) keeping.count_record();
      return sum.take(std::move(done));
    });
    const auto read = reading.each_record(
        wants.ids, [&](SealedRecord&& sealed) { return workers.put(std::move(sealed)); });
    workers.finish();
    if (sum.blocked) return tl::unexpected<Error>(*sum.blocked);
    if (!read) return fail(read);
  }
  keeping.begin();
  if (wants.formats.csv) {
    const auto trail = make_trail(reading, keys, sum.trail_wants(),
                                  [&sum](const Error& error) { sum.note_damage(error); });
    if (!trail) return fail(trail);
    for (const auto& [name, text] :
         {std::pair<const char*, const std::string*>{kIndex, &sum.index}, {kTrail, &*trail}}) {
      const auto written = out.write(name, *text);
      if (!written) return fail(written);
      sum.note(*written);
      if (wants.seal) sum.files.push_back(exporting::manifest_file(name, *text));
    }
  }
  if (wants.formats.packs) {
    if (const auto written = write_packs(sum, reading, keys, wants, out); !written) {
      return fail(written);
    }
  }
  // A manifest names only what lasts.
  if (auto kept = keeping.finish(); !kept) return fail(kept);
  if (wants.seal) {
    if (const auto written = write_manifest(sum, reading, keys, wants, out); !written) {
      return fail(written);
    }
    if (auto kept = keeping.finish(); !kept) return fail(kept);
  }
  return std::move(sum.count);
}

}  // namespace candor::office
