#include "export/redraw.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "export/fhir.h"
#include "export/pdf.h"
#include "export/words.h"

namespace candor::exporting {

namespace {

/// Raised with each change of what the pages of a record show, so that a sealed PDF from before it
/// is never said to be altered: an older one is not compared, and that is told.
constexpr int kPagesRevision = 7;

constexpr std::string_view kAddendum = "addendum-";

/// What must be the same for two runs to draw the same bytes.
std::string drawn_with(const text::Fonts& fonts) {
  return fmt::format("candor {}, pages {}, {}", CANDOR_VERSION, kPagesRevision, fonts.version());
}

struct Making {
  std::string chain;
  std::string head;
  std::string drawn_with;
  std::string zone;
  OfficeLedger office_ledger = OfficeLedger::seen;
  std::string opened_with = {};
  std::int64_t pack_entry = 0;
};

const Attachment* find(const SealedPdf& sealed, std::string_view name) {
  const auto found = std::find_if(sealed.attachments.begin(), sealed.attachments.end(),
                                  [name](const Attachment& one) { return one.name == name; });
  return found == sealed.attachments.end() ? nullptr : &*found;
}

/// Nothing: a file from before this was attached.
Result<Making> making_of(const SealedPdf& sealed, const std::string& where) {
  const Attachment* attached = find(sealed, kThisFile);
  if (attached == nullptr) return Making{};
  const auto json = parse_json(attached->bytes, where, 2);
  if (!json) return fail(json);
  try {
    const std::string seen(office_ledger_word(OfficeLedger::seen));
    const bool is_seen = json->value("office_ledger", seen) == seen;
    return Making{json->at("chain").get<std::string>(),
                  json->at("head").get<std::string>(),
                  json->at("drawn_with").get<std::string>(),
                  json->at("zone").get<std::string>(),
                  is_seen ? OfficeLedger::seen : OfficeLedger::not_beside,
                  json->value("opened_with", std::string()),
                  json->value("pack_entry", std::int64_t{0})};
  } catch (const Json::exception&) {
    return fail(ErrorCode::bad_format, std::string(kThisFile) + " is not as Candor writes it",
                where);
  }
}

int number_of(const std::string& name) {
  int number = 0;
  std::from_chars(name.data() + kAddendum.size(), name.data() + name.size(), number);
  return number;
}

}  // namespace

std::string this_file(const ExportedRecord& exported, const text::Fonts& fonts,
                      const std::string& seal_zone) {
  return canonical({{"format", 1},
                    {"chain", clean(exported.chain, Breaks::dropped)},
                    {"head", clean(exported.head, Breaks::dropped)},
                    {"drawn_with", clean(drawn_with(fonts), Breaks::dropped)},
                    {"zone", clean(seal_zone, Breaks::dropped)},
                    {"office_ledger", office_ledger_word(exported.office_ledger)},
                    {"opened_with", clean(exported.opened_with, Breaks::dropped)},
                    {"pack_entry", exported.pack_entry}});
}

Result<ExportedRecord> source_of(const SealedPdf& sealed, const std::string& where) {
  const Attachment* stored = find(sealed, "record.json");
  if (stored == nullptr) return fail(ErrorCode::bad_format, "no record is attached", where);
  const auto making = making_of(sealed, where);
  if (!making) return fail(making);
  auto record = record::parse(stored->bytes, where);
  if (!record) return fail(record);
  ExportedRecord exported{*std::move(record),  stored->bytes,     {},
                          making->chain,       making->head,      making->office_ledger,
                          making->opened_with, making->pack_entry};
  std::vector<const Attachment*> addenda;
  for (const Attachment& one : sealed.attachments) {
    if (one.name.rfind(kAddendum, 0) == 0) addenda.push_back(&one);
  }
  std::sort(addenda.begin(), addenda.end(), [](const Attachment* a, const Attachment* b) {
    return number_of(a->name) < number_of(b->name);
  });
  for (const Attachment* one : addenda) {
    auto addendum = record::parse_addendum(one->bytes, one->name);
    if (!addendum) return fail(addendum);
    exported.addenda.push_back(*std::move(addendum));
  }
  return exported;
}

Result<Pages> compare_pages(std::string_view pdf, const SealedPdf& sealed, const text::Fonts& fonts,
                            const std::string& where) {
  const auto making = making_of(sealed, where);
  if (!making) return fail(making);
  if (making->drawn_with != drawn_with(fonts)) return Pages::other_version;
  const auto place = find_seal(pdf, where);
  if (!place) return fail(place);
  const auto exported = source_of(sealed, where);
  if (!exported) return fail(exported);
  Moment at = sealed.at;
  at.zone = making->zone;
  const auto again = to_unsigned_pdf(*exported, fonts, sealed.signer, at);
  if (!again) return fail(again);
  return differ_only_in_signature(*again, pdf, *place) ? Pages::same : Pages::different;
}

Result<Pages> compare_bundle(const std::string& bundle, const std::string& pdf,
                             const SealedPdf& sealed, const text::Fonts& fonts,
                             const std::string& where) {
  const auto making = making_of(sealed, where);
  if (!making) return fail(making);
  if (making->drawn_with != drawn_with(fonts)) return Pages::other_version;
  const auto exported = source_of(sealed, where);
  if (!exported) return fail(exported);
  const auto again = to_fhir(*exported, pdf);
  if (!again) return fail(again);
  return *again == bundle ? Pages::same : Pages::different;
}

}  // namespace candor::exporting
