// Watches what a robot makes of one sensor's fault: found or not, what it did, and whether it recovered.
#pragma once

#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "core/messages/battery.hpp"
#include "core/messages/ground.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/messages/truth.hpp"
#include "core/messages/voice.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

namespace seqboard::testing {

/// A scenario makes the fault at `from` and takes it back at `until`; this node knows the times and reads slots. Says one
/// line at the end, its fields separated by tabs, and ends by itself.
class FaultWatchNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string sensor = setup.param<std::string>("sensor");  ///< sonar, heading, ground, encoder, battery or voice
        Duration from = setup.param<Duration>("from", std::chrono::seconds{5});
        Duration until = setup.param<Duration>("until", std::chrono::seconds{9});
        Duration watched_after = setup.param<Duration>("watched_after", std::chrono::seconds{6});
        Input<Truth> truth = setup.input<Truth>("truth", kForever);
        Input<Pose> pose = setup.input<Pose>("pose", kForever);
        Input<Range> range = setup.input<Range>("range", std::chrono::milliseconds{300});
        Input<GroundContact> ground = setup.input<GroundContact>("ground_contact", std::chrono::milliseconds{100});
        Input<WheelState> wheels = setup.input<WheelState>("wheel_state", std::chrono::milliseconds{100});
        Input<Battery> battery = setup.input<Battery>("battery", std::chrono::milliseconds{500});
        Input<VoiceCommand> voice = setup.optional_input<VoiceCommand>("voice_command", std::chrono::milliseconds{100});
    };

    explicit FaultWatchNode(Io io) : io_{std::move(io)} {}

    void step(const Tick& tick) {
        if (!began_) began_ = tick.now;
        const Duration since_start = tick.now - *began_;
        const auto truth = io_.truth.read();
        if (!truth) return;
        if (truth->collided != 0 || truth->over_edge != 0) crashed_ = true;
        const bool wrong = shows_fault();
        if (since_start < io_.from) {
            before_.add(truth->speed_m_s);
        } else if (since_start < io_.until) {
            if (wrong && !found_after_) {
                found_after_ = since_start - io_.from;
                during_ = {};
            }
            if (since_start - io_.from > found_after_.value_or(Duration{}) + std::chrono::seconds{1}) during_.add(truth->speed_m_s);
        } else {
            if (wrong) last_wrong_ = since_start - io_.until;
            if (since_start - io_.until > last_wrong_) after_.add(truth->speed_m_s);
            if (since_start >= io_.until + io_.watched_after) finish(*truth);
        }
    }

private:
    struct Speed {
        float sum_m_s = 0, most_m_s = 0;
        unsigned count = 0;
        void add(float speed_m_s) {
            sum_m_s += std::abs(speed_m_s);
            most_m_s = std::fmax(most_m_s, std::abs(speed_m_s));
            ++count;
        }
        float mean_m_s() const { return count == 0 ? 0 : sum_m_s / static_cast<float>(count); }
    };

    /// Whether the sensor's slot, or what is made of it, says now that something is wrong.
    bool shows_fault() {
        if (io_.sensor == "sonar") {
            const auto range = io_.range.read();
            return !range || std::isnan(range->range_m);
        }
        if (io_.sensor == "heading") {
            const auto pose = io_.pose.read();
            return !pose || pose->heading_source == HeadingSource::kWheels;
        }
        if (io_.sensor == "ground") {
            const auto ground = io_.ground.read();
            return !ground || ground->cliff[0] != 0;
        }
        if (io_.sensor == "encoder") {
            const auto wheels = io_.wheels.read();
            if (!wheels) return true;
            return grows(wheels->left_encoder_errors + wheels->right_encoder_errors) || wheels->mode == WheelMode::kStalled;
        }
        if (io_.sensor == "battery") {
            const auto battery = io_.battery.read();
            return !battery || battery->fault != BatteryFault::kNone;
        }
        const auto voice = io_.voice.read();
        if (!voice) return true;
        return grows(voice->missed_interrupts) || voice->state == VoiceState::kFailed;
    }

    /// Whether a slot's count is another than in the last step.
    bool grows(std::uint32_t count) { return std::exchange(count_, count) != count; }

    const char* deed() const {
        constexpr float kStands_m_s = 0.02f;
        if (during_.mean_m_s() < kStands_m_s) return "stopped";
        if (during_.mean_m_s() < 0.3f * before_.mean_m_s()) return "halting";  // it stands, and tries again now and then
        return during_.most_m_s < 0.6f * before_.most_m_s ? "slowed" : "went on";
    }

    void finish(const Truth& truth) {
        const auto pose = io_.pose.read();
        const auto error_m = pose ? static_cast<double>(std::hypot(pose->x_m - truth.x_m, pose->y_m - truth.y_m)) : -1.0;
        constexpr float kDrives_m_s = 0.05f;
        std::fprintf(stderr, "fault\t%s\t%.2f\t%s\t%.2f\t%s\t%.3f\t%s\n", found_after_ ? "found" : "unseen",
                     found_after_ ? static_cast<double>(seconds_of(*found_after_)) : 0.0, deed(),
                     static_cast<double>(seconds_of(last_wrong_)), after_.most_m_s > kDrives_m_s ? "drives" : "stands", error_m,
                     crashed_ ? "crashed" : "whole");
        io_.setup.finish(ExitCode::kOk);
    }

    Io io_;
    std::optional<Time> began_;
    std::optional<Duration> found_after_;
    Duration last_wrong_{};  ///< after the fault's end
    Speed before_, during_, after_;
    std::uint32_t count_ = 0;
    bool crashed_ = false;
};

}  // namespace seqboard::testing
