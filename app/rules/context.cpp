#include "rules/context.h"

#include <algorithm>

#include "content/placeholders.h"
#include "content/utf8.h"

namespace candor::rules {
namespace {

/// Turns a text as written into a text as said, remembering where each byte came from.
class Flattener {
 public:
  Flattener(const Pack& pack, Said& said) : m_pack(pack), m_said(said) {}

  void run() {
    const std::string& written = m_said.written;
    const std::vector<content::Placeholder> placeholders =
        content::find_placeholders(written).found;
    auto next = placeholders.begin();
    for (std::size_t i = 0; i < written.size();) {
      if (next != placeholders.end() && i == next->begin) {
        put(m_pack.text(m_said.language, written.substr(i, next->end - i)), i);
        i = next->end;
        ++next;
      } else {
        i = m_said.source->rich ? rich(i) : plain(i);
      }
    }
  }

 private:
  std::size_t plain(std::size_t i) {
    put(m_said.written.substr(i, 1), i);
    return i + 1;
  }

  /// One step through rich text: escapes, marks of emphasis and of lists are not said.
  std::size_t rich(std::size_t i) {
    const std::string& written = m_said.written;
    if (i == 0 || written[i - 1] == '\n') {
      if (const std::size_t mark = list_mark(i)) return i + mark;
    }
    const char c = written[i];
    if (c == '\\' && i + 1 < written.size()) return plain(i + 1);
    if (c == '*' || c == '_') return i + 1;
    if (c != '\n') return plain(i);
    const bool paragraph = i + 1 < written.size() && (written[i + 1] == '\n' || list_mark(i + 1));
    put(paragraph ? "\n" : " ", i);
    return i + 1;
  }

  /// The length of "- " or "12. " at the start of a line, 0 for anything else.
  [[nodiscard]] std::size_t list_mark(std::size_t i) const {
    const std::string& written = m_said.written;
    std::size_t end = i;
    while (end < written.size() && written[end] == ' ') ++end;
    if (written.compare(end, 2, "- ") == 0) return end + 2 - i;
    const std::size_t digits = end;
    while (end < written.size() && written[end] >= '0' && written[end] <= '9') ++end;
    return end > digits && written.compare(end, 2, ". ") == 0 ? end + 2 - i : 0;
  }

  void put(const std::string& bytes, std::size_t from) {
    m_said.text += bytes;
    m_said.at.insert(m_said.at.end(), bytes.size(), from);
  }

  const Pack& m_pack;
  Said& m_said;
};

}  // namespace

std::vector<Said> say_all(const Pack& pack, const Origins& origins) {
  std::vector<Said> all;
  for (std::size_t i = 0; i < pack.languages.size(); ++i) {
    const std::string& tag = pack.languages[i].tag;
    for (const SourceText& source : origins.texts) {
      Said said;
      said.language = tag;
      said.source = &source;
      said.written = source.text;
      said.origin = source.origin;
      if (i > 0) {
        const auto texts = pack.translations.find(tag);
        if (texts == pack.translations.end()) break;
        const auto text = texts->second.find(source.text);
        if (text == texts->second.end()) continue;
        said.written = text->second;
        said.origin = origins.at("translation " + tag + "\n" + source.text);
      }
      Flattener(pack, said).run();
      all.push_back(std::move(said));
    }
  }
  return all;
}

std::string in_marks(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return "\"" + content::shortened(line, 40) + "\"";
}

bool speaks(std::string_view tag, std::string_view language) {
  return tag.substr(0, tag.find('-')) == language;
}

std::size_t find_phrase(const std::vector<Word>& words, std::string_view phrase, std::size_t from) {
  const std::vector<Word> wanted = words_of(phrase);
  if (wanted.empty() || wanted.size() > words.size()) return words.size();
  const auto same = [](const Word& a, const Word& b) { return a.lower == b.lower; };
  const auto begin = words.begin() + static_cast<std::ptrdiff_t>(std::min(from, words.size()));
  const auto found = std::search(begin, words.end(), wanted.begin(), wanted.end(), same);
  return static_cast<std::size_t>(found - words.begin());
}

}  // namespace candor::rules
