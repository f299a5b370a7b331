#include "office/reading.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "keys/keys.h"
#include "office/contents.h"
#include "office/signers.h"
#include "office/typed_id.h"
#include "record/head.h"
#include "record/seal.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

std::uint64_t key_of(std::string_view id) {
  return std::hash<std::string_view>()(id);
}

std::string place_of(const std::string& ledger, std::int64_t seq) {
  return ledger + ": entry " + std::to_string(seq);
}

/// The digest in the id of an entry with content: "pack.DIGEST", or with more behind it. Empty: it
/// has another form.
std::string digest_in(std::string_view id) {
  constexpr std::string_view kBegin = "pack.";
  constexpr std::size_t kDigits = 64;
  if (!id.starts_with(kBegin)) return {};
  const std::string_view digest = id.substr(kBegin.size(), kDigits);
  const bool is_one = digest.size() == kDigits &&
                      digest.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  return is_one ? std::string(digest) : std::string();
}

/// The content of an entry, and who signed it.
Result<record::Unsealed> open_signed(const Placed& sealed, const ClinicKeys& keys, keys::Role role,
                                     std::optional<crypto::Secret>* message) {
  auto opened = record::open_blob(sealed.entry, keys.openers, sealed.place);
  if (!opened) return fail(opened);
  auto content =
      record::check_message(opened->view(), sealed.entry.header.id, keys.ca, sealed.place);
  if (!content) return content;
  if (const auto right = keys::check_signer_role(content->signer, role); !right) {
    crypto::wipe(content->plain);
    return fail(ErrorCode::refused, right.error().what, sealed.place,
                "a " + std::string(keys::role_name(role)) + " must have signed it");
  }
  if (message != nullptr) message->emplace(std::move(*opened));
  return content;
}

/// As open_addendum(); also gives the signed message.
Result<record::Addendum> open_addendum(const Placed& sealed, const ClinicKeys& keys,
                                       std::optional<crypto::Secret>* message) {
  auto content = open_signed(sealed, keys, keys::Role::clinician, message);
  if (!content) return fail(content);
  const crypto::Secret plain(std::move(content->plain));
  auto addendum = record::parse_addendum(plain.view(), sealed.place);
  if (!addendum) return addendum;
  const record::Header& header = sealed.entry.header;
  if (addendum->refers_to != header.refers_to || addendum->kind != header.outcome) {
    return fail(ErrorCode::bad_format, "this addendum is not the one that its header tells of",
                sealed.place, "keep the file as it is, and compare it with a backup");
  }
  if (addendum->by != content->signer.common_name()) {
    return fail(ErrorCode::refused,
                "this addendum names " + addendum->by + " and was signed by " +
                    content->signer.common_name(),
                sealed.place, "it does not count; ask both");
  }
  return addendum;
}

}  // namespace

Result<record::Addendum> open_addendum(const Placed& sealed, const ClinicKeys& keys) {
  return open_addendum(sealed, keys, nullptr);
}

Result<Json> open_sealed(const Placed& sealed, const ClinicKeys& keys) {
  auto content = record::unseal(sealed.entry, keys.openers, keys.ca, sealed.place);
  if (!content) return fail(content);
  const crypto::Secret plain(std::move(content->plain));
  if (!may_seal(content->signer, sealed.entry.header)) {
    return fail(ErrorCode::refused, content->signer.common_name() + " may not seal such an entry",
                sealed.place);
  }
  return std::move(content->content);
}

Result<Json> open_other(const Placed& sealed, const ClinicKeys& keys,
                        const std::optional<record::Header>& ended) {
  auto content = open_sealed(sealed, keys);
  if (!content) return content;
  if (auto problem = problem_in_content(sealed.entry.header, *content, ended)) {
    return fail(ErrorCode::bad_format, *std::move(problem), sealed.place,
                "keep the file as it is, and look at it with candor verify");
  }
  return content;
}

