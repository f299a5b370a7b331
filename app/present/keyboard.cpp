// The on-screen keyboards: one layout a language, digits for phone and date. There need be no other
// keyboard on a kiosk.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "content/pinyin.h"
#include "present/build.h"

namespace candor::present {
namespace {

struct Rows {
  std::array<const char*, 3> small;
  std::array<const char*, 3> capital;  ///< nullptr: no capitals
};

constexpr Rows kLatin{{"qwertyuiop", "asdfghjkl", "zxcvbnm"},
                      {"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"}};
constexpr Rows kAccents{{"áéíóúàèìòù", "âêîôûäëïöü", "ñçãõšžđł"},
                        {"ÁÉÍÓÚÀÈÌÒÙ", "ÂÊÎÔÛÄËÏÖÜ", "ÑÇÃÕŠŽĐŁ"}};

enum class Typing { plain, pinyin, tones };

/// A language's letters, and the other layer: accents, or Latin letters beside its own.
struct Layout {
  Rows letters = kLatin;
  Rows others = kAccents;
  const char* letters_label = "ABC";
  const char* others_label = "á é ñ";
  Typing typing = Typing::plain;
  bool full_rows = false;      ///< capitals and erasing stand in the last row
  bool right_to_left = false;  ///< how its letters are read
};

Layout layout_of(const std::string& language) {
  const std::string tag = language.substr(0, language.find('-'));
  Layout layout;
  if (tag == "es") {
    layout.letters = {{"qwertyuiop", "asdfghjklñ", "zxcvbnm"},
                      {"QWERTYUIOP", "ASDFGHJKLÑ", "ZXCVBNM"}};
    layout.others = {{"áéíóúüàèìò", "âêîôûäëïöù", "çãõšžđł"},
                     {"ÁÉÍÓÚÜÀÈÌÒ", "ÂÊÎÔÛÄËÏÖÙ", "ÇÃÕŠŽĐŁ"}};
    layout.others_label = "á é ü";
  } else if (tag == "ht") {
    layout.letters = {{"qwertyuiop", "asdfghjklè", "zxcvbnmò"},
                      {"QWERTYUIOP", "ASDFGHJKLÈ", "ZXCVBNMÒ"}};
    layout.others_label = "à é ô";
  } else if (tag == "vi") {
    // For low glass only: where there is height, these letters have a row of their own.
    layout.others = {{"ăâđêôơư", "-'.", ""}, {"ĂÂĐÊÔƠƯ", "-'.", ""}};
    layout.others_label = "ă đ ơ";
    layout.typing = Typing::tones;
  } else if (tag == "zh") {
    layout.letters = {kLatin.small, {nullptr, nullptr, nullptr}};
    layout.others = kLatin;
    layout.letters_label = "拼音";
    layout.others_label = "ABC";
    layout.typing = Typing::pinyin;
  } else if (tag == "ru") {
    layout.letters = {{"йцукенгшщзх", "фывапролджэ", "ячсмитьбюъё"},
                      {"ЙЦУКЕНГШЩЗХ", "ФЫВАПРОЛДЖЭ", "ЯЧСМИТЬБЮЪЁ"}};
    layout.others = kLatin;
    layout.letters_label = "АБВ";
    layout.others_label = "ABC";
    layout.full_rows = true;
  } else if (tag == "ar") {
    layout.letters = {{"ضصثقفغعهخحجد", "شسيبلاتنمكطذ", "ئءؤرىةوزظأإآ"},
                      {nullptr, nullptr, nullptr}};
    layout.others = kLatin;
    layout.letters_label = "أ ب ت";
    layout.others_label = "ABC";
    layout.full_rows = true;
    layout.right_to_left = true;
  }
  return layout;
}

std::vector<Button> key_row(const char* keys) {
  std::vector<Button> row;
  for (const std::string& key : characters_of(keys)) {
    row.push_back(button("key." + key, key, TypeText{key}, Look::quiet));
  }
  return row;
}

std::string typed_so_far(const Scratch& scratch) {
  const auto typed = scratch.typed.find(scratch.focused);
  return typed == scratch.typed.end() ? std::string() : typed->second;
}

/// The characters that the letters typed last may stand for, a row at a time.
std::vector<Button> candidate_row(const Teller& teller, const Scratch& scratch) {
  constexpr std::size_t kAcross = 8;
  const std::string typed = typed_so_far(scratch);
  const auto candidates = content::pinyin_candidates(
      std::string_view(typed).substr(typed.size() - letters_at_end(typed)));
  std::vector<Button> row;
  if (candidates.empty()) return row;
  const std::size_t rows = (candidates.size() + kAcross - 1) / kAcross;
  const std::size_t first = (static_cast<std::size_t>(scratch.candidate_row) % rows) * kAcross;
  for (std::size_t i = first; i < std::min(first + kAcross, candidates.size()); ++i) {
    const auto& each = candidates[i];
    row.push_back(button("key." + each.character, each.character,
                         PickCandidate{each.character, each.letters}, Look::quiet));
  }
  if (rows > 1) {
    row.push_back(
        button("key.more", teller.say("Other characters"), MoreCandidates{}, Look::quiet, "next"));
  }
  return row;
}

std::vector<Button> tone_keys(const Teller& teller) {
  const auto tone = [](const char* id, const char* sign, std::string name) {
    Button key = button(std::string("key.") + id, sign, ToneMark{id}, Look::quiet);
    key.spoken = std::move(name);
    return key;
  };
  return {tone("acute", "á", teller.say("Tone: sắc")),
          tone("grave", "à", teller.say("Tone: huyền")), tone("hook", "ả", teller.say("Tone: hỏi")),
          tone("tilde", "ã", teller.say("Tone: ngã")), tone("dot", "ạ", teller.say("Tone: nặng"))};
}

}  // namespace

std::size_t letters_at_end(const std::string& typed) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto end = std::find_if_not(typed.rbegin(), typed.rend(), is_letter);
  return static_cast<std::size_t>(end - typed.rbegin());
}

