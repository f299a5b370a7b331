#include "support/handwriting.h"

#include <cmath>
#include <cstddef>
#include <span>

#include "support/fakes.h"

namespace candor::support {
namespace {

constexpr double kPi = 3.14159265358979;
constexpr int kPerPointMs = 8;

/// Millimetres from the pad's top left corner.
struct At {
  double x = 0;
  double y = 0;
};

/// A hand: how far it trembles, always the same way.
class Hand {
 public:
  explicit Hand(double tremor_mm, std::uint64_t seed = 7) : m_tremor(tremor_mm), m_random(seed) {}

  void lift() { m_strokes.emplace_back(); }

  void to(const At& at) {
    if (m_strokes.empty()) lift();
    m_strokes.back().push_back({micrometres(at.x + shake()), micrometres(at.y + shake()), m_time});
    m_time += kPerPointMs;
  }

  /// A stroke through corners, a point every half millimetre.
  void line(std::span<const At> corners) {
    lift();
    for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
      const At a = corners[i];
      const At b = corners[i + 1];
      const int steps = std::max(1, int(std::hypot(b.x - a.x, b.y - a.y) * 2));
      for (int step = 0; step <= steps; ++step) {
        const double t = double(step) / steps;
        to({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
      }
    }
  }

  void line(std::initializer_list<At> corners) {
    line(std::span<const At>(corners.begin(), corners.size()));
  }

  /// Written letters: loops along a line.
  void loops(At from, int count, double width, double height, double slant) {
    lift();
    const int points = count * 24;
    for (int i = 0; i <= points; ++i) {
      const double t = double(i) / points;
      const double turn = t * count * 2 * kPi;
      const double rise = height / 2 * (1 - std::cos(turn)) * (0.7 + 0.3 * std::sin(turn * 0.37));
      to({from.x + t * width + slant * rise + width / count * 0.35 * std::sin(turn),
          from.y - rise});
    }
  }

  /// Part of a circle, in turns.
  void arc(At middle, double radius, double from_turn, double to_turn) {
    lift();
    constexpr int kPoints = 40;
    for (int i = 0; i <= kPoints; ++i) {
      const double turn = (from_turn + (to_turn - from_turn) * i / kPoints) * 2 * kPi;
      to({middle.x + radius * std::cos(turn), middle.y + radius * std::sin(turn)});
    }
  }

  [[nodiscard]] std::vector<visit::Stroke> strokes() const { return m_strokes; }

 private:
  static std::int32_t micrometres(double mm) { return std::int32_t(std::lround(mm * 1000)); }

  double shake() {
    std::byte bytes[2];
    m_random.fill(bytes);
    const int raw = std::to_integer<int>(bytes[0]) * 256 + std::to_integer<int>(bytes[1]);
    return m_tremor * (double(raw) / 32767.5 - 1);
  }

  double m_tremor;
  SeededRandom m_random;
  std::vector<visit::Stroke> m_strokes;
  std::int32_t m_time = 0;
};

void initial(Hand& hand, char letter, At at, double size) {
  const double s = size;
  const auto p = [&](double x, double y) { return At{at.x + x * s, at.y + y * s}; };
  switch (letter) {
    case 'A':
      hand.line({p(0, 1), p(0.5, 0), p(1, 1)});
      hand.line({p(0.2, 0.6), p(0.8, 0.6)});
      break;
    case 'E':
      hand.line({p(1, 0), p(0, 0), p(0, 1), p(1, 1)});
      hand.line({p(0, 0.5), p(0.8, 0.5)});
      break;
    case 'H':
      hand.line({p(0, 0), p(0, 1)});
      hand.line({p(1, 0), p(1, 1)});
      hand.line({p(0, 0.5), p(1, 0.5)});
      break;
    case 'K':
      hand.line({p(0, 0), p(0, 1)});
      hand.line({p(0.9, 0), p(0, 0.5), p(0.9, 1)});
      break;
    case 'L':
      hand.line({p(0, 0), p(0, 1), p(0.7, 1)});
      break;
    case 'M':
      hand.line({p(0, 1), p(0, 0), p(0.5, 0.7), p(1, 0), p(1, 1)});
      break;
    case 'N':
      hand.line({p(0, 1), p(0, 0), p(1, 1), p(1, 0)});
      break;
    case 'O':
      hand.arc(p(0.5, 0.5), s / 2, 0.75, 1.76);
      break;
    case 'S':
      hand.arc(p(0.5, 0.27), s * 0.27, 1.0, 0.25);
      hand.arc(p(0.5, 0.8), s * 0.25, 0.75, 1.4);
      break;
    case 'V':
      hand.line({p(0, 0), p(0.5, 1), p(1, 0)});
      break;
    case 'W':
      hand.line({p(0, 0), p(0.25, 1), p(0.5, 0.3), p(0.75, 1), p(1, 0)});
      break;
    case 'X':
      hand.line({p(0, 0), p(1, 1)});
      hand.line({p(1, 0), p(0, 1)});
      break;
    case 'Z':
      hand.line({p(0, 0), p(1, 0), p(0, 1), p(1, 1)});
      break;
    default:
      break;
  }
}

}  // namespace

std::vector<Handwriting> signatures() {
  std::vector<Handwriting> all;

  // Names in running hand: short and long, upright and leaning, small and over the whole pad.
  const struct {
    const char* name;
    int loops;
    double width, height, slant;
  } names[] = {{"two loops", 2, 12, 8, 0.2},      {"three loops", 3, 25, 9, 0.4},
               {"a small name", 4, 9, 3, 0.1},    {"a usual name", 7, 60, 12, 0.3},
               {"a long name", 12, 95, 10, 0.5},  {"an upright name", 6, 50, 14, 0.0},
               {"a left hand", 6, 50, 11, -0.4},  {"a flat name", 9, 80, 4, 0.2},
               {"over the pad", 8, 110, 35, 0.1}, {"one big loop", 1, 20, 18, 0.2}};

  for (const double tremor : {0.0, 0.6}) {
    for (const auto& each : names) {
      Hand hand(tremor);
      hand.loops({10, 38}, each.loops, each.width, each.height, each.slant);
      all.push_back({std::string(each.name) + (tremor > 0 ? ", trembling" : ""), hand.strokes()});
    }
  }
  for (const char letter : std::string("AEHKLMNOSVWXZ")) {
    Hand hand(letter == 'K' || letter == 'X' ? 0.8 : 0.15);
    initial(hand, letter, {30, 15}, 12);
    all.push_back({std::string("the initial ") + letter, hand.strokes()});
  }
  for (const std::string letters : {"AL", "EMW", "KX", "NH"}) {
    Hand hand(0.3);
    double x = 20;
    for (const char letter : letters) {
      initial(hand, letter, {x, 15}, 8);
      x += 12;
    }
    all.push_back({"the initials " + letters, hand.strokes()});
  }
  {
    Hand hand(0.2);
    hand.loops({10, 30}, 5, 45, 10, 0.3);
    hand.line({{8, 36}, {62, 33}});
    all.push_back({"a name with a line below it", hand.strokes()});
  }
  {
    Hand hand(0.2);
    initial(hand, 'L', {10, 14}, 12);
    hand.loops({22, 26}, 3, 20, 5, 0.2);
    hand.line({{30, 10}, {30.2, 10.3}});
    all.push_back({"a short name with a dot", hand.strokes()});
  }
  {
    Hand hand(0.0);
    for (const double x : {10.0, 18.0, 26.0}) {
      hand.line({{x, 14}, {x, 26}});
      hand.line({{x, 20}, {x + 5, 20}});
    }
    all.push_back({"a short name of straight lines", hand.strokes()});
  }
  {
    Hand hand(1.8);
    hand.loops({10, 30}, 6, 70, 12, 0.2);
    all.push_back({"a name with a strong tremor", hand.strokes()});
  }
  {
    Hand hand(1.2);
    initial(hand, 'X', {20, 12}, 18);
    all.push_back({"an X with a strong tremor", hand.strokes()});
  }
  return all;
}

std::vector<Handwriting> doubtful_marks() {
  std::vector<Handwriting> all;
  const auto add = [&](const char* name, const Hand& hand) {
    all.push_back({name, hand.strokes()});
  };
  {
    Hand hand(0);
    hand.to({40, 20});
    add("one point", hand);
  }
  {
    Hand hand(0.3);
    for (int i = 0; i < 400; ++i) hand.to({40, 20});
    add("a finger that rested", hand);
  }
  {
    Hand hand(0.3);
    for (int i = 0; i < 200; ++i) hand.to({40, 20});
    hand.lift();
    for (int i = 0; i < 200; ++i) hand.to({44, 22});
    add("a trembling finger that rested twice", hand);
  }
  {
    Hand hand(0);
    hand.line({{40, 20}, {44, 21}});
    add("a tiny line", hand);
  }
  {
    Hand hand(0);
    hand.line({{10, 20}, {80, 24}});
    add("a straight line", hand);
  }
  {
    Hand hand(0.3);
    hand.line({{10, 20}, {80, 24}});
    add("a straight line of an unsteady hand", hand);
  }
  {
    Hand hand(0);
    hand.line({{40, 20}, {43, 21}});
    hand.line({{46, 20}, {49, 21}});
    add("two tiny lines", hand);
  }
  {
    Hand hand(0);
    hand.arc({40, 20}, 0.9, 0, 1);
    add("a very small ring", hand);
  }
  return all;
}

}  // namespace candor::support
