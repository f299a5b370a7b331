#include <doctest/doctest.h>

#include "record/head.h"
#include "record/ledger_samples.h"

namespace {

using namespace candor::record_tests;
using candor::ErrorCode;
using candor::record::Head;
using candor::record::head_line;
using candor::record::head_text;
using candor::record::parse_head;
using candor::support::TemporaryFolder;

Head stored_head(const std::filesystem::path& folder) {
  auto ledger = open_ledger(folder, Access::read_write);
  return ledger.append(header("e1"), blob(1)).value().head;
}

}  // namespace

TEST_CASE("head: what a receipt carries reads back as the same head") {
  const TemporaryFolder folder;
  const Head head = stored_head(folder.path());
  CHECK(parse_head(head_line(head), "x").value() == head);
  CHECK(parse_head(candor::record::head_code(head), "x").value() == head);
  CHECK(parse_head("  " + head_line(head) + "\r\n", "x").value() == head);
}

TEST_CASE("head: its signature is the kiosk's, over ledger, number and chain value") {
  const TemporaryFolder folder;
  const Head head = stored_head(folder.path());
  const auto& kiosk = clinic().kiosk.certificate;
  CHECK(head.signer == kiosk.fingerprint());
  const std::string text = head_text(head.ledger, head.seq, head.chain);
  CHECK(text == "candor-head-1\n" + head.ledger + "\n1\n" + head.chain + "\n");
  CHECK(kiosk.verify(text, head.signature));
  CHECK_FALSE(kiosk.verify(head_text(head.ledger, 2, head.chain), head.signature));
  CHECK_FALSE(clinic().record.certificate.verify(text, head.signature));
}

TEST_CASE("head: a line that was cut or changed in form is refused, with the place in front") {
  const TemporaryFolder folder;
  const std::string line = head_line(stored_head(folder.path()));
  const auto refused = [](const std::string& text) {
    const auto read = parse_head(text, "heads.txt:3");
    return !read && read.error().code == ErrorCode::bad_format &&
           read.error().where == "heads.txt:3";
  };
  CHECK(refused(""));
  CHECK(refused("hello"));
  CHECK(refused(line.substr(0, line.rfind(' '))));
  CHECK(refused(line + " more"));
  CHECK(refused(line + "0"));  // half a byte
  for (std::size_t at = 0; at < line.size(); ++at) {
    std::string changed = line;
    changed[at] = 'G';  // no hex digit and no number
    CAPTURE(changed);
    CHECK(refused(changed));
  }
}
