#include "export/fhir.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "crypto/crypto.h"
#include "export/plain_words.h"
#include "export/words.h"

namespace candor::exporting {

namespace {

namespace kinds = record::addendum_kind;

/// Stands for the PDF until the bundle is written. No text of a record can be it: clean() leaves
/// out what is escaped here.
constexpr std::string_view kPdfPlace = "\x7Fpdf\x7F";
constexpr const char* kLoinc = "http://loinc.org";
constexpr const char* kSignatureTypes = "urn:iso-astm:E1762-95:2013";
constexpr const char* kUris = "urn:ietf:rfc:3986";

std::string dashed(const std::string& hex) {
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20, 12);
}

/// A UUID (version 8: by our own rule) for a part of a record.
std::string uuid_of(const record::Record& record, const std::string& part) {
  std::string hex =
      crypto::sha256_hex("candor-fhir\n" + record.id + "\n" + part + "\n").substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<std::size_t>(hex[16]) % 4];
  return dashed(hex);
}

bool is_id(const std::string& id) {
  return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// FHIR knows no empty texts: what is empty is left out.
void put(Json& object, const char* name, const std::string& words) {
  const std::string kept = clean(words, Breaks::kept);
  if (kept.find_first_not_of(" \t\r\n") != std::string::npos) object[name] = kept;
}

Json text_concept(const std::string& words) {
  Json concept_json = Json::object();
  put(concept_json, "text", words);
  return concept_json;
}

Json coded(const char* system, const char* code, const char* display) {
  return {{"coding", Json::array({{{"system", system}, {"code", code}, {"display", display}}})}};
}

std::string with_role(const std::string& name, const std::string& role) {
  return role.empty() ? name : name + " (" + role + ")";
}

/// The strokes as a drawing that every browser shows.
std::string svg_of(const record::Signature& signature) {
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" fill=\"none\" "
      "stroke=\"#1b2430\" stroke-width=\"400\" stroke-linecap=\"round\" "
      "stroke-linejoin=\"round\">",
      std::max(1, signature.pad_width_um), std::max(1, signature.pad_height_um));
  for (const visit::Stroke& stroke : signature.strokes) {
    if (stroke.empty()) continue;
    svg += fmt::format("<path d=\"M{} {}", stroke[0].x_um, stroke[0].y_um);
    for (const visit::StrokePoint& point : stroke) {
      svg += fmt::format("L{} {}", point.x_um, point.y_um);
    }
    svg += "\"/>";
  }
  return svg + "</svg>";
}

struct SignatureType {
  const char* code;
  const char* display;
};

SignatureType type_of(const record::Signature& signature) {
  if (signature.role == "witness") return {"1.2.840.10065.1.12.1.8", "Signature Witness Signature"};
  if (signature.role == "interpreter") {
    return {"1.2.840.10065.1.12.1.12", "Interpreter Signature"};
  }
  if (signature.role == "clinician") return {"1.2.840.10065.1.12.1.5", "Verification Signature"};
  return {"1.2.840.10065.1.12.1.7", "Consent Signature"};
}

/// One bundle while it is made.
class Bundler {
 public:
  Bundler(const ExportedRecord& exported, const std::string& pdf)
      : m_exported(exported), m_record(exported.record), m_pdf(pdf) {}

  Json make() {
    add("Patient", patient());
    add("Organization", organization());
    if (has_representative()) add("RelatedPerson", representative());
    add("Consent", consent());
    add("QuestionnaireResponse", answers());
    add("DocumentReference", document());
    add("Provenance", provenance());
    int number = 0;
    for (const record::Addendum& one : m_exported.addenda) {
      add("Provenance", provenance_of(one), fmt::format("addendum {}", ++number));
    }
    return {{"resourceType", "Bundle"},
            {"id", uuid_of(m_record, "Bundle")},
            {"meta", meta()},
            {"type", "collection"},
            {"identifier", {{"system", kUris}, {"value", "urn:uuid:" + dashed(m_record.id)}}},
            {"timestamp", iso_local(m_record.ended)},
            {"entry", std::move(m_entries)}};
  }

