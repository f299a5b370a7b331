// Vietnamese as it is typed: letters first, then the tone of the syllable.
#pragma once

#include <string>

namespace candor::present {

/// The text with a tone ("acute", "grave", "hook", "tilde", "dot") on the vowel of its last
/// syllable that carries it, in one precomposed character (NFC). Another tone there is replaced,
/// the same one taken off. A last word without a vowel stays as it is.
[[nodiscard]] std::string with_tone(const std::string& text, const std::string& tone);

}  // namespace candor::present
