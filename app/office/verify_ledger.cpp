#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "crypto/crypto.h"
#include "keys/keys.h"
#include "office/contents.h"
#include "office/reading.h"
#include "office/signers.h"
#include "office/verify_parts.h"
#include "office/workers.h"
#include "record/ledger.h"
#include "record/record.h"
#include "record/seal.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeadsInJob = 16;  // so few that no core waits long for the last job
constexpr std::size_t kContentsInJob = 8;

std::uint64_t hash_of(const std::string& text) {
  return std::hash<std::string>()(text);
}

struct HeadToCheck {
  record::Head head;
  record::Header header;
};

struct ContentToCheck {
  Placed placed;
  std::optional<record::Header> ended;  ///< of the entry that an entry `expired` refers to
};

struct Job {
  std::vector<HeadToCheck> heads;
  std::vector<ContentToCheck> contents;
};

struct Outcome {
  std::int64_t heads = 0;
  std::int64_t contents = 0;
  std::vector<Finding> findings;
  std::vector<Across::Reference> references;
};

/// What is sealed in an entry; an addendum also tells what it refers to.
Result<void> check_content(const ContentToCheck& one, const ClinicKeys& keys,
                           std::vector<Across::Reference>& references) {
  const Placed& placed = one.placed;
  const record::Entry& entry = placed.entry;
  if (entry.header.kind == record::EntryKind::addendum) {
    const auto addendum = open_addendum(placed, keys);
    if (!addendum) return fail(addendum);
    references.push_back({Across::key_of(addendum->refers_to, addendum->blob_hash),
                          hash_of(addendum->refers_to), is_of_office(entry.header), 0, entry.seq});
    return {};
  }
  if (entry.header.kind != record::EntryKind::record) {
    const auto content = open_other(placed, keys, one.ended);
    return content ? Result<void>() : fail(content);
  }
  const auto content = open_sealed(placed, keys);
  if (!content) return fail(content);
  const auto record = record::from_json(*content);
  if (!record) return fail(record.error().code, record.error().what, placed.place);
  if (const auto problem = contradiction(entry.header, *record)) {
    return fail(ErrorCode::bad_format, *problem, placed.place);
  }
  return {};
}

Outcome do_job(const Job& job, const Signers& signers, const VerifyWith& with) {
  Outcome outcome;
  for (const HeadToCheck& one : job.heads) {
    if (const auto problem = signers.problem(one.head, one.header)) {
      outcome.findings.push_back(
          {Trouble::head, one.head.seq, "entry " + std::to_string(one.head.seq) + ": " + *problem});
    } else {
      ++outcome.heads;
    }
  }
  for (const ContentToCheck& one : job.contents) {
    const record::Entry& entry = one.placed.entry;
    const auto good = check_content(one, *with.keys, outcome.references);
    if (good) {
      ++outcome.contents;
    } else {
      outcome.findings.push_back({Trouble::content, entry.seq,
                                  "entry " + std::to_string(entry.seq) + ": " + good.error().what});
    }
  }
  return outcome;
}

/// One pass over a ledger.
class Pass {
 public:
  Pass(const record::Ledger& ledger, const Signers& signers, const VerifyWith& with,
       std::size_t number, Across& across, Checked& checked)
      : m_ledger(&ledger),
        m_with(&with),
        m_number(number),
        m_across(&across),
        m_checked(&checked),
        m_one_kind(signers),
        m_workers(
            worker_count(),
            [&signers, &with](Job& job, std::size_t) { return do_job(job, signers, with); },
            [this](Outcome&& outcome) { return take(std::move(outcome)); }) {
    for (const KeptHead& kept : with.heads) {
      if (kept.head.ledger != ledger.id()) continue;
      m_kept.emplace(kept.head.seq, &kept);
      if (const auto problem = signers.problem_of_kept(kept.head)) {
        add(Trouble::head, kept.head.seq, kept.place + ": this head does not hold: " + *problem);
      }
    }
  }

  void take(const record::Entry& entry) {
    ++m_checked->entries;
    m_last = entry.seq;
    m_checked->erased += entry.erased ? 1 : 0;
    record::Head head{m_ledger->id(), entry.seq, entry.chain, entry.signer, entry.signature};
    m_last_head = head;
    compare_kept(entry);
    if (entry.header.kind == record::EntryKind::addendum) ++m_checked->addenda;
    if (entry.header.kind == record::EntryKind::record) {
      m_across->ids.insert(hash_of(entry.header.id));
      m_across->records.insert(Across::key_of(entry.header.id, entry.blob_hash));
    }
    if (const auto mixed = m_one_kind.problem(entry)) {
      add(Trouble::head, entry.seq, "entry " + std::to_string(entry.seq) + ": " + *mixed);
    }
    m_job.heads.push_back({std::move(head), entry.header});
    if (m_with->keys && !entry.erased) {
      m_job.contents.push_back(
          {{m_checked->file + ": entry " + std::to_string(entry.seq), entry}, ended_by(entry)});
    }
    if (m_job.heads.size() >= kHeadsInJob || m_job.contents.size() >= kContentsInJob) hand_over();
  }

  void take_damage(const record::Damage& damage) {
    const bool is_missing = damage.error.what.find(" is missing") != std::string::npos;
    m_last = std::max(m_last, damage.seq);
    add(is_missing ? Trouble::missing : Trouble::damaged, damage.seq, damage.error.what);
  }

