// Ultrasonic transducers of the HC-SR04 class: a pulse on one line, the time of flight on another.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// What became of a ping.
enum class SonarOutcome : std::uint8_t {
    kEcho,       ///< something is there
    kNoEcho,     ///< the module gave up listening: nothing within its reach
    kTooShort,   ///< an echo from within the transducer's dead zone: its own ringing, or another sonar's ping
    kStuckHigh,  ///< the echo line does not come down
    kSilent,     ///< the echo line never rose: the module is unplugged or has no power
    kLost,       ///< an edge was lost on the way; says nothing about the world
};

struct SonarPing {
    SonarOutcome outcome = SonarOutcome::kSilent;
    Duration echo{};   ///< there and back; of kEcho and kTooShort
    Time pinged_at{};  ///< when the trigger fell
};

/// Facts (HC-SR04, SRF04 and US-015 data sheets; limits as in Linux drivers/iio/proximity/srf04.c): the trigger is high for at least
/// 10 us; the echo line rises when the burst of 8 cycles of 40 kHz is out, within 20 ms, and is high for the time of flight; without
/// an echo it falls after 36 to 38 ms. A cycle takes 60 ms, or old echoes are heard. The echo line carries 5 V: it needs a divider
/// before a 3.3 V input. On the S3C2440 it must be a pin of bank F or G.
/// One ping at a time. Nothing here waits but ping(), for 10 us. One thread.
class HcSr04 {
public:
    struct Wiring {
        std::string gpio = "auto";  ///< backend, as open_gpio() takes it
        std::string trigger;
        std::string echo;
    };

    /// Throws StartError as open_gpio() does.
    explicit HcSr04(const Wiring& wiring);

    /// Sends a burst. False, and nothing is sent, while the last ping has no outcome yet, or if the line cannot be set.
    bool ping(Time now) noexcept;

    /// The outcome of the last ping, once. Nothing while it is on its way. `now` is the step's time, on the edges' clock.
    std::optional<SonarPing> poll(Time now) noexcept;

    bool listening() const noexcept { return listening_; }

private:
    SonarPing end(SonarOutcome outcome, Duration echo = {}) noexcept;

    std::unique_ptr<GpioLines> trigger_;
    std::unique_ptr<GpioLines> echo_;
    bool listening_ = false;
    Time pinged_at_{};
    std::optional<Time> rose_at_;
};

}  // namespace seqboard
