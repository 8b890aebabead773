#include "drivers/hc_sr04.hpp"

#include "drivers/gpio/open_gpio.hpp"

namespace seqboard {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr Duration kTriggerWidth = microseconds{10};
constexpr Duration kLatestRise = milliseconds{20};
constexpr Duration kLatestFall = milliseconds{50};
constexpr Duration kGaveUp = milliseconds{30};     // 5.2 m: beyond every module of the class; without an echo they give up at 36 to 38
constexpr Duration kDeadZone = microseconds{100};  // 1.7 cm there and back

}  // namespace

HcSr04::HcSr04(const Wiring& wiring)
    : trigger_{open_gpio(wiring.gpio, {.lines = {wiring.trigger}, .output = true, .consumer = "seqboard sonar trigger"})},
      echo_{open_gpio(wiring.gpio, {.lines = {wiring.echo}, .edges = true, .consumer = "seqboard sonar echo"})} {}

bool HcSr04::ping(Time now) noexcept {
    if (listening_) return false;
    while (echo_->take_edge()) {
    }
    if (!trigger_->set(1, 1)) return false;
    const Time begin = monotonic_now();  // a pulse is real time, also where the step's clock is simulated
    while (monotonic_now() - begin < kTriggerWidth) {
    }
    if (!trigger_->set(0, 1)) return false;
    listening_ = true;
    pinged_at_ = now;
    rose_at_.reset();
    return true;
}

std::optional<SonarPing> HcSr04::poll(Time now) noexcept {
    if (!listening_) return std::nullopt;
    while (const auto edge = echo_->take_edge()) {
        if (edge->lost > 0) return end(SonarOutcome::kLost);
        if (edge->rising) {
            rose_at_ = edge->at;
        } else if (rose_at_) {
            const Duration echo = edge->at - *rose_at_;
            return end(echo < kDeadZone ? SonarOutcome::kTooShort : echo < kGaveUp ? SonarOutcome::kEcho : SonarOutcome::kNoEcho, echo);
        }
    }
    if (rose_at_ && now - *rose_at_ > kLatestFall) return end(SonarOutcome::kStuckHigh);
    if (!rose_at_ && now - pinged_at_ > kLatestRise)
        return end(echo_->levels().value_or(0) != 0 ? SonarOutcome::kStuckHigh : SonarOutcome::kSilent);
    return std::nullopt;
}

SonarPing HcSr04::end(SonarOutcome outcome, Duration echo) noexcept {
    listening_ = false;
    return {outcome, echo, pinged_at_};
}

}  // namespace seqboard
