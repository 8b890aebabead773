#include "drivers/quadrature_decoder.hpp"

#include <array>

namespace seqboard {

namespace {

/// Where a state of BA is in the sequence 00-01-11-10.
constexpr std::array<unsigned, 4> kPlace = {0, 1, 3, 2};
constexpr unsigned kForward = 1, kTwo = 2;

}  // namespace

void QuadratureDecoder::take(const GpioEdge& edge) noexcept {
    const std::uint32_t bit = 1u << (edge.line & 1u);
    const std::uint32_t state = edge.rising ? state_ | bit : state_ & ~bit;
    errors_ += edge.lost > 0 ? edge.lost : state == state_ ? 1u : 0u;
    move(state, edge.at);
}

void QuadratureDecoder::look(std::uint32_t levels, Time at) noexcept { move(levels & 3u, at); }

void QuadratureDecoder::move(std::uint32_t state, Time at) noexcept {
    const unsigned places = (kPlace[state] - kPlace[state_]) & 3u;
    if (places == kTwo) ++errors_;
    else if (places != 0 && counts(state)) {
        direction_ = places == kForward ? 1 : -1;
        count_ = static_cast<std::int32_t>(static_cast<std::uint32_t>(count_) + static_cast<std::uint32_t>(direction_));
        speed_.count(direction_, at);
    }
    state_ = state;
}

/// Whether the edge from state_ to `state` is one of those that count.
bool QuadratureDecoder::counts(std::uint32_t state) const noexcept {
    constexpr std::uint32_t kA = 1, kB = 2;
    const bool of_a = ((state ^ state_) & kA) != 0;
    switch (resolution_) {
        case QuadratureResolution::kX1: return of_a && (state & kB) == 0;
        case QuadratureResolution::kX2: return of_a;
        case QuadratureResolution::kX4: break;
    }
    return true;
}

}  // namespace seqboard
