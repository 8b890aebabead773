// The front door to analog inputs.
#pragma once

#include <memory>
#include <string>

#include "drivers/adc/analog_input.hpp"

namespace seqboard {

/// Opens a converter's channel through `backend`, both parameters of a node in a node set:
///   "auto"            the first of the three below that has the channel
///   "iio"             /sys/bus/iio: (raw + offset) * scale, in mV. Kernel: Documentation/ABI/testing/sysfs-bus-iio
///   "hwmon"           /sys/class/hwmon: inN_input, in mV. Kernel: Documentation/hwmon/sysfs-interface
///   "dev_adc"         /dev/adc of a board vendor's kernel: the 10-bit count as text, 1023 at 3.3 V; channel 0 alone
///   "emulated:PATH"   a converter's model that listens on this socket
/// `channel` is a number, "3", if only one device has it, else "iio:device0/3" or "hwmon1/3". `root` stands before every path; it is
/// empty but in tests. Throws StartError: kConfig for names that cannot be or that several devices answer to, kUnavailable if nobody has
/// the channel, else as the backend does.
std::unique_ptr<AnalogInput> open_adc(const std::string& backend, const std::string& channel, const std::string& root = "");

}  // namespace seqboard