Result<OpenedRecord> open_record(const SealedRecord& sealed, const ClinicKeys& keys) {
  const std::string& place = sealed.record.place;
  std::optional<crypto::Secret> message;
  auto content = open_signed(sealed.record, keys, keys::Role::kiosk, &message);
  if (!content) return fail(content);
  // That its bytes are in the stored form was checked with the signature.
  auto record = record::from_json(content->content);
  content->content = nullptr;
  if (!record) {
    crypto::wipe(content->plain);
    return fail(record.error().code, record.error().what, place, record.error().next);
  }
  OpenedRecord opened{{*std::move(record), {}, {}, sealed.record.entry.chain, sealed.head},
                      *std::move(message),
                      std::move(content->signer),
                      content->signed_at_s,
                      {}};
  opened.exported.stored = std::move(content->plain);
  for (const Placed& one : sealed.addenda) {
    if (one.entry.erased) continue;
    std::optional<crypto::Secret> signed_message;
    auto addendum = open_addendum(one, keys, &signed_message);
    if (!addendum) {
      opened.problems.push_back(addendum.error());
    } else if (addendum->blob_hash != sealed.record.entry.blob_hash) {
      opened.problems.push_back({ErrorCode::refused,
                                 "this addendum is to another record with the same id", one.place,
                                 "it does not count; look for the ledger that it was made for"});
    } else {
      opened.exported.addenda.push_back(*std::move(addendum));
      opened.addendum_messages.push_back(*std::move(signed_message));
    }
  }
  return opened;
}

Result<Reading> Reading::open(const fs::path& path, const crypto::Certificate& authority,
                              const std::function<void(const Error&)>& damaged) {
  auto ledger = record::Ledger::open(path);
  if (!ledger) return fail(ledger);
  Reading reading(std::move(*ledger));
  std::error_code error;
  const fs::path beside = office_ledger_beside(path);
  reading.m_name = path.string();
  if (fs::exists(beside, error) && !fs::equivalent(beside, path, error)) {
    auto office = record::Ledger::open(beside);
    if (!office) return fail(office);
    reading.m_office.emplace(std::move(*office));
    reading.m_office_name = beside.string();
  }
  if (auto read = reading.read_through(authority, damaged); !read) return fail(read);
  return reading;
}

void Reading::note(const record::Entry& entry, Source source) {
  if (entry.header.kind != record::EntryKind::addendum) return;
  m_references.push_back({key_of(entry.header.refers_to), source, entry.seq});
}

Result<void> Reading::read_through(const crypto::Certificate& authority,
                                   const std::function<void(const Error&)>& damaged) {
  const auto tell = [&damaged](const record::Damage& damage) { damaged(damage.error); };
  // Checks the head of an entry, and gives it.
  const auto check_head = [&damaged](const record::Ledger& ledger, const std::string& name,
                                     const Signers& signers, OneKindOfSigner& one_kind,
                                     const record::Entry& entry) {
    record::Head head{ledger.id(), entry.seq, entry.chain, entry.signer, entry.signature};
    auto problem = signers.problem(head, entry.header);
    if (const auto mixed = one_kind.problem(entry); mixed && !problem) problem = mixed;
    if (problem) {
      damaged({ErrorCode::bad_format, *problem, place_of(name, entry.seq),
               "keep the file as it is, and look at it with candor verify"});
    }
    return head;
  };
  const auto certificates = m_ledger.certificates(damaged);
  if (!certificates) return fail(certificates);
  const Signers signers(*certificates, authority);
  OneKindOfSigner one_kind(signers);
  std::unordered_set<std::uint64_t> beginnings;
  const auto read = m_ledger.each(
      [&](const record::Entry& entry) {
        m_last = entry.seq;
        m_head = record::head_line(check_head(m_ledger, m_name, signers, one_kind, entry));
        note(entry, Source::kiosk);
        if (entry.header.kind == record::EntryKind::pack && !entry.erased) {
          m_packs.push_back({entry.seq, digest_in(entry.header.id)});
        }
        if (entry.header.kind != record::EntryKind::record) return true;
        ++(entry.erased ? m_expired : m_records);
        if (!beginnings.insert(key_of(std::string_view(entry.header.id).substr(0, 8))).second) {
          m_twins.push_back(entry.seq);
        }
        return true;
      },
      tell);
  if (!read) return fail(read);
  if (m_office) {
    const auto theirs = m_office->certificates(damaged);
    if (!theirs) return fail(theirs);
    const Signers people(*theirs, authority);
    OneKindOfSigner only_people(people);
    const auto office = m_office->each(
        [&](const record::Entry& entry) {
          m_office_head =
              record::head_line(check_head(*m_office, m_office_name, people, only_people, entry));
          m_office_last = entry.seq;
          if (entry.header.kind == record::EntryKind::addendum) ++m_office_addenda;
          note(entry, Source::office);
          return true;
        },
        tell);
    if (!office) return fail(office);
  }
  std::sort(m_references.begin(), m_references.end());
  return {};
}

