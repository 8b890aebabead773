// An LD3320 (recognises spoken phrases, plays MP3) on SPI.
#pragma once

#include <bitset>
#include <memory>
#include <optional>
#include <string>

#include "core/time.hpp"
#include "drivers/gpio/gpio_lines.hpp"
#include "drivers/ld3320_script.hpp"
#include "drivers/spi/spi_bus.hpp"

namespace seqboard {

/// How the chip is wired.
struct Ld3320Wiring {
    std::string spi;            ///< see open_spi()
    std::string gpio = "auto";  ///< see open_gpio()
    std::string reset;          ///< the line RSTB
    std::string interrupt;      ///< the line INTB; empty: the chip is asked ten times a second
};

/// What it is wired to, open. The reset line is an output, active: high; the interrupt line may be missing.
struct Ld3320Ports {
    std::unique_ptr<SpiBus> bus;
    std::unique_ptr<GpioLines> reset, interrupt;
};

enum class Ld3320State : std::uint8_t {
    kOff,  ///< not told to do anything yet, or done with what it was told
    kStarting,
    kListening,
    kPlaying,
    kFailed,  ///< see fault()
};

enum class Ld3320Event : std::uint8_t {
    kNone,
    kHeard,         ///< see heard_index()
    kNothingHeard,  ///< the time to listen is over, or it was none of the phrases
    kPlayed,        ///< the whole clip
    kFailed,        ///< see fault()
};

enum class Ld3320Fault : std::uint8_t {
    kNone,
    kGone,      ///< the bus or the line is not there any more
    kSilent,    ///< nobody answers on it: no power, a broken wire
    kBusy,      ///< the chip has hung
    kInternal,  ///< the chip says that it has failed
};

struct Ld3320Counts {
    std::uint32_t heard = 0;
    std::uint32_t nothing_heard = 0;
    std::uint32_t played = 0;
    std::uint32_t faults = 0;
    std::uint32_t missed_interrupts = 0;  ///< the chip had news, and the line at its INTB was high
};

/// A state machine that poll() moves on. No call waits but for the wires: delays of the chip's start pass between polls. Whatever it is
/// told, it begins with a reset: half a second for five phrases at 100 polls a second. It does one thing at a time: after an event, and
/// after a fault, the chip is held in reset until it is told what to do. One thread.
class Ld3320 {
public:
    /// Opens bus and lines and holds the chip in reset. Throws StartError: as open_spi(), open_gpio() and check_phrases() do; kConfig
    /// for a crystal that the chip does not take.
    Ld3320(const Ld3320Wiring& wiring, const Ld3320Config& config);
    /// On ports that are open, with the chip in reset. Throws StartError for what is wrong with `config`.
    Ld3320(Ld3320Ports ports, const Ld3320Config& config);
    ~Ld3320();
    Ld3320(const Ld3320&) = delete;
    Ld3320& operator=(const Ld3320&) = delete;

    /// Starts to listen for the phrases, whatever it did before. Once for each phrase heard. The chip gives up after `listen_s`; one that
    /// has not two seconds later has hung.
    void listen() noexcept;

    /// Starts to play `clip`, MP3 data that outlives the playing; 16 to 32 kbit/s at 50 polls a second.
    void play(std::span<const std::uint8_t> clip) noexcept;

    /// Costs a system call; up to five transfers of 1.6 ms each while it starts or plays.
    Ld3320Event poll(Time now) noexcept;

    Ld3320State state() const noexcept { return state_; }
    Ld3320Fault fault() const noexcept { return fault_; }
    std::uint8_t heard_index() const noexcept { return heard_index_; }  ///< of the phrase heard last
    const Ld3320Counts& counts() const noexcept { return counts_; }

private:
    enum class Progress : std::uint8_t { kWaits, kDone, kFailed };

    void begin(std::span<const Ld3320Step> script, Ld3320State then) noexcept;
    Progress run(Time now) noexcept;
    Progress do_step(const Ld3320Step& step, Time now) noexcept;
    Progress await_idle(Time now) noexcept;
    bool write_some() noexcept;
    bool write(std::span<const Ld3320Step> steps) noexcept;
    std::optional<std::uint8_t> read(Ld3320Register which) noexcept;
    Ld3320Event look_for_phrase(Time now) noexcept;
    Ld3320Event feed(Time now) noexcept;
    bool feed_batch() noexcept;
    Ld3320Event look_for_end(Time now) noexcept;
    bool is_due(Time now) noexcept;
    void check_interrupt() noexcept;
    Ld3320Event fail(Ld3320Fault fault) noexcept;
    Ld3320Event finish(Ld3320Event event) noexcept;

    Ld3320Ports ports_;
    std::bitset<256> indices_;  ///< of the phrases
    Duration longest_listening_;
    std::vector<Ld3320Step> listening_, playing_;
    std::span<const Ld3320Step> script_;  ///< what is left of it
    std::optional<Time> since_;           ///< of what is waited for
    Ld3320State state_ = Ld3320State::kOff, then_ = Ld3320State::kOff;
    Ld3320Fault fault_ = Ld3320Fault::kNone;
    std::span<const std::uint8_t> clip_;  ///< what is left of it
    bool data_full_ = false;
    bool is_playing_ = false;  ///< the first bytes were in the queue
    bool is_ending_ = false;   ///< all bytes are
    Time looked_{};
    std::uint8_t heard_index_ = 0;
    Ld3320Counts counts_;
};

/// "does not answer": to follow the chip's name in a log line.
const char* text_of(Ld3320Fault fault) noexcept;

}  // namespace seqboard
