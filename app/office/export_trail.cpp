#include "office/export_trail.h"

#include <utility>

#include "export/trail.h"
#include "office/workers.h"
#include "record/addendum.h"

namespace candor::office {
namespace {

using exporting::TrailContent;

struct Job {
  Placed placed;
  std::optional<record::Header> ended;
  bool is_told = false;
};

struct Row {
  std::string text;
  std::optional<Error> damage;
};

/// The content of an entry other than a record, checked.
Result<Json> content_of(const Job& job, const ClinicKeys& keys) {
  if (job.placed.entry.header.kind != record::EntryKind::addendum) {
    return open_other(job.placed, keys, job.ended);
  }
  const auto addendum = open_addendum(job.placed, keys);
  if (!addendum) return fail(addendum);
  return record::to_json(*addendum);
}

Row make_row(const Job& job, const ClinicKeys& keys) {
  const record::Entry& entry = job.placed.entry;
  exporting::TrailEntry line{entry.seq, entry.header, entry.chain};
  Row row;
  if (entry.erased) {
    line.state = TrailContent::erased;
  } else if (entry.header.kind == record::EntryKind::record) {
    line.state = job.is_told ? TrailContent::damaged : TrailContent::apart;
  } else if (job.is_told) {
    line.state = TrailContent::damaged;
  } else if (auto content = content_of(job, keys)) {
    line.content = *std::move(content);
  } else {
    line.state = TrailContent::damaged;
    row.damage = content.error();
  }
  row.text = exporting::trail_row(line);
  return row;
}

bool is_wanted(const record::Header& header, TrailWants& wants) {
  const Date day = local_date(header.created);
  if ((wants.from && day < *wants.from) || (wants.to && *wants.to < day)) return false;
  if (!wants.records) return true;
  const bool is_theirs = wants.records->contains(header.id) ||
                         wants.records->contains(header.refers_to) ||
                         wants.visits.contains(header.visit);
  // What refers to an addendum of theirs is theirs, too.
  if (is_theirs) wants.records->insert(header.id);
  return is_theirs;
}

}  // namespace

Result<std::string> make_trail(const Reading& reading, const ClinicKeys& keys, TrailWants wants,
                               const std::function<void(const Error&)>& damaged) {
  wants.visits.erase("");
  std::string trail = exporting::trail_heading();
  Workers<Job, Row> workers(
      worker_count(), [&keys](Job& job, std::size_t) { return make_row(job, keys); },
      [&](Row&& row) {
        if (row.damage) damaged(*row.damage);
        trail += row.text;
        return true;
      });
  const auto read =
      reading.each_entry([&](Placed&& placed, const std::optional<record::Header>& ended) {
        if (!is_wanted(placed.entry.header, wants)) return true;
        const bool is_told = wants.told.contains(placed.place);
        return workers.put({std::move(placed), ended, is_told});
      });
  workers.finish();
  if (!read) return fail(read);
  return trail;
}

}  // namespace candor::office
