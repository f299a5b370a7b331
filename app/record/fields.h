// Structs as JSON objects and back from one description, so that writing and reading cannot differ.
// A struct's description names each property once:
//
//   template <typename V> void describe(V& v, Is<Point> auto& p) { v("x", p.x); v("y", p.y); }
//
// Reading is strict: a missing, unknown or wrong property is an error that names it.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "visit/state.h"

namespace candor::record {

/// `Wanted` or `const Wanted`: one description serves the writer and the reader.
template <typename Type, typename Wanted>
concept Is = std::same_as<std::remove_const_t<Type>, Wanted>;

/// The words that a property may hold.
using Vocabulary = std::span<const std::string_view>;

/// The whole numbers that every JSON reader keeps exactly.
inline constexpr std::int64_t kLargestInteger = (std::int64_t{1} << 53) - 1;

/// "2026-11-21" or "" as a date; nothing for anything else.
[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);

template <typename V>
void describe(V& v, Is<Moment> auto& moment) {
  v("utc_ms", moment.utc_ms);
  v("offset_minutes", moment.offset_minutes);
  v("zone", moment.zone);
  v("steady_ms", moment.steady_ms);
}

/// Builds the JSON object of a struct.
class Writer {
 public:
  template <typename T>
  void operator()(const char* name, const T& value) {
    m_object[name] = value_of(value);
  }

  /// A property with a closed list of words.
  void word(const char* name, const std::string& value, Vocabulary) { m_object[name] = value; }

  /// A list that is left out while it is empty: older records do not have the property.
  template <typename T>
  void unless_empty(const char* name, const std::vector<T>& list) {
    if (!list.empty()) (*this)(name, list);
  }

  template <typename T>
  [[nodiscard]] static Json object_of(const T& value) {
    Writer writer;
    describe(writer, value);
    return std::move(writer.m_object);
  }

 private:
  static Json value_of(const std::string& text) { return text; }

  static Json value_of(bool flag) { return flag; }

  static Json value_of(std::int32_t number) { return number; }

  static Json value_of(std::int64_t number) { return number; }

  static Json value_of(const Date& date) { return iso_date(date); }

  /// A short list instead of an object: a signature has hundreds of points.
  static Json value_of(const visit::StrokePoint& point) {
    return Json::array({point.x_um, point.y_um, point.t_ms});
  }

  template <typename T>
  static Json value_of(const std::optional<T>& value) {
    return value ? value_of(*value) : Json(nullptr);
  }

  template <typename T>
  static Json value_of(const std::vector<T>& list) {
    Json array = Json::array();
    for (const T& item : list) array.push_back(value_of(item));
    return array;
  }

  template <typename T>
  static Json value_of(const T& structure) {
    return object_of(structure);
  }

  Json m_object = Json::object();
};

/// Fills a struct from a JSON object. The first thing that is wrong is kept; what follows is
/// skipped.
class Reader {
 public:
  template <typename T>
  void operator()(const char* name, T& value) {
    within({name}, [&] {
      if (const Json* const found = find(name)) read(*found, value);
    });
  }

  void word(const char* name, std::string& value, Vocabulary allowed) {
    (*this)(name, value);
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
    within({name}, [&] { wrong("holds a word that this format does not have"); });
  }

  template <typename T>
  void unless_empty(const char* name, std::vector<T>& list) {
    if (m_state.error || !m_object.contains(name)) return;
    (*this)(name, list);
    if (list.empty()) within({name}, [&] { wrong("is empty; then it is left out"); });
  }

  /// Reads `json` as a T. `where` names the file or entry in the error.
  template <typename T>
  [[nodiscard]] static Result<T> object_from(const Json& json, const std::string& where) {
    State state{where, {}, {}};
    T value;
    read_object(json, state, value);
    if (state.error) return tl::unexpected<Error>(std::move(*state.error));
    return value;
  }

 private:
  /// From an object or list to what is in it.
  struct Step {
    std::string_view name = {};  ///< empty: by the index
    std::size_t index = 0;
  };

  /// What the readers of an object and of all in it have in common.
  struct State {
    const std::string& where;
    std::vector<Step> path;
    std::optional<Error> error;
  };

  Reader(const Json& object, State& state) : m_object(object), m_state(state) {}