 private:
  /// Practice is told in a way that every reader of FHIR knows: test health data.
  [[nodiscard]] Json meta() const {
    Json meta = {{"lastUpdated", iso_local(m_record.ended)}};
    if (m_record.practice) {
      meta["security"] =
          Json::array({{{"system", "http://terminology.hl7.org/CodeSystem/v3-ActReason"},
                        {"code", "HTEST"},
                        {"display", "test health data"}}});
    }
    return meta;
  }

  void add(const char* type, Json resource, const std::string& part = {}) {
    const std::string id = uuid_of(m_record, part.empty() ? type : part);
    resource["resourceType"] = type;
    resource["id"] = id;
    resource["meta"] = meta();
    m_entries.push_back({{"fullUrl", "urn:uuid:" + id}, {"resource", std::move(resource)}});
  }

  [[nodiscard]] Json reference(const std::string& part, const std::string& display = {}) const {
    Json reference = {{"reference", "urn:uuid:" + uuid_of(m_record, part)}};
    put(reference, "display", display);
    return reference;
  }

  /// Somebody who is no resource of their own.
  static Json named(const std::string& words) {
    Json reference = Json::object();
    put(reference, "display", words);
    if (reference.empty()) reference["display"] = "name not given";
    return reference;
  }

  [[nodiscard]] bool has_representative() const {
    return !m_record.representative_name.empty() ||
           std::any_of(m_record.signatures.begin(), m_record.signatures.end(),
                       [](const record::Signature& one) { return one.role == "representative"; });
  }

  [[nodiscard]] bool is_withdrawn() const {
    return latest(m_exported, kinds::kWithdrawn) != nullptr;
  }

  [[nodiscard]] Json source() const {
    return has_representative() ? reference("RelatedPerson") : reference("Patient");
  }

  [[nodiscard]] Json patient() const {
    const visit::Identity& who = m_record.patient;
    Json patient = Json::object();
    if (const std::string chart = clean(who.chart_number, Breaks::dropped); !chart.empty()) {
      Json identifier = {{"type", coded("http://terminology.hl7.org/CodeSystem/v2-0203", "MR",
                                        "Medical record number")},
                         {"value", chart}};
      identifier["assigner"] = reference("Organization");
      patient["identifier"] = Json::array({identifier});
    }
    if (const Json name = text_concept(who.name); !name.empty()) {
      patient["name"] = Json::array({name});
    }
    if (is_real_date(who.birth)) patient["birthDate"] = iso_date(who.birth);
    patient["managingOrganization"] = reference("Organization");
    return patient;
  }

  [[nodiscard]] Json organization() const {
    Json organization = {{"name", "clinic not named"}};
    put(organization, "name", m_record.clinic);
    return organization;
  }

  [[nodiscard]] Json representative() const {
    Json person = {{"patient", reference("Patient")}};
    std::string name = m_record.representative_name;
    std::string relation = m_record.representative_relation;
    for (const record::Signature& one : m_record.signatures) {
      if (one.role != "representative") continue;
      if (name.empty()) name = one.name;
      if (relation.empty()) relation = one.relation;
    }
    if (const Json words = text_concept(name); !words.empty())
      person["name"] = Json::array({words});
    if (const Json words = text_concept(relation); !words.empty()) {
      person["relationship"] = Json::array({words});
    }
    return person;
  }

  /// Active only for a consent that counts; every other end has a status that says no.
  [[nodiscard]] const char* status() const {
    if (m_record.practice) return "draft";
    if (is_withdrawn()) return "inactive";
    if (m_record.outcome == "signed") return "active";
    if (m_record.outcome == "declined") return "rejected";
    if (m_record.outcome == "stopped-by-staff") return "inactive";
    return "proposed";
  }

