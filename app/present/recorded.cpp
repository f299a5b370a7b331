#include "present/recorded.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace candor::present {
namespace {

/// The one text of the glass that a sentence is taken from; empty where there are several or none.
std::string text_of(const Sentence& sentence) {
  if (sentence.pieces.empty()) return {};
  const std::string& text = sentence.pieces.front().text;
  const bool one = std::all_of(sentence.pieces.begin(), sentence.pieces.end(),
                               [&](const SpokenPiece& piece) { return piece.text == text; });
  return one ? text : std::string();
}

bool is_first(const Sentence& sentence, const std::string& text) {
  return text.find_first_not_of(' ') >= sentence.pieces.front().begin;
}

bool is_last(const Sentence& sentence, const std::string& text) {
  return text.find_last_not_of(' ') < sentence.pieces.back().end;
}

/// Whether `next` goes on with the paragraph that `before` is a sentence of.
bool goes_on(const Sentence& before, const Sentence& next, const std::string& text) {
  return text_of(next) == text && !is_first(next, text) && next.element == before.element &&
         next.language == before.language && next.block == before.block;
}

}  // namespace

Script joined_where_recorded(Script script, const IsRecorded& is_recorded) {
  Script joined;
  joined.language = script.language;
  std::vector<Sentence>& all = script.sentences;
  for (std::size_t i = 0; i < all.size();) {
    const std::string text = text_of(all[i]);
    std::size_t end = i + 1;
    bool whole = false;
    if (!text.empty() && is_first(all[i], text)) {
      while (!is_last(all[end - 1], text) && end < all.size() &&
             goes_on(all[end - 1], all[end], text)) {
        ++end;
      }
      whole = is_last(all[end - 1], text);
    }
    Sentence paragraph = std::move(all[i]);
    if (whole && is_recorded(paragraph.language, text)) {
      paragraph.say = text;
      paragraph.pieces = {{0, text.size(), text, 0, text.size()}};
      for (std::size_t k = i + 1; k < end; ++k) {
        paragraph.personal = paragraph.personal || all[k].personal;
        paragraph.count += all[k].count;
      }
      i = end;
    } else {
      ++i;
    }
    joined.sentences.push_back(std::move(paragraph));
  }
  return joined;
}

}  // namespace candor::present
