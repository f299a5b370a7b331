#include "content/rich.h"

#include <md4c.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace candor::content {
namespace {

/// Far more than a text may have; keeps the parser's work small whatever comes in.
constexpr std::size_t kMaxBytes = 65'536;

/// What the parser may pass over without showing it: list marks, emphasis marks, escapes, spaces.
constexpr std::string_view kMarks = " \t\r\n*_-\\.0123456789";

/// Collects paragraphs from md4c's callbacks. A callback that returns 1 ends the parsing.
class Collector {
 public:
  explicit Collector(std::string_view source) : m_source(source) {}

  int enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_DOC:
        return 0;
      case MD_BLOCK_P:
        if (m_in_item && m_item_has_text) {
          return refuse("a list item with more than one paragraph", "make it one paragraph");
        }
        if (!m_in_item) m_paragraphs.emplace_back();
        return 0;
      case MD_BLOCK_UL:
        if (static_cast<MD_BLOCK_UL_DETAIL*>(detail)->mark != '-') {
          return refuse("a list with another mark than - ", "start its lines with \"- \"");
        }
        return enter_list(Paragraph::Kind::bullet);
      case MD_BLOCK_OL: {
        const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
        if (list->mark_delimiter != '.') {
          return refuse("a numbered list with )", "write \"1. \" instead of \"1) \"");
        }
        if (list->start != 1) {
          return refuse("a numbered list that does not start with 1",
                        "start with \"1. \"; where no list is meant, write \"\\.\" for the dot");
        }
        return enter_list(Paragraph::Kind::numbered);
      }
      case MD_BLOCK_LI:
        if (static_cast<MD_BLOCK_LI_DETAIL*>(detail)->is_task != 0) {
          return refuse("a list of boxes to tick", "leave out the [ ]");
        }
        m_in_item = true;
        m_item_has_text = false;
        m_paragraphs.push_back(
            {m_list, m_list == Paragraph::Kind::numbered ? m_next_number++ : 0, {}, {}});
        return 0;
      case MD_BLOCK_QUOTE:
        return refuse("a quotation", "remove the > at the start of the line");
      case MD_BLOCK_HR:
        return refuse("a dividing line", "remove it");
      case MD_BLOCK_H:
        return refuse("a heading", "remove the # or the line of = or - below");
      case MD_BLOCK_CODE:
        return refuse("a code block", "remove the ``` or the spaces at the start of the line");
      case MD_BLOCK_HTML:
        return refuse("HTML", "remove the < >");
      case MD_BLOCK_TABLE:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
      case MD_BLOCK_TR:
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        return refuse("a table", "write sentences or a list");
    }
    return refuse("something unknown", "");
  }

  int leave_block(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_LI) {
      if (m_paragraphs.back().text.empty()) {
        return refuse("an empty list item", "write its text or remove it");
      }
      m_in_item = false;
    }
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) m_in_list = false;
    return 0;
  }

  int enter_span(MD_SPANTYPE type) {
    switch (type) {
      case MD_SPAN_EM:
      case MD_SPAN_STRONG: {
        Paragraph& paragraph = m_paragraphs.back();
        m_open.push_back(paragraph.emphasis.size());
        const std::size_t at = paragraph.text.size();
        paragraph.emphasis.push_back({at, at, type == MD_SPAN_STRONG});
        m_span_just_opened = true;
        return 0;
      }
      case MD_SPAN_A:
      case MD_SPAN_WIKILINK:
        return refuse("a link", "a kiosk has nowhere to go: write the address as plain words");
      case MD_SPAN_IMG:
        return refuse("an image", "use a block of type image");
      case MD_SPAN_CODE:
        return refuse("code", "remove the ` marks");
      case MD_SPAN_DEL:
        return refuse("struck-out text", "remove the ~ marks");
      case MD_SPAN_LATEXMATH:
      case MD_SPAN_LATEXMATH_DISPLAY:
        return refuse("a formula", "write it in words");
      case MD_SPAN_U:
        return refuse("underlined text", "use *emphasis*");
    }
    return refuse("something unknown", "");
  }

  int leave_span() {
    Paragraph& paragraph = m_paragraphs.back();
    paragraph.emphasis[m_open.back()].end = paragraph.text.size();
    m_open.pop_back();
    return 0;
  }

  int text(MD_TEXTTYPE type, std::string_view bytes) {
    switch (type) {
      case MD_TEXT_NORMAL:
        return normal_text(bytes);
      case MD_TEXT_SOFTBR:
        m_paragraphs.back().text += ' ';
        return 0;
      case MD_TEXT_BR:
        return refuse_at(m_end, "a forced line break",
                         "remove the spaces or the backslash at the end of the line");
      case MD_TEXT_ENTITY:
        return refuse("an HTML entity such as &amp;", "write the character itself");
      case MD_TEXT_NULLCHAR:
        return refuse("a NUL character", "remove it");
      case MD_TEXT_HTML:
        return refuse("HTML", "remove the < >");
      case MD_TEXT_CODE:
        return refuse("code", "remove the ` marks");
      case MD_TEXT_LATEXMATH:
        return refuse("a formula", "write it in words");
    }
    return refuse("something unknown", "");
  }

  /// To be called after the last callback: nothing of the source may have been swallowed.
  int finish() { return refused() ? 1 : check_skipped(m_source.size()); }

  [[nodiscard]] bool refused() const { return !m_what.empty(); }

  [[nodiscard]] std::vector<Paragraph> take() { return std::move(m_paragraphs); }

  [[nodiscard]] tl::unexpected<Error> failure() const {
    return fail(ErrorCode::bad_format, m_what + " is not possible here", std::to_string(m_where),
                m_next);
  }

 private:
  int enter_list(Paragraph::Kind kind) {
    if (m_in_list) return refuse("a list inside a list", "make it one list");
    m_in_list = true;
    m_list = kind;
    m_next_number = 1;
    return 0;
  }

  int normal_text(std::string_view bytes) {
    if (bytes.empty()) return 0;
    // md4c hands out pieces of the source itself; that gives the place and shows what it skipped.
    const auto source_at = reinterpret_cast<std::uintptr_t>(m_source.data());
    const auto piece_at = reinterpret_cast<std::uintptr_t>(bytes.data());
    if (piece_at < source_at || piece_at + bytes.size() > source_at + m_source.size()) {
      return refuse("something unknown", "");
    }
    const std::size_t offset = piece_at - source_at;
    if (check_skipped(offset) != 0) return 1;
    if (m_span_just_opened) {
      for (std::size_t at = offset; at > 0 && (m_source[at - 1] == '*' || m_source[at - 1] == '_');
           --at) {
        if (m_source[at - 1] == '_') return refuse("emphasis with _", "use * instead");
      }
      m_span_just_opened = false;
    }
    if (const auto stray = bytes.find("**"); stray != std::string_view::npos) {
      m_end = offset + stray;
      return refuse("** without a partner", "write **word**, without spaces inside the marks");
    }
    m_paragraphs.back().text += bytes;
    m_item_has_text = true;
    m_end = offset + bytes.size();
    return 0;
  }

  int check_skipped(std::size_t until) {
    const std::string_view skipped = m_source.substr(m_end, until - m_end);
    const std::size_t lost = skipped.find_first_not_of(kMarks);
    if (lost == std::string_view::npos) return 0;
    m_end += lost;
    return refuse("a link definition",
                  "a kiosk has nowhere to go: write the address as plain words");
  }

  /// Refuses what comes next in the source.
  int refuse(std::string what, std::string next) {
    const std::size_t at = m_source.find_first_not_of(" \t\r\n", std::min(m_end, m_source.size()));
    return refuse_at(std::min(at, m_source.size()), std::move(what), std::move(next));
  }

  int refuse_at(std::size_t at, std::string what, std::string next) {
    if (!m_what.empty()) return 1;
    m_what = std::move(what);
    m_next = std::move(next);
    m_where = at;
    return 1;
  }

  std::string_view m_source;
  std::vector<Paragraph> m_paragraphs;
  std::vector<std::size_t> m_open;  ///< emphasis whose end has not come yet
  std::size_t m_end = 0;            ///< the source up to here is in the paragraphs
  Paragraph::Kind m_list = Paragraph::Kind::plain;
  int m_next_number = 1;
  bool m_in_list = false;
  bool m_in_item = false;
  bool m_item_has_text = false;
  bool m_span_just_opened = false;
  std::string m_what;
  std::string m_next;
  std::size_t m_where = 0;
};

