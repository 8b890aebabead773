// One slot under full load: written without a rest, read again and again, every copy checked by its content.
#pragma once

#include "core/slot/ring.hpp"
#include "tests/scratch/pattern.hpp"

namespace seqboard::testing {

inline void publish(RingWriter& writer, std::uint32_t number) {
    const Pattern message = pattern(number);
    writer.publish({.stamp_ns = number, .flags = sample_flags(1)}, &message, sizeof message);
}

struct Tally {
    int torn = 0;
    int backwards = 0;
    int whole = 0;
};

/// Reads the newest again and again; numbers may not run backwards, header and message belong together.
inline Tally read_many(const RingReader& reader, int reads) {
    Tally tally;
    std::uint32_t last = 0;
    SampleHeader header;
    Pattern message;
    for (int i = 0; i < reads; ++i) {
        if (reader.latest(header, &message, sizeof message) != Copied::kWhole) continue;
        ++tally.whole;
        tally.torn += !is_whole(message) || header.stamp_ns != message.number;
        tally.backwards += message.number < last;
        last = message.number;
    }
    return tally;
}

}  // namespace seqboard::testing
