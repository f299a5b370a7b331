#include <doctest/doctest.h>

#include <fstream>

#include "record/ledger_samples.h"
#include "record/record.h"
#include "record/record_samples.h"
#include "record/seal.h"

namespace {

using namespace candor::record_tests;
using candor::ErrorCode;
using candor::Json;
using candor::record::Entry;
using candor::record::Opener;
using candor::record::Seal;
using candor::record::unseal;
using candor::support::run;
using candor::support::TemporaryFolder;

constexpr std::int64_t kAt = 1'795'278'600;

Seal seal() {
  return {clinic().kiosk.key,
          clinic().kiosk.certificate,
          {clinic().record.certificate, clinic().recovery.certificate}};
}

Entry entry(const std::string& id, const std::string& blob) {
  Entry entry;
  entry.header = header(id);
  entry.blob = blob;
  return entry;
}

const candor::crypto::Certificate& ca() {
  return clinic().authority.certificate;
}

}  // namespace

TEST_CASE("seal: record key and recovery key each open what the kiosk sealed, byte for byte") {
  const Json content = candor::record::to_json(full_record());
  const std::string id = content["id"];
  const Entry sealed = entry(id, seal().close(content, kAt).value());
  for (const Opener& opener : {clinic().record, clinic().recovery}) {
    const auto opened = unseal(sealed, {opener}, ca(), "x");
    REQUIRE(opened.has_value());
    CHECK(opened->plain == candor::canonical(content));
    CHECK(opened->signer == clinic().kiosk.certificate);
    CHECK(opened->signed_at_s == kAt);
  }
}

TEST_CASE("seal: the kiosk's own key, or none, opens nothing (P-07)") {
  const Entry sealed = entry("e1", seal().close(Json{{"id", "e1"}}, kAt).value());
  const auto own = unseal(sealed, {{clinic().kiosk.key, clinic().kiosk.certificate}}, ca(), "x");
  REQUIRE_FALSE(own.has_value());
  CHECK_FALSE(unseal(sealed, {}, ca(), "x").has_value());
  // The right key after wrong ones still opens it: older keys stay in use after a rotation.
  CHECK(
      unseal(sealed, {{clinic().kiosk.key, clinic().kiosk.certificate}, clinic().record}, ca(), "x")
          .has_value());
}

TEST_CASE("seal: S-03 a sealed record that was moved to another entry is refused") {
  const std::string blob = seal().close(Json{{"id", "e1"}, {"signature", "Ana"}}, kAt).value();
  const auto moved = unseal(entry("e2", blob), {clinic().record}, ca(), "ledger: entry 2");
  REQUIRE_FALSE(moved.has_value());
  CHECK(moved.error().code == ErrorCode::bad_format);
  CHECK(moved.error().where == "ledger: entry 2");
  CHECK(moved.error().what.find("another entry") != std::string::npos);
}

TEST_CASE("seal: content without the id of its entry is not sealed") {
  CHECK(seal().close(Json{{"visit", "e1"}}, kAt).error().code == ErrorCode::bad_value);
  CHECK(seal().close(Json::array(), kAt).error().code == ErrorCode::bad_value);
}

TEST_CASE("seal: P-04 nothing of the content shows in the sealed bytes") {
  const std::string blob = seal().close(Json{{"id", "e1"}, {"name", "Zyxwvut"}}, kAt).value();
  CHECK(blob.find("Zyxwvut") == std::string::npos);
  CHECK(blob.find("name") == std::string::npos);
}

TEST_CASE("seal: an entry whose time was over says so instead of failing to open") {
  Entry stub = entry("e1", "");
  stub.erased = true;
  const auto opened = unseal(stub, {clinic().record}, ca(), "x");
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().what.find("erased") != std::string::npos);
}
