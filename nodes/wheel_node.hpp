// Drives the two wheels, and stops them when it should.
#pragma once

#include <cmath>
#include <numbers>

#include "core/messages/ground.hpp"
#include "core/messages/wheels.hpp"
#include "core/motor_permit.hpp"
#include "core/node.hpp"
#include "drivers/edge_loss.hpp"
#include "drivers/gpio/pin_claims.hpp"
#include "drivers/l298n.hpp"
#include "drivers/motion_self_test.hpp"
#include "drivers/wheel_encoder.hpp"
#include "nodes/heading_control.hpp"
#include "nodes/wheel_speed_control.hpp"

namespace seqboard {

/// Turns a DriveCommand (robot frame: x forward, left positive) into the pins of an L298N, and the encoders' edges into counts. Control,
/// bridge and encoders are one node on purpose: between a command that is stale and a pin that is safe there is no other process that
/// could hang, and the wheels' speed is measured in the step that uses it. Where the heading module's word is there, it also makes the body
/// turn as commanded (HeadingControl).
/// What makes it brake: no valid command for 250 ms (mode SAFE; a command that is no number or out of range counts as none), motors that
/// the supervisor does not permit (SAFE too; from there it starts slowly, whatever is commanded), a cliff on
/// the side it is told to go to (CLIFF; unknown ground counts as a cliff), a motor that is driven while its encoder stands still
/// (STALLED, for `stall_rest`: blocked or broken, nobody knows which; then for a third of a second with little duty, until the encoder shows
/// that it turns). SAFE lets go after `brake_time`: the motor-enable line falls and
/// the wheels turn freely. The safe output brakes; when the node ends, it lets go. A program that is killed leaves its pins as they are.
class WheelNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        std::string gpio = setup.param<std::string>("gpio", "auto");          ///< as open_gpio() takes it
        std::string pwm = setup.param<std::string>("pwm", "auto");            ///< as open_pwm() takes it
        std::string left_pwm = setup.param<std::string>("left_pwm");          ///< on ENA: TOUT0, pwmchip0/0
        std::string left_in1 = setup.param<std::string>("left_in1");          ///< lines, as are all below: GPF5, gpiochip0/4
        std::string left_in2 = setup.param<std::string>("left_in2");          ///< IN1 high, IN2 low is forward
        std::string right_pwm = setup.param<std::string>("right_pwm");        ///< on ENB
        std::string right_in1 = setup.param<std::string>("right_in1");        ///< the bridge's IN3
        std::string right_in2 = setup.param<std::string>("right_in2");        ///< the bridge's IN4
        std::string motor_enable = setup.param<std::string>("motor_enable");  ///< with a pull-down; "": there is none
        std::string left_a = setup.param<std::string>("left_encoder_a");      ///< lines that can interrupt: GPG9
        std::string left_b = setup.param("left_encoder_b", "");               ///< "": a slotted disc
        std::string right_a = setup.param<std::string>("right_encoder_a");
        std::string right_b = setup.param("right_encoder_b", "");
        bool left_reversed = setup.param("left_reversed", false);  ///< the motor; its encoder has a switch of its own
        bool right_reversed = setup.param("right_reversed", false);
        bool left_encoder_reversed = setup.param("left_encoder_reversed", false);
        bool right_encoder_reversed = setup.param("right_encoder_reversed", false);
        Duration pwm_period = setup.param<Duration>("pwm_period", std::chrono::milliseconds{1});
        Duration brake_time = setup.param<Duration>("brake_time", std::chrono::milliseconds{500});
        Duration stall_rest = setup.param<Duration>("stall_rest", std::chrono::seconds{1});
        float retry_duty_ratio =
            setup.param("retry_duty_ratio", 0.4f, {0.2f, 1.0f});  ///< after it, until the encoder shows that the wheel turns
        float wheel_radius_m = setup.param("wheel_radius_m", 0.033f, {0.005f, 1.0f});
        float track_m = setup.param("track_m", 0.16f, {0.02f, 2.0f});
        int counts_per_turn = setup.param("counts_per_turn", 780, {1, 1'000'000});
        float max_speed_m_s = setup.param("max_speed_m_s", 0.6f, {0.01f, 5.0f});  ///< a command beyond it is refused
        float max_yaw_rate_rad_s = setup.param("max_yaw_rate_rad_s", 6.0f, {0.1f, 50.0f});
        float acceleration_m_s2 = setup.param("acceleration_m_s2", 0.8f, {0.05f, 20.0f});  ///< slew limit of a wheel
        float full_speed_m_s = setup.param("full_speed_m_s", 0.70f, {0.05f, 5.0f});
        float dead_band_ratio = setup.param("dead_band_ratio", 0.10f, {0.0f, 0.9f});
        Live<float> gain_ratio = setup.live_param("gain_ratio", 0.6f, {0.0f, 20.0f});
        Live<float> integral_ratio = setup.live_param("integral_ratio", 3.0f, {0.0f, 100.0f});
        HeadingControl::Io heading_control{setup};
        MotorPermit permit{setup};
        Input<DriveCommand> command = setup.input<DriveCommand>("drive_command", std::chrono::milliseconds{250});
        Input<GroundContact> ground = setup.input<GroundContact>("ground_contact", std::chrono::milliseconds{100});
        Output<EncoderCounts> counts = setup.output<EncoderCounts>("encoder_counts");
        Output<MotorDrive> drive = setup.output<MotorDrive>("motor_drive");  ///< what the bridge was told
        Output<WheelState> state = setup.output<WheelState>("wheel_state");
    };

    explicit WheelNode(Io io)
        : io_{std::move(io)},
          bridge_{wiring_of(io_)},
          left_encoder_{{.gpio = io_.gpio,
                         .a = io_.left_a,
                         .b = io_.left_b,
                         .reversed = io_.left_encoder_reversed,
                         .counts_per_turn = io_.counts_per_turn}},
          right_encoder_{{.gpio = io_.gpio,
                          .a = io_.right_a,
                          .b = io_.right_b,
                          .reversed = io_.right_encoder_reversed,
                          .counts_per_turn = io_.counts_per_turn}},
          heading_control_{std::move(io_.heading_control)} {}

    void step(const Tick& tick) {
        now_ = tick.now;
        const bool permitted = io_.permit.granted();
        io_.setup.begin_lineage();
        measure();
        const auto command = io_.command.read();
        state_.mode = permitted ? mode_for(command) : WheelMode::kSafe;
        if (state_.mode == WheelMode::kDriving) drive(command, tick);
        else halt();
        tell_bridge();
        io_.state.write(state_);
    }

    void safe_output() noexcept {
        bridge_.command({}, now_);
        tell_bridge();
    }

    static std::vector<PinClaim> pins(const Io& io) {
        return PinClaims{}
            .add_pwm("left_pwm", io.pwm, io.left_pwm)
            .add("left_in1", io.gpio, io.left_in1, PinUse::kOutput)
            .add("left_in2", io.gpio, io.left_in2, PinUse::kOutput)
            .add("left_encoder_a", io.gpio, io.left_a, PinUse::kEdges)
            .add("left_encoder_b", io.gpio, io.left_b, PinUse::kEdges)
            .add_pwm("right_pwm", io.pwm, io.right_pwm)
            .add("right_in1", io.gpio, io.right_in1, PinUse::kOutput)
            .add("right_in2", io.gpio, io.right_in2, PinUse::kOutput)
            .add("right_encoder_a", io.gpio, io.right_a, PinUse::kEdges)
            .add("right_encoder_b", io.gpio, io.right_b, PinUse::kEdges)
            .add("motor_enable", io.gpio, io.motor_enable, PinUse::kOutput)
            .all();
    }

    static constexpr auto kSelfTest = "the wheels off the floor";
    static constexpr bool kSelfTestMoves = true;
    SelfTest self_test(const SelfTestClock& clock) { return test_l298n(bridge_, {&left_encoder_, &right_encoder_}, clock); }

