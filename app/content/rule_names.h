// The names of the loader's rules, as findings carry them. What each is for stands in
// rules/check.h.
#pragma once

#include <string_view>

namespace candor::content::rule {

inline constexpr std::string_view kFile = "file";
inline constexpr std::string_view kJson = "json";
inline constexpr std::string_view kUnknownProperty = "unknown-property";
inline constexpr std::string_view kMissingProperty = "missing-property";
inline constexpr std::string_view kWrongType = "wrong-type";
inline constexpr std::string_view kLimit = "limit";
inline constexpr std::string_view kPossibleWord = "possible-word";
inline constexpr std::string_view kId = "id";
inline constexpr std::string_view kFormat = "format";
inline constexpr std::string_view kTextForm = "text-form";
inline constexpr std::string_view kMarkup = "markup";
inline constexpr std::string_view kPlaceholder = "placeholder";
inline constexpr std::string_view kDoubled = "doubled";
inline constexpr std::string_view kDangling = "dangling";
inline constexpr std::string_view kUnsourced = "unsourced";
inline constexpr std::string_view kMixedGroups = "mixed-groups";
inline constexpr std::string_view kPicture = "picture";
inline constexpr std::string_view kOptions = "options";
inline constexpr std::string_view kPreticked = "pre-ticked";
inline constexpr std::string_view kClinicValue = "clinic-value";
inline constexpr std::string_view kSignerMissing = "signer-missing";
inline constexpr std::string_view kWalk = "walk";
inline constexpr std::string_view kUnusedPage = "unused-page";
inline constexpr std::string_view kLanguage = "language";
inline constexpr std::string_view kTranslationMissing = "translation-missing";
inline constexpr std::string_view kTranslationUnused = "translation-unused";
inline constexpr std::string_view kTranslationPlaceholders = "translation-placeholders";
inline constexpr std::string_view kRecording = "recording";

}  // namespace candor::content::rule