  [[nodiscard]] std::string outcome_words() const {
    std::string words = is_withdrawn() ? "Withdrawn. Not a consent any more. " : "";
    if (m_record.practice) words += "Practice, not a consent. ";
    return words + outcome_title(m_record.outcome);
  }

  [[nodiscard]] std::string talk_words() const {
    const record::Addendum* const talk = latest(m_exported, kinds::kClinician);
    if (talk == nullptr) return "Talk with clinician: not yet recorded";
    return fmt::format("Talk with clinician: recorded by {}, {}", with_role(talk->by, talk->role),
                       short_time(talk->at));
  }

  /// Empty where what was added in the office is in it.
  [[nodiscard]] std::string office_words() const {
    if (m_exported.office_ledger == OfficeLedger::seen) return {};
    return "No office ledger lay beside the kiosk's: what was added in the office, such as a "
           "withdrawal, was not seen and is not in this.";
  }

  [[nodiscard]] Json narrative() const {
    std::string div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">";
    for (const std::string& words :
         {outcome_words(), office_words(), m_record.procedure, m_record.scope, talk_words(),
          m_record.outcome_reason.empty() ? std::string() : "Reason: " + m_record.outcome_reason}) {
      const std::string kept = clean(words, Breaks::dropped);
      if (!kept.empty()) div += "<p>" + xml_text(kept) + "</p>";
    }
    return {{"status", "generated"}, {"div", div + "</div>"}};
  }

  [[nodiscard]] Json consent() const {
    const bool counts = is_consent(m_exported);
    Json consent = {
        {"text", narrative()},
        {"identifier",
         Json::array({{{"system", kUris}, {"value", "urn:uuid:" + dashed(m_record.id)}}})},
        {"status", status()},
        {"scope",
         coded("http://terminology.hl7.org/CodeSystem/consentscope", "treatment", "Treatment")},
        {"category", Json::array({coded(kLoinc, "59284-0", "Consent Document"),
                                  text_concept(outcome_words())})},
        {"patient", reference("Patient")},
        {"dateTime", iso_local(m_record.ended)},
        {"performer", Json::array({source()})},
        {"organization", Json::array({reference("Organization")})},
        {"sourceReference", reference("DocumentReference")},
        {"policyRule",
         text_concept(fmt::format(
             "{}, version {}, {}, SHA-256 {}", m_record.pack, m_record.pack_version,
             m_record.pack_approved ? "approved" : "not approved", m_record.pack_digest))}};
    const record::Addendum* const talk = latest(m_exported, kinds::kClinician);
    Json verification = {{"verified", talk != nullptr}, {"verifiedWith", source()}};
    if (talk != nullptr) verification["verificationDate"] = iso_local(talk->at);
    consent["verification"] = Json::array({verification});

    Json provision = {{"type", counts ? "permit" : "deny"}};
    if (const record::Addendum* const withdrawn = latest(m_exported, kinds::kWithdrawn)) {
      provision["period"] = {{"start", iso_local(withdrawn->at)}};
    } else {
      provision["period"] = {{"start", iso_local(m_record.ended)}};
      if (counts && !m_record.valid_until.empty()) {
        provision["period"]["end"] = m_record.valid_until;
      }
    }
    if (const Json code = text_concept(m_record.procedure); !code.empty()) {
      provision["code"] = Json::array({code});
    }
    consent["provision"] = provision;
    return consent;
  }

  static Json item(const std::string& link, const std::string& words) {
    Json item = {{"linkId", link}};
    put(item, "text", words);
    return item;
  }

  static Json answer(const std::string& words) {
    Json answer = Json::object();
    put(answer, "valueString", words);
    return answer;
  }

  static void answer_with(Json& item, Json answer) {
    if (!answer.empty()) item["answer"].push_back(std::move(answer));
  }

