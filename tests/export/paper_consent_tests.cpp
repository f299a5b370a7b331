// The paper consent: on a day without power the patient answers the same statements, and no is as
// easy as yes.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "content/load.h"
#include "content/shown_text.h"
#include "export/paper_consent.h"
#include "export/paper_trail.h"
#include "export/preflight.h"
#include "support/sample_pack.h"
#include "visit/steps.h"

using namespace candor::exporting;
namespace content = candor::content;
namespace support = candor::support;
namespace text = candor::text;
namespace visit = candor::visit;
using samples::PaperTrail;

namespace {

std::shared_ptr<const content::Pack> load(const std::filesystem::path& folder) {
  const content::Loaded loaded = content::load_pack(folder);
  REQUIRE(loaded.pack);
  return loaded.pack;
}

content::Words shipped_words() {
  auto words = content::Words::load(support::source_folder() / "assets" / "words");
  REQUIRE(words);
  return *std::move(words);
}

std::string paper(const content::Pack& pack, const std::string& walk, const std::string& language,
                  const std::vector<std::string>& practice = {"the clinic is a demonstration"}) {
  PackPrint print;
  print.pack = &pack;
  print.language = language;
  print.practice_reasons = practice;
  print.at = {1'795'338'000'000, 0, -480, "America/Los_Angeles"};
  print.software = "candor test";
  const text::Fonts fonts = samples::pinned_fonts();
  const auto pdf = to_paper_consent(print, walk, shipped_words(), fonts);
  if (!pdf) FAIL(to_string(pdf.error()));
  return *pdf;
}

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

/// The same without any space, as pdftotext may break a line anywhere.
std::string squeezed(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return c == ' ' || c == '\n' || c == '\f'; }),
             text.end());
  return text;
}

struct Rectangle {
  double width = 0.0;
  double height = 0.0;
};

/// Every rectangle that a page draws.
std::vector<Rectangle> rectangles(const PaperTrail& trail) {
  const auto ran = support::run(fmt::format(
      "qpdf --stream-data=uncompress --object-streams=disable {} - | "
      "awk '/^stream/ {{inside=1; next}} /^endstream/ {{inside=0}} inside' | tr -cd '[:print:]\\n'",
      trail.path()));
  std::istringstream tokens(ran.output);
  std::vector<double> numbers;
  std::vector<Rectangle> all;
  for (std::string token; tokens >> token;) {
    std::size_t used = 0;
    double number = 0.0;
    try {
      number = std::stod(token, &used);
    } catch (const std::exception&) {
      used = 0;
    }
    if (used == token.size()) {
      numbers.push_back(number);
      continue;
    }
    if (token == "re" && numbers.size() >= 4) {
      all.push_back({numbers[numbers.size() - 2], std::abs(numbers.back())});
    }
    numbers.clear();
  }
  return all;
}

const char* yes_of(content::Verb verb) {
  switch (verb) {
    case content::Verb::understand:
      return "I understand";
    case content::Verb::agree:
      return "I agree";
    case content::Verb::will:
      return "I will";
  }
  return "";
}

}  // namespace

TEST_CASE("paper: every statement is there with its fact and all its answers, on one page") {
  const content::Words words = shipped_words();
  const auto pack = load(support::source_folder() / "content" / "ketamine-iv");
  int looked = 0;
  for (const std::string language : {"en", "es", "zh-Hans"}) {
    CAPTURE(language);
    for (const content::Walk& walk : pack->walks) {
      CAPTURE(walk.id);
      const PaperTrail trail(paper(*pack, walk.id, language));
      std::vector<std::string> pages;
      for (int page = 1; page <= trail.page_count(); ++page) {
        pages.push_back(
            squeezed(support::run(fmt::format("pdftotext -raw -enc UTF-8 -f {0} -l {0} {1} -", page,
                                              trail.path()))
                         .output));
      }
      const auto steps = visit::steps_of(*pack, walk.id);
      const int count = visit::count_of(steps, visit::StepKind::statement);
      for (const visit::Step& step : steps) {
        if (step.kind != visit::StepKind::statement) continue;
        const auto& statement =
            std::get<content::AcknowledgeBlock>(step.page->blocks[step.first].content);
        // In one stretch: number, fact, statement, boxes.
        std::string whole =
            words.get(language, "Statement {number} of {count}",
                      {{"number", std::int64_t{step.number}}, {"count", std::int64_t{count}}});
        if (!statement.required) {
          whole += "·" + words.get(language, "Optional") +
                   words.get(language, "You may say no to this one and still have the treatment");
        }
        whole += content::plain_words(*pack, statement.fact, language) +
                 pack->text(language, statement.statement) +
                 words.get(language, yes_of(statement.verb)) +
                 words.get(language, "I have a question") + words.get(language, "I do not agree");
        if (statement.may_not_apply) whole += words.get(language, "This does not apply to me");
        whole = squeezed(whole);
        CAPTURE(whole);
        CHECK(std::count_if(pages.begin(), pages.end(),
                            [&](const std::string& page) { return has(page, whole); }) == 1);
        ++looked;
      }
    }
  }
  CHECK(looked > 60);
}

