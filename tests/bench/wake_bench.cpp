// Waking another process: through slots, and with nothing but futexes. One iteration is there and back, two hops.
#include <benchmark/benchmark.h>

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>

#include "tests/bench/bench_message.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

namespace seqboard::bench {

namespace {

constexpr Duration kPatience = std::chrono::seconds{1};

/// A forked process that answers until it is killed.
class Answerer {
public:
    template <class Answer>
    explicit Answerer(Answer&& answer) : pid_{::fork()} {
        if (pid_ == 0)
            for (;;) answer();
    }
    Answerer(const Answerer&) = delete;
    Answerer& operator=(const Answerer&) = delete;
    ~Answerer() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }

private:
    pid_t pid_;
};

void wait_and_read(const Input<Bytes64>& input) {
    while (!input.wait(kPatience)) {
    }
    benchmark::DoNotOptimize(input.read());
}

void slot_hops(benchmark::State& state) {
    const testing::ScratchBoard scratch;
    testing::Wire<Bytes64> there{{.notify = true, .slot = "there", .node = "there"}, Blackboard::open(scratch.place())};
    testing::Wire<Bytes64> back{{.notify = true, .slot = "back", .node = "back"}, Blackboard::open(scratch.place())};
    const Answerer answerer{[&] {
        wait_and_read(there.input);
        back.output.write({});
    }};
    for (auto _ : state) {
        there.output.write({});
        wait_and_read(back.input);
    }
}

class BareFutex {
public:
    explicit BareFutex(std::uint32_t* word) : word_{word} {}
    void give() {
        counter().store(counter().load(std::memory_order_relaxed) + 1, std::memory_order_release);
        futex_wake_all(word_);
    }
    void take() {
        while (counter().load(std::memory_order_acquire) == seen_) futex_wait(word_, seen_, kPatience);
        ++seen_;
    }

private:
    std::atomic_ref<std::uint32_t> counter() const { return std::atomic_ref{*word_}; }
    std::uint32_t* word_;
    std::uint32_t seen_ = 0;
};

void futex_hops(benchmark::State& state) {
    auto* const words = static_cast<std::uint32_t*>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    BareFutex there{words}, back{words + 64};
    {
        const Answerer answerer{[&] {
            there.take();
            back.give();
        }};
        for (auto _ : state) {
            there.give();
            back.take();
        }
    }
    ::munmap(words, 4096);
}

BENCHMARK(slot_hops)->Name("wake through a slot, there and back")->UseRealTime();
BENCHMARK(futex_hops)->Name("bare futex, there and back")->UseRealTime();

}  // namespace

}  // namespace seqboard::bench
