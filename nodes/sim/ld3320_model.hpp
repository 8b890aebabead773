// An LD3320 as its register machine: the real driver talks to it over an emulated SPI bus and emulated lines.
#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "drivers/ld3320_phrase.hpp"
#include "drivers/ld3320_registers.hpp"

namespace seqboard::sim {

/// What can be wrong with it; a parameter of the simulator, so the numbers are an interface. All last until they are taken back.
enum class VoiceFault : int {
    kNone = 0,
    kUnplugged = 1,      ///< every byte read is 0xff; back on its plug it wants its start again
    kStuckBusy = 2,      ///< never idle again, and deaf
    kInternalError = 3,  ///< says so, and recognises nothing
    kNoInterrupt = 4,    ///< the line INTB stays high
};

/// It hears and plays only when it was started in the right order: woken up after a reset, its clocks set for its crystal, the task given
/// when it is idle. Times are round figures of the chip's order: 3 ms for a phrase to be taken, 5 ms to wake up.
class Ld3320Model {
public:
    using Write = std::pair<Ld3320Register, std::uint8_t>;

    /// `reset` and `interrupt` are lines of `bank`.
    Ld3320Model(EmulatedGpioBank& bank, std::size_t reset, std::size_t interrupt, std::uint32_t crystal_hz = 22'118'400);

    /// Lets time pass.
    void step(Duration time);

    /// What a driver did to a line of the bank; other lines than its own do not matter.
    void handle(const EmulatedGpioBank::Change& change);

    /// What the SPI chip calls, from its own thread.
    void select(std::span<const std::uint8_t> written, std::span<std::uint8_t> read);

    /// Somebody says the phrase with this index. False: it does not listen. A phrase that it does not know is noise to it.
    bool say(std::uint8_t index);

    /// The time to listen is over, without a word; a minute, unless it was told another.
    void give_up();

    void set_fault(VoiceFault fault);

    std::vector<Ld3320Phrase> phrases() const;  ///< that it knows
    std::vector<Write> writes() const;          ///< all since the last reset, in order
    std::vector<std::uint8_t> played() const;   ///< MP3 bytes, all so far
    bool is_listening() const;
    unsigned dropouts() const;    ///< times that it had nothing to play in the middle of a clip
    unsigned lost_bytes() const;  ///< written into a full queue

private:
    static constexpr unsigned kQueueBytes = 0x7f0, kMark = 0x377;
    static constexpr float kBytesPerSecond = 4000;  // 32 kbit/s

    void power_on();
    void write(Ld3320Register which, std::uint8_t value);
    void give_task(std::uint8_t task);
    void feed(std::uint8_t byte);
    void listen_on(Duration time);
    void end(std::uint8_t verdict, std::uint8_t candidates);
    void interrupt();
    void settle();
    bool clocks_are(const Ld3320Clocks& clocks) const;
    std::uint8_t& at(Ld3320Register which) { return registers_[static_cast<std::size_t>(which)]; }
    std::uint8_t at(Ld3320Register which) const { return registers_[static_cast<std::size_t>(which)]; }

    mutable std::mutex mutex_;  ///< between the simulator and the bus's thread
    EmulatedGpioBank& bank_;
    std::size_t reset_, interrupt_;
    std::uint32_t crystal_hz_;
    std::array<std::uint8_t, 256> registers_{};
    std::vector<Write> writes_;
    std::vector<Ld3320Phrase> phrases_;
    std::string letters_;
    std::vector<std::uint8_t> queue_, played_;
    float to_play_ = 0;  ///< bytes, the fraction of one kept
    Duration busy_{}, listened_{};
    unsigned dropouts_ = 0, lost_bytes_ = 0;
    bool in_reset_ = true;
    bool awake_ = false;
    bool listening_ = false;
    VoiceFault fault_ = VoiceFault::kNone;
};

}  // namespace seqboard::sim
