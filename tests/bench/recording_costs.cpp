#include "tests/bench/recording_costs.hpp"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <deque>
#include <filesystem>
#include <string>
#include <thread>

#include "core/port/output_port.hpp"
#include "core/record/surroundings.hpp"
#include "tests/bench/bench_message.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::bench {

namespace {

constexpr int kSlots = 100;
constexpr int kRate_hz = 1000;
constexpr int kRounds = 2 * kRate_hz;
constexpr std::size_t kCells = 64;
constexpr Duration kPause = std::chrono::milliseconds{5};  ///< as seqboard record

void sleep_until(Time time) {
    const std::int64_t ns = ns_of(time);
    const timespec until{.tv_sec = static_cast<time_t>(ns / 1'000'000'000), .tv_nsec = static_cast<long>(ns % 1'000'000'000)};
    ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

/// A hundred slots of 64 bytes, all written each millisecond.
class Talk {
public:
    explicit Talk(Blackboard& board) {
        std::vector<SlotSpec> specs;
        for (int i = 0; i < kSlots; ++i) specs.push_back(slot_spec<Bytes64>("slot" + std::to_string(i), kCells));
        segment_ = board.create("talk", specs);
        for (int i = 0; i < kSlots; ++i) {
            const auto at = static_cast<std::size_t>(i);
            ports_.emplace_back(specs[at].name, specs[at], context_).bind(segment_->writer(at), segment_->epoch());
        }
    }
    OutputPort& port(int i) { return ports_[static_cast<std::size_t>(i)]; }

    void run() {
        Time next = monotonic_now();
        Bytes64 message{};
        for (int round = 0; round < kRounds; ++round) {
            sleep_until(next += std::chrono::nanoseconds{1'000'000'000 / kRate_hz});
            context_.begin(next);
            for (OutputPort& port : ports_) {
                message.words[0] = static_cast<std::uint32_t>(round);
                port.write(&message, sizeof message);
            }
        }
    }

private:
    StepContext context_;
    std::deque<OutputPort> ports_;
    std::shared_ptr<OwnedSegment> segment_;
};

double processor_s() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

}  // namespace

bool print_recording_costs() {
    const testing::ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    Talk talk{*board};
    const std::string folder = std::filesystem::temp_directory_path() / ("seqboard-bench-" + std::to_string(::getpid()));
    record::Recorder recorder{std::make_shared<Blackboard>(make_backend(scratch.place()), scratch.place().board),
                              {},
                              record::files_in(folder, "bench"),
                              [] { return record::Surroundings{}; },
                              [] { return record::Surroundings{}; }};
    recorder.step(monotonic_now(), monotonic_now());
    const double before_s = processor_s();
    const Time began = monotonic_now();
    bool talking = true;
    std::thread speaker{[&] { talk.run(); }};
    while (talking) {
        sleep_until(monotonic_now() + kPause);
        recorder.step(monotonic_now(), monotonic_now());
        if (recorder.state().phase != RecordingPhase::kRecording) break;
        talking = recorder.state().samples + recorder.state().missed < std::uint64_t{kSlots} * kRounds;
    }
    speaker.join();
    const double elapsed_s = 1e-9 * static_cast<double>((monotonic_now() - began).count());
    recorder.finish();
    const double used_s = processor_s() - before_s;
    const RecordingState state = recorder.state();
    std::filesystem::remove_all(folder);
    const bool good = state.missed == 0 && state.samples == std::uint64_t{kSlots} * kRounds && state.phase == RecordingPhase::kEnded;
    std::printf("\n%-38s %12s %10s %10s\n", "recording a hundred slots of 64 B", "samples/s", "missed", "processor");
    std::printf("%-38s %12.0f %10u %8.0f %%  0 missed  %s\n", "to disk, writers included", static_cast<double>(state.samples) / elapsed_s,
                state.missed, 100 * used_s / elapsed_s, good ? "ok" : "MISS");
    return good;
}

}  // namespace seqboard::bench
