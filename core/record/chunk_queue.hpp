// Chunks between the thread that fills them and the one that writes them. Neither waits for the other's memory.
#pragma once

#include <atomic>
#include <numeric>
#include <utility>
#include <vector>

#include "core/record/chunk.hpp"
#include "core/slot/futex.hpp"
#include "core/time.hpp"

namespace seqboard::record {

/// One thread fills, one empties. All chunks are made at once. What the filling thread holds back is its own: it is written when push() shows
/// it, and until then its memory can be filled again.
class ChunkQueue {
public:
    ChunkQueue(std::size_t chunks, std::size_t chunk_bytes, std::size_t chunk_messages) : places_(chunks) {
        std::iota(places_.begin(), places_.end(), 0u);
        chunks_.reserve(chunks);
        for (std::size_t i = 0; i < chunks; ++i) chunks_.emplace_back(chunk_bytes, chunk_messages);
    }

    /// The chunk to fill; null while all of them wait to be written or are held back.
    Chunk* filling() noexcept { return next_ - emptied_.load(std::memory_order_acquire) < chunks_.size() ? at(next_) : nullptr; }

    /// What filling() gave is full, and held back.
    void hold() noexcept { ++next_; }

    /// What filling() gave is ready, and so is all that was held back before it.
    void push() noexcept {
        hold();
        filled_.store(next_, std::memory_order_release);
        futex_wake_all(reinterpret_cast<const std::uint32_t*>(&filled_));
    }

    std::uint32_t held() const noexcept { return next_ - filled_.load(std::memory_order_relaxed); }
    Chunk& held_chunk(std::uint32_t i) noexcept { return *at(filled_.load(std::memory_order_relaxed) + i); }  ///< 0: the oldest

    /// Forgets the oldest that is held back; its memory comes behind the chunk that is being filled, or is that chunk if there was none.
    void drop_oldest() noexcept {
        held_chunk(0).clear();
        const std::uint32_t first = filled_.load(std::memory_order_relaxed), last = filling() != nullptr ? next_ : next_ - 1;
        for (std::uint32_t i = first; i != last; ++i) std::swap(place(i), place(i + 1));
        --next_;
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
        if (next_ - emptied >= chunks_.size()) futex_wait(reinterpret_cast<const std::uint32_t*>(&emptied_), emptied, patience);
    }

private:
    std::uint32_t& place(std::uint32_t count) noexcept { return places_[count & (places_.size() - 1)]; }
    Chunk* at(std::uint32_t count) noexcept { return &chunks_[place(count)]; }

    std::vector<Chunk> chunks_;          ///< a power of two: an ARM920T divides by hand
    std::vector<std::uint32_t> places_;  ///< which chunk has which turn; the filling thread changes those that it has not shown
    std::uint32_t next_ = 0;             ///< counts; the filling thread's
    std::atomic<std::uint32_t> filled_ = 0;
    std::atomic<std::uint32_t> emptied_ = 0;
};

}  // namespace seqboard::record
