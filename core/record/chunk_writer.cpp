#include "core/record/chunk_writer.hpp"

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/log.hpp"

namespace seqboard::record {

ChunkWriter::ChunkWriter(ChunkQueue& queue, std::size_t chunk_bytes, bool twins, MakeFile make_file)
    : queue_{queue},
      make_file_{std::move(make_file)},
      writer_{std::max(chunk_bytes, Twins::kChunkBytes)},
      twins_{twins ? std::make_unique<Twins>() : nullptr} {
    begin_file();
    thread_ = std::thread{[this] { run(); }};
}

void ChunkWriter::finish() noexcept {
    ending_.store(true, std::memory_order_release);
    if (thread_.joinable()) thread_.join();
}

void ChunkWriter::run() noexcept {
    set_log_name("recorder");
    constexpr Duration kPatience = std::chrono::milliseconds{100};
    for (;;) {
        const bool ending = ending_.load(std::memory_order_acquire);  // before the look: what was pushed before finish() is seen
        Chunk* const chunk = queue_.full(ending ? Duration::zero() : kPatience);
        if (chunk == nullptr && ending) break;
        if (chunk == nullptr) continue;
        try {
            if (!failed()) write(*chunk);
        } catch (const std::exception& error) {
            give_up(error.what());
        }
        queue_.pop();
    }
    try {
        if (!failed() && file_) end_file();
    } catch (const std::exception& error) {
        give_up(error.what());
    }
}

void ChunkWriter::begin_file() {
    file_ = make_file_(part_++);
    writer_.begin(*file_, schemas_, channels_);
    if (twins_) twins_->begin_file();
}

void ChunkWriter::write(const Chunk& chunk) {
    if (!file_) begin_file();
    add(chunk);
    if (twins_) twins_->translate(chunk, [&](const Chunk& twins) { add(twins); });
    for (const McapMetadata& metadata : chunk.metadata) writer_.add(metadata);
    for (const McapAttachment& attachment : chunk.attachments) writer_.add(attachment);
    file_kib_.store(static_cast<std::uint32_t>(writer_.bytes() >> 10), std::memory_order_relaxed);
    total_kib_.store(earlier_kib_ + file_kib(), std::memory_order_relaxed);
    if (chunk.ends_file) end_file();
}

void ChunkWriter::add(const Chunk& chunk) {
    schemas_.insert(schemas_.end(), chunk.schemas.begin(), chunk.schemas.end());
    channels_.insert(channels_.end(), chunk.channels.begin(), chunk.channels.end());
    writer_.add(chunk);
}

void ChunkWriter::end_file() {
    writer_.finish();
    file_.reset();
    earlier_kib_ += static_cast<std::uint32_t>(writer_.bytes() >> 10);
    file_kib_.store(0, std::memory_order_relaxed);
    files_.store(files() + 1, std::memory_order_relaxed);
}

void ChunkWriter::give_up(const char* why) noexcept {
    failed_.store(true, std::memory_order_relaxed);
    log_line(LogLevel::kError, "%s; recording has stopped, the robot drives on", why);
    try {
        if (file_) writer_.finish();
    } catch (const std::exception&) {
        log_line(LogLevel::kWarning, "the file has no summary: seqboard record repair makes a whole one of it");
    }
    file_.reset();
}

}  // namespace seqboard::record
