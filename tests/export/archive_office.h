// A clinic's archive, made fresh for a test: who seals what is exported.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "crypto/keys.h"
#include "export/archive.h"

namespace candor::exporting::samples {

struct ArchiveOffice {
  ArchiveOffice();

  [[nodiscard]] Seal seal() const;

  crypto::Authority ca;
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};

/// What `pdfsig` says of a file when it trusts this authority and no other.
[[nodiscard]] std::string pdfsig(const std::filesystem::path& pdf, const crypto::Certificate& ca);

}  // namespace candor::exporting::samples
