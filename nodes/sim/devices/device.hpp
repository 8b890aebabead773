// What every simulated device has in common.
#pragma once

#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "nodes/sim/world.hpp"

namespace seqboard::sim {

/// A device between the world and the wires that its driver holds. In one step of the simulator, which may be several of the world's, it
/// is asked for all four things in this order; what does not concern it, it leaves out. A device is one class with its own Params: a
/// number `X_fault` among them says what is wrong with it, and may change at any step.
class Device {
public:
    Device() = default;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    virtual ~Device() = default;

    /// What the drivers have told it moves the body.
    virtual void move(World&) {}

    /// The world is one step on; it is `now` there.
    virtual void feel(const World&, Time /*now*/) {}

    /// A driver has set a line of the GPIO bus, perhaps another device's.
    virtual void hear(const World&, const EmulatedGpioBank::Change&) {}

    /// What is on its wires until the next step.
    virtual void tell(const World&, Time /*now*/) {}
};

}  // namespace seqboard::sim
