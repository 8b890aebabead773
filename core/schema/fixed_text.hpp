// Text built at compile time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace seqboard {

/// Appends at compile time into a fixed buffer. Overflow indexes past the array, which a constant expression refuses.
template <std::size_t Capacity>
class FixedText {
public:
    constexpr void add(std::string_view text) {
        for (const char c : text) chars_[size_++] = c;
    }
    constexpr void add(std::size_t number) {
        std::array<char, 20> digits{};
        std::size_t count = 0;
        do digits[count++] = static_cast<char>('0' + number % 10);
        while ((number /= 10) != 0);
        while (count > 0) chars_[size_++] = digits[--count];
    }
    constexpr std::string_view view() const { return {chars_.data(), size_}; }

private:
    std::array<char, Capacity> chars_{};
    std::size_t size_ = 0;
};

/// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv): enough to tell schemas apart, no defence against malice.
constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325u) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash;
}

}  // namespace seqboard
