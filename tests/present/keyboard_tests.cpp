// Everybody can type their own name: one keyboard a language.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "content/pinyin.h"
#include "journey.h"
#include "present/build.h"
#include "present/tones.h"

namespace candor::present {
namespace {

/// Types on the keys of one language as a person does.
struct Typist {
  std::shared_ptr<const content::Pack> pack = loaded_sample();
  content::Words words = own_words();
  std::string language;
  Scratch scratch;

  explicit Typist(std::string tag) : language(std::move(tag)) { scratch.focused = "name"; }

  [[nodiscard]] Keyboard keys() const {
    const Desk desk{*pack, words};
    return keyboard(Teller(desk, language), scratch, KeyboardKind::letters, Focus{});
  }

  [[nodiscard]] static const Button* find(const std::vector<std::vector<Button>>& rows,
                                          const std::string& id) {
    for (const auto& row : rows) {
      for (const Button& key : row) {
        if (key.id == id) return &key;
      }
    }
    return nullptr;
  }

  bool press(const std::string& id) {
    const Keyboard now = keys();
    const Button* key = find(now.rows, id);
    if (key == nullptr) return false;
    const Action action = key->action;
    return edit(scratch, action);
  }

  /// Presses keys by their signs, separated by spaces; looks behind capitals and the other layer.
  void type(const std::string& signs) {
    std::string sign;
    for (const char c : signs + " ") {
      if (c != ' ') {
        sign += c;
        continue;
      }
      if (sign.empty()) continue;
      const std::string id = "key." + sign;
      for (const char* step : {"shift", "accents", "shift", "accents"}) {
        if (find(keys().rows, id) != nullptr) break;
        press(std::string("key.") + step);
      }
      CAPTURE(language);
      CAPTURE(id);
      REQUIRE(press(id));
      sign.clear();
    }
  }

