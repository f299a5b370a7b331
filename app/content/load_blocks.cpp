// The blocks of a page, type by type.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "content/object_reader.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

/// The block types of the README, with what they may have beside type, id, sources and clinical.
struct BlockType {
  std::string_view name;
  std::vector<std::string_view> properties;
  bool states_facts;  ///< needs sources or "clinical": false
};

std::vector<BlockType> block_types() {
  return {
      {"text", {"text"}, true},
      {"callout", {"kind", "text"}, true},
      {"steps", {"items"}, true},
      {"timeline", {"caption", "items"}, true},
      {"risk", {"n", "label", "note", "tone", "group"}, true},
      {"image", {"file", "alt", "caption"}, false},
      {"faq", {"items"}, true},
      {"check", {"question", "tests", "options", "explain", "on_misses"}, true},
      {"choice", {"question", "help", "multiple", "private", "options"}, true},
      {"form", {"title", "purpose", "use", "fields"}, false},
      {"acknowledge", {"fact", "statement", "verb", "required", "may_not_apply"}, true},
      {"sign", {"act", "scope", "points", "button", "meanings"}, false},
  };
}

/// Reads the blocks of one page.
class PageReader {
 public:
  PageReader(LoadState& state, const Document& document, Page& page)
      : m_state(state), m_document(document), m_page(page) {}

  void read_blocks(const std::vector<JsonValue>& items) {
    std::vector<Reference> ids;
    for (const JsonValue& item : items) read_block(item, ids);
    if (m_page.blocks.size() < items.size()) m_state.blocks_read = false;
    report_doubles(m_state, ids, "block");
  }

 private:
  void read_block(const JsonValue& item, std::vector<Reference>& ids) {
    if (item.type != JsonValue::Type::object) {
      m_state.report.add({&m_document, item.offset}, rule::kWrongType,
                         "a block must be an object, but this is " + type_name(item.type),
                         "write { … }");
      return;
    }
    const std::vector<BlockType> types = block_types();
    const JsonMember* named = item.member("type");
    if (named == nullptr || named->value.type != JsonValue::Type::text) {
      m_state.report.add(
          {&m_document, named == nullptr ? item.offset : named->value.offset},
          named == nullptr ? rule::kMissingProperty : rule::kWrongType,
          named == nullptr ? "\"type\" is missing in a block"
                           : "\"type\" must be a text, but this is " + type_name(named->value.type),
          "write a type such as \"text\"");
      return;
    }
    const auto type = std::find_if(types.begin(), types.end(), [&](const BlockType& candidate) {
      return candidate.name == named->value.text;
    });
    if (type == types.end()) {
      std::vector<std::string> names;
      names.reserve(std::size(types));
      for (const BlockType& candidate : types) names.emplace_back(candidate.name);
      std::string next = suggestion(named->value.text, names);
      if (next.empty()) next = fmt::format("the types are {}", fmt::join(names, ", "));
      m_state.report.add({&m_document, named->value.offset}, rule::kPossibleWord,
                         "there is no block type \"" + shortened(named->value.text, 40) + "\"",
                         next);
      return;
    }
    std::vector<std::string_view> known{"type", "id", "sources", "clinical"};
    known.insert(known.end(), type->properties.begin(), type->properties.end());
    const std::string kind =
        fmt::format("{} {} block", type->name.find_first_of("aeiou") == 0 ? "an" : "a", type->name);
    ObjectReader reader(m_state, m_document, item, kind, known);
    Block block;
    block.id = reader.id("id");
    ids.push_back({block.id, reader.place_of("id"), {}});
    m_state.at_block = block.id;
    m_state.places["block " + m_page.id + "/" + block.id] = reader.place_of("id");
    read_sources(reader, block, *type, kind);
    block.content = read_content(reader, type->name);
    m_state.at_block.clear();
    m_page.blocks.push_back(std::move(block));
  }