/// Passes a callback on. md4c may call again although the one before wanted to stop.
template <typename Call>
int collect(void* data, const Call& call) {
  Collector& collector = *static_cast<Collector*>(data);
  return collector.refused() ? 1 : call(collector);
}

}  // namespace

Result<std::vector<Paragraph>> parse_rich(std::string_view source) {
  if (source.size() > kMaxBytes) {
    return fail(ErrorCode::too_large, "this text is too long", "0", "split it");
  }
  Collector collected(source);
  MD_PARSER parser{};
  // Extensions are switched on so that they are seen and refused instead of shown as odd marks.
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
    return collect(data, [&](Collector& to) { return to.enter_block(type, detail); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* data) {
    return collect(data, [&](Collector& to) { return to.leave_block(type); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void*, void* data) {
    return collect(data, [&](Collector& to) { return to.enter_span(type); });
  };
  parser.leave_span = [](MD_SPANTYPE, void*, void* data) {
    return collect(data, [](Collector& to) { return to.leave_span(); });
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* data) {
    return collect(data, [&](Collector& to) { return to.text(type, {bytes, size}); });
  };
  const int stopped =
      md_parse(source.data(), static_cast<MD_SIZE>(source.size()), &parser, &collected);
  if (stopped < 0) return fail(ErrorCode::no_space, "there is no memory to read this text", "0");
  // md4c forgets that a callback wanted to stop when that was the last one of a paragraph.
  if (collected.finish() != 0) return collected.failure();
  return collected.take();
}

std::string plain_text(const std::vector<Paragraph>& paragraphs) {
  std::string words;
  for (const Paragraph& paragraph : paragraphs) {
    if (!words.empty()) words += '\n';
    words += paragraph.text;
  }
  return words;
}

}  // namespace candor::content
