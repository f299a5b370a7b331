#include "office/insight_pdf.h"

#include <fmt/format.h>

#include <algorithm>

#include "export/flow.h"
#include "export/pack_print.h"
#include "export/plain_words.h"

namespace candor::office {

namespace {

using exporting::Cell;
using exporting::Drawing;
using exporting::kWidth;
using exporting::RowLook;
using exporting::Style;

constexpr double kNameWidth = 168.0;
constexpr double kStumbledAt = 176.0;
constexpr double kTimeAt = 344.0;
constexpr double kPlot = 88.0;  // the longest bar
constexpr double kWordsGap = 6.0;
constexpr double kRowHeight = 13.0;
constexpr double kBarHeight = 9.0;
constexpr double kMedianWidth = 2.5;

/// The scales of all rows.
struct Scales {
  double stumbled = 1.0;
  double seconds = 1.0;
};

/// How long the bar of a count is. A count that is not told is drawn as its whole span, in a paler
/// colour.
double told_as(const Count& count) {
  return count.kind() == Count::Kind::few ? static_cast<double>(kLeastCell - 1)
                                          : static_cast<double>(count.number());
}

std::string time_words(const PlaceInsight& one) {
  if (!one.time) return "too few";
  return fmt::format("{} s", one.time->median);
}

std::string why_words(const PlaceInsight& one) {
  std::string words;
  const auto add = [&words](const Count& count, const char* what) {
    if (count.kind() == Count::Kind::exact && count.number() == 0) return;
    words += (words.empty() ? "" : " · ") + std::string(what) + " " + count.words();
  };
  add(one.missed, "missed");
  add(one.asked, "asked");
  add(one.said_no, "no");
  add(one.not_applicable, "does not apply");
  add(one.flagged, "flagged");
  add(one.replayed, "replayed");
  return words;
}

void add_row(exporting::Flow& flow, const PlaceInsight& one, const Scales& scales) {
  Drawing drawing;
  drawing.width = kWidth;
  drawing.height = kRowHeight;
  drawing.is_bare = true;
  const double top = 2.0;
  const double stumbled = told_as(one.stumbled) / scales.stumbled * kPlot;
  const bool is_few = one.stumbled.kind() == Count::Kind::few;
  if (stumbled > 0.0) {
    drawing.bars.push_back({kStumbledAt, top, stumbled, kBarHeight,
                            is_few ? exporting::kCautionSoft : exporting::kCaution});
  }
  if (one.time) {
    const auto place = [&](std::int64_t seconds) {
      return kTimeAt + static_cast<double>(seconds) / scales.seconds * kPlot;
    };
    const double lower = place(one.time->lower);
    const double upper = std::max(place(one.time->upper), lower + 1.0);
    drawing.bars.push_back({lower, top, upper - lower, kBarHeight, exporting::kPrimarySoft});
    drawing.bars.push_back({std::max(kTimeAt, place(one.time->median) - kMedianWidth / 2.0), top,
                            kMedianWidth, kBarHeight, exporting::kPrimary});
  }
  const double words_room = kTimeAt - kStumbledAt - kPlot - 2.0 * kWordsGap;
  RowLook look;
  look.space_before = 5.0;
  look.keep_with_next = true;
  flow.row(
      {Cell{0.0, kNameWidth, one.place.block, Style::small},
       Cell{kStumbledAt + kPlot + kWordsGap, words_room, one.stumbled.words(), Style::small_soft},
       Cell{kTimeAt + kPlot + kWordsGap, kWidth - kTimeAt - kPlot - kWordsGap, time_words(one),
            Style::small_soft}},
      look, drawing);
  RowLook below;
  below.space_before = 0.0;
  below.same_tag = true;
  flow.row({Cell{0.0, kNameWidth, one.place.page, Style::small_soft},
            Cell{kStumbledAt, kWidth - kStumbledAt, why_words(one), Style::small_soft}},
           below);
}

/// What was asked on a page while it was read belongs to no block.
void add_pages(exporting::Flow& flow, const PackInsight& insight) {
  flow.heading("Page by page");
  for (const PlaceInsight& page : insight.pages) {
    std::string words = "seen " + page.seen.words();
    if (page.time) {
      words += fmt::format(" · at least {} s ({}-{})", page.time->median, page.time->lower,
                           page.time->upper);
    }
    if (const std::string why = why_words(page); !why.empty()) words.append(" · ").append(why);
    flow.pair(page.place.page, words);
  }
}

void add_ends(exporting::Flow& flow, const PackInsight& insight) {
  flow.heading("Ended without a signature, by the last page");
  if (insight.ends.empty()) flow.paragraph("Nobody.");
  for (const EndInsight& end : insight.ends) {
    flow.pair(end.page.empty() ? "before the first page" : end.page,
              fmt::format("unfinished {} · declined {} · stopped by staff {} · on paper {}",
                          end.unfinished.words(), end.declined.words(), end.stopped.words(),
                          end.on_paper.words()));
  }
}

}  // namespace

Result<std::string> insight_pdf(const PackInsight& insight, const Moment& at,
                                const text::Fonts& fonts) {
  text::Paper::About about;
  about.created = iso_local(at);
  auto paper = text::Paper::begin(fonts, exporting::kPageWidth, exporting::kPageHeight, about);
  if (!paper) return fail(paper);
  exporting::Flow flow(*paper);
  RowLook title;
  title.tag = "H1";
  flow.row({Cell{0.0, kWidth, "What to write anew first", Style::title}}, title);
  std::string lead = fmt::format("{} {}: {} {} visits", insight.pack, insight.version,
                                 insight.visits, insight.practice ? "practice" : "real");
  if (insight.signed_visits) lead += fmt::format(", {} signed", insight.signed_visits->words());
  flow.paragraph(lead, Style::lead);
  RowLook head;
  head.space_before = 16.0;
  head.keep_with_next = true;
  flow.row({Cell{0.0, kNameWidth, "block, and its page", Style::strong},
            Cell{kStumbledAt, kTimeAt - kStumbledAt - kWordsGap,
                 "most that missed, asked or said no", Style::strong},
            Cell{kTimeAt, kWidth - kTimeAt, "time on the glass: median, quarters", Style::strong}},
           head);
  Scales scales;
  for (const PlaceInsight& one : insight.blocks) {
    scales.stumbled = std::max(scales.stumbled, told_as(one.stumbled));
    if (one.time) scales.seconds = std::max(scales.seconds, static_cast<double>(one.time->upper));
  }
  for (const PlaceInsight& one : insight.blocks) add_row(flow, one, scales);
  add_pages(flow, insight);
  add_ends(flow, insight);
  flow.heading("How to read this");
  for (const std::string& note : insight_notes()) flow.paragraph(note);

  exporting::PrintFrame frame;
  frame.band_color = exporting::kPrimary;
  frame.band = insight.practice ? "Practice visits only" : "";
  frame.left = insight.pack + " " + insight.version;
  frame.right = "No names, no dates, no single visit";
  frame.footer = {"Made " + exporting::short_time(at)};
  frame.number = [](int page, int count) { return fmt::format("Page {} of {}", page, count); };
  exporting::ArchiveAbout archive;
  archive.title = "What to write anew first: " + insight.pack + " " + insight.version;
  archive.author = "Candor";
  archive.created = at;
  return exporting::finish_print(*paper, flow, frame, archive);
}

}  // namespace candor::office
