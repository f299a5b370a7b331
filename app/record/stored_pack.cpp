#include "record/stored_pack.h"

#include <algorithm>

#include "content/digest.h"
#include "crypto/crypto.h"
#include "record/fields.h"

namespace candor::record {

template <typename V>
void describe(V& v, Is<StoredFile> auto& file) {
  v("name", file.name);
  v("text", file.text);
}

template <typename V>
void describe(V& v, Is<StoredApproval> auto& approval) {
  v("name", approval.name);
  v("cms", approval.cms);
}

template <typename V>
void describe(V& v, Is<StoredSound> auto& sound) {
  v("name", sound.name);
  v("sha256", sound.sha256);
}

template <typename V>
void describe(V& v, Is<StoredPack> auto& pack) {
  v("id", pack.id);
  v("pack", pack.pack);
  v("version", pack.version);
  v("digest", pack.digest);
  v("approvals", pack.approvals);
  v("files", pack.files);
  v.unless_empty("sounds", pack.sounds);
}

namespace {

/// A relative path whose every part is a plain name, so that no file is written outside a folder.
bool is_plain_path(std::string_view name) {
  constexpr std::size_t kLongest = 400;
  if (name.empty() || name.size() > kLongest || name.front() == '/' || name.back() == '/') {
    return false;
  }
  if (std::any_of(name.begin(), name.end(), [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f || letter == '\\';
      })) {
    return false;
  }
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string_view part = name.substr(begin, end - begin);
    if (part.empty() || part.front() == '.') return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

Json to_json(const StoredPack& pack) {
  return Writer::object_of(pack);
}

Result<StoredPack> parse_stored_pack(std::string_view bytes, const std::string& where) {
  const auto json = parse_json(bytes, where, 8);
  if (!json) return fail(json);
  return stored_pack_of(*json, where);
}

Result<StoredPack> stored_pack_of(const Json& content, const std::string& where) {
  auto pack = Reader::object_from<StoredPack>(content, where);
  if (!pack) return pack;
  const auto wrong = [&where](const std::string& what) {
    return fail(ErrorCode::bad_format, what, where,
                "keep the file as it is, and compare it with a backup");
  };
  std::map<std::string, std::string> digests;
  for (const StoredFile& file : pack->files) {
    if (!is_plain_path(file.name)) return wrong("a file of the content has no plain name");
    digests[file.name] = crypto::sha256_hex(file.text);
  }
  if (!is_plain_path(pack->pack) || pack->pack.find('/') != std::string::npos) {
    return wrong("the content has no plain name");
  }
  for (const StoredApproval& approval : pack->approvals) {
    if (!is_plain_path(approval.name) || crypto::from_base64(approval.cms).empty()) {
      return wrong("an approval of the content is damaged");
    }
  }
  for (const StoredSound& sound : pack->sounds) {
    if (!is_plain_path(sound.name)) return wrong("a recording of the content has no plain name");
    digests[sound.name] = sound.sha256;
  }
  if (digests.size() != pack->files.size() + pack->sounds.size()) {
    return wrong("a file of the content is there twice");
  }
  if (content::pack_digest(digests) != pack->digest) {
    return wrong("the content's files are not those of its digest");
  }
  return pack;
}

}  // namespace candor::record
