#include <doctest/doctest.h>

#include "base/json.h"
#include "export/addenda_file.h"
#include "export/sample_records.h"
#include "support/error_of.h"

using namespace candor::exporting;
namespace record = candor::record;

namespace {

record::Addendum addendum(const std::string& kind, int minute) {
  record::Addendum one;
  one.id = "0123456789abcdef0123456789abcdef";
  one.kind = kind;
  one.refers_to = samples::signed_real().id;
  one.blob_hash = std::string(64, 'b');
  one.by = "Ana López";
  one.role = "nurse";
  one.said = "I changed my mind\nafter all, \"really\"";
  one.at = samples::at(minute);
  return one;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("addenda file: each addendum stands in it byte for byte as it was signed, in order") {
  const std::vector<record::Addendum> both{addendum("clinician", 60), addendum("withdrawn", 90)};
  const std::string text = addenda_text(both);
  std::size_t at = 0;
  for (const record::Addendum& one : both) {
    at = text.find(candor::canonical(record::to_json(one)), at);
    REQUIRE(at != std::string::npos);
  }
  CHECK(text.ends_with(",\"blob_hash\":\"" + std::string(64, 'b') +
                       "\",\"format\":1,\"office_ledger\":\"seen\",\"record\":\"" +
                       samples::signed_real().id + "\",\"withdrawn\":true}"));
  const auto read = parse_addenda(text, "a.addenda.json");
  REQUIRE(read);
  CHECK(*read == both);
  CHECK(is_withdrawn(*read));
  const auto talk = parse_addenda(addenda_text({both[0]}), "a.addenda.json");
  REQUIRE(talk);
  CHECK_FALSE(is_withdrawn(*talk));
}

TEST_CASE(
    "addenda file: it says when those made in the office were not seen, and older files are read") {
  const std::vector<record::Addendum> talk{addendum("clinician", 60)};
  const std::string unseen = addenda_text(talk, OfficeLedger::not_beside);
  CHECK(unseen.find("\"office_ledger\":\"not-beside\"") != std::string::npos);
  for (const std::string& text :
       {unseen, replaced(unseen, "\"office_ledger\":\"not-beside\",", "")}) {
    const auto read = parse_addenda(text, "a");
    REQUIRE(read);
    CHECK(*read == talk);
  }
  CHECK_FALSE(parse_addenda(replaced(unseen, "not-beside", "perhaps"), "a"));
}

TEST_CASE("addenda file: anything but what Candor writes is refused") {
  const std::string good = addenda_text({addendum("clinician", 60), addendum("withdrawn", 90)});
  const std::string id = samples::signed_real().id;
  record::Addendum other = addendum("withdrawn", 91);
  other.refers_to = std::string(32, 'a');
  const std::string its = candor::canonical(record::to_json(addendum("withdrawn", 90)));
  for (const std::string& bad :
       {std::string(), std::string("[]"), std::string("{}"), std::string("{\"addenda\":[]}"),
        std::string("{\"addenda\":[1.5]}"), good + "\n",
        replaced(good, "\"withdrawn\":true", "\"withdrawn\":false"),
        replaced(good, "\"format\":1,", ""), replaced(good, "\"format\":1", "\"format\":0"),
        replaced(good, "\"record\":\"" + id, "\"record\":\"" + std::string(32, 'a')),
        replaced(good, "\"format\":1", "\"format\":1,\"more\":1"),
        replaced(good, its, candor::canonical(record::to_json(other))),
        replaced(good, "\"role\":\"nurse\"", "\"role\":7"),
        replaced(good, "\"kind\":\"clinician\"", "\"kind\":\"A talk\"")}) {
    CAPTURE(bad);
    CHECK(candor::support::error_of(parse_addenda(bad, "a")).code == candor::ErrorCode::bad_format);
  }
  CHECK(
      candor::support::error_of(parse_addenda(replaced(good, "\"format\":1", "\"format\":2"), "a"))
          .code == candor::ErrorCode::newer_version);
}
