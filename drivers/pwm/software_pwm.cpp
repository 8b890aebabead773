#include "drivers/pwm/software_pwm.hpp"

#include <errno.h>
#include <signal.h>
#include <time.h>

#include <limits>

#include "core/exit_code.hpp"
#include "core/log.hpp"
#include "core/node/realtime.hpp"
#include "drivers/gpio/open_gpio.hpp"

namespace seqboard {

namespace {

constexpr int kPriority = 60;

Time sleep_until(Time due) noexcept {
    const auto ns = ns_of(due);
    const timespec until{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
    while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) {
    }
    return monotonic_now();
}

GpioRequest line_request(const PwmRequest& request) {
    if (request.period < SoftwarePwm::kShortestPeriod)
        throw StartError{ExitCode::kConfig, "PWM '" + request.output + "': a thread cannot make a period of " + text_of(request.period) +
                                                "; expected 1 ms or more, or another backend"};
    if (request.safe_high != Duration::zero() && request.safe_high != request.period)
        throw StartError{ExitCode::kConfig, "PWM '" + request.output + "': a thread that has ended makes no pulse of " +
                                                text_of(request.safe_high) + "; expected a safe pulse of zero or of the whole period"};
    return {
        .lines = {request.output}, .output = true, .initial = request.safe_high > Duration::zero() ? 1u : 0u, .consumer = request.consumer};
}

}  // namespace

SoftwarePwm::SoftwarePwm(const std::string& gpio, const PwmRequest& request)
    : PwmOutput{request}, line_{open_gpio(gpio, line_request(request))} {
    apply(safe_high());
    sigset_t all, before;  // signals are for the thread that runs the node
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread{[this] { run(); }};
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

SoftwarePwm::~SoftwarePwm() {
    stop_.store(true);
    thread_.join();
    line_->set(safe_high() > Duration::zero() ? 1 : 0, 1);
}

bool SoftwarePwm::apply(Duration high) noexcept {
    high_ns_.store(static_cast<std::uint32_t>(high.count()));
    return works_.load();
}

void SoftwarePwm::run() noexcept {
    if (const std::string missing = become_realtime(kPriority); !missing.empty())
        log_line(LogLevel::kWarning, "software PWM: its pulses will jitter: %s", missing.c_str());
    PulseTrain train{*line_, period(), monotonic_now()};
    while (!stop_.load()) {
        works_.store(train.cycle(Duration{high_ns_.load()}, sleep_until));
        constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
        worst_lateness_ns_.store(static_cast<std::uint32_t>(std::min<Duration::rep>(train.worst_lateness().count(), kMost)));
    }
}

}  // namespace seqboard
