#include "content/json_reader.h"
#include "rules/context.h"

namespace candor::rules {
namespace {

constexpr int kMostOfOneRule = 40;  ///< findings in one file; more of them help nobody

}  // namespace

Report::Report(const Pack& pack, const Origins& origins) : m_pack(pack), m_origins(origins) {
  for (const Rule& rule : catalogue()) m_severities[std::string(rule.name)] = rule.severity;
}

void Report::add(std::string_view rule, const Origin& origin, std::string what, std::string next) {
  add_at(rule, origin.file.empty() ? Origin{"pack.json", 0} : origin, std::move(what),
         std::move(next));
}

void Report::add(std::string_view rule, const Said& said, std::size_t index, std::string what,
                 std::string next) {
  const auto file = m_pack.files.find(said.origin.file);
  Origin origin = said.origin;
  if (index < said.at.size() && said.at[index] > 0 && file != m_pack.files.end()) {
    origin.offset = content::offset_in_text(file->second, said.origin.offset, said.at[index]);
  }
  add(rule, origin, std::move(what), std::move(next));
}

void Report::add_at(std::string_view rule, const Origin& origin, std::string what,
                    std::string next) {
  const auto name = m_origins.files.find(origin.file);
  const auto bytes = m_pack.files.find(origin.file);
  Finding finding;
  finding.file = name == m_origins.files.end() ? origin.file : name->second;
  finding.rule = rule;
  finding.severity = m_severities.at(finding.rule);
  const int count = ++m_counts[{finding.rule, finding.file}];
  if (count > kMostOfOneRule + 1) return;
  if (count > kMostOfOneRule) {
    finding.what = "there are more findings of this kind in this file";
    finding.next = "correct these first";
  } else {
    const content::LineColumn at = bytes == m_pack.files.end()
                                       ? content::LineColumn{}
                                       : content::line_column(bytes->second, origin.offset);
    finding.line = at.line;
    finding.column = at.column;
    finding.what = std::move(what);
    finding.next = std::move(next);
  }
  m_findings.push_back(std::move(finding));
}

}  // namespace candor::rules
