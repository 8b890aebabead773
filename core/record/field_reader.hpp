// Fields of MCAP records taken from bytes that anybody may have written.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/record/mcap_format.hpp"

namespace seqboard::record {

/// Reads until the bytes end: from then on every field is zero or empty, and good() is false.
class FieldReader {
public:
    explicit FieldReader(std::span<const std::byte> bytes) : rest_{bytes} {}

    template <std::unsigned_integral N>
    N number() {
        const auto bytes = take(sizeof(N));
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
        return static_cast<N>(value);
    }
    std::span<const std::byte> take(std::uint64_t count) {
        if (count > rest_.size()) {
            good_ = false;
            rest_ = {};
            return {};
        }
        const auto bytes = rest_.first(static_cast<std::size_t>(count));
        rest_ = rest_.subspan(bytes.size());
        return bytes;
    }
    std::string text() {
        const auto bytes = take(number<std::uint32_t>());
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    KeyValues map() {
        KeyValues values;
        FieldReader inner{take(number<std::uint32_t>())};
        while (inner.good() && !inner.rest().empty()) {
            std::string key = inner.text();
            values[std::move(key)] = inner.text();
        }
        good_ = good_ && inner.good();
        return values;
    }

    std::span<const std::byte> rest() const noexcept { return rest_; }
    bool good() const noexcept { return good_; }

private:
    std::span<const std::byte> rest_;
    bool good_ = true;
};

}  // namespace seqboard::record
