#include "content/po.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <utility>

#include "content/json_reader.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

constexpr std::size_t kMostFindings = 200;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

class PoReader {
 public:
  PoReader(std::string_view bytes, const std::string& name) : m_bytes(bytes), m_name(name) {}

  PoRead read() {
    if (const auto bad = first_bad_utf8(m_bytes)) {
      add(*bad, "this is not UTF-8", "save the file as UTF-8");
      return std::move(m_out);
    }
    std::size_t at = m_bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    while (at < m_bytes.size() && m_out.findings.size() < kMostFindings) {
      const std::size_t end = std::min(m_bytes.find('\n', at), m_bytes.size());
      m_end = end;
      while (m_end > at && is_blank(m_bytes[m_end - 1])) --m_end;
      line(at);
      at = end + 1;
    }
    finish();
    return std::move(m_out);
  }

 private:
  /// What a string on a line of its own goes on with.
  enum class Open { nothing, ignored, context, source, previous, text };

  void add(std::size_t offset, std::string what, std::string next) {
    if (m_out.findings.size() >= kMostFindings) return;
    const LineColumn at = line_column(m_bytes, offset);
    m_out.findings.push_back(
        {m_name, at.line, at.column, std::move(what), std::move(next), Severity::error, "po"});
  }

  [[nodiscard]] char peek(std::size_t at) const { return at < m_end ? m_bytes[at] : '\0'; }

  [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
    while (at < m_end && is_blank(m_bytes[at])) ++at;
    return at;
  }

  void line(std::size_t at) {
    at = skip_blanks(at);
    if (at >= m_end) {
      if (m_has_text) finish();
      return;
    }
    if (m_bytes[at] != '#') {
      keyword(at, Kind::live);
      return;
    }
    const std::string rest =
        trimmed(m_bytes.substr(at + 2 > m_end ? m_end : at + 2, m_end - std::min(m_end, at + 2)));
    switch (peek(at + 1)) {
      case '.':
        comment();
        m_entry.notes.push_back(rest);
        break;
      case ':':
        comment();
        for (std::size_t begin = 0; begin < rest.size();) {
          const std::size_t space = std::min(rest.find(' ', begin), rest.size());
          if (space > begin) m_entry.references.push_back(rest.substr(begin, space - begin));
          begin = space + 1;
        }
        break;
      case ',':
        comment();
        flags(rest);
        break;
      case '|':
        if (m_has_text) finish();
        keyword(skip_blanks(at + 2), Kind::previous);
        break;
      case '~':
        if (peek(at + 2) == '|') {
          if (m_has_text) finish();
          keyword(skip_blanks(at + 3), Kind::previous);
        } else if (skip_blanks(at + 2) < m_end) {
          keyword(skip_blanks(at + 2), Kind::obsolete);
        }
        break;
      default: {
        comment();
        const std::string words = trimmed(m_bytes.substr(at + 1, m_end - at - 1));
        if (!words.empty()) m_entry.remarks.push_back(words);
      }
    }
  }

  /// A comment behind a translation belongs to the next entry.
  void comment() {
    if (m_has_text) finish();
    m_open = Open::nothing;
  }

