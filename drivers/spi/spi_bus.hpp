// Four wires to one chip. One interface, whatever the kernel offers below it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace seqboard {

/// What became of a transfer. A chip that is not there is no outcome: SPI has no acknowledge, its answers are all ones or zeros then.
enum class SpiOutcome : std::uint8_t {
    kDone,
    kBusFault,     ///< the adapter gave up
    kUnsupported,  ///< longer than every adapter can, or empty
    kGone,         ///< the adapter, or the model, is not there any more: see reopen()
};

/// How a chip wants to be spoken to: 8 bits a word, the highest first, its select line active low.
struct SpiSettings {
    std::uint8_t mode = 0;  ///< 0 to 3: bit 1 is CPOL (the clock rests high), bit 0 is CPHA (taken at the clock's second edge)
    std::uint32_t clock_hz = 1'000'000;
};

/// As many bytes read as written, at the same time.
struct SpiSegment {
    std::span<const std::uint8_t> write{};  ///< empty: zeros, as many as are read
    std::span<std::uint8_t> read{};         ///< empty: what comes is dropped; else as long as `write`, unless that is empty
    bool deselect = false;                  ///< the select line goes up for a moment after this one; after the last one it does in any case

    std::size_t size() const noexcept { return write.empty() ? read.size() : write.size(); }
};

/// A chip on an open bus. No call allocates. One thread at a time.
class SpiBus {
public:
    /// In one transfer.
    static constexpr std::size_t kMostSegments = 64, kMostBytes = 2048;

    SpiBus() = default;
    SpiBus(const SpiBus&) = delete;
    SpiBus& operator=(const SpiBus&) = delete;
    virtual ~SpiBus() = default;

    /// All segments in one go, nobody else's in between: one system call, then as long as the wires take, 8 clocks for each byte.
    virtual SpiOutcome transfer(std::span<const SpiSegment> segments) noexcept = 0;

    /// Opens the bus again where it may have been lost. False: it is not there.
    virtual bool reopen() noexcept = 0;

protected:
    /// Within the limits, and every segment's two directions agree.
    static bool is_sound(std::span<const SpiSegment> segments) noexcept {
        std::size_t bytes = 0;
        for (const SpiSegment& segment : segments) {
            if (segment.size() == 0 || (!segment.read.empty() && segment.read.size() != segment.size())) return false;
            bytes += segment.size();
        }
        return !segments.empty() && segments.size() <= kMostSegments && bytes <= kMostBytes;
    }
};

}  // namespace seqboard
