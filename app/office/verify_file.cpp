#include <algorithm>
#include <fstream>
#include <functional>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "crypto/cms.h"
#include "crypto/crypto.h"
#include "export/addenda_file.h"
#include "export/index.h"
#include "export/manifest.h"
#include "export/redraw.h"
#include "export/sealed.h"
#include "export/trail.h"
#include "export/words.h"
#include "keys/keys.h"
#include "office/contents.h"
#include "office/out_folder.h"
#include "office/verify_parts.h"
#include "record/addendum.h"
#include "record/record.h"
#include "record/seal.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = 512U * 1024 * 1024;
constexpr const char* kManifest = "manifest.json";
constexpr const char* kManifestSeal = "manifest.cms";
constexpr const char* kAddenda = ".addenda.json";
constexpr const char* kAddendum = ".addendum-";
constexpr const char* kSame = "same";
constexpr const char* kNotCompared = "not-compared";

/// A heading without its last column: newer columns come at the end, and an older file is one, too.
std::string first_columns(const std::string& heading) {
  return heading.substr(0, heading.rfind(','));
}

/// One file on its way.
class FileCheck {
 public:
  enum class Named { file, folder };

  FileCheck(fs::path path, const VerifyWith& with, Named named)
      : m_path(std::move(path)), m_with(&with), m_named(named) {
    checked.file = m_path.string();
  }

  Result<void> run() {
    const auto bytes = read_file(m_path, kLargestFile);
    if (!bytes) return fail(bytes);
    if (bytes->rfind("%PDF-", 0) == 0) return check_pdf(*bytes);
    if (bytes->rfind('{', 0) == 0) {
      checked.is_signed = false;
      check_json(*bytes);
      return {};
    }
    if (!bytes->empty() && (*bytes)[0] == '\x30') return check_message(*bytes);
    for (const auto& [kind, heading] :
         {std::pair<const char*, std::string>{"index", first_columns(exporting::index_heading())},
          {"trail", exporting::trail_heading()}}) {
      if (bytes->rfind(heading, 0) != 0) continue;
      checked.kind = kind;
      checked.is_signed = false;
      return {};
    }
    checked.kind = "unknown";
    add("this is no file that Candor exports");
    return {};
  }

  Checked checked;

 private:
  void add(std::string what) { checked.findings.push_back({Trouble::file, 0, std::move(what)}); }

  [[nodiscard]] Result<void> need_authority() const {
    if (m_with->ca) return {};
    return fail(ErrorCode::refused, "who signed this cannot be checked without an authority",
                m_path.string(), "give the clinic's with --ca");
  }

  /// Notes the signer when they have that role.
  bool is_signed_by(const crypto::Certificate& signer, std::int64_t at_utc_s, keys::Role role) {
    checked.signer = signer.common_name();
    checked.signed_at_s = at_utc_s;
    const auto right = keys::check_signer_role(signer, role);
    if (!right) add(right.error().what);
    return right.has_value();
  }

  Result<void> check_pdf(const std::string& bytes) {
    checked.kind = "pdf";
    if (auto known = need_authority(); !known) return known;
    const auto sealed = exporting::open_sealed_pdf(bytes, *m_with->ca, m_path.string());
    if (!sealed) {
      add(sealed.error().what);
      return {};
    }
    if (!is_signed_by(sealed->signer, sealed->at.utc_ms / 1000, keys::Role::archive)) return {};
    std::optional<std::string> id;
    for (const exporting::Attachment& one : sealed->attachments) {
      if (one.name != "record.json") continue;
      const auto record = record::parse(one.bytes, one.name);
      if (record && !id) {
        id = record->id;
      } else {
        add(record ? "two records are attached" : "record.json: " + record.error().what);
      }
    }
    if (!id) {
      add("no sound record is attached");
      return {};
    }
    for (const exporting::Attachment& one : sealed->attachments) {
      if (one.name == "record.json" || one.name == exporting::kThisFile) continue;
      const auto addendum = record::parse_addendum(one.bytes, one.name);
      if (!addendum) {
        add(one.name + ": " + addendum.error().what);
      } else if (addendum->refers_to != *id) {
        add(one.name + ": this addendum refers to another record");
      }
    }
    if (!checked.findings.empty()) return {};
    if (!m_with->fonts) {
      checked.words = kNotCompared;
      return {};
    }
    note_pages(exporting::compare_pages(bytes, *sealed, *m_with->fonts, m_path.string()),
               "its pages do not say what its attached record says");
    return {};
  }

