#include "export/sealed.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "crypto/cms.h"

namespace candor::exporting {
namespace {

constexpr std::string_view kRange = "/ByteRange [ 0 ";
constexpr std::string_view kDigits = "0123456789abcdef";

/// Reads what must stand at a place, piece by piece. After a mismatch nothing fits any more.
class Scanner {
 public:
  Scanner(std::string_view text, std::size_t at) : m_text(text), m_at(at) {}

  void expect(std::string_view words) {
    m_good = m_good && m_text.substr(m_at, words.size()) == words;
    if (m_good) m_at += words.size();
  }

  /// A number without leading zeros.
  std::size_t number() {
    std::size_t value = 0;
    const char* const begin = m_text.data() + m_at;
    const auto read = std::from_chars(begin, m_text.data() + m_text.size(), value);
    m_good = m_good && read.ec == std::errc() && (*begin != '0' || read.ptr == begin + 1);
    if (m_good) m_at = static_cast<std::size_t>(read.ptr - m_text.data());
    return value;
  }

  /// So many decimal digits.
  int digits(std::size_t count) {
    const std::string_view text = m_text.substr(std::min(m_at, m_text.size()), count);
    m_good = m_good && text.size() == count &&
             text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!m_good) return 0;
    m_at += count;
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

  /// The sign of an offset.
  int sign() {
    const bool is_minus = m_at < m_text.size() && m_text[m_at] == '-';
    expect(is_minus ? "-" : "+");
    return is_minus ? -1 : 1;
  }

  void skip_blanks() {
    while (m_at < m_text.size() && m_text[m_at] == ' ') ++m_at;
  }

  /// Hexadecimal digits in lower case.
  std::string_view hex() {
    const std::size_t end = std::min(m_text.find_first_not_of(kDigits, m_at), m_text.size());
    const std::string_view found = m_text.substr(m_at, end - m_at);
    m_at = end;
    return found;
  }

  void reject() { m_good = false; }

  [[nodiscard]] std::size_t at() const { return m_at; }

  [[nodiscard]] bool is_good() const { return m_good; }

 private:
  std::string_view m_text;
  std::size_t m_at;
  bool m_good = true;
};

std::int64_t days_from_epoch(const Date& date) {
  const std::chrono::year_month_day day(std::chrono::year(date.year),
                                        std::chrono::month(static_cast<unsigned>(date.month)),
                                        std::chrono::day(static_cast<unsigned>(date.day)));
  return std::chrono::sys_days(day).time_since_epoch().count();
}

/// "D:20261121085203-08'00'".
std::optional<Moment> read_date(Scanner& scan) {
  scan.expect("D:");
  const Date date{scan.digits(4), scan.digits(2), scan.digits(2)};
  const int hour = scan.digits(2);
  const int minute = scan.digits(2);
  const int second = scan.digits(2);
  const int sign = scan.sign();
  const int offset_hours = scan.digits(2);
  scan.expect("'");
  const int offset_minutes = scan.digits(2);
  scan.expect("'");
  if (!scan.is_good() || !is_real_date(date) || hour > 23 || minute > 59 || second > 59 ||
      offset_hours > 23 || offset_minutes > 59) {
    return std::nullopt;
  }
  Moment moment;
  moment.offset_minutes = sign * (offset_hours * 60 + offset_minutes);
  const std::int64_t local =
      days_from_epoch(date) * 86'400 + hour * 3600 + minute * 60 + std::int64_t{second};
  moment.utc_ms = (local - moment.offset_minutes * 60) * 1000;
  return moment;
}

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(kDigits.find(hex[i]) * 16 + kDigits.find(hex[i + 1]));
  }
  return bytes;
}

