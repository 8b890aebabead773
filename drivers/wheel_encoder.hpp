// A wheel's encoder on GPIO lines: two of a quadrature encoder, or one of a slotted disc.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "drivers/gpio/gpio_lines.hpp"
#include "drivers/quadrature_decoder.hpp"
#include "drivers/slotted_disc.hpp"

namespace seqboard {

/// Every edge is an interrupt: on the S3C2440 the lines are of banks F or G, and all wheels together should stay below some 5000 edges a
/// second (a reckoning, not a measurement; x1 and x2 do not lessen them). poll() takes what has come, with one system call for each edge
/// and one more. One thread.
class WheelEncoder {
public:
    struct Wiring {
        std::string gpio = "auto";  ///< backend, as open_gpio() takes it
        std::string a;
        std::string b;  ///< empty: a slotted disc
        bool reversed = false;
        QuadratureResolution resolution = QuadratureResolution::kX4;  ///< of a quadrature encoder
        int counts_per_turn = 780;                                    ///< of the wheel, at that resolution; a disc: both edges of all slots
        std::uint32_t kept_edges = 128;  ///< for each line between two polls, where the kernel lets us choose: 5.10 and later
    };

    /// Throws StartError as open_gpio() does; kConfig for counts per turn that are none.
    explicit WheelEncoder(const Wiring& wiring);

    /// Takes the edges that have come, and ends the speed's window. `drive_ratio` tells a slotted disc its direction; a quadrature encoder
    /// needs none.
    void poll(Time now, float drive_ratio = 0) noexcept;

    std::int32_t count() const noexcept { return reversed_ ? negated(raw_count()) : raw_count(); }  ///< forward positive; wraps
    std::uint32_t errors() const noexcept;                                                          ///< wraps
    float wheel_rad_s() const noexcept { return wheel_rad_s_; }
    Time last_edge() const noexcept;

    bool is_quadrature() const noexcept { return std::holds_alternative<QuadratureDecoder>(decoder_); }

private:
    std::int32_t raw_count() const noexcept;
    static std::int32_t negated(std::int32_t count) noexcept { return static_cast<std::int32_t>(0u - static_cast<std::uint32_t>(count)); }

    std::unique_ptr<GpioLines> lines_;
    std::variant<QuadratureDecoder, SlottedDisc> decoder_;
    bool reversed_;
    float rad_per_count_;
    float wheel_rad_s_ = 0;
};

}  // namespace seqboard
