// Reads MCAP files from their beginning, whole ones and those that were cut off.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/record/mcap_format.hpp"

namespace seqboard::record {

/// Everything but the messages, and where these are. Goes by the records alone, not by the summary, so that it reads a file that has
/// none. Any bytes may be given; they outlive the reader.
class McapReader {
public:
    /// Throws StartError{kBadSegment} for bytes that do not begin as an MCAP file does.
    McapReader(std::string name, std::span<const std::byte> bytes);

    /// A chunk that is whole: its sum is right.
    struct ChunkPlace {
        std::uint64_t at;  ///< of its record, from the file's beginning
        std::uint64_t start_ns, end_ns;
        std::size_t bytes;  ///< of its records, uncompressed
        std::uint64_t messages;
    };

    const std::string& name() const noexcept { return name_; }
    const std::map<std::uint16_t, McapSchema>& schemas() const noexcept { return schemas_; }
    const std::map<std::uint16_t, McapChannel>& channels() const noexcept { return channels_; }
    const std::vector<McapMetadata>& metadata() const noexcept { return metadata_; }
    const std::vector<McapAttachment>& attachments() const noexcept { return attachments_; }
    const std::vector<ChunkPlace>& chunks() const noexcept { return chunks_; }

    /// What is wrong with the file, for people, one line each; empty: it is whole, down to its last byte.
    const std::vector<std::string>& faults() const noexcept { return faults_; }

    /// Calls `each(message)` for every message, chunk by chunk as recorded. The data lives until `each` returns.
    template <class Each>
    void messages(Each&& each) const {
        for (const ChunkPlace& chunk : chunks_) messages_of(chunk, each);
    }
    template <class Each>
    void messages_of(const ChunkPlace& chunk, Each&& each) const {
        const std::vector<std::byte> records = *records_of(chunk.at);
        for (std::span<const std::byte> rest{records}; !rest.empty();)
            if (const std::optional<McapMessage> message = next_message(rest)) each(*message);
    }

private:
    struct Record {
        McapOp op;
        std::span<const std::byte> content;
    };
    std::optional<Record> next_record(std::uint64_t& at) const;
    void take(const Record& record, std::uint64_t at);
    void take_chunk(const Record& record, std::uint64_t at);
    void take_definition(const Record& record);
    bool ends_well(std::uint64_t at) const;
    /// The uncompressed records of the chunk at this byte; nothing if they are damaged.
    std::optional<std::vector<std::byte>> records_of(std::uint64_t at) const;
    std::optional<McapMessage> next_message(std::span<const std::byte>& rest) const;

    std::string name_;
    std::span<const std::byte> bytes_;
    std::map<std::uint16_t, McapSchema> schemas_;
    std::map<std::uint16_t, McapChannel> channels_;
    std::vector<McapMetadata> metadata_;
    std::vector<McapAttachment> attachments_;
    std::vector<ChunkPlace> chunks_;
    std::vector<std::string> faults_;
};

}  // namespace seqboard::record