/// Takes the attachments out, and looks that there is one signature and one version of the file.
/// Throws what libqpdf throws.
std::optional<std::string> read_inside(std::string_view bytes, const SealPlace& place,
                                       std::vector<Attachment>& attachments) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.setAttemptRecovery(false);
  pdf.processMemoryFile("sealed", bytes.data(), bytes.size());
  if (pdf.getTrailer().hasKey("/Prev")) return "something was added to this file";
  int signatures = 0;
  for (QPDFObjectHandle object : pdf.getAllObjects()) {
    if (!object.isDictionary() || !object.hasKey("/ByteRange")) continue;
    ++signatures;
    if (!object.getKey("/Contents").isString() ||
        object.getKey("/Contents").getStringValue() !=
            from_hex(bytes.substr(place.begin + 1, place.end - place.begin - 2))) {
      return "its signature is not the one that stands in its place";
    }
  }
  if (signatures != 1) return "it has not exactly one signature";
  QPDFObjectHandle root = pdf.getRoot();
  QPDFObjectHandle fields = root.getKey("/AcroForm").getKey("/Fields");
  if (!fields.isArray() || fields.getArrayNItems() != 1 ||
      !fields.getArrayItem(0).getKey("/V").hasKey("/ByteRange")) {
    return "its signature is not where readers look for it";
  }
  QPDFObjectHandle tree = root.getKey("/Names").getKey("/EmbeddedFiles").getKey("/Names");
  if (!tree.isArray()) return "nothing is attached to it";
  for (int i = 0; i + 1 < tree.getArrayNItems(); i += 2) {
    QPDFObjectHandle file = tree.getArrayItem(i + 1);
    QPDFObjectHandle stream = file.getKey("/EF").getKey("/F");
    const std::shared_ptr<Buffer> data = stream.getStreamData(qpdf_dl_all);
    attachments.push_back(
        {tree.getArrayItem(i).getStringValue(),
         stream.getDict().getKey("/Subtype").getName().substr(1),
         {},
         std::string(reinterpret_cast<const char*>(data->getBuffer()), data->getSize())});
  }
  if (pdf.anyWarnings()) return "it is not a sound PDF";
  return std::nullopt;
}

}  // namespace

bool claims_seal(std::string_view pdf) {
  return pdf.find("/ByteRange") != std::string_view::npos;
}

Result<SealPlace> find_seal(std::string_view pdf, const std::string& where) {
  const auto wrong = [&where](const char* what) {
    return fail(ErrorCode::bad_format, what, where, "export the record again");
  };
  const std::size_t range = pdf.find("/ByteRange");
  if (range == std::string_view::npos) return wrong("it is not sealed");
  if (pdf.find("/ByteRange", range + 1) != std::string_view::npos) {
    return wrong("it has more than one signature");
  }
  Scanner scan(pdf, range);
  scan.expect(kRange);
  SealPlace place;
  place.begin = scan.number();
  scan.expect(" ");
  place.end = scan.number();
  scan.expect(" ");
  const std::size_t rest = scan.number();
  scan.expect(" ]");
  scan.skip_blanks();
  scan.expect("/Contents ");
  const bool begins = scan.at() == place.begin;
  scan.expect("<");
  const std::string_view hex = scan.hex();
  scan.expect(">");
  if (!scan.is_good()) return wrong("its seal is not in the form that Candor writes");
  if (!begins || scan.at() != place.end || place.end + rest != pdf.size()) {
    return wrong("its seal does not cover the whole file");
  }
  const auto size = crypto::der_size(from_hex(hex));
  if (hex.size() % 2 != 0 || !size || 2 * *size > hex.size() ||
      hex.substr(2 * *size).find_first_not_of('0') != std::string_view::npos) {
    return wrong("there is something else beside the seal in its place");
  }
  scan.expect(" /Filter /Adobe.PPKLite /M (");
  const auto at = read_date(scan);
  scan.expect(")");
  if (!at || !scan.is_good()) return wrong("its seal does not tell its time");
  place.at = *at;
  return place;
}

Result<crypto::Certificate> check_seal(std::string_view pdf, const SealPlace& place,
                                       const crypto::Certificate& ca, const std::string& where) {
  const std::string bytes =
      std::string(pdf.substr(0, place.begin)) + std::string(pdf.substr(place.end));
  const std::string padded = from_hex(pdf.substr(place.begin + 1, place.end - place.begin - 2));
  const std::string_view der =
      std::string_view(padded).substr(0, crypto::der_size(padded).value_or(0));
  auto signer = crypto::verify_detached(bytes, der, ca, place.at.utc_ms / 1000);
  if (!signer) return fail(signer.error().code, signer.error().what, where, signer.error().next);
  return signer;
}

Result<SealedPdf> open_sealed_pdf(std::string_view pdf, const crypto::Certificate& ca,
                                  const std::string& where) {
  const auto place = find_seal(pdf, where);
  if (!place) return fail(place);
  auto signer = check_seal(pdf, *place, ca, where);
  if (!signer) return fail(signer);
  SealedPdf sealed{*std::move(signer), place->at, {}};
  try {
    if (const auto problem = read_inside(pdf, *place, sealed.attachments)) {
      return fail(ErrorCode::bad_format, *problem, where);
    }
  } catch (const std::exception& error) {
    return fail(ErrorCode::bad_format, std::string("it is not a sound PDF: ") + error.what(),
                where);
  }
  return sealed;
}

bool differ_only_in_signature(std::string_view a, std::string_view b, const SealPlace& place) {
  return a.size() == b.size() && a.substr(0, place.begin) == b.substr(0, place.begin) &&
         a.substr(place.end) == b.substr(place.end);
}

}  // namespace candor::exporting
