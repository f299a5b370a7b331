// The reading blocks of a pack as elements.
#include <charconv>

#include "content/shown_text.h"
#include "crypto/crypto.h"
#include "present/build.h"

namespace candor::present {
namespace {

CalloutLook look_of(content::CalloutKind kind) {
  switch (kind) {
    case content::CalloutKind::note:
      return CalloutLook::note;
    case content::CalloutKind::caution:
      return CalloutLook::caution;
    case content::CalloutKind::danger:
      return CalloutLook::danger;
  }
  return CalloutLook::note;
}

/// Minutes from arrival as a person says them: "2 hours 30 minutes". What is no number (an unset
/// value of the clinic) stays as it is.
std::string time_from_arrival(const Teller& teller, const std::string& at) {
  int all = 0;
  const auto [end, problem] = std::from_chars(at.data(), at.data() + at.size(), all);
  if (problem != std::errc{} || end != at.data() + at.size()) return at;
  const content::WordValue hours{"hours", std::int64_t{all / 60}};
  const content::WordValue minutes{"minutes", std::int64_t{all % 60}};
  if (all == 0) return teller.say("Start");
  if (all < 60) {
    return teller.say("{minutes, plural, one {# minute} other {# minutes}}", {minutes});
  }
  if (all % 60 == 0) return teller.say("{hours, plural, one {# hour} other {# hours}}", {hours});
  return teller.say(
      "{hours, plural, one {# hour} other {# hours}} "
      "{minutes, plural, one {# minute} other {# minutes}}",
      {hours, minutes});
}

struct Reader {
  const Teller& teller;

  std::vector<Element> operator()(const content::TextBlock& block) const {
    return {element(Prose{teller.rich(block.text)})};
  }

  std::vector<Element> operator()(const content::CalloutBlock& block) const {
    return {element(Callout{look_of(block.kind), {}, teller.rich(block.text)})};
  }

  std::vector<Element> operator()(const content::StepsBlock& block) const {
    Steps steps;
    for (const auto& item : block.items) {
      steps.items.push_back({teller.text(item.title), teller.text(item.text)});
    }
    return {element(std::move(steps))};
  }

  std::vector<Element> operator()(const content::TimelineBlock& block) const {
    Timeline timeline;
    timeline.caption = teller.text(block.caption);
    for (const auto& item : block.items) {
      timeline.items.push_back({time_from_arrival(teller, teller.text(item.at)),
                                teller.text(item.title), teller.text(item.text), item.tone});
    }
    return {element(std::move(timeline))};
  }

  std::vector<Element> operator()(const content::RiskBlock& block) const {
    return {element(Risk{block.n, teller.say("{n} in 100", {{"n", std::int64_t{block.n}}}),
                         teller.text(block.label), teller.text(block.note), block.tone})};
  }

  std::vector<Element> operator()(const content::ImageBlock& block) const {
    return {element(Picture{block.file, teller.text(block.alt), teller.text(block.caption)})};
  }

  std::vector<Element> operator()(const content::FaqBlock& block) const {
    Faq faq;
    for (const auto& item : block.items) {
      faq.items.push_back({teller.text(item.question), teller.rich(item.answer)});
    }
    return {element(std::move(faq))};
  }

  /// Questions have screens of their own and are built there.
  template <typename Question>
  std::vector<Element> operator()(const Question&) const {
    return {};
  }
};

}  // namespace

std::vector<Element> block_elements(const Teller& teller, const content::Page& page,
                                    const content::Block& block) {
  std::vector<Element> elements = std::visit(Reader{teller}, block.content);
  for (Element& each : elements) {
    each.block = visit::Spot{page.id, block.id};
    each.digest =
        crypto::sha256_hex(content::shown_text(teller.desk().pack, block, teller.language()));
  }
  return elements;
}

}  // namespace candor::present
