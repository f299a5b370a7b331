// The records of a ledger as files in a folder. Doing it again changes nothing, and going on after
// a kill finishes what was begun.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "export/archive.h"
#include "office/clinic_keys.h"
#include "office/out_folder.h"
#include "office/reading.h"

namespace candor::office {

struct Formats {
  bool pdf = true;
  bool json = true;
  bool fhir = false;  ///< writes the PDF too, which lies in the bundle
  bool csv = true;    ///< the index and the trail
  bool cms = false;
  bool packs = false;  ///< the content that patients saw, as folders; of chosen records only theirs
};

/// Whether a patient's name stands in file names.
enum class FileNames { without_person, with_person };

struct ExportWants {
  Formats formats;
  FileNames names = FileNames::without_person;
  std::optional<Date> from;             ///< the first local day of the records wanted
  std::optional<Date> to;               ///< the last
  std::vector<std::string> ids;         ///< only these, each whole; empty: all
  std::optional<exporting::Seal> seal;  ///< seals PDFs and the manifest; none: neither
  std::filesystem::path fonts;          ///< the fontconfig file of the pinned fonts
  std::string software;                 ///< "candor 0.1.0"
  Moment now;                           ///< of the manifest
};

struct ExportCount {
  std::int64_t records = 0;
  std::int64_t pdfs = 0;
  std::int64_t jsons = 0;
  std::int64_t fhirs = 0;
  std::int64_t messages = 0;
  std::int64_t addenda = 0;  ///< files that hold only addenda
  std::int64_t packs = 0;    ///< versions of the content that patients saw
  std::int64_t withdrawn = 0;
  std::int64_t written = 0;    ///< files
  std::int64_t unchanged = 0;  ///< files
  std::int64_t damaged = 0;    ///< records, addenda, packs
  std::vector<std::string> missing_ids;
  /// Records that were withdrawn, and nobody is noted to have told the team that treats.
  std::vector<std::string> untold_ids;
  /// Files of an earlier run that lie in the folder still, and that the new manifest does not name.
  std::vector<std::string> left_over;
};

/// Whom to tell while it goes on, on the calling thread.
struct ExportEar {
  std::function<void(const Error&)> problem;  ///< something is damaged; it goes on
  std::function<void(std::int64_t)> records_done;
};

/// Writes the files of all wanted records, then index.csv and trail.csv, then the content that
/// patients saw, then manifest.json and manifest.cms.
/// For each record it keeps a row of the index and the names and digests of its files in memory.
/// Fails when nothing more can be written (no_space, unwritable, refused) or the ledger cannot be
/// read on; what was written until then is whole.
[[nodiscard]] Result<ExportCount> export_records(const Reading& reading, const ClinicKeys& keys,
                                                 const ExportWants& wants, const OutFolder& out,
                                                 const ExportEar& ear);

/// The name of a record's files without the extension.
[[nodiscard]] std::string file_stem(const record::Record& record, const SealedRecord& sealed,
                                    FileNames names);

}  // namespace candor::office
