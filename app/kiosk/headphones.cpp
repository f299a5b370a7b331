#include "kiosk/headphones.h"

#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace candor::kiosk {
namespace {

/// Nobody notices so short a wait, and a kiosk at rest hardly notices so few looks.
constexpr std::int64_t kLookMs = 250;
constexpr std::int64_t kLookForDeviceMs = 5'000;

}  // namespace

/// An open device, and the beginning of an event of which the rest has not come.
struct Headphones::Device {
  explicit Device(int opened) : descriptor(opened) {}

  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  ~Device() { ::close(descriptor); }

  /// What the switch says now; nothing where the device cannot tell.
  [[nodiscard]] std::optional<bool> state() const {
    std::array<unsigned char, SW_MAX / 8 + 1> bits{};
    if (::ioctl(descriptor, EVIOCGSW(bits.size()), bits.data()) < 0) return std::nullopt;
    return (bits.at(SW_HEADPHONE_INSERT / 8) >> (SW_HEADPHONE_INSERT % 8) & 1U) != 0;
  }

  int descriptor;
  std::array<char, sizeof(input_event)> partial{};
  std::size_t have = 0;
};

Headphones::Headphones(std::filesystem::path device) : m_path(std::move(device)) {}

Headphones::~Headphones() = default;

std::optional<std::int64_t> Headphones::next_look_ms() const {
  if (m_path.empty()) return std::nullopt;
  return m_looked_ms.value_or(0) + (m_open ? kLookMs : kLookForDeviceMs);
}

void Headphones::open_device() {
  const int descriptor = ::open(m_path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  m_device = std::make_unique<Device>(descriptor);
  m_open = true;
  m_in = m_device->state().value_or(false);
}

bool Headphones::take_events() {
  Device& device = *m_device;
  for (;;) {
    const ssize_t got = ::read(device.descriptor, device.partial.data() + device.have,
                               device.partial.size() - device.have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno == EAGAIN;
    std::error_code ignored;
    // A real device never ends; one whose name is gone is gone, too.
    if (got == 0) return std::filesystem::exists(m_path, ignored);
    device.have += static_cast<std::size_t>(got);
    if (device.have < device.partial.size()) continue;
    device.have = 0;
    input_event event{};
    std::memcpy(&event, device.partial.data(), sizeof event);
    if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT) m_in = event.value != 0;
    // The kernel could not keep all that happened: only the state itself is sure.
    if (event.type == EV_SYN && event.code == SYN_DROPPED) m_in = device.state().value_or(false);
  }
}

Headphones::Change Headphones::look(std::int64_t now_ms) {
  if (m_path.empty()) return Change::none;
  if (m_looked_ms && now_ms < *next_look_ms()) return Change::none;
  m_looked_ms = now_ms;
  const bool was_in = m_in;
  if (!m_open) open_device();
  if (m_open && !take_events()) {
    m_device.reset();
    m_open = false;
    m_in = false;
  }
  const bool first = std::exchange(m_first_look, false);
  if (first || m_in == was_in) return Change::none;
  return m_in ? Change::put_in : Change::pulled_out;
}

}  // namespace candor::kiosk
