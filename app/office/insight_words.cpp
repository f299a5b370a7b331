// What was learnt as a table, as CSV and as JSON.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "office/insight.h"

namespace candor::office {

namespace {

std::string place_words(const Place& place) {
  return place.block.empty() ? place.page : place.page + "/" + place.block;
}

std::string time_words(const std::optional<Seconds>& time) {
  if (!time) return "-";
  return fmt::format("{} s ({}-{})", time->median, time->lower, time->upper);
}

/// For a table's narrow column.
std::string short_words(const Count& count) {
  switch (count.kind()) {
    case Count::Kind::exact:
      return std::to_string(count.number());
    case Count::Kind::few:
      return fmt::format("<{}", kLeastCell);
    case Count::Kind::all_but_few:
      return fmt::format("all-<{}", kLeastCell);
    case Count::Kind::about:
      return fmt::format("~{}", count.number());
  }
  return {};
}

constexpr const char* kRow = "{:<44} {:>7} {:>18} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>8}\n";

std::string row_of(const PlaceInsight& one) {
  return fmt::format(kRow, place_words(one.place), short_words(one.seen), time_words(one.time),
                     short_words(one.missed), short_words(one.asked), short_words(one.said_no),
                     short_words(one.not_applicable), short_words(one.flagged),
                     short_words(one.again), short_words(one.replayed));
}

Json json_of(const Count& count) {
  if (count.kind() == Count::Kind::exact) return count.number();
  return count.words();
}

Json json_of(const PlaceInsight& one) {
  Json json{{"page", one.place.page},
            {"block", one.place.block},
            {"seen", json_of(one.seen)},
            {"missed", json_of(one.missed)},
            {"asked", json_of(one.asked)},
            {"said_no", json_of(one.said_no)},
            {"not_applicable", json_of(one.not_applicable)},
            {"flagged", json_of(one.flagged)},
            {"answered_again", json_of(one.again)},
            {"replayed", json_of(one.replayed)},
            {"stumbled", json_of(one.stumbled)}};
  if (one.time) {
    json["seconds"] = {{"lower_quartile", one.time->lower},
                       {"median", one.time->median},
                       {"upper_quartile", one.time->upper}};
  }
  return json;
}

}  // namespace

std::vector<std::string> insight_notes() {
  return {
      fmt::format("Only packs with more than {} visits of one version are shown; practice visits "
                  "stand apart from real ones.",
                  kLeastVisits - 1),
      fmt::format("A number from 1 to {} is shown as \"fewer than {}\", and one that leaves so few "
                  "out as \"all but fewer than {}\", so that nobody can be picked out.",
                  kLeastCell - 1, kLeastCell, kLeastCell),
      "How many saw something is rounded down to fives, so that who stopped between two pages "
      "cannot be reckoned.",
      "Counted are visits, not people: somebody who came twice counts twice.",
      "Time is how long a block was fully visible: the median, and in brackets the quarters. A "
      "page's time is at least that of its longest block.",
      "A check's misses stand at the check; the paragraph that it asks about is named in the pack. "
      "Replayed: in how many visits it was asked for once more, by eye or by ear.",
  };
}

std::string insight_text(const PackInsight& insight) {
  std::string text = fmt::format("{} {}, {}: {} visits", insight.pack, insight.version,
                                 insight.practice ? "practice" : "real", insight.visits);
  if (insight.signed_visits) text += fmt::format(", {} signed", insight.signed_visits->words());
  text += "\n\n";
  const std::string head = fmt::format(kRow, "what to write anew first", "seen", "time", "missed",
                                       "asked", "no", "n/a", "flagged", "again", "replayed");
  text += head;
  for (const PlaceInsight& one : insight.blocks) text += row_of(one);
  text += "\n" + fmt::format(kRow, "page by page", "seen", "time", "missed", "asked", "no", "n/a",
                             "flagged", "again", "replayed");
  for (const PlaceInsight& one : insight.pages) text += row_of(one);
  text += "\nended without a signature, by the last page\n";
  if (insight.ends.empty()) text += "nobody\n";
  for (const EndInsight& end : insight.ends) {
    text += fmt::format("{:<44} unfinished {}, declined {}, stopped by staff {}, on paper {}\n",
                        end.page.empty() ? std::string("before the first page") : end.page,
                        end.unfinished.words(), end.declined.words(), end.stopped.words(),
                        end.on_paper.words());
  }
  return text;
}

std::string insight_csv(const PackInsight& insight) {
  std::string csv =
      "pack,version,visits,kind,page,block,seen,lower_quartile_s,median_s,upper_quartile_s,missed,"
      "asked,said_no,not_applicable,flagged,answered_again,replayed,stumbled,unfinished,declined,"
      "stopped,"
      "on_paper\r\n";
  const auto begin = [&](const char* kind, const std::string& page, const std::string& block) {
    return fmt::format("{},{},{},{},{},{}", insight.pack, insight.version,
                       insight.practice ? "practice" : "real", kind, page, block);
  };
  const auto add = [&](const char* kind, const PlaceInsight& one) {
    csv += begin(kind, one.place.page, one.place.block) + "," + one.seen.words();
    csv += one.time ? fmt::format(",{},{},{}", one.time->lower, one.time->median, one.time->upper)
                    : std::string(",,,");
    for (const Count* count : {&one.missed, &one.asked, &one.said_no, &one.not_applicable,
                               &one.flagged, &one.again, &one.replayed, &one.stumbled}) {
      csv += "," + count->words();
    }
    csv += ",,,,\r\n";
  };
  for (const PlaceInsight& one : insight.blocks) add("block", one);
  for (const PlaceInsight& one : insight.pages) add("page", one);
  for (const EndInsight& end : insight.ends) {
    csv += begin("end", end.page, {}) + ",,,,,,,,,,,,";
    for (const Count* count : {&end.unfinished, &end.declined, &end.stopped, &end.on_paper}) {
      csv += "," + count->words();
    }
    csv += "\r\n";
  }
  return csv;
}

Json insight_json(const Insight& insight) {
  Json packs = Json::array();
  for (const PackInsight& pack : insight.packs) {
    Json blocks = Json::array();
    for (const PlaceInsight& one : pack.blocks) blocks.push_back(json_of(one));
    Json pages = Json::array();
    for (const PlaceInsight& one : pack.pages) pages.push_back(json_of(one));
    Json ends = Json::array();
    for (const EndInsight& end : pack.ends) {
      ends.push_back({{"page", end.page},
                      {"unfinished", json_of(end.unfinished)},
                      {"declined", json_of(end.declined)},
                      {"stopped_by_staff", json_of(end.stopped)},
                      {"on_paper", json_of(end.on_paper)}});
    }
    Json told{{"pack", pack.pack},      {"version", pack.version},     {"practice", pack.practice},
              {"visits", pack.visits},  {"blocks", std::move(blocks)}, {"pages", std::move(pages)},
              {"ends", std::move(ends)}};
    if (pack.signed_visits) told["signed"] = json_of(*pack.signed_visits);
    packs.push_back(std::move(told));
  }
  Json too_few = Json::array();
  for (const TooFew& one : insight.too_few) {
    too_few.push_back({{"pack", one.pack}, {"version", one.version}, {"practice", one.practice}});
  }
  return {{"format", 1},
          {"least_visits", kLeastVisits},
          {"least_cell", kLeastCell},
          {"packs", std::move(packs)},
          {"too_few", std::move(too_few)},
          {"notes", insight_notes()}};
}

std::string insight_stem(const PackInsight& insight) {
  std::string version = insight.version;
  std::replace(version.begin(), version.end(), '.', '-');
  std::string pack = insight.pack;
  std::replace(pack.begin(), pack.end(), '/', '-');
  return "insight-" + pack + "-" + version + (insight.practice ? "-practice" : "-real");
}

}  // namespace candor::office
