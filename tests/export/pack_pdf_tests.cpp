// The reading PDF: a committee sees every word of a pack, and can name what it speaks of.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "content/load.h"
#include "content/shown_text.h"
#include "content/words.h"
#include "export/pack_pdf.h"
#include "export/pack_sheet.h"
#include "export/paper_trail.h"
#include "export/preflight.h"
#include "support/sample_pack.h"

using namespace candor::exporting;
namespace content = candor::content;
namespace support = candor::support;
namespace text = candor::text;
using samples::PaperTrail;

namespace {

const candor::Moment kAt{1'795'338'000'000, 0, -480, "America/Los_Angeles"};

std::shared_ptr<const content::Pack> load(const std::filesystem::path& folder) {
  const content::Loaded loaded = content::load_pack(folder);
  for (const content::Finding& finding : loaded.findings) MESSAGE(to_string(finding));
  REQUIRE(loaded.pack);
  return loaded.pack;
}

content::Words shipped_words() {
  auto words = content::Words::load(support::source_folder() / "assets" / "words");
  REQUIRE(words);
  return *std::move(words);
}

PackPrint print_of(const content::Pack& pack, const std::string& language) {
  PackPrint print;
  print.pack = &pack;
  print.language = language;
  print.practice_reasons = {"no clinician has approved this content"};
  print.at = kAt;
  print.software = "candor test";
  return print;
}

std::string reading(const content::Pack& pack, const std::string& language) {
  const text::Fonts fonts = samples::pinned_fonts();
  const auto pdf = to_reading_pdf(print_of(pack, language), shipped_words(), fonts);
  if (!pdf) FAIL(to_string(pdf.error()));
  return *pdf;
}

std::vector<std::string> lines_of(const std::string& words) {
  std::vector<std::string> lines;
  std::istringstream stream(words);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

/// Readers give lam with alef or ya, marks above letters, digits and signs in an order of their
/// own, so that Arabic is looked for in the pieces between them.
std::vector<std::string> arabic_pieces(const std::string& line) {
  constexpr std::string_view kLam = "\u0644";
  std::vector<std::string> pieces(1);
  const auto joins_lam = [](unsigned code) {
    return (code >= 0x622 && code <= 0x627) || code == 0x649 || code == 0x64A;
  };
  for (std::size_t i = 0; i < line.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(line[at]); };
    const bool two = (byte(i) & 0xE0U) == 0xC0U && i + 1 < line.size();
    const unsigned code = two ? (byte(i) & 0x1FU) << 6U | (byte(i + 1) & 0x3FU) : 0;
    std::string& last = pieces.back();
    const bool is_mark = code >= 0x64B && code <= 0x652;
    if (is_mark && last.size() >= 2) last.resize(last.size() - 2);
    if (code < 0x621 || code > 0x64A) {
      pieces.emplace_back();
    } else if (joins_lam(code) && std::string_view(last).ends_with(kLam)) {
      last.resize(last.size() - kLam.size());
      pieces.emplace_back();
    } else {
      last += line.substr(i, 2);
    }
    i += two ? 2 : 1;
  }
  return pieces;
}

bool says(const PaperTrail& trail, const std::string& line, const std::string& language) {
  if (!content::Words::is_right_to_left(language)) return trail.says(line);
  for (const std::string& piece : arabic_pieces(line)) {
    if (trail.says(piece)) continue;
    MESSAGE("not found: " << piece << " of " << line);
    return false;
  }
  return true;
}

/// Whether the PDF says this text of the pack, as one of the walks fills it.
bool says_text(const PaperTrail& trail, const content::Pack& pack, const std::string& source,
               const std::string& language) {
  for (const content::Walk& walk : pack.walks) {
    content::Placeholders filled = blanks_of(pack, walk, language);
    for (const content::Page& page : pack.pages) {
      for (const content::Block& block : page.blocks) {
        const auto* const risk = std::get_if<content::RiskBlock>(&block.content);
        if (risk != nullptr) filled["n"] = std::to_string(risk->n);
      }
    }
    bool all = true;
    for (const std::string& line : lines_of(content::plain_words(pack, source, language, filled))) {
      all = all && says(trail, line, language);
    }
    if (all) return true;
  }
  return false;
}

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("reading: every translated text stands in its language's PDF, and so does its source") {
  const support::SamplePack sample;
  std::vector<std::filesystem::path> folders{sample.folder()};
  for (const auto& entry :
       std::filesystem::directory_iterator(support::source_folder() / "content")) {
    if (entry.path().filename() == "schema") continue;
    if (std::filesystem::exists(entry.path() / "pack.json")) folders.push_back(entry.path());
  }
  REQUIRE(folders.size() >= 3);
  for (const std::filesystem::path& folder : folders) {
    const auto pack = load(folder);
    CAPTURE(pack->id);
    for (std::size_t i = 1; i < pack->languages.size(); ++i) {
      const std::string& language = pack->languages[i].tag;
      CAPTURE(language);
      const PaperTrail trail(reading(*pack, language));
      CHECK_FALSE(trail.says("could not be printed"));
      int looked = 0;
      for (const auto& [source, translated] : pack->translations.at(language)) {
        CAPTURE(source);
        CHECK(says_text(trail, *pack, source, language));
        CHECK(says_text(trail, *pack, source, pack->languages.front().tag));
        ++looked;
      }
      CHECK(looked > 0);
    }
  }
}

TEST_CASE("reading: each block is named by page and id, walk by walk, in order") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  const PaperTrail trail(reading(*pack, "en"));
  for (const content::Page& page : pack->pages) {
    for (const content::Block& block : page.blocks) {
      CAPTURE(block.id);
      CHECK(trail.says(page.id + "/" + block.id));
      for (const std::string& line : lines_of(content::shown_text(*pack, block, "en"))) {
        // The numbers of a decision are each walk's own, and minutes are joined with what happens.
        if (std::holds_alternative<content::SignBlock>(block.content)) continue;
        CAPTURE(line);
        CHECK(trail.says(line));
      }
    }
  }
  std::size_t last = 0;
  for (const std::string place :
       {"Walk first, page 1 of 4", "Walk first, page 2 of 4", "Walk first, page 3 of 4",
        "Walk first, page 4 of 4", "Walk return, page 1 of 2", "Walk return, page 2 of 2",
        "Take-home sheet, page 1 of 1"}) {
    std::string squeezed = place + "·";
    squeezed.erase(std::remove(squeezed.begin(), squeezed.end(), ' '), squeezed.end());
    const std::size_t at = trail.body().find(squeezed);
    CAPTURE(place);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  CHECK(trail.says("Walk first, page 3 of 4 has the same page, word for word."));
}

TEST_CASE("reading: what a patient sees only after an answer, and what staff read, is there") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  const PaperTrail trail(reading(*pack, "en"));
  CHECK(trail.says("✓ Right answer The next day"));
  CHECK(trail.says("Other answer At once"));
  CHECK(trail.says("After the right one Tea slows you down all day."));
  CHECK(trail.says("After another one Let us say it again."));
  CHECK(trail.says("Then the paragraph about/intro is shown again."));
  CHECK(trail.says("Staff read Driving was not understood Tells staff, routine; signing waits."));
  CHECK(trail.says("Staff read Feels low Tells staff, soon; a note only."));
  CHECK(trail.says("Staff read Thoughts of self-harm Tells staff, now; signing waits."));
  CHECK(trail.says("Then it says Thank you for telling us. Please call 555-0100 or wait here."));
  CHECK(trail.says("Then these fields need no answer: name, phone."));
  CHECK(
      trail.says("Answers I agree · I have a question · I do not agree · This does not apply "
                 "to me Optional"));
  CHECK(trail.says("Who was counted 203 people at one clinic who had this drip"));
  CHECK(trail.says("203 people; drug: tea; route: drip"));
  CHECK(trail.says("Leaf et al., 2020 (2020) https://example.org/leaf"));
  CHECK(trail.says("What it shows A chair"));
  CHECK(trail.says("drip_end 40"));
  const auto strokes = trail.strokes();
  CHECK(strokes.size() >= 200);  // two risk figures, a hundred people each
}

