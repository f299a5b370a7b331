#include "office/addenda.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/id.h"
#include "content/utf8.h"
#include "office/office_ledger.h"
#include "office/typed_id.h"
#include "record/addendum.h"

namespace candor::office {
namespace {

constexpr int kIdBytes = 16;

Result<void> check(const NewAddendum& wanted, const Person& person) {
  if (!record::is_addendum_kind(wanted.kind)) {
    return fail(
        ErrorCode::bad_value,
        "is not a kind of addendum: lower-case letters, digits and hyphens, at most 40",
        wanted.kind,
        "write clinician, withdrawn, corrected, copy-given, ride-confirmed, flag-settled or "
        "team-told");
  }
  if (wanted.role.empty()) {
    return fail(ErrorCode::bad_value, "the role of who signs is missing", "--role",
                "write it as the clinic says it, such as clinician or front desk");
  }
  if (wanted.kind == record::addendum_kind::kClinician && record::is_desk_role(wanted.role)) {
    return fail(ErrorCode::refused, "a talk about the treatment is not attested by this role",
                "--role " + wanted.role, "the clinician who talked signs, with their own role");
  }
  if (wanted.kind == record::addendum_kind::kClinician && wanted.said.empty()) {
    return fail(ErrorCode::bad_value, "what the clinician attests is missing", "--said",
                "write it as your content has it under \"meanings\", such as \"I talked with this "
                "patient about benefits, risks and other choices, and judged them able to decide "
                "today\"");
  }
  if (wanted.kind == record::addendum_kind::kTeamTold && wanted.said.empty()) {
    return fail(ErrorCode::bad_value, "who was told is missing", "--said",
                "write who told whom, and when, such as \"Ben Cho told the treatment room and the "
                "chart's office at 9:40\"");
  }
  for (const std::string* text : {&wanted.by, &wanted.role, &wanted.said}) {
    if (content::first_bad_utf8(*text)) {
      return fail(ErrorCode::bad_value, "a text is not in UTF-8", "--by, --role or --said",
                  "set the terminal to UTF-8 and type it again");
    }
  }
  if (!wanted.by.empty() && wanted.by != person.name()) {
    return fail(ErrorCode::refused, "this key is not theirs: it is the key of " + person.name(),
                wanted.by,
                "sign with their own key, made with candor keys enroll --role clinician");
  }
  return {};
}

constexpr const char* kWhereIdsAre =
    "take the id from the name of an exported file, or from index.csv of candor export";

/// The record's entry, sound by itself. `id` may be how a record's id begins.
Result<record::Entry> find_record(const record::Ledger& ledger, const std::string& id,
                                  const std::string& place) {
  std::optional<record::Entry> found;
  std::optional<Error> damage;
  int beginnings = 0;
  const auto read = ledger.each(
      [&](const record::Entry& entry) {
        const IdFit fit = fit_of(id, entry.header);
        if (fit == IdFit::whole) {
          found = entry;
          beginnings = 0;
          return false;
        }
        if (fit == IdFit::begins) {
          found = entry;
          ++beginnings;
        }
        return true;
      },
      [&](const record::Damage& damaged) {
        if (!damage) damage = damaged.error;
      });
  if (!read) return fail(read);
  if (!found) {
    // It may be the damaged one.
    if (damage) return tl::unexpected<Error>(*damage);
    return fail(ErrorCode::not_found, "the ledger has no record with the id " + id, place,
                kWhereIdsAre);
  }
  if (beginnings > 1) return several_begin_so(beginnings, id, place);
  if (found->header.kind != record::EntryKind::record) {
    return fail(ErrorCode::not_found,
                "the entry " + id + " is no record but '" + to_string(found->header.kind) + "'",
                place, kWhereIdsAre);
  }
  if (found->erased) {
    return fail(ErrorCode::refused, "the time of this record was over and its content was erased",
                place, "nothing can be added to it");
  }
  return *std::move(found);
}

}  // namespace

Result<Person> load_person(const std::filesystem::path& key_file,
                           const std::filesystem::path& passphrase_file,
                           const std::optional<std::filesystem::path>& ca_file,
                           std::int64_t at_utc_s) {
  const auto passphrase = keys::read_passphrase(passphrase_file);
  if (!passphrase) return fail(passphrase);
  auto key = keys::load_clinic_key(key_file, passphrase->view());
  if (!key) return fail(key);
  auto ca = keys::load_certificate(ca_file.value_or(key_file.parent_path() / "ca.crt"));
  if (!ca) return fail(ca);
  const auto right = keys::check_role(key->certificate, keys::Role::clinician, *ca, at_utc_s);
  if (!right)
    return fail(right.error().code, right.error().what, key_file.string(), right.error().next);
  return Person{*std::move(key), *std::move(ca)};
}

Result<std::vector<crypto::Certificate>> recipients_in(const record::Ledger& ledger,
                                                       const crypto::Certificate& ca,
                                                       std::int64_t at_utc_s) {
  const auto all = ledger.certificates();
  if (!all) return fail(all);
  std::vector<crypto::Certificate> recipients;
  for (const keys::Role role : {keys::Role::record, keys::Role::recovery}) {
    const crypto::Certificate* newest = nullptr;
    for (const crypto::Certificate& each : *all) {
      if (!keys::check_role(each, role, ca, at_utc_s)) continue;
      if (newest == nullptr || newest->validity().from_utc_s < each.validity().from_utc_s) {
        newest = &each;
      }
    }
    if (newest == nullptr) {
      return fail(ErrorCode::not_found,
                  "the ledger holds no " + std::string(keys::role_name(role)) +
                      " certificate of this clinic that is valid now",
                  ca.organization(),
                  "check that --ca names the authority of the clinic that made the ledger");
    }
    recipients.push_back(*newest);
  }
  return recipients;
}

Result<std::vector<std::string>> untold_withdrawals(const std::filesystem::path& ledger) {
  std::vector<std::string> untold;
  const std::filesystem::path file = office_ledger_beside(ledger);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return untold;
  const auto office = record::Ledger::open(file);
  if (!office) return fail(office);
  const auto read = office->each(
      [&untold](const record::Entry& entry) {
        const record::Header& header = entry.header;
        if (header.kind != record::EntryKind::addendum || entry.erased) return true;
        const auto at = std::find(untold.begin(), untold.end(), header.refers_to);
        if (header.outcome == record::addendum_kind::kWithdrawn && at == untold.end()) {
          untold.push_back(header.refers_to);
        }
        if (header.outcome == record::addendum_kind::kTeamTold && at != untold.end()) {
          untold.erase(at);
        }
        return true;
      },
      // candor verify tells of damage.
      [](const record::Damage&) {});
  if (!read) return fail(read);
  return untold;
}

Result<Added> add_addendum(const std::filesystem::path& ledger, const NewAddendum& wanted,
                           const Person& person, const Moment& now, Random& random) {
  if (auto good = check(wanted, person); !good) return fail(good);
  const auto opened = record::Ledger::open(ledger);
  if (!opened) return fail(opened);
  const auto entry = find_record(*opened, wanted.record, ledger.string());
  if (!entry) return fail(entry);
  const std::int64_t now_utc_s = now.utc_ms / 1000;
  const auto recipients = recipients_in(*opened, person.ca, now_utc_s);
  if (!recipients) return fail(recipients);

  record::Addendum addendum;
  addendum.id = random_hex(random, kIdBytes);
  addendum.kind = wanted.kind;
  addendum.refers_to = entry->header.id;
  addendum.blob_hash = entry->blob_hash;
  addendum.by = person.name();
  addendum.role = wanted.role;
  addendum.said = wanted.said;
  addendum.at = now;
  const record::Seal seal(person.key.key, person.key.certificate, *recipients);
  const auto blob = seal.close(record::to_json(addendum), now_utc_s);
  if (!blob) return fail(blob);

  record::Header header;
  header.id = addendum.id;
  header.kind = record::EntryKind::addendum;
  header.visit = entry->header.visit;
  header.kiosk = kOfficeName;
  header.refers_to = entry->header.id;
  header.episode = entry->header.episode;
  header.outcome = addendum.kind;
  header.keep_until = entry->header.keep_until;
  header.created = now;

  record::Keeper keeper{person.key.key, person.key.certificate, *recipients};
  keeper.others.push_back(person.ca);
  const std::filesystem::path file = office_ledger_beside(ledger);
  const auto lock = hold_office_ledger(file);
  if (!lock) return fail(lock);
  auto office = record::Ledger::open(file, std::move(keeper));
  if (!office) return fail(office);
  auto stored = office->append(header, *blob);
  if (!stored) return fail(stored);
  return Added{file, addendum.refers_to, addendum.id, *std::move(stored)};
}

}  // namespace candor::office
