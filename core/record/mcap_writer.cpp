#include "core/record/mcap_writer.hpp"

#include <algorithm>
#include <tuple>

#include "core/exit_code.hpp"
#include "core/record/crc32.hpp"

namespace seqboard::record {

namespace {

constexpr std::string_view kProfile = "ros2";
constexpr std::string_view kLibrary = "seqboard";
constexpr std::string_view kLz4 = "lz4";

void put(FieldWriter& to, const McapSchema& schema) {
    to.record(McapOp::kSchema, [&] {
        to.number(schema.id);
        to.text(schema.name);
        to.text(schema.encoding);
        to.text(schema.text);
    });
}

void put(FieldWriter& to, const McapChannel& channel) {
    to.record(McapOp::kChannel, [&] {
        to.number(channel.id);
        to.number(channel.schema);
        to.text(channel.topic);
        to.text(channel.encoding);
        to.map(channel.metadata);
    });
}

std::span<const std::byte> magic() { return std::as_bytes(std::span{kMcapMagic}); }

}  // namespace

void McapWriter::begin(RecordingFile& file, const McapDefinitions& defined) {
    file_ = &file;
    position_ = messages_ = start_ns_ = end_ns_ = 0;
    defined_ = {};
    chunks_.clear();
    attachments_.clear();
    metadata_.clear();
    counts_.clear();
    fields_.clear();
    fields_.raw(magic());
    fields_.record(McapOp::kHeader, [&] {
        fields_.text(kProfile);
        fields_.text(kLibrary);
    });
    write();
    define(defined);
}

void McapWriter::write(std::span<const std::byte> more) {
    try {
        file_->append(fields_.bytes());
        file_->append(more);
        position_ += fields_.bytes().size() + more.size();
    } catch (const StartError&) {
        file_->cut(position_);
        throw;
    }
}

void McapWriter::define(const McapDefinitions& defined) {
    if (defined.empty()) return;
    fields_.clear();
    for (const McapSchema& schema : defined.schemas) put(fields_, schema);
    for (const McapChannel& channel : defined.channels) put(fields_, channel);
    write();
    defined_.add(defined);
}

void McapWriter::add(const Chunk& chunk) {
    define(chunk.defined);
    if (chunk.empty()) return;
    std::span<const std::byte> records = framer_.frame(chunk.records());
    const bool compressed = records.size() < chunk.records().size();
    if (!compressed) records = chunk.records();
    fields_.clear();
    const std::string_view compression = compressed ? kLz4 : "";
    constexpr std::size_t kNumbers = 8 + 8 + 8 + 4 + 4 + 8;
    fields_.number(static_cast<std::uint8_t>(McapOp::kChunk));
    fields_.number(std::uint64_t{kNumbers + compression.size() + records.size()});
    fields_.number(chunk.start_ns());
    fields_.number(chunk.end_ns());
    fields_.number(std::uint64_t{chunk.records().size()});
    fields_.number(crc32(chunk.records()));
    fields_.text(compression);
    fields_.number(std::uint64_t{records.size()});
    const std::uint64_t at = position_;
    write(records);
    ChunkPlace place = put_indices(chunk, at, position_ - at);
    place.compressed = records.size();
    place.is_compressed = compressed;
    chunks_.push_back(std::move(place));
    start_ns_ = messages_ == 0 ? chunk.start_ns() : std::min(start_ns_, chunk.start_ns());
    end_ns_ = std::max(end_ns_, chunk.end_ns());
    messages_ += chunk.entries().size();
    for (const ChunkEntry& entry : chunk.entries()) ++counts_[entry.channel];
    file_->sync();
}

McapWriter::ChunkPlace McapWriter::put_indices(const Chunk& chunk, std::uint64_t chunk_at, std::uint64_t chunk_bytes) {
    ChunkPlace place{.start_ns = chunk.start_ns(),
                     .end_ns = chunk.end_ns(),
                     .at = chunk_at,
                     .bytes = chunk_bytes,
                     .index_bytes = 0,
                     .compressed = 0,
                     .uncompressed = chunk.records().size(),
                     .is_compressed = false,
                     .indices = {}};
    sorted_.assign(chunk.entries().begin(), chunk.entries().end());
    std::sort(sorted_.begin(), sorted_.end(), [](const ChunkEntry& a, const ChunkEntry& b) {
        return std::tie(a.channel, a.log_ns, a.offset) < std::tie(b.channel, b.log_ns, b.offset);
    });
    fields_.clear();
    for (std::size_t i = 0; i < sorted_.size();) {
        const std::uint16_t channel = sorted_[i].channel;
        place.indices.emplace_back(channel, position_ + fields_.bytes().size());
        fields_.record(McapOp::kMessageIndex, [&] {
            fields_.number(channel);
            fields_.counted([&] {
                for (; i < sorted_.size() && sorted_[i].channel == channel; ++i) {
                    fields_.number(sorted_[i].log_ns);
                    fields_.number(std::uint64_t{sorted_[i].offset});
                }
            });
        });
    }
    place.index_bytes = fields_.bytes().size();
    write();
    return place;
}

void McapWriter::add(const McapMetadata& metadata) {
    fields_.clear();
    fields_.record(McapOp::kMetadata, [&] {
        fields_.text(metadata.name);
        fields_.map(metadata.values);
    });
    const std::uint64_t at = position_;
    write();
    metadata_.push_back({at, position_ - at, metadata.name});
}

void McapWriter::add(const McapAttachment& attachment) {
    fields_.clear();
    fields_.record(McapOp::kAttachment, [&] {
        fields_.number(attachment.log_ns);
        fields_.number(std::uint64_t{0});  // when it was made: not known
        fields_.text(attachment.name);
        fields_.text(attachment.media_type);
        fields_.number(std::uint64_t{attachment.data.size()});
        fields_.raw(attachment.data);
        fields_.number(crc32(fields_.bytes().subspan(kRecordHeadBytes)));
    });
    const std::uint64_t at = position_;
    write();
    attachments_.push_back({at, position_ - at, attachment.log_ns, attachment.data.size(), attachment.name, attachment.media_type});
}

void McapWriter::put_statistics() {
    summary_.record(McapOp::kStatistics, [&] {
        summary_.number(messages_);
        summary_.number(static_cast<std::uint16_t>(defined_.schemas.size()));
        summary_.number(static_cast<std::uint32_t>(defined_.channels.size()));
        summary_.number(static_cast<std::uint32_t>(attachments_.size()));
        summary_.number(static_cast<std::uint32_t>(metadata_.size()));
        summary_.number(static_cast<std::uint32_t>(chunks_.size()));
        summary_.number(start_ns_);
        summary_.number(end_ns_);
        summary_.counted([&] {
            for (const auto& [channel, count] : counts_) {
                summary_.number(channel);
                summary_.number(count);
            }
        });
    });
}

void McapWriter::put_chunk_place(const ChunkPlace& place) {
    summary_.record(McapOp::kChunkIndex, [&] {
        summary_.number(place.start_ns);
        summary_.number(place.end_ns);
        summary_.number(place.at);
        summary_.number(place.bytes);
        summary_.counted([&] {
            for (const auto& [channel, at] : place.indices) {
                summary_.number(channel);
                summary_.number(at);
            }
        });
        summary_.number(place.index_bytes);
        summary_.text(place.is_compressed ? kLz4 : "");
        summary_.number(place.compressed);
        summary_.number(place.uncompressed);
    });
}

/// Records of one kind side by side, then where each kind lies.
void McapWriter::put_summary(std::uint64_t base) {
    std::vector<Group> groups;
    const auto group = [&](McapOp op, const auto& list, auto&& put_one) {
        const std::uint64_t at = base + summary_.bytes().size();
        for (const auto& one : list) put_one(one);
        if (!list.empty()) groups.push_back({op, at, base + summary_.bytes().size() - at});
    };
    group(McapOp::kSchema, defined_.schemas, [&](const McapSchema& schema) { put(summary_, schema); });
    group(McapOp::kChannel, defined_.channels, [&](const McapChannel& channel) { put(summary_, channel); });
    group(McapOp::kStatistics, std::array{0}, [&](int) { put_statistics(); });
    group(McapOp::kChunkIndex, chunks_, [&](const ChunkPlace& place) { put_chunk_place(place); });
    group(McapOp::kAttachmentIndex, attachments_, [&](const AttachmentPlace& place) {
        summary_.record(McapOp::kAttachmentIndex, [&] {
            summary_.number(place.at);
            summary_.number(place.bytes);
            summary_.number(place.log_ns);
            summary_.number(std::uint64_t{0});
            summary_.number(place.data_bytes);
            summary_.text(place.name);
            summary_.text(place.media_type);
        });
    });
    group(McapOp::kMetadataIndex, metadata_, [&](const MetadataPlace& place) {
        summary_.record(McapOp::kMetadataIndex, [&] {
            summary_.number(place.at);
            summary_.number(place.bytes);
            summary_.text(place.name);
        });
    });
    const std::uint64_t offsets_at = base + summary_.bytes().size();
    for (const Group& known : groups)
        summary_.record(McapOp::kSummaryOffset, [&] {
            summary_.number(static_cast<std::uint8_t>(known.op));
            summary_.number(known.at);
            summary_.number(known.bytes);
        });
    constexpr std::uint64_t kFooterBytes = 8 + 8 + 4;
    summary_.number(static_cast<std::uint8_t>(McapOp::kFooter));
    summary_.number(kFooterBytes);
    summary_.number(base);
    summary_.number(offsets_at);
    summary_.number(crc32(summary_.bytes()));
    summary_.raw(magic());
}

void McapWriter::finish() {
    fields_.clear();
    fields_.record(McapOp::kDataEnd, [&] { fields_.number(std::uint32_t{0}); });  // no sum: each chunk has its own
    summary_.clear();
    put_summary(position_ + fields_.bytes().size());
    write(summary_.bytes());
    file_->sync();
}

}  // namespace seqboard::record
