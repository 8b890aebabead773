#include "core/record/chunk.hpp"

#include <algorithm>
#include <cstring>

namespace seqboard::record {

namespace {

constexpr std::size_t kAround = kRecordHeadBytes + kMessageHeadBytes;

template <class N>
std::byte* put(std::byte* to, N value) noexcept {
    for (std::size_t i = 0; i < sizeof value; ++i) *to++ = static_cast<std::byte>(value >> (8 * i));
    return to;
}

}  // namespace

Chunk::Chunk(std::size_t bytes, std::size_t messages) : bytes_(bytes) { entries_.reserve(messages); }

bool Chunk::has_room(std::size_t payload_bytes) const noexcept {
    return entries_.size() < entries_.capacity() && bytes_.size() - used_ >= kAround + payload_bytes;
}

std::byte* Chunk::begin_message(const McapMessage& message, std::size_t data_bytes) noexcept {
    std::byte* to = bytes_.data() + used_;
    start_ns_ = entries_.empty() ? message.log_ns : std::min(start_ns_, message.log_ns);
    end_ns_ = std::max(end_ns_, message.log_ns);
    entries_.push_back({message.log_ns, static_cast<std::uint32_t>(used_), message.channel});
    to = put(to, static_cast<std::uint8_t>(McapOp::kMessage));
    to = put(to, std::uint64_t{kMessageHeadBytes + data_bytes});
    to = put(to, message.channel);
    to = put(to, message.sequence);
    to = put(to, message.log_ns);
    used_ += kRecordHeadBytes + kMessageHeadBytes + data_bytes;
    return put(to, message.publish_ns);
}

void Chunk::add(const McapMessage& message) noexcept {
    std::byte* const to = begin_message(message, message.data.size());
    if (!message.data.empty()) std::memcpy(to, message.data.data(), message.data.size());
}

void Chunk::add_sample(const McapMessage& sample) noexcept {
    std::byte* to = begin_message(sample, kCdrHeader.size() + sample.data.size());
    to = std::copy(kCdrHeader.begin(), kCdrHeader.end(), to);
    std::memcpy(to, sample.data.data(), sample.data.size());
}

void Chunk::clear() noexcept {
    used_ = 0;
    start_ns_ = end_ns_ = 0;
    entries_.clear();
    defined.schemas.clear();
    defined.channels.clear();
    metadata.clear();
    attachments.clear();
    ends_file = false;
}

}  // namespace seqboard::record
