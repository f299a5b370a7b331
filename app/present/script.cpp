#include "present/script.h"

#include <algorithm>
#include <utility>

#include "present/pronounce.h"

namespace candor::present {
namespace {

/// From here on a row of numbers to choose from is said as its first and last.
constexpr std::size_t kLongRow = 13;

enum class Closeness { open, personal };

struct Writer {
  const Page& page;
  const content::Words& words;
  Script script;
  int element = -1;
  int row = -1;  ///< of that element's rows or items

  [[nodiscard]] std::string say(const std::string& english,
                                const std::vector<content::WordValue>& values = {}) const {
    return words.get(page.language, english, values);
  }

  /// Adds a text that stands on the glass to a sentence.
  void append(Sentence& sentence, const std::string& text, const Stretch& part) const {
    const Said words_said = said(text.substr(part.begin, part.end - part.begin),
                                 sentence.language.empty() ? page.language : sentence.language);
    if (!sentence.say.empty() && sentence.say.back() != ' ') sentence.say += ' ';
    const std::size_t offset = sentence.say.size();
    sentence.say += words_said.text;
    for (const Said::Piece& piece : words_said.pieces) {
      sentence.pieces.push_back({offset + piece.said_begin, offset + piece.said_end, text,
                                 part.begin + piece.begin, part.begin + piece.end});
    }
  }

  /// Adds words that stand for a text as a whole.
  void append_for(Sentence& sentence, const std::string& spoken, const std::string& text) const {
    if (!sentence.say.empty() && sentence.say.back() != ' ') sentence.say += ' ';
    const std::size_t offset = sentence.say.size();
    const Said words_said = said(spoken, page.language);
    sentence.say += words_said.text;
    sentence.pieces.push_back({offset, sentence.say.size(), text, 0, text.size()});
  }

  void add(Sentence sentence, Closeness closeness) {
    if (sentence.say.find_first_not_of(' ') == std::string::npos) return;
    sentence.element = element;
    sentence.row = row;
    if (element >= 0) {
      const Element& stands_in = page.elements[std::size_t(element)];
      sentence.block = stands_in.block;
      sentence.digest = stands_in.digest;
    }
    sentence.personal = page.personal || closeness == Closeness::personal;
    script.sentences.push_back(std::move(sentence));
  }

  void text(const std::string& text, Closeness closeness = Closeness::open,
            const std::string& language = {}) {
    for (const Stretch& part : sentences_in(text)) {
      Sentence sentence;
      sentence.language = language;
      append(sentence, text, part);
      add(std::move(sentence), closeness);
    }
  }

  /// Words that stand nowhere on the glass.
  void aside(const std::string& words_said, Closeness closeness = Closeness::open) {
    Sentence sentence;
    append_for(sentence, words_said, {});
    add(std::move(sentence), closeness);
  }

  void paragraphs(const std::vector<content::Paragraph>& all) {
    for (const content::Paragraph& paragraph : all) {
      bool first = paragraph.kind == content::Paragraph::Kind::numbered;
      for (const Stretch& part : sentences_in(paragraph.text)) {
        Sentence sentence;
        if (std::exchange(first, false)) sentence.say = std::to_string(paragraph.number) + ". ";
        append(sentence, paragraph.text, part);
        add(std::move(sentence), Closeness::open);
      }
    }
  }

  /// Words that may be in several languages, each said in its own.
  void said_in(const std::string& all, const std::vector<Heading::Part>& parts) {
    if (parts.empty()) text(all);
    std::size_t at = 0;
    for (const Heading::Part& part : parts) {
      at = all.find(part.text, at);
      if (at == std::string::npos) break;
      Sentence sentence;
      sentence.language = part.language;
      append(sentence, all, {at, at + part.text.size()});
      add(std::move(sentence), Closeness::open);
      at += part.text.size();
    }
  }

  void operator()(const Heading& heading) { said_in(heading.text, heading.parts); }

