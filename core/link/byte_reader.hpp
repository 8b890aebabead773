// The other direction of byte_writer.hpp, from bytes that anybody may have sent.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string>

namespace seqboard::link {

/// Reads from the start. Beyond the end everything is zero or empty, and whole() is false from then on.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::uint8_t> bytes) : bytes_{bytes} {}

    template <std::unsigned_integral Number>
    Number take() noexcept {
        const std::span<const std::uint8_t> bytes = take_bytes(sizeof(Number));
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) number |= std::uint64_t{bytes[i]} << (8 * i);
        return static_cast<Number>(number);
    }

    std::span<const std::uint8_t> take_bytes(std::size_t count) noexcept {
        if (count > bytes_.size()) whole_ = false;
        if (!whole_) return {};
        const std::span<const std::uint8_t> taken = bytes_.first(count);
        bytes_ = bytes_.subspan(count);
        return taken;
    }

    std::string take_text() {
        const auto bytes = take_bytes(take<std::uint8_t>());
        return {bytes.begin(), bytes.end()};
    }

    bool whole() const noexcept { return whole_; }

    /// Whole, and nothing is left over.
    bool at_end() const noexcept { return whole_ && bytes_.empty(); }

private:
    std::span<const std::uint8_t> bytes_;
    bool whole_ = true;
};

}  // namespace seqboard::link
