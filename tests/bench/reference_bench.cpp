// What a slot is compared with.
#include <benchmark/benchmark.h>

#include <sys/sem.h>
#include <sys/shm.h>

#include <atomic>
#include <cstring>
#include <vector>

#include "tests/bench/bench_message.hpp"
#include "tests/bench/write_and_read.hpp"

namespace seqboard::bench {

namespace {

/// The usual single-buffer seqlock: odd while writing, memcpy both ways, a reader that waits for even. It is the cheapest there
/// is, not a correct one: memcpy races, and a writer that dies or is preempted inside leaves readers spinning.
class MemcpySeqlock {
public:
    void write(const Bytes64& message) {
        const std::uint32_t count = count_.load(std::memory_order_relaxed);
        count_.store(count + 1, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_release);
        std::memcpy(&message_, &message, sizeof message_);
        count_.store(count + 2, std::memory_order_release);
    }
    void read(Bytes64& message) const {
        std::uint32_t before = 0, after = 0;
        do {
            before = count_.load(std::memory_order_acquire);
            std::memcpy(&message, &message_, sizeof message_);
            std::atomic_thread_fence(std::memory_order_acquire);
            after = count_.load(std::memory_order_relaxed);
        } while (before != after || (before & 1) != 0);
    }

private:
    alignas(64) std::atomic<std::uint32_t> count_{0};
    alignas(64) Bytes64 message_;  // at its best: no line is crossed
};

void seqlock_write_and_read(benchmark::State& state) {
    MemcpySeqlock lock;
    pass_a_value_on(state, [&](const Bytes64& message, Bytes64& seen) {
        lock.write(message);
        benchmark::ClobberMemory();
        lock.read(seen);
    });
}

void seqlock_write_and_read_overlapped(benchmark::State& state) {
    MemcpySeqlock lock;
    overlap(state, [&](const Bytes64& message) {
        lock.write(message);
        benchmark::ClobberMemory();
        Bytes64 seen;
        lock.read(seen);
        benchmark::DoNotOptimize(&seen);
    });
}

/// Shared memory as the robots of old have it: a System V semaphore taken and given around every access.
class GuardedMemory {
public:
    GuardedMemory() {
        memory_ = ::shmget(IPC_PRIVATE, sizeof(Bytes64), IPC_CREAT | 0600);
        message_ = static_cast<Bytes64*>(::shmat(memory_, nullptr, 0));
        ::shmctl(memory_, IPC_RMID, nullptr);  // gone with the last who has it attached
        semaphore_ = ::semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
        operate(1);
    }
    GuardedMemory(const GuardedMemory&) = delete;
    GuardedMemory& operator=(const GuardedMemory&) = delete;
    ~GuardedMemory() {
        ::shmdt(message_);
        ::semctl(semaphore_, 0, IPC_RMID);
    }
    void copy(Bytes64* to, const Bytes64* from) {
        operate(-1);
        std::memcpy(to, from, sizeof *to);
        operate(1);
    }
    Bytes64* message() { return message_; }

private:
    void operate(short by) {
        sembuf operation{0, by, SEM_UNDO};
        ::semop(semaphore_, &operation, 1);
    }
    int memory_ = -1;
    int semaphore_ = -1;
    Bytes64* message_ = nullptr;
};

void semaphore_write(benchmark::State& state) {
    GuardedMemory memory;
    Bytes64 message{};
    for (auto _ : state) {
        benchmark::DoNotOptimize(message);  // what is in it is not known beforehand
        memory.copy(memory.message(), &message);
        benchmark::ClobberMemory();
    }
}

void semaphore_read(benchmark::State& state) {
    GuardedMemory memory;
    Bytes64 seen;
    for (auto _ : state) {
        memory.copy(&seen, memory.message());
        benchmark::DoNotOptimize(&seen);
        benchmark::ClobberMemory();
    }
}

void copy_64_kib(benchmark::State& state) {
    const std::vector<Bytes65536> from(1);
    Bytes65536 to;
    for (auto _ : state) {
        std::memcpy(&to, from.data(), sizeof to);
        benchmark::DoNotOptimize(&to);
        benchmark::ClobberMemory();
    }
}

BENCHMARK(seqlock_write_and_read)->Name("memcpy seqlock, write + read");
BENCHMARK(seqlock_write_and_read_overlapped)->Name("memcpy seqlock, overlapped");
BENCHMARK(semaphore_write)->Name("System V semaphore, write");
BENCHMARK(semaphore_read)->Name("System V semaphore, read");
BENCHMARK(copy_64_kib)->Name("memcpy 64 KiB");

}  // namespace

}  // namespace seqboard::bench