  void read_sources(ObjectReader& reader, Block& block, const BlockType& type,
                    const std::string& kind) {
    const bool clinical = reader.boolean("clinical", Need::optional, true);
    const bool wrong = reader.has("clinical") && reader.value("clinical", Need::optional,
                                                              JsonValue::Type::boolean) == nullptr;
    if (reader.has("sources")) {
      std::set<std::string> seen;
      for (Reference& source : reader.words("sources", Need::required, 1, 20)) {
        if (!seen.insert(source.id).second) {
          m_state.report.add(source.place, rule::kDoubled,
                             "the source \"" + shortened(source.id, 64) + "\" stands here twice",
                             "remove one");
        }
        block.sources.push_back(source.id);
        m_state.sources_named.push_back(std::move(source));
      }
      if (!clinical) {
        m_state.report.add(reader.place_of("clinical"), rule::kUnsourced,
                           kind + " has sources and says \"clinical\": false",
                           "keep one of the two");
      }
      return;
    }
    if (type.name == "risk") {
      m_state.report.add(reader.place(), rule::kUnsourced, "a risk block needs \"sources\"",
                         "name who counted: ids from sources.json");
    } else if (type.states_facts && clinical && !wrong) {
      m_state.report.add(reader.place(), rule::kUnsourced, kind + " names no sources",
                         "add \"sources\", or \"clinical\": false where it states no medical fact");
    }
  }

  BlockContent read_content(ObjectReader& reader, std::string_view type) {
    if (type == "text") return TextBlock{reader.rich("text", Need::required)};
    if (type == "callout") return read_callout(reader);
    if (type == "steps") return read_steps(reader);
    if (type == "timeline") return read_timeline(reader);
    if (type == "risk") return read_risk(reader);
    if (type == "image") return read_image(reader);
    if (type == "faq") return read_faq(reader);
    if (type == "check") return read_check(reader);
    if (type == "choice") return read_choice(reader);
    if (type == "form") return read_form(reader);
    if (type == "acknowledge") return read_acknowledge(reader);
    return read_sign(reader);
  }

  CalloutBlock read_callout(ObjectReader& reader) {
    CalloutBlock block;
    const auto kind = reader.word("kind", Need::required, {"note", "caution", "danger"});
    if (kind) block.kind = static_cast<CalloutKind>(*kind);
    block.text = reader.rich("text", Need::required);
    return block;
  }

  /// Goes through the objects of a list.
  void each(ObjectReader& reader, std::string_view name, std::size_t least, std::size_t most,
            const std::string& kind, const std::vector<std::string_view>& known,
            const std::function<void(ObjectReader&)>& read) {
    const auto* items = reader.list(name, Need::required, least, most);
    if (items == nullptr) return;
    for (const JsonValue& item : *items) {
      ObjectReader entry(m_state, m_document, item, kind, known);
      if (entry.is_object()) read(entry);
    }
  }

  StepsBlock read_steps(ObjectReader& reader) {
    StepsBlock block;
    each(reader, "items", 1, 12, "a step", {"title", "text"}, [&](ObjectReader& item) {
      block.items.push_back({item.line("title", Need::required, Use::patient),
                             item.line("text", Need::optional, Use::patient)});
    });
    return block;
  }

  static Tone read_tone(ObjectReader& reader) {
    const auto tone = reader.word("tone", Need::optional, {"normal", "caution", "good"});
    return tone ? static_cast<Tone>(*tone) : Tone::normal;
  }

  TimelineBlock read_timeline(ObjectReader& reader) {
    TimelineBlock block;
    block.caption = reader.line("caption", Need::required, Use::patient);
    each(reader, "items", 1, 20, "a timeline entry", {"at", "title", "text", "tone"},
         [&](ObjectReader& item) {
           TimelineBlock::Item read;
           read.at = item.line("at", Need::required, Use::staff, 64);
           check_minutes(item, read.at);
           read.title = item.line("title", Need::required, Use::patient);
           read.text = item.line("text", Need::optional, Use::patient);
           read.tone = read_tone(item);
           block.items.push_back(std::move(read));
         });
    return block;
  }

