#include "content/translate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>

#include "base/file.h"
#include "content/json_reader.h"
#include "content/load_state.h"

namespace candor::content {
namespace {

constexpr std::size_t kMostNotes = 8;
/// From 0 (nothing alike) to 1 (the same): below this a suggestion would be a riddle.
constexpr double kNear = 0.45;

/// What a text is made of: every three bytes that follow each other, sorted. Works in all scripts.
using Pieces = std::vector<std::uint32_t>;

Pieces pieces_of(const std::string& text) {
  Pieces pieces;
  std::uint32_t last = 0;
  for (const char c : " " + text + " ") {
    last = ((last << 8U) | static_cast<unsigned char>(c)) & 0xffffffU;
    pieces.push_back(last);
  }
  std::sort(pieces.begin(), pieces.end());
  return pieces;
}

/// Twice what two texts share, by what both have (Dice).
double likeness(const Pieces& a, const Pieces& b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) {
      ++shared;
      ++i;
      ++j;
    } else if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

class Suggestions {
 public:
  void add(const Translated& translated) {
    m_pieces.push_back(pieces_of(translated.was));
    m_all.push_back(&translated);
  }

  /// The most similar one, the earliest of equals.
  [[nodiscard]] Translated nearest(const std::string& source) const {
    const Pieces wanted = pieces_of(source);
    const Translated* best = nullptr;
    double most = kNear;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
      const double like = likeness(wanted, m_pieces[i]);
      if (like <= most) continue;
      most = like;
      best = m_all[i];
    }
    return best == nullptr ? Translated{} : *best;
  }

 private:
  std::vector<Pieces> m_pieces;
  std::vector<const Translated*> m_all;
};

/// Gathers texts once each, with all places where they stand.
class Gathering {
 public:
  explicit Gathering(Translatable& out) : m_out(out) {}

  void add(const PatientText& text) {
    const auto [found, is_new] = m_index.try_emplace(text.text, m_out.texts.size());
    if (is_new) m_out.texts.push_back({text.text, {}, {}});
    TextToTranslate& entry = m_out.texts[found->second];
    std::string note;
    if (!text.page.empty()) note = "page " + text.page;
    if (!text.block.empty()) note += ", block " + text.block;
    if (!text.property.empty()) note += (note.empty() ? "" : ": ") + text.property;
    put(entry.notes, std::move(note));
    const Document& document = *text.place.document;
    const int line = line_column(document.bytes, text.place.offset).line;
    put(entry.places, fmt::format("{}:{}", document.key, line));
  }

 private:
  static void put(std::vector<std::string>& list, std::string item) {
    if (item.empty() || list.size() >= kMostNotes) return;
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
  }

  Translatable& m_out;
  std::map<std::string, std::size_t> m_index;
};

/// Pages in the order in which patients come to them, without repetitions.
std::vector<std::string> pages_in_order(const Pack& pack) {
  std::vector<std::string> order;
  const auto put = [&order](const std::vector<std::string>& pages) {
    for (const std::string& page : pages) {
      if (std::find(order.begin(), order.end(), page) == order.end()) order.push_back(page);
    }
  };
  for (const Walk& walk : pack.walks) put(walk.pages);
  put(pack.take_home);
  return order;
}

/// Behind the end of the value that begins at `offset` in sound JSON.
std::size_t end_of_value(std::string_view bytes, std::size_t offset) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = offset; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return i + 1;
    }
  }
  return bytes.size();
}

}  // namespace

PackTexts texts_of_pack(const std::filesystem::path& folder) {
  PackTexts read;
  LoadState state = start_loading(folder);
  std::error_code error;
  if (!std::filesystem::is_directory(state.pack_folder, error)) {
    read.findings.push_back({state.pack_folder.string(), 0, 0, "there is no such folder",
                             "name the folder of a pack, such as content/my-pack", Severity::error,
                             std::string(rule::kFile)});
    return read;
  }
  load_clinic(state);
  load_manifest(state);
  load_sources(state);
  load_pages(state);
  load_images(state);
  check_references(state);
  read.findings = state.report.take();
  if (!read.findings.empty()) return read;

  Translatable& out = read.texts;
  out.name = state.pack.id + " " + state.pack.version;
  out.source_language = state.pack.languages.front().tag;
  for (const Language& language : state.pack.languages) out.languages.push_back(language.tag);
  Gathering gathering(out);
  const auto gather = [&](const auto& belongs) {
    for (const PatientText& text : state.texts) {
      if (text.must_be_translated && belongs(text)) gathering.add(text);
    }
  };
  gather([](const PatientText& text) {
    return text.page.empty() && text.place.document->key == "pack.json";
  });
  for (const std::string& page : pages_in_order(state.pack)) {
    gather([&page](const PatientText& text) { return text.page == page; });
  }
  gather([](const PatientText&) { return true; });
  for (const PatientText& text : state.texts) {
    if (!text.must_be_translated) out.others.insert(text.text);
  }
  for (const TextToTranslate& text : out.texts) out.others.erase(text.source);
  return read;
}

