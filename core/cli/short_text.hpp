// Quantities in three significant digits, for tables.
#pragma once

#include <cstdint>
#include <string>

#include "core/time.hpp"

namespace seqboard::cli {

/// "18.5 us", "40.1 ms", "3.2 s", "2 h 5 min".
std::string short_duration(Duration duration);

/// "50.0", "0.25", "1000".
std::string short_number(double number);

/// "512 B", "1.5 MiB".
std::string short_bytes(std::uint64_t bytes);

}  // namespace seqboard::cli
