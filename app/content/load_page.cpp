// The pages: those of the pack, and the shared ones that its walks name.
#include <fmt/format.h>

#include <set>

#include "content/object_reader.h"

namespace candor::content {
namespace {

/// Reads a page that may be `shared`; its blocks only where `wanted` says so for its id.
void load_page(LoadState& state, Document& document, const std::string& digest_name, bool shared,
               const std::set<std::string>* wanted) {
  const JsonValue& root = document.root;
  if (shared) {
    const JsonMember* id = root.member("id");
    const bool readable = id != nullptr && id->value.type == JsonValue::Type::text;
    // A shared page that this pack does not use is not this pack's concern; one whose id is no id
    // can be used by none, and somebody should know.
    if (readable) state.shared_pages.insert("shared/" + id->value.text);
    const bool usable = readable && is_id(id->value.text);
    if (usable && !wanted->contains("shared/" + id->value.text)) return;
  }
  add_to_digest(state, digest_name, document);
  ObjectReader reader(state, document, root, "a page", {"$schema", "id", "title", "blocks"});
  if (!reader.is_object()) {
    state.pages_read = false;
    return;
  }
  reader.line("$schema", Need::optional, Use::plain);
  Page page;
  page.id = reader.id("id");
  if (page.id.empty()) state.pages_read = false;
  if (shared && !page.id.empty()) page.id = "shared/" + page.id;
  state.at_page = page.id;
  state.places["page " + page.id] = reader.place_of("id");
  page.title = reader.line("title", Need::required, Use::patient, 200);
  if (const auto* blocks = reader.list("blocks", Need::required, 1, kMaxBlocks)) {
    load_blocks(state, document, page, *blocks);
  } else {
    state.blocks_read = false;
  }
  state.at_page.clear();
  state.page_places.push_back({page.id, reader.place_of("id"), {}});
  state.pack.pages.push_back(std::move(page));
}

void load_folder(LoadState& state, const std::filesystem::path& folder, const std::string& name,
                 const std::string& digest_name, bool shared, const std::set<std::string>* wanted) {
  int count = 0;
  for (const std::string& file : list_folder(state, folder, name)) {
    if (!file.ends_with(".json")) {
      state.report.add_file(name + file, rule::kFile, "this is not a .json file",
                            "rename it, or keep it somewhere else");
      continue;
    }
    if (++count > kMaxPages) {
      state.report.add_file(name, rule::kLimit,
                            fmt::format("there are more than {} pages", kMaxPages),
                            "split the pack");
      state.pages_read = false;
      return;
    }
    Document* document = read_document(state, folder / file, name + file);
    if (document == nullptr) {
      state.pages_read = false;
      continue;
    }
    load_page(state, *document, digest_name + file, shared, wanted);
    document->root = {};
  }
}

}  // namespace

void load_pages(LoadState& state) {
  std::set<std::string> wanted;
  const auto want = [&](const std::vector<Reference>& pages) {
    for (const Reference& page : pages) {
      if (page.id.starts_with("shared/")) wanted.insert(page.id);
    }
  };
  for (const auto& walk : state.walk_pages) want(walk);
  want(state.take_home);
  load_folder(state, state.pack_folder / "pages", state.pack_name + "pages/", "pages/", false,
              nullptr);
  if (state.pack.pages.empty() && state.pages_read) {
    state.report.add_file(state.pack_name + "pages", rule::kFile, "there is no page here",
                          "add at least one page: pages/10-first.json");
  }
  if (wanted.empty()) return;
  load_folder(state, state.content_folder / "shared" / "pages",
              state.content_name + "shared/pages/", "shared/pages/", true, &wanted);
}

}  // namespace candor::content
