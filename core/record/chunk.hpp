// Samples on their way into a recording, until there are enough of them to be compressed together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/record/mcap_format.hpp"
#include "core/schema/ros2_definition.hpp"

namespace seqboard::record {

/// Where a message lies in its chunk.
struct ChunkEntry {
    std::uint64_t log_ns;
    std::uint32_t offset;
    std::uint16_t channel;
};

/// Its memory is made once, and adding to it neither allocates nor fails. Definitions come before the messages that use them
/// and go into the file outside of the chunk, so that a chunk that is damaged takes no others with it.
class Chunk {
public:
    /// Bytes of messages with their heads, at most kMaxFrameBlockBytes, and how many messages.
    Chunk(std::size_t bytes, std::size_t messages);

    /// What a slot's sample takes, its heads included.
    static constexpr std::size_t bytes_for(std::size_t sample_bytes) {
        return kRecordHeadBytes + kMessageHeadBytes + kCdrHeader.size() + sample_bytes;
    }

    /// For a message of so many bytes, its heads not counted.
    bool has_room(std::size_t payload_bytes) const noexcept;

    /// Only while has_room().
    void add(const McapMessage& message) noexcept;

    /// Data as it lies in a slot: kCdrHeader is put in front of it.
    void add_sample(const McapMessage& sample) noexcept;
    void clear() noexcept;

    std::span<const std::byte> records() const noexcept { return {bytes_.data(), used_}; }
    std::span<const ChunkEntry> entries() const noexcept { return entries_; }
    std::uint64_t start_ns() const noexcept { return start_ns_; }  ///< the earliest log time, 0 without messages
    std::uint64_t end_ns() const noexcept { return end_ns_; }
    bool empty() const noexcept { return entries_.empty(); }
    std::size_t capacity() const noexcept { return bytes_.size(); }

    McapDefinitions defined;
    std::vector<McapMetadata> metadata;
    std::vector<McapAttachment> attachments;
    bool ends_file = false;  ///< the next chunk begins another

private:
    std::byte* begin_message(const McapMessage& message, std::size_t data_bytes) noexcept;

    std::vector<std::byte> bytes_;
    std::size_t used_ = 0;
    std::vector<ChunkEntry> entries_;
    std::uint64_t start_ns_ = 0;
    std::uint64_t end_ns_ = 0;
};

}  // namespace seqboard::record
