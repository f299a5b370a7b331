#include "commands/translate.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "commands/check.h"
#include "content/load.h"
#include "content/translate.h"
#include "content/translation_po.h"
#include "content/words.h"
#include "kiosk/config.h"
#include "text/text.h"

namespace candor::commands {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostBytes = 1U << 20U;  // of a file of a pack
constexpr std::size_t kMostPoBytes = 8U << 20U;

void print(const std::vector<content::Finding>& findings) {
  for (const content::Finding& finding : findings) {
    fmt::print(stderr, "{}\n", to_string(finding));
  }
}

/// The kiosk's own words lie in a folder with en.json; whatever else is there is meant as a pack.
bool is_words_folder(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "en.json", error) && !fs::exists(folder / "pack.json", error);
}

/// A file that people share: others may read it as they may read the one beside it.
Result<void> write_shared_file(const fs::path& file, const fs::path& beside,
                               const std::string& bytes) {
  std::error_code error;
  auto permissions = fs::status(file, error).permissions();
  if (error || !fs::exists(file, error)) permissions = fs::status(beside, error).permissions();
  if (auto written = write_file_atomic(file, bytes); !written) return written;
  fs::permissions(file, permissions, error);
  if (!error) return {};
  return fail(ErrorCode::unwritable, "its permissions cannot be set (" + error.message() + ")",
              file.string(), "set them as those of the other files");
}

/// What one run works on: a pack's translation, or the kiosk's own words.
struct Work {
  bool is_pack = true;
  fs::path folder;
  fs::path file;    ///< of the translation
  fs::path beside;  ///< a file whose permissions a new one takes
  std::string language;
  content::Translatable wanted;
  content::TranslationFile before;
  std::string bytes;  ///< of the file; empty: there is none yet
  std::vector<content::Translated> elsewhere;
};

/// The file of translations as it stands; an empty one where there is none.
Result<content::TranslationFile> read_translations(const fs::path& file, std::string& bytes) {
  auto read = read_file(file, kMostBytes);
  if (!read) {
    if (read.error().code == ErrorCode::not_found) return content::TranslationFile{};
    return fail(read);
  }
  bytes = std::move(*read);
  return content::read_translation_file(bytes, file.string());
}

/// Translations into the same language in the other packs of the folder: packs share pages.
std::vector<content::Translated> translated_elsewhere(const fs::path& pack,
                                                      const std::string& language) {
  std::vector<content::Translated> elsewhere;
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(pack, error);
  const auto packs = content::find_packs(whole.parent_path());
  if (error || !packs) return elsewhere;
  for (const fs::path& other : *packs) {
    if (other.filename() == whole.filename()) continue;
    std::string bytes;
    const auto file = read_translations(other / "translations" / (language + ".json"), bytes);
    if (!file) continue;  // its own check says why
    for (const content::TranslationEntry& entry : file->entries) {
      if (!entry.text.empty()) elsewhere.push_back({entry.source, entry.text});
    }
  }
  return elsewhere;
}

Result<void> write_if_changed(const Work& work, const content::TranslationFile& file) {
  // A second run changes no byte, also of a file that somebody laid out by hand.
  if (!work.bytes.empty() && file == work.before) return {};
  const std::string bytes = content::write_translation_file(file);
  if (bytes.size() > kMostBytes) {
    return fail(ErrorCode::too_large, "it would be larger than 1 MiB", work.file.string(),
                "--forget throws away what is kept aside");
  }
  if (const fs::path folder = work.file.parent_path(); !fs::exists(folder)) {
    if (auto made = make_folder(folder); !made) return made;
    std::error_code error;
    fs::permissions(folder, fs::status(folder.parent_path(), error).permissions(), error);
  }
  return write_shared_file(work.file, work.beside, bytes);
}

std::string now_for_po() {
  const Moment now = SystemClock().now();
  const Date day = local_date(now);
  const TimeOfDay time = local_time(now);
  const int offset = now.offset_minutes;
  return fmt::format("{} {:02}:{:02}{}{:02}{:02}", iso_date(day), time.hour, time.minute,
                     offset < 0 ? '-' : '+', std::abs(offset) / 60, std::abs(offset) % 60);
}

