// What a read can find besides a fresh value.
#pragma once

#include <cstdint>

namespace seqboard {

enum class Freshness : std::uint8_t {
    kFresh,         ///< younger than the input's maximum age
    kStale,         ///< older: the last value can still be had with last()
    kNeverWritten,  ///< the slot exists, nobody has written it yet
    kNoSlot,        ///< no node offers the slot (yet), or it carries another message
    kOverrun,       ///< the writer overtook every try of the copy: use more cells, or read in place with view()
};

constexpr const char* text_of(Freshness freshness) {
    switch (freshness) {
        case Freshness::kFresh: return "fresh";
        case Freshness::kStale: return "stale";
        case Freshness::kNeverWritten: return "never written";
        case Freshness::kNoSlot: return "no slot";
        case Freshness::kOverrun: return "overrun";
    }
    return "?";
}

}  // namespace seqboard
