#include "present/action.h"

#include <type_traits>
#include <utility>

namespace candor::present {

template <typename Kind>
Action::Action(Kind kind) {
  if constexpr (std::is_constructible_v<AnyAction, Kind&&> &&
                !std::is_constructible_v<visit::Event, Kind&&>) {
    m_any = std::make_shared<const AnyAction>(std::move(kind));
  } else {
    m_any = std::make_shared<const AnyAction>(visit::Event(std::move(kind)));
  }
}

// Spelled out here once, so that no other file has to compile them.
template Action::Action(OpenPanel);
template Action::Action(Pick);
template Action::Action(Focus);
template Action::Action(TypeText);
template Action::Action(PickCandidate);
template Action::Action(MoreCandidates);
template Action::Action(ToneMark);
template Action::Action(Erase);
template Action::Action(Shift);
template Action::Action(SetLayer);
template Action::Action(Reveal);
template Action::Action(More);
template Action::Action(LessAbove);
template Action::Action(ClearPad);
template Action::Action(SignAs);
template Action::Action(AcceptMark);
template Action::Action(PickStaffOption);
template Action::Action(OpenFlag);
template Action::Action(PickPresence);
template Action::Action(PickInterpreter);
template Action::Action(StartVisit);
template Action::Action(SubmitName);
template Action::Action(SubmitRepresentative);
template Action::Action(SubmitYear);
template Action::Action(SubmitCode);
template Action::Action(SubmitChoice);
template Action::Action(SubmitCheck);
template Action::Action(TryAgain);
template Action::Action(SubmitForm);
template Action::Action(SubmitSignature);
template Action::Action(Pause);
template Action::Action(StillHere);
template Action::Action(MoreTime);
template Action::Action(UsualLook);
template Action::Action(EnterTicket);
template Action::Action(SubmitTicket);
template Action::Action(SubmitReturnCode);
template Action::Action(AskPin);
template Action::Action(SubmitPin);
template Action::Action(OpenTicket);
template Action::Action(SeenLost);
template Action::Action(GiveBack);
template Action::Action(StaffResolve);
template Action::Action(StaffAcknowledge);
template Action::Action(StaffStop);
template Action::Action(StaffCheckIdentity);
template Action::Action(StaffWitness);
template Action::Action(OpenKeySetup);
template Action::Action(GoKeySetup);
template Action::Action(ChooseKeyHabits);
template Action::Action(CountPress);
template Action::Action(CloseKeySetup);
template Action::Action(LockStaff);
template Action::Action(ToAttract);
template Action::Action(Speech);
template Action::Action(visit::Event);
template Action::Action(visit::ChooseLanguage);
template Action::Action(visit::NeedInterpreter);
template Action::Action(visit::ChooseSize);
template Action::Action(visit::ChooseTheme);
template Action::Action(visit::ChooseWho);
template Action::Action(visit::ToggleHelp);
template Action::Action(visit::GiveRepresentative);
template Action::Action(visit::GiveName);
template Action::Action(visit::GiveMonth);
template Action::Action(visit::GiveDay);
template Action::Action(visit::GiveYear);
template Action::Action(visit::GiveCode);
template Action::Action(visit::ConfirmIdentity);
template Action::Action(visit::NotMe);
template Action::Action(visit::ChooseWalk);
template Action::Action(visit::Next);
template Action::Action(visit::Back);
template Action::Action(visit::GoToStep);
template Action::Action(visit::GiveChoice);
template Action::Action(visit::GiveCheck);
template Action::Action(visit::GiveField);
template Action::Action(visit::GiveReply);
template Action::Action(visit::AskStaff);
template Action::Action(visit::WithdrawQuestion);
template Action::Action(visit::Sign);
template Action::Action(visit::Decline);
template Action::Action(visit::CancelDecline);
template Action::Action(visit::ConfirmDecline);
template Action::Action(visit::OnPaper);
template Action::Action(visit::TalkToNurse);
template Action::Action(visit::ShowSheet);
template Action::Action(visit::Finish);
template Action::Action(visit::ResolveFlag);
template Action::Action(visit::AcknowledgeFlag);
template Action::Action(visit::StopByStaff);
template Action::Action(visit::CheckIdentity);
template Action::Action(visit::Shown);
template Action::Action(visit::Leave);
template Action::Action(visit::Saved);
template Action::Action(visit::SaveFailed);
template Action::Action(visit::RetrySave);

}  // namespace candor::present
