// The front door to digital lines.
#pragma once

#include <memory>
#include <string>

#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// Holds the lines through `backend`, which a node set names as a parameter of the node:
///   "auto"            the best the kernel has: cdev, cdev v1, sysfs; on an S3C2440 its registers at last
///   "cdev", "cdev_v1", "sysfs", "registers"
///   "emulated:PATH"   a device model that listens on this socket
/// Throws StartError as the backend does; for "auto", what the best one that is there said.
std::unique_ptr<GpioLines> open_gpio(const std::string& backend, const GpioRequest& request);

}  // namespace seqboard
