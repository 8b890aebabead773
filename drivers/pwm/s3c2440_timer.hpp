// How an S3C2440 timer is set for a period. Pure: numbers in, register values out.
#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace seqboard {

/// A timer's place in the registers. Source: S3C2440A user's manual, chapter 10. TCON's fields have a gap of four bits behind timer 0's.
struct S3c2440Timer {
    static constexpr std::uint32_t kBase = 0x51000000;
    static constexpr unsigned kTcfg0 = 0x00, kTcfg1 = 0x04, kTcon = 0x08;

    unsigned number = 0;  ///< 0 to 3; TOUT of that number is on GPB of that number

    constexpr unsigned count_buffer() const noexcept { return 0x0c + 12 * number; }
    constexpr unsigned compare_buffer() const noexcept { return 0x10 + 12 * number; }
    constexpr unsigned divider_shift() const noexcept { return 4 * number; }                        ///< in TCFG1
    constexpr unsigned prescaler_shift() const noexcept { return number < 2 ? 0 : 8; }              ///< in TCFG0
    constexpr unsigned control_shift() const noexcept { return number == 0 ? 0 : 4 * number + 4; }  ///< in TCON
    static constexpr std::uint32_t kStart = 1, kManualUpdate = 2, kInvert = 4, kAutoReload = 8;

    /// The timer that has the same prescaler and a pin; for 2 and 3 the kernel's tick has it too.
    constexpr unsigned sibling() const noexcept { return number ^ 1u; }
};

/// One way to count a period out.
struct TimerRate {
    unsigned prescaler = 0;   ///< the register's value, one less than the factor: 0 to 255
    unsigned divider = 0;     ///< the register's value: 0 to 3 for 2, 4, 8, 16
    std::uint32_t ticks = 0;  ///< of the period
    float tick_ns = 0;

    /// The finest rate whose 16 bits hold the period: of the present prescaler if `prescaler_is_shared`, else of all. Nothing for a
    /// period that no rate counts with at least a hundred steps.
    static std::optional<TimerRate> of(std::uint32_t peripheral_hz, Duration period, unsigned present_prescaler, bool prescaler_is_shared);

    /// TCMPB for a pulse that is not zero: with the output inverted, as Linux drives it, a period begins high and falls when the count,
    /// running down from ticks - 1, meets the value. The shortest pulse is one tick; a value that is never met is the whole period.
    std::uint32_t compare_value(Duration high) const noexcept;
};

}  // namespace seqboard
