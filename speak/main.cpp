// SPDX-License-Identifier: GPL-3.0-or-later
// candor-speak: reads texts on standard input, writes their sound and word times on standard
// output. README.md in this folder describes both. Ends when its input ends.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "english.h"
#include "others.h"

namespace {

constexpr std::size_t kMostText = 8192;
constexpr std::size_t kMostHeader = 128;

/// A line without its end; false at the end of the input or when it is too long.
bool read_line(std::string& line) {
  line.clear();
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == '\n') return true;
    line += static_cast<char>(c);
    if (line.size() > kMostHeader) return false;
  }
  return false;
}

void put_number(std::string& bytes, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>((number >> shift) & 0xFFU);
  }
}

bool write(const std::string& bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() &&
         std::fflush(stdout) == 0;
}

bool answer(const std::string& id, const speak::Spoken& spoken) {
  if (spoken.samples.empty()) {
    return write("failed " + id + " " + (spoken.problem.empty() ? "no sound" : spoken.problem) +
                 "\n");
  }
  std::string bytes = "sound " + id + " " + std::to_string(spoken.rate) + " " +
                      std::to_string(spoken.words.size()) + " " +
                      std::to_string(spoken.samples.size()) + "\n";
  bytes.reserve(bytes.size() + spoken.words.size() * 12 + spoken.samples.size() * 2);
  for (const speak::Word& word : spoken.words) {
    put_number(bytes, word.begin);
    put_number(bytes, word.end);
    put_number(bytes, word.sample);
  }
  for (const std::int16_t sample : spoken.samples) {
    const auto two = static_cast<std::uint16_t>(sample);
    bytes += static_cast<char>(two & 0xFFU);
    bytes += static_cast<char>(two >> 8U);
  }
  return write(bytes);
}

struct Request {
  std::string id;
  std::string language;
  std::size_t length = 0;
};

/// "say ID LANGUAGE BYTES"; false when it is anything else.
bool parse(const std::string& line, Request& request) {
  char id[kMostHeader + 1];
  char language[kMostHeader + 1];
  unsigned long length = 0;
  char rest = '\0';
  if (std::sscanf(line.c_str(), "say %128s %128s %lu%c", id, language, &length, &rest) != 3) {
    return false;
  }
  request = {id, language, length};
  return length <= kMostText;
}

}  // namespace

int main() {
  if (!write("candor-speak 1\n")) return EXIT_FAILURE;
  // Each is started when it is first needed: most kiosks speak one language a visit.
  std::unique_ptr<speak::English> english;
  std::unique_ptr<speak::Others> others;
  for (std::string line; read_line(line);) {
    Request request;
    if (!parse(line, request)) {
      std::fprintf(stderr, "candor-speak: a request that is none; it ends\n");
      return EXIT_FAILURE;
    }
    std::string text(request.length, '\0');
    if (std::fread(text.data(), 1, text.size(), stdin) != text.size()) return EXIT_FAILURE;
    speak::Spoken spoken;
    if (request.language == "en" || request.language.rfind("en-", 0) == 0) {
      if (!english) english = std::make_unique<speak::English>();
      spoken = english->say(text);
    } else {
      if (!others) others = std::make_unique<speak::Others>();
      spoken = others->say(request.language, text);
    }
    if (!answer(request.id, spoken)) return EXIT_FAILURE;
  }
  return std::feof(stdin) != 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
