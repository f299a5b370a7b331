// Sources, dates, pictures and what the clinic has set.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <variant>

#include "rules/context.h"

namespace candor::rules {
namespace {

constexpr int kOldYears = 10;
constexpr int kReviewSoonMonths = 2;

void check_source_list(const Context& context, Report& report) {
  std::set<std::string> named;
  for (const Page& page : context.pack.pages) {
    for (const Block& block : page.blocks) named.insert(block.sources.begin(), block.sources.end());
  }
  const int review_year = context.pack.review_by.year;
  for (const Source& source : context.pack.sources) {
    const Origin origin = context.origins.at("source " + source.id);
    if (!named.contains(source.id)) {
      report.add("unused-source", origin,
                 fmt::format("no block names the source \"{}\"", source.id),
                 "name it where it is used, or remove it");
    }
    int year = 0;
    std::from_chars(source.year.data(), source.year.data() + source.year.size(), year);
    const int this_year = context.with.today.year;
    if (this_year != 0 && year > this_year) {
      report.add("source-year", origin,
                 fmt::format("the source \"{}\" is of {}, a year to come", source.id, year),
                 "correct the year");
    }
    if (year == 0 || year + kOldYears >= review_year) continue;
    report.add("old-source", origin,
               fmt::format("the source \"{}\" is of {}, the review date of {}", source.id, year,
                           review_year),
               "look for a newer one, or keep it knowingly");
  }
}

void check_dates(const Context& context, Report& report) {
  const Date& today = context.with.today;
  const Date& review = context.pack.review_by;
  if (today.year == 0) return;
  const Origin origin = context.origins.at("manifest review_by");
  if (review < today) {
    report.add("review-date", origin,
               fmt::format("the review date {} has passed", iso_date(review)),
               "let a clinician read the pack again, then set a new date");
  } else if (review < add_months(today, kReviewSoonMonths)) {
    report.add("review-soon", origin,
               fmt::format("the review date {} comes soon", iso_date(review)),
               "let a clinician read the pack again, then set a new date");
  }
}

void check_picture(const Context& context, const Said& said, Report& report) {
  const Block* block = context.pack.block(said.source->page, said.source->block);
  const auto* image = block == nullptr ? nullptr : std::get_if<ImageBlock>(&block->content);
  if (image == nullptr || said.source->property != "alt") return;
  const auto svg = context.pack.images.find(image->file);
  if (said.language == context.source_language() && svg != context.pack.images.end() &&
      svg->second.find("<text") != std::string::npos) {
    report.add("picture-text", said, 0, "there are words in " + image->file,
               "take them out: they stay small, and in one language; say them in the caption");
  }
  const std::vector<Word> words = words_of(said.text);
  constexpr std::array<std::string_view, 5> kAnnounced{"image of", "picture of", "photo of",
                                                       "imagen de", "foto de"};
  // At the start, also behind "a".
  const bool announced =
      words.size() > 1 && std::any_of(kAnnounced.begin(), kAnnounced.end(),
                                      [&](auto phrase) { return find_phrase(words, phrase) <= 1; });
  if (announced) {
    report.add("picture-words", said, 0, "\"alt\" says that this is a picture",
               "say only what it shows");
  } else if (words.size() < 2) {
    report.add("picture-words", said, 0, "\"alt\" is too short to picture anything",
               "say in a few words what is to be seen");
  } else if (!image->caption.empty() && said.source->text == image->caption) {
    report.add("picture-words", said, 0, "\"alt\" repeats the caption, which is read anyway",
               "say what is to be seen beside it");
  }
}

}  // namespace

void check_sources(const Context& context, Report& report) {
  check_source_list(context, report);
  check_dates(context, report);
  for (const Said& said : context.said) {
    // Characters are words in Chinese and its like: only languages that part words are looked at.
    if (speaks(said.language, "en") || speaks(said.language, "es")) {
      check_picture(context, said, report);
    }
  }
  const Clinic& clinic = context.pack.clinic;
  for (const std::string& name : clinic.unset) {
    report.add("clinic-unset", context.origins.at("clinic " + name),
               fmt::format("the clinic's value \"{}\" is not set", name),
               "write it in clinic.json: until then the kiosk is in practice mode");
  }
  if (clinic.demonstration) {
    report.add("demonstration", context.origins.at("clinic demonstration"),
               "this is an invented clinic", "write your own values, then say false");
  }
}

}  // namespace candor::rules
