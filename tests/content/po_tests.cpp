#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "content/po.h"
#include "content/translate.h"
#include "content/translation_po.h"
#include "content/utf8.h"
#include "support/fakes.h"

namespace candor::content {
namespace {

/// The findings of a PO file, one on a line.
std::string told(const std::string& po) {
  std::string all;
  for (const Finding& finding : read_po(po, "x.po").findings) all += to_string(finding) + "\n";
  return all;
}

TEST_CASE("po: an entry is read with all that stands around it") {
  const PoRead read = read_po(
      "\xef\xbb\xbf# Ana's file\r\n"
      "msgid \"\"\r\n"
      "msgstr \"\"\r\n"
      "\"Language: es\\n\"\r\n"
      "\"Content-Type: text/plain; charset=utf-8\\n\"\r\n"
      "\r\n"
      "#  look at this again\r\n"
      "#. page about, block intro\r\n"
      "#: pages/10.json:3 pages/20.json:4\r\n"
      "#, fuzzy, no-c-format\r\n"
      "#| msgctxt \"old\"\r\n"
      "#| msgid \"\"\r\n"
      "#| \"You may \"\r\n"
      "#| \"stop.\"\r\n"
      "msgctxt \"intro\"\r\n"
      "msgid \"\"\r\n"
      "  \"You \\\"can\\\" stop.\\n\"\r\n"
      "\"\\tAny \\x74ime \\101.\"  \r\n"
      "msgstr \"Puede \\\\ parar.\"\r\n"
      "#~ msgid \"Gone\"\r\n"
      "#~ msgstr \"\"\r\n"
      "#~ \"Ido\"\r\n",
      "x.po");
  CHECK(told("").empty());
  REQUIRE(read.findings.empty());
  CHECK(read.language == "es");
  REQUIRE(read.entries.size() == 2);
  const PoEntry& entry = read.entries[0];
  CHECK(entry.remarks == std::vector<std::string>{"look at this again"});
  CHECK(entry.notes == std::vector<std::string>{"page about, block intro"});
  CHECK(entry.references == std::vector<std::string>{"pages/10.json:3", "pages/20.json:4"});
  CHECK(entry.fuzzy);
  CHECK(entry.previous == "You may stop.");
  CHECK(entry.context == "intro");
  CHECK(entry.source == "You \"can\" stop.\n\tAny time A.");
  CHECK(entry.text == "Puede \\ parar.");
  CHECK_FALSE(entry.obsolete);
  CHECK(read.entries[1].obsolete);
  CHECK(read.entries[1].source == "Gone");
  CHECK(read.entries[1].text == "Ido");
}

TEST_CASE("po: a blank line ends an entry only once its translation is there") {
  const PoRead read =
      read_po("#, fuzzy\n\nmsgid \"a\"\n\nmsgstr \"b\"\n\nmsgid \"c\"\nmsgstr \"d\"", "x");
  REQUIRE(read.findings.empty());
  REQUIRE(read.entries.size() == 2);
  CHECK(read.entries[0].fuzzy);
  CHECK(read.entries[0].text == "b");
  CHECK_FALSE(read.entries[1].fuzzy);
}

TEST_CASE("po: what is written is read back the same") {
  PoEntry odd;
  odd.notes = {"one", "two\nlines"};
  odd.fuzzy = true;
  odd.previous = "Be\nfore";
  odd.context = "c";
  odd.source = "a \"b\" \\ c\n\n- d\te\x01";
  odd.text = "\n";
  PoEntry gone;
  gone.obsolete = true;
  gone.source = "gone";
  gone.text = "two\nlines";
  const std::string po = write_po({"p 1.0.0", "zh-Hans", "2026-11-22 09:10+0000"}, {odd, gone});
  const PoRead read = read_po(po, "x.po");
  REQUIRE(read.findings.empty());
  CHECK(read.language == "zh-Hans");
  REQUIRE(read.entries.size() == 2);
  CHECK(read.entries[0].source == odd.source);
  CHECK(read.entries[0].text == odd.text);
  CHECK(read.entries[0].previous == odd.previous);
  CHECK(read.entries[0].context == odd.context);
  CHECK(read.entries[0].fuzzy);
  CHECK(read.entries[0].notes == std::vector<std::string>{"one", "two lines"});
  CHECK(read.entries[1].obsolete);
  CHECK(read.entries[1].text == gone.text);
}

TEST_CASE("po: what is malformed is told with line and column") {
  CHECK(told("msgid \"a\"\nmsgstr \"b\n")
            .starts_with("x.po:2:8: error: this text has no quotation mark at its end; "));
  CHECK(told("msgid \"a\"\nmsgstr b\n")
            .starts_with("x.po:2:8: error: a text in quotes must follow msgstr; "));
  CHECK(told("msgid \"a\"\nmsgstr\n").starts_with("x.po:2:7: error: "));
  CHECK(told("msgid \"a\"\nmsgstr \"b\" c\n")
            .starts_with("x.po:2:12: error: something follows the end of the text; "));
  CHECK(told("msgid \"a\"\nmsgstr \"\\q\"\n")
            .starts_with("x.po:2:9: error: this escape is not known; "));
  CHECK(told("msgid \"ä\\q\"\nmsgstr \"\"\n").starts_with("x.po:1:9: error: "));
  CHECK(told("\"a\"\n").starts_with("x.po:1:1: error: this text belongs to no keyword; "));
  CHECK(told("msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"\"\n")
            .starts_with("x.po:1:1: error: this msgid has no msgstr behind it; "));
  CHECK(
      told("msgstr \"a\"\n").starts_with("x.po:1:1: error: this msgstr has no msgid before it; "));
  CHECK(told("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n")
            .starts_with("x.po:3:1: error: this entry has a second msgstr; "));
  CHECK(told("massage \"a\"\n").starts_with("x.po:1:1: error: \"massage\" is not a keyword; "));
  CHECK(told("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"\n")
            .starts_with("x.po:2:1: error: texts with plural forms of their own"));
  CHECK(told("msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n")
            .starts_with("x.po:4:1: error: this text stands here twice; "));
  CHECK(told("msgid \"a\"\nmsgstr \"\\xff\"\n").starts_with("x.po:2:8: error: the escapes"));
  CHECK(told("msgid \"a\"\nmsgstr \"\\000\"\n").starts_with("x.po:2:8: error: the escapes"));
  CHECK(told("msgid \"a\"\nmsgstr \"\xff\"\n").starts_with("x.po:2:9: error: this is not UTF-8; "));
  CHECK(told("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n")
            .starts_with("x.po:1:1: error: the header names the character set ISO-8859-1; "));
  CHECK(told("msgid \"\"\nmsgstr \"\"\n\nmsgid \"\"\nmsgstr \"\"\n")
            .starts_with("x.po:4:1: error: there is a second header"));
  // One mistake does not hide the next.
  CHECK(told("msgid \"a\"\nmsgstr \"\\q\"\n\nmsgid \"b\"\nmsgstr x\n").find("x.po:5:8: ") !=
        std::string::npos);
}

TEST_CASE("po: hundreds of damaged files end in entries or findings, never in a crash") {
  const std::string good = write_po(
      {"p", "es", "2026-11-22"},
      {{{"r"}, {"n"}, {"a.json:1"}, true, "old", {"c"}, "one \"two\"\nthree\\", "uno\tü", false, 0},
       {{}, {}, {}, false, "", {}, "two", "dos", false, 0},
       {{}, {}, {}, false, "", {}, "three", "tres", true, 0}});
  support::SeededRandom random(20261122);
  const auto number = [&random](std::size_t below) {
    std::byte bytes[4];
    random.fill(bytes);
    std::size_t value = 0;
    for (const std::byte byte : bytes) value = value * 256 + std::to_integer<std::size_t>(byte);
    return value % below;
  };
  const std::string bits = "\"\\#~|msgid[]0\n\r\t\xff\xc3\xa9 \0x7";
  int sound = 0;
  for (int run = 0; run < 600; ++run) {
    std::string bad = good;
    for (std::size_t changes = 1 + number(4); changes > 0 && !bad.empty(); --changes) {
      const std::size_t at = number(bad.size());
      switch (number(4)) {
        case 0:
          bad.erase(at, 1 + number(20));
          break;
        case 1:
          bad.insert(at, 1, bits[number(bits.size())]);
          break;
        case 2:
          bad[at] = bits[number(bits.size())];
          break;
        case 3:
          bad.insert(at, bad.substr(number(bad.size()), number(60)));
          break;
      }
    }
    CAPTURE(bad);
    const PoRead read = read_po(bad, "x.po");
    sound += read.findings.empty() ? 1 : 0;
    CHECK(read.findings.size() <= 200);
    for (const PoEntry& entry : read.entries) {
      CHECK_FALSE(first_bad_utf8(entry.source));
      CHECK_FALSE(first_bad_utf8(entry.text));
    }
    const int lines = static_cast<int>(std::count(bad.begin(), bad.end(), '\n')) + 1;
    for (const Finding& finding : read.findings) {
      CHECK(finding.line >= 1);
      CHECK(finding.line <= lines);
      CHECK(finding.column >= 1);
      CHECK_FALSE(finding.next.empty());
    }
    // What was accepted is written and read the same.
    if (!read.findings.empty()) continue;
    const PoRead again = read_po(write_po({}, read.entries), "x.po");
    CHECK(again.findings.empty());
    REQUIRE(again.entries.size() == read.entries.size());
    for (std::size_t i = 0; i < read.entries.size(); ++i) {
      CHECK(again.entries[i].source == read.entries[i].source);
      CHECK(again.entries[i].text == read.entries[i].text);
    }
  }
  CHECK(sound > 20);
  CHECK(sound < 580);
  // Cut anywhere.
  for (std::size_t length = 0; length < good.size(); ++length) {
    CHECK(read_po(good.substr(0, length), "x.po").findings.size() < 5);
  }
}

TEST_CASE("po: gettext's own tools accept what is written, and we accept what they make of it") {
  const support::TemporaryFolder folder;
  const PackTexts pack = texts_of_pack(support::source_folder() / "content" / "ketamine-iv");
  REQUIRE(pack.findings.empty());
  std::ifstream in(support::source_folder() / "content/ketamine-iv/translations/es.json");
  std::stringstream bytes;
  bytes << in.rdbuf();
  const auto spanish = read_translation_file(bytes.str(), "es.json");
  REQUIRE(spanish);
  TranslationFile before = *spanish;
  // Three texts that changed, so that there are fuzzy and obsolete entries.
  for (std::size_t i = 5; i < 8; ++i) before.entries[i].source += " Before.";
  const TranslationFile file = bring_up_to_date(pack.texts, before, {}).file;
  const std::string po = to_po(pack.texts, file, "es", "2026-11-22 09:10+0000");
  std::ofstream(folder.path() / "es.po", std::ios::binary) << po;
  const std::string in_folder = "cd '" + folder.path().string() + "' && ";
  const auto ran = [&](const std::string& command) {
    const support::Ran done = support::run(in_folder + command + " 2>&1");
    CAPTURE(done.output);
    CHECK(done.exit_code == 0);
    return done.output;
  };
  const std::string checked = ran("msgfmt --check --verbose -o es.mo es.po");
  CAPTURE(checked);
  CHECK(checked.find("warning") == std::string::npos);
  CHECK(checked.find(" translated messages, 3 fuzzy translations.") != std::string::npos);
  ran("msgcat --width=60 es.po -o wrapped.po");
  ran("msgattrib --clear-obsolete --clear-fuzzy es.po -o template.po");
  ran("msgmerge --quiet --previous es.po template.po -o merged.po");
  for (const char* name : {"wrapped.po", "merged.po"}) {
    std::ifstream made(folder.path() / name, std::ios::binary);
    std::stringstream text;
    text << made.rdbuf();
    CAPTURE(name);
    const Imported imported = from_po(text.str(), name, "es", pack.texts, file);
    for (const Finding& finding : imported.findings) FAIL_CHECK(to_string(finding));
    CHECK(imported.changed == 0);
    CHECK(imported.file.entries == file.entries);
  }
}

}  // namespace
}  // namespace candor::content
