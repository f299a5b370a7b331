// The names of visit's enums, as the record, the parked form and the tests write them.
#include "base/check.h"
#include "visit/state.h"

namespace candor::visit {

std::string to_string(Stage stage) {
  switch (stage) {
    case Stage::language:
      return "language";
    case Stage::interpreter:
      return "interpreter";
    case Stage::who:
      return "who";
    case Stage::identity:
      return "identity";
    case Stage::walk:
      return "walk";
    case Stage::steps:
      return "steps";
    case Stage::review:
      return "review";
    case Stage::decision:
      return "decision";
    case Stage::saving:
      return "saving";
    case Stage::save_failed:
      return "save-failed";
    case Stage::receipt:
      return "receipt";
    case Stage::finished:
      return "finished";
  }
  CANDOR_CHECK(false);
}

std::string to_string(IdentityStep step) {
  switch (step) {
    case IdentityStep::name:
      return "name";
    case IdentityStep::month:
      return "month";
    case IdentityStep::day:
      return "day";
    case IdentityStep::year:
      return "year";
    case IdentityStep::code:
      return "code";
    case IdentityStep::confirm:
      return "confirm";
  }
  CANDOR_CHECK(false);
}

std::string to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::none:
      return "none";
    case Outcome::signed_:
      return "signed";
    case Outcome::declined:
      return "declined";
    case Outcome::on_paper:
      return "on-paper";
    case Outcome::stopped_by_staff:
      return "stopped-by-staff";
    case Outcome::unfinished:
      return "unfinished";
  }
  CANDOR_CHECK(false);
}

std::string to_string(AtScreen at_screen) {
  switch (at_screen) {
    case AtScreen::patient:
      return "patient";
    case AtScreen::parent:
      return "parent";
    case AtScreen::representative:
      return "representative";
    case AtScreen::helper:
      return "helper";
  }
  CANDOR_CHECK(false);
}

std::string to_string(FlagCause cause) {
  switch (cause) {
    case FlagCause::question:
      return "question";
    case FlagCause::choice:
      return "choice";
    case FlagCause::ride:
      return "ride";
    case FlagCause::check:
      return "check";
    case FlagCause::statement:
      return "statement";
    case FlagCause::interpreter:
      return "interpreter";
    case FlagCause::representative:
      return "representative";
    case FlagCause::minor:
      return "minor";
    case FlagCause::talk:
      return "talk";
  }
  CANDOR_CHECK(false);
}

std::string to_string(FlagState state) {
  switch (state) {
    case FlagState::open:
      return "open";
    case FlagState::resolved:
      return "resolved";
    case FlagState::withdrawn:
      return "withdrawn";
  }
  CANDOR_CHECK(false);
}

std::string to_string(TextSize size) {
  switch (size) {
    case TextSize::small:
      return "small";
    case TextSize::medium:
      return "medium";
    case TextSize::large:
      return "large";
    case TextSize::largest:
      return "largest";
  }
  CANDOR_CHECK(false);
}

std::string to_string(Theme theme) {
  switch (theme) {
    case Theme::paper:
      return "paper";
    case Theme::white:
      return "white";
    case Theme::black:
      return "black";
    case Theme::soft:
      return "soft";
  }
  CANDOR_CHECK(false);
}

std::string to_string(AgainHow how) {
  switch (how) {
    case AgainHow::shown:
      return "shown";
    case AgainHow::heard:
      return "heard";
  }
  CANDOR_CHECK(false);
}

std::string to_string(Reply reply) {
  switch (reply) {
    case Reply::yes:
      return "yes";
    case Reply::no:
      return "no";
    case Reply::question:
      return "question";
    case Reply::not_applicable:
      return "not-applicable";
  }
  CANDOR_CHECK(false);
}

std::string to_string(SignedHow how) {
  switch (how) {
    case SignedHow::drawn:
      return "drawn";
    case SignedHow::mark:
      return "mark";
    case SignedHow::typed:
      return "typed";
    case SignedHow::confirmed:
      return "confirmed";
  }
  CANDOR_CHECK(false);
}

}  // namespace candor::visit
