// SI units as suffixes of names: range_m is in metres. Degrees exist only in rad_from_deg().
#pragma once

#include <array>
#include <numbers>
#include <string_view>

namespace seqboard {

struct UnitSuffix {
    std::string_view suffix;
    std::string_view unit;  ///< as a person writes it
};

/// Every suffix a floating-point field or parameter may end in. A longer suffix stands before one it ends with.
inline constexpr std::array kUnitSuffixes = {
    UnitSuffix{"_newton_m", "N m"}, UnitSuffix{"_rad_s2", "rad/s^2"},
    UnitSuffix{"_m_s2", "m/s^2"},   UnitSuffix{"_rad_s", "rad/s"},
    UnitSuffix{"_m_s", "m/s"},      UnitSuffix{"_per_m", "1/m"},
    UnitSuffix{"_per_s", "1/s"},    UnitSuffix{"_volt_s", "V s"},
    UnitSuffix{"_volt", "V"},       UnitSuffix{"_amp", "A"},
    UnitSuffix{"_ohm", "ohm"},      UnitSuffix{"_watt", "W"},
    UnitSuffix{"_joule", "J"},      UnitSuffix{"_newton", "N"},
    UnitSuffix{"_pascal", "Pa"},    UnitSuffix{"_celsius", "degC"},
    UnitSuffix{"_tesla", "T"},      UnitSuffix{"_lux", "lx"},
    UnitSuffix{"_ratio", "1"},      UnitSuffix{"_rad2", "rad^2"},
    UnitSuffix{"_rad", "rad"},      UnitSuffix{"_hz", "Hz"},
    UnitSuffix{"_kg", "kg"},        UnitSuffix{"_m2", "m^2"},
    UnitSuffix{"_s", "s"},          UnitSuffix{"_m", "m"},
};

/// The unit a name carries ("range_m" -> "m"), or empty.
constexpr std::string_view unit_of(std::string_view name) {
    for (const UnitSuffix& known : kUnitSuffixes)
        if (name.ends_with(known.suffix) && name.size() > known.suffix.size()) return known.unit;
    return {};
}

/// The one place where degrees enter.
constexpr float rad_from_deg(float degrees) { return degrees * (std::numbers::pi_v<float> / 180.0f); }

}  // namespace seqboard