  void operator()(const Kicker& kicker) {
    if (!kicker.spare) text(kicker.text);
  }

  void operator()(const Lead& lead) { text(lead.text); }

  void operator()(const Prose& prose) { paragraphs(prose.paragraphs); }

  void operator()(const Callout& callout) {
    text(callout.title);
    paragraphs(callout.paragraphs);
  }

  void operator()(const Steps& steps) {
    int number = 0;
    for (const Steps::Item& item : steps.items) {
      Sentence sentence;
      row = number;
      sentence.say = std::to_string(++number) + ". ";
      append(sentence, item.title, {0, item.title.size()});
      add(std::move(sentence), Closeness::open);
      text(item.text);
    }
  }

  void operator()(const Timeline& timeline) {
    text(timeline.caption);
    for (const Timeline::Item& item : timeline.items) {
      Sentence sentence;
      ++row;
      append(sentence, item.at, {0, item.at.size()});
      sentence.say += ":";
      append(sentence, item.title, {0, item.title.size()});
      add(std::move(sentence), Closeness::open);
      text(item.text);
    }
  }

  void operator()(const Risk& risk) {
    const content::WordValue n{"n", std::int64_t{risk.n}};
    Sentence sentence;
    append_for(sentence, say("{n} in 100 people", {n}), risk.number);
    append(sentence, risk.label, {0, risk.label.size()});
    add(std::move(sentence), Closeness::open);
    text(risk.note);
    aside(say("The picture shows 100 dots. {n} of them are filled.", {n}));
  }

  void operator()(const Picture& picture) {
    if (!picture.alt.empty()) aside(say("Picture: {alt}", {{"alt", picture.alt}}));
    text(picture.caption);
  }

  void operator()(const Icon&) {}

  void operator()(const Faq& faq) {
    for (const Faq::Item& item : faq.items) {
      text(item.question);
      paragraphs(item.answer);
    }
  }

  void operator()(const Statement& statement) { text(statement.text); }

  void operator()(const Options& options) {
    const auto& items = options.items;
    if (options.look == OptionLook::month && items.size() >= kLongRow) {
      aside(say("Choose from {first} to {last}.",
                {{"first", items.front().label}, {"last", items.back().label}}));
    } else {
      for (const Button& item : items) {
        text(item.label, Closeness::open, item.language);
        // Which answer was given is nobody else's business, also where the question is open.
        if (item.selected) aside(say("This one is chosen."), Closeness::personal);
      }
      return;
    }
    for (const Button& item : items) {
      if (!item.selected) continue;
      text(item.label, Closeness::personal);
      aside(say("This one is chosen."), Closeness::personal);
    }
  }

  void operator()(const Fields& fields) {
    for (const Field& field : fields.items) {
      text(field.label);
      if (field.masked) {
        aside(say("What you type here stays hidden."));
      } else if (field.value.empty()) {
        aside(say("Nothing is typed yet."));
      } else {
        text(field.value, Closeness::personal);
      }
    }
  }

  void operator()(const Keyboard&) {}

  void operator()(const Notice& notice) { said_in(notice.text, notice.parts); }

  void operator()(const Buttons& buttons) {
    text(buttons.note);
    for (const Button& each : buttons.items) text(each.label);
  }

  void operator()(const Answers& answers) {
    for (const Answers::Row& each : answers.rows) {
      ++row;
      text(each.question, Closeness::personal);
      if (each.masked)
        aside(say("Your answer is hidden."), Closeness::personal);
      else
        text(each.answer, Closeness::personal);
    }
  }

  void operator()(const Card& card) {
    text(card.label);
    if (!card.secret) text(card.large);
    text(card.note);
  }

  void operator()(const Pad& pad) {
    if (!pad.enabled) return;
    aside(say("Here is the place to sign with your finger."));
    text(pad.caption, Closeness::personal);
  }