  static bool is_minutes(std::string_view text) {
    return !text.empty() && text.size() <= 4 &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
  }

  /// Minutes as digits, or one clinic value that is such.
  void check_minutes(ObjectReader& item, const std::string& at) {
    if (at.empty() || is_minutes(at)) return;
    constexpr std::string_view kBegin = "{clinic.";
    const bool placeholder =
        at.starts_with(kBegin) && at.back() == '}' && at.find('}') == at.size() - 1;
    if (!placeholder) {
      m_state.report.add(item.place_of("at"), rule::kFormat, "\"at\" is not a number of minutes",
                         "write digits only, such as \"30\", or one {clinic.…}");
      return;
    }
    const std::string name = at.substr(kBegin.size(), at.size() - kBegin.size() - 1);
    const auto value = m_state.pack.clinic.values.find(name);
    if (value == m_state.pack.clinic.values.end() || is_minutes(value->second)) return;
    m_state.report.add(item.place_of("at"), rule::kClinicValue,
                       "the clinic's value \"" + name + "\" is not a number of minutes",
                       "write digits only in clinic.json, such as \"30\"");
  }

  RiskBlock read_risk(ObjectReader& reader) {
    RiskBlock block;
    block.n = reader.integer("n", Need::required, 0, 100).value_or(0);
    block.label = reader.line("label", Need::required, Use::patient, 200);
    block.note = reader.line("note", Need::optional, Use::patient);
    block.tone = read_tone(reader);
    // How the figure is read aloud and recorded; see shown_text.cpp.
    m_state.texts.push_back(
        {"{n} in 100", false, true, reader.place(), m_page.id, m_state.at_block, "n"});
    block.group = reader.id("group");
    if (block.group.empty()) return block;
    const Place place = reader.place_of("group");
    if (m_group.empty()) m_group = block.group;
    if (block.group != m_group) {
      m_state.report.add(
          place, rule::kMixedGroups,
          fmt::format("this page mixes the groups \"{}\" and \"{}\"", m_group, block.group),
          "figures of different people cannot be compared: use another page");
    }
    m_state.groups_named.push_back({block.group, place, {}});
    return block;
  }

