// Writes an MCAP file: chunks with their indices, and at the end a summary by which readers find everything.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/record/chunk.hpp"
#include "core/record/field_writer.hpp"
#include "core/record/lz4_frame.hpp"
#include "core/record/recording_file.hpp"

namespace seqboard::record {

/// After each call the file ends with a whole record and is readable so far: one that was cut off is what a reader can repair. Every
/// call but the constructor throws what the file throws, after it has taken back what it had begun.
class McapWriter {
public:
    /// `max_chunk_bytes`: Chunk::capacity() of those that will come.
    explicit McapWriter(std::size_t max_chunk_bytes) : framer_{max_chunk_bytes} {}

    /// Begins a file with what every later chunk may refer to. The file outlives finish(), or the next begin().
    void begin(RecordingFile& file, const McapDefinitions& defined);

    /// Compressed, unless that makes it larger; on the medium when it returns.
    void add(const Chunk& chunk);
    void add(const McapMetadata& metadata);
    void add(const McapAttachment& attachment);

    /// The summary and the end of the file.
    void finish();

    std::uint64_t bytes() const noexcept { return position_; }
    std::uint64_t messages() const noexcept { return messages_; }

private:
    struct ChunkPlace {
        std::uint64_t start_ns, end_ns, at, bytes, index_bytes, compressed, uncompressed;
        bool is_compressed;
        std::vector<std::pair<std::uint16_t, std::uint64_t>> indices;  ///< of each channel, from the file's beginning
    };
    struct AttachmentPlace {
        std::uint64_t at, bytes, log_ns, data_bytes;
        std::string name, media_type;
    };
    struct MetadataPlace {
        std::uint64_t at, bytes;
        std::string name;
    };
    struct Group {
        McapOp op;
        std::uint64_t at, bytes;
    };

    /// Writes what is in fields_ and `more` behind it; all or nothing.
    void write(std::span<const std::byte> more = {});
    void define(const McapDefinitions& defined);
    ChunkPlace put_indices(const Chunk& chunk, std::uint64_t chunk_at, std::uint64_t chunk_bytes);
    void put_summary(std::uint64_t base);
    void put_statistics();
    void put_chunk_place(const ChunkPlace& place);

    Lz4Framer framer_;
    RecordingFile* file_ = nullptr;
    std::uint64_t position_ = 0;
    FieldWriter fields_;
    FieldWriter summary_;
    std::vector<ChunkEntry> sorted_;
    McapDefinitions defined_;
    std::vector<ChunkPlace> chunks_;
    std::vector<AttachmentPlace> attachments_;
    std::vector<MetadataPlace> metadata_;
    std::map<std::uint16_t, std::uint64_t> counts_;  ///< messages of each channel
    std::uint64_t messages_ = 0;
    std::uint64_t start_ns_ = 0;
    std::uint64_t end_ns_ = 0;
};

}  // namespace seqboard::record
