#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>

#include "base/file.h"
#include "commands/commands.h"
#include "crypto/crypto.h"
#include "export/pdf.h"
#include "kiosk/config.h"
#include "office/clinic_keys.h"
#include "record/ledger.h"
#include "record/record.h"
#include "record/seal.h"
#include "text/text.h"

namespace candor::commands {
namespace {

constexpr std::size_t kLargestFile = 64U * 1024 * 1024;

/// The one writer of exports: only names of a known form, never through a link, never twice.
class Writer {
 public:
  explicit Writer(std::filesystem::path folder) : m_folder(std::move(folder)) {}

  Result<void> write(const std::string& name, const std::string& bytes) {
    if (!is_allowed(name)) {
      return fail(ErrorCode::refused, "is not a name for an exported file", name,
                  "the ledger may be damaged");
    }
    const std::filesystem::path path = m_folder / name;

    struct stat about {};

    if (::lstat(path.c_str(), &about) == 0) {
      if (!S_ISREG(about.st_mode)) {
        return fail(ErrorCode::refused, "is a link or no regular file", path.string(),
                    "remove it or export to another folder");
      }
      const auto old = read_file(path, kLargestFile);
      if (old && *old == bytes) {
        ++m_unchanged;
        return {};
      }
    }
    if (auto written = write_file_atomic(path, bytes); !written) return written;
    ++m_written;
    return {};
  }

  [[nodiscard]] int unchanged() const { return m_unchanged; }

 private:
  /// Lower-case letters, digits, "-" and "_", then ".pdf" or ".json".
  static bool is_allowed(const std::string& name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos || dot == 0 || dot > 100) return false;
    const std::string end = name.substr(dot);
    if (end != ".pdf" && end != ".json") return false;
    for (const char c : name.substr(0, dot)) {
      const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!fine) return false;
    }
    return name[0] != '-';
  }

  std::filesystem::path m_folder;
  int m_written = 0;
  int m_unchanged = 0;
};

/// One run over a ledger.
class Run {
 public:
  Run(const ExportOptions& options, const office::ClinicKeys& keys, const record::Ledger& ledger,
      const text::Fonts* fonts)
      : m_options(options), m_keys(keys), m_ledger(ledger), m_fonts(fonts), m_writer(options.out) {}

  /// Returns false when going on makes no sense: the disk is full or cannot be written.
  bool take(const record::Entry& entry) {
    if (entry.header.kind != record::EntryKind::record) return true;
    const std::string place = m_options.ledger.string() + ": entry " + std::to_string(entry.seq);
    auto unsealed = record::unseal(entry, m_keys.openers, m_keys.ca, place);
    if (!unsealed) {
      ++m_damaged;
      report(unsealed.error());
      return true;
    }
    const crypto::Secret stored(std::move(unsealed->plain));
    const auto record = record::parse(stored.view(), place);
    if (!record) {
      ++m_damaged;
      report(record.error());
      return true;
    }
    const Date day = local_date(record->ended);
    if ((m_options.from && day < *m_options.from) || (m_options.to && *m_options.to < day)) {
      return true;
    }
    std::string stem = exporting::file_stem(*record);
    // Two ids may begin alike; the seq never repeats.
    if (!m_stems.insert(stem).second) stem += "-" + std::to_string(entry.seq);
    if (m_options.pdf) {
      const auto pdf = exporting::to_pdf(
          {*record, std::string(stored.view()), {}, entry.chain, head_of(entry)}, *m_fonts);
      if (!pdf) {
        ++m_damaged;
        report({pdf.error().code, pdf.error().what, place, pdf.error().next});
      } else if (!store(stem + ".pdf", *pdf)) {
        return false;
      } else {
        ++m_pdfs;
      }
    }
    if (m_options.json) {
      if (!store(stem + ".json", std::string(stored.view()))) return false;
      ++m_jsons;
    }
    ++m_records;
    if (::isatty(STDERR_FILENO) == 1) fmt::print(stderr, "\r{} records", m_records);
    return true;
  }

  void take_damage(const record::Damage& damage) {
    ++m_damaged;
    report(damage.error);
  }

  /// Prints the last line and says how it went.
  [[nodiscard]] Exit finish() const {
    if (::isatty(STDERR_FILENO) == 1 && m_records > 0) fmt::print(stderr, "\r\033[K");
    fmt::print("{} {}: {} PDF, {} JSON written to {}; {} unchanged", m_records,
               m_records == 1 ? "record" : "records", m_pdfs, m_jsons, m_options.out.string(),
               m_writer.unchanged());
    if (m_damaged > 0) fmt::print("; {} damaged", m_damaged);
    fmt::print("\n");
    if (m_failed) return Exit::could_not;
    return m_damaged > 0 ? Exit::found : Exit::done;
  }

 private:
  [[nodiscard]] std::string head_of(const record::Entry& entry) const {
    return record::head_line(
        {m_ledger.id(), entry.seq, entry.chain, entry.signer, entry.signature});
  }

  bool store(const std::string& name, const std::string& bytes) {
    const auto written = m_writer.write(name, bytes);
    if (written) return true;
    report(written.error());
    m_failed = true;
    return false;
  }

  const ExportOptions& m_options;
  const office::ClinicKeys& m_keys;
  const record::Ledger& m_ledger;
  const text::Fonts* m_fonts;
  Writer m_writer;
  std::set<std::string> m_stems;
  int m_records = 0;
  int m_pdfs = 0;
  int m_jsons = 0;
  int m_damaged = 0;
  bool m_failed = false;
};

}  // namespace

Exit run_export(const ExportOptions& options) {
  std::error_code error;
  if (!std::filesystem::exists(options.ledger, error)) {
    return could_not({ErrorCode::not_found, "there is no such ledger", options.ledger.string(),
                      "give a ledger file or the folder it is in"});
  }
  const auto ledger = record::Ledger::open(options.ledger);
  if (!ledger) return could_not(ledger.error());
  const auto keys = office::load_clinic_keys(options.key, options.passphrase_file, options.ca);
  if (!keys) return could_not(keys.error());
  std::optional<text::Fonts> fonts;
  if (options.pdf) {
    auto opened = text::Fonts::open(kiosk::share_folder() / "assets" / "fonts" / "fonts.conf");
    if (!opened) return could_not(opened.error());
    fonts.emplace(std::move(*opened));
  }
  if (const auto made = make_folder(options.out); !made) return could_not(made.error());
  Run run(options, *keys, *ledger, fonts ? &*fonts : nullptr);
  const auto read = ledger->each([&](const record::Entry& entry) { return run.take(entry); },
                                 [&](const record::Damage& damage) { run.take_damage(damage); });
  const Exit exit = run.finish();
  if (!read) return could_not(read.error());
  return exit;
}

}  // namespace candor::commands
