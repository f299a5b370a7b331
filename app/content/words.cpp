#include "content/words.h"

#include <fmt/format.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/file.h"
#include "content/json_reader.h"
#include "content/translate.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

constexpr const char* kSourceLanguage = "en";
/// A words file may set these for a language that ICU does not know, such as Haitian Creole.
constexpr const char* kDatePattern = "{month} {day}, {year}";
constexpr std::array<const char*, 12> kMonths{"January",   "February", "March",    "April",
                                              "May",       "June",     "July",     "August",
                                              "September", "October",  "November", "December"};

/// ICU 72 has no Haitian Creole, and what is stored must not follow the words files.
constexpr std::array<const char*, 12> kHaitianMonths{"janvye",  "fevriye", "mas",    "avril",
                                                     "me",      "jen",     "jiyè",   "out",
                                                     "septanm", "oktòb",   "novanm", "desanm"};

icu::UnicodeString to_icu(const std::string& text) {
  return icu::UnicodeString::fromUTF8(text);
}

std::string from_icu(const icu::UnicodeString& text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return bytes;
}

bool icu_knows(const icu::Locale& locale) {
  std::int32_t count = 0;
  const icu::Locale* known = icu::Locale::getAvailableLocales(count);
  return std::any_of(known, known + count, [&](const icu::Locale& candidate) {
    return std::string_view(candidate.getLanguage()) == locale.getLanguage();
  });
}

/// The language with the digits 0-9 and the calendar of the clinic's forms: Arabic would otherwise
/// show its own digits, Thai and Persian another year. English where ICU lacks the language: it
/// would take the machine's own one.
icu::Locale pinned(const std::string& language) {
  constexpr const char* kPins = "-u-ca-gregory-nu-latn";
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(language + kPins, status);
  if (U_SUCCESS(status) && !locale.isBogus() && icu_knows(locale)) return locale;
  status = U_ZERO_ERROR;
  return icu::Locale::forLanguageTag(std::string(kSourceLanguage) + kPins, status);
}

/// The argument names of a message, nothing when it is malformed.
std::optional<std::set<std::string>> argument_names(const std::string& message) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern pattern(to_icu(message), nullptr, status);
  if (U_FAILURE(status)) return std::nullopt;
  std::set<std::string> names;
  for (std::int32_t i = 0; i < pattern.countParts(); ++i) {
    const icu::MessagePattern::Part& part = pattern.getPart(i);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER) return std::nullopt;
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME)
      names.insert(from_icu(pattern.getSubstring(part)));
  }
  const icu::MessageFormat format(to_icu(message), pinned(kSourceLanguage), status);
  if (U_FAILURE(status)) return std::nullopt;
  return names;
}

bool may_be_added(const std::string& english) {
  return english == kDatePattern ||
         std::find(kMonths.begin(), kMonths.end(), english) != kMonths.end();
}

using Texts = std::map<std::string, std::string>;

/// The words of one entry: beside a suggestion of `candor translate` they are the object's "text".
const JsonValue& words_of_entry(const JsonMember& entry) {
  const JsonMember* text = entry.value.member("text");
  return text == nullptr ? entry.value : text->value;
}

/// Why one entry cannot be used; empty when it can.
std::string entry_problem(const JsonMember& entry, const JsonValue& words, const Texts* english) {
  if (words.type != JsonValue::Type::text) {
    return "the words must be a text, but this is " + type_name(words.type);
  }
  if (entry.name.empty() || words.text.empty()) return "the words are empty";
  if (english != nullptr && !english->contains(entry.name) && !may_be_added(entry.name)) {
    return "en.json has no words \"" + shortened(entry.name, 60) + "\"";
  }
  const auto there = argument_names(entry.name);
  const auto here = argument_names(words.text);
  if (!there || !here) return "these words are not a message: look at the braces";
  for (const std::string& name : *here) {
    if (!there->contains(name)) return "the words have {" + name + "}, the English ones have not";
  }
  for (const std::string& name : *there) {
    if (!here->contains(name)) return "the words lack {" + name + "}";
  }
  return {};
}