/// The other bytes of pack.json stay as they are.
Result<void> add_language(const fs::path& pack_json, const std::string& tag,
                          const std::string& name) {
  const auto bytes = read_file(pack_json, kMostBytes);
  if (!bytes) return fail(bytes);
  const auto with = content::with_language(*bytes, tag, name);
  if (!with) return fail(with);
  return write_shared_file(pack_json, pack_json, *with);
}

void say_how_far(const Work& work, const content::BroughtUp& brought) {
  std::string line = fmt::format("{}: {} texts, {} not translated yet", work.file.string(),
                                 brought.texts, brought.empty);
  if (brought.suggested > 0) line += fmt::format(" ({} with a suggestion)", brought.suggested);
  if (brought.added > 0) line += fmt::format("; {} new", brought.added);
  if (brought.set_aside > 0) {
    line += fmt::format("; {} put aside, their source text is gone", brought.set_aside);
  }
  if (brought.restored > 0) {
    line += fmt::format("; {} back from aside, with their source text", brought.restored);
  }
  if (const auto aside = brought.file.aside.size(); aside > 0) {
    line += fmt::format("; {} kept aside", aside);
  }
  fmt::print("{}\n", line);
}

/// What `candor check` says about the translation. False when one of it is an error.
bool say_check(const Work& work) {
  if (!work.is_pack) {
    const auto words = content::Words::load(work.folder);
    if (!words) report(words.error());
    return words.has_value();
  }
  const auto fonts = text::Fonts::open(kiosk::share_folder() / "assets" / "fonts" / "fonts.conf");
  if (!fonts) {
    report(fonts.error());
    return true;
  }
  const auto checked = check_with(*fonts, work.folder, local_date(SystemClock().now()));
  bool sound = true;
  const std::string own = "translations/" + work.language + ".json";
  for (const content::Finding& finding : checked.findings) {
    if (!finding.file.ends_with(own)) continue;
    sound = sound && finding.severity != content::Severity::error;
    fmt::print(stderr, "{}\n", to_string(finding));
  }
  return sound;
}

}  // namespace

TranslateCommand::TranslateCommand(CLI::App& app)
    : m_command(app.add_subcommand(
          "translate", "Bring a translation up to date, or take it to or from a translator")) {
  m_command->add_option("PACK", m_folder, "The pack's folder; or the folder of the kiosk's words")
      ->required();
  m_command->add_option("LANG", m_language,
                        "The language's tag: es, zh-Hans; without one, all that the pack has");
  m_command
      ->add_option("--name", m_name, "A new language's name in itself (default: as ICU has it)")
      ->type_name("NAME");
  CLI::Option* to =
      m_command
          ->add_option("--export", m_export, "Also write it as a PO file, for translators' tools")
          ->type_name("FILE");
  m_command
      ->add_option("--import", m_import,
                   "Take the translations of a PO file; those marked fuzzy "
                   "are suggestions and are not taken")
      ->type_name("FILE")
      ->excludes(to);
  m_command->add_flag("--forget", m_forget, "Throw away what is kept aside");
}

Exit TranslateCommand::run() const {
  if (!m_language.empty()) return run_language(m_language);
  if (!m_export.empty() || !m_import.empty() || !m_name.empty()) {
    report({ErrorCode::bad_value, "no language is named", "LANG", "name one: es, zh-Hans"});
    return Exit::wrong_usage;
  }
  std::error_code error;
  std::vector<std::string> languages;
  if (is_words_folder(m_folder)) {
    for (fs::directory_iterator file(m_folder, error), end; !error && file != end;
         file.increment(error)) {
      const fs::path& name = file->path();
      if (name.extension() == ".json" && name.stem() != "en") languages.push_back(name.stem());
    }
    std::sort(languages.begin(), languages.end());
  } else {
    const content::PackTexts read = content::texts_of_pack(m_folder);
    // A folder that is not there, or a pack with mistakes: told as for any language.
    if (!read.findings.empty()) return run_language("und");
    languages.assign(read.texts.languages.begin() + 1, read.texts.languages.end());
  }
  if (languages.empty()) {
    fmt::print("{}: there are no translations; name a language to begin one\n", m_folder);
  }
  Exit exit = Exit::done;
  for (const std::string& language : languages) exit = std::max(exit, run_language(language));
  return exit;
}