  ImageBlock read_image(ObjectReader& reader) {
    ImageBlock block;
    block.file = reader.line("file", Need::required, Use::plain, 200);
    block.alt = reader.line("alt", Need::required, Use::patient);
    block.caption = reader.line("caption", Need::optional, Use::patient);
    if (block.file.empty()) return block;
    const Place place = reader.place_of("file");
    const bool in_shared = block.file.starts_with("shared/images/");
    const std::string name = in_shared                           ? block.file.substr(14)
                             : block.file.starts_with("images/") ? block.file.substr(7)
                                                                 : std::string();
    const bool plain_name =
        !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '-' || c == '_' || c == '.';
        });
    if (!plain_name || !name.ends_with(".svg")) {
      m_state.report.add(place, rule::kPicture,
                         "\"" + shortened(block.file, 60) + "\" is not a picture of the pack",
                         "write images/name.svg or shared/images/name.svg, with letters, digits, - "
                         "and _ in the name");
    } else if (m_page.id.starts_with("shared/") && !in_shared) {
      m_state.report.add(place, rule::kPicture, "a shared page cannot show a picture of one pack",
                         "put the picture into shared/images");
    } else {
      m_state.images_named.push_back({block.file, place, {}});
    }
    return block;
  }

  FaqBlock read_faq(ObjectReader& reader) {
    FaqBlock block;
    each(reader, "items", 1, 20, "a question", {"question", "answer"}, [&](ObjectReader& item) {
      block.items.push_back({item.line("question", Need::required, Use::patient),
                             item.rich("answer", Need::required)});
    });
    return block;
  }

  std::optional<FlagRule> read_flag(ObjectReader& reader, std::string_view name, Need need) {
    const JsonValue* value = reader.object(name, need);
    if (value == nullptr) return std::nullopt;
    ObjectReader flag(m_state, m_document, *value, "a flag", {"urgency", "effect", "reason"});
    FlagRule rule;
    const auto urgency = flag.word("urgency", Need::required, {"routine", "soon", "now"});
    if (urgency) rule.urgency = static_cast<Urgency>(*urgency);
    rule.blocks = flag.word("effect", Need::optional, {"block", "note"}).value_or(0) == 0;
    rule.reason = flag.line("reason", Need::required, Use::staff, 200);
    return rule;
  }

  CheckBlock read_check(ObjectReader& reader) {
    CheckBlock block;
    block.question = reader.line("question", Need::required, Use::patient);
    block.tests = reader.line("tests", Need::required, Use::plain, 200);
    if (!block.tests.empty()) {
      m_state.paragraphs_tested.push_back({block.tests, reader.place_of("tests"), m_page.id});
    }
    std::vector<Reference> ids;
    int correct = 0;
    each(reader, "options", 2, 5, "an option", {"id", "label", "correct"}, [&](ObjectReader& item) {
      CheckBlock::Option option;
      option.id = item.id("id");
      option.label = item.line("label", Need::required, Use::patient);
      option.correct = item.boolean("correct", Need::optional, false);
      correct += option.correct ? 1 : 0;
      ids.push_back({option.id, item.place_of("id"), {}});
      block.options.push_back(std::move(option));
    });
    report_doubles(m_state, ids, "option");
    if (!block.options.empty() && correct != 1) {
      m_state.report.add(reader.place_of("options"), rule::kOptions,
                         fmt::format("a check has one correct option, but this has {}", correct),
                         "say \"correct\": true at one of them");
    }
    block.explain = reader.rich("explain", Need::required);
    block.on_misses = read_flag(reader, "on_misses", Need::required).value_or(FlagRule{});
    return block;
  }

  ChoiceBlock read_choice(ObjectReader& reader) {
    ChoiceBlock block;
    block.question = reader.line("question", Need::required, Use::patient);
    block.help = reader.rich("help", Need::optional);
    block.multiple = reader.boolean("multiple", Need::optional, false);
    block.is_private = reader.boolean("private", Need::optional, false);
    std::vector<Reference> ids;
    each(reader, "options", 2, 12, "an option", {"id", "label", "exclusive", "flag", "reply"},
         [&](ObjectReader& item) {
           ChoiceBlock::Option option;
           option.id = item.id("id");
           option.label = item.line("label", Need::required, Use::patient);
           option.exclusive = item.boolean("exclusive", Need::optional, false);
           if (option.exclusive && !block.multiple) {
             m_state.report.add(item.place_of("exclusive"), rule::kOptions,
                                "\"exclusive\" means nothing where only one answer is possible",
                                "remove it, or say \"multiple\": true for the question");
           }
           option.flag = read_flag(item, "flag", Need::optional);
           option.reply = item.rich("reply", Need::optional);
           ids.push_back({option.id, item.place_of("id"), {}});
           block.options.push_back(std::move(option));
         });
    report_doubles(m_state, ids, "option");
    return block;
  }

  FormBlock read_form(ObjectReader& reader) {
    FormBlock block;
    block.title = reader.line("title", Need::required, Use::patient);
    block.purpose = reader.line("purpose", Need::required, Use::patient);
    block.is_ride = reader.word("use", Need::optional, {"ride"}).has_value();
    std::vector<Reference> ids;
    std::vector<Reference> waived;
    each(reader, "fields", 1, 6, "a field",
         {"id", "kind", "label", "required", "private", "options"}, [&](ObjectReader& item) {
           FormField field;
           field.id = item.id("id");
           ids.push_back({field.id, item.place_of("id"), {}});
           const auto kind = item.word("kind", Need::required, {"text", "phone", "date", "choice"});
           if (kind) field.kind = static_cast<FieldKind>(*kind);
           field.label = item.line("label", Need::required, Use::patient, 200);
           field.required = item.boolean("required", Need::optional, true);
           field.is_private = item.boolean("private", Need::optional, false);
           if (kind && field.kind == FieldKind::choice) {
             read_field_options(item, field, waived);
           } else if (kind && item.has("options")) {
             m_state.report.add(item.place_of("options"), rule::kOptions,
                                "only a choice has \"options\"",
                                "remove them, or say \"kind\": \"choice\"");
           }
           block.fields.push_back(std::move(field));
         });
    report_doubles(m_state, ids, "field");
    for (const Reference& reference : waived) {
      const bool exists = std::any_of(ids.begin(), ids.end(),
                                      [&](const Reference& id) { return id.id == reference.id; });
      if (!exists) {
        m_state.report.add(reference.place, rule::kDangling,
                           "this form has no field \"" + shortened(reference.id, 64) + "\"",
                           "name a field of the same form");
      } else if (reference.id == reference.page) {
        m_state.report.add(reference.place, rule::kOptions,
                           "a choice cannot make itself unnecessary",
                           "name another field of the form");
      }
    }
    return block;
  }

  /// `waived` gets the fields named by the options, with the naming field in place of the page.
  void read_field_options(ObjectReader& reader, FormField& field, std::vector<Reference>& waived) {
    std::vector<Reference> ids;
    each(reader, "options", 2, 8, "an option", {"id", "label", "flag", "waives"},
         [&](ObjectReader& item) {
           FormField::Option option;
           option.id = item.id("id");
           ids.push_back({option.id, item.place_of("id"), {}});
           option.label = item.line("label", Need::required, Use::patient);
           option.flag = read_flag(item, "flag", Need::optional);
           for (Reference& name : item.words("waives", Need::optional, 1, 6)) {
             option.waives.push_back(name.id);
             name.page = field.id;
             waived.push_back(std::move(name));
           }
           field.options.push_back(std::move(option));
         });
    report_doubles(m_state, ids, "option");
  }

  AcknowledgeBlock read_acknowledge(ObjectReader& reader) {
    AcknowledgeBlock block;
    block.fact = reader.rich("fact", Need::required);
    block.statement = reader.line("statement", Need::required, Use::patient);
    const auto verb = reader.word("verb", Need::required, {"understand", "agree", "will"});
    if (verb) block.verb = static_cast<Verb>(*verb);
    block.required = reader.boolean("required", Need::optional, true);
    block.may_not_apply = reader.boolean("may_not_apply", Need::optional, false);
    return block;
  }

  SignBlock read_sign(ObjectReader& reader) {
    SignBlock block;
    block.act = reader.line("act", Need::required, Use::signing);
    block.scope = reader.line("scope", Need::required, Use::scope);
    if (const auto* points = reader.list("points", Need::required, 1, 12)) {
      for (const JsonValue& point : *points) {
        block.points.push_back(
            read_text(m_state, m_document, point, "a point", Markup::line, Use::signing));
      }
    }
    block.button = reader.line("button", Need::required, Use::signing, 100);
    const JsonValue* meanings = reader.object("meanings", Need::required);
    if (meanings == nullptr) return block;
    ObjectReader roles(m_state, m_document, *meanings, "meanings",
                       {"representative", "witness", "interpreter", "clinician"});
    for (const Role role :
         {Role::representative, Role::witness, Role::interpreter, Role::clinician}) {
      block.meanings[role] = roles.line(to_string(role), Need::required, Use::signing);
    }
    return block;
  }

  LoadState& m_state;
  const Document& m_document;
  Page& m_page;
  std::string m_group;  ///< of the page's risk blocks
};

}  // namespace

void load_blocks(LoadState& state, const Document& document, Page& page,
                 const std::vector<JsonValue>& items) {
  PageReader(state, document, page).read_blocks(items);
}

}  // namespace candor::content
