// A small good pack in a temporary folder, with one block of every type, for tests to load or to
// break. Invented: a drip of tea.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "support/fakes.h"

namespace candor::support {

/// Writes the folder "content" with clinic.json, shared/ and the pack "sample":
/// - walks `first` (pages about, shared/welcome, safety, decision; patient signs) and `return`
///   (safety, decision; patient and witness sign);
/// - page `about`: blocks intro (text), warning (callout), day (steps), times (timeline), sleepy
/// and
///   dizzy (risk, group `drinkers`), picture (image), questions (faq);
/// - page `safety`: what-you-know (check of about/intro: options wait*, drive), mood (private
/// choice:
///   fine, low → soon, danger → now), ride (form, use ride: means, name, phone), stop (acknowledge,
///   required, agree), research (acknowledge, optional, may not apply);
/// - page `decision`: sign;
/// - the take-home sheet is the page `about`;
/// - languages en (source) and es (draft, a few texts);
/// - clinic values name, phone, drip_end, fee (null, required by nobody and used nowhere).
class SamplePack {
 public:
  SamplePack();

  [[nodiscard]] std::filesystem::path content() const { return m_folder.path() / "content"; }

  [[nodiscard]] std::filesystem::path folder() const { return content() / "sample"; }

  // Files are named relative to content(): "sample/pack.json", "clinic.json".

  /// Writes a file and the folders above it, replacing what was there.
  void write(const std::string& file, std::string_view bytes) const;
  [[nodiscard]] std::string read(const std::string& file) const;
  /// Replaces the first `from` in the file; throws when it has none, so that a test cannot go
  /// stale.
  void replace(const std::string& file, std::string_view from, std::string_view to) const;
  void remove(const std::string& file) const;

 private:
  TemporaryFolder m_folder;
};

}  // namespace candor::support