Keyboard keyboard(const Teller& teller, const Scratch& scratch, KeyboardKind kind, Action done) {
  Keyboard result;
  result.kind = kind;
  const Button erase = button("key.erase", teller.say("Erase"), Erase{}, Look::quiet, "backspace");
  const Button done_key = button("key.done", teller.say("Done"), std::move(done), Look::quiet);
  if (kind == KeyboardKind::digits) {
    result.rows = {key_row("123"), key_row("456"), key_row("789")};
    result.rows.push_back({erase, button("key.0", "0", TypeText{"0"}, Look::quiet), done_key});
    return result;
  }
  const Layout layout = layout_of(teller.language());
  const bool in_letters = scratch.layer == KeyLayer::letters;
  const Rows shown = scratch.layer == KeyLayer::accents ? layout.others : layout.letters;
  const bool has_capitals = shown.capital[0] != nullptr;
  const bool upper = has_capitals && scratch.shift;
  if (scratch.layer == KeyLayer::digits) {
    result.rows = {key_row("1234567890"), key_row("-'.,()+/#"), key_row("&@:;!?")};
  } else {
    for (const char* row : upper ? shown.capital : shown.small) result.rows.push_back(key_row(row));
  }
  Button shift = button("key.shift", teller.say("Capital letters"), Shift{}, Look::quiet, "shift");
  shift.selected = upper;
  const bool full = layout.full_rows && in_letters;
  if (!full) {
    auto& third = result.rows[2];
    if (has_capitals) third.insert(third.begin(), shift);
    third.push_back(erase);
  }
  result.right_to_left = layout.right_to_left && in_letters;

  const auto layer_key = [&](const char* id, const char* label, KeyLayer layer) {
    const bool here = scratch.layer == layer;
    return button(id, here ? layout.letters_label : label,
                  SetLayer{here ? KeyLayer::letters : layer}, Look::quiet);
  };
  if (layout.typing == Typing::pinyin && in_letters) {
    // While a syllable waits for its character, the last row offers them.
    if (auto candidates = candidate_row(teller, scratch); !candidates.empty()) {
      result.rows.push_back(std::move(candidates));
      return result;
    }
  }
  const auto last_row = [&](bool other_letters) {
    std::vector<Button> row{layer_key("key.digits", "123", KeyLayer::digits)};
    if (full && has_capitals) row.push_back(shift);
    if (other_letters) {
      row.push_back(layer_key("key.accents", layout.others_label, KeyLayer::accents));
    }
    if (layout.typing == Typing::tones) {
      for (Button& each : tone_keys(teller)) row.push_back(std::move(each));
    }
    row.push_back(button("key.space", teller.say("space"), TypeText{" "}, Look::quiet));
    if (full) row.push_back(erase);
    row.push_back(done_key);
    return row;
  };
  if (layout.typing == Typing::tones) {
    result.low_rows = result.rows;
    result.low_rows.push_back(last_row(true));
    if (in_letters) {
      result.rows.insert(result.rows.begin(),
                         key_row(upper ? layout.others.capital[0] : layout.others.small[0]));
    }
    // Where the glass grew higher meanwhile, the way back to the letters stays.
    result.rows.push_back(last_row(scratch.layer == KeyLayer::accents));
  } else {
    result.rows.push_back(last_row(true));
  }
  return result;
}

}  // namespace candor::present
