// Puts what happens on this kiosk into its ledger, sealed. Holds no patient's data in the clear
// longer than a call takes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "content/pack.h"
#include "content/words.h"
#include "keys/keys.h"
#include "kiosk/clock_watch.h"
#include "record/ledger.h"
#include "record/seal.h"
#include "visit/event.h"
#include "visit/state.h"

namespace candor::kiosk {

/// A visit that began and has no outcome in the ledger: power or the program failed meanwhile.
struct LostVisit {
  std::string visit;  ///< its id
  Moment opened;
  friend bool operator==(const LostVisit&, const LostVisit&) = default;
};

class Recorder {
 public:
  struct Settings {
    std::string kiosk;                          ///< its letter
    std::string software;                       ///< "candor 0.1.0"
    std::vector<std::string> practice_reasons;  ///< empty: visits are real
  };

  /// Opens (or makes) the ledger in `data_folder`, sealing with the kiosk's keys for the clinic's
  /// recipients. Fails as Ledger::open().
  [[nodiscard]] static Result<Recorder> open(const std::filesystem::path& ledger_file,
                                             const keys::Keyring& keyring,
                                             std::shared_ptr<const content::Pack> pack,
                                             Settings settings);
  Recorder(record::Ledger ledger, record::Seal seal, std::shared_ptr<const content::Pack> pack,
           Settings settings);

  /// Stores the outcome of a visit, and the pack before it when this is the first visit under its
  /// digest. Durable when it returns; a retry stores the same record once. Fails as
  /// Ledger::append() and Seal::close().
  [[nodiscard]] Result<record::Stored> outcome(const visit::State& state,
                                               const content::Words& words);
  /// That a visit began.
  [[nodiscard]] Result<record::Stored> opened(const visit::State& state, const Moment& now);
  /// A flag `now`, when it is raised. The visit has a flag with this number.
  [[nodiscard]] Result<record::Stored> flag_now(const visit::State& state, int flag,
                                                const Moment& now);
  /// That staff have seen a lost visit. It is no longer told of.
  [[nodiscard]] Result<record::Stored> seen(const LostVisit& lost, const visit::Staff& staff,
                                            const Moment& now);

  /// What is not there yet of the help that was asked for after the outcome: when, and when staff
  /// answered. Call it once the record is stored; a retry stores each once.
  [[nodiscard]] Result<void> late_help(const visit::State& state);

  /// That the staff door was tried so many times in a row without success.
  [[nodiscard]] Result<record::Stored> wrong_pins(int tries, const Moment& now);

  /// That the computer's clock was set. A retry stores it once.
  [[nodiscard]] Result<record::Stored> clock_jump(const ClockJump& jump);

  /// Visits of earlier runs that ended without an outcome, oldest first. Call it before the first
  /// visit: later it also finds the visits at work. Fails as Ledger::each().
  [[nodiscard]] Result<std::vector<LostVisit>> lost_visits() const;

  [[nodiscard]] const std::vector<std::string>& practice_reasons() const {
    return m_settings.practice_reasons;
  }

  /// The content, and what makes practice of visits, for those that begin from now on. Only between
  /// visits.
  void use(std::shared_ptr<const content::Pack> pack, std::vector<std::string> practice_reasons);

 private:
  /// A sealed entry that could not be stored yet. Sealing the same content again gives other bytes,
  /// and a retry must bring the same ones.
  struct Waiting {
    std::string content_hash;
    std::string blob;
  };

  [[nodiscard]] Result<record::Stored> append(const record::Header& header, const Json& content);
  [[nodiscard]] Result<void> store_pack(const Moment& now);
  /// Does nothing for an entry that is there.
  [[nodiscard]] Result<void> store_act(record::Header entry, const std::string& act,
                                       const visit::Staff& by);
  [[nodiscard]] record::Header header(record::EntryKind kind, const std::string& id,
                                      const Moment& now) const;

  [[nodiscard]] std::string keep_until(const visit::State& state, const Moment& now) const;

  record::Ledger m_ledger;
  record::Seal m_seal;
  std::shared_ptr<const content::Pack> m_pack;
  Settings m_settings;
  std::map<std::string, Waiting> m_waiting;  ///< by entry id
  bool m_pack_stored = false;
};

}  // namespace candor::kiosk
