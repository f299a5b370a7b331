// What the steps of loading a pack share: the documents, the findings so far, and what must be held
// against each other at the end. Private to this room.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/json_reader.h"
#include "content/load.h"
#include "content/pack.h"
#include "content/rule_names.h"

namespace candor::content {

inline constexpr int kMaxPages = 200;
inline constexpr int kMaxBlocks = 100;
inline constexpr std::size_t kMaxTextCharacters = 4000;
/// In each folder audio/TAG: what is said → the file that says it.
inline constexpr std::string_view kRecordingsFile = "recordings.json";

/// One JSON file that could be read.
struct Document {
  std::string name;  ///< as findings name it
  std::string key;   ///< in Pack::files, once it is entered there
  std::string bytes;
  JsonValue root;
};

/// A place in a document; the document lives as long as the load.
struct Place {
  const Document* document = nullptr;
  std::size_t offset = 0;
};

/// Gathers findings, at most 200 a file: more of them help nobody.
class Report {
 public:
  void add(const Place& place, std::string_view rule, std::string what, std::string next);
  /// About a file as a whole.
  void add_file(const std::string& file, std::string_view rule, std::string what, std::string next);
  /// All findings by file, line and column, without repetitions.
  [[nodiscard]] std::vector<Finding> take();

 private:
  std::map<std::string, std::vector<Finding>> m_findings;
};

/// An id that was written somewhere and must exist elsewhere.
struct Reference {
  std::string id;
  Place place;
  std::string page;  ///< the page it stands on, where that matters
};

/// A text of the pack, remembered for the translations.
struct PatientText {
  std::string text;
  bool rich = false;
  bool must_be_translated = true;  ///< false for what only staff read
  Place place;
  std::string page = {};   ///< where it stands, empty outside of pages
  std::string block = {};  ///< empty for a page's title
  std::string property = {};
};

struct LoadState {
  std::filesystem::path pack_folder;
  std::filesystem::path content_folder;
  std::string pack_name;     ///< prefix of file names in findings: "content/sample/"
  std::string content_name;  ///< "content/"

  Report report;
  Pack pack;
  std::deque<Document> documents;                   ///< a deque: places point into it
  std::map<std::string, std::string> file_digests;  ///< relative name → SHA-256, for Pack::digest

  // Where reading is just now.
  std::string at_page;
  std::string at_block;
  std::map<std::string, Place> places;  ///< by the names of content/origins.h

  // A file that could not be read must not bring findings about everything that refers to it.
  bool clinic_read = false;
  bool manifest_read = false;
  bool sources_read = false;
  bool walks_read = false;
  bool pages_read = true;   ///< every page file
  bool blocks_read = true;  ///< every block of them
  bool texts_read = true;   ///< every text that is translated

  std::set<std::string> clinic_names;  ///< all names in clinic.json, set or not
  std::vector<PatientText> texts;
  std::vector<std::vector<Reference>> walk_pages;  ///< one entry a walk, in order
  std::vector<Reference> take_home;                ///< page ids
  std::vector<Reference> walk_places;              ///< walk id and where it stands
  std::vector<Reference> page_places;
  std::set<std::string> shared_pages;  ///< those that exist, used or not
  std::vector<Reference> sources_named;
  std::vector<Reference> groups_named;
  std::vector<Reference> paragraphs_tested;  ///< "page/block"
  std::vector<Reference> images_named;
  std::vector<Reference> clinic_values_used;
  std::vector<Reference> language_places;
  std::set<std::string> incomplete;  ///< Loaded::incomplete
};

/// The state before anything is read, for the pack in `folder`.
[[nodiscard]] LoadState start_loading(const std::filesystem::path& folder);

/// Runs all the steps below and gathers what they found.
[[nodiscard]] Loaded finish_loading(LoadState& state);

/// Reads `path` as JSON; its findings are reported under `name`. nullptr when it could not be read
/// to its end. The caller may empty the root once it is done with it: places need the bytes only.
[[nodiscard]] Document* read_document(LoadState& state, const std::filesystem::path& path,
                                      const std::string& name);

/// Enters a file that patients see into the pack's digest, under a name relative to the content.
void add_to_digest(LoadState& state, const std::string& name, std::string_view bytes);
void add_to_digest(LoadState& state, const std::string& name, Document& document);

/// The same for a sound, which is not text: its bytes go into Pack::sounds.
void add_sound_to_digest(LoadState& state, const std::string& name, std::string bytes);

/// The entries of a folder, sorted, without hidden files and editors' leftovers. A folder that is
/// not there has none; one that cannot be read is a finding.
[[nodiscard]] std::vector<std::string> list_folder(LoadState& state,
                                                   const std::filesystem::path& folder,
                                                   const std::string& name);

/// Reads the blocks of a page whose id is known, or empty because it was not good.
void load_blocks(LoadState& state, const Document& document, Page& page,
                 const std::vector<JsonValue>& items);

// The steps, in the order in which they run.
void load_clinic(LoadState& state);
void load_manifest(LoadState& state);
void load_sources(LoadState& state);
void load_pages(LoadState& state);
void load_images(LoadState& state);
void load_translations(LoadState& state);
void load_recordings(LoadState& state);
void check_references(LoadState& state);

}  // namespace candor::content
