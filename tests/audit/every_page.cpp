#include "every_page.h"

#include <utility>

namespace candor::audit {
namespace {

/// The tour has the pack's own steps; what somebody did on one of them it has not.
bool is_in_tour(const std::string& name) {
  return name.find('/') != std::string::npos && name.find(": ") == std::string::npos;
}

}  // namespace

EveryPage::EveryPage(std::shared_ptr<const content::Pack> pack)
    : m_pack(std::move(pack)), m_desk{*m_pack, m_words} {
  m_desk.has_staff = true;
  for (const content::Language& language : m_pack->languages) m_languages.push_back(language.tag);
  m_stops = present::tour_of_all(*m_pack, m_clock.now());
  m_screens = screens_of(m_desk, m_stops, m_clock.now());
  add_own_screens();
}

void EveryPage::add_own_screens() {
  for (const std::string& tag : m_languages) {
    for (present::Screen& screen : present::every_screen(*m_pack, m_words, tag)) {
      if (!is_in_tour(screen.name)) m_own[screen.name].emplace(tag, std::move(screen));
    }
  }
  for (const auto& [name, by_language] : m_own) {
    const present::Screen& usual = by_language.begin()->second;
    const bool staff = usual.page.staff;
    m_screens.push_back({name, usual.scratch, staff,
                         [&by_language = by_language, staff](const present::Appearance& look) {
                           const auto own = by_language.find(look.language);
                           // What one language alone leads to is looked at in that language.
                           present::Page page = own == by_language.end()
                                                    ? by_language.begin()->second.page
                                                    : own->second.page;
                           if (!staff) page.size = look.size;
                           page.theme = look.theme;
                           return page;
                         }});
  }
}

}  // namespace candor::audit
