#include "e2e/eyes_shut.h"

#include <algorithm>
#include <utility>

#include "content/utf8.h"
#include "present/pronounce.h"

namespace candor::e2e {
namespace {

content::Words known_words() {
  auto words = content::Words::load(support::source_folder() / "assets" / "words");
  if (!words) throw Stuck(to_string(words.error()));
  return *std::move(words);
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string all;
  for (const std::string& each : sentences) all += "\n  " + each;
  return all;
}

bool has(const std::vector<std::string>& sentences, const std::string& sentence) {
  return std::find(sentences.begin(), sentences.end(), sentence) != sentences.end();
}

}  // namespace

EyesShut::EyesShut(ListeningRoom& room, std::string language)
    : m_room(room), m_language(std::move(language)), m_words(known_words()) {}

std::string EyesShut::heard_as(const std::string& written) const {
  return present::said(m_words.get(m_language, written), m_language).text;
}

std::string EyesShut::end_heard_of(const std::string& written) const {
  const std::string whole = m_words.get(m_language, written);
  const auto sentences = present::sentences_in(whole);
  if (sentences.empty()) return {};
  const present::Stretch end = sentences.back();
  return present::said(whole.substr(end.begin, end.end - end.begin), m_language).text;
}

std::vector<std::string> EyesShut::hear() {
  m_room.kiosk().settle();
  if (on_speech && m_room.speaks()) on_speech();
  m_room.hear_all();
  const auto& said = m_room.transcript();
  // Between two people nothing of the first is left.
  if (said.size() < m_read) m_read = 0;
  std::vector<std::string> now(said.begin() + std::ptrdiff_t(m_read), said.end());
  m_read = said.size();
  m_all.insert(m_all.end(), now.begin(), now.end());
  return now;
}

std::vector<std::string> EyesShut::strike(kiosk::Key key, char32_t character) {
  constexpr std::int64_t kBreathMs = 600;
  m_room.kiosk().wait_ms(kBreathMs);
  m_room.kiosk().strike(key, character);
  m_now = hear();
  return m_now;
}

std::vector<std::string> EyesShut::type(const std::string& text) {
  std::vector<std::string> echo;
  for (std::size_t at = 0; at < text.size();) {
    const content::CodePoint each = content::code_point_at(text, at);
    at += each.length;
    const auto said =
        each.value == U' ' ? strike(kiosk::Key::space) : strike(kiosk::Key::character, each.value);
    echo.insert(echo.end(), said.begin(), said.end());
  }
  return echo;
}

bool EyesShut::wanted(const std::string& name) const {
  return std::any_of(wants.begin(), wants.end(),
                     [&](const std::string& want) { return end_heard_of(want) == name; });
}

void EyesShut::go_to(const std::string& name) {
  constexpr int kMostMoves = 120;
  for (int move = 0; move < kMostMoves; ++move) {
    // A control ends with its name, or with its name and up to two sentences about its state.
    const std::size_t state = said_before(0) == heard_as("You can type now.") ? 2 : 1;
    for (std::size_t i = 0; i <= state; ++i) {
      if (said_before(i) == heard_as(name)) return;
    }
    (void)strike(kiosk::Key::tab);
  }
  throw Stuck("nobody says '" + heard_as(name) + "'; the last words were" + joined(m_now));
}

std::string EyesShut::said_before(std::size_t end) const {
  return m_now.size() > end ? m_now[m_now.size() - 1 - end] : std::string();
}

void EyesShut::go_on_until(const std::string& sentence) {
  constexpr int kMostStrikes = 3'000;
  const std::string until = end_heard_of(sentence);
  const std::string type_now = heard_as("You can type now.");
  const std::string empty = heard_as("Nothing is typed yet.");
  const std::string chosen = heard_as("This one is chosen.");
  const auto answer_to = [&](const std::string& name) {
    return std::find_if(answers.begin(), answers.end(),
                        [&](const auto& answer) { return heard_as(answer.first) == name; });
  };
  for (int i = 0; i < kMostStrikes; ++i) {
    if (has(m_now, until)) return;
    // The last sentences are the control that the keys work on: name, state, "You can type now."
    const auto typed = answer_to(said_before(2));
    if (said_before(0) == type_now && typed != answers.end()) {
      const std::string text = typed->second;
      answers.erase(typed);
      (void)type(text);
      (void)strike(kiosk::Key::enter);
      continue;
    }
    const bool field_waits = said_before(0) == empty && answer_to(said_before(1)) != answers.end();
    const bool is_wanted =
        wanted(said_before(0)) || (wanted(said_before(1)) && said_before(0) != chosen);
    (void)strike(field_waits || is_wanted ? kiosk::Key::enter : kiosk::Key::tab);
  }
  const auto some = std::min<std::ptrdiff_t>(60, std::ptrdiff_t(m_all.size()));
  throw Stuck("nobody says '" + until + "'; the last words were" +
              joined({m_all.end() - some, m_all.end()}));
}

}  // namespace candor::e2e
