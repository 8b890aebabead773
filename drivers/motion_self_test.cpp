#include "drivers/motion_self_test.hpp"

#include <array>
#include <cmath>
#include <cstdlib>

#include "drivers/pwm/software_pwm.hpp"

namespace seqboard {

namespace {

using std::chrono::milliseconds;

constexpr Duration kStep = milliseconds{10}, kDriven = milliseconds{500}, kRollOut = milliseconds{700};
constexpr std::array<const char*, 2> kSides = {"left", "right"};
constexpr std::int32_t kFewCounts = 5;  // a wheel that trembles

class BridgeTest {
public:
    BridgeTest(L298n& bridge, const std::array<WheelEncoder*, 2>& encoders, const SelfTestClock& clock)
        : bridge_{bridge}, encoders_{encoders}, clock_{clock} {}

    void turn(std::size_t side, float ratio) {
        const std::array<std::int32_t, 2> before = {count(0), count(1)};
        std::array<MotorDemand, 2> demands;
        demands[side].ratio = ratio;
        if (!run(demands, kDriven)) return result_.fail(begin(side, ratio) + "a line or an output did not take it");
        run({}, kRollOut);
        if (encoders_[side] == nullptr) return result_.note(begin(side, ratio) + "no encoder; look whether it turned");
        judge(side, ratio, count(side) - before[side], count(1 - side) - before[1 - side]);
    }

    SelfTest finish() {
        bridge_.release();
        result_.expect(bridge_.step(clock_.now()), "both motors coast", "the motors could not be released");
        return std::move(result_);
    }

private:
    static std::string begin(std::size_t side, float ratio) {
        return std::string{kSides[side]} + " motor, " + (ratio > 0 ? "forward: " : "backward: ");
    }
    std::int32_t count(std::size_t side) const { return encoders_[side] != nullptr ? encoders_[side]->count() : 0; }

    bool run(const std::array<MotorDemand, 2>& demands, Duration time) {
        for (Duration passed{}; passed < time; passed += kStep) {
            bridge_.command(demands, clock_.now() + milliseconds{100});
            if (!bridge_.step(clock_.now())) return false;
            clock_.pass(kStep);
            for (std::size_t side = 0; side < 2; ++side)
                if (encoders_[side] != nullptr) encoders_[side]->poll(clock_.now(), demands[side].ratio);
        }
        return true;
    }

    void judge(std::size_t side, float ratio, std::int32_t own, std::int32_t other) {
        const std::string begin = BridgeTest::begin(side, ratio), counts = std::to_string(own) + " counts";
        if (std::abs(own) <= kFewCounts && std::abs(other) > kFewCounts)
            return result_.fail(begin + "the other wheel's encoder counted; swap the two encoders, or the two motors");
        if (std::abs(own) <= kFewCounts)
            return result_.fail(begin + "no movement (" + counts + "); check the motor's supply, EN, and the encoder's lines");
        result_.expect((own > 0) == (ratio > 0), begin + counts,
                       begin + "counted the other way (" + counts + "); if the wheel turned right, reverse the encoder, else the motor");
    }

    L298n& bridge_;
    const std::array<WheelEncoder*, 2>& encoders_;
    const SelfTestClock& clock_;
    SelfTest result_;
};

std::string degrees(float angle_rad) { return std::to_string(std::lround(angle_rad * 57.29578f)) + " degrees"; }

}  // namespace

SelfTest test_pwm(PwmOutput& output, const SelfTestClock& clock) {
    SelfTest result;
    for (const float ratio : {0.25f, 0.5f, 0.0f}) {
        const std::string what = std::string{output.backend()} + ", period " + text_of(output.period()) + ": " +
                                 std::to_string(std::lround(ratio * 100)) + " % high";
        result.expect(output.set_ratio(ratio), what, what + " was not taken");
        clock.pass(kDriven);
    }
    if (const auto* const software = dynamic_cast<const SoftwarePwm*>(&output))
        result.note("the latest edge came " + text_of(software->worst_lateness()) + " after its time");
    return result;
}

SelfTest test_l298n(L298n& bridge, const std::array<WheelEncoder*, 2>& encoders, const SelfTestClock& clock) {
    BridgeTest test{bridge, encoders, clock};
    for (const std::size_t side : {0u, 1u})
        for (const float ratio : {0.5f, -0.5f}) test.turn(side, ratio);
    return test.finish();
}

SelfTest test_servo_head(ServoHead& head, const SelfTestClock& clock) {
    const ServoCalibration &pan = head.pan().calibration(), &tilt = head.tilt().calibration();
    const std::array<std::pair<float, float>, 6> ways = {
        {{0, 0}, {pan.max_rad, 0}, {pan.min_rad, 0}, {0, tilt.max_rad}, {0, tilt.min_rad}, {0, 0}}};
    SelfTest result;
    for (const auto& [pan_rad, tilt_rad] : ways) {
        const ServoHead::Answer answer = head.point(pan_rad, tilt_rad, clock.now());
        const std::string where =
            "pan " + degrees(head.pan_rad()) + " (left positive), tilt " + degrees(head.tilt_rad()) + " (up positive)";
        if (answer == ServoHead::Answer::kGone) {
            result.fail(where + ": an output did not take its pulse");
            return result;
        }
        const Time begin = clock.now();
        while (!head.settled(clock.now())) clock.pass(kStep);
        result.note(where + ", there after " + text_of(clock.now() - begin));
        clock.pass(kDriven);
    }
    head.relax();
    return result;
}

SelfTest test_wheel_encoder(WheelEncoder& encoder, const SelfTestClock& clock) {
    constexpr Duration kWatched = std::chrono::seconds{5};
    SelfTest result;
    const std::int32_t before = encoder.count();
    const std::uint32_t errors_before = encoder.errors();
    for (Duration passed{}; passed < kWatched; passed += kStep) {
        clock.pass(kStep);
        encoder.poll(clock.now());
    }
    const std::int32_t counts = encoder.count() - before;
    const std::uint32_t errors = encoder.errors() - errors_before;
    const std::string counted = std::to_string(counts) + " counts";
    if (std::abs(counts) > kFewCounts)
        result.expect(counts > 0, counted, counted + ": backward; if the wheel turned forward, reverse the encoder");
    else result.fail(counted + ": no movement, or B does not change; was the wheel turned, has the encoder power?");
    result.expect(errors == 0, "no edge was lost",
                  std::to_string(errors) + " errors: edges were lost, or A and B are not a quarter cycle apart");
    return result;
}

}  // namespace seqboard
