#include "drivers/hc_sr04_self_test.hpp"

#include <algorithm>
#include <array>

namespace seqboard {

namespace {

constexpr unsigned kPings = 20, kAnswered = 16;  // now and then one is lost, on the way or in the air
constexpr Duration kStep = std::chrono::milliseconds{10}, kCycle = std::chrono::milliseconds{100};
constexpr float kSound_m_s = 344.7f;  // at 22 degrees Celsius

struct Pings {
    std::array<unsigned, 6> of{};  ///< by SonarOutcome
    std::vector<float> echoes_m;

    unsigned with(SonarOutcome outcome) const { return of[static_cast<std::size_t>(outcome)]; }
};

Pings send_pings(HcSr04& sonar, const SelfTestClock& clock) {
    Pings pings;
    for (unsigned i = 0; i < kPings; ++i) {
        sonar.ping(clock.now());
        for (Duration passed{}; passed < kCycle; passed += kStep) {
            clock.pass(kStep);
            const auto ping = sonar.poll(clock.now());
            if (!ping) continue;
            ++pings.of[static_cast<std::size_t>(ping->outcome)];
            if (ping->outcome == SonarOutcome::kEcho) pings.echoes_m.push_back(kSound_m_s * seconds_of(ping->echo) / 2);
        }
    }
    std::sort(pings.echoes_m.begin(), pings.echoes_m.end());
    return pings;
}

const char* remedy(const Pings& pings) {
    const unsigned silent = pings.with(SonarOutcome::kSilent), high = pings.with(SonarOutcome::kStuckHigh),
                   short_ones = pings.with(SonarOutcome::kTooShort);
    if (silent >= std::max(high, short_ones))
        return "the echo line never rises: has the module 5 V, are trigger and echo on the right pins?";
    if (high >= short_ones) return "the echo line stays high: look for a short circuit, and for the divider before the pin";
    return "echoes come at once: is another sonar near, or something before the transducer?";
}

}  // namespace

SelfTest test_hc_sr04(HcSr04& sonar, const SelfTestClock& clock) {
    const Pings pings = send_pings(sonar, clock);
    const unsigned echoes = pings.with(SonarOutcome::kEcho), answered = echoes + pings.with(SonarOutcome::kNoEcho);
    SelfTest result;
    const std::string counts = sentence("%u of %u pings answered", answered, kPings);
    result.expect(answered >= kAnswered, counts, counts + "; " + remedy(pings));
    if (echoes < kAnswered / 2) {
        if (answered >= kAnswered) result.note("almost no echoes: nothing is within reach; hold a book before it and try again");
        return result;
    }
    const auto middle_m = pings.echoes_m[pings.echoes_m.size() / 2];
    const float scatter_m = pings.echoes_m[pings.echoes_m.size() * 9 / 10] - pings.echoes_m[pings.echoes_m.size() / 10];
    result.check(scatter_m < 0.05f, "%u echoes that scatter by %.3f m; expected below 0.05 while nothing moves", echoes,
                 static_cast<double>(scatter_m));
    result.note(sentence("something at %.2f m; measure whether that is so", static_cast<double>(middle_m)));
    return result;
}

}  // namespace seqboard
