// The newest samples of the fields of one direction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/link/contract.hpp"

namespace seqboard::link {

/// One field. Ages are from the time of the step that the frame belongs to back to the sample's stamps, so that the two ends need no common
/// clock; ages above 71 minutes stay there.
struct LinkSample {
    std::uint32_t age_us = 0;
    std::uint32_t source_age_us = 0;  ///< of the oldest input that led to it
    bool fresh = false;               ///< not taken yet
    std::vector<std::uint8_t> bytes;  ///< has the message's size from the beginning
};

class SampleTable {
public:
    explicit SampleTable(const std::vector<Field>& fields) {
        for (const Field& field : fields) samples_.push_back({.bytes = std::vector<std::uint8_t>(field.bytes)});
    }

    std::span<LinkSample> samples() noexcept { return samples_; }
    std::span<const LinkSample> samples() const noexcept { return samples_; }

    void forget() noexcept {
        for (LinkSample& sample : samples_) sample.fresh = false;
    }

private:
    std::vector<LinkSample> samples_;
};

}  // namespace seqboard::link