TEST_CASE("reading: every page says which version and language it is, of which digest") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  const PaperTrail trail(reading(*pack, "es"));
  const int pages = trail.page_count();
  REQUIRE(pages >= 3);
  for (int page = 1; page <= pages; ++page) {
    const std::string words = trail.page(page);
    CAPTURE(page);
    CHECK(has(words, pack->digest));
    CHECK(has(words, "sample · version 1.0.0 · es, Español"));
    CHECK(has(words, fmt::format("Page {} of {}", page, pages)));
    CHECK(has(words, "For review. Not approved. A draft translation that nobody has reviewed"));
  }
  CHECK(trail.says("es (Español): draft; nobody has reviewed it"));
  CHECK(trail.says("(not translated) Your safety"));
  CHECK(trail.says("practice, because • no clinician has approved this content"));
}

TEST_CASE("reading: an approved, reviewed version says by whom, and nothing of practice") {
  const support::SamplePack sample;
  sample.replace("sample/pack.json", R"("name": "Español", "status": "draft")",
                 R"("name": "Español", "status": "draft", "made_by": "machine")");
  content::Pack pack = *load(sample.folder());
  content::Approval approval;
  approval.by = "Dr. Ruth Lee";
  approval.role = "physician";
  approval.at = "2026-11-22T09:10:11.000-08:00";
  pack.approvals = {approval};
  PackPrint print = print_of(pack, "en");
  print.practice_reasons.clear();
  print.approval_notes = {"approvals/x.cms: it is for another version of this pack"};
  const text::Fonts fonts = samples::pinned_fonts();
  const auto pdf = to_reading_pdf(print, shipped_words(), fonts);
  REQUIRE(pdf);
  const PaperTrail trail(*pdf);
  CHECK(trail.says("Approved by Dr. Ruth Lee, physician, 2026-11-22T09:10:11.000-08:00"));
  CHECK(trail.says("it is for another version of this pack"));
  CHECK(trail.says("Nothing in this content stands in the way of real visits."));
  CHECK_FALSE(trail.says("practice, because"));
  CHECK(has(trail.page(1), "For review. Approved"));
  CHECK(has(reading(pack, "es"), "/Lang (es)"));
}

TEST_CASE("reading: the PDF is sound and fit for an archive, twice the same (S-25)") {
  const support::SamplePack sample;
  const auto pack = load(sample.folder());
  const support::TemporaryFolder folder;
  std::size_t files = 0;
  for (const std::string language : {"en", "es"}) {
    const std::string bytes = reading(*pack, language);
    CHECK(bytes == reading(*pack, language));
    const auto file = folder.path() / (language + ".pdf");
    std::ofstream(file, std::ios::binary) << bytes;
    ++files;
    CHECK(support::run("qpdf --check " + file.string() + " 2>&1").exit_code == 0);
    const std::string json = support::run("qpdf --json=2 --json-key=qpdf " + file.string()).output;
    CHECK(has(json, language == "en" ? "\"/Alt\": \"u:A chair\"" : "\"/Alt\": \"u:"));
    CHECK(has(json, "56 in 100 feel sleepy"));
  }
  for (const std::string& line : samples::objections(folder.path(), files)) FAIL_CHECK(line);
}
