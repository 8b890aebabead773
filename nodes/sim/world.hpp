// The robot's body in its room: what the simulated devices move and feel.
#pragma once

#include "core/messages/truth.hpp"
#include "core/time.hpp"
#include "nodes/sim/battery_model.hpp"
#include "nodes/sim/plant.hpp"
#include "nodes/sim/room.hpp"
#include "nodes/sim/servo_model.hpp"

namespace seqboard::sim {

struct WorldConfig {
    std::uint32_t seed = 1;
    PlantConfig body{};
    float hull_radius_m = 0.11f;
    float charge_ratio = 0.9f;  ///< of the battery, when the run begins
    float air_celsius = 22.0f;
};

/// Pure; stepped with a fixed time step. A body that touches a wall or has a wheel beyond an edge stays where it was.
class World {
public:
    static constexpr Duration kStep = std::chrono::milliseconds{10};

    World(Room room, const WorldConfig& config);

    /// What the motors get from the next step on.
    void set_drive(const MotorDrive& drive) noexcept { drive_ = drive; }

    void disturb(const PlantDisturbance& disturbance) noexcept { plant_.disturb(disturbance); }

    void step();

    const Room& room() const noexcept { return room_; }
    const WorldConfig& config() const noexcept { return config_; }
    const PlantState& body() const noexcept { return plant_.state(); }
    const Plant& plant() const noexcept { return plant_; }
    const Battery& battery() const noexcept { return battery_.state(); }
    ServoModel& pan() noexcept { return pan_; }  ///< the head's; in a flat room tilt changes nothing
    const ServoModel& pan() const noexcept { return pan_; }
    Truth truth() const;

private:
    Room room_;
    WorldConfig config_;
    Plant plant_;
    BatteryModel battery_;
    ServoModel pan_;
    MotorDrive drive_;
    bool collided_ = false;
    bool over_edge_ = false;
};

}  // namespace seqboard::sim
