// Looking for words in the memory of the process itself.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"

namespace candor::crypto_tests {

/// Whether bytes that are `masked` XOR 0x5a lie among these. From one of their first letters to the
/// next by the library's own quick search: there are hundreds of millions of bytes.
inline bool has_masked(const char* bytes, std::size_t size, const std::string& masked) {
  const auto same = [](char found, char hidden) {
    return (static_cast<unsigned char>(found) ^ 0x5a) == static_cast<unsigned char>(hidden);
  };
  const int first = static_cast<unsigned char>(masked.front()) ^ 0x5a;
  const char* const end = bytes + size;
  while (end - bytes >= static_cast<std::ptrdiff_t>(masked.size())) {
    const void* const at =
        std::memchr(bytes, first, static_cast<std::size_t>(end - bytes) - masked.size() + 1);
    if (at == nullptr) return false;
    bytes = static_cast<const char*>(at);
    if (std::equal(masked.begin(), masked.end(), bytes,
                   [&same](char hidden, char found) { return same(found, hidden); })) {
      return true;
    }
    ++bytes;
  }
  return false;
}

/// Whether bytes that are `masked` XOR 0x5a lie anywhere in this process's writable memory. The
/// mask keeps the search itself from being what is found.
inline bool is_in_memory(const std::string& masked) {
  std::ifstream maps("/proc/self/maps");
  std::ifstream memory("/proc/self/mem", std::ios::binary);
  std::vector<char> chunk(1U << 20);  // also searched, but it holds only what another place held
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char access[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, access) != 3) continue;
    if (access[0] != 'r' || access[1] != 'w' || end - begin > (1UL << 30)) continue;
    for (unsigned long at = begin; at < end; at += chunk.size() - masked.size()) {
      const auto wanted = std::min<unsigned long>(chunk.size(), end - at);
      memory.clear();
      memory.seekg(static_cast<std::streamoff>(at));
      memory.read(chunk.data(), static_cast<std::streamsize>(wanted));
      const auto got = static_cast<std::size_t>(std::max<std::streamsize>(0, memory.gcount()));
      const auto stop = chunk.begin() + static_cast<std::ptrdiff_t>(got);
      const bool found = has_masked(chunk.data(), got, masked);
      std::fill(chunk.begin(), stop, '\0');
      if (found) return true;
      if (got < wanted || wanted < chunk.size()) break;
    }
  }
  return false;
}

inline std::string unmasked(const std::string& masked) {
  std::string text = masked;
  for (char& c : text) c = static_cast<char>(static_cast<unsigned char>(c) ^ 0x5a);
  return text;
}

/// Random bytes: what may lie in memory, while the words that they mask may not.
inline std::string hidden_words(std::size_t size) {
  std::string hidden(size, '\0');
  SystemRandom random;
  random.fill(std::as_writable_bytes(std::span(hidden)));
  return hidden;
}

/// Adds the words to a text that has room for them, without a further copy anywhere.
inline void append_unmasked(std::string& text, std::string_view hidden) {
  for (const char c : hidden) text += static_cast<char>(static_cast<unsigned char>(c) ^ 0x5a);
}

/// Whether these are the words, found out without a copy of them.
inline bool is_unmasked(std::string_view text, const std::string& hidden) {
  return std::equal(text.begin(), text.end(), hidden.begin(), hidden.end(), [](char a, char b) {
    return (static_cast<unsigned char>(a) ^ 0x5a) == static_cast<unsigned char>(b);
  });
}

}  // namespace candor::crypto_tests
