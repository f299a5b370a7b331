// The guided set-up of keys and switches: a question a screen, all of it by the two switches alone.
#include "present/build.h"

namespace candor::present {
namespace {

constexpr int kLastStep = 3;
constexpr std::int64_t kHalf = 500;
constexpr std::int64_t kOne = 1000;
constexpr std::int64_t kTwo = 2000;

Button choice(std::string id, std::string label, const KeyHabits& now, const KeyHabits& then) {
  Button item = button(std::move(id), std::move(label), ChooseKeyHabits{then});
  item.selected = now == then;
  return item;
}

Options hold_options(const Teller& teller, const KeyHabits& now) {
  Options options;
  const auto add = [&](const char* id, const std::string& label, std::int64_t ms) {
    KeyHabits then = now;
    then.hold_ms = ms;
    options.items.push_back(choice(id, label, now, then));
  };
  add("hold.0", teller.say("At once"), 0);
  add("hold.500", teller.say("After half a second"), kHalf);
  add("hold.1000", teller.say("After 1 second"), kOne);
  add("hold.2000", teller.say("After 2 seconds"), kTwo);
  return options;
}

Options repeat_options(const Teller& teller, const KeyHabits& now) {
  Options options;
  const auto add = [&](const char* id, const std::string& label, std::int64_t ms) {
    KeyHabits then = now;
    then.repeat_ms = ms;
    options.items.push_back(choice(id, label, now, then));
  };
  add("repeat.0", teller.say("Move once"), 0);
  add("repeat.2000", teller.say("Go on every 2 seconds"), kTwo);
  add("repeat.1000", teller.say("Go on every second"), kOne);
  return options;
}

Options double_options(const Teller& teller, const KeyHabits& now) {
  Options options;
  const auto add = [&](const char* id, const std::string& label, std::int64_t ms, bool every_key) {
    KeyHabits then = now;
    then.double_ms = ms;
    then.every_key = every_key;
    options.items.push_back(choice(id, label, now, then));
  };
  add("double.0", teller.say("No, count every press"), 0, false);
  add("double.500", teller.say("Yes, skip it for half a second"), kHalf, true);
  add("double.1000", teller.say("Yes, skip it for 1 second"), kOne, true);
  add("double.2000", teller.say("Yes, skip it for 2 seconds"), kTwo, true);
  return options;
}

}  // namespace

Page key_setup(const Desk& desk, const std::string& language, const KeyHabits& habits, int step,
               int presses) {
  const Teller teller(desk, language);
  Page page = kiosk_page(teller, "keys." + std::to_string(step));
  page.personal = false;
  Options options;
  std::string heading;
  switch (step) {
    case 0:
      heading = teller.say("How soon should a press count?");
      options = hold_options(teller, habits);
      break;
    case 1:
      heading = teller.say("What if you keep the moving switch down?");
      options = repeat_options(teller, habits);
      break;
    case 2:
      heading = teller.say("Does your hand press twice when you mean once?");
      options = double_options(teller, habits);
      break;
    default:
      heading = teller.say("Try it out");
      break;
  }
  page.elements.push_back(element(Kicker{
      teller.say("Keys and switches · {step} of {all}",
                 {{"step", std::int64_t{step + 1}}, {"all", std::int64_t{kLastStep + 1}}})}));
  page.elements.push_back(element(Heading{heading}));
  if (step < kLastStep) {
    options.look = OptionLook::button;
    options.columns = 2;
    page.elements.push_back(element(std::move(options)));
  } else {
    page.elements.push_back(element(
        Lead{teller.say("Press the button below a few times. Is every press counted once?")}));
    Options counter;
    counter.look = OptionLook::button;
    counter.items.push_back(button("keys.press", teller.say("Press here"), CountPress{}));
    page.elements.push_back(element(std::move(counter)));
    page.elements.push_back(element(Card{teller.say("Counted"), std::to_string(presses), {}, {}}));
  }
  Footer footer;
  footer.back =
      step == 0 ? back_button(teller, CloseKeySetup{}) : back_button(teller, GoKeySetup{step - 1});
  footer.primary = step < kLastStep ? next_button(teller, GoKeySetup{step + 1})
                                    : button("keys.done", teller.say("Done"), CloseKeySetup{},
                                             Look::primary, "check");
  page.footer = std::move(footer);
  return page;
}

}  // namespace candor::present
