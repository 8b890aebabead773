// A bad line: loses, delays, doubles, reorders and spoils frames, the same ones for the same seed.
#pragma once

#include <cstdint>
#include <deque>
#include <random>
#include <span>
#include <vector>

#include "core/time.hpp"

namespace seqboard::link {

/// One direction of a line, between who sends frames and the line's other end. For tests of what is above it.
class LinkFaults {
public:
    /// `ratio` of the frames, for each kind of fault by itself.
    LinkFaults(float ratio, std::uint32_t seed) : ratio_{ratio}, random_{seed} {}

    void send(std::span<const std::uint8_t> frame, Time now);

    /// Takes the next frame that has arrived by then to `frame`; false if there is none.
    bool arrive(Time now, std::vector<std::uint8_t>& frame);

    std::uint32_t faults() const noexcept { return faults_; }

private:
    struct OnItsWay {
        Time arrival;
        std::vector<std::uint8_t> frame;
    };
    bool happens();
    std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
    void spoil(std::vector<std::uint8_t>& frame);

    float ratio_;
    std::minstd_rand random_;
    std::deque<OnItsWay> line_;
    std::uint32_t faults_ = 0;
};

}  // namespace seqboard::link
