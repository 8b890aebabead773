// Chunks between the thread that fills them and the one that writes them. Neither waits for the other's memory.
#pragma once

#include <atomic>
#include <vector>

#include "core/record/chunk.hpp"
#include "core/slot/futex.hpp"
#include "core/time.hpp"

namespace seqboard::record {

/// One thread fills, one empties. All chunks are made at once.
class ChunkQueue {
public:
    ChunkQueue(std::size_t chunks, std::size_t chunk_bytes, std::size_t chunk_messages) {
        chunks_.reserve(chunks);
        for (std::size_t i = 0; i < chunks; ++i) chunks_.emplace_back(chunk_bytes, chunk_messages);
    }

    /// The chunk to fill; null while all of them wait to be written.
    Chunk* filling() noexcept {
        const std::uint32_t full = filled_.load(std::memory_order_relaxed) - emptied_.load(std::memory_order_acquire);
        return full < chunks_.size() ? at(filled_.load(std::memory_order_relaxed)) : nullptr;
    }
    /// What filling() gave is ready.
    void push() noexcept {
        filled_.store(filled_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
        futex_wake_all(reinterpret_cast<const std::uint32_t*>(&filled_));
    }

    /// The oldest that is ready; null if none was for so long.
    Chunk* full(Duration patience) noexcept {
        const std::uint32_t emptied = emptied_.load(std::memory_order_relaxed);
        if (filled_.load(std::memory_order_acquire) == emptied)
            futex_wait(reinterpret_cast<const std::uint32_t*>(&filled_), emptied, patience);
        return filled_.load(std::memory_order_acquire) != emptied ? at(emptied) : nullptr;
    }
    /// What full() gave has been written.
    void pop() noexcept {
        at(emptied_.load(std::memory_order_relaxed))->clear();
        emptied_.store(emptied_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
        futex_wake_all(reinterpret_cast<const std::uint32_t*>(&emptied_));
    }

    /// Until there is a chunk to fill again, at most so long.
    void await_room(Duration patience) const noexcept {
        const std::uint32_t emptied = emptied_.load(std::memory_order_acquire);
        if (filled_.load(std::memory_order_relaxed) - emptied >= chunks_.size())
            futex_wait(reinterpret_cast<const std::uint32_t*>(&emptied_), emptied, patience);
    }

private:
    Chunk* at(std::uint32_t count) noexcept { return &chunks_[count & (chunks_.size() - 1)]; }

    std::vector<Chunk> chunks_;              ///< a power of two: an ARM920T divides by hand
    std::atomic<std::uint32_t> filled_ = 0;  ///< counts
    std::atomic<std::uint32_t> emptied_ = 0;
};

}  // namespace seqboard::record
