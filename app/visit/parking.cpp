// One description of each struct serves writing and reading, so that the two cannot disagree.
#include "visit/parking.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace candor::visit {

namespace {

/// Every value of an enum, so that a name can be found back.
template <typename Enum>
constexpr std::size_t count_values() {
  if constexpr (std::is_same_v<Enum, Stage>) return 12;
  if constexpr (std::is_same_v<Enum, IdentityStep>) return 6;
  if constexpr (std::is_same_v<Enum, Outcome>) return 6;
  if constexpr (std::is_same_v<Enum, AtScreen>) return 4;
  if constexpr (std::is_same_v<Enum, FlagCause>) return 9;
  if constexpr (std::is_same_v<Enum, FlagState>) return 3;
  if constexpr (std::is_same_v<Enum, TextSize>) return 4;
  if constexpr (std::is_same_v<Enum, Theme>) return 4;
  if constexpr (std::is_same_v<Enum, Reply>) return 4;
  if constexpr (std::is_same_v<Enum, AgainHow>) return 2;
  if constexpr (std::is_same_v<Enum, SignedHow>) return 4;
  if constexpr (std::is_same_v<Enum, Role>) return 5;
  if constexpr (std::is_same_v<Enum, Urgency>) return 3;
  return 0;
}

template <typename Io, typename Value>
using In = std::conditional_t<Io::kWrites, const Value, Value>;

template <typename Value>
Json write_value(const Value& value);
template <typename Value>
bool read_value(const Json& json, Value& value);

class Writer {
 public:
  static constexpr bool kWrites = true;

  template <typename Value>
  void field(const char* name, const Value& value) {
    m_json[name] = write_value(value);
  }

  [[nodiscard]] Json take() { return std::move(m_json); }

 private:
  Json m_json = Json::object();
};

class Reader {
 public:
  static constexpr bool kWrites = false;

  explicit Reader(const Json& json) : m_json(json) {}

  template <typename Value>
  void field(const char* name, Value& value) {
    ++m_expected;
    const auto found = m_json.find(name);
    m_good = m_good && found != m_json.end() && read_value(*found, value);
  }

  /// Every property was there and right, and there was no other.
  [[nodiscard]] bool is_good() const { return m_good && m_json.size() == m_expected; }

