// Wires on which bits flip.
#pragma once

#include <mutex>
#include <span>

#include "nodes/sim/random_stream.hpp"

namespace seqboard::sim {

/// Each bit with the same probability, whatever came before: the same seed, line and bytes, the same errors. While nothing is wrong it draws
/// nothing. Any thread.
class BitErrors {
public:
    BitErrors(std::uint32_t seed, std::string_view line) : random_{seed, line} {}

    void set_ratio(float ratio) {
        const std::lock_guard lock{mutex_};
        ratio_ = ratio;
    }

    void spoil(std::span<std::uint8_t> bytes) {
        const std::lock_guard lock{mutex_};
        if (!(ratio_ > 0)) return;
        for (std::uint8_t& byte : bytes)
            for (unsigned bit = 0; bit < 8; ++bit)
                if (random_.uniform() < ratio_) byte = static_cast<std::uint8_t>(byte ^ (1u << bit));
    }

private:
    std::mutex mutex_;
    RandomStream random_;
    float ratio_ = 0;
};

}  // namespace seqboard::sim
