#include "core/record/chunk_writer.hpp"

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/log.hpp"

namespace seqboard::record {

ChunkWriter::ChunkWriter(ChunkQueue& queue, Options options, MakeFile make_file)
    : queue_{queue},
      options_{std::move(options)},
      make_file_{std::move(make_file)},
      twins_{options_.twins ? std::make_unique<Twins>() : nullptr},
      writer_{twins_ ? std::max(options_.chunk_bytes, Twins::kChunkBytes) : options_.chunk_bytes} {
    if (options_.use == FileUse::kParts) begin_file();
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
        if (!failed() && !file_) attempt([this] { begin_file(); });
        if (!failed()) attempt([&] { write(*chunk); });
        else if (options_.use == FileUse::kEvents) pass_over(*chunk);
        if (chunk->ends_file && options_.use == FileUse::kEvents) failed_.store(false, std::memory_order_relaxed);
        queue_.pop();
    }
    if (!failed() && file_) attempt([this] { end_file(); });
}

template <class Deed>
void ChunkWriter::attempt(Deed&& deed) noexcept {
    try {
        deed();
    } catch (const std::exception& error) {
        give_up(error.what());
    }
}

void ChunkWriter::begin_file() {
    file_ = make_file_(part_++);
    writer_.begin(*file_, defined_);
    if (options_.at_begin) options_.at_begin(writer_);
    if (twins_) twins_->begin_file();
}

void ChunkWriter::write(const Chunk& chunk) {
    add(chunk);
    if (twins_) twins_->translate(chunk, [&](const Chunk& twins) { add(twins); });
    for (const McapMetadata& metadata : chunk.metadata) writer_.add(metadata);
    for (const McapAttachment& attachment : chunk.attachments) writer_.add(attachment);
    file_kib_.store(static_cast<std::uint32_t>(writer_.bytes() >> 10), std::memory_order_relaxed);
    total_kib_.store(earlier_kib_ + file_kib(), std::memory_order_relaxed);
    if (chunk.ends_file) end_file();
}

void ChunkWriter::add(const Chunk& chunk) {
    defined_.add(chunk.defined);
    writer_.add(chunk);
}

/// Of a file that is lost; the next one may refer to what this chunk defines.
void ChunkWriter::pass_over(const Chunk& chunk) {
    defined_.add(chunk.defined);
    if (twins_) twins_->translate(chunk, [&](const Chunk& twins) { defined_.add(twins.defined); });
}

void ChunkWriter::end_file() {
    if (options_.at_end) options_.at_end(writer_);
    writer_.finish();
    file_.reset();
    earlier_kib_ += static_cast<std::uint32_t>(writer_.bytes() >> 10);
    file_kib_.store(0, std::memory_order_relaxed);
    files_.store(files() + 1, std::memory_order_release);
}

void ChunkWriter::give_up(const char* why) noexcept {
    failed_.store(true, std::memory_order_relaxed);
    log_line(LogLevel::kError, "%s; %s, the robot drives on", why,
             options_.use == FileUse::kParts ? "recording has stopped" : "this event is lost");
    try {
        if (file_) writer_.finish();
    } catch (const std::exception&) {
        log_line(LogLevel::kWarning, "the file has no summary: seqboard record repair makes a whole one of it");
    }
    file_.reset();
    lost_.store(lost() + 1, std::memory_order_release);
}

}  // namespace seqboard::record
