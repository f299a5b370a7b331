// A record as a FHIR R4 bundle: Consent, QuestionnaireResponse, DocumentReference, Provenance,
// Patient, Organization. FORMATS.md beside this file says which outcome becomes which status.
#pragma once

#include <string>

#include "base/result.h"
#include "export/exported.h"

namespace candor::exporting {

/// The bundle of one record as canonical JSON, with `pdf` (the bytes of its exported PDF) inside.
/// The same input gives the same bytes: every id comes from the record's id. Fails with bad_value
/// when that is not 32 hex digits.
[[nodiscard]] Result<std::string> to_fhir(const ExportedRecord& exported, const std::string& pdf);

}  // namespace candor::exporting