 private:
  const Json& m_json;
  std::size_t m_expected = 0;
  bool m_good = true;
};

template <typename Io>
void describe(Io& io, In<Io, Moment>& moment) {
  io.field("utc_ms", moment.utc_ms);
  io.field("steady_ms", moment.steady_ms);
  io.field("offset_minutes", moment.offset_minutes);
  io.field("zone", moment.zone);
}

template <typename Io>
void describe(Io& io, In<Io, Date>& date) {
  io.field("year", date.year);
  io.field("month", date.month);
  io.field("day", date.day);
}

template <typename Io>
void describe(Io& io, In<Io, Spot>& spot) {
  io.field("page", spot.page);
  io.field("block", spot.block);
}

template <typename Io>
void describe(Io& io, In<Io, StrokePoint>& point) {
  io.field("x_um", point.x_um);
  io.field("y_um", point.y_um);
  io.field("t_ms", point.t_ms);
}

template <typename Io>
void describe(Io& io, In<Io, Answer>& answer) {
  io.field("spot", answer.spot);
  io.field("field", answer.field);
  io.field("options", answer.options);
  io.field("text", answer.text);
  io.field("reply", answer.reply);
  io.field("correct", answer.correct);
  io.field("language", answer.language);
  io.field("at", answer.at);
}

template <typename Io>
void describe(Io& io, In<Io, Flag>& flag) {
  io.field("number", flag.number);
  io.field("cause", flag.cause);
  io.field("spot", flag.spot);
  io.field("field", flag.field);
  io.field("option", flag.option);
  io.field("from_answer", flag.from_answer);
  io.field("urgency", flag.urgency);
  io.field("blocks", flag.blocks);
  io.field("reason", flag.reason);
  io.field("raised_at", flag.raised_at);
  io.field("state", flag.state);
  io.field("acknowledged", flag.acknowledged);
  io.field("acknowledged_by", flag.acknowledged_by);
  io.field("acknowledged_as", flag.acknowledged_as);
  io.field("acknowledged_at", flag.acknowledged_at);
  io.field("closed_at", flag.closed_at);
  io.field("closed_by", flag.closed_by);
  io.field("closed_as", flag.closed_as);
  io.field("said", flag.said);
  io.field("answers_at_close", flag.answers_at_close);
}

template <typename Io>
void describe(Io& io, In<Io, ShownBlock>& shown) {
  io.field("spot", shown.spot);
  io.field("language", shown.language);
  io.field("size", shown.size);
  io.field("theme", shown.theme);
  io.field("digest", shown.digest);
  io.field("first_at", shown.first_at);
  io.field("visible_ms", shown.visible_ms);
}

template <typename Io>
void describe(Io& io, In<Io, HeardBlock>& heard) {
  io.field("spot", heard.spot);
  io.field("language", heard.language);
  io.field("digest", heard.digest);
  io.field("speed", heard.speed);
  io.field("of", heard.of);
  io.field("to_end", heard.to_end);
  io.field("first_at", heard.first_at);
  io.field("heard_ms", heard.heard_ms);
}

template <typename Io>
void describe(Io& io, In<Io, Replay>& replay) {
  io.field("spot", replay.spot);
  io.field("how", replay.how);
  io.field("language", replay.language);
  io.field("at", replay.at);
}

template <typename Io>
void describe(Io& io, In<Io, Signature>& signature) {
  io.field("role", signature.role);
  io.field("name", signature.name);
  io.field("relation", signature.relation);
  io.field("presence", signature.presence);
  io.field("kind", signature.kind);
  io.field("kind_reason", signature.kind_reason);
  io.field("kind_agreed_by", signature.kind_agreed_by);
  io.field("kind_agreed_as", signature.kind_agreed_as);
  io.field("meaning", signature.meaning);
  io.field("source_meaning", signature.source_meaning);
  io.field("language", signature.language);
  io.field("how", signature.how);
  io.field("strokes", signature.strokes);
  io.field("pad_width_um", signature.pad_width_um);
  io.field("pad_height_um", signature.pad_height_um);
  io.field("at", signature.at);
}

template <typename Io>
void describe(Io& io, In<Io, Identity>& identity) {
  io.field("name", identity.name);
  io.field("birth", identity.birth);
  io.field("name_source", identity.name_source);
  io.field("birth_source", identity.birth_source);
  io.field("chart_number", identity.chart_number);
  io.field("chart_source", identity.chart_source);
  io.field("appointment", identity.appointment);
  io.field("appointment_source", identity.appointment_source);
  io.field("checked_by", identity.checked_by);
  io.field("checked_as", identity.checked_as);
}

template <typename Io>
void describe(Io& io, In<Io, ReturnCode>& code) {
  io.field("hash", code.hash);
}

template <typename Io>
void describe(Io& io, In<Io, Presentation>& presentation) {
  io.field("language", presentation.language);
  io.field("size", presentation.size);
  io.field("theme", presentation.theme);
  io.field("at", presentation.at);
}

template <typename Io>
void describe(Io& io, In<Io, State>& state) {
  io.field("id", state.id.value);
  io.field("episode", state.episode.value);
  io.field("stage", state.stage);
  io.field("pack_id", state.pack_id);
  io.field("pack_digest", state.pack_digest);
  io.field("walk", state.walk);
  io.field("walk_given", state.walk_given);
  io.field("language", state.language);
  io.field("size", state.size);
  io.field("theme", state.theme);
  io.field("needs_interpreter", state.needs_interpreter);
  io.field("at_screen", state.at_screen);
  io.field("at_screen_chosen", state.at_screen_chosen);
  io.field("helped_by", state.helped_by);
  io.field("representative_name", state.representative_name);
  io.field("representative_relation", state.representative_relation);
  io.field("identity_step", state.identity_step);
  io.field("identity", state.identity);
  io.field("identity_confirmed", state.identity_confirmed);
  io.field("too_young", state.too_young);
  io.field("code", state.code);
  io.field("step", state.step);
  io.field("furthest_step", state.furthest_step);
  io.field("from_review", state.from_review);
  io.field("presentations", state.presentations);
  io.field("shown", state.shown);
  io.field("heard", state.heard);
  io.field("replays", state.replays);
  io.field("answers", state.answers);
  io.field("flags", state.flags);
  io.field("signatures", state.signatures);
  io.field("signing", state.signing);
  io.field("outcome", state.outcome);
  io.field("outcome_reason", state.outcome_reason);
  io.field("outcome_by", state.outcome_by);
  io.field("outcome_as", state.outcome_as);
  io.field("declining", state.declining);
  io.field("record_id", state.record_id);
  io.field("proof_code", state.proof_code);
  io.field("head", state.head);
  io.field("sheet_shown", state.sheet_shown);
  io.field("started", state.started);
  io.field("ended", state.ended);
}

template <typename T>
struct IsVector : std::false_type {};

template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};

