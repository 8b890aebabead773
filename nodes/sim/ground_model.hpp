// Four infrared floor sensors with comparators (TCRT5000 and LM393): one line each.
#pragma once

#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "nodes/sim/room.hpp"

namespace seqboard::sim {

/// Where the sensors sit in the body's frame, in the order of GroundContact. No nearer to the middle than the wheels: an edge that begins
/// between sensor and wheel is seen by none, and so a robot falls that drives round a stair's corner.
using GroundPlaces = std::array<Point, 4>;

constexpr GroundPlaces ground_places(float front_x_m, float rear_x_m, float y_m) {
    return {Point{front_x_m, y_m}, Point{front_x_m, -y_m}, Point{rear_x_m, y_m}, Point{rear_x_m, -y_m}};
}

inline constexpr GroundPlaces kGroundSensors = ground_places(0.09f, -0.08f, 0.085f);  ///< the reference robot's

/// What can be wrong with the front left one; numbers are an interface, as a simulator's parameters have them.
enum class GroundFault : int {
    kNone = 0,
    kBrokenWire = 1,  ///< the line's pull takes it where no floor is
    kStuckFloor = 2,  ///< dirt on the sensor, or light from outside: it sees floor everywhere
};

class GroundModel {
public:
    /// The sensors' lines begin at `first`. `active_low`: the comparator pulls its line low where the floor reflects. Until the first
    /// look there is no floor.
    GroundModel(EmulatedGpioBank& bank, std::size_t first, bool active_low, const GroundPlaces& places = kGroundSensors)
        : bank_{bank}, first_{first}, active_low_{active_low}, places_{places} {
        for (std::size_t i = 0; i < places_.size(); ++i) drive(i, false, {});
    }

    /// The sensors look at the floor below them.
    void look(const Room& room, Point position, float heading_rad, GroundFault fault, Time now) {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const GroundFault with = i == 0 ? fault : GroundFault::kNone;
            const bool sees = room.has_floor(from_body(position, heading_rad, places_[i]));
            drive(i, with == GroundFault::kStuckFloor || (sees && with != GroundFault::kBrokenWire), now);
        }
    }

private:
    void drive(std::size_t sensor, bool floor, Time at) { bank_.drive(first_ + sensor, floor != active_low_, at); }

    EmulatedGpioBank& bank_;
    std::size_t first_;
    bool active_low_;
    GroundPlaces places_;
};

}  // namespace seqboard::sim
