// The registers of an LD3320 and what they mean.
//
// Source: ICRoute, LD3320 data sheet and its note on the serial bus; names and delays as in the register table of libdriver/ld3320 (MIT).
// Values that the maker calls reserved are listed without a meaning.
#pragma once

#include <array>
#include <cstdint>

#include "drivers/spi/spi_bus.hpp"

namespace seqboard {

enum class Ld3320Register : std::uint8_t {
    kFifoData = 0x01,        ///< MP3 bytes go here
    kFifoInterrupts = 0x02,  ///< bit 0: data, bit 2: text
    kFifoText = 0x05,        ///< a phrase's letters go here
    kFifoStatus = 0x06,      ///< bit 3: data full, bit 5: text full
    kFifoClear = 0x08,       ///< bit 0: data, bit 2: text; then 0
    kClock1 = 0x11,          ///< see Ld3320Clocks
    kCommand = 0x17,         ///< 0x35 resets, 0x48 wakes the signal processor, 0x4c lets it sleep
    kClock2 = 0x19,
    kClock3 = 0x1b,
    kConverter = 0x1c,  ///< 0x0b listens to the microphone, 0x09 makes ready for it, 0 is off
    kClock4 = 0x1d,
    kConverterControl = 0x1e,
    kDataEndLow = 0x20,  ///< of the MP3 bytes' queue, as are the next seven: end, begin, marks
    kDataEndHigh = 0x21,
    kDataBeginLow = 0x22,
    kDataBeginHigh = 0x23,
    kDataHostMarkLow = 0x24,
    kDataHostMarkHigh = 0x25,
    kDataChipMarkLow = 0x26,
    kDataChipMarkHigh = 0x27,
    kInterrupts = 0x29,      ///< bit 4: recognition ended, bit 2: FIFO
    kInterruptFlags = 0x2b,  ///< bit 4: recognition ended, bit 3: internal error, bit 2: FIFO
    kPlay = 0x33,            ///< 1: plays MP3
    kMicrophoneGain = 0x35,  ///< 0x40 to 0x55 in a room, 0x10 to 0x2f where it is loud
    kTask = 0x37,            ///< 4 takes a phrase, 6 starts to listen
    kTextEndLow = 0x38,      ///< of the letters' queue, as are the next seven
    kTextEndHigh = 0x3a,
    kTextBeginLow = 0x3c,
    kTextBeginHigh = 0x3e,
    kTextHostMarkLow = 0x40,
    kTextHostMarkHigh = 0x42,
    kTextChipMarkLow = 0x44,
    kTextChipMarkHigh = 0x46,
    kPowerUp = 0x6f,
    kHeadphoneLeft = 0x81,
    kHeadphoneRight = 0x83,
    kFeedback = 0x85,
    kAnalog1 = 0x87,  ///< 0x78 applies the volume
    kAnalog2 = 0x89,
    kGain = 0x8d,
    kSpeaker = 0x8e,  ///< bits 5:2: 0 is the loudest, 15 the lowest volume
    kLineOut = 0x8f,
    kStatus = 0xb2,          ///< kLd3320Idle: takes a phrase or a start
    kVoiceThreshold = 0xb3,  ///< 1 to 80, lower hears more; 0x12 unless set
    kListenTime = 0xb8,      ///< s until it gives up; 60 unless set
    kPhraseLength = 0xb9,
    kCandidates = 0xba,  ///< 1 to 4 phrases may have been heard; bit 5: the MP3 data has been played
    kStop = 0xbc,        ///< 1: the MP3 data ends here
    kMode = 0xbd,        ///< 2: MP3, 0: recognition, 0x20: a step on the way to it
    kVerdict = 0xbf,     ///< kLd3320Heard: recognition ended well
    kPhraseIndex = 0xc1,
    kPhraseReserved = 0xc3,  ///< 0
    kBest = 0xc5,            ///< index of the likeliest phrase
    kReserved1 = 0xcb,
    kSleep = 0xcd,
    kPower = 0xcf,  ///< 0x43, and 0x4f when the clocks are set
};

inline constexpr SpiSettings kLd3320Spi{.mode = 2, .clock_hz = 1'000'000};
inline constexpr std::uint8_t kLd3320Write = 0x04, kLd3320Read = 0x05;           ///< first of the three bytes of each access
inline constexpr std::uint8_t kLd3320Idle = 0x21;                                ///< kStatus
inline constexpr std::uint8_t kLd3320Heard = 0x35;                               ///< kVerdict
inline constexpr std::uint8_t kLd3320Ended = 0x10, kLd3320InternalError = 0x08;  ///< kInterruptFlags
inline constexpr std::uint8_t kLd3320DataFull = 0x08;                            ///< kFifoStatus
inline constexpr std::uint8_t kLd3320Played = 0x20;                              ///< kCandidates

/// Values of kClock1 to kClock4 for a crystal: the three PLLs' dividers.
using Ld3320Clocks = std::array<std::uint8_t, 4>;

/// 2 to 34 MHz; 22.1184 MHz on the maker's board.
Ld3320Clocks listening_clocks(std::uint32_t crystal_hz) noexcept;
Ld3320Clocks playing_clocks(std::uint32_t crystal_hz) noexcept;

}  // namespace seqboard
