// A waiting room for tests: a small pack, a data folder, two members of staff, one kiosk that can
// be switched off and on, and what its ledger holds.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "e2e/harness.h"
#include "e2e/walks.h"
#include "record/ledger.h"
#include "record/record.h"
#include "support/fakes.h"
#include "support/sample_pack.h"

namespace candor::e2e {

inline constexpr const char* kNursePin = "8264";
inline constexpr const char* kNurse = "Nora Quinn";
inline constexpr const char* kNurseRole = "nurse";

/// What differs from the usual room. Its glass has the size of a 21.5-inch screen with a quarter of
/// the pixels: the same pages, drawn in a quarter of the time.
struct RoomOptions {
  std::string pack = "sample";
  std::optional<std::filesystem::path> content;  ///< none: the sample pack
  /// Changes the sample pack before the kiosk is switched on.
  std::function<void(const support::SamplePack&)> prepare;
  kiosk::WindowSize window{960, 540};
  double mm_per_pixel = 0.496;
  std::function<std::unique_ptr<voice::Speaker>()> speaker = {};  ///< none: a kiosk without sound
  Sight sight = Sight::not_looked_at;
  std::optional<Date> pin_until = std::nullopt;  ///< the last day of the nurse's PIN
  std::filesystem::path headphone_switch = {};   ///< empty: none
};

/// Adds these languages to the sample pack, complete: a text without translation stands for itself,
/// because a language in which one is missing is not offered.
void add_languages(const support::SamplePack& pack, const std::vector<std::string>& tags);

/// A room whose sample pack is offered in these languages too.
[[nodiscard]] RoomOptions speaking(const std::vector<std::string>& tags);

class WaitingRoom {
 public:
  /// Switches the kiosk on. Ends the test with a clear message where there is no display.
  explicit WaitingRoom(RoomOptions options = {});

  /// Switches it on (again). The clock and the data folder go on where they were.
  void switch_on();

  /// Switches it off, so that the next one can be opened.
  void switch_off() { m_kiosk.reset(); }

  [[nodiscard]] Harness& kiosk() { return *m_kiosk; }

  [[nodiscard]] const support::SamplePack& pack() const { return m_pack; }

  [[nodiscard]] std::filesystem::path data() const { return m_data.path() / "kiosk"; }

  /// What an entry holds, unsealed with the clinic's record key.
  [[nodiscard]] std::string content(const record::Entry& entry) const;
  /// What the ledger holds now.
  [[nodiscard]] std::vector<record::Entry> entries() const;
  [[nodiscard]] std::vector<record::Entry> entries(record::EntryKind kind) const;
  /// Its records, parsed.
  [[nodiscard]] std::vector<record::Record> records() const;
  /// The only record; ends the test when there is none or another one.
  [[nodiscard]] record::Record record() const;

 private:
  support::SamplePack m_pack;
  support::TemporaryFolder m_data;
  RoomOptions m_options;
  std::vector<kiosk::StaffEntry> m_staff;
  std::unique_ptr<Harness> m_kiosk;
};

/// What an entry holds, unsealed with the record key in this folder. Ends the test when it cannot.
[[nodiscard]] std::string content_of(const record::Entry& entry,
                                     const std::filesystem::path& clinic);

/// The page that is on the glass.
[[nodiscard]] std::string key(Harness& kiosk);
/// "B 472" as it stands on the ticket; throws Stuck when no ticket is on the glass.
[[nodiscard]] std::string ticket_on_glass(Harness& kiosk);

/// Through the staff door, from any screen with the button "Staff".
void staff_in(Harness& kiosk, const std::string& pin = kNursePin);
/// Staff resolve every open flag of the visit before them.
void resolve_all(Harness& kiosk, const std::string& said = "answered");
/// From the welcome screen: ticket and code of one's own.
void come_back(Harness& kiosk, const std::string& ticket, const std::string& code);

/// The screens of the sample pack's walk `first`, by the block that each asks about.
struct Sample {
  static constexpr const char* kAbout = "about";
  static constexpr const char* kCheck = "what-you-know";
  static constexpr const char* kMood = "mood";
  static constexpr const char* kRide = "ride";
  static constexpr const char* kStop = "stop";
  static constexpr const char* kResearch = "research";
};

/// Answers screens until the one that asks about this block (or shows this page) is on the glass.
void answer_until(Harness& kiosk, const Person& person, const std::string& block);

}  // namespace candor::e2e