Exit TranslateCommand::run_language(const std::string& language) const {
  if (!content::is_language_tag(language)) {
    report({ErrorCode::bad_value, "is not a language tag", language,
            "write a tag such as fr, es or zh-Hans"});
    return Exit::wrong_usage;
  }
  Work work;
  work.folder = m_folder;
  work.language = language;
  std::error_code error;
  if (!fs::is_directory(work.folder, error)) {
    return could_not({ErrorCode::not_found, "there is no such folder", m_folder,
                      "give the folder of a pack, the one with pack.json in it"});
  }
  work.is_pack = !is_words_folder(work.folder);
  if (work.is_pack) {
    content::PackTexts read = content::texts_of_pack(work.folder);
    if (!read.findings.empty()) {
      print(read.findings);
      fmt::print(stderr, "{}: correct these first, then its texts can be translated\n", m_folder);
      return Exit::found;
    }
    work.wanted = std::move(read.texts);
    work.file = work.folder / "translations" / (language + ".json");
    work.beside = work.folder / "pack.json";
    work.elsewhere = translated_elsewhere(work.folder, language);
  } else {
    auto read = content::texts_of_words(work.folder);
    if (!read) return could_not(read.error());
    work.wanted = std::move(*read);
    work.file = work.folder / (language + ".json");
    work.beside = work.folder / "en.json";
  }
  if (language == work.wanted.source_language) {
    report({ErrorCode::bad_value, "the texts are written in this language", language,
            "name the language to translate into"});
    return Exit::wrong_usage;
  }
  const auto& known = work.wanted.languages;
  const bool is_new =
      work.is_pack && std::find(known.begin(), known.end(), language) == known.end();
  const std::string name = m_name.empty() ? content::own_language_name(language) : m_name;
  if (is_new && name.empty()) {
    report({ErrorCode::bad_value, "the name of this language is not known", language,
            "give it as its readers write it: --name \"Kreyòl ayisyen\""});
    return Exit::wrong_usage;
  }
  std::string po;
  if (!m_import.empty()) {
    auto bytes = read_file(m_import, kMostPoBytes);
    if (!bytes) return could_not(bytes.error());
    po = std::move(*bytes);
  }
  if (!m_export.empty() && fs::exists(fs::symlink_status(m_export, error))) {
    return could_not({ErrorCode::conflict, "there is such a file already", m_export,
                      "take what is in it with --import first, or give another name"});
  }

  const auto before = read_translations(work.file, work.bytes);
  if (!before) {
    const bool damaged = before.error().code == ErrorCode::bad_format;
    report(before.error());
    return damaged ? Exit::found : Exit::could_not;
  }
  work.before = *before;
  content::TranslationFile start = *before;
  if (work.bytes.empty() && work.is_pack) start.schema = "../../schema/translation.json";
  content::BroughtUp brought = content::bring_up_to_date(work.wanted, start, work.elsewhere);
  if (!m_import.empty()) {
    const content::Imported imported =
        content::from_po(po, m_import, language, work.wanted, brought.file);
    print(imported.findings);
    if (!imported.findings.empty()) {
      fmt::print(stderr, "{}: nothing was taken; correct it and import it again\n", m_import);
      return Exit::found;
    }
    print(imported.notes);
    brought = content::bring_up_to_date(work.wanted, imported.file, work.elsewhere);
    fmt::print("{}: {} texts taken, {} translations changed, {} fuzzy ones not taken\n", m_import,
               imported.taken, imported.changed, imported.fuzzy);
  }
  if (m_forget && !brought.file.aside.empty()) {
    fmt::print("{} texts that were kept aside are thrown away\n", brought.file.aside.size());
    brought.file.aside.clear();
    for (content::TranslationEntry& entry : brought.file.entries) entry.near = {};
    brought = content::bring_up_to_date(work.wanted, brought.file, work.elsewhere);
  }
  if (const auto written = write_if_changed(work, brought.file); !written) {
    return could_not(written.error());
  }
  if (is_new) {
    if (const auto added = add_language(work.beside, language, name); !added) {
      return could_not(added.error());
    }
    fmt::print("{}: {} ({}) is a draft of it now\n", work.beside.string(), name, language);
  }
  say_how_far(work, brought);
  if (!m_export.empty()) {
    const std::string bytes = content::to_po(work.wanted, brought.file, language, now_for_po());
    if (const auto written = write_new_file(m_export, bytes); !written) {
      return could_not(written.error());
    }
    fmt::print("{}: written for translators\n", m_export);
  }
  if (m_import.empty()) return Exit::done;
  return say_check(work) ? Exit::done : Exit::found;
}

}  // namespace candor::commands