private:
    static L298n::Wiring wiring_of(const Io& io) {
        return {.gpio_backend = io.gpio,
                .pwm_backend = io.pwm,
                .channels = {{{io.left_pwm, io.left_in1, io.left_in2, io.left_reversed},
                              {io.right_pwm, io.right_in1, io.right_in2, io.right_reversed}}},
                .enable = io.motor_enable,
                .pwm_period = io.pwm_period};
    }

    /// Before this step reads anything: counts are where lineage begins.
    void measure() {
        left_encoder_.poll(now_, signed_ratio(0));
        right_encoder_.poll(now_, signed_ratio(1));
        io_.counts.write({.left = left_encoder_.count(), .right = right_encoder_.count()});
        const float metres_per_count = 2 * std::numbers::pi_v<float> * io_.wheel_radius_m / static_cast<float>(io_.counts_per_turn);
        state_.left_travel_m = static_cast<float>(left_encoder_.count()) * metres_per_count;
        state_.right_travel_m = static_cast<float>(right_encoder_.count()) * metres_per_count;
        state_.left_speed_m_s = left_encoder_.wheel_rad_s() * io_.wheel_radius_m;
        state_.right_speed_m_s = right_encoder_.wheel_rad_s() * io_.wheel_radius_m;
        state_.left_encoder_errors = left_encoder_.errors();
        state_.right_encoder_errors = right_encoder_.errors();
        state_.edge_loss_ratio = std::fmax(left_loss_.add(now_, left_encoder_.count(), left_encoder_.errors()),
                                           right_loss_.add(now_, right_encoder_.count(), right_encoder_.errors()));
        watch_for_stall(0, left_);
        watch_for_stall(1, right_);
    }

    void watch_for_stall(std::size_t side, WheelSpeedControl& control) {
        if (!bridge_.stalled(side) && !control.stalled_again(control_config())) return;
        control.doubt();
        rest_until_ = now_ + io_.stall_rest;
    }

    WheelControlConfig control_config() const {
        return {io_.full_speed_m_s, io_.dead_band_ratio, io_.gain_ratio, io_.integral_ratio, io_.retry_duty_ratio};
    }

    bool is_valid(const DriveCommand& command) const {
        return std::abs(command.speed_m_s) <= io_.max_speed_m_s &&
               std::abs(command.yaw_rate_rad_s) <= io_.max_yaw_rate_rad_s;  // false for NaN
    }

    WheelMode mode_for(const Reading<DriveCommand>& command) const {
        if (!command || !is_valid(*command)) return WheelMode::kSafe;
        const auto ground = io_.ground.read();
        const bool front = !ground || ground->cliff[0] != 0 || ground->cliff[1] != 0;
        const bool rear = !ground || ground->cliff[2] != 0 || ground->cliff[3] != 0;
        if ((command->speed_m_s > 0 && front) || (command->speed_m_s < 0 && rear)) return WheelMode::kCliff;
        return now_ < rest_until_ ? WheelMode::kStalled : WheelMode::kDriving;
    }

    void drive(const Reading<DriveCommand>& command, const Tick& tick) {
        const float dt_s = seconds_of(tick.period);
        const float half_turn_m_s = command->yaw_rate_rad_s * io_.track_m / 2;
        const float most = io_.acceleration_m_s2 * dt_s;
        left_target_m_s_ = slewed(left_target_m_s_, command->speed_m_s - half_turn_m_s, most);
        right_target_m_s_ = slewed(right_target_m_s_, command->speed_m_s + half_turn_m_s, most);
        if (left_target_m_s_ == 0 && right_target_m_s_ == 0) return halt();
        const float half_correction_m_s =
            heading_control_.correction_rad_s(command->yaw_rate_rad_s, command.epoch(), tick) * io_.track_m / 2;
        brake_until_ = now_ + io_.brake_time;
        const WheelControlConfig config = control_config();
        bridge_.command({MotorDemand{.ratio = left_.step(config, left_target_m_s_ - half_correction_m_s, state_.left_speed_m_s, dt_s)},
                         MotorDemand{.ratio = right_.step(config, right_target_m_s_ + half_correction_m_s, state_.right_speed_m_s, dt_s)}},
                        now_);
    }

    /// Brakes; where nobody commands, lets go when the wheels have had the time to stop.
    void halt() {
        left_target_m_s_ = right_target_m_s_ = 0;
        left_.reset();
        right_.reset();
        heading_control_.reset();
        if (state_.mode != WheelMode::kSafe) brake_until_ = now_ + io_.brake_time;
        if (now_ < brake_until_) bridge_.command({}, now_);
        else bridge_.release();
    }

    void tell_bridge() noexcept {
        bridge_.step(now_, {.wheel_rad_s = {left_encoder_.wheel_rad_s(), right_encoder_.wheel_rad_s()}});
        io_.drive.write({.left_duty_ratio = signed_ratio(0),
                         .right_duty_ratio = signed_ratio(1),
                         .enable = bridge_.enabled(),
                         .brake = bridge_.drive(0).state == BridgeState::kBrake || bridge_.drive(1).state == BridgeState::kBrake});
    }

    float signed_ratio(std::size_t side) const noexcept {
        const BridgeDrive& drive = bridge_.drive(side);
        if (drive.state == BridgeState::kForward) return drive.duty_ratio;
        return drive.state == BridgeState::kReverse ? -drive.duty_ratio : 0.0f;
    }

    Io io_;
    L298n bridge_;
    WheelEncoder left_encoder_, right_encoder_;
    EdgeLoss left_loss_, right_loss_;
    HeadingControl heading_control_;
    WheelState state_;
    WheelSpeedControl left_, right_;
    float left_target_m_s_ = 0, right_target_m_s_ = 0;
    Time now_{};
    Time brake_until_{};
    Time rest_until_{};
};

}  // namespace seqboard