/// Reads one file; `english` is nullptr for en.json itself.
Result<Texts> load_file(const std::filesystem::path& path, const Texts* english) {
  const auto bytes = read_file(path, kMaxFileBytes);
  if (!bytes) return fail(bytes);
  const JsonRead read = read_json(*bytes);
  const auto at = [&](std::size_t offset) {
    const LineColumn place = line_column(*bytes, offset);
    return fmt::format("{}:{}:{}", path.string(), place.line, place.column);
  };
  if (!read.problems.empty()) {
    const JsonProblem& first = read.problems.front();
    return fail(ErrorCode::bad_format, first.what, at(first.offset), first.next);
  }
  if (read.root.type != JsonValue::Type::object) {
    return fail(ErrorCode::bad_format, "a file of words must be an object", at(0),
                "write { \"English words\": \"words\", … }");
  }
  Texts texts;
  for (const JsonMember& entry : read.root.members) {
    if (entry.name == "$schema" || entry.name == kAside) continue;
    const JsonValue& value = words_of_entry(entry);
    const bool not_yet = value.type == JsonValue::Type::text && value.text.empty();
    if (english != nullptr && english->contains(entry.name) && not_yet) continue;
    if (std::string problem = entry_problem(entry, value, english); !problem.empty()) {
      return fail(ErrorCode::bad_format, std::move(problem), at(value.offset), "correct it");
    }
    texts[entry.name] = value.text;
  }
  return texts;
}

/// The languages of lines such as "es: Dr. Rosa Diaz, 2027-01-15"; "#" begins a remark. A file that
/// is not there names none.
Result<std::set<std::string>> load_reviewed(const std::filesystem::path& path) {
  std::set<std::string> reviewed{kSourceLanguage};
  const auto bytes = read_file(path, kMaxFileBytes);
  if (!bytes && bytes.error().code == ErrorCode::not_found) return reviewed;
  if (!bytes) return fail(bytes);
  std::istringstream lines(*bytes);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(": ");
    if (colon == 0 || colon == std::string::npos || colon + 2 == line.size()) {
      return fail(ErrorCode::bad_format, "names no language and reviewer",
                  fmt::format("{}:{}", path.string(), number),
                  "write it as: es: Dr. Rosa Diaz, 2027-01-15");
    }
    reviewed.insert(line.substr(0, colon));
  }
  return reviewed;
}

/// A day or moment as ICU counts it, as if the local time were UTC.
UDate icu_date(const Date& date) {
  const std::chrono::sys_days days(std::chrono::year_month_day(
      std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
      std::chrono::day(static_cast<unsigned>(date.day))));
  return static_cast<UDate>(days.time_since_epoch().count()) * 86'400'000.0;
}

std::string formatted(std::unique_ptr<icu::DateFormat> format, UDate date) {
  if (!format) return {};
  format->setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString text;
  format->format(date, text);
  // ICU puts a narrow no-break space before AM and PM, which many fonts lack.
  text.findAndReplace(icu::UnicodeString(char16_t{0x202f}), icu::UnicodeString(u' '));
  return from_icu(text);
}

}  // namespace

Result<Words> Words::load(const std::filesystem::path& folder) {
  Words words;
  const auto english = load_file(folder / (std::string(kSourceLanguage) + ".json"), nullptr);
  if (!english) return fail(english);
  std::vector<std::filesystem::path> files;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  while (!error && entry != std::filesystem::directory_iterator()) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(".json") && !name.starts_with('.')) files.push_back(entry->path());
    entry.increment(error);
  }
  if (error) {
    return fail(ErrorCode::unreadable, "this folder cannot be read", folder.string(),
                "check its permissions");
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    const std::string tag = file.stem().string();
    if (tag == kSourceLanguage) continue;
    const auto texts = load_file(file, &*english);
    if (!texts) return fail(texts);
    words.m_words[tag] = *texts;
  }
  words.m_words[kSourceLanguage] = *english;
  auto reviewed = load_reviewed(folder / "reviewed.txt");
  if (!reviewed) return fail(reviewed);
  words.m_reviewed = *std::move(reviewed);
  return words;
}

bool Words::is_reviewed(const std::string& language) const {
  // "es-MX" is told with the words of "es".
  const std::string base = language.substr(0, language.find('-'));
  if (m_words.contains(language)) return m_reviewed.contains(language);
  return m_reviewed.contains(base);
}

