#include "export/archive.h"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>
#include <qpdf/QUtil.hh>

#include "export/srgb_profile.h"

namespace candor::exporting {

namespace {

using Handle = QPDFObjectHandle;

constexpr std::string_view kProducer = "Candor";

Handle name(std::string_view word) {
  return Handle::newName("/" + std::string(word));
}

Handle text_string(const std::string& words) {
  return Handle::newUnicodeString(words);
}

/// "D:20261121085203-08'00'", the form of dates in a PDF.
std::string pdf_date(const Moment& moment) {
  std::string digits;
  for (const char letter : iso_local(moment).substr(0, 19)) {
    if (letter >= '0' && letter <= '9') digits += letter;
  }
  const int offset = std::abs(moment.offset_minutes);
  return fmt::format("D:{}{}{:02}'{:02}'", digits, moment.offset_minutes < 0 ? '-' : '+',
                     offset / 60, offset % 60);
}

/// "2026-11-21T08:52:03-08:00": as pdf_date(), in the metadata's form.
std::string xmp_date(const Moment& moment) {
  const std::string iso = iso_local(moment);
  return iso.substr(0, 19) + iso.substr(iso.find_first_of("+-Z", 19));
}

/// The words without what XML cannot hold: control characters, broken UTF-8, code points that are
/// none. Info and metadata must say the same, so both are given these.
std::string plain(const std::string& words) {
  std::string kept;
  std::size_t at = 0;
  while (at < words.size()) {
    const std::size_t begin = at;
    bool error = false;
    const unsigned long letter = QUtil::get_next_utf8_codepoint(words, at, error);
    const bool is_character = letter >= 0x20 && letter != 0x7F && (letter & 0xFFFEU) != 0xFFFEU &&
                              letter <= 0x10FFFF && (letter < 0xD800 || letter > 0xDFFF) &&
                              (letter < 0xFDD0 || letter > 0xFDEF);
    if (!error && is_character) kept += words.substr(begin, at - begin);
    if (at == begin) ++at;
  }
  return kept;
}

/// Text between XML tags.
std::string xml_text(std::string_view words) {
  std::string safe;
  for (const char letter : words) {
    if (letter == '&') {
      safe += "&amp;";
    } else if (letter == '<') {
      safe += "&lt;";
    } else if (letter == '>') {
      safe += "&gt;";
    } else {
      safe += letter;
    }
  }
  return safe;
}

/// The metadata (XMP), which says the same as the document's Info.
std::string metadata(const ArchiveAbout& about) {
  return fmt::format(
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
      "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
      "    xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
      "<dc:format>application/pdf</dc:format>\n"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n"
      "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
      "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n"
      "<xmp:CreateDate>{date}</xmp:CreateDate>\n"
      "<xmp:ModifyDate>{date}</xmp:ModifyDate>\n"
      "<pdf:Producer>{producer}</pdf:Producer>\n"
      "<pdfaid:part>3</pdfaid:part>\n"
      "<pdfaid:conformance>U</pdfaid:conformance>\n"
      "</rdf:Description>\n"
      "</rdf:RDF>\n"
      "</x:xmpmeta>\n"
      "<?xpacket end=\"r\"?>\n",
      fmt::arg("title", xml_text(about.title)), fmt::arg("author", xml_text(about.author)),
      fmt::arg("language", xml_text(about.language)), fmt::arg("date", xmp_date(about.created)),
      fmt::arg("producer", kProducer));
}

/// One PDF on its way to the archive. Throws what libqpdf throws.
class Archivist {
 public:
  Archivist(std::string_view drawn, const ArchiveAbout& about) : m_about(about) {
    m_about.title = plain(about.title);
    m_about.author = plain(about.author);
    m_pdf.setSuppressWarnings(true);
    m_pdf.setAttemptRecovery(false);
    m_pdf.processMemoryFile("drawn", drawn.data(), drawn.size());
  }

  void describe() {
    Handle info = Handle::newDictionary();
    info.replaceKey("/Title", text_string(m_about.title));
    info.replaceKey("/Author", text_string(m_about.author));
    info.replaceKey("/Producer", Handle::newString(std::string(kProducer)));
    info.replaceKey("/CreationDate", Handle::newString(pdf_date(m_about.created)));
    info.replaceKey("/ModDate", Handle::newString(pdf_date(m_about.created)));
    m_pdf.getTrailer().replaceKey("/Info", m_pdf.makeIndirectObject(info));

    Handle root = m_pdf.getRoot();
    Handle xmp = Handle::newStream(&m_pdf, metadata(m_about));
    xmp.getDict().replaceKey("/Type", name("Metadata"));
    xmp.getDict().replaceKey("/Subtype", name("XML"));
    root.replaceKey("/Metadata", xmp);
    root.replaceKey("/Lang", Handle::newString(m_about.language));
    root.replaceKey("/MarkInfo", Handle::parse("<< /Marked true >>"));
    root.replaceKey("/ViewerPreferences", Handle::parse("<< /DisplayDocTitle true >>"));
  }

