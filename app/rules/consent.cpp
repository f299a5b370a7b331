// Whether what is asked leaves the patient free.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <variant>

#include "rules/context.h"

namespace candor::rules {
namespace {

/// What a patient may be asked to allow beside the treatment itself, and the words that tell.
struct Purpose {
  std::string_view name;
  bool optional = false;  ///< never a condition of treatment
  std::array<std::string_view, 14> words;
};

constexpr std::array<Purpose, 5> kPurposes{{
    {"research",
     true,
     {"research", "a study", "the study", "studies", "registry", "investigación", "un estudio",
      "estudios"}},
    {"pictures and recordings",
     true,
     {"photo", "photos", "photograph", "photographs", "video", "videos", "filmed", "be recorded",
      "foto", "fotos", "fotografías", "vídeo", "grabar", "grabado"}},
    {"news and offers",
     true,
     {"newsletter", "marketing", "advertising", "offers", "promotions", "publicidad", "boletín",
      "ofertas"}},
    {"teaching", true, {"students", "teaching", "training", "estudiantes", "enseñanza"}},
    {"sharing with others",
     false,
     {"share my", "shared with", "give my information", "send my", "disclose", "my insurer",
      "my insurance", "my employer", "compartir", "mi seguro", "mi empleador"}},
}};

std::vector<const Purpose*> purposes_in(const std::vector<Word>& words) {
  std::vector<const Purpose*> found;
  for (const Purpose& purpose : kPurposes) {
    const bool named =
        std::any_of(purpose.words.begin(), purpose.words.end(), [&](std::string_view phrase) {
          return !phrase.empty() && find_phrase(words, phrase) < words.size();
        });
    if (named) found.push_back(&purpose);
  }
  return found;
}

/// "I agree to have …", "I choose …": the treatment itself.
bool chooses_treatment(const std::vector<Word>& words) {
  constexpr std::array<std::string_view, 8> kStarts{
      "agree to have", "agree to the treatment", "agree to treatment", "agree to this treatment",
      "i choose",      "acepto el tratamiento",  "acepto recibir",     "elijo"};
  return std::any_of(kStarts.begin(), kStarts.end(), [&](std::string_view phrase) {
    return find_phrase(words, phrase) < words.size();
  });
}

/// Agreeing under the verb "understand": "I understand, and I agree that …".
bool agrees(const std::vector<Word>& words) {
  constexpr std::array<std::string_view, 15> kAgreeing{
      "i agree",           "i allow",   "i consent", "i permit",    "i authorize",
      "i give permission", "and agree", "and allow", "and consent", "acepto",
      "autorizo",          "permito",   "consiento", "doy permiso", "doy mi consentimiento"};
  return std::any_of(kAgreeing.begin(), kAgreeing.end(), [&](std::string_view phrase) {
    return find_phrase(words, phrase) < words.size();
  });
}

void check_statement(const Said& said, const AcknowledgeBlock& block, Report& report) {
  const std::vector<Word> words = words_of(said.text);
  // Who is told of research understands it; only agreeing gives something away.
  if (block.verb == Verb::understand && !agrees(words)) return;
  const auto purposes = purposes_in(words);
  std::vector<std::string_view> names;
  if (chooses_treatment(words)) names.emplace_back("treatment");
  for (const Purpose* purpose : purposes) names.push_back(purpose->name);
  if (names.size() > 1) {
    report.add("bundled-consent", said, 0,
               fmt::format("one answer for several purposes: {}", fmt::join(names, ", ")),
               "ask for each of them in a block of its own");
    return;
  }
  const bool optional = std::any_of(purposes.begin(), purposes.end(),
                                    [](const Purpose* purpose) { return purpose->optional; });
  if (optional && block.required) {
    report.add("required-optional", said, 0,
               fmt::format("{} must stay the patient's free choice", names.front()),
               "say \"required\": false");
  }
}

void check_signature(const Said& said, Report& report) {
  const auto purposes = purposes_in(words_of(said.text));
  for (const Purpose* purpose : purposes) {
    if (!purpose->optional) continue;
    report.add("bundled-consent", said, 0,
               fmt::format("{} under the signature for the treatment", purpose->name),
               "ask for it in a statement of its own, with \"required\": false");
    return;
  }
}

// --- what is asked -------------------------------------------------------------------------------

/// A question with the place of its text.
struct Asked {
  std::string question;  ///< lower case
  std::string written;
};

std::vector<Asked> asked_in(const Block& block) {
  std::vector<Asked> asked;
  const auto add = [&](const std::string& text) { asked.push_back({lower_case(text), text}); };
  if (const auto* choice = std::get_if<ChoiceBlock>(&block.content)) add(choice->question);
  if (const auto* check = std::get_if<CheckBlock>(&block.content)) add(check->question);
  if (const auto* statement = std::get_if<AcknowledgeBlock>(&block.content)) {
    add(statement->statement);
  }
  if (const auto* form = std::get_if<FormBlock>(&block.content)) {
    for (const FormField& field : form->fields) add(field.label);
  }
  return asked;
}

/// The place of a text of this block.
Origin place_of(const Context& context, const Page& page, const Block& block,
                const std::string& text) {
  for (const SourceText& source : context.origins.texts) {
    if (source.page == page.id && source.block == block.id && source.text == text) {
      return source.origin;
    }
  }
  return context.origins.at("block " + page.id + "/" + block.id);
}

/// Name and date of birth are asked before the first page of every visit.
bool is_asked_by_the_kiosk(const std::string& question) {
  const std::vector<Word> words = words_of(question);
  const auto says = [&](std::string_view phrase) {
    return find_phrase(words, phrase) < words.size();
  };
  return says("date of birth") || says("birth date") || says("your birthday") ||
         says("your name") || says("your full name") || says("fecha de nacimiento") ||
         says("su nombre");
}

void check_repetitions(const Context& context, Report& report) {
  for (const Walk& walk : context.pack.walks) {
    std::map<std::string, std::string> seen;  // question → page/block
    for (const std::string& page_id : walk.pages) {
      const Page* page = context.pack.page(page_id);
      if (page == nullptr) continue;
      for (const Block& block : page->blocks) {
        for (const Asked& asked : asked_in(block)) {
          const auto [before, first] = seen.emplace(asked.question, page->id + "/" + block.id);
          const Origin origin = place_of(context, *page, block, asked.written);
          if (!first) {
            report.add("repeated-question", origin,
                       fmt::format("the walk \"{}\" asks this twice, first in \"{}\"", walk.id,
                                   before->second),
                       "ask it once, or say what is different now");
          } else if (std::holds_alternative<FormBlock>(block.content) &&
                     is_asked_by_the_kiosk(asked.question)) {
            report.add("repeated-question", origin,
                       "the kiosk asks for name and date of birth before the first page",
                       "remove the field");
          }
        }
      }
    }
  }
}

void check_private(const Context& context, Report& report) {
  for (const Page& page : context.pack.pages) {
    for (const Block& block : page.blocks) {
      const auto* choice = std::get_if<ChoiceBlock>(&block.content);
      if (choice == nullptr || !choice->is_private || !choice->help.empty()) continue;
      report.add("private-purpose", context.origins.at("block " + page.id + "/" + block.id),
                 "a private question that does not say why it is asked",
                 "add \"help\": why it is asked, and who sees the answer");
    }
  }
}

void check_paper(const Context& context, Report& report) {
  const std::string& language = context.source_language();
  const bool english = speaks(language, "en");
  if (!english && !speaks(language, "es")) return;
  for (const Walk& walk : context.pack.walks) {
    const bool told = std::any_of(context.said.begin(), context.said.end(), [&](const Said& said) {
      const auto& pages = walk.pages;
      return said.language == language && said.source->patient &&
             std::find(pages.begin(), pages.end(), said.source->page) != pages.end() &&
             find_phrase(words_of(said.text), english ? "paper" : "papel") <
                 words_of(said.text).size();
    });
    if (told) continue;
    report.add("paper-choice", context.origins.at("walk " + walk.id),
               fmt::format("nothing in the walk \"{}\" says that paper is possible", walk.id),
               "add the page shared/paper-or-screen, or your own words about it");
  }
}

}  // namespace

void check_consent(const Context& context, Report& report) {
  for (const Said& said : context.said) {
    const Block* block = context.pack.block(said.source->page, said.source->block);
    if (block == nullptr) continue;
    if (const auto* statement = std::get_if<AcknowledgeBlock>(&block->content)) {
      if (said.source->property == "statement") check_statement(said, *statement, report);
    } else if (std::holds_alternative<SignBlock>(block->content) && said.source->patient) {
      check_signature(said, report);
    }
  }
  check_repetitions(context, report);
  check_private(context, report);
  check_paper(context, report);
}

}  // namespace candor::rules
