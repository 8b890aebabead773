// Writes a ROS 2 message as CDR, without the four bytes in front.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace seqboard::record {

/// Little-endian, every number aligned to its own size from the first byte on (DDS-XTypes 1.3, section 7.4.1).
class CdrWriter {
public:
    template <class N>
    requires std::is_arithmetic_v<N> CdrWriter& number(N value) {
        bytes_.resize((bytes_.size() + sizeof value - 1) / sizeof value * sizeof value);
        const auto* const from = reinterpret_cast<const std::byte*>(&value);
        bytes_.insert(bytes_.end(), from, from + sizeof value);
        return *this;
    }
    CdrWriter& text(std::string_view text) {
        number(static_cast<std::uint32_t>(text.size() + 1));
        for (const char c : text) bytes_.push_back(static_cast<std::byte>(c));
        bytes_.push_back(std::byte{0});
        return *this;
    }
    CdrWriter& zeros(std::size_t doubles) {
        if (doubles == 0) return *this;
        number(0.0);
        bytes_.resize(bytes_.size() + (doubles - 1) * sizeof(double));
        return *this;
    }

    /// Bytes to be filled in, until the next call.
    std::span<std::byte> room(std::size_t bytes) {
        bytes_.resize(bytes_.size() + bytes);
        return std::span{bytes_}.last(bytes);
    }

    void clear() noexcept { bytes_.clear(); }
    std::span<const std::byte> bytes() const noexcept { return bytes_; }

private:
    std::vector<std::byte> bytes_;
};

}  // namespace seqboard::record
