// The front door to pulse-width outputs.
#pragma once

#include <memory>

#include "drivers/pwm/pwm_output.hpp"

namespace seqboard {

/// Holds the output through `backend`, which a node set names as a parameter of the node:
///   "auto"             sysfs where the kernel has a PWM chip, else the registers of an S3C2440
///   "sysfs", "registers"
///   "software"         a thread that moves a GPIO line; "software:BACKEND" to say how open_gpio() gets the line
///   "pca9685:BUS"      a PCA9685 at 0x40 on an I2C bus as open_i2c() takes it; "pca9685:/dev/i2c-0:0x41" for another address
///   "emulated:PATH"    a device model that listens on this socket
/// Throws StartError as the backend does; kConfig for a period or a safe pulse that is out of range.
std::unique_ptr<PwmOutput> open_pwm(const std::string& backend, const PwmRequest& request);

}  // namespace seqboard