BroughtUp bring_up_to_date(const Translatable& wanted, const TranslationFile& file,
                           const std::vector<Translated>& elsewhere) {
  std::map<std::string, std::size_t> place;  // in the order of the pages
  for (std::size_t i = 0; i < wanted.texts.size(); ++i) place[wanted.texts[i].source] = i;

  BroughtUp brought;
  TranslationFile& out = brought.file;
  out.schema = file.schema;
  out.aside = file.aside;
  const auto keep = [&out](const Translated& kept) {
    if (std::find(out.aside.begin(), out.aside.end(), kept) == out.aside.end()) {
      out.aside.push_back(kept);
      return true;
    }
    return false;
  };
  std::set<std::string> there;
  for (const TranslationEntry& entry : file.entries) {
    const bool is_wanted = place.contains(entry.source);
    if (is_wanted || (wanted.others.contains(entry.source) && !entry.text.empty())) {
      there.insert(entry.source);
      out.entries.push_back({entry.source, entry.text, {}});
      // Somebody's suggestion for this very text: kept aside, it would become its translation.
      const bool own = entry.text.empty() && entry.near.was == entry.source;
      if (own) out.entries.back().near = entry.near;
      if (own) continue;
    } else if (!entry.text.empty()) {
      keep({entry.source, entry.text});
      ++brought.set_aside;
    }
    // A suggestion is worked out anew below; somebody may have written one by hand.
    const bool known = entry.near.was.empty() ||
                       std::find(elsewhere.begin(), elsewhere.end(), entry.near) != elsewhere.end();
    if (!known) keep(entry.near);
  }

  // New texts: behind the nearest text before them that stands already.
  for (std::size_t i = 0; i < wanted.texts.size(); ++i) {
    const std::string& source = wanted.texts[i].source;
    if (!there.insert(source).second) continue;
    auto at = out.entries.begin();
    for (std::size_t before = i; before-- > 0;) {
      const auto found = std::find_if(
          out.entries.begin(), out.entries.end(),
          [&](const TranslationEntry& each) { return each.source == wanted.texts[before].source; });
      if (found == out.entries.end()) continue;
      at = found + 1;
      break;
    }
    out.entries.insert(at, {source, {}, {}});
    ++brought.added;
  }

  // A text that came back brings its translation with it, the last one that was kept.
  for (TranslationEntry& entry : out.entries) {
    if (!entry.text.empty()) continue;
    const auto kept =
        std::find_if(out.aside.rbegin(), out.aside.rend(),
                     [&](const Translated& each) { return each.was == entry.source; });
    if (kept == out.aside.rend()) continue;
    entry.text = kept->said;
    out.aside.erase(std::next(kept).base());
    ++brought.restored;
  }

  Suggestions suggestions;
  for (const Translated& kept : out.aside) suggestions.add(kept);
  for (const Translated& other : elsewhere) suggestions.add(other);
  for (TranslationEntry& entry : out.entries) {
    if (place.contains(entry.source)) ++brought.texts;
    if (!entry.text.empty()) continue;
    ++brought.empty;
    const Translated nearest = suggestions.nearest(entry.source);
    if (entry.near.was.empty() || nearest.was == entry.source) entry.near = nearest;
    if (!entry.near.was.empty()) ++brought.suggested;
  }
  return brought;
}

Result<std::string> with_language(const std::string& pack_json, const std::string& tag,
                                  const std::string& name) {
  const JsonRead read = read_json(pack_json);
  const JsonMember* languages = read.root.member("languages");
  if (!read.complete || languages == nullptr || languages->value.items.empty()) {
    return fail(ErrorCode::bad_format, "there is no list \"languages\"", "pack.json",
                "add the language by hand");
  }
  const std::size_t begin = languages->value.items.back().offset;
  const std::size_t end = end_of_value(pack_json, begin);
  const std::size_t line = pack_json.find_last_of('\n', begin);
  const std::string before = line == std::string::npos ? "x" : pack_json.substr(line, begin - line);
  // Each language on a line of its own, as those before it.
  const bool own_line = before.find_first_not_of(" \t\r\n") == std::string::npos;
  std::string text = pack_json;
  text.insert(end, fmt::format(",{}{{ \"tag\": {}, \"name\": {}, \"status\": \"draft\" }}",
                               own_line ? before : " ", quoted_json(tag), quoted_json(name)));
  return text;
}

}  // namespace candor::content
