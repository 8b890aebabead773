// Numbers and text as the link's frames carry them: little-endian, without gaps.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace seqboard::link {

/// Fills a buffer from its start. What does not fit is left out, and fits() is false from then on.
class ByteWriter {
public:
    explicit ByteWriter(std::span<std::uint8_t> room) : room_{room} {}

    template <std::unsigned_integral Number>
    void put(Number number) noexcept {
        for (std::size_t i = 0; i < sizeof number; ++i) put_byte(static_cast<std::uint8_t>(std::uint64_t{number} >> (8 * i)));
    }

    void put_bytes(std::span<const std::uint8_t> bytes) noexcept {
        if (bytes.size() > room_.size() - size_) fits_ = false;
        if (!fits_ || bytes.empty()) return;
        std::memcpy(room_.data() + size_, bytes.data(), bytes.size());
        size_ += bytes.size();
    }

    /// Its length in one byte, then at most 255 characters.
    void put_text(std::string_view text) noexcept {
        text = text.substr(0, 255);
        put_byte(static_cast<std::uint8_t>(text.size()));
        put_bytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    }

    bool fits() const noexcept { return fits_; }
    std::size_t size() const noexcept { return size_; }
    std::span<const std::uint8_t> bytes() const noexcept { return room_.first(size_); }

private:
    void put_byte(std::uint8_t byte) noexcept { put_bytes({&byte, 1}); }

    std::span<std::uint8_t> room_;
    std::size_t size_ = 0;
    bool fits_ = true;
};

}  // namespace seqboard::link