TEST_CASE("paper: the boxes of a statement are of one size, no as large as yes") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  const PaperTrail trail(paper(*pack, "first", "en"));
  // Three answers in a row, and two in each of two rows where one may not apply.
  int thirds = 0;
  int halves = 0;
  for (const Rectangle& one : rectangles(trail)) {
    if (std::abs(one.width - 161.33) < 0.1) ++thirds;
    if (std::abs(one.width - 247.0) < 0.1) ++halves;
  }
  CHECK(thirds >= 3);
  CHECK(halves >= 4 + 2);  // the optional statement, and choosing or not choosing the treatment
  CHECK(trail.says("I choose this treatment I do not want this treatment"));
}

TEST_CASE("paper: screening and the ride are forms, checks stay on the glass") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  const PaperTrail trail(paper(*pack, "first", "en"));
  CHECK(
      trail.says("How do you feel? Only staff see this. Mark one answer. Fine Low I think of "
                 "hurting myself"));
  // What cannot wait stands under the question.
  CHECK(trail.says("Thank you for telling us. Please call 555-0100 or wait here."));
  CHECK(
      trail.says("Your ride home You cannot drive after the drip. How do you get home? A friend "
                 "drives I do not have a ride yet Who comes? Their phone (Optional)"));
  CHECK_FALSE(trail.says("When may you drive?"));
  // What is read on the glass is there to read and to keep.
  CHECK(trail.says("Tea goes slowly into your arm."));
  CHECK(trail.says("56 in 100 feel sleepy"));
  CHECK(trail.says("203 people at one clinic who had this drip"));
  // And staff are told what needs them.
  CHECK(trail.says("For staff"));
  CHECK(trail.says("• I think of hurting myself · Now"));
}

TEST_CASE("paper: every signature's meaning stands in full with lines for name, date and time") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  const content::Words words = shipped_words();
  const auto* const sign = [&]() -> const content::SignBlock* {
    for (const content::Page& page : pack->pages) {
      for (const content::Block& block : page.blocks) {
        if (const auto* found = std::get_if<content::SignBlock>(&block.content)) return found;
      }
    }
    return nullptr;
  }();
  REQUIRE(sign != nullptr);
  REQUIRE(sign->meanings.size() >= 3);
  const PaperTrail first(paper(*pack, "first", "en"));
  CHECK(first.says("I decide for the patient by law Only if you decide for the patient."));
  for (const auto& each : sign->meanings) {
    CAPTURE(to_string(each.first));
    CHECK(first.says(pack->text("en", each.second)));
  }
  const int signatures = first.count(words.get("en", "Signature") + words.get("en", "Name"));
  CHECK(signatures == int(sign->meanings.size()) + 1);
  CHECK(first.says("Your relation, such as mother Date Time"));
  CHECK(first.says("The witness signs Only if the patient makes a mark or wants a witness."));
  // In the walk that needs a witness, the witness is no choice.
  const PaperTrail again(paper(*pack, "return", "en"));
  CHECK(again.says("The witness signs"));
  CHECK_FALSE(again.says("Only if the patient makes a mark or wants a witness."));
}

TEST_CASE("paper: practice is said on every page, and a draft needs an interpreter") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  const PaperTrail practice(paper(*pack, "first", "en"));
  const PaperTrail real(paper(*pack, "first", "en", {}));
  for (int page = 1; page <= practice.page_count(); ++page) {
    CAPTURE(page);
    CHECK(has(practice.page(page), "Practice, not a consent"));
    CHECK(has(practice.page(page), pack->digest));
    CHECK(has(practice.page(page), "sample · 1.0.0 · first · en"));
    CHECK(has(practice.page(page), fmt::format("Page {} of {}", page, practice.page_count())));
    CHECK_FALSE(has(real.page(page), "Practice"));
  }
  const std::string draft =
      shipped_words().get("es",
                          "This translation is a draft. It counts only if an interpreter "
                          "signs too.");
  const std::string if_any = shipped_words().get("es", "Only if an interpreter takes part.");
  const PaperTrail spanish(paper(*pack, "first", "es", {}));
  CHECK(spanish.says(draft));
  CHECK_FALSE(spanish.says(if_any));
  CHECK_FALSE(real.says("This translation is a draft."));
  CHECK(real.says("Only if an interpreter takes part."));
}

TEST_CASE("paper: a walk that is not there is refused") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  PackPrint print;
  print.pack = pack.get();
  print.language = "en";
  const text::Fonts fonts = samples::pinned_fonts();
  const auto pdf = to_paper_consent(print, "third", shipped_words(), fonts);
  REQUIRE_FALSE(pdf);
  CHECK(pdf.error().code == candor::ErrorCode::not_found);
}

TEST_CASE("paper: the PDF is sound and fit for an archive in every language (S-25)") {
  const auto pack = load(support::source_folder() / "content" / "ketamine-iv");
  const support::TemporaryFolder folder;
  std::size_t files = 0;
  for (const content::Language& language : pack->languages) {
    CAPTURE(language.tag);
    const std::string bytes = paper(*pack, "return", language.tag);
    const auto file = folder.path() / (language.tag + ".pdf");
    std::ofstream(file, std::ios::binary) << bytes;
    ++files;
    CHECK(support::run("qpdf --check " + file.string() + " 2>&1").exit_code == 0);
    CHECK(has(bytes, "/Lang (" + language.tag + ")"));
    CHECK(support::run("pdfinfo -struct " + file.string() + " 2>&1").exit_code == 0);
  }
  CHECK(paper(*pack, "return", "ar") == paper(*pack, "return", "ar"));
  for (const std::string& line : samples::objections(folder.path(), files)) FAIL_CHECK(line);
}
