// Noise that is the same on every machine: one stream per sensor, so that adding a sensor changes nothing for the others.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/schema/schema_text.hpp"

namespace seqboard::sim {

/// SplitMix64 (Steele, Lea, Flood 2014), started from a hash of the run's seed and the sensor's name.
class RandomStream {
public:
    RandomStream(std::uint32_t seed, std::string_view name) : state_{fnv1a(name) ^ (std::uint64_t{seed} * 0x9e3779b97f4a7c15u)} { next(); }

    /// 0 <= value < 1, all 24 bits of it.
    float uniform() noexcept { return static_cast<float>(next() >> 40) * 0x1p-24f; }

    /// Mean 0, standard deviation 1: twelve uniforms summed (Irwin-Hall), exact in float and without the library's logf.
    float normal() noexcept {
        float sum = -6;
        for (int i = 0; i < 12; ++i) sum += uniform();
        return sum;
    }

private:
    std::uint64_t next() noexcept {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

}  // namespace seqboard::sim
