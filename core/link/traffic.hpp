// What one end of a link has counted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/link/byte_reader.hpp"
#include "core/link/byte_writer.hpp"

namespace seqboard::link {

struct Traffic {
    std::uint32_t frames_sent = 0;
    std::uint32_t frames_received = 0;
    std::uint32_t frames_lost = 0;     ///< gaps in the sender's numbers: lost, or later than a frame sent after them
    std::uint32_t frames_refused = 0;  ///< of another session, or not what its type should be
    std::uint32_t crc_errors = 0;
    std::uint32_t skipped_bytes = 0;  ///< belonged to no frame
    std::uint32_t repeats = 0;        ///< plant: steps asked for again; board: answers given again
    bool operator==(const Traffic&) const = default;
};

namespace detail {

/// In the order of the payload of a STATS.
template <class T, class Visit>
void each_count(T& traffic, Visit visit) {
    visit(traffic.frames_sent), visit(traffic.frames_received), visit(traffic.frames_lost), visit(traffic.frames_refused);
    visit(traffic.crc_errors), visit(traffic.skipped_bytes), visit(traffic.repeats);
}

}  // namespace detail

inline void put_traffic(const Traffic& traffic, ByteWriter& writer) {
    detail::each_count(traffic, [&](std::uint32_t count) { writer.put(count); });
}

inline std::optional<Traffic> take_traffic(std::span<const std::uint8_t> payload) {
    ByteReader reader{payload};
    Traffic traffic;
    detail::each_count(traffic, [&](std::uint32_t& count) { count = reader.take<std::uint32_t>(); });
    if (!reader.at_end()) return std::nullopt;
    return traffic;
}

}  // namespace seqboard::link
