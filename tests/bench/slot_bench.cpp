// The costs of a slot, measured through the ports that nodes use, on a segment in shared memory.
#include <benchmark/benchmark.h>

#include "core/snapshot.hpp"
#include "tests/bench/bench_message.hpp"
#include "tests/bench/write_and_read.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

namespace seqboard::bench {

namespace {

template <Message T>
struct SharedWire {
    explicit SharedWire(const char* slot = "front") : wire{{.slot = slot, .node = slot}, Blackboard::open(scratch.place())} {
        wire.at(std::chrono::seconds{1});
        wire.output.write(T{});
    }
    testing::ScratchBoard scratch;
    testing::Wire<T> wire;
};

template <Message T>
void write(benchmark::State& state) {
    SharedWire<T> shared;
    T message{};
    for (auto _ : state) {
        benchmark::DoNotOptimize(message);  // what is in it is not known beforehand
        shared.wire.output.write(message);
        benchmark::ClobberMemory();
    }
}

template <Message T>
void read(benchmark::State& state) {
    const SharedWire<T> shared;
    for (auto _ : state) {
        const Reading<T> reading = shared.wire.input.read();
        benchmark::DoNotOptimize(&*reading);
        benchmark::ClobberMemory();
    }
}

void write_and_read(benchmark::State& state) {
    SharedWire<Bytes64> shared;
    pass_a_value_on(state, [&](const Bytes64& message, Bytes64& seen) {
        shared.wire.output.write(message);
        benchmark::ClobberMemory();
        const auto reading = shared.wire.input.read();
        seen.words.front() = reading->words.front();
        seen.words.back() = reading->words.back();
    });
}

void write_and_read_overlapped(benchmark::State& state) {
    SharedWire<Bytes64> shared;
    overlap(state, [&](const Bytes64& message) {
        shared.wire.output.write(message);
        benchmark::ClobberMemory();
        const auto reading = shared.wire.input.read();
        benchmark::DoNotOptimize(&*reading);
    });
}

void take(benchmark::State& state) {
    SharedWire<Bytes64> shared;
    Bytes64 message{};
    for (auto _ : state) {
        benchmark::DoNotOptimize(message);  // what is in it is not known beforehand
        shared.wire.output.write(message);
        const auto reading = shared.wire.input.take();
        benchmark::DoNotOptimize(&*reading);
        benchmark::ClobberMemory();
    }
}

void view(benchmark::State& state) {
    const SharedWire<Bytes65536> shared;
    std::uint32_t word = 0;
    for (auto _ : state) {
        const bool whole = shared.wire.input.view([&](const Bytes65536& frame) { word = frame.words[9000]; });
        benchmark::DoNotOptimize(whole);
        benchmark::DoNotOptimize(word);
    }
}

void snapshot_of_three(benchmark::State& state) {
    const SharedWire<Bytes64> a{"a"}, b{"b"}, c{"c"};
    for (auto _ : state) {
        const auto three = snapshot(a.wire.input, b.wire.input, c.wire.input);
        benchmark::DoNotOptimize(&three);
        benchmark::ClobberMemory();
    }
}

BENCHMARK(write<Bytes16>)->Name("write 16 B");
BENCHMARK(write<Bytes64>)->Name("write 64 B");
BENCHMARK(write<Bytes256>)->Name("write 256 B");
BENCHMARK(write<Bytes1024>)->Name("write 1 KiB");
BENCHMARK(write<Bytes65536>)->Name("write 64 KiB");
BENCHMARK(read<Bytes16>)->Name("read 16 B");
BENCHMARK(read<Bytes64>)->Name("read 64 B");
BENCHMARK(read<Bytes256>)->Name("read 256 B");
BENCHMARK(read<Bytes1024>)->Name("read 1 KiB");
BENCHMARK(read<Bytes65536>)->Name("read 64 KiB");
BENCHMARK(write_and_read)->Name("write + read 64 B");
BENCHMARK(write_and_read_overlapped)->Name("write + read 64 B, overlapped");
BENCHMARK(take)->Name("write + take 64 B");
BENCHMARK(view)->Name("view 64 KiB");
BENCHMARK(snapshot_of_three)->Name("snapshot of 3 x 64 B");

}  // namespace

}  // namespace seqboard::bench
