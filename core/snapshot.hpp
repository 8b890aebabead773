// Several slots as they were at one instant.
#pragma once

#include <array>
#include <tuple>

#include "core/input.hpp"

namespace seqboard {

/// Readings of several slots. True only if all are fresh and there was an instant at which all of them were the newest.
template <Message... T>
struct [[nodiscard]] Snapshot {
    std::tuple<Reading<T>...> readings;  ///< each with its own age, also when they are not consistent
    bool consistent = false;

    explicit operator bool() const noexcept {
        return consistent && std::apply([](const auto&... reading) { return (static_cast<bool>(reading) && ...); }, readings);
    }
    template <std::size_t Index>
    const auto& get() const noexcept {
        return std::get<Index>(readings);
    }
};

inline constexpr int kSnapshotTries = 4;

/// Copies all slots, then looks whether every one still is what was copied; tries again a bounded number of times.
/// Two identical collects are a snapshot: Afek et al., "Atomic snapshots of shared memory", JACM 1993.
/// Values that must always agree belong into one message; this is for the rest.
template <Message... T>
Snapshot<T...> snapshot(const Input<T>&... inputs) noexcept {
    Snapshot<T...> result;
    for (int attempt = 0; attempt < kSnapshotTries && !result.consistent; ++attempt) {
        const std::array<std::uint32_t, sizeof...(T)> collected = std::apply(
            [&](auto&... reading) { return std::array<std::uint32_t, sizeof...(T)>{inputs.collect(reading)...}; }, result.readings);
        std::size_t index = 0;
        result.consistent = ((inputs.port().ring.head() == collected[index++]) && ...);
    }
    return result;
}

}  // namespace seqboard
