// A walk as a row of screens: reading blocks that follow each other share one, every question has
// its own.
#pragma once

#include <vector>

#include "content/pack.h"

namespace candor::visit {

enum class StepKind { read, check, choice, form, statement, sign };

struct Step {
  StepKind kind = StepKind::read;
  const content::Page* page = nullptr;  ///< lives as long as the pack
  std::size_t first = 0;                ///< the first of its blocks
  std::size_t count = 1;
  int page_number = 0;  ///< from 1, of the walk's pages
  int number = 0;       ///< from 1, of the steps of this kind
};

/// The steps of a walk in order; empty for an unknown walk.
[[nodiscard]] std::vector<Step> steps_of(const content::Pack& pack, const std::string& walk);
/// How many steps of a kind a row has.
[[nodiscard]] int count_of(const std::vector<Step>& steps, StepKind kind);
/// How many pages a walk has.
[[nodiscard]] int page_count(const content::Pack& pack, const std::string& walk);

}  // namespace candor::visit
