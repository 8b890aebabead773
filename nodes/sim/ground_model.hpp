// Four infrared floor sensors with comparators (TCRT5000 and LM393): one line each.
#pragma once

#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "nodes/sim/room.hpp"

namespace seqboard::sim {

/// Where the sensors sit in the body's frame, in the order of GroundContact. No nearer to the middle than the wheels: an edge that begins
/// between sensor and wheel is seen by none, and so a robot falls that drives round a stair's corner.
inline constexpr std::array<Point, 4> kGroundSensors = {Point{0.09f, 0.085f}, Point{0.09f, -0.085f}, Point{-0.08f, 0.085f},
                                                        Point{-0.08f, -0.085f}};

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
    GroundModel(EmulatedGpioBank& bank, std::size_t first, bool active_low) : bank_{bank}, first_{first}, active_low_{active_low} {
        for (std::size_t i = 0; i < kGroundSensors.size(); ++i) drive(i, false, {});
    }

    /// The sensors look at the floor below them.
    void look(const Room& room, Point position, float heading_rad, GroundFault fault, Time now) {
        for (std::size_t i = 0; i < kGroundSensors.size(); ++i) {
            const GroundFault with = i == 0 ? fault : GroundFault::kNone;
            const bool sees = room.has_floor(from_body(position, heading_rad, kGroundSensors[i]));
            drive(i, with == GroundFault::kStuckFloor || (sees && with != GroundFault::kBrokenWire), now);
        }
    }

private:
    void drive(std::size_t sensor, bool floor, Time at) { bank_.drive(first_ + sensor, floor != active_low_, at); }

    EmulatedGpioBank& bank_;
    std::size_t first_;
    bool active_low_;
};

}  // namespace seqboard::sim