  void flags(const std::string& list) {
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t comma = std::min(list.find(',', begin), list.size());
      if (trimmed(std::string_view(list).substr(begin, comma - begin)) == "fuzzy") {
        m_entry.fuzzy = true;
      }
      begin = comma + 1;
    }
  }

  enum class Kind { live, obsolete, previous };

  void keyword(std::size_t at, Kind kind) {
    if (at >= m_end) return;
    if (m_bytes[at] == '"') {
      if (m_open == Open::nothing) {
        add(at, "this text belongs to no keyword", "put msgid or msgstr before it");
        return;
      }
      take(at);
      return;
    }
    std::size_t end = at;
    while (end < m_end && ((m_bytes[end] >= 'a' && m_bytes[end] <= 'z') || m_bytes[end] == '_')) {
      ++end;
    }
    const std::string_view word = m_bytes.substr(at, end - at);
    if (kind == Kind::previous) {
      open_previous(word, at);
    } else {
      open(word, at, kind);
    }
    if (m_open == Open::nothing) return;
    if (word == "msgstr" && peek(end) == '[') {
      end = std::min(m_bytes.find(']', end), m_end - 1) + 1;
    }
    const std::size_t text = skip_blanks(end);
    if (peek(text) != '"') {
      add(std::min(text, m_bytes.size()), fmt::format("a text in quotes must follow {}", word),
          "write \"…\" there");
      return;
    }
    take(text);
  }

  void open_previous(std::string_view word, std::size_t at) {
    m_open = Open::ignored;
    if (word == "msgid") {
      m_open = Open::previous;
      m_entry.previous.clear();
    } else if (word != "msgctxt" && word != "msgid_plural") {
      unknown(word, at);
    }
  }

  void open(std::string_view word, std::size_t at, Kind kind) {
    if (word == "msgctxt") {
      if (m_has_source || m_entry.context) finish();
      m_open = Open::context;
      m_entry.context = "";
    } else if (word == "msgid") {
      if (m_has_source) finish();
      m_has_source = true;
      m_open = Open::source;
      m_entry.offset = at;
      m_entry.obsolete = kind == Kind::obsolete;
    } else if (word == "msgstr") {
      const bool plural = m_bytes.substr(at, 7) == "msgstr[";
      if (!m_has_source) add(at, "this msgstr has no msgid before it", "put the source text there");
      if (m_has_text && !plural) {
        add(at, "this entry has a second msgstr", "keep one of the two");
      }
      m_open = m_has_text && plural ? Open::ignored : Open::text;
      m_has_text = true;
    } else if (word == "msgid_plural") {
      m_open = Open::ignored;
      if (kind == Kind::live) {
        add(at, "texts with plural forms of their own are not known here",
            "write the whole sentence in msgid");
      }
    } else if (word == "domain") {
      finish();
      m_open = Open::ignored;
    } else {
      unknown(word, at);
    }
  }

  void unknown(std::string_view word, std::size_t at) {
    m_open = Open::nothing;
    add(at,
        word.empty() ? std::string("this is neither a comment nor a keyword")
                     : fmt::format("\"{}\" is not a keyword", shortened(word, 40)),
        "msgctxt, msgid and msgstr are; a text stands in quotes");
  }

  /// Reads the string that begins at `at`, and adds it to what is open.
  void take(std::size_t at) {
    std::string text;
    std::size_t i = at + 1;
    for (; i < m_end && m_bytes[i] != '"'; ++i) {
      if (m_bytes[i] != '\\') {
        text += m_bytes[i];
        continue;
      }
      const std::size_t begin = i;
      if (!escape(i, text)) {
        add(begin, "this escape is not known", "write \\n, \\t, \\\" or \\\\");
      }
    }
    if (i >= m_end) {
      add(at, "this text has no quotation mark at its end", "put a \" at the end of the line");
      return;
    }
    if (const std::size_t rest = skip_blanks(i + 1); rest < m_end) {
      add(rest, "something follows the end of the text", "write \\\" for a mark within the text");
    }
    if (first_bad_utf8(text) || text.find('\0') != std::string::npos) {
      add(at, "the escapes in this text make characters that do not exist", "write them as UTF-8");
      return;
    }
    switch (m_open) {
      case Open::nothing:
      case Open::ignored:
        break;
      case Open::context:
        if (m_entry.context) m_entry.context->append(text);
        break;
      case Open::source:
        m_entry.source += text;
        break;
      case Open::previous:
        m_entry.previous += text;
        break;
      case Open::text:
        m_entry.text += text;
        break;
    }
  }

  /// The escape at `i`, which is left at its last character.
  bool escape(std::size_t& i, std::string& text) const {
    constexpr std::array<std::pair<char, char>, 9> kNamed{{{'n', '\n'},
                                                           {'t', '\t'},
                                                           {'r', '\r'},
                                                           {'\\', '\\'},
                                                           {'"', '"'},
                                                           {'a', '\a'},
                                                           {'b', '\b'},
                                                           {'f', '\f'},
                                                           {'v', '\v'}}};
    const char c = peek(++i);
    for (const auto& [name, meant] : kNamed) {
      if (c != name) continue;
      text += meant;
      return true;
    }
    int value = -1;
    if (c == 'x') {
      for (int digits = 0; digits < 2 && hex_digit(peek(i + 1)) >= 0; ++digits) {
        value = std::max(value, 0) * 16 + hex_digit(peek(++i));
      }
    } else if (c >= '0' && c <= '7') {
      value = c - '0';
      for (int digits = 1; digits < 3 && peek(i + 1) >= '0' && peek(i + 1) <= '7'; ++digits) {
        value = value * 8 + (peek(++i) - '0');
      }
    }
    if (value < 0) return false;
    text += static_cast<char>(static_cast<unsigned char>(value));
    return true;
  }

  /// Ends the entry that is being read.
  void finish() {
    PoEntry entry = std::exchange(m_entry, {});
    const bool has_source = std::exchange(m_has_source, false);
    const bool has_text = std::exchange(m_has_text, false);
    m_open = Open::nothing;
    if (!has_source) return;  // comments alone
    if (!has_text) {
      add(entry.offset, "this msgid has no msgstr behind it", "add msgstr \"\"");
      return;
    }
    if (entry.source.empty() && !entry.context) {
      if (!entry.obsolete) header(entry);
      return;
    }
    if (!entry.obsolete &&
        !m_seen.insert(entry.context.value_or("") + '\x04' + entry.source).second) {
      add(entry.offset, "this text stands here twice", "keep one of the two");
    }
    m_out.entries.push_back(std::move(entry));
  }

  void header(const PoEntry& entry) {
    if (m_has_header) {
      add(entry.offset, "there is a second header (an entry whose msgid is empty)", "remove it");
    }
    m_has_header = true;
    for (std::size_t begin = 0; begin < entry.text.size();) {
      const std::size_t end = std::min(entry.text.find('\n', begin), entry.text.size());
      const std::string field = entry.text.substr(begin, end - begin);
      begin = end + 1;
      if (field.starts_with("Language:")) m_out.language = trimmed(field.substr(9));
      const std::size_t charset = field.find("charset=");
      if (!field.starts_with("Content-Type:") || charset == std::string::npos) continue;
      std::string name = trimmed(field.substr(charset + 8));
      for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c;
      // CHARSET is what stands in a file that nobody has filled in yet.
      if (name == "UTF-8" || name == "UTF8" || name == "US-ASCII" || name == "CHARSET") continue;
      add(entry.offset, "the header names the character set " + shortened(name, 40),
          "save the file as UTF-8: msgconv -t UTF-8");
    }
  }

  std::string_view m_bytes;
  const std::string& m_name;
  PoRead m_out;
  std::size_t m_end = 0;  ///< of the line being read, without blanks at its end
  PoEntry m_entry;
  Open m_open = Open::nothing;
  bool m_has_source = false;
  bool m_has_text = false;
  bool m_has_header = false;
  std::set<std::string> m_seen;
};

