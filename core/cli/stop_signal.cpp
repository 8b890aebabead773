#include "core/cli/stop_signal.hpp"

#include <signal.h>
#include <time.h>

namespace seqboard::cli {

namespace {

volatile sig_atomic_t stop_requested = 0;

void set_handler(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    ::sigaction(SIGINT, &action, nullptr);  // no SA_RESTART: a signal ends the sleep
    ::sigaction(SIGTERM, &action, nullptr);
    struct sigaction hang_up {};
    ::sigaction(SIGHUP, nullptr, &hang_up);
    if (hang_up.sa_handler != SIG_IGN) ::sigaction(SIGHUP, &action, nullptr);  // under nohup it goes on
}

}  // namespace

StopSignal::StopSignal() {
    stop_requested = 0;
    set_handler([](int) { stop_requested = 1; });
}

StopSignal::~StopSignal() { set_handler(SIG_DFL); }

bool StopSignal::requested() const noexcept { return stop_requested != 0; }

bool StopSignal::sleep(Duration duration) const noexcept {
    const auto ns = duration.count();
    const timespec pause{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
    if (!requested()) ::nanosleep(&pause, nullptr);
    return !requested();
}

}  // namespace seqboard::cli
