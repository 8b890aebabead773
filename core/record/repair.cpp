#include "core/record/repair.hpp"

#include <algorithm>

#include "core/record/mcap_writer.hpp"

namespace seqboard::record {

namespace {

template <class T>
std::vector<T> values_of(const std::map<std::uint16_t, T>& by_id) {
    std::vector<T> values;
    for (const auto& [id, value] : by_id) values.push_back(value);
    return values;
}

/// Room for the largest chunk, or for what is written of it.
std::size_t chunk_bytes(const McapReader& file) {
    std::size_t largest = 0;
    for (const McapReader::ChunkPlace& place : file.chunks()) largest = std::max(largest, place.bytes);
    return std::min(largest, kMaxFrameBlockBytes);
}

}  // namespace

Repaired repair(const McapReader& damaged, RecordingFile& to) {
    const std::size_t bytes = chunk_bytes(damaged);
    McapWriter writer{bytes};
    writer.begin(to, {values_of(damaged.schemas()), values_of(damaged.channels())});
    for (const McapMetadata& metadata : damaged.metadata()) writer.add(metadata);
    Repaired repaired{.messages = 0, .lost = damaged.faults()};
    Chunk chunk{bytes, bytes / (kRecordHeadBytes + kMessageHeadBytes)};
    for (const McapReader::ChunkPlace& place : damaged.chunks()) {
        damaged.messages_of(place, [&](const McapMessage& message) {
            if (!chunk.has_room(message.data.size())) {
                writer.add(chunk);
                chunk.clear();
            }
            if (chunk.has_room(message.data.size())) chunk.add(message);
            else repaired.lost.push_back("a message of " + std::to_string(message.data.size()) + " bytes: larger than a chunk");
        });
        writer.add(chunk);
        chunk.clear();
    }
    for (const McapAttachment& attachment : damaged.attachments()) writer.add(attachment);
    McapMetadata report{.name = "repair", .values = {}};
    for (std::size_t i = 0; i < repaired.lost.size(); ++i) report.values["lost " + std::to_string(i + 1)] = repaired.lost[i];
    if (!repaired.lost.empty()) writer.add(report);
    writer.finish();
    repaired.messages = writer.messages();
    return repaired;
}

}  // namespace seqboard::record
