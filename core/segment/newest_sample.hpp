// A slot read by a program that is no node: straight from another process's segment.
#pragma once

#include <optional>
#include <string_view>

#include "core/message.hpp"
#include "core/segment/attached_segment.hpp"

namespace seqboard {

/// A sample of a message this program knows.
template <Message T>
struct Sample {
    SampleHeader header;
    T value;
};

/// The newest sample of a slot; nothing if the segment has no such slot, it carries another message or was never written.
template <Message T>
std::optional<Sample<T>> newest(const AttachedSegment& segment, std::string_view slot) {
    const SlotPlace* const place = segment.find(slot);
    if (place == nullptr || place->fingerprint != kFingerprint<T>) return std::nullopt;
    Sample<T> sample;
    if (segment.reader(*place).latest(sample.header, &sample.value, sizeof(T)) != Copied::kWhole) return std::nullopt;
    return sample;
}

}  // namespace seqboard