  void operator()(const Table&) {}
};

/// Numbers the sentences of each block.
void count_blocks(Script& script) {
  for (Sentence& sentence : script.sentences) {
    if (!sentence.block || sentence.of > 0) continue;
    std::vector<Sentence*> all;
    for (Sentence& each : script.sentences) {
      if (each.block == sentence.block) all.push_back(&each);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i]->number = static_cast<std::int32_t>(i);
      all[i]->of = static_cast<std::int32_t>(all.size());
    }
  }
}

/// Whether [begin, end) has something of [from, to), or stands in it.
bool meets(std::size_t begin, std::size_t end, std::size_t from, std::size_t to) {
  return begin < to && from < end;
}

}  // namespace

Script script_of(const Page& page, const content::Words& words) {
  Writer writer{page, words, {}, -1, -1};
  writer.script.language = page.language;
  if (page.staff) return writer.script;
  if (!page.urgent.empty()) writer.text(page.urgent, Closeness::personal);
  if (page.hero) {
    writer.text(page.hero->title);
    writer.text(page.hero->text);
    writer.text(page.hero->small);
  }
  for (std::size_t i = 0; i < page.elements.size(); ++i) {
    writer.element = static_cast<int>(i);
    writer.row = -1;
    std::visit(writer, page.elements[i].content);
  }
  count_blocks(writer.script);
  return std::move(writer.script);
}

Script heard_by(Script script, Aloud aloud) {
  if (aloud == Aloud::open_only) {
    std::erase_if(script.sentences, [](const Sentence& each) { return each.personal; });
  }
  return script;
}

Script script_of(const std::string& text, const std::string& language) {
  Script script;
  script.language = language;
  for (const Stretch& part : sentences_in(text)) {
    Sentence sentence;
    sentence.say = said(text.substr(part.begin, part.end - part.begin), language).text;
    script.sentences.push_back(std::move(sentence));
  }
  return script;
}

Script script_of(const SpokenControl& control, const std::string& language,
                 const content::Words& words) {
  Script script;
  script.language = language;
  const std::string& own = control.language.empty() ? language : control.language;
  const auto add = [&](const std::string& text, bool personal) {
    Script part = script_of(text, own);
    for (Sentence& sentence : part.sentences) {
      sentence.personal = personal;
      if (own != language) sentence.language = own;
      script.sentences.push_back(std::move(sentence));
    }
  };
  const bool hides_label = control.kind == SpokenControl::Kind::key && control.masked;
  add(hides_label ? words.get(own, "Key.") : control.label, control.personal);
  switch (control.kind) {
    case SpokenControl::Kind::text:
    case SpokenControl::Kind::heading:
    case SpokenControl::Kind::key:
      break;
    case SpokenControl::Kind::button:
      add(words.get(own, "Button."), control.personal);
      break;
    case SpokenControl::Kind::choice:
      add(control.selected ? words.get(own, "This one is chosen.") : words.get(own, "Not chosen."),
          true);
      break;
    case SpokenControl::Kind::field:
      if (control.masked)
        add(words.get(language, "What you type here stays hidden."), control.personal);
      else if (control.value.empty())
        add(words.get(language, "Nothing is typed yet."), control.personal);
      else
        add(control.value, true);
      if (control.typed_into) add(words.get(language, "You can type now."), control.personal);
      break;
    case SpokenControl::Kind::pad:
      add(words.get(language, "Here is the place to sign with your finger."), control.personal);
      break;
  }
  return script;
}

std::vector<Mark> marks_of(const Sentence& sentence, std::size_t begin, std::size_t end) {
  std::vector<Mark> marks;
  for (const SpokenPiece& piece : sentence.pieces) {
    if (piece.text.empty()) continue;
    if (begin < end && !meets(begin, end, piece.said_begin, piece.said_end)) continue;
    if (!marks.empty() && marks.back().text == piece.text) {
      marks.back().end = std::max(marks.back().end, piece.end);
    } else {
      marks.push_back({sentence.element, piece.text, piece.begin, piece.end, sentence.row});
    }
  }
  return marks;
}

}  // namespace candor::present
