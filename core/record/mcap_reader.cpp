#include "core/record/mcap_reader.hpp"

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/record/crc32.hpp"
#include "core/record/field_reader.hpp"
#include "core/record/lz4_frame.hpp"

namespace seqboard::record {

namespace {

/// LZ4 makes at most 255 bytes of one: a chunk that says more is damaged.
constexpr std::uint64_t kMostBytesOfOne = 255;

bool begins_with_magic(std::span<const std::byte> bytes) {
    const auto magic = std::as_bytes(std::span{kMcapMagic});
    return bytes.size() >= magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin());
}

std::string bytes_text(std::uint64_t bytes) { return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes"); }

std::string seconds_text(std::uint64_t ns) {
    const std::string thousandths = std::to_string(1000 + ns / 1'000'000 % 1000);
    return std::to_string(ns / 1'000'000'000) + "." + thousandths.substr(1) + " s";
}

/// What the head of a chunk says of it, also when the rest is missing.
std::string time_text(std::span<const std::byte> content) {
    FieldReader fields{content};
    const auto start = fields.number<std::uint64_t>();
    const auto end = fields.number<std::uint64_t>();
    return fields.good() ? ", with what was said from " + seconds_text(start) + " to " + seconds_text(end) : "";
}

}  // namespace

McapReader::McapReader(std::string name, std::span<const std::byte> bytes) : name_{std::move(name)}, bytes_{bytes} {
    if (!begins_with_magic(bytes_)) throw StartError{ExitCode::kBadSegment, "'" + name_ + "' is no MCAP file: it does not begin as one"};
    std::uint64_t at = kMcapMagic.size();
    while (at < bytes_.size()) {
        const std::uint64_t begin = at;
        const std::optional<Record> record = next_record(at);
        if (!record) {
            const auto rest = bytes_.subspan(static_cast<std::size_t>(begin));
            const bool is_chunk = static_cast<McapOp>(rest.front()) == McapOp::kChunk;
            faults_.push_back("the last " + bytes_text(rest.size()) + " (from byte " + std::to_string(begin) + ") are a " +
                              (is_chunk ? "chunk" : "record") + " that was cut off" +
                              (is_chunk ? time_text(rest.subspan(std::min(kRecordHeadBytes, rest.size()))) : ""));
            return;
        }
        if (record->op == McapOp::kDataEnd) {
            if (!ends_well(at)) faults_.push_back("the summary behind byte " + std::to_string(at) + " is cut off or damaged");
            return;
        }
        take(*record, begin);
    }
    faults_.push_back("it ends at byte " + std::to_string(at) + " without a summary: the recorder was ended before it could write one");
}

std::optional<McapReader::Record> McapReader::next_record(std::uint64_t& at) const {
    FieldReader fields{bytes_.subspan(static_cast<std::size_t>(at))};
    const auto op = static_cast<McapOp>(fields.number<std::uint8_t>());
    const auto length = fields.number<std::uint64_t>();
    const auto content = fields.take(length);
    if (!fields.good()) return std::nullopt;
    at += kRecordHeadBytes + length;
    return Record{op, content};
}

/// Whether the footer's sum fits what stands between the end of the data, at this byte, and it.
bool McapReader::ends_well(std::uint64_t at) const {
    constexpr std::size_t kSumAndMagic = 4 + kMcapMagic.size();
    const auto summary = bytes_.subspan(static_cast<std::size_t>(at));
    if (summary.size() < kSumAndMagic || !begins_with_magic(summary.last(kMcapMagic.size()))) return false;
    const auto sum = FieldReader{summary.last(kSumAndMagic)}.number<std::uint32_t>();
    return sum == 0 || sum == crc32(summary.first(summary.size() - kSumAndMagic));
}

void McapReader::take(const Record& record, std::uint64_t at) {
    FieldReader fields{record.content};
    switch (record.op) {
        case McapOp::kSchema:
        case McapOp::kChannel: return take_definition(record);
        case McapOp::kChunk: return take_chunk(record, at);
        case McapOp::kMetadata: {
            McapMetadata metadata{.name = fields.text(), .values = fields.map()};
            if (fields.good()) return metadata_.push_back(std::move(metadata));
            break;
        }
        case McapOp::kAttachment: {
            McapAttachment attachment{.log_ns = fields.number<std::uint64_t>(), .name = {}, .media_type = {}, .data = {}};
            fields.number<std::uint64_t>();
            attachment.name = fields.text();
            attachment.media_type = fields.text();
            const auto data = fields.take(fields.number<std::uint64_t>());
            attachment.data.assign(data.begin(), data.end());
            const auto sum = fields.number<std::uint32_t>();
            if (fields.good() && (sum == 0 || sum == crc32(record.content.first(record.content.size() - sizeof sum))))
                return attachments_.push_back(std::move(attachment));
            break;
        }
        default: return;  // indices say nothing that the records do not
    }
    faults_.push_back("the record at byte " + std::to_string(at) + " is damaged");
}

void McapReader::take_definition(const Record& record) {
    FieldReader fields{record.content};
    const auto id = fields.number<std::uint16_t>();
    if (record.op == McapOp::kSchema) {
        McapSchema schema{.id = id, .name = fields.text(), .encoding = fields.text(), .text = fields.text()};
        if (fields.good() && id != 0) schemas_.emplace(id, std::move(schema));
    } else if (record.op == McapOp::kChannel) {
        const auto schema = fields.number<std::uint16_t>();
        McapChannel channel{.id = id, .schema = schema, .topic = fields.text(), .encoding = fields.text(), .metadata = fields.map()};
        if (fields.good()) channels_.emplace(id, std::move(channel));
    }
}

void McapReader::take_chunk(const Record& record, std::uint64_t at) {
    const std::optional<std::vector<std::byte>> records = records_of(at);
    if (!records) {
        faults_.push_back("the chunk at byte " + std::to_string(at) + " is damaged" + time_text(record.content));
        return;
    }
    FieldReader fields{record.content};
    ChunkPlace place{.at = at,
                     .start_ns = fields.number<std::uint64_t>(),
                     .end_ns = fields.number<std::uint64_t>(),
                     .bytes = records->size(),
                     .messages = 0};
    for (std::span<const std::byte> rest{*records}; !rest.empty();) {
        const std::span<const std::byte> before = rest;
        if (next_message(rest)) {
            ++place.messages;
            continue;
        }
        FieldReader inner{before};
        const auto op = static_cast<McapOp>(inner.number<std::uint8_t>());
        take_definition({op, inner.take(inner.number<std::uint64_t>())});
    }
    chunks_.push_back(place);
}

std::optional<std::vector<std::byte>> McapReader::records_of(std::uint64_t at) const {
    const std::optional<Record> record = next_record(at);
    FieldReader fields{record->content};
    fields.take(8 + 8);
    const auto bytes = fields.number<std::uint64_t>();
    const auto sum = fields.number<std::uint32_t>();
    const std::string compression = fields.text();
    const auto stored = fields.take(fields.number<std::uint64_t>());
    if (!fields.good() || bytes > kMostBytesOfOne * stored.size()) return std::nullopt;
    std::vector<std::byte> records;
    if (compression.empty()) records.assign(stored.begin(), stored.end());
    else if (compression == "lz4") records = unframed(stored, static_cast<std::size_t>(bytes));
    if (records.size() != bytes || (sum != 0 && sum != crc32(records))) return std::nullopt;
    return records;
}

/// The first record of `rest`, which is then without it; nothing if that is no message.
std::optional<McapMessage> McapReader::next_message(std::span<const std::byte>& rest) const {
    FieldReader record{rest};
    const auto op = static_cast<McapOp>(record.number<std::uint8_t>());
    FieldReader fields{record.take(record.number<std::uint64_t>())};
    rest = record.rest();
    if (op != McapOp::kMessage) return std::nullopt;
    McapMessage message{.channel = fields.number<std::uint16_t>(),
                        .sequence = fields.number<std::uint32_t>(),
                        .log_ns = fields.number<std::uint64_t>(),
                        .publish_ns = fields.number<std::uint64_t>(),
                        .data = {}};
    message.data = fields.rest();
    return fields.good() ? std::optional{message} : std::nullopt;
}

}  // namespace seqboard::record
