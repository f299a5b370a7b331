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
#include <set>
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
    if (const Json* const found = find(name)) read(*found, path_of(name), value);
  }

  void word(const char* name, std::string& value, Vocabulary allowed) {
    (*this)(name, value);
    if (m_error) return;
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
      wrong(path_of(name), "holds a word that this format does not have");
    }
  }

  template <typename T>
  void unless_empty(const char* name, std::vector<T>& list) {
    if (m_error || !m_object.contains(name)) return;
    (*this)(name, list);
    if (list.empty()) wrong(path_of(name), "is empty; then it is left out");
  }

  /// Reads `json` as a T. `where` names the file or entry in the error.
  template <typename T>
  [[nodiscard]] static Result<T> object_from(const Json& json, const std::string& where) {
    std::optional<Error> error;
    T value;
    read_object(json, "", where, error, value);
    if (error) return tl::unexpected<Error>(std::move(*error));
    return value;
  }

 private:
  Reader(const Json& object, std::string path, const std::string& where,
         std::optional<Error>& error)
      : m_object(object), m_path(std::move(path)), m_where(where), m_error(error) {}

  template <typename T>
  static void read_object(const Json& json, const std::string& path, const std::string& where,
                          std::optional<Error>& error, T& value) {
    Reader reader(json, path, where, error);
    if (!json.is_object()) {
      reader.wrong(path, "is not an object");
      return;
    }
    describe(reader, value);
    reader.refuse_unknown();
  }

  void read(const Json& json, const std::string& path, std::string& value) {
    if (const auto* const text = json.get_ptr<const std::string*>()) {
      value = *text;
    } else {
      wrong(path, "is not a text");
    }
  }

  void read(const Json& json, const std::string& path, bool& value) {
    if (json.is_boolean()) {
      value = json.get<bool>();
    } else {
      wrong(path, "is not true or false");
    }
  }

  template <std::signed_integral T>
  void read(const Json& json, const std::string& path, T& value) {
    constexpr std::int64_t kMost =
        std::min<std::int64_t>(kLargestInteger, std::numeric_limits<T>::max());
    constexpr std::int64_t kLeast =
        std::max<std::int64_t>(-kLargestInteger, std::numeric_limits<T>::min());
    const bool is_positive = json.is_number_unsigned();
    if (!json.is_number_integer() ||
        (is_positive && json.get<std::uint64_t>() > static_cast<std::uint64_t>(kMost)) ||
        (!is_positive && json.get<std::int64_t>() < kLeast)) {
      wrong(path, "is not a whole number in the allowed range");
      return;
    }
    value = json.get<T>();
  }

  void read(const Json& json, const std::string& path, Date& value) {
    std::string text;
    read(json, path, text);
    if (m_error) return;
    if (const auto date = parse_iso_date(text)) {
      value = *date;
    } else {
      wrong(path, "is not a date such as 2026-11-21");
    }
  }

  void read(const Json& json, const std::string& path, visit::StrokePoint& value) {
    std::vector<std::int32_t> numbers;
    read(json, path, numbers);
    if (m_error) return;
    if (numbers.size() == 3) {
      value = {numbers[0], numbers[1], numbers[2]};
    } else {
      wrong(path, "is not a point: three numbers");
    }
  }

  template <typename T>
  void read(const Json& json, const std::string& path, std::optional<T>& value) {
    value.reset();
    if (json.is_null()) return;
    T inner{};
    read(json, path, inner);
    value = std::move(inner);
  }

  template <typename T>
  void read(const Json& json, const std::string& path, std::vector<T>& value) {
    value.clear();
    if (!json.is_array()) {
      wrong(path, "is not a list");
      return;
    }
    value.reserve(json.size());
    for (std::size_t i = 0; i < json.size() && !m_error; ++i) {
      T item{};
      read(json[i], path + "[" + std::to_string(i) + "]", item);
      value.push_back(std::move(item));
    }
  }

  template <typename T>
  void read(const Json& json, const std::string& path, T& value) {
    read_object(json, path, m_where, m_error, value);
  }

  [[nodiscard]] const Json* find(const char* name) {
    if (m_error) return nullptr;
    m_known.insert(name);
    const auto found = m_object.find(name);
    if (found != m_object.end()) return &*found;
    wrong(path_of(name), "is missing");
    return nullptr;
  }

  void refuse_unknown() {
    if (m_error) return;
    for (const auto& [name, value] : m_object.items()) {
      // The unknown name itself may hold anything, a person's words too: only its length is told.
      if (!m_known.contains(name)) {
        const bool is_plain =
            name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
              return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
            });
        wrong(path_of(is_plain ? name : "?"), "is not a property of this format");
        return;
      }
    }
  }

  void wrong(const std::string& path, const char* what) {
    if (m_error) return;
    const std::string subject = path.empty() ? "the record" : "\"" + path + "\"";
    m_error = Error{ErrorCode::bad_format, subject + " " + what, m_where, ""};
  }

  [[nodiscard]] std::string path_of(const std::string& name) const {
    return m_path.empty() ? name : m_path + "." + name;
  }

  const Json& m_object;
  std::string m_path;
  const std::string& m_where;
  std::optional<Error>& m_error;
  std::set<std::string, std::less<>> m_known;
};

}  // namespace candor::record
