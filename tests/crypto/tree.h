// DER taken apart, changed and put together again, as somebody who forges a message would.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace candor::crypto_tests {

struct Tree {
  unsigned char tag = 0;
  std::string bytes;           ///< of an element without children
  std::vector<Tree> children;  ///< of a constructed one

  /// Down to a child of a child.
  Tree& at(std::initializer_list<std::size_t> path) {
    Tree* node = this;
    for (const std::size_t step : path) node = &node->children.at(step);
    return *node;
  }

  [[nodiscard]] std::string write() const {
    std::string inside = bytes;
    for (const Tree& child : children) inside += child.write();
    std::string out(1, static_cast<char>(tag));
    if (inside.size() < 0x80) {
      out += static_cast<char>(inside.size());
    } else if (inside.size() < 0x100) {
      out += '\x81';
      out += static_cast<char>(inside.size());
    } else {
      out += '\x82';
      out += static_cast<char>(inside.size() >> 8U);
      out += static_cast<char>(inside.size() & 0xffU);
    }
    return out + inside;
  }

  /// Takes one element off the front of `der`, which must be well-formed.
  static Tree take(std::string_view& der) {
    Tree node;
    node.tag = static_cast<unsigned char>(der[0]);
    std::size_t header = 2;
    std::size_t size = static_cast<unsigned char>(der[1]);
    if (size > 0x80) {
      const std::size_t digits = size & 0x7fU;
      size = 0;
      for (std::size_t i = 0; i < digits; ++i) {
        size = size << 8U | static_cast<unsigned char>(der[2 + i]);
      }
      header += digits;
    }
    std::string_view inside = der.substr(header, size);
    der.remove_prefix(header + size);
    if ((node.tag & 0x20U) == 0) {
      node.bytes = inside;
    } else {
      while (!inside.empty()) node.children.push_back(take(inside));
    }
    return node;
  }

  static Tree read(std::string_view der) { return take(der); }
};

}  // namespace candor::crypto_tests
