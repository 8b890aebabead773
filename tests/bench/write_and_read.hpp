// The two ways to measure a write and a read of 64 bytes, the same for a slot and for what it is compared with.
#pragma once

#include <benchmark/benchmark.h>

#include "tests/bench/bench_message.hpp"

namespace seqboard::bench {

/// Each message depends on what was read before it, as in a control loop: the time from a write to the value in the reader's
/// hands. `write_and_read(message, seen)` is to fill the first and the last word of `seen`.
template <class WriteAndRead>
void pass_a_value_on(benchmark::State& state, WriteAndRead&& write_and_read) {
    alignas(64) Bytes64 message{}, seen{};
    for (auto _ : state) {
        message.words.front() = seen.words.front() + 1;
        message.words.back() = seen.words.back() + 1;
        write_and_read(message, seen);
        benchmark::ClobberMemory();
    }
    benchmark::DoNotOptimize(seen);
}

/// Nothing depends on anything: a wide processor works on several iterations at once. What is left is the number of
/// instructions, where a memcpy of 16-byte registers has the advantage; no node runs like this.
template <class WriteAndRead>
void overlap(benchmark::State& state, WriteAndRead&& write_and_read) {
    Bytes64 message{};
    for (auto _ : state) {
        benchmark::DoNotOptimize(message);
        write_and_read(message);
        benchmark::ClobberMemory();
    }
}

}  // namespace seqboard::bench
