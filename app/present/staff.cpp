// The minimal staff sheet: the door, the list of visits that wait, one visit's flags. Tickets and
// initials only; full names and health details stay off the waiting room's glass.
#include "present/build.h"
#include "visit/late_help.h"

namespace candor::present {
namespace {

std::string source_language(const content::Pack& pack) {
  return pack.languages.empty() ? "en" : pack.languages.front().tag;
}

Page staff_page(const Teller& teller, const std::string& key, const std::string& staff_name,
                int lock_seconds) {
  Page page = kiosk_page(teller, key);
  page.staff = true;
  page.size = visit::TextSize::medium;  // what the next patient chose is not for staff's tables
  Header header;
  header.clinic = teller.say("Staff · {name}", {{"name", staff_name}});
  header.buttons.push_back(
      button("lock", teller.say("Lock ({seconds} s)", {{"seconds", std::int64_t{lock_seconds}}}),
             LockStaff{}, Look::staff, "lock"));
  page.header = std::move(header);
  return page;
}

/// Staff say it in their own words.
constexpr const char* kOtherReason = "another";

void add_staff_options(Page& page, const Teller& teller, const Scratch& scratch,
                       const std::vector<StaffOption>& choices, const std::string& prefix) {
  Options options;
  options.look = OptionLook::button;
  options.columns = 2;
  for (const StaffOption& choice : choices) {
    Button item =
        button(prefix + choice.id, teller.say(choice.english), PickStaffOption{choice.id});
    item.selected = scratch.staff_option == choice.id;
    options.items.push_back(std::move(item));
  }
  page.elements.push_back(element(std::move(options)));
}

std::string typed_text(const Scratch& scratch, const char* field) {
  const auto typed = scratch.typed.find(field);
  return typed == scratch.typed.end() ? std::string() : typed->second;
}

std::string describe(const Teller& teller, const visit::Flag& flag) {
  std::string text = teller.text(flag.reason);
  const content::Page* page = teller.desk().pack.page(flag.spot.page);
  if (page != nullptr) text += " (" + teller.text(page->title) + ")";
  return text;
}

std::string urgency_words(const Teller& teller, const visit::Flag& flag) {
  if (visit::is_late(flag)) return teller.say("Soon");  // all is signed, and somebody waits
  switch (flag.urgency) {
    case content::Urgency::now:
      return teller.say("Now");
    case content::Urgency::soon:
      return teller.say("Soon");
    case content::Urgency::routine:
      return teller.say("Before signing");
  }
  return {};
}

}  // namespace

std::vector<StaffOption> resolve_options() {
  return {{"answered", "I answered the question"},
          {"explained", "I explained it again"},
          {"ride-arranged", "A ride is arranged"},
          {"checked", "I checked, it is safe to go on"},
          {"papers-seen", "I saw the papers"},
          {"interpreter-here", "The interpreter is here"},
          {"clinician-told", "The clinician knows and decides"}};
}

std::vector<StaffOption> relative_options() {
  return {{"asked-for", "The patient asks for this person"},
          {"none-in-time", "No trained interpreter in time"},
          {"no-language", "No trained interpreter for this language"},
          {"urgent", "Waiting would harm the patient"},
          {kOtherReason, "Another reason"}};
}

std::vector<StaffOption> options_for(const visit::Flag& flag) {
  return flag.option == visit::kRelativeOption ? relative_options() : resolve_options();
}

std::string what_was_said(const visit::State& state, const Scratch& scratch) {
  const auto index = static_cast<std::size_t>(scratch.open_flag) - 1;
  if (scratch.open_flag <= 0 || index >= state.flags.size()) return {};
  if (scratch.staff_option == kOtherReason) return trimmed(typed_text(scratch, kSaidField));
  for (const StaffOption& option : options_for(state.flags[index])) {
    if (option.id == scratch.staff_option) return option.english;
  }
  return {};
}

std::vector<StaffOption> stop_options() {
  return {{"wrong-patient", "Wrong patient"},
          {"not-able-today", "Not able to decide today"},
          {"emergency", "Emergency"},
          {"on-paper", "On paper"},
          {"other", "Other reason"}};
}

Page staff_pin(const Desk& desk, const Scratch& scratch, int wait_seconds) {
  const Teller teller(desk, source_language(desk.pack));
  Page page = kiosk_page(teller, "staff.pin");
  page.elements.push_back(element(Heading{teller.say("Staff: enter your PIN")}));
  if (!desk.has_staff) {
    page.elements.push_back(element(Notice{
        CalloutLook::caution,
        teller.say("No staff are set up on this kiosk. Add them to its configuration file.")}));
  } else if (wait_seconds > 0) {
    page.elements.push_back(element(Notice{
        CalloutLook::caution, teller.say("That PIN is not known. Please wait {seconds} seconds.",
                                         {{"seconds", std::int64_t{wait_seconds}}})}));
  } else if (!scratch.problem.empty()) {
    page.elements.push_back(element(Notice{CalloutLook::caution, scratch.problem, true}));
  }
  const auto typed = scratch.typed.find("pin");
  page.elements.push_back(element(Fields{{Field{"pin",
                                                teller.say("PIN"),
                                                typed == scratch.typed.end() ? "" : typed->second,
                                                true,
                                                true,
                                                {}}}}));
  page.elements.push_back(element(keyboard(teller, scratch, KeyboardKind::digits, SubmitPin{})));
  Footer footer;
  footer.back = back_button(teller, LockStaff{});
  footer.primary = next_button(teller, SubmitPin{});
  page.footer = std::move(footer);
  return page;
}

namespace {

/// What power or the program took away: staff look for these people.
void add_lost(Page& page, const Teller& teller, const std::vector<LostLine>& lost) {
  if (lost.empty()) return;
  page.elements.push_back(element(Notice{
      CalloutLook::caution,
      teller.say("The power went off, or the kiosk stopped. These visits ended without an outcome. "
                 "Please ask in the waiting room who wants to start again.")}));
  Table table;
  table.columns = {teller.say("Visit"), teller.say("Began")};
  for (const LostLine& line : lost) {
    Table::Row row;
    row.cells = {line.visit, line.began};
    row.look = CalloutLook::caution;
    row.open = button("seen." + line.visit, teller.say("Seen"), SeenLost{line.visit});
    table.rows.push_back(std::move(row));
  }
  page.elements.push_back(element(std::move(table)));
}

}  // namespace

Page staff_list(const Desk& desk, const std::vector<TicketLine>& lines,
                const std::vector<LostLine>& lost, const std::vector<std::string>& notices,
                const std::string& staff_name, int lock_seconds) {
  const Teller teller(desk, source_language(desk.pack));
  Page page = staff_page(teller, "staff.list", staff_name, lock_seconds);
  page.elements.push_back(element(Heading{teller.say("Visits that wait")}));
  if (lines.empty()) page.elements.push_back(element(Prose{teller.plain("Nobody waits.")}));
  Table table;
  table.columns = {teller.say("Ticket"), teller.say("Initials"), teller.say("Since"),
                   teller.say("State"), teller.say("For staff")};
  for (const TicketLine& line : lines) {
    Table::Row row;
    row.cells = {line.ticket, line.initials, line.since, line.state, line.for_staff};
    row.look = line.urgent ? CalloutLook::danger : CalloutLook::note;
    row.open = button("open." + line.ticket, teller.say("Open"), OpenTicket{line.ticket});
    table.rows.push_back(std::move(row));
  }
  if (!lines.empty()) page.elements.push_back(element(std::move(table)));
  add_lost(page, teller, lost);
  for (const std::string& notice : notices) {
    page.elements.push_back(element(Notice{CalloutLook::caution, notice}));
  }
  return page;
}

Page staff_visit(const Desk& desk, const visit::State& state, const Scratch& scratch,
                 const std::string& ticket, const std::string& staff_name, int lock_seconds) {
  const Teller teller(desk, source_language(desk.pack));
  Page page = staff_page(teller, "staff.visit", staff_name, lock_seconds);
  const std::string title =
      (ticket.empty() ? teller.say("This visit") : ticket) + " · " + visit::initials(state);
  if (!scratch.problem.empty()) {
    page.elements.push_back(element(Notice{CalloutLook::caution, scratch.problem, true}));
  }
  const auto close = button("back", teller.say("Back"), OpenFlag{0}, Look::plain, "back");
  Footer footer;
  if (scratch.open_flag > 0 && scratch.open_flag <= static_cast<int>(state.flags.size())) {
    const visit::Flag& flag = state.flags[static_cast<std::size_t>(scratch.open_flag) - 1];
    page.key = "staff.flag";
    page.elements.push_back(element(Heading{describe(teller, flag)}));
    const bool relative = flag.option == visit::kRelativeOption;
    page.elements.push_back(element(Lead{
        relative ? teller.say("Only where no trained interpreter can do it, and never somebody "
                              "under 18. Why does this person interpret?")
                 : teller.say("What was said?")}));
    if (scratch.staff_option == kOtherReason) {
      page.elements.push_back(element(Fields{{Field{kSaidField,
                                                    teller.say("In your own words"),
                                                    typed_text(scratch, kSaidField),
                                                    false,
                                                    true,
                                                    {}}}}));
      page.elements.push_back(
          element(keyboard(teller, scratch, KeyboardKind::letters, StaffResolve{})));
    } else {
      add_staff_options(page, teller, scratch, options_for(flag), "said.");
    }
    footer.back = close;
    footer.primary = button("resolve", teller.say("Resolve as {name}", {{"name", staff_name}}),
                            StaffResolve{}, Look::primary, "check");
    page.footer = std::move(footer);
    return page;
  }
  if (scratch.open_flag == -1) {
    page.key = "staff.stop";
    page.elements.push_back(element(Heading{teller.say("Stop this visit")}));
    page.elements.push_back(element(Lead{teller.say("Why? The reason is kept in the record.")}));
    add_staff_options(page, teller, scratch, stop_options(), "reason.");
    footer.back = close;
    footer.primary = button("stop-visit", teller.say("Stop the visit"), StaffStop{}, Look::caution);
    page.footer = std::move(footer);
    return page;
  }
  page.elements.push_back(element(Heading{title}));
  Table table;
  table.columns = {teller.say("For staff"), teller.say("When"), teller.say("State")};
  for (const visit::Flag& flag : state.flags) {
    Table::Row row;
    const bool open = flag.state == visit::FlagState::open;
    row.cells = {describe(teller, flag), urgency_words(teller, flag),
                 open ? teller.say("Open")
                 : flag.closed_by == "patient"
                     ? teller.say("Withdrawn by the patient")
                     : teller.say("Resolved by {name}", {{"name", flag.closed_by}})};
    row.look = !open                                   ? CalloutLook::good
               : flag.urgency == content::Urgency::now ? CalloutLook::danger
                                                       : CalloutLook::caution;
    if (open) {
      row.open = button("flag." + std::to_string(flag.number), teller.say("Talk done"),
                        OpenFlag{flag.number});
    }
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) {
    page.elements.push_back(element(Prose{teller.plain("Nothing is open for staff.")}));
  } else {
    page.elements.push_back(element(std::move(table)));
  }
  Options acts;
  acts.look = OptionLook::button;
  acts.columns = 2;
  if (visit::urgent_flag(state) != nullptr) {
    acts.items.push_back(button("staff.acknowledge", teller.say("I have seen it and I act"),
                                StaffAcknowledge{}, Look::caution, "warning"));
  }
  const bool is_over = state.stage == visit::Stage::receipt;
  if (state.identity_confirmed && state.identity.checked_by.empty() && !is_over) {
    acts.items.push_back(button("staff.identity", teller.say("I checked name and date of birth"),
                                StaffCheckIdentity{}, Look::plain, "person"));
  }
  if (state.stage == visit::Stage::decision && state.signing == visit::Role::witness) {
    acts.items.push_back(button("staff.witness", teller.say("I am the witness"), StaffWitness{},
                                Look::plain, "eye"));
  }
  if (!is_over) {
    acts.items.push_back(
        button("staff.stop", teller.say("Stop this visit"), OpenFlag{-1}, Look::plain, "stop"));
  }
  if (!acts.items.empty()) page.elements.push_back(element(std::move(acts)));
  footer.back = back_button(teller, LockStaff{});
  footer.primary = button("give-back", teller.say("Hand the screen to the patient"), GiveBack{},
                          Look::primary, "person");
  page.footer = std::move(footer);
  return page;
}

}  // namespace candor::present
