#include "text/pieces.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace candor::text {
namespace {

constexpr std::size_t kLongestLine = 100;  // bytes; longer ones are broken, or rare
constexpr std::size_t kLongest = 2 * kLongestLine;

enum class Kind { digits, spaces, letters };

Kind kind_of(char letter) {
  if (letter == ' ') return Kind::spaces;
  return letter >= '0' && letter <= '9' ? Kind::digits : Kind::letters;
}

/// Signs that are not to be seen, but for the end of a line.
bool is_control(gunichar letter) {
  return (letter < 0x20 && letter != '\n') || (letter >= 0x7F && letter < 0xA0) || letter == 0xAD;
}

}  // namespace

bool is_piecewise(std::string_view text) {
  if (text.size() > kLongest || !is_drawable(text) || !is_plain_latin(text)) return false;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end; at = g_utf8_next_char(at)) {
    if (is_control(g_utf8_get_char(at))) return false;
  }
  std::size_t pieces = 0;
  for (const std::string_view line : lines_of(text)) {
    if (line.empty() || line.size() > kLongestLine) return false;
    pieces += pieces_of(line, Digits::together).size();
  }
  return pieces > 1;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  lines.push_back(text);
  return lines;
}

std::vector<std::string_view> pieces_of(std::string_view line, Digits digits) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t at = 1; at <= line.size(); ++at) {
    const Kind kind = kind_of(line[begin]);
    const bool grows = kind != Kind::digits || digits == Digits::together;
    if (grows && at < line.size() && kind_of(line[at]) == kind) continue;
    pieces.push_back(line.substr(begin, at - begin));
    begin = at;
  }
  return pieces;
}

Placed place_lines(const Placed& first, const std::vector<double>& lengths,
                   const Paragraph& paragraph, double max_width) {
  CANDOR_CHECK(first.lines.size() == 1);
  const Side side = side_of(paragraph.align, false);
  const double longest = *std::max_element(lengths.begin(), lengths.end());
  Placed placed;
  placed.width =
      max_width > 0.0 && side != Side::left ? std::max(longest, std::floor(max_width)) : longest;
  for (const double length : lengths) {
    const double down =
        static_cast<double>(placed.lines.size()) * paragraph.line_height * paragraph.size;
    const double room = placed.width - length;
    PlacedLine line;
    line.x = side == Side::left ? 0.0 : side == Side::middle ? room / 2.0 : room;
    line.baseline = first.lines.front().baseline + down;
    line.top = placed.height;
    line.bottom = placed.height = first.lines.front().bottom + down;
    placed.lines.push_back(line);
  }
  return placed;
}

}  // namespace candor::text
