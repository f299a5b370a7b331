#include "export/archive.h"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>
#include <qpdf/QUtil.hh>

#include "crypto/cms.h"
#include "export/srgb_profile.h"
#include "export/words.h"

namespace candor::exporting {

namespace {

using Handle = QPDFObjectHandle;

constexpr std::string_view kProducer = "Candor";

Handle name(std::string_view word) {
  return Handle::newName("/" + std::string(word));
}

/// Always in UTF-16: so no words of a record can look like a part of the file, such as the place of
/// the seal.
Handle text_string(const std::string& words) {
  return Handle::newString(QUtil::utf8_to_utf16(words));
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

/// Room for the signature: certificates of signer and authority, and a time stamp some day.
constexpr std::size_t kSignatureBytes = 8192;
/// Stands in the unsigned file, and the same with an empty signature behind it: what is signed is
/// known only when the file is laid out.
constexpr std::string_view kUnknownRange = "/ByteRange [ 0 9999999999 9999999999 9999999999 ]";
constexpr long long kUnknown = 9'999'999'999;

/// One PDF on its way to the archive. Throws what libqpdf throws.
class Archivist {
 public:
  Archivist(std::string_view drawn, const ArchiveAbout& about) : m_about(about) {
    m_about.title = clean(about.title, Breaks::dropped);
    m_about.author = clean(about.author, Breaks::dropped);
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

  /// Shows the drawing of the last page on all others, below their own, and takes that page out. It
  /// is for the eye: a reader who listens is not told on each page whose record this is.
  void share_last_page() {
    const std::vector<Handle> pages = m_pdf.getAllPages();
    Handle last = pages.at(pages.size() - 1);
    Handle frame = last.getKey("/Contents");
    if (!frame.isStream() || pages.size() < 2) throw std::runtime_error("no page for all is there");
    frame.getDict().replaceKey("/Type", name("XObject"));
    frame.getDict().replaceKey("/Subtype", name("Form"));
    frame.getDict().replaceKey("/BBox", last.getKey("/MediaBox"));
    frame.getDict().replaceKey("/Resources", last.getKey("/Resources"));
    Handle show = Handle::newStream(&m_pdf, "/Artifact BMC q /frame Do Q EMC\n");
    m_pdf.removePage(last);
    for (Handle page : m_pdf.getAllPages()) {
      Handle resources = page.getKey("/Resources");
      if (!resources.hasKey("/XObject")) resources.replaceKey("/XObject", Handle::newDictionary());
      resources.getKey("/XObject").replaceKey("/frame", frame);
      page.replaceKey("/Contents", Handle::newArray({show, page.getKey("/Contents")}));
    }
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

  /// Puts an empty place for the seal into the document. Nothing is to be seen of it on the pages,
  /// whose words tell of it; and nothing may be added once it is filled.
  void reserve_seal(const crypto::Certificate& signer, const Moment& at) {
    Handle signature = Handle::newDictionary();
    signature.replaceKey("/Type", name("Sig"));
    signature.replaceKey("/Filter", name("Adobe.PPKLite"));
    signature.replaceKey("/SubFilter", name("ETSI.CAdES.detached"));
    signature.replaceKey("/M", Handle::newString(pdf_date(at)));
    signature.replaceKey("/Name", text_string(clean(signer.common_name(), Breaks::dropped)));
    signature.replaceKey("/Reason", text_string(std::string(kSealWords)));
    signature.replaceKey("/Contents", Handle::newString(std::string(kSignatureBytes, '\0')));
    signature.replaceKey(
        "/ByteRange",
        Handle::newArray({Handle::newInteger(0), Handle::newInteger(kUnknown),
                          Handle::newInteger(kUnknown), Handle::newInteger(kUnknown)}));
    signature.replaceKey("/Reference",
                         Handle::parse("[ << /Type /SigRef /TransformMethod /DocMDP "
                                       "/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> "
                                       ">> ]"));
    signature = m_pdf.makeIndirectObject(signature);

    Handle look = Handle::newStream(&m_pdf, std::string());
    look.getDict().replaceKey("/Type", name("XObject"));
    look.getDict().replaceKey("/Subtype", name("Form"));
    look.getDict().replaceKey("/BBox", Handle::parse("[ 0 0 0 0 ]"));
    look.getDict().replaceKey("/Resources", Handle::newDictionary());
    Handle page = m_pdf.getAllPages().at(0);
    Handle field =
        Handle::parse("<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [ 0 0 0 0 ] /F 132 >>");
    field.replaceKey("/T", Handle::newString("archive"));
    field.replaceKey("/TU", text_string(std::string(kSealWords)));
    field.replaceKey("/V", signature);
    field.replaceKey("/P", page);
    Handle looks = Handle::newDictionary();
    looks.replaceKey("/N", look);
    field.replaceKey("/AP", looks);
    field = m_pdf.makeIndirectObject(field);
    page.replaceKey("/Annots", Handle::newArray(std::vector<Handle>{field}));

    Handle form = Handle::parse("<< /SigFlags 3 >>");
    form.replaceKey("/Fields", Handle::newArray(std::vector<Handle>{field}));
    m_pdf.getRoot().replaceKey("/AcroForm", form);
    Handle permissions = Handle::newDictionary();
    permissions.replaceKey("/DocMDP", signature);
    m_pdf.getRoot().replaceKey("/Perms", permissions);
  }

  std::string write() {
    // The pages come compressed from Cairo. What is attached need not be as small as it can be.
    Pl_Flate::setCompressionLevel(1);
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

/// A file with an empty place for its seal.
struct Unsigned {
  std::string bytes;
  std::size_t begin = 0;  ///< of the place: its angle bracket
  std::size_t end = 0;
};

/// Says in the file where everything but the seal lies.
Result<Unsigned> tell_range(std::string bytes) {
  const std::string empty = " /Contents <" + std::string(2 * kSignatureBytes, '0') + ">";
  const std::string place = std::string(kUnknownRange) + empty;
  const std::size_t range = bytes.find(place);
  if (range == std::string::npos || bytes.find(place, range + 1) != std::string::npos) {
    return fail(ErrorCode::bad_format, "the place for the PDF's seal is not there exactly once");
  }
  const std::size_t end = range + place.size();
  const std::size_t begin = end - 2 * kSignatureBytes - 2;
  std::string actual = fmt::format("/ByteRange [ 0 {} {} {} ]", begin, end, bytes.size() - end);
  if (actual.size() > kUnknownRange.size()) {
    return fail(ErrorCode::too_large, "the PDF is too large to be sealed");
  }
  actual.resize(kUnknownRange.size(), ' ');
  bytes.replace(range, actual.size(), actual);
  return Unsigned{std::move(bytes), begin, end};
}

/// Fills the reserved place with a signature over everything else.
Result<std::string> fill_seal(Unsigned file, const Seal& seal) {
  std::string& bytes = file.bytes;
  const auto signature = crypto::sign_detached(bytes.substr(0, file.begin) + bytes.substr(file.end),
                                               seal.key, seal.certificate, seal.authority);
  if (!signature) return fail(signature);
  if (signature->size() > kSignatureBytes) {
    return fail(ErrorCode::too_large, "the seal does not fit its place in the PDF", {},
                "use certificates with shorter names");
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::size_t at = file.begin + 1;
  for (const char byte : *signature) {
    const auto value = static_cast<unsigned char>(byte);
    bytes[at++] = kDigits[value >> 4U];
    bytes[at++] = kDigits[value & 15U];
  }
  return std::move(bytes);
}

/// With a place for a seal where there is somebody to sign.
Result<std::string> archived(std::string_view drawn, const ArchiveAbout& about,
                             const std::vector<Attachment>& attachments,
                             const crypto::Certificate* signer, const Moment& at) {
  try {
    Archivist archivist(drawn, about);
    archivist.describe();
    archivist.add_colours();
    archivist.share_last_page();
    archivist.correct_drawing();
    archivist.speak();
    archivist.attach(attachments);
    if (signer != nullptr) archivist.reserve_seal(*signer, at);
    return archivist.write();
  } catch (const std::exception& error) {
    return fail(ErrorCode::bad_format,
                std::string("the drawn PDF cannot be made fit for the archive: ") + error.what());
  }
}

}  // namespace

Result<std::string> to_archive(std::string_view drawn, const ArchiveAbout& about,
                               const std::vector<Attachment>& attachments) {
  return archived(drawn, about, attachments, nullptr, {});
}

Result<std::string> to_sealed_archive(std::string_view drawn, const ArchiveAbout& about,
                                      const std::vector<Attachment>& attachments,
                                      const Seal& seal) {
  auto written = archived(drawn, about, attachments, &seal.certificate, seal.at);
  if (!written) return written;
  auto ranged = tell_range(*std::move(written));
  if (!ranged) return fail(ranged);
  return fill_seal(*std::move(ranged), seal);
}

Result<std::string> to_unsigned_archive(std::string_view drawn, const ArchiveAbout& about,
                                        const std::vector<Attachment>& attachments,
                                        const crypto::Certificate& signer, const Moment& at) {
  auto written = archived(drawn, about, attachments, &signer, at);
  if (!written) return written;
  auto ranged = tell_range(*std::move(written));
  if (!ranged) return fail(ranged);
  return std::move(ranged->bytes);
}

}  // namespace candor::exporting