  void add_colours() {
    Handle profile = Handle::newStream(&m_pdf, std::string(srgb_profile()));
    profile.getDict().replaceKey("/N", Handle::newInteger(3));
    profile.getDict().replaceKey("/Alternate", name("DeviceRGB"));
    Handle intent = Handle::newDictionary();
    intent.replaceKey("/Type", name("OutputIntent"));
    intent.replaceKey("/S", name("GTS_PDFA1"));
    intent.replaceKey("/OutputConditionIdentifier", Handle::newString("sRGB"));
    intent.replaceKey("/Info", Handle::newString("sRGB"));
    intent.replaceKey("/DestOutputProfile", profile);
    m_pdf.getRoot().replaceKey(
        "/OutputIntents", Handle::newArray(std::vector<Handle>{m_pdf.makeIndirectObject(intent)}));
  }

  /// What Cairo leaves out or puts in against the standard.
  void correct_drawing() {
    for (Handle page : m_pdf.getAllPages()) {
      page.removeKey("/Group");  // nothing here is transparent
      page.replaceKey("/Tabs", name("S"));
    }
    for (Handle object : m_pdf.getAllObjects()) {
      if (object.isDictionaryOfType("/Font", "/CIDFontType2") && !object.hasKey("/CIDToGIDMap")) {
        object.replaceKey("/CIDToGIDMap", name("Identity"));
      }
    }
  }

  /// Gives the structure's elements their languages and the pictures their words: Cairo writes the
  /// elements in the order in which they were begun.
  void speak() {
    std::size_t next = 0;
    const std::function<void(Handle)> visit = [&](Handle element) {
      if (!element.isDictionary() || !element.hasKey("/S")) return;
      if (next == m_about.tags.size()) throw std::runtime_error("more tags than were drawn");
      const text::Paper::Tag& tag = m_about.tags[next++];
      if (element.getKey("/S").getName() != "/" + tag.name) {
        throw std::runtime_error("the tags stand in another order than they were drawn");
      }
      if (!tag.language.empty()) {
        element.replaceKey("/Lang", Handle::newString(tag.language));
      }
      if (!tag.words.empty()) element.replaceKey("/Alt", text_string(tag.words));
      visit_children(element.getKey("/K"), visit);
    };
    visit_children(m_pdf.getRoot().getKey("/StructTreeRoot").getKey("/K"), visit);
    if (next != m_about.tags.size()) throw std::runtime_error("fewer tags than were drawn");
  }

  void attach(const std::vector<Attachment>& attachments) {
    if (attachments.empty()) return;
    std::map<std::string, Handle> by_name;  // a name tree is sorted
    std::vector<Handle> all;
    for (const Attachment& one : attachments) {
      Handle parameters = Handle::newDictionary();
      parameters.replaceKey("/ModDate", Handle::newString(pdf_date(m_about.created)));
      parameters.replaceKey("/Size", Handle::newInteger(static_cast<long long>(one.bytes.size())));
      Handle stream = Handle::newStream(&m_pdf, one.bytes);
      stream.getDict().replaceKey("/Type", name("EmbeddedFile"));
      stream.getDict().replaceKey("/Subtype", name(one.media_type));
      stream.getDict().replaceKey("/Params", parameters);
      Handle files = Handle::newDictionary();
      files.replaceKey("/F", stream);
      files.replaceKey("/UF", stream);
      Handle file = Handle::newDictionary();
      file.replaceKey("/Type", name("Filespec"));
      file.replaceKey("/F", Handle::newString(one.name));
      file.replaceKey("/UF", text_string(one.name));
      file.replaceKey("/Desc", text_string(one.description));
      file.replaceKey("/AFRelationship", name("Source"));
      file.replaceKey("/EF", files);
      Handle placed = m_pdf.makeIndirectObject(file);
      all.push_back(placed);
      if (!by_name.emplace(one.name, placed).second) {
        throw std::runtime_error("two attachments have the same name");
      }
    }
    std::vector<Handle> tree;
    for (const auto& [file_name, file] : by_name) {
      tree.push_back(Handle::newString(file_name));
      tree.push_back(file);
    }
    Handle embedded = Handle::newDictionary();
    embedded.replaceKey("/Names", Handle::newArray(tree));
    Handle names = Handle::newDictionary();
    names.replaceKey("/EmbeddedFiles", embedded);
    m_pdf.getRoot().replaceKey("/Names", names);
    m_pdf.getRoot().replaceKey("/AF", Handle::newArray(all));
  }

  std::string write() {
    QPDFWriter writer(m_pdf);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_disable);
    writer.setNewlineBeforeEndstream(true);
    writer.setMinimumPDFVersion("1.7");
    writer.write();
    const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
  }

 private:
  static void visit_children(Handle children, const std::function<void(Handle)>& visit) {
    if (children.isArray()) {
      for (const Handle& child : children.getArrayAsVector()) visit(child);
    } else {
      visit(children);
    }
  }

  QPDF m_pdf;
  ArchiveAbout m_about;
};

}  // namespace

Result<std::string> to_archive(std::string_view drawn, const ArchiveAbout& about,
                               const std::vector<Attachment>& attachments) {
  try {
    Archivist archivist(drawn, about);
    archivist.describe();
    archivist.add_colours();
    archivist.correct_drawing();
    archivist.speak();
    archivist.attach(attachments);
    return archivist.write();
  } catch (const std::exception& error) {
    return fail(ErrorCode::bad_format,
                std::string("the drawn PDF cannot be made fit for the archive: ") + error.what());
  }
}

}  // namespace candor::exporting