  void note_pages(const Result<exporting::Pages>& compared, const char* different) {
    checked.words.clear();
    if (!compared) return add(compared.error().what);
    switch (*compared) {
      case exporting::Pages::same:
        checked.words = kSame;
        return;
      case exporting::Pages::different:
        return add(different);
      case exporting::Pages::other_version:
        checked.words = kNotCompared;
        return;
    }
  }

  /// The bundle against the record in its own PDF. Only that is sealed: a bundle is good when this
  /// version makes the very same from it.
  void check_bundle(const Json& bundle, const std::string& bytes) {
    checked.kind = "bundle";
    checked.words = kNotCompared;
    if (!m_with->ca) return;
    const std::string pdf = crypto::from_base64(pdf_in(bundle));
    if (pdf.rfind("%PDF-", 0) != 0) return refuse_bundle("there is no PDF in it");
    if (!exporting::claims_seal(pdf)) return;
    const auto sealed = exporting::open_sealed_pdf(pdf, *m_with->ca, m_path.string());
    if (!sealed) return refuse_bundle("the PDF in it: " + sealed.error().what);
    if (!is_signed_by(sealed->signer, sealed->at.utc_ms / 1000, keys::Role::archive)) {
      checked.words.clear();
      return;
    }
    if (!m_with->fonts) return;
    note_pages(exporting::compare_bundle(bytes, pdf, *sealed, *m_with->fonts, m_path.string()),
               "it does not say what the record in its PDF says");
    checked.is_signed = checked.words == kSame;
  }

  void refuse_bundle(std::string what) {
    checked.words.clear();
    add(std::move(what));
  }

  /// The PDF of a bundle in base64; empty: there is none.
  static std::string pdf_in(const Json& bundle) {
    try {
      for (const Json& entry : bundle.at("entry")) {
        const Json& resource = entry.at("resource");
        if (resource.at("resourceType") != "DocumentReference") continue;
        return resource.at("content").at(0).at("attachment").at("data").get<std::string>();
      }
    } catch (const Json::exception&) {
      return {};
    }
    return {};
  }

  /// What a signed message is called whose signer is not known: what its name says.
  [[nodiscard]] const char* kind_by_name() const {
    const std::string name = m_path.filename().string();
    if (name == kManifestSeal) return "manifest";
    return name.find(kAddendum) == std::string::npos ? "record" : "addendum";
  }

  Result<void> check_message(const std::string& bytes) {
    checked.kind = kind_by_name();
    if (auto known = need_authority(); !known) return known;
    const auto message = crypto::verify_cms(bytes, *m_with->ca);
    if (!message) {
      add(message.error().what);
      return {};
    }
    checked.kind = "record";
    const auto role = keys::role_of(message->signer);
    if (role == keys::Role::archive) {
      if (is_signed_by(message->signer, message->signed_at_s, keys::Role::archive)) {
        check_manifest(message->content);
      }
    } else if (role == keys::Role::clinician) {
      checked.kind = "addendum";
      const auto addendum = record::parse_addendum(message->content, m_path.string());
      if (!addendum) {
        add(addendum.error().what);
      } else if (addendum->by != message->signer.common_name()) {
        add("this addendum names " + addendum->by + " and was signed by " +
            message->signer.common_name());
      }
      is_signed_by(message->signer, message->signed_at_s, keys::Role::clinician);
    } else if (is_signed_by(message->signer, message->signed_at_s, keys::Role::kiosk)) {
      const auto record = record::parse(message->content, m_path.string());
      if (!record) {
        add(record.error().what);
      } else {
        note_addenda(record->id);
      }
    }
    return {};
  }

  /// What was added to a record later stands in a file beside it: whoever checks the record alone
  /// is told, above all of a withdrawal.
  void note_addenda(const std::string& id) {
    const std::string name = m_path.filename().string();
    const fs::path beside = m_path.parent_path() / (name.substr(0, name.find('.')) + kAddenda);
    const auto bytes = read_file(beside, kLargestFile);
    const auto addenda = bytes ? exporting::parse_addenda(*bytes, beside.string())
                               : Result<std::vector<record::Addendum>>(fail(bytes));
    if (!addenda || addenda->front().refers_to != id) return;
    checked.notes.push_back((exporting::is_withdrawn(*addenda)
                                 ? "this decision was withdrawn later, as "
                                 : "something was added to this record later, as ") +
                            beside.filename().string() + " beside it says");
  }

