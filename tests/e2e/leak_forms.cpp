#include "e2e/leak_forms.h"

#include <cstdint>
#include <string_view>

namespace candor::e2e {
namespace {

/// Base64 of the words wherever they stand in a longer text: one form for each place in a group of
/// three bytes, without the signs that neighbours would change.
std::vector<std::string> base64_forms(const std::string& words) {
  constexpr std::string_view kSigns =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::string> forms;
  for (std::size_t skip = 0; skip < 3; ++skip) {
    const std::size_t first = (3 - skip) % 3;  // bytes that share a group with what stands before
    const std::size_t whole = (words.size() - first) / 3 * 3;
    std::string form;
    for (std::size_t at = first; at < first + whole; at += 3) {
      std::uint32_t group = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        group = (group << 8U) | static_cast<unsigned char>(words[at + i]);
      }
      for (const unsigned shift : {18U, 12U, 6U, 0U}) form += kSigns[(group >> shift) & 63U];
    }
    forms.push_back(form);
  }
  return forms;
}

std::string hex_form(const std::string& words, std::string_view digits) {
  std::string hex;
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

/// Each letter with zeros before and behind it.
std::string wide_form(const std::string& ascii, std::size_t before, std::size_t behind) {
  std::string form;
  for (const char c : ascii) {
    form += std::string(before, '\0');
    form += c;
    form += std::string(behind, '\0');
  }
  return form;
}

}  // namespace

std::vector<LeakForm> leak_forms(const std::string& words) {
  std::vector<LeakForm> forms{{"UTF-8", words},
                              {"UTF-16", wide_form(words, 0, 1)},
                              {"UTF-16, big end first", wide_form(words, 1, 0)},
                              {"UTF-32", wide_form(words, 0, 3)},
                              {"UTF-32, big end first", wide_form(words, 3, 0)},
                              {"hex", hex_form(words, "0123456789abcdef")},
                              {"hex in capitals", hex_form(words, "0123456789ABCDEF")}};
  for (std::string& form : base64_forms(words)) forms.push_back({"base64", std::move(form)});
  return forms;
}

}  // namespace candor::e2e
