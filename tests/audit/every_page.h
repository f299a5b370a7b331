// Every screen that a patient or staff can meet with a pack, in every language of it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../present/journey.h"
#include "audit/sweep.h"

namespace candor::audit {

class EveryPage {
 public:
  /// Of a pack in this project's content folder, or the sample pack of tests/support.
  explicit EveryPage(std::shared_ptr<const content::Pack> pack);
  EveryPage(const EveryPage&) = delete;
  EveryPage& operator=(const EveryPage&) = delete;

  [[nodiscard]] const std::vector<Screen>& screens() const { return m_screens; }

  [[nodiscard]] const std::vector<std::string>& languages() const { return m_languages; }

  [[nodiscard]] const content::Pack& pack() const { return *m_pack; }

 private:
  void add_own_screens();

  std::shared_ptr<const content::Pack> m_pack;
  content::Words m_words = present::own_words();
  support::ManualClock m_clock;
  present::Desk m_desk;
  std::vector<std::string> m_languages;
  std::vector<present::Stop> m_stops;
  std::map<std::string, std::map<std::string, present::Screen>> m_own;  ///< by name and language
  std::vector<Screen> m_screens;
};

}  // namespace candor::audit
