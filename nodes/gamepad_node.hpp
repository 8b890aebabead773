// A person drives with a gamepad.
#pragma once

#include <utility>

#include "core/messages/arbiter.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "drivers/input/gamepad.hpp"
#include "nodes/button_table.hpp"

namespace seqboard {

/// Numbers of axes and buttons as in linux/input-event-codes.h (`evtest` shows a pad's own). Drives only while the dead-man button is
/// held; without it the command is zero at once, and the robot is released a moment later. A pad that is gone says nothing, so what it
/// said becomes stale. One that appears with the dead-man held drives only after it was let go once. Buttons for behaviours ask when
/// they are pressed; while the dead-man is held only for a stop, as whatever else they asked for would drive beneath the person's thumbs.
class GamepadNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        std::string device = setup.param<std::string>("device");      ///< /dev/input/event3, its name in the kernel, or emulated:SOCKET
        int speed_axis = setup.param("speed_axis", 0x01, {0, 0x3f});  ///< ABS_Y: the left stick
        int turn_axis = setup.param("turn_axis", 0x03, {0, 0x3f});    ///< ABS_RX: the right stick
        bool speed_reversed = setup.param("speed_reversed", false);   ///< not reversed: stick away from you is forward
        bool turn_reversed = setup.param("turn_reversed", false);     ///< not reversed: stick to the left is left
        int dead_man_button = setup.param("dead_man_button", 0x136, {1, 0x2ff});  ///< BTN_TL
        int fast_button = setup.param("fast_button", 0x137, {1, 0x2ff});          ///< BTN_TR: fast_speed_m_s while it is held
        int stop_button = setup.param("stop_button", 0x131, {1, 0x2ff});          ///< BTN_EAST: with or without the dead-man
        int resume_button = setup.param("resume_button", 0x13b, {1, 0x2ff});      ///< BTN_START: ends a stop, gives back to autonomy
        std::string behaviours = setup.param("behaviours", "");                   ///< buttons that ask for one, see ButtonTable
        float dead_zone_ratio = setup.param("dead_zone_ratio", 0.1f, {0.0f, 0.5f});
        Live<float> speed_m_s = setup.live_param("speed_m_s", 0.25f, {0.01f, 5.0f});  ///< at the stick's end
        Live<float> fast_speed_m_s = setup.live_param("fast_speed_m_s", 0.5f, {0.01f, 5.0f});
        Live<float> yaw_rate_rad_s = setup.live_param("yaw_rate_rad_s", 1.5f, {0.1f, 50.0f});
        Output<DriveCommand> command = setup.command_output<DriveCommand>("manual_command", {});
        Output<DriveRequest> request = setup.output<DriveRequest>("manual_request");
        Output<BehaviourRequest> wish = setup.output<BehaviourRequest>("pad_request");  ///< written when a button is pressed
    };

    explicit GamepadNode(Io io)
        : io_{std::move(io)},
          buttons_{io_.behaviours, {io_.dead_man_button, io_.fast_button, io_.stop_button, io_.resume_button}},
          pad_{{.device = io_.device, .axes = {number(io_.speed_axis), number(io_.turn_axis)}, .dead_zone_ratio = io_.dead_zone_ratio}} {}

    void step(const Tick& tick) {
        const bool present = pad_.poll(tick.now);
        tell(present);
        if (!present) {
            was_let_go_ = false;
            buttons_.forget();
            return;
        }
        const bool dead_man = pressed(io_.dead_man_button);
        was_let_go_ = was_let_go_ || !dead_man;
        const bool drives = dead_man && was_let_go_;
        if (drives) drove_at_ = tick.now;
        io_.command.write(drives ? command() : DriveCommand{});
        io_.request.write({.verb = verb(tick.now - drove_at_ >= kReleaseDelay)});
        ask(dead_man);
    }

private:
    /// When a pad is unplugged the kernel lets go of its buttons first, tens of milliseconds before it takes the pad away
    /// (input_unregister_device() in drivers/input/input.c): that is no release by the person.
    static constexpr Duration kReleaseDelay = std::chrono::milliseconds{200};

    static std::uint16_t number(int code) { return static_cast<std::uint16_t>(code); }
    bool pressed(int button) const { return pad_.pressed(number(button)); }

    void tell(bool present) {
        if (std::exchange(told_, present) == present) return;
        if (present) log_line(LogLevel::kInfo, "the gamepad '%s' is there", io_.device.c_str());
        else log_line(LogLevel::kWarning, "the gamepad '%s' is not there; looking for it", io_.device.c_str());
    }

    void ask(bool dead_man) {
        const BehaviourKind kind = buttons_.asked([this](std::uint16_t button) { return pad_.pressed(button); });
        if (kind == BehaviourKind::kNone) return;
        if (dead_man && kind != BehaviourKind::kStop)
            return log_line(LogLevel::kInfo, "let go of the dead-man before you ask for a behaviour");
        io_.wish.write({.count = ++asked_, .kind = kind});
    }

    DriveVerb verb(bool released) const {
        if (pressed(io_.stop_button)) return DriveVerb::kStop;
        if (pressed(io_.resume_button)) return DriveVerb::kResume;
        return released ? DriveVerb::kRelease : DriveVerb::kNone;
    }

    /// The kernel's axes count to the right and down.
    DriveCommand command() const {
        const float most_m_s = pressed(io_.fast_button) ? io_.fast_speed_m_s : io_.speed_m_s;
        const float forward = io_.speed_reversed ? pad_.axis(number(io_.speed_axis)) : -pad_.axis(number(io_.speed_axis));
        const float left = io_.turn_reversed ? pad_.axis(number(io_.turn_axis)) : -pad_.axis(number(io_.turn_axis));
        return {.speed_m_s = forward * most_m_s, .yaw_rate_rad_s = left * io_.yaw_rate_rad_s};
    }

    Io io_;
    ButtonTable buttons_;
    Gamepad pad_;
    std::uint32_t asked_ = 0;
    bool told_ = true;  ///< absent from the start is news
    bool was_let_go_ = false;
    Time drove_at_{-std::chrono::hours{1}};
};

}  // namespace seqboard
