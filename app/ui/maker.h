// Makes pieces of the elements of a page, one call an element: elements.cpp of what is read,
// elements_figures.cpp of what is looked at, elements_asked.cpp of what is answered.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "ui/flow.h"
#include "ui/ui.h"

namespace candor::ui {

/// For one column of this width; lives as long as the call of pieces_of().
struct Maker {
  const Ui& ui;
  float width;
  float limit;
  float whole;  ///< the limit of what stands under no heading
  Ease ease;
  std::vector<Piece> pieces;

  [[nodiscard]] float gap(double mockup) const { return ui.metrics.px(mockup * double(ease)); }

  void add(float height, float gap_above, std::function<void(float, float, float)> draw,
           bool with_next = false) {
    Piece piece;
    piece.height = height;
    piece.gap = gap_above;
    piece.with_next = with_next;
    piece.draw = std::move(draw);
    pieces.push_back(std::move(piece));
  }

  /// Mockup pixels: `tight` at ease 0.6, `usual` at 1, and on along that line.
  [[nodiscard]] double eased(double tight, double usual) const {
    return tight + (usual - tight) * (double(ease) - 0.6) / 0.4;
  }

  [[nodiscard]] float eased_px(double tight, double usual) const {
    return ui.metrics.px(eased(tight, usual));
  }

  [[nodiscard]] float grown(double tight, double usual) const {
    return ui.metrics.tx(eased(tight, usual));
  }

  /// Body text is a little larger where there is room, within the heights that its size promises.
  /// Two sizes and no more: each one that is tried has to be laid out.
  [[nodiscard]] float prose_size() const {
    constexpr float kRoomy = 1.025F;
    return ui.metrics.body() * (ease >= 1.0F ? kRoomy : 1.0F);
  }

  /// One piece of plain words.
  void add_words(const std::string& words, float size, text::Weight weight, Color color,
                 float gap_above, NodeRole role, bool with_next, float widest);

  void operator()(const present::Heading& heading);

  /// The lines of words that say the same in several languages: one ends between two of these,
  /// where they fit. Each is a part of the heading's text.
  [[nodiscard]] std::vector<text::Paragraph> lines_of(const present::Heading& heading, float size,
                                                      float room) const;

  void add_heading_with_icon(const present::Heading& heading);

  void operator()(const present::Kicker& kicker);

  void operator()(const present::Lead& lead);

  void operator()(const present::Statement& statement);

  void operator()(const present::Prose& prose);

  void operator()(const present::Callout& callout);

  void add_box(const present::Callout& callout, float title_height, float text_height, float room,
               float size, float padding);

  void operator()(const present::Steps& steps);

  void operator()(const present::Timeline& timeline);

  void operator()(const present::Risk& risk);

  void operator()(const present::Picture& picture);

  void operator()(const present::Icon& icon);

  void operator()(const present::Faq& faq);

  void operator()(const present::Options& options) { add_options(options); }

  void add_options(const present::Options& options);

  void operator()(const present::Fields& fields);

  void operator()(const present::Keyboard& keyboard);

  void operator()(const present::Notice& notice);

  void operator()(const present::Buttons& buttons);

  /// What a row of answers shows, or the part of it that a small glass has room for.
  struct AnswerShown {
    std::string question;
    std::string answer;
    bool line = true;     ///< above it
    bool buttons = true;  ///< to show and to change the answer
  };

  void operator()(const present::Answers& answers);

  /// Question and answer one after the other, each in as many pieces as the glass needs.
  void add_long_answer(const present::Answers::Row& row, const AnswerShown& all, int number,
                       float above);

  /// Where a row's words and buttons stand, relative to its top.
  struct AnswerPlan {
    text::Paragraph question;
    text::Paragraph answer;
    float question_room = 0;
    float answer_room = 0;
    float question_top = 0;
    float answer_top = 0;
    float button_top = 0;
    float button_height = 0;
    float change = 0;  ///< widths; 0: there is none
    float reveal = 0;
    float height = 0;
  };

  [[nodiscard]] float answer_between() const {
    return std::max(ui.metrics.px(16), ui.metrics.mm(kTargetGapMm));
  }

  /// The lowest of three ways: the buttons beside the words, beside the answer only, below it.
  [[nodiscard]] AnswerPlan plan_answer(const present::Answers::Row& row,
                                       const AnswerShown& shown) const;

  [[nodiscard]] float answer_height(const present::Answers::Row& row,
                                    const AnswerShown& shown) const {
    return plan_answer(row, shown).height;
  }

  void add_answer(const present::Answers::Row& row, const AnswerShown& shown, int number,
                  float above, bool with_next);

  void operator()(const present::Card& card);

  void operator()(const present::Pad& pad);

  void operator()(const present::Table& table);
};

}  // namespace candor::ui