  void finish() {
    hand_over();
    m_workers.finish();
    if (m_last_head) m_checked->head = record::head_line(*m_last_head);
    std::int64_t end = 0;
    for (const auto& [seq, kept] : m_kept) {
      if (seq > m_last) {
        end = std::max(end, seq);
      } else {
        add(Trouble::head, seq,
            "entry " + std::to_string(seq) + " is not as the head at " + kept->place +
                " says: it was damaged, or the ledger was written anew");
      }
    }
    if (end == 0) return;
    const std::string first = std::to_string(m_last + 1);
    add(Trouble::missing, m_last + 1,
        (end == m_last + 1 ? "entry " + first + " is missing"
                           : "entries " + first + " to " + std::to_string(end) + " are missing") +
            " at the end: the ledger was cut off, or this is an older copy");
  }

 private:
  void add(Trouble trouble, std::int64_t seq, std::string what) {
    m_checked->findings.push_back({trouble, seq, std::move(what)});
  }

  /// What an entry `expired` ends; nothing for another kind, or when it is not there.
  [[nodiscard]] std::optional<record::Header> ended_by(const record::Entry& entry) const {
    if (entry.header.kind != record::EntryKind::expired) return std::nullopt;
    return m_ledger->header_of(entry.header.refers_to).value_or(std::nullopt);
  }

  /// A kept head that the entry agrees with is done.
  void compare_kept(const record::Entry& entry) {
    const auto [begin, end] = m_kept.equal_range(entry.seq);
    for (auto kept = begin; kept != end;) {
      kept = kept->second->head.chain == entry.chain ? m_kept.erase(kept) : std::next(kept);
    }
  }

  void hand_over() {
    if (m_job.heads.empty()) return;
    static_cast<void>(m_workers.put(std::exchange(m_job, Job{})));
  }

  bool take(Outcome&& outcome) {
    m_checked->heads += outcome.heads;
    m_checked->contents += outcome.contents;
    for (Finding& finding : outcome.findings) m_checked->findings.push_back(std::move(finding));
    for (Across::Reference reference : outcome.references) {
      reference.ledger = m_number;
      m_across->references.push_back(reference);
    }
    return true;
  }

  const record::Ledger* m_ledger;
  const VerifyWith* m_with;
  std::size_t m_number;
  Across* m_across;
  Checked* m_checked;
  std::multimap<std::int64_t, const KeptHead*> m_kept;
  std::int64_t m_last = 0;
  std::optional<record::Head> m_last_head;  ///< of the last entry that is sound
  OneKindOfSigner m_one_kind;
  Job m_job;
  Workers<Job, Outcome> m_workers;
};

void sort_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.entry < b.entry; });
}

}  // namespace

std::uint64_t Across::key_of(const std::string& id, const std::string& blob_hash) {
  return hash_of(id + "\n" + blob_hash);
}

void Across::finish(const VerifyWith& with, std::vector<Checked>& all) const {
  for (const Reference& reference : references) {
    if (records.count(reference.record) > 0) continue;
    const std::string name = "entry " + std::to_string(reference.seq);
    Checked& one = all[reference.ledger];
    // The office goes on adding beside an older backup, which lacks the newest records.
    if (reference.is_office && ids.count(reference.id) == 0) {
      one.notes.push_back(name +
                          ": the record that this addendum refers to is in none of the ledgers "
                          "that were given");
    } else {
      one.findings.push_back(
          {Trouble::addendum, reference.seq,
           name + ": this addendum refers to a record that is not there as it was"});
    }
  }
  Checked* first = nullptr;
  for (Checked& one : all) {
    if (first == nullptr && one.kind == "ledger") first = &one;
    sort_findings(one.findings);
  }
  if (first == nullptr) return;
  for (const KeptHead& kept : with.heads) {
    if (ledgers.count(kept.head.ledger) > 0) continue;
    first->findings.push_back(
        {Trouble::head, 0,
         kept.place + ": this head is of another ledger (" + kept.head.ledger +
             "), which is not here; it may be an office.sqlite that was taken away"});
  }
}

Result<Checked> verify_ledger(const fs::path& path, const VerifyWith& with, std::size_t number,
                              Across& across) {
  Checked checked;
  checked.file = path.string();
  checked.kind = "ledger";
  checked.own_authority = !with.ca;
  const auto found = [&checked](const Error& error) {
    checked.findings.push_back({Trouble::file, 0, error.what});
  };
  const auto ledger = record::Ledger::open(path);
  if (!ledger && ledger.error().code != ErrorCode::bad_format) return fail(ledger);
  if (!ledger) {
    found(ledger.error());
    return checked;
  }
  across.ledgers.insert(ledger->id());
  // Beside the pass, through a door of its own: it takes about as long as reading all entries.
  std::future<Result<void>> sound = std::async(std::launch::async, [&path]() -> Result<void> {
    const auto same = record::Ledger::open(path);
    return same ? same->check_file() : fail(same);
  });
  const auto tell = [&found](const Error& error) {
    found({error.code, error.where + ": " + error.what, {}, {}});
  };
  // One that cannot be read takes nothing from the others.
  auto certificates = ledger->certificates(tell);
  if (!certificates) {
    tell(certificates.error());
    certificates = std::vector<crypto::Certificate>();
  }
  const Signers signers(*certificates, with.ca);
  Result<void> read;
  {
    Pass pass(*ledger, signers, with, number, across, checked);
    read = ledger->each(
        [&pass](const record::Entry& entry) {
          pass.take(entry);
          return true;
        },
        [&pass](const record::Damage& damage) { pass.take_damage(damage); });
    pass.finish();
  }
  for (const Result<void>& one : {sound.get(), read}) {
    if (!one && one.error().code != ErrorCode::bad_format) return fail(one);
    if (!one) found(one.error());
  }
  return checked;
}

}  // namespace candor::office
