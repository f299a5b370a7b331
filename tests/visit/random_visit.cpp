#include "random_visit.h"

#include <rapidcheck.h>

#include "support/prove.h"

namespace candor::visit {

namespace {

constexpr int kRunsEveryDay = 200;
constexpr std::uint64_t kSeedEveryDay = 20261121;
constexpr int kLongestVisit = 300;

/// Small decisions from one number (splitmix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : m_state(seed) {}

  std::uint32_t below(std::size_t limit) {
    m_state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<std::uint32_t>((mixed ^ (mixed >> 31)) % limit);
  }

  bool percent(std::uint32_t chance) { return below(100) < chance; }

  template <typename Item>
  Item pick(const std::vector<Item>& items) {
    return items[below(items.size())];
  }

 private:
  std::uint64_t m_state;
};

std::string word(Dice& dice) {
  return std::string(kMarker) + " " +
         dice.pick<std::string>({"Ana", "Lopez", "王芳", "o'Neill", "José"});
}

/// What is sometimes typed by a shaking hand, or by nobody.
std::string odd_text(Dice& dice) {
  return dice.pick<std::string>({"", "   ", "bad \xff", "a\nb", std::string(3000, 'x'), word(dice),
                                 "5550100", "2026-02-30", "2026-02-28"});
}

Staff staff(Dice& dice) {
  return dice.percent(95) ? Staff{"Noor Haddad", "nurse"} : Staff{};
}

Spot any_spot(Dice& dice) {
  return dice.pick<Spot>({kFirstText, kSecondText, kCheck, kHealth, kMood, kRide, kRisks, kPhotos,
                          kPregnancy, kPaper, kSign, Spot{}, Spot{"welcome", ""},
                          Spot{"nowhere", "nothing"}});
}

int any_flag(Dice& dice, const State& state) {
  return static_cast<int>(dice.below(state.flags.size() + 2));
}

Signature some_signature(Dice& dice, const content::Pack& pack, const State& state, Role role,
                         const Moment& now) {
  Signature signature;
  signature.role = role;
  signature.name = word(dice);
  if (role == Role::interpreter) {
    signature.presence = "phone";
    signature.kind = dice.pick<std::string>({"trained", "relative"});
  }
  signature.language = state.language;
  signature.meaning = meaning_of(pack, state, role, state.language, now);
  signature.how = dice.pick<SignedHow>(
      {SignedHow::drawn, SignedHow::mark, SignedHow::typed, SignedHow::confirmed});
  if (signature.how == SignedHow::drawn || signature.how == SignedHow::mark) {
    signature.strokes = {{{100, 200, 0}, {300, 400, 20}}, {{500, 600, 90}}};
    signature.pad_width_um = 100'000;
    signature.pad_height_um = 30'000;
  }
  return signature;
}

/// Any event at all, with arguments that often make no sense.
Event wild(Dice& dice, const content::Pack& pack, const State& state, const Moment& now) {
  const Spot spot = any_spot(dice);
  switch (dice.below(std::variant_size_v<Event>)) {
    case 0:
      return ChooseLanguage{dice.pick<std::string>({"en", "es", "tlh", ""})};
    case 1:
      return NeedInterpreter{};
    case 2:
      return ChooseSize{static_cast<TextSize>(dice.below(4))};
    case 3:
      return ChooseTheme{static_cast<Theme>(dice.below(4))};
    case 4:
      return ChooseWho{static_cast<AtScreen>(dice.below(4))};
    case 5:
      return ToggleHelp{dice.pick<std::string>({"reading", "touching", "deciding"})};
    case 6:
      return GiveRepresentative{odd_text(dice), odd_text(dice)};
    case 7:
      return GiveName{odd_text(dice)};
    case 8:
      return GiveMonth{static_cast<int>(dice.below(15)) - 1};
    case 9:
      return GiveDay{static_cast<int>(dice.below(34)) - 1};
    case 10:
      return GiveYear{1895 + static_cast<int>(dice.below(140))};
    case 11:
      return GiveCode{odd_text(dice)};
    case 12:
      return ConfirmIdentity{};
    case 13:
      return NotMe{};
    case 14:
      return ChooseWalk{dice.pick<std::string>({"first", "return", "no-such"})};
    case 15:
      return Next{};
    case 16:
      return Back{};
    case 17:
      return GoToStep{static_cast<int>(dice.below(14)) - 2};
    case 18:
      return GiveChoice{spot, {dice.pick<std::string>({"heart", "none", "yes", "no", "x"})}};
    case 19:
      return GiveCheck{spot, dice.pick<std::string>({"one", "two", "x"})};
    case 20:
      return GiveField{spot, dice.pick<std::string>({"name", "phone", "means", "x"}),
                       odd_text(dice), dice.pick<std::string>({"", "", "car", "x"})};
    case 21:
      return GiveReply{spot, static_cast<Reply>(dice.below(4))};
    case 22:
      return AskStaff{spot};
    case 23:
      return WithdrawQuestion{any_flag(dice, state)};
    case 24:
      return Sign{some_signature(dice, pack, state, static_cast<Role>(dice.below(5)), now)};
    case 25:
      return Decline{};
    case 26:
      return CancelDecline{};
    case 27:
      return ConfirmDecline{odd_text(dice)};
    case 28:
      return OnPaper{};
    case 29:
      return TalkToNurse{};
    case 30:
      return ShowSheet{};
    case 31:
      return Finish{};
    case 32:
      return ResolveFlag{any_flag(dice, state), staff(dice), odd_text(dice)};
    case 33:
      return AcknowledgeFlag{any_flag(dice, state), staff(dice)};
    case 34:
      return StopByStaff{staff(dice), odd_text(dice)};
    case 35:
      return CheckIdentity{staff(dice), odd_text(dice)};
    case 36:
      return Shown{spot, dice.pick<std::string>({"d1", "d2", ""}),
                   static_cast<std::int64_t>(dice.below(4000)) - 100};
    case 41:
      return Heard{spot,
                   dice.pick<std::string>({"d1", "d2", ""}),
                   static_cast<std::int32_t>(dice.below(5)) - 1,
                   3,
                   dice.pick<std::int32_t>({50, 100, 0}),
                   static_cast<std::int64_t>(dice.below(4000)) - 100,
                   dice.percent(50)};
    case 42:
      return Again{spot, dice.percent(50) ? AgainHow::shown : AgainHow::heard};
    case 37:
      return Leave{odd_text(dice)};
    case 38:
      return Saved{"K7F3-9Q2M", "candor-head-1"};
    case 39:
      return SaveFailed{};
    case 40:
      return RelativeInterprets{};
    default:
      return RetrySave{};
  }
}

Event at_identity(Dice& dice, const State& state) {
  if (state.too_young) {
    return ResolveFlag{static_cast<int>(state.flags.size()), staff(dice), word(dice)};
  }
  switch (state.identity_step) {
    case IdentityStep::name:
      return GiveName{word(dice)};
    case IdentityStep::month:
      return GiveMonth{1 + static_cast<int>(dice.below(12))};
    case IdentityStep::day:
      return GiveDay{1 + static_cast<int>(dice.below(31))};
    case IdentityStep::year:
      return GiveYear{1915 + static_cast<int>(dice.below(100))};
    case IdentityStep::code:
      return GiveCode{word(dice)};
    case IdentityStep::confirm:
      break;
  }
  if (dice.percent(5)) return NotMe{};
  return ConfirmIdentity{};
}

Event at_step(Dice& dice, const content::Pack& pack, const State& state) {
  const auto step = current_step(pack, state);
  RC_ASSERT(step.has_value());
  if (is_answered(pack, state, *step) && dice.percent(80)) return Next{};
  const auto& blocks = step->page->blocks;
  const Spot spot{step->page->id, blocks[step->first].id};
  switch (step->kind) {
    case StepKind::read:
      return Shown{{spot.page, blocks[step->first + dice.below(step->count)].id}, "d1", 1200};
    case StepKind::check:
      return GiveCheck{spot, dice.pick<std::string>({"one", "two", "three"})};
    case StepKind::choice:
      if (spot == kMood) return GiveChoice{spot, {dice.percent(20) ? "yes" : "no"}};
      return GiveChoice{spot, dice.pick<std::vector<std::string>>(
                                  {{"none"}, {"heart"}, {"heart", "glasses"}, {"hat"}, {}})};
    case StepKind::form:
      return dice.pick<Event>(
          {GiveField{spot, "means", "", "car"}, GiveField{spot, "means", "", "not-yet"},
           GiveField{spot, "name", word(dice), ""}, GiveField{spot, "phone", "555 0100", ""}});
    case StepKind::statement:
      return GiveReply{spot, dice.percent(60) ? Reply::yes : static_cast<Reply>(dice.below(4))};
    case StepKind::sign:
      break;
  }
  return Next{};
}

/// What someone would do here who wants to get through.
Event sensible(Dice& dice, const content::Pack& pack, const State& state, const Moment& now) {
  if (state.declining)
    return dice.percent(20) ? Event{ConfirmDecline{word(dice)}} : Event{CancelDecline{}};
  if (dice.below(150) == 0) {
    return dice.pick<Event>({StopByStaff{staff(dice), word(dice)}, Leave{word(dice)}, OnPaper{},
                             Decline{}, TalkToNurse{}, CheckIdentity{staff(dice), word(dice)}});
  }
  if (const Flag* urgent = urgent_flag(state); urgent != nullptr && dice.percent(30)) {
    return AcknowledgeFlag{urgent->number, staff(dice)};
  }
  const auto blocking = blocking_flags(state);
  const bool waits = state.stage == Stage::review || state.stage == Stage::decision;
  if (waits && !blocking.empty() && dice.percent(70)) {
    return ResolveFlag{blocking[dice.below(blocking.size())]->number, staff(dice), word(dice)};
  }
  switch (state.stage) {
    case Stage::language:
      return dice.percent(10) ? Event{NeedInterpreter{}}
                              : Event{ChooseLanguage{dice.pick<std::string>({"en", "es"})}};
    case Stage::interpreter:
      return Next{};
    case Stage::who:
      if (!state.at_screen_chosen) {
        return ChooseWho{dice.percent(70) ? AtScreen::patient
                                          : static_cast<AtScreen>(dice.below(4))};
      }
      if (state.at_screen == AtScreen::helper) {
        return dice.percent(50) ? Event{ToggleHelp{"reading"}} : Event{Next{}};
      }
      if (state.at_screen == AtScreen::patient) return ChooseWho{AtScreen::patient};
      return GiveRepresentative{word(dice), word(dice)};
    case Stage::identity:
      return at_identity(dice, state);
    case Stage::walk:
      return ChooseWalk{dice.pick<std::string>({"first", "return"})};
    case Stage::steps:
      return at_step(dice, pack, state);
    case Stage::review:
      if (dice.percent(15)) return GoToStep{static_cast<int>(dice.below(10))};
      return Next{};
    case Stage::decision:
      if (dice.percent(10) && state.signatures.empty()) return Back{};
      if (state.signing == Role::interpreter && dice.percent(20)) return RelativeInterprets{};
      return Sign{some_signature(dice, pack, state, state.signing, now)};
    case Stage::saving:
      return dice.percent(70) ? Event{Saved{"K7F3-9Q2M", "candor-head-1"}} : Event{SaveFailed{}};
    case Stage::save_failed:
      return RetrySave{};
    case Stage::receipt:
      return dice.percent(50) ? Event{ShowSheet{}} : Event{Finish{}};
    case Stage::finished:
      break;
  }
  return Finish{};
}

Moment later(Dice& dice, Moment now) {
  const auto passed = static_cast<std::int64_t>(dice.below(3) * dice.below(5000));
  now.utc_ms += passed;
  now.steady_ms += passed;
  return now;
}

}  // namespace

