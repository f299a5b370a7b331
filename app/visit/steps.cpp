#include "visit/steps.h"

#include <array>
#include <string>
#include <type_traits>
#include <variant>

namespace candor::visit {

namespace {

StepKind kind_of(const content::Block& block) {
  return std::visit(
      [](const auto& content) {
        using Content = std::decay_t<decltype(content)>;
        if constexpr (std::is_same_v<Content, content::CheckBlock>) return StepKind::check;
        if constexpr (std::is_same_v<Content, content::ChoiceBlock>) return StepKind::choice;
        if constexpr (std::is_same_v<Content, content::FormBlock>) return StepKind::form;
        if constexpr (std::is_same_v<Content, content::AcknowledgeBlock>)
          return StepKind::statement;
        if constexpr (std::is_same_v<Content, content::SignBlock>) return StepKind::sign;
        return StepKind::read;
      },
      block.content);
}

}  // namespace

std::vector<Step> steps_of(const content::Pack& pack, const std::string& walk) {
  std::vector<Step> steps;
  const content::Walk* found = pack.walk(walk);
  if (found == nullptr) return steps;
  std::array<int, 6> numbers{};
  int page_number = 0;
  for (const std::string& page_id : found->pages) {
    const content::Page* page = pack.page(page_id);
    if (page == nullptr) continue;
    ++page_number;
    const std::size_t first_of_page = steps.size();
    for (std::size_t i = 0; i < page->blocks.size(); ++i) {
      const StepKind kind = kind_of(page->blocks[i]);
      const bool joins = kind == StepKind::read && steps.size() > first_of_page &&
                         steps.back().kind == StepKind::read;
      if (joins) {
        ++steps.back().count;
        continue;
      }
      const int number = ++numbers.at(static_cast<std::size_t>(kind));
      steps.push_back(Step{kind, page, i, 1, page_number, number});
    }
  }
  return steps;
}

int count_of(const std::vector<Step>& steps, StepKind kind) {
  int count = 0;
  for (const Step& step : steps) {
    if (step.kind == kind) ++count;
  }
  return count;
}

int page_count(const content::Pack& pack, const std::string& walk) {
  const content::Walk* found = pack.walk(walk);
  if (found == nullptr) return 0;
  int count = 0;
  for (const std::string& page_id : found->pages) {
    if (pack.page(page_id) != nullptr) ++count;
  }
  return count;
}

}  // namespace candor::visit
