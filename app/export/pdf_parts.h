// The parts of a record's PDF in the order they stand. Each adds its rows to the flow.
#pragma once

#include <string>

#include "export/archive.h"
#include "export/exported.h"
#include "export/flow.h"
#include "record/record.h"

namespace candor::exporting {

/// The words of the band on top of every page; empty where a page needs none.
[[nodiscard]] std::string band_words(const ExportedRecord& exported);

/// Whether the clinician's talk is recorded, as a row.
void add_talk(Flow& flow, const ExportedRecord& exported, const RowLook& look);

void add_withdrawal(Flow& flow, const ExportedRecord& exported);
void add_outcome(Flow& flow, const ExportedRecord& exported);
void add_signatures(Flow& flow, const ExportedRecord& exported);
void add_addenda(Flow& flow, const ExportedRecord& exported);
void add_people(Flow& flow, const ExportedRecord& exported);
void add_statements(Flow& flow, const record::Record& record);
void add_flags(Flow& flow, const record::Record& record);
void add_answers(Flow& flow, const record::Record& record);
void add_ride(Flow& flow, const record::Record& record);
void add_presentation(Flow& flow, const record::Record& record);
void add_origin(Flow& flow, const record::Record& record, const std::string& chain);
void add_shown(Flow& flow, const ExportedRecord& exported);
/// Nothing where nobody listened and nothing was asked for again.
void add_listened(Flow& flow, const record::Record& record);
void add_proof(Flow& flow, const ExportedRecord& exported);
void add_seal(Flow& flow, const crypto::Certificate& signer, const Moment& at);

}  // namespace candor::exporting
