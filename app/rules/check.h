// The rules of plain, honest and complete content: what a sound pack could do better, or must not
// do to patients. `candor check --rules` lists them. The loader's rules come first; the others look
// at a pack only once it loads.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "content/finding.h"
#include "content/pack.h"

namespace candor::rules {

struct Rule {
  std::string_view name;
  content::Severity severity = content::Severity::error;
  std::string_view why;  ///< one line
};

/// Every rule, the loader's too, in the order in which they are explained.
[[nodiscard]] std::vector<Rule> catalogue();

/// What this room cannot know by itself. A function that is empty leaves its rule out.
struct CheckWith {
  Date today;
  /// The first character of a text that no font of the project has, or empty.
  std::function<std::string(const std::string& text)> missing_glyph;
  /// How many screens the page's longest run of reading blocks fills at the largest text size.
  std::function<double(const content::Pack& pack, const content::Page& page,
                       const std::string& language)>
      screens;
};

struct Checked {
  std::shared_ptr<const content::Pack> pack;  ///< nullptr where the loader found something
  std::vector<content::Finding> findings;  ///< of every severity, in the order of files and lines
};

/// Loads the pack in `folder` and holds it against every rule. Where it does not load, the findings
/// are the loader's alone: the others would speak about a pack that is only half there. Where only
/// translations lag behind the texts, both are told: who rewrites a sentence sees at once whether
/// it is plain.
[[nodiscard]] Checked check_pack(const std::filesystem::path& folder, const CheckWith& with);

/// What must keep the pack in `folder` from patients: of the findings of check_pack() the errors
/// alone, without those about plain-words.json, which no patient reads. Costs less: rules that only
/// warn are not looked at. `pack` is there whenever it loads, also with findings.
[[nodiscard]] Checked check_for_patients(const std::filesystem::path& folder,
                                         const CheckWith& with);

}  // namespace candor::rules
