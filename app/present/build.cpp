#include "present/build.h"

#include "base/check.h"

namespace candor::present {

std::string Teller::say(const std::string& english,
                        const std::vector<content::WordValue>& values) const {
  return m_desk->words.get(m_language, english, values);
}

std::string Teller::text(const std::string& source) const {
  return m_desk->pack.text(m_language, source);
}

std::vector<content::Paragraph> Teller::rich(const std::string& source) const {
  if (source.empty()) return {};
  auto parsed = content::parse_rich(text(source));
  // The loader has parsed every text; only a clinic value with odd signs can still break one.
  if (!parsed) return {content::Paragraph{content::Paragraph::Kind::plain, 0, text(source), {}}};
  return *std::move(parsed);
}

std::vector<content::Paragraph> Teller::plain(const std::string& english,
                                              const std::vector<content::WordValue>& values) const {
  return {content::Paragraph{content::Paragraph::Kind::plain, 0, say(english, values), {}}};
}

Button button(std::string id, std::string label, Action action, Look look, std::string icon) {
  return Button{std::move(id), std::move(label), std::move(icon), look, false, std::move(action)};
}

Element element(Content content) {
  return Element{std::move(content), false, std::nullopt, {}};
}

Element aside(Content content) {
  return Element{std::move(content), true, std::nullopt, {}};
}

Page kiosk_page(const Teller& teller, std::string key) {
  Page page;
  page.key = std::move(key);
  page.language = teller.language();
  page.right_to_left = content::Words::is_right_to_left(teller.language());
  page.size = teller.desk().size;
  page.theme = teller.desk().theme;
  if (teller.desk().practice) page.practice = teller.say("Practice, not a consent");
  page.more_label = teller.say("More");
  page.above_label = teller.say("Back");
  return page;
}

std::string quiet_notice(const Teller& teller) {
  const Desk& desk = teller.desk();
  return teller.say(
      "Take all the time you need. Only this clinic’s staff see your answers. If you stop for "
      "{quiet} minutes we hide your screen. Your answers wait {kept} minutes.",
      {{"quiet", std::int64_t{desk.quiet_minutes}}, {"kept", std::int64_t{desk.kept_minutes}}});
}

Page bare_page(const Teller& teller, const visit::State& state, std::string key) {
  Page page = kiosk_page(teller, std::move(key));
  page.size = state.size;
  page.theme = state.theme;
  if (visit::urgent_flag(state) != nullptr) {
    page.urgent = emergency_text(teller);
    std::string numbers;
    for (const content::EmergencyLine& line : teller.desk().pack.clinic.emergency) {
      numbers += (numbers.empty() ? "" : " · ") + line.number;
    }
    page.urgent_numbers =
        button("urgent", numbers, OpenPanel{Panel::urgent}, Look::caution, "warning");
  }
  return page;
}

/// What stands over the header's left half while speech is on.
std::vector<Button> voice_buttons(const Teller& teller, const Hearing& hearing) {
  std::vector<Button> buttons;
  const auto add = [&](const char* id, const std::string& label, Speech::Do what,
                       const char* icon) {
    buttons.push_back(button(id, label, Speech{what}, Look::quiet, icon));
  };
  if (hearing.held) {
    add("voice.hold", teller.say("Go on"), Speech::Do::go_on, "play");
  } else {
    add("voice.hold", teller.say("Wait"), Speech::Do::hold, "hold");
  }
  add("voice.again", teller.say("Again"), Speech::Do::again, "undo");
  add("voice.slower", teller.say("Slower"), Speech::Do::slower, "slower");
  add("voice.faster", teller.say("Faster"), Speech::Do::faster, "faster");
  add("voice.softer", teller.say("Softer"), Speech::Do::softer, "softer");
  add("voice.louder", teller.say("Louder"), Speech::Do::louder, "louder");
  return buttons;
}

Button listen_button(const Teller& teller) {
  if (teller.desk().hearing.speaks) {
    Button stop =
        button("listen", teller.say("Quiet"), Speech{Speech::Do::stop}, Look::primary, "stop");
    return stop;
  }
  return button("listen", teller.say("Listen"), Speech{Speech::Do::listen}, Look::quiet, "speaker");
}

visit::Spot spot_of(const Teller& teller, const visit::State& state) {
  visit::Spot spot;
  if (const auto step = visit::current_step(teller.desk().pack, state)) {
    spot.page = step->page->id;
    if (step->kind != visit::StepKind::read) spot.block = step->page->blocks[step->first].id;
  }
  return spot;
}

Page framed_page(const Teller& teller, const visit::State& state, std::string key,
                 double progress) {
  Page page = bare_page(teller, state, std::move(key));
  Header header;
  header.clinic = teller.text("{clinic.name}");
  header.progress = progress;
  std::string language_name = teller.language();
  for (const content::Language& language : teller.desk().pack.languages) {
    if (language.tag == teller.language()) language_name = language.name;
  }
  header.buttons.push_back(
      button("language", language_name, OpenPanel{Panel::language}, Look::quiet, "globe"));
  header.buttons.push_back(button("display", teller.say("Text size"), OpenPanel{Panel::display},
                                  Look::quiet, "text-size"));
  if (teller.desk().hearing.can_listen) header.buttons.push_back(listen_button(teller));
  if (teller.desk().hearing.speaks || teller.desk().hearing.voicing) {
    header.voice = voice_buttons(teller, teller.desk().hearing);
  }
  header.buttons.push_back(button("ask-staff", teller.say("Ask staff"),
                                  visit::AskStaff{spot_of(teller, state)}, Look::quiet, "hand"));
  header.buttons.push_back(button("pause", teller.say("Pause"), Pause{}, Look::quiet, "pause"));
  page.header = std::move(header);
  Footer footer;
  footer.stop = button("stop", teller.say("Stop"), OpenPanel{Panel::stop}, Look::quiet);
  page.footer = std::move(footer);
  return page;
}

Page told_page(const Teller& teller, const visit::State& state, std::string key) {
  Page page = framed_page(teller, state, std::move(key), -1.0);
  page.footer.reset();
  page.shape = Shape::centered;
  return page;
}

Button back_button(const Teller& teller, Action action) {
  return button("back", teller.say("Back"), std::move(action), Look::plain, "back");
}

void add_back(Page& page, const Teller& teller, const visit::State& state) {
  if (visit::can_go_back(teller.desk().pack, state)) {
    page.footer->back = back_button(teller, visit::Back{});
  }
}

Button next_button(const Teller& teller, Action action) {
  return button("next", teller.say("Next"), std::move(action), Look::primary, "next");
}

std::string focused_field(const Page& page) {
  for (const Element& each : page.elements) {
    const auto* fields = std::get_if<Fields>(&each.content);
    if (fields == nullptr) continue;
    for (const Field& field : fields->items) {
      if (field.focused) return field.id;
    }
  }
  return {};
}

std::string where_help_is(const Teller& teller) {
  return teller.desk().channel ? teller.say("Staff have been told.")
                               : teller.say("Please tell the front desk.");
}

std::string emergency_text(const Teller& teller) {
  std::string text = teller.say("You matter. Please tell someone at the desk now.");
  for (const content::EmergencyLine& line : teller.desk().pack.clinic.emergency) {
    text += " " + line.number + ": " + teller.text(line.label) + ".";
  }
  return text;
}

std::string reply_label(const Teller& teller, const content::AcknowledgeBlock& block,
                        visit::Reply reply) {
  switch (reply) {
    case visit::Reply::yes:
      switch (block.verb) {
        case content::Verb::understand:
          return teller.say("I understand");
        case content::Verb::agree:
          return teller.say("I agree");
        case content::Verb::will:
          return teller.say("I will");
      }
      break;
    case visit::Reply::no:
      return teller.say("I do not agree");
    case visit::Reply::question:
      return teller.say("I have a question");
    case visit::Reply::not_applicable:
      return teller.say("This does not apply to me");
  }
  return {};
}

}  // namespace candor::present
