// Messages of the sizes that are measured.
#pragma once

#include <array>

#include "core/message.hpp"

namespace seqboard::bench {

#define SEQBOARD_BENCH_MESSAGE(bytes)                 \
    struct Bytes##bytes {                             \
        std::array<std::uint32_t, bytes / 4> words{}; \
    };                                                \
    SEQBOARD_MESSAGE(Bytes##bytes, words)

SEQBOARD_BENCH_MESSAGE(16);
SEQBOARD_BENCH_MESSAGE(64);
SEQBOARD_BENCH_MESSAGE(256);
SEQBOARD_BENCH_MESSAGE(1024);
SEQBOARD_BENCH_MESSAGE(65536);
SEQBOARD_BENCH_MESSAGE(1048576);

#undef SEQBOARD_BENCH_MESSAGE

}  // namespace seqboard::bench
