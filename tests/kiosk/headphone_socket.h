// A headphone socket for tests: a pipe in place of the kernel's event device.
#pragma once

#include <filesystem>
#include <string>

namespace candor::kiosk {

/// One event as the kernel writes it.
[[nodiscard]] std::string socket_event(unsigned type, unsigned code, int value);

/// What the kernel tells when headphones go in, and when they come out.
[[nodiscard]] std::string plugged_in();
[[nodiscard]] std::string pulled_out();

class HeadphoneSocket {
 public:
  /// Makes the pipe under this path. Ends the test where that fails.
  explicit HeadphoneSocket(std::filesystem::path path);
  HeadphoneSocket(const HeadphoneSocket&) = delete;
  HeadphoneSocket& operator=(const HeadphoneSocket&) = delete;
  ~HeadphoneSocket();

  void write(const std::string& bytes) const;
  /// As somebody who pulls its cable out of the computer.
  void take_away();

 private:
  std::filesystem::path m_path;
  int m_descriptor = -1;
};

}  // namespace candor::kiosk
