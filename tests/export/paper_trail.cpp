#include "export/paper_trail.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "export/pdf.h"
#include "export/sample_records.h"

namespace candor::exporting::samples {

namespace {

std::string without_spaces(const std::string& text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (letter == ' ' || letter == '\n' || letter == '\r' || letter == '\f' || letter == '\t') {
      continue;
    }
    // Marks of direction (U+202A … U+202E), which pdftotext puts in.
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    if (i + 2 < text.size() && byte(i) == 0xE2 && byte(i + 1) == 0x80 && byte(i + 2) >= 0xAA &&
        byte(i + 2) <= 0xAE) {
      i += 2;
      continue;
    }
    kept += letter;
  }
  return kept;
}

std::string pdf_of(const ExportedRecord& exported, const text::Fonts& fonts) {
  const auto bytes = to_pdf(exported, fonts);
  REQUIRE(bytes);
  return *bytes;
}

}  // namespace

text::Fonts pinned_fonts() {
  auto fonts = text::Fonts::open(support::source_folder() / "assets" / "fonts" / "fonts.conf");
  REQUIRE(fonts);
  return std::move(*fonts);
}

ExportedRecord exported(const record::Record& record) {
  return {record, canonical(to_json(record)), {}, chain(), {}};
}

PaperTrail::PaperTrail(const record::Record& record, const text::Fonts& fonts)
    : PaperTrail(exported(record), fonts) {}

PaperTrail::PaperTrail(const ExportedRecord& exported, const text::Fonts& fonts)
    : PaperTrail(pdf_of(exported, fonts)) {}

PaperTrail::File::File(const std::string& bytes)
    : m_path((m_folder.path() / "record.pdf").string()) {
  std::ofstream(m_path, std::ios::binary) << bytes;
}

PaperTrail::PaperTrail(const std::string& bytes) : m_file(bytes), m_bytes(bytes) {
  // The order of drawing, so that columns stay whole; the frame of each page is left out.
  const auto ran =
      support::run(fmt::format("pdftotext -raw -enc UTF-8 -x 0 -y 72 -W 612 -H 660 {} -", path()));
  REQUIRE(ran.exit_code == 0);
  m_body = without_spaces(ran.output);
}

int PaperTrail::page_count() const {
  std::istringstream lines(support::run("pdfinfo " + path()).output);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("Pages:", 0) == 0) return std::stoi(line.substr(6));
  }
  return 0;
}

std::string PaperTrail::page(int number) const {
  return support::run(
             fmt::format("pdftotext -layout -enc UTF-8 -f {0} -l {0} {1} -", number, path()))
      .output;
}

bool PaperTrail::says(const std::string& words) const {
  return m_body.find(without_spaces(words)) != std::string::npos;
}

int PaperTrail::count(const std::string& words) const {
  const std::string wanted = without_spaces(words);
  int found = 0;
  for (std::size_t at = m_body.find(wanted); at != std::string::npos;
       at = m_body.find(wanted, at + 1)) {
    ++found;
  }
  return found;
}

std::vector<std::vector<PaperTrail::PenPoint>> PaperTrail::strokes() const {
  const auto ran = support::run(fmt::format(
      "qpdf --stream-data=uncompress --object-streams=disable {} - | "
      "awk '/^stream/ {{inside=1; next}} /^endstream/ {{inside=0}} inside' | tr -cd '[:print:]\\n'",
      path()));
  REQUIRE(ran.exit_code == 0);
  std::istringstream tokens(ran.output);
  std::vector<double> numbers;
  std::vector<std::vector<PenPoint>> strokes;
  std::vector<PenPoint> path;
  bool round_ends = false;
  for (std::string token; tokens >> token;) {
    std::size_t used = 0;
    double number = 0.0;
    try {
      number = std::stod(token, &used);
    } catch (const std::exception&) {
      used = 0;
    }
    if (used == token.size()) {
      numbers.push_back(number);
      continue;
    }
    std::size_t const count = numbers.size();
    if (token == "J" && count >= 1) round_ends = numbers[count - 1] == 1.0;
    if (token == "m" && count >= 2) path = {{numbers[count - 2], numbers[count - 1]}};
    if ((token == "l" || token == "c") && count >= 2) {
      path.push_back({numbers[count - 2], numbers[count - 1]});
    }
    if (token == "S") {
      if (round_ends && !path.empty()) strokes.push_back(path);
      path.clear();
    }
    numbers.clear();
  }
  return strokes;
}

std::vector<std::string> words_of(const record::Record& record) {
  std::vector<std::string> words = {record.clinic,
                                    record.procedure,
                                    record.scope,
                                    record.pack,
                                    record.pack_version,
                                    record.pack_digest,
                                    record.id,
                                    record.visit,
                                    record.episode,
                                    record.kiosk,
                                    record.software,
                                    record.valid_until,
                                    record.outcome_reason,
                                    record.outcome_by,
                                    record.representative_name,
                                    record.representative_relation,
                                    record.patient.name,
                                    iso_date(record.patient.birth),
                                    record.patient.chart_number,
                                    record.patient.appointment,
                                    record.patient.checked_by,
                                    chain()};
  const auto add = [&words](const auto&... more) { (words.push_back(more), ...); };
  for (const std::string& reason : record.practice_reasons) add(reason);
  for (const std::string& how : record.helped_by) add(how);
  for (const auto& [name, value] : record.clinic_values) add("clinic." + name, value);
  for (const record::Shown& shown : record.shown) add(shown.page, shown.block, shown.text);
  for (const record::Listened& heard : record.listened) {
    add(heard.page + "/" + heard.block,
        fmt::format("{} of {} sentences heard to their end", heard.sentences, heard.of));
  }
  for (const record::Replay& replay : record.replays) add(replay.how + " again");
  for (const record::Answer& answer : record.answers) {
    add(answer.question);
    for (const std::string& given : answer.answers) add(given);
  }
  for (const record::Statement& statement : record.statements) {
    add(statement.fact, statement.statement);
    for (const record::StatementReply& reply : statement.replies) add(reply.label);
  }
  for (const record::Flag& flag : record.flags) {
    add(flag.reason, flag.said, flag.closed_as);
    if (flag.closed_by != "patient") add(flag.closed_by);
  }
  if (record.ride) {
    for (const record::Ride::Field& field : record.ride->fields) add(field.label, field.value);
  }
  for (const record::Signature& signature : record.signatures) {
    add(signature.name, signature.relation, signature.meaning);
  }
  return words;
}

}  // namespace candor::exporting::samples
