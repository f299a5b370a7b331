#include "kiosk/recorder.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "crypto/crypto.h"
#include "kiosk/practice.h"
#include "record/record.h"
#include "record/stored_pack.h"
#include "visit/late_help.h"

namespace candor::kiosk {
namespace {

constexpr const char* kSawLostVisit = "saw-lost-visit";
constexpr const char* kWrongPins = "wrong-pins";
constexpr const char* kHelpAsked = "help-asked";
constexpr const char* kHelpAnswered = "help-answered";

/// Whether an interpreter signed in this visit, so that a draft language counts.
bool interpreter_signed(const visit::State& state) {
  return std::any_of(
      state.signatures.begin(), state.signatures.end(),
      [](const visit::Signature& signature) { return signature.role == visit::Role::interpreter; });
}

/// The language that the visit was carried on in, whatever was chosen to read its last screens.
const std::string& language_of(const visit::State& state) {
  return state.presentations.empty() ? state.language : state.presentations.back().language;
}

Json written(const Moment& moment) {
  return Json{{"utc_ms", moment.utc_ms},
              {"steady_ms", moment.steady_ms},
              {"offset_minutes", moment.offset_minutes},
              {"zone", moment.zone}};
}

}  // namespace

Result<Recorder> Recorder::open(const std::filesystem::path& ledger_file,
                                const keys::Keyring& keyring,
                                std::shared_ptr<const content::Pack> pack, Settings settings) {
  auto ledger = record::Ledger::open(
      ledger_file, record::Keeper{keyring.kiosk,
                                  keyring.kiosk_certificate,
                                  {keyring.ca, keyring.record, keyring.recovery}});
  if (!ledger) return fail(ledger);
  return Recorder(*std::move(ledger),
                  {keyring.kiosk, keyring.kiosk_certificate, {keyring.record, keyring.recovery}},
                  std::move(pack), std::move(settings));
}

Recorder::Recorder(record::Ledger ledger, record::Seal seal,
                   std::shared_ptr<const content::Pack> pack, Settings settings)
    : m_ledger(std::move(ledger)),
      m_seal(std::move(seal)),
      m_pack(std::move(pack)),
      m_settings(std::move(settings)) {}

record::Header Recorder::header(record::EntryKind kind, const std::string& id,
                                const Moment& now) const {
  record::Header header;
  header.id = id;
  header.kind = kind;
  header.kiosk = m_settings.kiosk;
  header.created = now;
  return header;
}

std::string Recorder::keep_until(const visit::State& state, const Moment& now) const {
  return iso_date(record::keep_until(local_date(now), state.identity.birth, m_pack->keep_years));
}

Result<record::Stored> Recorder::append(const record::Header& header, const Json& content) {
  std::string plain = canonical(content);
  std::string hash = crypto::sha256(plain);
  crypto::wipe(plain);
  Waiting& waiting = m_waiting[header.id];
  if (waiting.content_hash != hash) {
    auto blob = m_seal.close(content, header.created.utc_ms / 1000);
    if (!blob) {
      m_waiting.erase(header.id);
      return fail(blob);
    }
    waiting = {std::move(hash), *std::move(blob)};
  }
  auto stored = m_ledger.append(header, waiting.blob);
  if (stored) m_waiting.erase(header.id);
  return stored;
}

Result<record::Stored> Recorder::outcome(const visit::State& state, const content::Words& words) {
  if (auto stored = store_pack(state.ended); !stored) return fail(stored);
  record::Context context;
  context.record_id = state.record_id;
  context.kiosk = m_settings.kiosk;
  context.words = &words;
  context.software = m_settings.software;
  context.practice_reasons = m_settings.practice_reasons;
  if (!interpreter_signed(state)) {
    const std::string reason = language_reason(*m_pack, words, language_of(state));
    if (!reason.empty()) context.practice_reasons.push_back(reason);
  }
  const record::Record record = record::from_visit(state, *m_pack, context);
  // The entry carries the time of the outcome, not of a later try.
  record::Header entry = header(record::EntryKind::record, state.record_id, state.ended);
  entry.visit = state.id.value;
  entry.episode = state.episode.value;
  entry.waiting_for = record.waiting_for;
  entry.outcome = record.outcome;
  entry.keep_until = keep_until(state, state.ended);
  return append(entry, record::to_json(record));
}

Result<record::Stored> Recorder::opened(const visit::State& state, const Moment& now) {
  const std::string id = state.id.value + ".opened";
  record::Header entry = header(record::EntryKind::opened, id, now);
  entry.visit = state.id.value;
  entry.episode = state.episode.value;
  return append(entry, Json{{"id", id}, {"visit", state.id.value}});
}

Result<record::Stored> Recorder::flag_now(const visit::State& state, int flag, const Moment& now) {
  const auto raised = std::find_if(state.flags.begin(), state.flags.end(),
                                   [flag](const visit::Flag& each) { return each.number == flag; });
  CANDOR_CHECK(raised != state.flags.end());
  const std::string id = state.id.value + ".flag." + std::to_string(flag);
  record::Header entry = header(record::EntryKind::flag_now, id, now);
  entry.visit = state.id.value;
  entry.episode = state.episode.value;
  entry.keep_until = keep_until(state, now);
  return append(entry, Json{{"id", id},
                            {"visit", state.id.value},
                            {"flag", flag},
                            {"page", raised->spot.page},
                            {"block", raised->spot.block},
                            {"reason", raised->reason}});
}

Result<record::Stored> Recorder::seen(const LostVisit& lost, const visit::Staff& staff,
                                      const Moment& now) {
  const std::string id = lost.visit + ".seen";
  record::Header entry = header(record::EntryKind::staff_act, id, now);
  entry.visit = lost.visit;
  entry.refers_to = lost.visit + ".opened";
  return append(entry, Json{{"id", id},
                            {"visit", lost.visit},
                            {"act", kSawLostVisit},
                            {"by", staff.name},
                            {"as", staff.role}});
}

Result<void> Recorder::late_help(const visit::State& state) {
  for (const visit::Flag& flag : state.flags) {
    if (!visit::is_late(flag)) continue;
    const std::string id = state.id.value + ".help." + std::to_string(flag.number);
    // The entries carry the times of what happened, not of a later try.
    record::Header asked = header(record::EntryKind::staff_act, id, flag.raised_at);
    asked.visit = state.id.value;
    if (auto stored = store_act(std::move(asked), kHelpAsked, {}); !stored) return fail(stored);
    if (flag.state != visit::FlagState::resolved) continue;
    record::Header answered =
        header(record::EntryKind::staff_act, id + ".answered", flag.closed_at);
    answered.visit = state.id.value;
    answered.refers_to = id;
    auto stored = store_act(std::move(answered), kHelpAnswered, {flag.closed_by, flag.closed_as});
    if (!stored) return fail(stored);
  }
  return {};
}

Result<void> Recorder::store_act(record::Header entry, const std::string& act,
                                 const visit::Staff& by) {
  const auto is_there = m_ledger.has(entry.id);
  if (!is_there) return fail(is_there);
  if (*is_there) return {};
  const auto stored = append(entry, Json{{"id", entry.id},
                                         {"visit", entry.visit},
                                         {"act", act},
                                         {"by", by.name},
                                         {"as", by.role}});
  if (!stored) return fail(stored);
  return {};
}

Result<record::Stored> Recorder::wrong_pins(int tries, const Moment& now) {
  const std::string id = "pins." + std::to_string(now.utc_ms) + "." + std::to_string(tries);
  return append(header(record::EntryKind::staff_act, id, now), Json{{"id", id},
                                                                    {"visit", std::string()},
                                                                    {"act", kWrongPins},
                                                                    {"by", std::string()},
                                                                    {"as", std::string()},
                                                                    {"tries", tries}});
}

Result<record::Stored> Recorder::clock_jump(const ClockJump& jump) {
  // Both times: a clock that is set back can come to the same time twice.
  const std::string id =
      "clock." + std::to_string(jump.before.utc_ms) + "." + std::to_string(jump.after.utc_ms);
  return append(header(record::EntryKind::clock_jump, id, jump.after),
                Json{{"id", id}, {"before", written(jump.before)}, {"after", written(jump.after)}});
}

void Recorder::use(std::shared_ptr<const content::Pack> pack,
                   std::vector<std::string> practice_reasons) {
  if (pack != m_pack) m_pack_stored = false;
  m_pack = std::move(pack);
  m_settings.practice_reasons = std::move(practice_reasons);
}

Result<void> Recorder::store_pack(const Moment& now) {
  if (m_pack_stored) return {};
  record::StoredPack content;
  content.pack = m_pack->id;
  content.version = m_pack->version;
  content.digest = m_pack->digest;
  std::string all;
  for (const auto& [name, der] : m_pack->approval_files) {
    all += der;
    content.approvals.push_back({name, crypto::base64(der)});
  }
  // The same content, approved later, is stored again with its approval.
  constexpr std::size_t kDigits = 16;
  content.id = "pack." + m_pack->digest +
               (all.empty() ? "" : "." + crypto::sha256_hex(all).substr(0, kDigits));
  const auto is_there = m_ledger.has(content.id);
  if (!is_there) return fail(is_there);
  if (!*is_there) {
    for (const auto& [name, text] : m_pack->files) content.files.push_back({name, text});
    for (const auto& [name, bytes] : m_pack->sounds) {
      content.sounds.push_back({name, crypto::sha256_hex(bytes)});
    }
    const auto stored =
        append(header(record::EntryKind::pack, content.id, now), record::to_json(content));
    if (!stored) return fail(stored);
  }
  m_pack_stored = true;
  return {};
}

Result<std::vector<LostVisit>> Recorder::lost_visits() const {
  std::vector<LostVisit> lost;
  const auto read = m_ledger.each([&lost](const record::Entry& entry) {
    if (entry.header.kind == record::EntryKind::opened) {
      lost.push_back({entry.header.visit, entry.header.created});
    } else if (entry.header.kind == record::EntryKind::record ||
               entry.header.refers_to == entry.header.visit + ".opened") {
      std::erase_if(lost,
                    [&entry](const LostVisit& each) { return each.visit == entry.header.visit; });
    }
    return true;
  });
  if (!read) return fail(read);
  return lost;
}

}  // namespace candor::kiosk
