#include "core/node/real_time_pacer.hpp"

#include <errno.h>
#include <time.h>

#include "core/slot/futex.hpp"

namespace seqboard {

namespace {

/// False if a signal came first.
bool sleep_until(Time time) {
    const std::int64_t ns = time.time_since_epoch().count();
    timespec until{};
    until.tv_sec = static_cast<time_t>(ns / 1'000'000'000);
    until.tv_nsec = static_cast<long>(ns % 1'000'000'000);
    return ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == 0;
}

}  // namespace

std::optional<Turn> PeriodicPacer::wait() {
    const bool slice = schedule_.period() > kIdleSlice && schedule_.next() - monotonic_now() > kIdleSlice;
    if (!sleep_until(slice ? monotonic_now() + kIdleSlice : schedule_.next()) || slice) return std::nullopt;
    return schedule_.begin(monotonic_now());
}

std::optional<Turn> TriggeredPacer::wait() {
    if (connection_ != trigger_.connection) {
        connection_ = trigger_.connection;
        seen_ = trigger_.ring.head();
        SampleHeader newest;
        trigger_.ring.copy_header(seen_, newest);
        if (is_written(newest)) --seen_;  // what is there when the slot appears is news
    }
    if (trigger_.ring.head() == seen_) {
        constexpr Duration kPoll = std::chrono::milliseconds{1};
        futex_wait(trigger_.ring.head_word(), seen_, trigger_.notify || !trigger_.connected() ? kIdleSlice : kPoll);
    }
    const std::uint32_t head = trigger_.ring.head();
    if (head == seen_ || !trigger_.connected()) return std::nullopt;
    seen_ = head;
    return Turn{monotonic_now()};
}

}  // namespace seqboard