template <typename T>
struct IsOptional : std::false_type {};

template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <typename Value>
Json write_value(const Value& value) {
  if constexpr (std::is_same_v<Value, std::string> || std::is_arithmetic_v<Value>) {
    return value;
  } else if constexpr (std::is_enum_v<Value>) {
    return to_string(value);
  } else if constexpr (IsVector<Value>::value) {
    Json list = Json::array();
    for (const auto& each : value) list.push_back(write_value(each));
    return list;
  } else if constexpr (IsOptional<Value>::value) {
    return value ? write_value(*value) : Json(nullptr);
  } else {
    Writer writer;
    describe(writer, value);
    return writer.take();
  }
}

template <typename Number>
bool read_number(const Json& json, Number& value) {
  if (!json.is_number_integer()) return false;
  if (json.is_number_unsigned() &&
      json.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<Number>::max())) {
    return false;
  }
  const auto number = json.get<std::int64_t>();
  if (number < std::numeric_limits<Number>::min() || number > std::numeric_limits<Number>::max()) {
    return false;
  }
  value = static_cast<Number>(number);
  return true;
}

template <typename Value>
bool read_value(const Json& json, Value& value) {
  if constexpr (std::is_same_v<Value, bool>) {
    if (json.is_boolean()) value = json.get<bool>();
    return json.is_boolean();
  } else if constexpr (std::is_same_v<Value, std::string>) {
    if (json.is_string()) value = json.get<std::string>();
    return json.is_string();
  } else if constexpr (std::is_integral_v<Value>) {
    return read_number(json, value);
  } else if constexpr (std::is_enum_v<Value>) {
    if (!json.is_string()) return false;
    for (std::size_t i = 0; i < count_values<Value>(); ++i) {
      value = static_cast<Value>(i);
      if (to_string(value) == json.get_ref<const std::string&>()) return true;
    }
    return false;
  } else if constexpr (IsVector<Value>::value) {
    if (!json.is_array()) return false;
    value.resize(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
      if (!read_value(json[i], value[i])) return false;
    }
    return true;
  } else if constexpr (IsOptional<Value>::value) {
    if (json.is_null()) {
      value.reset();
      return true;
    }
    return read_value(json, value.emplace());
  } else {
    if (!json.is_object()) return false;
    Reader reader(json);
    describe(reader, value);
    return reader.is_good();
  }
}

}  // namespace

Json to_json(const State& state) {
  return write_value(state);
}

Result<State> from_json(const Json& json) {
  State state;
  if (!read_value(json, state)) {
    return fail(ErrorCode::bad_format, "these bytes are not a parked visit");
  }
  return state;
}

}  // namespace candor::visit