  [[nodiscard]] Json statement(const record::Statement& one, std::size_t number) const {
    const std::string link = fmt::format("statement.{}", number);
    Json result = item(link, one.source_statement.empty() ? one.statement : one.source_statement);
    Json parts = Json::array();
    const auto tell = [&](const char* part, const std::string& label, const std::string& words) {
      Json told = item(link + "." + part, label);
      answer_with(told, answer(words));
      if (told.contains("answer")) parts.push_back(std::move(told));
    };
    tell("place", "Place", one.page + "/" + one.block);
    tell("kind", "Kind", one.required ? "required" : "optional");
    tell("fact", "What stood above it", one.source_fact.empty() ? one.fact : one.source_fact);
    tell("shown", "As shown, " + language_words(one.language), one.statement);
    for (std::size_t i = 0; i < one.replies.size(); ++i) {
      const record::StatementReply& reply = one.replies[i];
      tell(fmt::format("reply.{}", i + 1).c_str(), "Reply at " + iso_local(reply.at),
           fmt::format("{}: {}", reply_words(reply.reply), reply.label));
    }
    if (!parts.empty()) result["item"] = std::move(parts);
    // An item has answers or parts: the reply that stands is an item of its own.
    if (!one.replies.empty()) {
      Json stands = item(link + ".stands", "The reply that stands");
      Json coding = {{"code", one.replies.back().reply},
                     {"display", reply_words(one.replies.back().reply)}};
      answer_with(stands, Json{{"valueCoding", std::move(coding)}});
      result["item"].push_back(std::move(stands));
    }
    return result;
  }

  [[nodiscard]] Json answers() const {
    Json items = Json::array();
    for (std::size_t i = 0; i < m_record.statements.size(); ++i) {
      items.push_back(statement(m_record.statements[i], i + 1));
    }
    for (std::size_t i = 0; i < m_record.answers.size(); ++i) {
      const record::Answer& one = m_record.answers[i];
      Json given = item(fmt::format("{}.{}", one.kind, i + 1), one.question);
      for (const std::string& words : one.answers) answer_with(given, answer(words));
      items.push_back(std::move(given));
    }
    const bool whole = m_record.outcome == "signed" || m_record.outcome == "declined";
    Json response = {
        {"identifier",
         {{"system", kUris}, {"value", "urn:uuid:" + uuid_of(m_record, "QuestionnaireResponse")}}},
        {"status", whole ? "completed" : "stopped"},
        {"subject", reference("Patient")},
        {"authored", iso_local(m_record.ended)},
        {"source", source()}};
    if (!items.empty()) response["item"] = std::move(items);
    return response;
  }

  [[nodiscard]] Json document() const {
    const std::string sha256 = crypto::sha256_hex(m_pdf);
    Json attachment = {{"contentType", "application/pdf"},
                       {"language", "en"},
                       {"data", kPdfPlace},
                       {"size", m_pdf.size()},
                       {"hash", crypto::base64(crypto::sha1_for_fhir(m_pdf))},
                       {"title", outcome_words()},
                       {"creation", iso_local(m_record.ended)}};
    return {
        {"masterIdentifier", {{"system", kUris}, {"value", "urn:uuid:" + dashed(m_record.id)}}},
        {"identifier", Json::array({{{"system", kUris}, {"value", "urn:hash:sha256:" + sha256}}})},
        {"status", "current"},
        {"docStatus", m_record.practice ? "preliminary" : "final"},
        {"type", coded(kLoinc, "59284-0", "Consent Document")},
        {"subject", reference("Patient")},
        {"date", iso_local(m_record.ended)},
        {"author", Json::array({reference("Organization")})},
        {"custodian", reference("Organization")},
        {"description", outcome_words() + ". " + office_words() +
                            (office_words().empty() ? "" : " ") + "SHA-256 of the PDF: " + sha256},
        {"content", Json::array({{{"attachment", attachment}}})}};
  }

  [[nodiscard]] Json who_signed(const record::Signature& signature) const {
    if (signature.role == "patient") return reference("Patient", signature.name);
    if (signature.role == "representative") return reference("RelatedPerson", signature.name);
    std::string words = with_role(signature.name, signature.relation);
    if (!signature.kind.empty()) {
      words += fmt::format(". {}. {}.", presence_words(signature.presence),
                           interpreter_words(signature.kind));
    }
    if (!signature.kind_reason.empty()) {
      words += fmt::format(" Why a relative: {} (agreed by {}).", signature.kind_reason,
                           with_role(signature.kind_agreed_by, signature.kind_agreed_as));
    }
    return named(words);
  }

