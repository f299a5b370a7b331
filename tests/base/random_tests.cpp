#include <doctest/doctest.h>

#include <array>
#include <set>

#include "base/id.h"
#include "base/random.h"
#include "support/fakes.h"

namespace candor {
namespace {

TEST_CASE("random: a number below a limit is in range, and each is about as likely") {
  support::SeededRandom random(1);
  for (const std::uint32_t limit : {1U, 2U, 7U, 10U}) {
    std::array<int, 10> counts{};
    constexpr int kDraws = 20'000;
    for (int i = 0; i < kDraws; ++i) {
      const std::uint32_t drawn = random.below(limit);
      REQUIRE(drawn < limit);
      ++counts[drawn];
    }
    const int expected = kDraws / static_cast<int>(limit);
    for (std::uint32_t value = 0; value < limit; ++value) {
      CAPTURE(limit);
      CAPTURE(value);
      CHECK(counts[value] > expected * 9 / 10);
      CHECK(counts[value] < expected * 11 / 10);
    }
  }
}

/// Gives one number again and again, then a small one.
class StubbornRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = m_draws < 3 ? std::byte{0xff} : std::byte{0};
    ++m_draws;
  }

  [[nodiscard]] int draws() const { return m_draws; }

 private:
  int m_draws = 0;
};

TEST_CASE("random: numbers beyond the even part of the range are drawn again") {
  StubbornRandom random;
  CHECK(random.below(10) == 0);
  CHECK(random.draws() == 4);
}

TEST_CASE("random: the kernel's bytes differ, however many are asked for") {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(random_hex(random, 8));
  CHECK(seen.size() == 100);
  random.fill({});
}

TEST_CASE("random: hex has two lower-case digits a byte") {
  support::SeededRandom random(5);
  const std::string hex = random_hex(random, 200);
  CHECK(hex.size() == 400);
  CHECK(hex.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(random_hex(random, 0).empty());
}

TEST_CASE("random: ids of different kinds are different types") {
  static_assert(!std::is_same_v<VisitId, EpisodeId>);
  CHECK(VisitId{"A-1"} < VisitId{"A-2"});
  CHECK(VisitId{}.empty());
}

}  // namespace
}  // namespace candor
