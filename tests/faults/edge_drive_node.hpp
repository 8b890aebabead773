// Drives straight on at full speed, whatever comes, and says how far from the floor's edge the wheels came to rest.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/messages/truth.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

namespace seqboard::testing {

/// The edge is the line x = `edge_x_m`; there is no floor beyond it. Ends by itself when the robot has stood for half a second.
class EdgeDriveNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        float edge_x_m = setup.param<float>("edge_x_m");
        float speed_m_s = setup.param("speed_m_s", 0.6f, {0.0f, 2.0f});
        float track_m = setup.param("track_m", 0.16f, {0.02f, 2.0f});
        Input<Truth> truth = setup.input<Truth>("truth", kForever);
        Output<DriveCommand> command = setup.output<DriveCommand>("drive_command");
    };

    explicit EdgeDriveNode(Io io) : io_{std::move(io)} {}

    void step(const Tick& tick) {
        if (!began_) began_ = tick.now;
        io_.command.write({.speed_m_s = io_.speed_m_s});
        const auto truth = io_.truth.read();
        if (!truth) return;
        fastest_m_s_ = std::max(fastest_m_s_, truth->speed_m_s);
        constexpr float kStands_m_s = 0.005f;
        if (std::abs(truth->speed_m_s) > kStands_m_s || fastest_m_s_ < kStands_m_s) stands_since_ = tick.now;
        const bool over = tick.now - *began_ > std::chrono::seconds{20};
        if (tick.now - stands_since_ < std::chrono::milliseconds{500} && !over) return;
        const float wheel_x_m = truth->x_m + std::abs(std::sin(truth->heading_rad)) * io_.track_m / 2;
        std::fprintf(stderr, "edge\t%s\t%.3f\t%.3f\n",
                     truth->over_edge != 0 ? "fell"
                     : over                ? "drives"
                                           : "stands",
                     static_cast<double>(fastest_m_s_), static_cast<double>(io_.edge_x_m - wheel_x_m));
        io_.setup.finish(ExitCode::kOk);
    }

private:
    Io io_;
    std::optional<Time> began_;
    Time stands_since_{};
    float fastest_m_s_ = 0;
};

}  // namespace seqboard::testing
