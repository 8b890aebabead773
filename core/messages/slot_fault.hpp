// Faults that a test puts into what nodes write: where `faults: allowed` stands in a node set, and nowhere else.
#pragma once

#include <bit>

#include "core/message.hpp"
#include "core/messages/operator_request.hpp"

namespace seqboard {

inline constexpr std::string_view kSlotFaultsSlot = "slot_faults";

enum class SlotFaultKind : std::uint8_t {
    kNone,
    kOff,           ///< nothing is written
    kStuck,         ///< the value of the fault's first sample, over and over
    kGarbage,       ///< random bits
    kNoise,         ///< normal deviates of `magnitude` are added
    kBias,          ///< `magnitude` is added
    kDrift,         ///< `magnitude` a second is added
    kSlow,          ///< one sample every `magnitude` seconds
    kDelayed,       ///< what was to be written `magnitude` seconds ago
    kIntermittent,  ///< samples are left out, with the fault's probability
    kScale,         ///< times `magnitude`
    kBurn,          ///< the node computes for `magnitude` seconds in each step, for nothing
    kExit,          ///< the node ends with exit code `magnitude`
};

/// One fault. Its samples are drawn by its seed, so that the same run has the same.
struct SlotFault {
    std::uint32_t id = 0;  ///< zero: none
    std::uint32_t seed = 0;
    float probability_ratio = 1;       ///< of each sample to be hit
    std::uint32_t magnitude_bits = 0;  ///< a float's, in the unit of the field: no suffix can name it
    NameText target{};                 ///< the slot; of kBurn and kExit the node
    std::uint32_t offset = 0;          ///< of the field
    std::uint32_t bytes = 0;           ///< of the field; zero: the whole message
    std::uint32_t scalar = 0;          ///< ScalarKind of the field
    SlotFaultKind kind = SlotFaultKind::kNone;
    std::array<std::uint8_t, 3> reserved{};

    float magnitude() const noexcept { return std::bit_cast<float>(magnitude_bits); }
};
SEQBOARD_MESSAGE(SlotFault, id, seed, probability_ratio, magnitude_bits, target, offset, bytes, scalar, kind, reserved);

inline constexpr std::size_t kMostSlotFaults = 8;

/// In the slot slot_faults: all that hold now.
struct SlotFaults {
    std::array<SlotFault, kMostSlotFaults> faults{};
};
SEQBOARD_MESSAGE(SlotFaults, faults);

/// In the slot <node>.faults: how often each was applied in this node, by its place in SlotFaults.
struct SlotFaultCounts {
    std::array<std::uint32_t, kMostSlotFaults> id{};
    std::array<std::uint32_t, kMostSlotFaults> applied{};
};
SEQBOARD_MESSAGE(SlotFaultCounts, id, applied);

}  // namespace seqboard
