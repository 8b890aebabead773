// One family of heading modules, as far as its bytes differ from those of the others.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "drivers/attitude.hpp"

namespace seqboard {

class HeadingDecoder {
public:
    HeadingDecoder() = default;
    HeadingDecoder(const HeadingDecoder&) = delete;
    HeadingDecoder& operator=(const HeadingDecoder&) = delete;
    virtual ~HeadingDecoder() = default;

    /// As a node set names it: "jy61". Ends with a zero.
    virtual const char* family() const noexcept = 0;

    /// What makes the module talk; empty: it talks by itself.
    virtual std::span<const std::uint8_t> start_command() const noexcept = 0;

    /// Takes one byte; the attitude it completes, if it does.
    virtual std::optional<Attitude> push(std::uint8_t byte) noexcept = 0;

    /// The stream was interrupted: forgets what has begun, and whatever spoke for this family.
    virtual void restart() noexcept = 0;

    /// Since restart() it has seen what no module of another family sends.
    virtual bool is_sure() const noexcept = 0;

    // Since it was made.
    virtual std::uint32_t frames() const noexcept = 0;
    virtual std::uint32_t errors() const noexcept = 0;  ///< frames refused for what is in them
};

}  // namespace seqboard
