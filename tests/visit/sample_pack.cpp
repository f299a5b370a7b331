#include "sample_pack.h"

#include <utility>

namespace candor::visit {

namespace {

using content::FlagRule;

content::Block block(std::string id, content::BlockContent content) {
  return {std::move(id), std::move(content), {}};
}

content::Page welcome() {
  content::CheckBlock check;
  check.question = "Did we explain this well? How long does it take?";
  check.tests = "welcome/first";
  check.options = {
      {"one", "One hour", true}, {"two", "Two days", false}, {"three", "No idea", false}};
  check.explain = "About one hour.";
  check.on_misses = FlagRule{Urgency::routine, true, "Explain how long it takes"};
  return {"welcome",
          "What it is",
          {block("first", content::TextBlock{"It takes about one hour."}),
           block("second", content::CalloutBlock{content::CalloutKind::note, "Bring a friend."}),
           block("explained", check)}};
}

content::Page screening() {
  content::ChoiceBlock health;
  health.question = "Do you have any of these?";
  health.multiple = true;
  health.is_private = true;
  health.options = {
      {"heart", "A heart problem", false, FlagRule{Urgency::soon, true, "Heart problem"}, ""},
      {"glasses", "I wear glasses", false, FlagRule{Urgency::routine, false, "Glasses"}, ""},
      {"hat", "I wear a hat", false, std::nullopt, ""},
      {"none", "None of these", true, std::nullopt, ""}};
  content::ChoiceBlock mood;
  mood.question = "Do you think of hurting yourself?";
  mood.is_private = true;
  mood.options = {
      {"yes", "Yes", false, FlagRule{Urgency::now, true, "Thoughts of self-harm"}, "You matter."},
      {"no", "No", false, std::nullopt, ""}};
  return {"screening", "Your health", {block("health", health), block("mood", mood)}};
}

content::Page ride() {
  content::FormBlock form;
  form.title = "Your ride home";
  form.purpose = "Only so that staff can reach them today";
  form.is_ride = true;
  content::FormField means;
  means.id = "means";
  means.kind = content::FieldKind::choice;
  means.label = "How do you get home?";
  means.options = {{"car", "A friend's car", std::nullopt, {}},
                   {"not-yet",
                    "I do not have a ride yet",
                    FlagRule{Urgency::soon, true, "No ride home yet"},
                    {"name", "phone"}}};
  content::FormField name;
  name.id = "name";
  name.label = "Who takes you home?";
  content::FormField phone;
  phone.id = "phone";
  phone.kind = content::FieldKind::phone;
  phone.label = "Their phone number";
  content::FormField day;
  day.id = "day";
  day.kind = content::FieldKind::date;
  day.label = "When did you last have a ride?";
  day.required = false;
  form.fields = {means, name, phone, day};
  return {"ride", "Your ride home", {block("home", form)}};
}

content::Page statements() {
  content::AcknowledgeBlock risks;
  risks.fact = "Some people feel dizzy.";
  risks.statement = "I know that I may feel dizzy.";
  content::AcknowledgeBlock photos;
  photos.fact = "Photos help us teach.";
  photos.statement = "You may take photos.";
  photos.verb = content::Verb::agree;
  photos.required = false;
  content::AcknowledgeBlock pregnancy;
  pregnancy.fact = "It is not tested in pregnancy.";
  pregnancy.statement = "I am not pregnant.";
  pregnancy.may_not_apply = true;
  return {"statements",
          "Please answer each statement",
          {block("risks", risks), block("photos", photos), block("pregnancy", pregnancy)}};
}

content::Page decision() {
  content::SignBlock sign;
  sign.act = "I choose to have {procedure} at {clinic.name}.";
  sign.scope = "A course of {treatments}, until {until}.";
  sign.points = {"{pages} pages and {statements} statements were shown or read to me.",
                 "I can still say no."};
  sign.button = "Sign: I choose this";
  sign.meanings = {{Role::representative, "I choose {procedure} for the patient. {scope}"},
                   {Role::witness, "I saw the patient sign."},
                   {Role::interpreter, "I interpreted all of it."},
                   {Role::clinician, "I talked with this patient."}};
  return {"decision",
          "Your decision",
          {block("paper", content::TextBlock{"Paper is free."}), block("sign", sign)}};
}

}  // namespace

content::Pack sample_pack() {
  content::Pack pack;
  pack.id = "sample";
  pack.version = "1.0.0";
  pack.title = "A sample: what to know";
  pack.procedure = "the sample treatment";
  pack.minimum_age = 18;
  pack.valid_for_months = 6;
  pack.treatments = 6;
  pack.languages = {
      {"en", "English", content::TranslationStatus::source, "", ""},
      {"es", "Español", content::TranslationStatus::reviewed, "R. Ruiz", "2026-10-01"}};
  pack.walks = {
      {"first",
       "This is my first time",
       {"welcome", "screening", "ride", "statements", "decision"},
       {Role::patient}},
      {"return", "I was here before", {"screening", "statements", "decision"}, {Role::patient}}};
  pack.pages = {welcome(), screening(), ride(), statements(), decision()};
  pack.translations["es"] = {{"I can still say no.", "Todavía puedo decir que no."},
                             {"I saw the patient sign.", "Vi firmar al paciente."}};
  pack.clinic.values = {{"name", "Riverside Clinic"}};
  pack.digest = std::string(64, 'a');
  return pack;
}

}  // namespace candor::visit