  [[nodiscard]] std::string typed() const {
    const auto found = scratch.typed.find("name");
    return found == scratch.typed.end() ? std::string() : found->second;
  }
};

std::string typed_on(const std::string& language, const std::string& signs) {
  Typist typist(language);
  typist.type(signs);
  return typist.typed();
}

TEST_CASE("keyboard: each language types its own names, in precomposed characters") {
  CHECK(typed_on("en", "A n a space L o p e z") == "Ana Lopez");
  CHECK(typed_on("es", "M a r í a space N ú ñ e z") == "María Núñez");
  CHECK(typed_on("vi", "N g u y ê n tilde space T h i dot space A n h acute") == "Nguyễn Thị Ánh");
  CHECK(typed_on("ru", "И в а н space Щ у к и н") == "Иван Щукин");
  CHECK(typed_on("ar", "م ح م د space ع ل ي") == "محمد علي");
  CHECK(typed_on("zh-Hans", "w a n g 王 x i a o 小 m i n g 明") == "王小明");
  CHECK(typed_on("ht", "J a n space P y è space D e s a l ò") == "Jan Pyè Desalò");
}

TEST_CASE("keyboard: whoever has papers in Latin letters can type them on every keyboard") {
  for (const char* tag : {"en", "es", "vi", "ht"}) {
    CAPTURE(tag);
    CHECK(typed_on(tag, "I v a n") == "Ivan");
  }
  for (const char* tag : {"ru", "ar", "zh-Hans"}) {
    CAPTURE(tag);
    Typist typist(tag);
    REQUIRE(typist.press("key.accents"));
    typist.type("I v a n");
    CHECK(typist.typed() == "Ivan");
    REQUIRE(typist.press("key.accents"));
    typist.scratch.shift = true;
    CHECK(Typist::find(typist.keys().rows, "key.Q") == nullptr);
  }
}

TEST_CASE("keyboard: every key of a layout stands once, with an action, and no row is too long") {
  constexpr std::size_t kMostKeys = 12;
  for (const char* tag : {"en", "es", "vi", "ht", "ru", "ar", "zh-Hans"}) {
    for (const KeyLayer layer : {KeyLayer::letters, KeyLayer::accents, KeyLayer::digits}) {
      for (const bool shift : {false, true}) {
        Typist typist(tag);
        typist.scratch.layer = layer;
        typist.scratch.shift = shift;
        const Keyboard shown = typist.keys();
        CAPTURE(tag);
        CAPTURE(int(layer));
        for (const auto* rows : {&shown.rows, &shown.low_rows}) {
          std::set<std::string> ids;
          for (const auto& row : *rows) {
            CHECK(row.size() <= kMostKeys);
            for (const Button& key : row) {
              CAPTURE(key.id);
              CHECK(ids.insert(key.id).second);
              CHECK_FALSE(key.label.empty());
            }
          }
          if (rows->empty()) continue;
          for (const char* needed : {"key.erase", "key.space", "key.done", "key.digits"}) {
            CAPTURE(needed);
            CHECK(ids.contains(needed));
          }
          CHECK(rows->size() <= (rows == &shown.low_rows ? 4 : 5));
        }
      }
    }
  }
}

TEST_CASE("keyboard: on low glass Vietnamese letters stand behind a key, tones in sight") {
  Typist typist("vi");
  const Keyboard shown = typist.keys();
  REQUIRE(shown.low_rows.size() == 4);
  CHECK(Typist::find(shown.low_rows, "key.Ă") == nullptr);
  CHECK(Typist::find(shown.low_rows, "key.accents") != nullptr);
  CHECK(Typist::find(shown.low_rows, "key.tilde") != nullptr);
  typist.scratch.layer = KeyLayer::accents;
  CHECK(Typist::find(typist.keys().low_rows, "key.Ă") != nullptr);
}

TEST_CASE("keyboard: pinyin offers the characters of the first syllable, and more on demand") {
  Typist typist("zh-Hans");
  typist.type("x i a o m i n g");
  CHECK(Typist::find(typist.keys().rows, "key.done") == nullptr);
  typist.type("晓");
  CHECK(typist.typed() == "晓ming");
  typist.type("明");
  CHECK(typist.typed() == "晓明");
  CHECK(Typist::find(typist.keys().rows, "key.done") != nullptr);
  typist.type("y i");
  const auto first = typist.keys().rows.back();
  REQUIRE(typist.press("key.more"));
  const auto second = typist.keys().rows.back();
  CHECK(first.front().id != second.front().id);
  for (int i = 0; i < 200; ++i) {
    REQUIRE(typist.press("key.more"));
    if (typist.keys().rows.back().front().id == first.front().id) break;
  }
  CHECK(typist.keys().rows.back().front().id == first.front().id);
  REQUIRE(typist.press("key.erase"));
  CHECK(typist.typed() == "晓明y");
}

TEST_CASE("keyboard: letters without a character stay as they were typed") {
  Typist typist("zh-Hans");
  typist.type("v v");
  CHECK(typist.typed() == "vv");
  CHECK(Typist::find(typist.keys().rows, "key.done") != nullptr);
}

TEST_CASE("pinyin: readings as ICU gives them, family names first, some by their other reading") {
  const auto begins = [](const std::string& letters, const std::string& character) {
    const auto all = content::pinyin_candidates(letters);
    return !all.empty() && all.front().character == character &&
           all.front().letters == letters.size();
  };
  const auto offers = [](const std::string& letters, const std::string& character) {
    const auto all = content::pinyin_candidates(letters);
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& each) { return each.character == character; });
  };
  CHECK(begins("wang", "王"));
  CHECK(begins("li", "李"));
  CHECK(begins("zhang", "张"));
  CHECK(begins("liu", "刘"));
  CHECK(begins("chen", "陈"));
  for (const auto& [letters, character] :
       std::vector<std::pair<std::string, std::string>>{{"lv", "吕"},
                                                        {"lu", "吕"},
                                                        {"lyu", "吕"},
                                                        {"shan", "单"},
                                                        {"zeng", "曾"},
                                                        {"qiu", "仇"},
                                                        {"xie", "解"},
                                                        {"zha", "查"},
                                                        {"ou", "区"},
                                                        {"xi", "奚"},
                                                        {"ji", "嵇"},
                                                        {"zhe", "喆"}}) {
    CAPTURE(letters);
    CHECK(offers(letters, character));
  }
  CHECK(content::pinyin_candidates("").empty());
  CHECK(content::pinyin_candidates("v").empty());
  CHECK(content::pinyin_candidates("WANG").empty());
}

TEST_CASE("tones: they go on the vowel that carries them, whenever they are struck") {
  CHECK(with_tone("Nguyên", "tilde") == "Nguyễn");
  CHECK(with_tone("Nguyê", "tilde") == "Nguyễ");
  CHECK(with_tone("Trân", "grave") == "Trần");
  CHECK(with_tone("Hoang", "grave") == "Hoàng");
  CHECK(with_tone("Hoa", "grave") == "Hòa");
  CHECK(with_tone("Quy", "acute") == "Quý");
  CHECK(with_tone("Gia", "dot") == "Giạ");
  CHECK(with_tone("Gi", "grave") == "Gì");
  CHECK(with_tone("Dương", "acute") == "Dướng");
  CHECK(with_tone("Nguyễn Thi", "dot") == "Nguyễn Thị");
  CHECK(with_tone("Anh", "acute") == "Ánh");
  CHECK(with_tone("ĐƯC", "acute") == "ĐỨC");
  CHECK(with_tone("Ngoai", "hook") == "Ngoải");
  SUBCASE("another tone takes its place, the same one is taken off") {
    CHECK(with_tone("Ánh", "dot") == "Ạnh");
    CHECK(with_tone("Ánh", "acute") == "Anh");
    CHECK(with_tone("Nguyễn", "acute") == "Nguyến");
  }
  SUBCASE("nothing to put it on") {
    CHECK(with_tone("", "acute").empty());
    CHECK(with_tone("Th", "acute") == "Th");
    CHECK(with_tone("Anh ", "acute") == "Anh ");
    CHECK(with_tone("Anh", "none such") == "Anh");
  }
}

}  // namespace
}  // namespace candor::present
