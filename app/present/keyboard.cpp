// The on-screen keyboard: one layout for names, one for digits. There is no other keyboard on a
// kiosk.
#include "present/build.h"

namespace candor::present {
namespace {

std::vector<std::string> letters_of(const char* utf8) {
  std::vector<std::string> letters;
  for (const char* at = utf8; *at != '\0'; ++at) {
    const bool begins = (static_cast<unsigned char>(*at) & 0xC0U) != 0x80U;
    if (begins) letters.emplace_back();
    letters.back() += *at;
  }
  return letters;
}

std::vector<Button> key_row(const char* keys) {
  std::vector<Button> row;
  for (const std::string& key : letters_of(keys)) {
    row.push_back(button("key." + key, key, TypeText{key}, Look::quiet));
  }
  return row;
}

}  // namespace

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
  const bool upper = scratch.shift;
  switch (scratch.layer) {
    case KeyLayer::letters:
      result.rows = {key_row(upper ? "QWERTYUIOP" : "qwertyuiop"),
                     key_row(upper ? "ASDFGHJKL" : "asdfghjkl"),
                     key_row(upper ? "ZXCVBNM" : "zxcvbnm")};
      break;
    case KeyLayer::accents:
      result.rows = {key_row(upper ? "ÁÉÍÓÚÀÈÌÒÙ" : "áéíóúàèìòù"),
                     key_row(upper ? "ÂÊÎÔÛÄËÏÖÜ" : "âêîôûäëïöü"),
                     key_row(upper ? "ÑÇÃÕŠŽĐŁ" : "ñçãõšžđł")};
      break;
    case KeyLayer::digits:
      result.rows = {key_row("1234567890"), key_row("-'.,()+/#"), key_row("&@:;!?")};
      break;
  }
  Button shift = button("key.shift", teller.say("Capital letters"), Shift{}, Look::quiet, "shift");
  shift.selected = upper;
  auto& third = result.rows[2];
  third.insert(third.begin(), shift);
  third.push_back(erase);
  const auto layer_key = [&](const char* id, const char* label, KeyLayer layer) {
    const bool here = scratch.layer == layer;
    return button(id, here ? "ABC" : label, SetLayer{here ? KeyLayer::letters : layer},
                  Look::quiet);
  };
  result.rows.push_back({layer_key("key.digits", "123", KeyLayer::digits),
                         layer_key("key.accents", "á é ñ", KeyLayer::accents),
                         button("key.space", teller.say("space"), TypeText{" "}, Look::quiet),
                         done_key});
  return result;
}

}  // namespace candor::present