  template <typename T>
  static void read_object(const Json& json, State& state, T& value) {
    Reader reader(json, state);
    if (!json.is_object()) {
      reader.wrong("is not an object");
      return;
    }
    describe(reader, value);
    reader.refuse_unknown();
  }

  void read(const Json& json, std::string& value) {
    if (const auto* const text = json.get_ptr<const std::string*>()) {
      value = *text;
    } else {
      wrong("is not a text");
    }
  }

  void read(const Json& json, bool& value) {
    if (json.is_boolean()) {
      value = json.get<bool>();
    } else {
      wrong("is not true or false");
    }
  }

  template <std::signed_integral T>
  void read(const Json& json, T& value) {
    constexpr std::int64_t kMost =
        std::min<std::int64_t>(kLargestInteger, std::numeric_limits<T>::max());
    constexpr std::int64_t kLeast =
        std::max<std::int64_t>(-kLargestInteger, std::numeric_limits<T>::min());
    const bool is_positive = json.is_number_unsigned();
    if (!json.is_number_integer() ||
        (is_positive && json.get<std::uint64_t>() > static_cast<std::uint64_t>(kMost)) ||
        (!is_positive && json.get<std::int64_t>() < kLeast)) {
      wrong("is not a whole number in the allowed range");
      return;
    }
    value = json.get<T>();
  }

  void read(const Json& json, Date& value) {
    std::string text;
    read(json, text);
    if (m_state.error) return;
    if (const auto date = parse_iso_date(text)) {
      value = *date;
    } else {
      wrong("is not a date such as 2026-11-21");
    }
  }

  void read(const Json& json, visit::StrokePoint& value) {
    std::vector<std::int32_t> numbers;
    read(json, numbers);
    if (m_state.error) return;
    if (numbers.size() == 3) {
      value = {numbers[0], numbers[1], numbers[2]};
    } else {
      wrong("is not a point: three numbers");
    }
  }

  template <typename T>
  void read(const Json& json, std::optional<T>& value) {
    value.reset();
    if (json.is_null()) return;
    T inner{};
    read(json, inner);
    value = std::move(inner);
  }

  template <typename T>
  void read(const Json& json, std::vector<T>& value) {
    value.clear();
    if (!json.is_array()) {
      wrong("is not a list");
      return;
    }
    value.reserve(json.size());
    for (std::size_t i = 0; i < json.size() && !m_state.error; ++i) {
      T item{};
      within({{}, i}, [&] { read(json[i], item); });
      value.push_back(std::move(item));
    }
  }

  template <typename T>
  void read(const Json& json, T& value) {
    read_object(json, m_state, value);
  }

  /// Does something at a place in the object, which an error then names.
  template <typename Do>
  void within(Step step, const Do& work) {
    m_state.path.push_back(step);
    work();
    m_state.path.pop_back();
  }

  [[nodiscard]] const Json* find(const char* name) {
    if (m_state.error) return nullptr;
    m_known.emplace_back(name);
    const auto found = m_object.find(name);
    if (found != m_object.end()) return &*found;
    wrong("is missing");
    return nullptr;
  }

  void refuse_unknown() {
    if (m_state.error) return;
    for (const auto& [name, value] : m_object.items()) {
      if (std::find(m_known.begin(), m_known.end(), name) != m_known.end()) continue;
      // The unknown name itself may hold anything, a person's words too: only its length is told.
      const bool is_plain =
          !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
          });
      within({is_plain ? std::string_view(name) : "?"},
             [&] { wrong("is not a property of this format"); });
      return;
    }
  }

  void wrong(const char* what) {
    if (m_state.error) return;
    const std::string path = path_words();
    const std::string subject = path.empty() ? "the record" : "\"" + path + "\"";
    m_state.error = Error{ErrorCode::bad_format, subject + " " + what, m_state.where, ""};
  }

  /// "shown[3].first_at"
  [[nodiscard]] std::string path_words() const {
    std::string words;
    for (const Step& step : m_state.path) {
      if (step.name.empty()) {
        words += "[" + std::to_string(step.index) + "]";
      } else {
        words += (words.empty() ? "" : ".") + std::string(step.name);
      }
    }
    return words;
  }

  const Json& m_object;
  State& m_state;
  std::vector<std::string_view> m_known;  ///< the properties that were asked for
};

}  // namespace candor::record
