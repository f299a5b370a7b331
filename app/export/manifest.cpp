#include "export/manifest.h"

#include <algorithm>

#include "base/json.h"
#include "crypto/cms.h"
#include "crypto/crypto.h"
#include "export/words.h"

namespace candor::exporting {

namespace {

constexpr int kManifestFormat = 1;

Json json_of(const Moment& moment) {
  return {{"utc_ms", moment.utc_ms},
          {"offset_minutes", moment.offset_minutes},
          {"zone", clean(moment.zone, Breaks::dropped)}};
}

bool is_digest(const std::string& hex) {
  return hex.size() == 64 && hex.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The manifest in a JSON of the right shape; nlohmann throws where it is not.
Manifest read(const Json& json) {
  Manifest manifest;
  manifest.clinic = json.at("clinic").get<std::string>();
  manifest.software = json.at("software").get<std::string>();
  manifest.head = json.at("head").get<std::string>();
  manifest.opened_with = json.at("opened_with").get<std::string>();
  if (json.contains("office_head")) manifest.office_head = json.at("office_head");
  const Json& made = json.at("made");
  manifest.made.utc_ms = made.at("utc_ms").get<std::int64_t>();
  manifest.made.offset_minutes = made.at("offset_minutes").get<int>();
  manifest.made.zone = made.at("zone").get<std::string>();
  for (const Json& file : json.at("files")) {
    manifest.files.push_back({file.at("name").get<std::string>(),
                              file.at("sha256").get<std::string>(),
                              file.at("size").get<std::size_t>()});
  }
  return manifest;
}

}  // namespace

ManifestFile manifest_file(const std::string& name, std::string_view bytes) {
  return {name, crypto::sha256_hex(bytes), bytes.size()};
}

std::string to_json_text(const Manifest& manifest) {
  std::vector<ManifestFile> sorted = manifest.files;
  std::sort(sorted.begin(), sorted.end(),
            [](const ManifestFile& a, const ManifestFile& b) { return a.name < b.name; });
  Json files = Json::array();
  for (const ManifestFile& file : sorted) {
    files.push_back({{"name", clean(file.name, Breaks::dropped)},
                     {"sha256", file.sha256},
                     {"size", file.size}});
  }
  Json json{{"format", kManifestFormat},
            {"clinic", clean(manifest.clinic, Breaks::dropped)},
            {"software", clean(manifest.software, Breaks::dropped)},
            {"head", clean(manifest.head, Breaks::dropped)},
            {"opened_with", clean(manifest.opened_with, Breaks::dropped)},
            {"made", json_of(manifest.made)},
            {"files", files}};
  if (!manifest.office_head.empty()) {
    json["office_head"] = clean(manifest.office_head, Breaks::dropped);
  }
  return canonical(json);
}

Result<Manifest> parse_manifest(std::string_view bytes, const std::string& where) {
  const auto json = parse_json(bytes, where, 8);
  if (!json) return fail(json);
  if (json->is_object() && json->contains("format") && (*json)["format"].is_number_integer() &&
      (*json)["format"] > kManifestFormat) {
    return fail(ErrorCode::newer_version, "this manifest was written by a newer Candor", where,
                "read it with that version");
  }
  try {
    Manifest manifest = read(*json);
    const bool sound = std::all_of(manifest.files.begin(), manifest.files.end(),
                                   [](const ManifestFile& file) { return is_digest(file.sha256); });
    // Written again it must be the same: so nothing unknown, missing or twice is in it.
    if (sound && to_json_text(manifest) == bytes) return manifest;
  } catch (const Json::exception&) {
    return fail(ErrorCode::bad_format, "the manifest has not the properties of one", where);
  }
  return fail(ErrorCode::bad_format, "the manifest is not in the form that Candor writes", where);
}

Result<std::string> sealed_manifest(const Manifest& manifest, const Seal& seal) {
  return crypto::sign_cms(to_json_text(manifest), seal.key, seal.certificate,
                          seal.at.utc_ms / 1000);
}

}  // namespace candor::exporting