std::int64_t Reading::pack_entry(const std::string& digest) const {
  const auto found = std::find_if(m_packs.begin(), m_packs.end(), [&digest](const PackEntry& each) {
    return !digest.empty() && each.digest == digest;
  });
  return found == m_packs.end() ? 0 : found->seq;
}

Result<std::vector<std::string>> Reading::whole_ids(const std::vector<std::string>& typed) const {
  struct Found {
    std::string id;
    IdFit fit = IdFit::none;
    int count = 0;
  };

  std::vector<std::string> whole;
  if (typed.empty()) return whole;
  std::vector<Found> all(typed.size());
  const auto read = m_ledger.each(
      [&](const record::Entry& entry) {
        if (entry.seq > m_last) return false;
        for (std::size_t i = 0; i < typed.size(); ++i) {
          const IdFit fit = fit_of(typed[i], entry.header);
          if (fit == IdFit::none || fit < all[i].fit) continue;
          all[i] = {entry.header.id, fit, fit == all[i].fit ? all[i].count + 1 : 1};
        }
        return true;
      },
      // What is damaged was told when the ledger was opened.
      [](const record::Damage&) {});
  if (!read) return fail(read);
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (all[i].count > 1) return several_begin_so(all[i].count, typed[i], m_name);
    const std::string& id = all[i].count == 1 ? all[i].id : typed[i];
    if (std::find(whole.begin(), whole.end(), id) == whole.end()) whole.push_back(id);
  }
  return whole;
}

Result<Placed> Reading::kiosk_entry(std::int64_t seq) const {
  auto entry = m_ledger.entry(seq);
  if (!entry) return fail(entry);
  return Placed{place_of(m_name, seq), *std::move(entry)};
}

Result<void> Reading::each_entry(
    const std::function<bool(Placed&&, const std::optional<record::Header>&)>& visit) const {
  bool goes_on = true;
  const auto go_through = [&](const record::Ledger& ledger, const std::string& name,
                              std::int64_t last) {
    return ledger.each(
        [&](const record::Entry& entry) {
          if (entry.seq > last) return false;
          std::optional<record::Header> ended;
          if (entry.header.kind == record::EntryKind::expired) {
            ended = ledger.header_of(entry.header.refers_to).value_or(std::nullopt);
          }
          goes_on = visit({place_of(name, entry.seq), entry}, ended);
          return goes_on;
        },
        // What is damaged was told when the ledger was opened.
        [](const record::Damage&) {});
  };
  auto read = go_through(m_ledger, m_name, m_last);
  if (!read || !goes_on || !m_office) return read;
  return go_through(*m_office, m_office_name, m_office_last);
}

Result<void> Reading::each_record(const std::vector<std::string>& ids,
                                  const std::function<bool(SealedRecord&&)>& visit) const {
  Result<void> outcome;
  const auto take = [&](const record::Entry& entry) -> bool {
    if (entry.seq > m_last) return false;
    if (entry.header.kind != record::EntryKind::record || entry.erased) return true;
    if (!ids.empty() && std::find(ids.begin(), ids.end(), entry.header.id) == ids.end()) {
      return true;
    }
    SealedRecord sealed;
    sealed.record = {place_of(m_name, entry.seq), entry};
    sealed.head =
        record::head_line({m_ledger.id(), entry.seq, entry.chain, entry.signer, entry.signature});
    sealed.has_twin = std::binary_search(m_twins.begin(), m_twins.end(), entry.seq);
    const std::uint64_t key = key_of(entry.header.id);
    auto reference = std::lower_bound(m_references.begin(), m_references.end(),
                                      Reference{key, Source::kiosk, 0});
    for (; reference != m_references.end() && reference->record == key; ++reference) {
      const bool is_office = reference->source == Source::office;
      auto found = (is_office ? *m_office : m_ledger).entry(reference->seq);
      if (!found) {
        outcome = fail(found);
        return false;
      }
      if (found->header.refers_to != entry.header.id) continue;
      sealed.addenda.push_back(
          {place_of(is_office ? m_office_name : m_name, reference->seq), *std::move(found)});
    }
    return visit(std::move(sealed));
  };
  // What is damaged was told when the ledger was opened.
  const auto read = m_ledger.each(take, [](const record::Damage&) {});
  return outcome ? read : outcome;
}

}  // namespace candor::office
