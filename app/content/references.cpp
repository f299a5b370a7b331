// What files say of each other: held together once all of them are read.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "content/object_reader.h"
#include "content/placeholders.h"
#include "content/rich.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

/// Reports those of `named` that are not in `existing`.
void check_exist(LoadState& state, const std::vector<Reference>& named,
                 const std::set<std::string>& existing, const std::string& what,
                 const std::string& otherwise, const std::set<std::string>& also_meant = {}) {
  std::vector<std::string> names(existing.begin(), existing.end());
  names.insert(names.end(), also_meant.begin(), also_meant.end());
  for (const Reference& reference : named) {
    if (existing.contains(reference.id)) continue;
    std::string next = suggestion(reference.id, names);
    state.report.add(reference.place, rule::kDangling,
                     fmt::format("there is no {} \"{}\"", what, shortened(reference.id, 80)),
                     next.empty() ? otherwise : next);
  }
}

template <typename Item>
std::set<std::string> ids_of(const std::vector<Item>& items) {
  std::set<std::string> ids;
  for (const Item& item : items) ids.insert(item.id);
  return ids;
}

bool is_sign(const Block& block) {
  return std::holds_alternative<SignBlock>(block.content);
}

bool has_sign(const Page& page) {
  return std::any_of(page.blocks.begin(), page.blocks.end(), is_sign);
}

void check_walk(LoadState& state, const std::vector<Reference>& pages) {
  if (pages.empty()) return;
  for (const Reference& reference : pages) {
    const Page* page = state.pack.page(reference.id);
    if (page == nullptr) continue;
    const bool last = &reference == &pages.back();
    if (last && !has_sign(*page) && state.blocks_read) {
      state.report.add(reference.place, rule::kWalk, "the last page of a walk has no sign block",
                       "end the walk with the page where the decision is signed");
    }
    if (!last && has_sign(*page)) {
      state.report.add(reference.place, rule::kWalk,
                       "a page with a sign block is not the last of this walk",
                       "move it to the end");
    }
  }
}

void check_walks(LoadState& state) {
  std::set<std::string> used;
  std::vector<Reference> all;
  for (const std::vector<Reference>& pages : state.walk_pages) {
    for (const Reference& page : pages) {
      used.insert(page.id);
      all.push_back(page);
    }
    check_walk(state, pages);
  }
  for (const Reference& page : state.take_home) {
    used.insert(page.id);
    all.push_back(page);
  }
  if (state.pages_read) {
    check_exist(state, all, ids_of(state.pack.pages), "page", "add it, or remove it from this list",
                state.shared_pages);
  }
  if (!state.walks_read) return;
  for (const Reference& page : state.page_places) {
    if (page.id.empty() || used.contains(page.id)) continue;
    state.report.add(page.place, rule::kUnusedPage, "no walk uses the page \"" + page.id + "\"",
                     "name it in a walk in pack.json, or remove the file");
  }
}

void check_sign_blocks(LoadState& state) {
  for (std::size_t i = 0; i < state.pack.pages.size(); ++i) {
    const auto& blocks = state.pack.pages[i].blocks;
    const auto sign = std::find_if(blocks.begin(), blocks.end(), is_sign);
    if (sign == blocks.end() || sign + 1 == blocks.end()) continue;
    state.report.add(state.page_places[i].place, rule::kWalk,
                     "a block follows the sign block of this page",
                     "signing is the last thing: move the sign block to the end");
  }
}

bool can_be_shown_again(const Block& block) {
  // The reading blocks come first in the variant, up to FaqBlock.
  return block.content.index() <= BlockContent(FaqBlock{}).index();
}

void check_tested_paragraphs(LoadState& state) {
  std::set<std::string> existing;
  std::set<std::string> screens;
  for (const Page& page : state.pack.pages) {
    for (const Block& block : page.blocks) {
      (can_be_shown_again(block) ? existing : screens).insert(page.id + "/" + block.id);
    }
  }
  std::vector<Reference> missing;
  for (const Reference& tested : state.paragraphs_tested) {
    if (!screens.contains(tested.id)) {
      missing.push_back(tested);
      continue;
    }
    state.report.add(tested.place, rule::kDangling,
                     "\"" + tested.id + "\" is not a paragraph that can be shown again",
                     "name a block of type text, callout, steps, timeline, risk, image or faq");
  }
  if (state.pages_read && state.blocks_read) {
    check_exist(state, missing, existing, "block", "name a block as page-id/block-id");
  }
}

void check_clinic_values(LoadState& state) {
  check_exist(state, state.clinic_values_used, state.clinic_names, "clinic value",
              "add it to \"values\" in clinic.json");
  // A value that a text shows is needed, whether or not the clinic calls it required.
  Clinic& clinic = state.pack.clinic;
  for (const Reference& used : state.clinic_values_used) {
    const bool open = state.clinic_names.contains(used.id) && !clinic.values.contains(used.id);
    if (open &&
        std::find(clinic.unset.begin(), clinic.unset.end(), used.id) == clinic.unset.end()) {
      clinic.unset.push_back(used.id);
    }
  }
  std::sort(clinic.unset.begin(), clinic.unset.end());
}

/// Filling in the clinic's values must not change where paragraphs, lists and emphasis are.
void check_filled_texts(LoadState& state) {
  const Pack& pack = state.pack;
  for (const PatientText& text : state.texts) {
    if (!text.rich || text.text.find('{') == std::string::npos) continue;
    for (const Language& language : pack.languages) {
      const auto texts = pack.translations.find(language.tag);
      const bool translated = texts != pack.translations.end() && texts->second.contains(text.text);
      const auto before = parse_rich(translated ? texts->second.at(text.text) : text.text);
      const auto after = parse_rich(pack.text(language.tag, text.text));
      if (!before) continue;
      const bool same =
          after && std::equal(before->begin(), before->end(), after->begin(), after->end(),
                              [&](const Paragraph& a, const Paragraph& b) {
                                return a.kind == b.kind && a.emphasis.size() == b.emphasis.size() &&
                                       pack.text(language.tag, a.text) == b.text;
                              });
      if (same) continue;
      state.report.add(text.place, rule::kMarkup,
                       "with the clinic's values in it this text reads as other markup",
                       "put a word before the placeholder, or change the value");
      break;
    }
  }
}

}  // namespace

void check_references(LoadState& state) {
  report_doubles(state, state.page_places, "page");
  check_walks(state);
  check_sign_blocks(state);
  check_tested_paragraphs(state);
  if (state.sources_read) {
    check_exist(state, state.sources_named, ids_of(state.pack.sources), "source",
                "add it to sources.json");
  }
  if (state.manifest_read) {
    check_exist(state, state.groups_named, ids_of(state.pack.groups), "group",
                "add it to \"groups\" in pack.json");
  }
  if (state.clinic_read) check_clinic_values(state);
  if (state.clinic_read && state.manifest_read) check_filled_texts(state);
}

}  // namespace candor::content
