// What an LD3320 is told to make it listen or play, step by step.
#pragma once

#include <span>
#include <vector>

#include "core/time.hpp"
#include "drivers/ld3320_phrase.hpp"
#include "drivers/ld3320_registers.hpp"

namespace seqboard {

struct Ld3320Step {
    enum class Action : std::uint8_t {
        kWrite,      ///< `value` to `which`
        kExpect,     ///< `which` must read as `value`: there is no other way to see that anybody is there
        kAwaitIdle,  ///< until kStatus is kLd3320Idle, for kLd3320Patience
        kPause,      ///< at least `pause`
        kResetLow,   ///< the line RSTB
        kResetHigh,
    };
    Action action{};
    Ld3320Register which{};
    std::uint8_t value = 0;
    Duration pause{};
};

/// Beyond this a chip that is busy has hung.
inline constexpr Duration kLd3320Patience = std::chrono::milliseconds{100};

struct Ld3320Config {
    std::uint32_t crystal_hz = 22'118'400;  ///< 2 to 34 MHz
    std::uint8_t microphone_gain = 0x43;    ///< see kMicrophoneGain
    std::uint8_t voice_threshold = 0x12;    ///< see kVoiceThreshold
    std::uint8_t volume = 12;               ///< 0 to 15, the loudest
    std::uint8_t listen_s = 20;             ///< see kListenTime; 1 to 60. It gives up then, and one that does not has hung
    std::vector<Ld3320Phrase> phrases{};
};

/// From the reset on until the chip listens. Changing between the modes takes the whole way from the reset, too.
std::vector<Ld3320Step> listening_script(const Ld3320Config& config);

/// From the reset on until the chip waits for MP3 bytes.
std::vector<Ld3320Step> playing_script(const Ld3320Config& config);

/// When the first bytes are in the queue: play them.
std::span<const Ld3320Step> start_of_play() noexcept;

}  // namespace seqboard
