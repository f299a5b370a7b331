// What is wrong with a ledger or an exported file. Strict: what lenient tools let pass is a
// finding. Nothing is repaired or changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "crypto/keys.h"
#include "office/clinic_keys.h"
#include "record/head.h"
#include "text/text.h"

namespace candor::office {

/// What kind of thing a finding is about; a word in the JSON.
enum class Trouble {
  file,      ///< the file as a whole is not what it should be
  missing,   ///< entries are not there
  damaged,   ///< an entry does not fit its chain value, hash or place
  head,      ///< a head's signature or signer does not hold, or a kept head says otherwise
  content,   ///< what is sealed inside does not hold
  addendum,  ///< an addendum refers to what is not there
};
[[nodiscard]] std::string to_string(Trouble trouble);

struct Finding {
  Trouble trouble = Trouble::file;
  std::int64_t entry = 0;  ///< its seq; 0: none
  std::string what;        ///< a sentence that names the entry or file part
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// What was looked at, and what was found.
struct Checked {
  std::string file;
  /// "ledger", "record", "addendum", "addenda", "manifest", "pdf", "bundle", "index", "trail",
  /// "unknown"
  std::string kind;
  std::int64_t entries = 0;   ///< of a ledger: sound ones
  std::int64_t heads = 0;     ///< signatures of heads that hold
  std::int64_t contents = 0;  ///< sealed contents that were opened and hold
  std::int64_t erased = 0;    ///< entries whose time was over
  std::int64_t addenda = 0;   ///< of a ledger or a file of addenda: sound ones
  std::int64_t files = 0;     ///< of a manifest: files that are as it says
  std::string head;           ///< of a ledger: its newest head as a line
  std::string signer;         ///< of a signed file: whose signature holds
  std::int64_t signed_at_s = 0;
  /// Of a kiosk's ledger: the office's own that was checked with it; empty: none lies beside it.
  std::string office;
  bool own_authority = false;  ///< no authority was given, so the ledger's own was believed
  /// Of a PDF or a bundle: "same" (made once more from the attached record it is the same file),
  /// "not-compared" (another version made it, or no fonts were given), else empty.
  std::string words;
  bool is_signed = true;  ///< false: a bare file, which proves nothing by itself
  /// Worth knowing, and nothing wrong.
  std::vector<std::string> notes;
  std::vector<Finding> findings;
};

/// A head that somebody kept, and where it stands.
struct KeptHead {
  record::Head head;
  std::string place;
};

struct VerifyWith {
  std::optional<crypto::Certificate> ca;  ///< the clinic's authority
  std::vector<KeptHead> heads;
  std::optional<ClinicKeys> keys;  ///< opens what is sealed
  /// To compare the words of PDFs with their records; none: they are not compared, and that is
  /// said.
  std::shared_ptr<const text::Fonts> fonts = nullptr;
};

/// Reads a file of heads, one on each line; empty lines and those that begin with # are passed
/// over. Or those in an export's manifest.json. Fails with not_found, unreadable, bad_format,
/// naming the line.
[[nodiscard]] Result<std::vector<KeptHead>> read_heads(const std::filesystem::path& file);

/// Checks ledgers (with the office's own beside them) and exported files, in the order given.
/// Fails when something cannot be looked at at all: not_found, unreadable, locked, newer_version,
/// refused (an exported file, and no authority is known).
[[nodiscard]] Result<std::vector<Checked>> verify(const std::vector<std::filesystem::path>& paths,
                                                  const VerifyWith& with);
/// The same, but goes on behind what cannot be looked at; `unseen` is told of each.
[[nodiscard]] std::vector<Checked> verify(const std::vector<std::filesystem::path>& paths,
                                          const VerifyWith& with,
                                          const std::function<void(const Error&)>& unseen);

/// As documented in README.md beside this file.
[[nodiscard]] Json to_json(const std::vector<Checked>& all);

}  // namespace candor::office
