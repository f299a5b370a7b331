#include <doctest/doctest.h>

#include "walker.h"

namespace candor::visit {

TEST_CASE(
    "visit: the patient's signature names the act, the scope and the right to say no (S-20)") {
  Walker walker;
  walker.to_decision();
  const std::string meaning =
      meaning_of(walker.pack(), walker.state(), Role::patient, "en", walker.now());
  CHECK(meaning ==
        "I choose to have the sample treatment at Riverside Clinic.\n"
        "A course of 6, until May 21, 2027.\n"
        "5 pages and 3 statements were shown or read to me.\n"
        "I can still say no.");
  CHECK(meaning_of(walker.pack(), walker.state(), Role::representative, "en", walker.now()) ==
        "I choose the sample treatment for the patient. A course of 6, until May 21, 2027.");
  CHECK(valid_until(walker.pack(), walker.now()) == Date{2027, 5, 21});
}

TEST_CASE("visit: a scope named in the act is not said twice") {
  content::Pack pack = sample_pack();
  auto& sign = std::get<content::SignBlock>(pack.pages.back().blocks.back().content);
  sign.act = "I choose {procedure}. {scope}";
  sign.points.clear();
  Walker walker(pack);
  walker.to_decision();
  CHECK(meaning_of(pack, walker.state(), Role::patient, "en", walker.now()) ==
        "I choose the sample treatment. A course of 6, until May 21, 2027.");
}

TEST_CASE("visit: a signature makes the visit signed and asks for its record to be stored") {
  Walker walker;
  walker.to_decision();
  CHECK(walker.state().step == 9);
  CHECK(walker.sign());
  CHECK(walker.caused<StoreRecord>());
  CHECK(walker.state().stage == Stage::saving);
  CHECK(walker.state().outcome == Outcome::signed_);
  CHECK(walker.state().record_id.size() == 32);
  CHECK(walker.state().ended == walker.now());
  REQUIRE(walker.state().signatures.size() == 1);
  CHECK(walker.state().signatures[0].at == walker.now());
}

TEST_CASE("visit: the meaning is kept as shown and in the pack's own language") {
  Walker walker;
  walker.to_decision();
  REQUIRE(walker.tell(ChooseLanguage{"es"}));
  REQUIRE(walker.sign());
  const Signature& signature = walker.state().signatures[0];
  CHECK(signature.language == "es");
  CHECK(signature.meaning.find("Todavía puedo decir que no.") != std::string::npos);
  CHECK(signature.source_meaning.find("I can still say no.") != std::string::npos);
}

TEST_CASE("visit: an empty pad, no name, another role or other words are refused") {
  Walker walker;
  walker.to_decision();
  Signature signature = walker.signature();
  SUBCASE("no strokes") {
    signature.strokes.clear();
  }
  SUBCASE("a stroke without a point") {
    signature.strokes = {{}};
  }
  SUBCASE("no pad") {
    signature.pad_width_um = 0;
  }
  SUBCASE("no name") {
    signature.name = "  ";
  }
  SUBCASE("another role") {
    signature.role = Role::witness;
  }
  SUBCASE("other words") {
    signature.meaning += " And more.";
  }
  SUBCASE("another language") {
    signature.language = "es";
  }
  SUBCASE("typed, but with strokes") {
    signature.how = SignedHow::typed;
  }
  SUBCASE("confirmed, but with strokes") {
    signature.how = SignedHow::confirmed;
  }
  SUBCASE("present by phone as a patient") {
    signature.presence = "phone";
  }
  CHECK_FALSE(walker.tell(Sign{signature}));
  CHECK(walker.state().signatures.empty());
  CHECK(walker.state().stage == Stage::decision);
}

TEST_CASE("visit: a single dot is a signature") {
  Walker walker;
  walker.to_decision();
  Signature signature = walker.signature();
  signature.strokes = {{{5000, 5000, 0}}};
  CHECK(walker.tell(Sign{signature}));
}

TEST_CASE("visit: a mark or a typed name needs a witness in the same visit") {
  Walker walker;
  walker.to_decision();
  SUBCASE("mark") {
    CHECK(walker.sign(SignedHow::mark));
  }
  SUBCASE("typed") {
    CHECK(walker.sign(SignedHow::typed));
  }
  SUBCASE("confirmed by a press") {
    CHECK(walker.sign(SignedHow::confirmed));
  }
  CHECK(walker.state().outcome == Outcome::none);
  CHECK(walker.state().signing == Role::witness);
  Signature again = walker.signature();
  again.role = Role::patient;
  again.meaning = meaning_of(walker.pack(), walker.state(), Role::patient, "en", walker.now());
  CHECK_FALSE(walker.tell(Sign{again}));
  CHECK(walker.sign());
  CHECK(walker.state().outcome == Outcome::signed_);
  CHECK(walker.state().signatures.size() == 2);
}

TEST_CASE("visit: patient, interpreter, witness sign in this order") {
  content::Pack pack = sample_pack();
  pack.walks[0].signers = {Role::witness, Role::interpreter, Role::patient};
  Walker walker(pack);
  walker.to_decision();
  CHECK(required_signers(pack, walker.state()) ==
        std::vector<Role>{Role::patient, Role::interpreter, Role::witness});
  CHECK(walker.sign());
  REQUIRE(walker.state().signing == Role::interpreter);
  Signature interpreter = walker.signature();
  interpreter.presence = "";
  CHECK_FALSE(walker.tell(Sign{interpreter}));
  interpreter.presence = "video";
  CHECK(walker.tell(Sign{interpreter}));
  CHECK(walker.state().signing == Role::witness);
  CHECK(walker.sign());
  CHECK(walker.state().outcome == Outcome::signed_);
}

TEST_CASE("visit: a relative interprets only after named staff have agreed and said why") {
  content::Pack pack = sample_pack();
  pack.walks[0].signers = {Role::patient, Role::interpreter};
  Walker walker(pack);
  walker.to_decision();
  CHECK_FALSE(walker.tell(RelativeInterprets{}));  // not their turn
  REQUIRE(walker.sign());
  REQUIRE(walker.state().signing == Role::interpreter);
  Signature relative = walker.signature();
  relative.kind = "relative";
  relative.kind_reason = "I say so myself";
  relative.kind_agreed_by = "Nobody";
  CHECK_FALSE(walker.tell(Sign{relative}));
  for (const char* kind : {"", "too-young", "friend"}) {
    CAPTURE(kind);
    Signature other = walker.signature();
    other.kind = kind;
    CHECK_FALSE(walker.tell(Sign{other}));
  }
  REQUIRE(walker.tell(RelativeInterprets{}));
  REQUIRE(walker.tell(RelativeInterprets{}));
  const auto& flags = walker.state().flags;
  REQUIRE(flags.size() == 1);
  CHECK(flags.back().cause == FlagCause::interpreter);
  CHECK(flags.back().blocks);
  CHECK_FALSE(walker.tell(Sign{relative}));
  CHECK_FALSE(walker.tell(ResolveFlag{flags.back().number, Staff{}, "why not"}));
  CHECK_FALSE(walker.tell(ResolveFlag{flags.back().number, kNurse, " "}));
  REQUIRE(walker.tell(ResolveFlag{flags.back().number, kNurse, "No trained one in time"}));
  Signature signed_now = walker.signature();
  signed_now.kind = "relative";
  signed_now.kind_reason = "I say so myself";
  REQUIRE(walker.tell(Sign{signed_now}));
  const Signature& kept = walker.state().signatures.back();
  CHECK(kept.kind == "relative");
  CHECK(kept.kind_reason == "No trained one in time");
  CHECK(kept.kind_agreed_by == kNurse.name);
  CHECK(kept.kind_agreed_as == kNurse.role);
}

TEST_CASE("visit: another interpreter may come instead of a relative, and nothing stays open") {
  content::Pack pack = sample_pack();
  pack.walks[0].signers = {Role::patient, Role::interpreter};
  Walker walker(pack);
  walker.to_decision();
  REQUIRE(walker.sign());
  REQUIRE(walker.tell(RelativeInterprets{}));
  REQUIRE(walker.tell(WithdrawQuestion{walker.state().flags.back().number}));
  CHECK(walker.state().signing == Role::interpreter);
  REQUIRE(walker.sign());
  CHECK(walker.state().outcome == Outcome::signed_);
  CHECK(walker.state().signatures.back().kind == "trained");
  CHECK(walker.state().signatures.back().kind_reason.empty());
}

TEST_CASE("visit: nobody signs anywhere but at the decision, or while asked 'really not?' (S-20)") {
  Walker walker;
  walker.to_review();
  Signature signature = walker.signature();
  CHECK_FALSE(walker.tell(Sign{signature}));
  walker.to_decision();
  REQUIRE(walker.tell(Decline{}));
  CHECK_FALSE(walker.sign());
  REQUIRE(walker.tell(CancelDecline{}));
  CHECK(walker.sign());
}

TEST_CASE("visit: after a signature no answer changes, but everyone can still stop") {
  Walker walker;
  walker.to_decision();
  REQUIRE(walker.sign(SignedHow::mark));
  CHECK_FALSE(walker.tell(GiveReply{kRisks, Reply::no}));
  CHECK_FALSE(walker.tell(GoToStep{5}));
  SUBCASE("declined") {
    CHECK(walker.tell(Decline{}));
    CHECK(walker.tell(ConfirmDecline{""}));
    CHECK(walker.state().outcome == Outcome::declined);
  }
  SUBCASE("on paper") {
    CHECK(walker.tell(OnPaper{}));
  }
  SUBCASE("staff") {
    CHECK(walker.tell(StopByStaff{kNurse, "not able to decide today"}));
  }
  CHECK(walker.state().stage == Stage::saving);
  CHECK(walker.state().signatures.size() == 1);
}

}  // namespace candor::visit
