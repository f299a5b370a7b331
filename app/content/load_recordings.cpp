// audio/<tag>/recordings.json: the words of a paragraph → the sound in the same folder that says
// them.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "content/object_reader.h"
#include "content/sound_file.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

constexpr std::size_t kMaxSoundBytes = std::size_t{8} * 1024 * 1024;
constexpr std::size_t kMaxSoundsBytes = std::size_t{64} * 1024 * 1024;  // of a pack
constexpr std::int64_t kMaxSoundMs = 180'000;

/// A link may lead out of the pack, to what nobody approved.
bool is_link(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_symlink(std::filesystem::symlink_status(path, error));
}

/// "intro.ogg": a plain name, and a kind that can be played.
bool is_sound_name(std::string_view name) {
  const bool known = name.ends_with(".ogg") || name.ends_with(".wav");
  return known && is_id(name.substr(0, name.size() - 4));
}

struct Problem {
  std::string_view rule;
  std::string what;
  std::string next;
};

class Recordings {
 public:
  Recordings(LoadState& state, std::string tag)
      : m_state(state),
        m_tag(std::move(tag)),
        m_prefix("audio/" + m_tag + "/"),
        m_folder(state.pack_folder / "audio" / m_tag) {}

  void load() {
    const std::string file = m_prefix + std::string(kRecordingsFile);
    if (is_link(m_folder / kRecordingsFile)) {
      m_state.report.add_file(m_state.pack_name + file, rule::kFile, "this is a symbolic link",
                              "put the file itself there");
      return;
    }
    std::error_code error;
    if (!std::filesystem::exists(m_folder / kRecordingsFile, error)) {
      m_state.report.add_file(m_state.pack_name + file, rule::kFile,
                              "there is no such file, so nobody knows what the sounds here say",
                              "write { \"what is said\": \"file.ogg\" } into it");
      return;
    }
    Document* document =
        read_document(m_state, m_folder / kRecordingsFile, m_state.pack_name + file);
    if (document == nullptr) return;
    add_to_digest(m_state, file, *document);
    if (document->root.type != JsonValue::Type::object) {
      m_state.report.add(
          {document, document->root.offset}, rule::kWrongType,
          "recordings must be an object, but this is " + type_name(document->root.type),
          "write { \"what is said\": \"file.ogg\", … }");
      return;
    }
    for (const JsonMember& member : document->root.members) take(*document, member);
    document->root = {};
  }

 private:
  void take(const Document& document, const JsonMember& member) {
    if (member.name == "$schema") {
      read_text(m_state, document, member.value, "\"$schema\"", Markup::line, Use::kept);
      return;
    }
    JsonValue key;
    key.type = JsonValue::Type::text;
    key.text = member.name;
    key.offset = member.offset;
    const std::string words =
        read_text(m_state, document, key, "what is said", Markup::line, Use::kept);
    const std::string name =
        read_text(m_state, document, member.value, "the recording's file", Markup::line, Use::kept);
    if (words.empty() || name.empty()) return;
    const Place place{&document, member.value.offset};
    if (const auto problem = read(words, name)) {
      m_state.report.add(place, problem->rule, problem->what, problem->next);
      return;
    }
    m_state.pack.recordings[m_tag][words] = m_prefix + name;
    m_state.places["recording " + m_tag + "\n" + words] = {&document, member.offset};
  }

  /// Why the recording cannot be played; none: it is taken.
  std::optional<Problem> read(const std::string& words, const std::string& name) {
    if (!is_sound_name(name)) {
      return Problem{rule::kFormat,
                     fmt::format("\"{}\" cannot be a recording", shortened(name, 60)),
                     "name a .ogg or .wav file of this folder, with lower-case letters, digits and "
                     "hyphens"};
    }
    if (!m_used.emplace(name, words).second) {
      return Problem{rule::kDoubled,
                     fmt::format("{} already says \"{}\"", name, shortened(m_used[name], 60)),
                     "record each paragraph in a file of its own"};
    }
    if (is_link(m_folder / name)) {
      return Problem{rule::kRecording, m_prefix + name + " is a symbolic link",
                     "put the file itself there"};
    }
    auto bytes = read_file(m_folder / name, kMaxSoundBytes);
    if (!bytes && bytes.error().code == ErrorCode::not_found) {
      const std::string next =
          suggestion(name, list_folder(m_state, m_folder, m_state.pack_name + m_prefix));
      return Problem{rule::kRecording, fmt::format("there is no file {}{}", m_prefix, name),
                     next.empty() ? "add it or correct the name" : next};
    }
    if (!bytes) {
      return Problem{rule::kRecording, m_prefix + name + " " + bytes.error().what,
                     "a recording is a file of at most 8 MiB"};
    }
    const auto length = sound_length_ms(*bytes);
    if (!length) {
      return Problem{rule::kRecording, m_prefix + name + " " + length.error().what,
                     length.error().next};
    }
    if (*length > kMaxSoundMs) {
      return Problem{rule::kLimit, m_prefix + name + " is longer than 3 minutes",
                     "record each paragraph by itself"};
    }
    m_bytes += bytes->size();
    if (m_bytes > kMaxSoundsBytes) {
      return Problem{rule::kLimit,
                     "with this one the recordings of a language have more than 64 MiB",
                     "save them as Ogg Vorbis, which is smaller"};
    }
    add_sound_to_digest(m_state, m_prefix + name, *std::move(bytes));
    return std::nullopt;
  }

  LoadState& m_state;
  std::string m_tag;
  std::string m_prefix;
  std::filesystem::path m_folder;
  std::map<std::string, std::string> m_used;  ///< file → what it says
  std::size_t m_bytes = 0;
};

}  // namespace

void load_recordings(LoadState& state) {
  const std::filesystem::path folder = state.pack_folder / "audio";
  const std::string name = state.pack_name + "audio/";
  if (is_link(folder)) {
    state.report.add_file(name, rule::kFile, "this is a symbolic link",
                          "put the folder itself there");
    return;
  }
  const std::vector<std::string> found = list_folder(state, folder, name);
  if (!state.manifest_read) return;
  for (const std::string& tag : found) {
    const bool listed = std::any_of(state.pack.languages.begin(), state.pack.languages.end(),
                                    [&](const Language& language) { return language.tag == tag; });
    std::error_code error;
    if (is_link(folder / tag) || !std::filesystem::is_directory(folder / tag, error)) {
      state.report.add_file(name + tag, rule::kFile, "only folders of languages belong here",
                            "put recordings into audio/en/ or the like, as files");
    } else if (!listed) {
      state.report.add_file(name + tag, rule::kLanguage,
                            "pack.json has no language for this folder",
                            "add the language there, or remove the folder");
    } else {
      Recordings(state, tag).load();
    }
  }
}

}  // namespace candor::content