  /// The addenda to a record, as the export puts them beside it.
  void check_addenda(const std::string& bytes) {
    checked.kind = "addenda";
    const auto addenda = exporting::parse_addenda(bytes, m_path.string());
    if (!addenda) return add(addenda.error().what);
    checked.addenda = static_cast<std::int64_t>(addenda->size());
    const std::string name = m_path.filename().string();
    if (!name.ends_with(kAddenda)) return;
    const std::string its = name.substr(0, name.size() - std::string_view(kAddenda).size());
    const auto beside = read_file(m_path.parent_path() / (its + ".json"), kLargestFile);
    if (!beside) return;
    const auto record = record::parse(*beside, its + ".json");
    if (record && record->id != addenda->front().refers_to) {
      add("these are not the addenda to " + its + ".json beside it, but to the record " +
          addenda->front().refers_to);
    }
  }

  void check_json(const std::string& bytes) {
    checked.kind = "record";
    const auto json = parse_json(bytes, m_path.string(), 32);
    if (!json) return add(json.error().what);
    if (!is_canonical(*json, bytes)) return add("this is not canonical JSON");
    if (json->contains("resourceType")) {
      check_bundle(*json, bytes);
    } else if (json->contains("files")) {
      check_manifest(bytes);
    } else if (json->contains("addenda")) {
      check_addenda(bytes);
    } else if (json->contains("blob_hash")) {
      checked.kind = "addendum";
      const auto addendum = record::parse_addendum(bytes, m_path.string());
      if (!addendum) add(addendum.error().what);
    } else if (const auto record = record::parse(bytes, m_path.string()); !record) {
      add(record.error().what);
    } else {
      if (auto changed = other_words(*record)) add(*std::move(changed));
      note_addenda(record->id);
    }
  }

  /// The files that it names, beside it.
  void check_manifest(const std::string& text) {
    checked.kind = "manifest";
    const auto manifest = exporting::parse_manifest(text, m_path.string());
    if (!manifest) return add(manifest.error().what);
    checked.head = manifest->head;
    for (const exporting::ManifestFile& file : manifest->files) {
      if (!is_export_name(file.name) && !is_pack_file_name(file.name)) {
        add(file.name + ": this is not a name for an exported file");
        continue;
      }
      const auto bytes = read_file(m_path.parent_path() / file.name, kLargestFile);
      if (!bytes) {
        add(file.name + ": " + bytes.error().what);
      } else if (exporting::manifest_file(file.name, *bytes) != file) {
        add(file.name + ": this file is not the one that the manifest names");
      } else {
        ++checked.files;
      }
    }
    if (m_named == Named::folder) note_others(*manifest);
    // The two say the same, or one of them was exchanged.
    const auto beside = read_file(m_path.parent_path() / kManifest, kLargestFile);
    if (checked.is_signed && beside && *beside != text) {
      add(std::string(kManifest) + ": this is not what " + kManifestSeal + " says");
    }
  }

  /// What lies in a folder beside the files of its manifest: nothing that the manifest proves.
  void note_others(const exporting::Manifest& manifest) {
    constexpr std::size_t kMostNamed = 10;
    std::set<std::string_view> files{kManifest, kManifestSeal};
    std::set<std::string_view> folders;  // that they lie in: these are looked into
    for (const exporting::ManifestFile& file : manifest.files) {
      const std::string_view name = file.name;
      files.insert(name);
      for (std::size_t end = name.find('/'); end != std::string_view::npos;
           end = name.find('/', end + 1)) {
        folders.insert(name.substr(0, end));
      }
    }
    std::vector<std::string> others;
    std::error_code error;
    const fs::path folder = m_path.parent_path();
    for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end;
         each.increment(error)) {
      const std::string name = each->path().lexically_relative(folder).generic_string();
      std::error_code unknown;
      const bool is_folder = fs::is_directory(each->symlink_status(unknown));
      if ((is_folder ? folders : files).contains(name)) continue;
      if (is_folder) each.disable_recursion_pending();
      others.push_back(name);
    }
    if (others.empty()) return;
    std::sort(others.begin(), others.end());
    std::string names;
    for (std::size_t i = 0; i < std::min(others.size(), kMostNamed); ++i) {
      names += (i == 0 ? "" : ", ") + others[i];
    }
    if (others.size() > kMostNamed) names += " and more";
    checked.notes.push_back("the manifest does not name, so nothing was checked of: " + names);
  }

  fs::path m_path;
  const VerifyWith* m_with;
  Named m_named;
};

}  // namespace

std::string beginning_of(const fs::path& path, std::size_t count) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(count, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return bytes;
}

Result<Checked> verify_file(const fs::path& path, const VerifyWith& with) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  FileCheck check(is_folder ? path / kManifestSeal : path, with,
                  is_folder ? FileCheck::Named::folder : FileCheck::Named::file);
  if (auto done = check.run(); !done) return fail(done);
  return std::move(check.checked);
}

}  // namespace candor::office