  [[nodiscard]] Json provenance() const {
    Json agents = Json::array();
    const auto add_agent = [&agents](const char* code, const char* display, const Json& who) {
      agents.push_back(
          {{"type", coded("http://terminology.hl7.org/CodeSystem/provenance-participant-type", code,
                          display)},
           {"who", who}});
    };
    add_agent("assembler", "Assembler",
              named(fmt::format("Kiosk {}, {}", m_record.kiosk, m_record.software)));
    add_agent("informant", "Informant", source());
    Json signatures = Json::array();
    for (const record::Signature& one : m_record.signatures) {
      const SignatureType type = type_of(one);
      Json signature = {
          {"type",
           Json::array(
               {{{"system", kSignatureTypes}, {"code", type.code}, {"display", type.display}}})},
          {"when", iso_local(one.at)},
          {"who", who_signed(one)}};
      if (!one.strokes.empty()) {
        signature["sigFormat"] = "image/svg+xml";
        signature["data"] = crypto::base64(svg_of(one));
      } else {
        // Nothing was drawn: what stands in its place, and that it is no drawing.
        signature["sigFormat"] = "text/plain";
        signature["data"] = crypto::base64(one.name + "\n" + how_words(one.how));
      }
      signatures.push_back(signature);
    }
    Json provenance = {
        {"target", Json::array({reference("Consent"), reference("QuestionnaireResponse"),
                                reference("DocumentReference")})},
        {"occurredDateTime", iso_local(m_record.ended)},
        {"recorded", iso_local(m_record.ended)},
        {"activity", text_concept(outcome_words())},
        {"agent", agents}};
    if (!signatures.empty()) {
      provenance["signature"] = signatures;
      // What each of them means, in the words that were signed.
      Json reasons = Json::array();
      for (const record::Signature& one : m_record.signatures) {
        if (Json words = text_concept(one.meaning); !words.empty()) {
          reasons.push_back(std::move(words));
        }
      }
      if (!reasons.empty()) provenance["reason"] = reasons;
    }
    return provenance;
  }

  [[nodiscard]] Json provenance_of(const record::Addendum& one) const {
    Json provenance = {
        {"target", Json::array({reference("Consent")})},
        {"occurredDateTime", iso_local(one.at)},
        {"recorded", iso_local(one.at)},
        {"activity", text_concept(addendum_words(one.kind))},
        {"agent",
         Json::array(
             {{{"type", coded("http://terminology.hl7.org/CodeSystem/provenance-participant-type",
                              "author", "Author")},
               {"who", named(with_role(one.by, one.role))}}})}};
    if (const Json reason = text_concept(one.said); !reason.empty()) {
      provenance["reason"] = Json::array({reason});
    }
    return provenance;
  }

  const ExportedRecord& m_exported;
  const record::Record& m_record;
  const std::string& m_pdf;
  Json m_entries = Json::array();
};

}  // namespace

Result<std::string> to_fhir(const ExportedRecord& exported, const std::string& pdf) {
  if (!is_id(exported.record.id)) {
    return fail(ErrorCode::bad_value, "a FHIR bundle needs a record whose id is 32 hex digits");
  }
  std::string text = canonical(Bundler(exported, pdf).make());
  // The PDF is by far the largest part and needs no escaping: it is put in last.
  const std::size_t place = text.find(kPdfPlace);
  if (place == std::string::npos || text.find(kPdfPlace, place + 1) != std::string::npos) {
    return fail(ErrorCode::bad_value, "the record holds a code that no format knows");
  }
  text.replace(place, kPdfPlace.size(), crypto::base64(pdf));
  return text;
}

}  // namespace candor::exporting
