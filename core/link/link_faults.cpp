#include "core/link/link_faults.hpp"

#include <algorithm>

namespace seqboard::link {

namespace {

constexpr unsigned kMostDelay_ms = 40;  ///< longer than the ends wait before they repeat

}  // namespace

bool LinkFaults::happens() {
    const bool fault = static_cast<float>(below(100'000)) < ratio_ * 100'000;
    faults_ += fault;
    return fault;
}

void LinkFaults::send(std::span<const std::uint8_t> bytes, Time now) {
    if (happens()) return;  // lost
    OnItsWay frame{now, {bytes.begin(), bytes.end()}};
    if (happens()) frame.arrival += std::chrono::milliseconds{1 + below(kMostDelay_ms)};
    if (happens()) spoil(frame.frame);
    if (happens()) line_.push_back(frame);
    const bool overtakes = happens() && !line_.empty();
    line_.insert(overtakes ? line_.end() - 1 : line_.end(), std::move(frame));
}

bool LinkFaults::arrive(Time now, std::vector<std::uint8_t>& frame) {
    const auto arrived = std::find_if(line_.begin(), line_.end(), [&](const OnItsWay& one) { return one.arrival <= now; });
    if (arrived == line_.end()) return false;
    frame = std::move(arrived->frame);
    line_.erase(arrived);
    return true;
}

/// A bit, a byte that is missing, a byte too much, or the end cut off.
void LinkFaults::spoil(std::vector<std::uint8_t>& frame) {
    const std::size_t at = below(frame.size());
    switch (below(4)) {
        case 0: frame[at] = static_cast<std::uint8_t>(frame[at] ^ (1u << below(8))); break;
        case 1: frame.erase(frame.begin() + static_cast<std::ptrdiff_t>(at)); break;
        case 2: frame.insert(frame.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::uint8_t>(below(256))); break;
        default: frame.resize(at);
    }
}

}  // namespace seqboard::link
