// What a mini2440 has on the S3C2440's pins.
#pragma once

#include <string_view>

#include "drivers/gpio/s3c2440_pin.hpp"

namespace seqboard {

struct Mini2440Part {
    std::string_view what;    ///< empty: the pin is free
    std::string_view remedy;  ///< how the pin gets free; empty: never
};

/// Source: Linux arch/arm/mach-s3c24xx/mach-mini2440.c; S3C2440A user's manual, chapter 9, for what the chip itself has there.
Mini2440Part mini2440_part(const S3c2440Pin& pin);

}  // namespace seqboard
