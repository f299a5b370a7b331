#include "support/sample_pack.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace candor::support {
namespace {

constexpr std::string_view kClinic = R"({
  "$schema": "schema/clinic.json",
  "demonstration": true,
  "required": ["name", "phone"],
  "values": {
    "name": "Hill Clinic",
    "phone": "555-0100",
    "drip_end": "40",
    "fee": null
  },
  "emergency": [{ "label": "Help line, day and night", "number": "988" }]
}
)";

constexpr std::string_view kPack = R"({
  "$schema": "../schema/pack.json",
  "id": "sample",
  "version": "1.0.0",
  "title": "Tea drip: what to know",
  "procedure": "a tea drip",
  "minimum_age": 18,
  "valid_for_months": 6,
  "treatments": 3,
  "review_by": "2027-11-01",
  "languages": [
    { "tag": "en", "name": "English", "status": "source" },
    { "tag": "es", "name": "Español", "status": "draft" }
  ],
  "groups": [
    {
      "id": "drinkers",
      "text": "203 people at one clinic who had this drip",
      "drug": "tea",
      "route": "drip",
      "people": 203
    }
  ],
  "take_home": ["about"],
  "walks": [
    {
      "id": "first",
      "title": "This is my first time",
      "pages": ["about", "shared/welcome", "safety", "decision"],
      "signers": ["patient"]
    },
    {
      "id": "return",
      "title": "I have been here before",
      "pages": ["safety", "decision"],
      "signers": ["patient", "witness"]
    }
  ]
}
)";

constexpr std::string_view kSources = R"({
  "$schema": "../schema/sources.json",
  "sources": [
    { "id": "leaf-2020", "title": "Leaf et al., 2020", "url": "https://example.org/leaf", "year": "2020" },
    { "id": "label", "title": "The label of the tea" }
  ]
}
)";

constexpr std::string_view kAbout = R"({
  "$schema": "../../schema/page.json",
  "id": "about",
  "title": "What it is",
  "blocks": [
    {
      "type": "text",
      "id": "intro",
      "text": "Tea goes **slowly** into your arm.\n\n- You may *stop* at any time.\n- Call {clinic.phone}.",
      "sources": ["leaf-2020"]
    },
    {
      "type": "callout",
      "id": "warning",
      "kind": "caution",
      "text": "Do not drive for 24 hours.",
      "sources": ["label"]
    },
    {
      "type": "steps",
      "id": "day",
      "items": [{ "title": "You lie down", "text": "For one hour." }, { "title": "You go home" }],
      "clinical": false
    },
    {
      "type": "timeline",
      "id": "times",
      "caption": "Minutes from when you arrive",
      "items": [
        { "at": "0", "title": "You arrive" },
        { "at": "{clinic.drip_end}", "title": "The drip ends", "text": "You rest.", "tone": "good" }
      ],
      "clinical": false
    },
    {
      "type": "risk",
      "id": "sleepy",
      "n": 56,
      "label": "feel sleepy",
      "note": "It wears off in 2 hours.",
      "group": "drinkers",
      "sources": ["leaf-2020"]
    },
    {
      "type": "risk",
      "id": "dizzy",
      "n": 4,
      "label": "feel dizzy",
      "tone": "caution",
      "group": "drinkers",
      "sources": ["leaf-2020"]
    },
    { "type": "image", "id": "picture", "file": "images/chair.svg", "alt": "A chair", "caption": "Your chair" },
    {
      "type": "faq",
      "id": "questions",
      "items": [{ "question": "Does it hurt?", "answer": "A *little*." }],
      "clinical": false
    }
  ]
}
)";

