// Ways through a pack that know nothing of its words: they read what each screen asks for.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "e2e/harness.h"

namespace candor::e2e {

struct Person {
  std::string name = "Ana Lopez";
  int month = 4;
  int day = 12;
  std::string year = "1958";
  std::string code = "4711";
  std::string ride_name = "Maria Lopez";
  std::string ride_phone = "5550104477";
  std::string words = "Maria Lopez";  ///< what they type where a form asks for anything else
  std::string language;               ///< empty: the pack's first
};

/// Words as short as they can be: with two switches each letter takes many presses.
[[nodiscard]] Person of_few_words();

/// Called with a short name for every new screen.
using OnScreen = std::function<void(const std::string&)>;

/// Goes to the part of the page on which a widget stands; stays on the last one where there is
/// none.
void find_somewhere(Harness& kiosk, const std::string& id);

/// Taps a widget that may stand on another part of the page.
void tap_somewhere(Harness& kiosk, const std::string& id);

/// From the welcome screen to the first step of a walk ("first", "return", …).
void arrive(Harness& kiosk, const Person& person, const std::string& walk,
            const OnScreen& on_screen = {});

/// What a cooperative patient chooses: the right answer of a check, the option without a flag.
/// Answers the screen that is on the glass and goes on. Returns false when it is no step.
bool answer_step(Harness& kiosk, const Person& person, const OnScreen& on_screen = {});

/// Through all steps to the review.
void answer_all(Harness& kiosk, const Person& person, const OnScreen& on_screen = {});

/// From the review to the receipt, signing by finger.
void decide(Harness& kiosk, const OnScreen& on_screen = {});

/// The same for somebody who neither draws nor types, with a witness ("Wim", "Ed") who does the
/// same. Nothing is drawn and no name of the patient is typed.
void decide_by_press(Harness& kiosk, const OnScreen& on_screen = {});

/// Chooses a text size and colours in the panel of the header; empty: as they are.
void choose_display(Harness& kiosk, const std::string& size, const std::string& theme);

}  // namespace candor::e2e
