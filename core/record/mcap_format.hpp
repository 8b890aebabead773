// The records of an MCAP file, version 0: https://mcap.dev/spec
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace seqboard::record {

inline constexpr std::array<std::uint8_t, 8> kMcapMagic = {0x89, 'M', 'C', 'A', 'P', 0x30, '\r', '\n'};

enum class McapOp : std::uint8_t {
    kHeader = 0x01,
    kFooter = 0x02,
    kSchema = 0x03,
    kChannel = 0x04,
    kMessage = 0x05,
    kChunk = 0x06,
    kMessageIndex = 0x07,
    kChunkIndex = 0x08,
    kAttachment = 0x09,
    kAttachmentIndex = 0x0a,
    kStatistics = 0x0b,
    kMetadata = 0x0c,
    kMetadataIndex = 0x0d,
    kSummaryOffset = 0x0e,
    kDataEnd = 0x0f,
};

/// In front of each record: its op and the 64-bit length of what follows.
inline constexpr std::size_t kRecordHeadBytes = 9;

/// Of a message, before its data: channel, sequence, log time, publish time.
inline constexpr std::size_t kMessageHeadBytes = 22;

using KeyValues = std::map<std::string, std::string>;

struct McapSchema {
    std::uint16_t id = 0;  ///< from 1
    std::string name;
    std::string encoding;
    std::string text;
};

struct McapChannel {
    std::uint16_t id = 0;
    std::uint16_t schema = 0;
    std::string topic;
    std::string encoding;
    KeyValues metadata;
};

/// What a file has to say before the messages that use it.
struct McapDefinitions {
    std::vector<McapSchema> schemas;
    std::vector<McapChannel> channels;

    bool empty() const noexcept { return schemas.empty() && channels.empty(); }
    void add(const McapDefinitions& more) {
        schemas.insert(schemas.end(), more.schemas.begin(), more.schemas.end());
        channels.insert(channels.end(), more.channels.begin(), more.channels.end());
    }
};

/// `data` belongs to whoever gave the message.
struct McapMessage {
    std::uint16_t channel = 0;
    std::uint32_t sequence = 0;
    std::uint64_t log_ns = 0;
    std::uint64_t publish_ns = 0;
    std::span<const std::byte> data;
};

struct McapMetadata {
    std::string name;
    KeyValues values;
};

struct McapAttachment {
    std::uint64_t log_ns = 0;
    std::string name;
    std::string media_type;
    std::vector<std::byte> data;
};

}  // namespace seqboard::record