void drive(const content::Pack& pack, const std::vector<std::uint32_t>& numbers,
           const std::function<void(const Moved&)>& look) {
  Moment now{1'795'278'600'000, 1'000'000, -480, "America/Los_Angeles"};
  Start start;
  start.id = VisitId{"A-0123456789abcdef"};
  Dice first(numbers.empty() ? 0 : numbers.front());
  const std::uint32_t wildness = first.pick<std::uint32_t>({0, 3, 10, 30, 90});
  if (first.percent(20)) start.language = "es";
  if (first.percent(20)) start.walk = "return";
  State state = begin(pack, start, now);
  for (const std::uint32_t number : numbers) {
    if (state.stage == Stage::finished) break;
    Dice dice(number);
    now = later(dice, now);
    const Event event =
        dice.percent(wildness) ? wild(dice, pack, state, now) : sensible(dice, pack, state, now);
    const Outcomes outcomes = apply(pack, state, event, now);
    look({pack, state, event, outcomes, now});
    state = outcomes.state;
  }
}

bool prove(const std::string& claim, const std::function<void(const Moved&)>& look,
           const std::function<void()>& start) {
  rc::detail::TestParams params;
  params.maxSuccess = support::prove_runs(kRunsEveryDay);
  params.seed = support::prove_seed(kSeedEveryDay);
  rc::detail::TestMetadata metadata;
  metadata.id = claim;
  metadata.description = claim;
  const content::Pack pack = sample_pack();
  const auto result = rc::detail::checkTestable(
      [&] {
        // A failing visit shrinks by leaving events out; the events themselves stay as they are.
        const auto numbers = *rc::gen::resize(
            kLongestVisit, rc::gen::container<std::vector<std::uint32_t>>(
                               rc::gen::noShrink(rc::gen::arbitrary<std::uint32_t>())));
        if (start) start();
        drive(pack, numbers, look);
      },
      metadata, params);
  if (result.template is<rc::detail::SuccessResult>()) return true;
  std::cerr << claim << " (seed " << params.seed << ")\n";
  rc::detail::printResultMessage(result, std::cerr);
  std::cerr << '\n';
  return false;
}

}  // namespace candor::visit