std::string Words::get(const std::string& language, const std::string& english,
                       const std::vector<WordValue>& values) const {
  // "es-MX" may use the words of "es".
  const std::string* message = &english;
  std::string spoken = kSourceLanguage;
  for (const std::string& tag :
       {language, language.substr(0, language.find('-')), std::string(kSourceLanguage)}) {
    const auto texts = m_words.find(tag);
    if (texts == m_words.end()) continue;
    const auto found = texts->second.find(english);
    if (found == texts->second.end()) continue;
    message = &found->second;
    spoken = tag;
    break;
  }
  if (message->find_first_of("{'") == std::string::npos) return *message;

  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat format(to_icu(*message), pinned(spoken), status);
  CANDOR_CHECK(U_SUCCESS(status));
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> given;
  for (const WordValue& value : values) {
    names.push_back(to_icu(value.name));
    if (const auto* text = std::get_if<std::string>(&value.value)) {
      given.emplace_back(to_icu(*text));
    } else {
      given.emplace_back(static_cast<int64_t>(std::get<std::int64_t>(value.value)));
    }
  }
  icu::UnicodeString words;
  format.format(names.data(), given.data(), static_cast<std::int32_t>(given.size()), words, status);
  CANDOR_CHECK(U_SUCCESS(status));
  return from_icu(words);
}

std::string Words::date(const std::string& language, const Date& date) const {
  if (!is_real_date(date)) return {};
  const auto own = m_words.find(language);
  if (own != m_words.end() && language != kSourceLanguage && own->second.contains(kDatePattern)) {
    return get(language, kDatePattern,
               {{"month", month(language, date.month)},
                {"day", std::to_string(date.day)},
                {"year", std::to_string(date.year)}});
  }
  return long_date(language, date);
}

std::string long_date(const std::string& language, const Date& date) {
  if (!is_real_date(date)) return {};
  if (language.substr(0, language.find('-')) == "ht") {
    return fmt::format("{} {} {}", date.day,
                       kHaitianMonths[static_cast<std::size_t>(date.month - 1)], date.year);
  }
  return formatted(std::unique_ptr<icu::DateFormat>(icu::DateFormat::createDateInstance(
                       icu::DateFormat::kLong, pinned(language))),
                   icu_date(date));
}

std::string Words::time(const std::string& language, const Moment& moment) const {
  const TimeOfDay local = local_time(moment);
  return formatted(std::unique_ptr<icu::DateFormat>(icu::DateFormat::createTimeInstance(
                       icu::DateFormat::kShort, pinned(language))),
                   (local.hour * 60 + local.minute) * 60'000.0);
}

std::string Words::month(const std::string& language, int month) const {
  CANDOR_CHECK(month >= 1 && month <= 12);
  std::string english = kMonths[static_cast<std::size_t>(month - 1)];
  const auto own = m_words.find(language);
  if (own != m_words.end() && own->second.contains(english)) return own->second.at(english);
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(pinned(language), status);
  if (U_FAILURE(status)) return english;
  std::int32_t count = 0;
  const icu::UnicodeString* names =
      symbols.getMonths(count, icu::DateFormatSymbols::STANDALONE, icu::DateFormatSymbols::WIDE);
  return month <= count ? from_icu(names[month - 1]) : english;
}

Result<Translatable> texts_of_words(const std::filesystem::path& folder) {
  const auto english = load_file(folder / (std::string(kSourceLanguage) + ".json"), nullptr);
  if (!english) return fail(english);
  Translatable out;
  out.name = "candor words";
  out.source_language = kSourceLanguage;
  for (const auto& [words, same] : *english) out.texts.push_back({words, {}, {}});
  out.others.insert(kDatePattern);
  out.others.insert(kMonths.begin(), kMonths.end());
  for (const auto& [words, same] : *english) out.others.erase(words);
  return out;
}

std::string own_language_name(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  if (U_FAILURE(status) || locale.isBogus() || !icu_knows(locale)) return {};
  icu::UnicodeString name;
  locale.getDisplayName(locale, name);
  const std::int32_t first = name.moveIndex32(0, 1);
  icu::UnicodeString start(name, 0, first);
  name.replace(0, first, start.toUpper(locale));
  return from_icu(name);
}

bool Words::is_right_to_left(const std::string& language) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(language, status);
  return U_SUCCESS(status) && locale.isRightToLeft() != 0;
}

std::vector<std::string> Words::languages() const {
  std::vector<std::string> tags;
  for (const auto& [tag, texts] : m_words) tags.push_back(tag);
  return tags;
}

}  // namespace candor::content
