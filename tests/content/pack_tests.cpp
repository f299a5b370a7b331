#include <doctest/doctest.h>

#include "content/load.h"
#include "content/pack.h"
#include "support/sample_pack.h"

namespace candor::content {
namespace {

std::shared_ptr<const Pack> loaded(const support::SamplePack& files) {
  const Loaded result = load_pack(files.folder());
  for (const Finding& finding : result.findings) MESSAGE(to_string(finding));
  REQUIRE(result.pack);
  return result.pack;
}

TEST_CASE("pack: texts come in the language, or in the source language") {
  const support::SamplePack files;
  const auto pack = loaded(files);
  CHECK(pack->text("es", "What it is") == "Qué es");
  CHECK(pack->text("en", "What it is") == "What it is");
  CHECK(pack->text("es", "Low") == "Low");
  CHECK(pack->text("fr", "What it is") == "What it is");
}

TEST_CASE("pack: placeholders are filled, in the language where there is a translation") {
  const support::SamplePack files;
  const auto pack = loaded(files);
  CHECK(pack->text("en", "Call {clinic.phone}.") == "Call 555-0100.");
  CHECK(pack->text("en", "{procedure}, {treatments} times") == "a tea drip, 3 times");
  CHECK(pack->text("es", "You can stop {procedure} at *any* time.") ==
        "Puede parar un goteo de té en *cualquier* momento.");
  CHECK(pack->text("en", "until {until}", {{"until", "May 1"}}) == "until May 1");
  CHECK(pack->text("en", "until {until}") == "until {until}");
}

TEST_CASE("pack: what is filled in is not searched for placeholders again") {
  const support::SamplePack files;
  const auto pack = loaded(files);
  CHECK(pack->text("en", "{until}", {{"until", "{clinic.phone}"}}) == "{clinic.phone}");
}

TEST_CASE("pack: a clinic value that is not set shows its name and is listed") {
  const support::SamplePack files;
  files.replace("clinic.json", "\"555-0100\"", "null");
  const auto pack = loaded(files);
  CHECK(pack->text("en", "Call {clinic.phone}.") == "Call [phone].");
  CHECK(pack->clinic.unset == std::vector<std::string>{"phone"});
}

TEST_CASE("pack: a value that a text shows counts as required") {
  const support::SamplePack files;
  CHECK(loaded(files)->clinic.unset.empty());
  files.replace("sample/pages/10-about.json", "You lie down", "You pay {clinic.fee}");
  CHECK(loaded(files)->clinic.unset == std::vector<std::string>{"fee"});
}

TEST_CASE("pack: what is not there is not found") {
  const support::SamplePack files;
  const auto pack = loaded(files);
  CHECK(pack->page("shared/welcome") != nullptr);
  CHECK(pack->page("welcome") == nullptr);
  CHECK(pack->block("about", "intro") != nullptr);
  CHECK(pack->block("about", "sign") == nullptr);
  CHECK(pack->block("nowhere", "intro") == nullptr);
  CHECK(pack->walk("return") != nullptr);
  CHECK(pack->walk("third") == nullptr);
  CHECK(pack->group("drinkers") != nullptr);
  CHECK(pack->group("others") == nullptr);
}

}  // namespace
}  // namespace candor::content