std::string quoted_po(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append(1, '\\').append(1, c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\{:03o}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// A text of several lines stands on several lines.
void put(std::string& out, std::string_view prefix, std::string_view keyword,
         std::string_view text) {
  out.append(prefix).append(keyword).append(" ");
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos || line + 1 == text.size()) {
    out.append(quoted_po(text)).append("\n");
    return;
  }
  out += "\"\"\n";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    out.append(prefix).append(quoted_po(text.substr(begin, end - begin))).append("\n");
    begin = end;
  }
}

/// A comment is one line.
void put_comment(std::string& out, std::string_view mark, const std::string& text) {
  std::string line = text;
  for (char& c : line) c = c == '\n' || c == '\r' ? ' ' : c;
  out.append(mark).append(line).append("\n");
}

}  // namespace

PoRead read_po(std::string_view bytes, const std::string& name) {
  return PoReader(bytes, name).read();
}

std::string write_po(const PoHeader& header, const std::vector<PoEntry>& entries) {
  std::string out;
  put(out, "", "msgid", "");
  put(out, "", "msgstr",
      fmt::format("Project-Id-Version: {}\nPO-Revision-Date: {}\nLast-Translator: \n"
                  "Language-Team: \nLanguage: {}\nMIME-Version: 1.0\n"
                  "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n",
                  header.project, header.revised, header.language));
  for (const PoEntry& entry : entries) {
    out += "\n";
    for (const std::string& remark : entry.remarks) put_comment(out, "# ", remark);
    if (!entry.obsolete) {
      for (const std::string& note : entry.notes) put_comment(out, "#. ", note);
      for (const std::string& place : entry.references) put_comment(out, "#: ", place);
    }
    if (entry.fuzzy) out += "#, fuzzy\n";
    const std::string_view mark = entry.obsolete ? "#~ " : "";
    if (!entry.previous.empty()) {
      put(out, entry.obsolete ? "#~| " : "#| ", "msgid", entry.previous);
    }
    if (entry.context) put(out, mark, "msgctxt", *entry.context);
    put(out, mark, "msgid", entry.source);
    put(out, mark, "msgstr", entry.text);
  }
  return out;
}

}  // namespace candor::content