constexpr std::string_view kSafety = R"({
  "$schema": "../../schema/page.json",
  "id": "safety",
  "title": "Your safety",
  "blocks": [
    {
      "type": "check",
      "id": "what-you-know",
      "question": "When may you drive?",
      "tests": "about/intro",
      "options": [
        { "id": "wait", "label": "The next day", "correct": true },
        { "id": "drive", "label": "At once" }
      ],
      "explain": "Tea slows you down **all day**.",
      "on_misses": { "urgency": "routine", "reason": "Driving was not understood" },
      "sources": ["label"]
    },
    {
      "type": "choice",
      "id": "mood",
      "question": "How do you feel?",
      "help": "Only staff see this.",
      "private": true,
      "options": [
        { "id": "fine", "label": "Fine" },
        { "id": "low", "label": "Low", "flag": { "urgency": "soon", "effect": "note", "reason": "Feels low" } },
        {
          "id": "danger",
          "label": "I think of hurting myself",
          "flag": { "urgency": "now", "reason": "Thoughts of self-harm" },
          "reply": "Thank you for telling us. Please call {clinic.phone} or wait here."
        }
      ],
      "clinical": false
    },
    {
      "type": "form",
      "id": "ride",
      "title": "Your ride home",
      "purpose": "You cannot drive after the drip.",
      "use": "ride",
      "fields": [
        {
          "id": "means",
          "kind": "choice",
          "label": "How do you get home?",
          "options": [
            { "id": "friend", "label": "A friend drives" },
            {
              "id": "none-yet",
              "label": "I do not have a ride yet",
              "flag": { "urgency": "routine", "reason": "No ride home yet" },
              "waives": ["name", "phone"]
            }
          ]
        },
        { "id": "name", "kind": "text", "label": "Who comes?" },
        { "id": "phone", "kind": "phone", "label": "Their phone", "required": false, "private": true }
      ]
    },
    {
      "type": "acknowledge",
      "id": "stop",
      "fact": "You can stop {procedure} at *any* time.",
      "statement": "I know that I can stop.",
      "verb": "agree",
      "clinical": false
    },
    {
      "type": "acknowledge",
      "id": "research",
      "fact": "We count how people feel.",
      "statement": "My answers may be counted.",
      "verb": "agree",
      "required": false,
      "may_not_apply": true,
      "clinical": false
    }
  ]
}
)";

constexpr std::string_view kDecision = R"({
  "$schema": "../../schema/page.json",
  "id": "decision",
  "title": "Your decision",
  "blocks": [
    {
      "type": "sign",
      "id": "sign",
      "act": "I choose to have {procedure} at {clinic.name}.",
      "scope": "A course of {treatments}, until {until}.",
      "points": ["I saw {pages} and answered {statements}.", "I can still say no."],
      "button": "Sign: I choose this",
      "meanings": {
        "representative": "I sign for the patient.",
        "witness": "I saw the patient sign.",
        "interpreter": "I interpreted all of it.",
        "clinician": "I talked with the patient."
      }
    }
  ]
}
)";

constexpr std::string_view kWelcome = R"({
  "$schema": "../../schema/page.json",
  "id": "welcome",
  "title": "Welcome",
  "blocks": [
    { "type": "text", "id": "hello", "text": "Take your time.", "clinical": false },
    { "type": "image", "id": "nurse", "file": "shared/images/nurse.svg", "alt": "A nurse" }
  ]
}
)";

constexpr std::string_view kSpanish = R"({
  "What it is": "Qué es",
  "a tea drip": "un goteo de té",
  "You can stop {procedure} at *any* time.": "Puede parar {procedure} en *cualquier* momento.",
  "Fine": "Bien"
}
)";

constexpr std::string_view kPicture =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>)";

}  // namespace

SamplePack::SamplePack() {
  write("clinic.json", kClinic);
  write("shared/pages/welcome.json", kWelcome);
  write("shared/images/nurse.svg", kPicture);
  write("sample/pack.json", kPack);
  write("sample/sources.json", kSources);
  write("sample/pages/10-about.json", kAbout);
  write("sample/pages/20-safety.json", kSafety);
  write("sample/pages/30-decision.json", kDecision);
  write("sample/images/chair.svg", kPicture);
  write("sample/translations/es.json", kSpanish);
}

void SamplePack::write(const std::string& file, std::string_view bytes) const {
  const std::filesystem::path path = content() / file;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string SamplePack::read(const std::string& file) const {
  std::ifstream in(content() / file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void SamplePack::replace(const std::string& file, std::string_view from,
                         std::string_view to) const {
  std::string bytes = read(file);
  const std::size_t at = bytes.find(from);
  if (at == std::string::npos) throw std::runtime_error(file + " has no " + std::string(from));
  write(file, bytes.replace(at, from.size(), to));
}

void SamplePack::remove(const std::string& file) const {
  std::filesystem::remove_all(content() / file);
}

}  // namespace candor::support
