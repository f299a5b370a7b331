#include "content/sound_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace candor::content {
namespace {

constexpr std::uint32_t kLeastRate = 8'000;
constexpr std::uint32_t kMostRate = 48'000;

/// A number in little-endian bytes; the caller has looked that they are there.
template <typename Number>
Number number_at(std::string_view bytes, std::size_t at) {
  Number number = 0;
  for (std::size_t i = sizeof(Number); i-- > 0;) {
    number = static_cast<Number>(number << 8U) |
             static_cast<Number>(static_cast<unsigned char>(bytes[at + i]));
  }
  return number;
}

tl::unexpected<Error> no_sound(std::string what, std::string next) {
  return fail(ErrorCode::bad_format, std::move(what), {}, std::move(next));
}

Result<std::int64_t> length_of(std::uint32_t channels, std::uint32_t rate, std::uint64_t frames) {
  if (channels < 1 || channels > 2) {
    return no_sound("has " + std::to_string(channels) + " channels", "save it with one (mono)");
  }
  if (rate < kLeastRate || rate > kMostRate) {
    return no_sound("has " + std::to_string(rate) + " samples a second",
                    "save it with 8000 to 48000, best 22050");
  }
  // More than a day is as good as a day, and fits into the product.
  constexpr std::uint64_t kMostFrames = std::uint64_t{kMostRate} * 60 * 60 * 24;
  const std::uint64_t ms = std::min(frames, kMostFrames) * 1000 / rate;
  if (ms == 0) return no_sound("has no sound in it", "record it again");
  return static_cast<std::int64_t>(ms);
}

Result<std::int64_t> wav_length_ms(std::string_view bytes) {
  constexpr std::size_t kChunkHead = 8;

  struct Form {
    std::uint32_t channels = 0;
    std::uint32_t rate = 0;
  };

  std::optional<Form> form;
  std::size_t at = 12;
  while (bytes.size() - at >= kChunkHead) {
    const std::string_view name = bytes.substr(at, 4);
    const std::size_t size = number_at<std::uint32_t>(bytes, at + 4);
    at += kChunkHead;
    if (size > bytes.size() - at) return no_sound("is cut short", "copy it again");
    if (name == "fmt ") {
      constexpr std::uint32_t kPcm = 1;
      if (size < 16 || number_at<std::uint16_t>(bytes, at) != kPcm ||
          number_at<std::uint16_t>(bytes, at + 14) != 16) {
        return no_sound("is a WAV file, but not one of plain 16-bit samples",
                        "save it as WAV, signed 16-bit PCM, or as Ogg Vorbis");
      }
      form = Form{number_at<std::uint16_t>(bytes, at + 2), number_at<std::uint32_t>(bytes, at + 4)};
    } else if (name == "data") {
      if (!form) return no_sound("does not say how its samples are to be read", "save it again");
      const std::size_t frame = std::size_t{2} * (form->channels == 0 ? 1 : form->channels);
      return length_of(form->channels, form->rate, size / frame);
    }
    at += size;
    if (size % 2 == 1 && at < bytes.size()) ++at;
  }
  return no_sound("has no sound in it", "record it again");
}

/// For the checksum of Ogg: CRC-32 with the polynomial 04C11DB7, not mirrored, from 0.
constexpr std::array<std::uint32_t, 256> make_checksum_table() {
  constexpr std::uint32_t kPolynomial = 0x04C11DB7U;
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t sum = i << 24U;
    for (int bit = 0; bit < 8; ++bit) {
      sum = (sum & 0x80000000U) != 0U ? (sum << 1U) ^ kPolynomial : sum << 1U;
    }
    table.at(i) = sum;
  }
  return table;
}

constexpr auto kChecksumTable = make_checksum_table();

std::uint32_t ogg_checksum(std::string_view page) {
  constexpr std::size_t kOwnPlace = 22;  // counted as zero
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const bool own = i >= kOwnPlace && i < kOwnPlace + 4;
    const std::uint32_t byte = own ? 0U : static_cast<unsigned char>(page[i]);
    sum = (sum << 8U) ^ kChecksumTable.at((sum >> 24U) ^ byte);
  }
  return sum;
}

Result<std::int64_t> ogg_length_ms(std::string_view bytes) {
  constexpr std::size_t kHead = 27;
  constexpr std::uint64_t kNoPosition = ~std::uint64_t{0};
  const auto damaged = [] { return no_sound("is damaged or cut short", "copy or save it again"); };
  std::uint32_t channels = 0;
  std::uint32_t rate = 0;
  std::uint32_t stream = 0;
  std::uint64_t frames = 0;
  bool ended = false;
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes.size() - at < kHead || bytes.substr(at, 5) != std::string_view("OggS\0", 5)) {
      return damaged();
    }
    const std::size_t segments = static_cast<unsigned char>(bytes[at + 26]);
    if (bytes.size() - at < kHead + segments) return damaged();
    std::size_t body = 0;
    for (std::size_t i = 0; i < segments; ++i) {
      body += static_cast<unsigned char>(bytes[at + kHead + i]);
    }
    const std::size_t size = kHead + segments + body;
    if (bytes.size() - at < size || ended) return damaged();
    const std::string_view page = bytes.substr(at, size);
    if (ogg_checksum(page) != number_at<std::uint32_t>(page, 22)) return damaged();
    if (at == 0) {
      // The first page holds Vorbis' first header and nothing else.
      const std::string_view packet = page.substr(kHead + segments);
      if (packet.size() != 30 || packet.substr(0, 7) != "\x01vorbis") {
        return no_sound("is an Ogg file, but not one of Vorbis", "save it as Ogg Vorbis");
      }
      channels = static_cast<unsigned char>(packet[11]);
      rate = number_at<std::uint32_t>(packet, 12);
      stream = number_at<std::uint32_t>(page, 14);
    } else if (number_at<std::uint32_t>(page, 14) != stream) {
      return no_sound("has more than one sound in it", "save it as one");
    }
    constexpr unsigned kLastPage = 4;
    ended = (static_cast<unsigned char>(page[5]) & kLastPage) != 0U;
    const std::uint64_t position = number_at<std::uint64_t>(page, 6);
    if (position != kNoPosition) frames = position;
    at += size;
  }
  if (!ended) return damaged();
  return length_of(channels, rate, frames);
}

}  // namespace

Result<std::int64_t> sound_length_ms(std::string_view bytes) {
  if (bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WAVE") {
    return wav_length_ms(bytes);
  }
  if (bytes.starts_with("OggS")) return ogg_length_ms(bytes);
  return no_sound("is not a WAV or Ogg Vorbis sound", "save it as one of them");
}

}  // namespace candor::content
