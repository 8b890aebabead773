// What a slot is, before and after it has its place in a segment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/message.hpp"
#include "core/slot/ring.hpp"
#include "core/time.hpp"

namespace seqboard {

inline constexpr std::size_t kDefaultCells = 4;

/// A slot as its owner declares it.
struct SlotSpec {
    std::string name;
    std::string message;  ///< the message's type name
    std::string schema;   ///< schema_text of the message
    std::uint64_t fingerprint = 0;
    std::uint32_t message_bytes = 0;      ///< a multiple of 4
    std::uint32_t cells = kDefaultCells;  ///< a power of two, 2 to 64
    bool notify = false;                  ///< each write wakes waiting readers: one system call a write
    Duration period = Duration::zero();   ///< how often it is written; zero: irregular
};

/// A slot found in a segment: every number in it has been checked against the segment's size.
struct SlotPlace : SlotSpec {
    std::uint32_t offset = 0;  ///< of the RingControl, from the start of the segment
};

template <Message T>
SlotSpec slot_spec(std::string_view name, std::size_t cells = kDefaultCells) {
    return {.name = std::string{name},
            .message = std::string{message_name<T>()},
            .schema = std::string{schema_text<T>()},
            .fingerprint = kFingerprint<T>,
            .message_bytes = sizeof(T),
            .cells = static_cast<std::uint32_t>(cells)};
}

}  // namespace seqboard
