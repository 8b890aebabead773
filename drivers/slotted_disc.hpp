// A slotted disc with one light barrier to counts: it does not know the way it turns. Pure.
#pragma once

#include <cstdint>

#include "drivers/encoder_speed.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// Both edges of a slot count, in the direction of the last command: right while the wheel follows, wrong by what it rolls on when the
/// command turns over, and by what pushes it while nobody drives. Edges that follow each other within the debounce time are the
/// comparator's, at the rim of a slot.
class SlottedDisc {
public:
    explicit SlottedDisc(Duration debounce = std::chrono::microseconds{200}) : debounce_{debounce} {}

    /// The sign of what drives the wheel now. Zero keeps the last one: a wheel rolls out the way it went.
    void set_drive(float ratio) noexcept {
        if (ratio != 0) direction_ = ratio < 0 ? -1 : 1;
    }

    void take(const GpioEdge& edge) noexcept {
        errors_ += edge.lost;
        if (seen_ && edge.at - last_ < debounce_) return;
        seen_ = true;
        last_ = edge.at;
        count_ = static_cast<std::int32_t>(static_cast<std::uint32_t>(count_) + static_cast<std::uint32_t>(direction_));
        speed_.count(direction_, edge.at);
    }

    std::int32_t count() const noexcept { return count_; }     ///< wraps
    std::uint32_t errors() const noexcept { return errors_; }  ///< edges that the kernel dropped; wraps
    int direction() const noexcept { return direction_; }

    /// Ends the speed's window; once a step.
    float update_speed(Time now) noexcept { return speed_.update(now); }  ///< counts per second
    const EncoderSpeed& speed() const noexcept { return speed_; }

private:
    Duration debounce_;
    Time last_{};
    bool seen_ = false;
    int direction_ = 1;
    std::int32_t count_ = 0;
    std::uint32_t errors_ = 0;
    EncoderSpeed speed_;
};

}  // namespace seqboard
