#include "voice/helper.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "base/child_process.h"

namespace candor::voice {
namespace {

constexpr const char* kGreeting = "candor-speak 1";
constexpr std::size_t kMostText = 8192;
constexpr std::size_t kMostHeader = 256;
constexpr unsigned long kMostWords = 4096;
constexpr unsigned long kMostSamples = 48'000UL * 180;  // three minutes
constexpr int kLeastRate = 8'000;
constexpr int kMostRate = 48'000;
constexpr std::size_t kWordBytes = 12;

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (unsigned i = 0; i < 4; ++i) {
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return number;
}

/// Words must lie in the text and in the sound, one after another.
bool words_fit(const std::vector<WordTime>& words, std::size_t text, std::size_t samples) {
  std::size_t before = 0;
  for (const WordTime& word : words) {
    if (word.begin > word.end || word.end > text || word.sample > samples) return false;
    if (word.sample < before) return false;
    before = word.sample;
  }
  return true;
}

}  // namespace

Helper::~Helper() {
  end();
}

Result<void> Helper::start() {
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) {
    return fail(ErrorCode::not_found, "no pipe to the speech program", m_program.string());
  }
  const auto child = start_child({m_program.string()}, sockets[1]);
  ::close(sockets[1]);
  if (!child) {
    ::close(sockets[0]);
    return fail(ErrorCode::not_found, "the speech program cannot be started", m_program.string(),
                "install Candor again");
  }
  ::fcntl(sockets[0], F_SETFL, ::fcntl(sockets[0], F_GETFL) | O_NONBLOCK);
  m_child = *child;
  m_socket = sockets[0];
  m_greeted = false;
  m_incoming.clear();
  return {};
}

void Helper::end() {
  if (m_socket >= 0) ::close(m_socket);
  m_socket = -1;
  if (m_child > 0) end_child(m_child);
  m_child = 0;
  // A person's words must not wait here for the next one.
  m_outgoing.clear();
  m_incoming.clear();
  m_incoming.shrink_to_fit();
}

void Helper::forget() {
  end();
  m_asked = false;
}

void Helper::ask(const Utterance& utterance, std::int64_t now_ms) {
  const std::string text = utterance.text.substr(0, kMostText);
  m_asked = true;
  m_text = text.size();
  m_heard_ms = now_ms;
  ++m_number;
  std::string voice = utterance.language.empty() ? "en" : utterance.language;
  if (const auto chosen = m_voices.find(voice); chosen != m_voices.end()) voice = chosen->second;
  m_outgoing = "say " + std::to_string(m_number) + " " + voice + " " + std::to_string(text.size()) +
               "\n" + text;
}

std::optional<Result<Sound>> Helper::step(std::int64_t now_ms) {
  if (!m_asked) return std::nullopt;
  const auto lost = [&](ErrorCode code, const char* what) -> std::optional<Result<Sound>> {
    end();
    m_asked = false;
    return Result<Sound>(fail(code, what, m_program.string()));
  };
  if (m_child == 0) {
    const std::string request = m_outgoing;
    if (const auto started = start(); !started) {
      m_asked = false;
      return Result<Sound>(fail(started));
    }
    m_outgoing = request;
  }
  if (!send()) return lost(ErrorCode::bad_format, "the speech program ended");
  const bool runs = receive(now_ms);
  auto answer = parse();
  if (answer) {
    m_asked = false;
    if (!*answer && answer->error().code == ErrorCode::bad_format) end();
    return answer;
  }
  if (!runs) return lost(ErrorCode::bad_format, "the speech program ended");
  if (now_ms - m_heard_ms >= kHangsMs) {
    return lost(ErrorCode::unreadable, "the speech program hangs");
  }
  return std::nullopt;
}

bool Helper::send() {
  while (!m_outgoing.empty()) {
    // A program that has ended must not end the kiosk with it: no signal.
    const ssize_t sent = ::send(m_socket, m_outgoing.data(), m_outgoing.size(), MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    m_outgoing.erase(0, static_cast<std::size_t>(sent));
  }
  return true;
}

bool Helper::receive(std::int64_t now_ms) {
  std::array<char, 65536> bytes{};
  for (;;) {
    const ssize_t got = ::recv(m_socket, bytes.data(), bytes.size(), 0);
    if (got == 0) return false;
    if (got < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN || errno == EWOULDBLOCK;
    }
    m_incoming.append(bytes.data(), static_cast<std::size_t>(got));
    m_heard_ms = now_ms;
    if (m_incoming.size() > kMostSamples * 2 + kMostWords * kWordBytes + kMostHeader) return false;
  }
}

std::optional<Result<Sound>> Helper::parse() {
  const auto nonsense = [&]() -> std::optional<Result<Sound>> {
    return Result<Sound>(
        fail(ErrorCode::bad_format, "the speech program answers nonsense", m_program.string()));
  };
  const auto line_end = m_incoming.find('\n');
  if (line_end == std::string::npos) {
    return m_incoming.size() > kMostHeader ? nonsense() : std::nullopt;
  }
  const std::string line = m_incoming.substr(0, line_end);
  if (!m_greeted) {
    if (line != kGreeting) return nonsense();
    m_greeted = true;
    m_incoming.erase(0, line_end + 1);
    return parse();
  }
  int number = 0;
  int rate = 0;
  unsigned long words = 0;
  unsigned long samples = 0;
  char rest = '\0';
  if (std::sscanf(line.c_str(), "failed %d %c", &number, &rest) >= 1) {
    if (number != m_number) return nonsense();
    m_incoming.erase(0, line_end + 1);
    return Result<Sound>(
        fail(ErrorCode::refused, "the speech program has no sound for this", m_program.string()));
  }
  if (std::sscanf(line.c_str(), "sound %d %d %lu %lu%c", &number, &rate, &words, &samples, &rest) !=
          4 ||
      number != m_number || rate < kLeastRate || rate > kMostRate || words > kMostWords ||
      samples > kMostSamples) {
    return nonsense();
  }
  std::size_t at = line_end + 1;
  if (m_incoming.size() - at < words * kWordBytes + samples * 2) return std::nullopt;
  Sound sound;
  sound.rate = rate;
  for (unsigned long i = 0; i < words; ++i, at += kWordBytes) {
    sound.words.push_back(
        {number_at(m_incoming, at), number_at(m_incoming, at + 4), number_at(m_incoming, at + 8)});
  }
  if (!words_fit(sound.words, m_text, samples)) return nonsense();
  sound.samples.reserve(samples);
  for (unsigned long i = 0; i < samples; ++i, at += 2) {
    const auto low = static_cast<unsigned char>(m_incoming[at]);
    const auto high = static_cast<unsigned char>(m_incoming[at + 1]);
    sound.samples.push_back(
        static_cast<std::int16_t>(static_cast<std::uint16_t>(low | (unsigned{high} << 8U))));
  }
  m_incoming.erase(0, at);
  return Result<Sound>(std::move(sound));
}

}  // namespace candor::voice
