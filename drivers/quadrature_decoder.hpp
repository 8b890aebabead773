// An incremental encoder's two lines to counts. Pure.
#pragma once

#include <cstdint>

#include "drivers/encoder_speed.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// How many of a cycle's four edges count.
enum class QuadratureResolution : std::uint8_t {
    kX1,  ///< those of A while B is low that come and go: one count a cycle, and a wheel that trembles on an edge counts nothing
    kX2,  ///< both of A
    kX4,  ///< all
};

/// A and B, a quarter cycle apart, written BA, go 00-01-11-10 forward: A leads. One line changes at a time; when both have, an edge was
/// missed and nobody knows which way. That is counted as an error and nothing else; so are edges that the kernel dropped and edges that
/// find their line's level unchanged. Each error is up to two counts of travel that are lost or wrong.
class QuadratureDecoder {
public:
    explicit QuadratureDecoder(QuadratureResolution resolution = QuadratureResolution::kX4) : resolution_{resolution} {}

    /// Where the lines are before the first edge: bit 0 A, bit 1 B. Counts nothing.
    void begin(std::uint32_t levels) noexcept { state_ = levels & 3u; }

    /// An edge of line 0 (A) or 1 (B).
    void take(const GpioEdge& edge) noexcept;

    /// Both lines' levels as a look found them, for backends without edges. Look more often than the lines change.
    void look(std::uint32_t levels, Time at) noexcept;

    std::int32_t count() const noexcept { return count_; }     ///< forward positive; wraps
    std::uint32_t errors() const noexcept { return errors_; }  ///< wraps
    int direction() const noexcept { return direction_; }      ///< of the last count: 1, -1; 0 before the first

    /// Ends the speed's window; once a step.
    float update_speed(Time now) noexcept { return speed_.update(now); }  ///< counts per second
    const EncoderSpeed& speed() const noexcept { return speed_; }

private:
    void move(std::uint32_t state, Time at) noexcept;
    bool counts(std::uint32_t state) const noexcept;

    QuadratureResolution resolution_;
    std::uint32_t state_ = 0;  ///< BA
    std::int32_t count_ = 0;
    std::uint32_t errors_ = 0;
    int direction_ = 0;
    EncoderSpeed speed_;
};

}  // namespace seqboard
