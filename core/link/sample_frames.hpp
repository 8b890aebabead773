// Samples in frames: SENSORS, ACTUATORS and TRUTH.
//
//     part u8 | parts u8 | fields u32 | for each set bit of `fields`, from the lowest: age_us u32, source_age_us u32, the message's bytes
//
// Part and parts count the frames of one side in one step, so that the other knows when it has all. In a board's answer ACTUATORS and TRUTH
// are counted together.
#pragma once

#include <array>
#include <optional>

#include "core/link/outbox.hpp"
#include "core/link/sample_table.hpp"

namespace seqboard::link {

inline constexpr std::size_t kPartBytes = 6;
inline constexpr std::size_t kSampleHeadBytes = 8;
inline constexpr std::size_t kMaxSampleBytes = kMaxPayloadBytes - kPartBytes - kSampleHeadBytes;
inline constexpr unsigned kMaxParts = 64;

/// Which part of how many.
struct Part {
    std::uint8_t number = 0;
    std::uint8_t of = 0;
};

/// Puts the fresh samples of one side's step into frames.
class SamplePacker {
public:
    /// Frames that the table's fresh samples need; `at_least` 1 for an answer, which is also the word that the step is done.
    static unsigned parts_of(const SampleTable& table, unsigned at_least = 0) noexcept;

    SamplePacker(Outbox& out, const Frame& head, unsigned parts) : out_{out}, head_{head}, parts_{parts} {}

    /// Adds the parts_of(table, at_least) frames; the sequence number of `head` counts on.
    void add(FrameType type, const SampleTable& table, unsigned at_least = 0);

    std::uint16_t next_sequence() const noexcept { return head_.sequence; }

private:
    Outbox& out_;
    Frame head_;
    unsigned parts_;
    unsigned part_ = 0;
    std::array<std::uint8_t, kMaxPayloadBytes> payload_;
};

/// Takes the samples of a payload into the table. Nothing, and the table unchanged, if it is not what a packer for such a table makes.
std::optional<Part> unpack_samples(std::span<const std::uint8_t> payload, SampleTable& table);

/// The set of parts that have come.
class PartSet {
public:
    void clear() noexcept { seen_ = 0; }
    void add(Part part) noexcept { seen_ |= std::uint64_t{1} << part.number; }
    bool has_all(unsigned parts) const noexcept {
        return seen_ == (parts >= kMaxParts ? ~std::uint64_t{0} : (std::uint64_t{1} << parts) - 1);
    }

private:
    std::uint64_t seen_ = 0;
};

}  // namespace seqboard::link
