#include "kiosk/headphone_socket.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <utility>

namespace candor::kiosk {

std::string socket_event(unsigned type, unsigned code, int value) {
  input_event raw{};
  raw.type = static_cast<decltype(raw.type)>(type);
  raw.code = static_cast<decltype(raw.code)>(code);
  raw.value = value;
  std::string bytes(sizeof raw, '\0');
  std::memcpy(bytes.data(), &raw, sizeof raw);
  return bytes;
}

std::string plugged_in() {
  return socket_event(EV_SW, SW_HEADPHONE_INSERT, 1) + socket_event(EV_SYN, SYN_REPORT, 0);
}

std::string pulled_out() {
  return socket_event(EV_SW, SW_HEADPHONE_INSERT, 0) + socket_event(EV_SYN, SYN_REPORT, 0);
}

HeadphoneSocket::HeadphoneSocket(std::filesystem::path path) : m_path(std::move(path)) {
  REQUIRE(::mkfifo(m_path.c_str(), 0600) == 0);
  // Both ends: the pipe then never ends for its reader.
  m_descriptor = ::open(m_path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  REQUIRE(m_descriptor >= 0);
}

HeadphoneSocket::~HeadphoneSocket() {
  take_away();
}

void HeadphoneSocket::write(const std::string& bytes) const {
  REQUIRE(::write(m_descriptor, bytes.data(), bytes.size()) == ssize_t(bytes.size()));
}

void HeadphoneSocket::take_away() {
  if (m_descriptor >= 0) ::close(m_descriptor);
  m_descriptor = -1;
  ::unlink(m_path.c_str());
}

}  // namespace candor::kiosk
