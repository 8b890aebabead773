// The slot: a ring of cells and one 32-bit head counter. All memory-order code of seqboard is in this file.
//
//   writer (sole owner, k = head + 1)          reader
//     fence(release)                  W1         h1 = head.load(acquire)         R1
//     words -> cell[k % N]  (relaxed)            words <- cell[h1 % N] (relaxed)
//     head.store(k, release)          W2         fence(acquire)                  R2
//                                                h2 = head.load(relaxed)
//                                                accept iff uint32_t(h2 - h1) < N - 1
//
// It is a seqlock: the reader looks at the counter again and retries. But the cell being written is never the newest one, so
// a writer that is preempted, stopped or killed at any store leaves the last complete sample readable at the first try, and
// a SCHED_FIFO reader that preempts its writer on the only core does not spin (the odd/even single-buffer seqlock does:
// Linux Documentation/locking/seqlock.rst; the kernel's seqcount_latch_t is the N = 2 case of this ring).
//
// Why each ordering is needed (drop one and a torn sample can be accepted):
//   W2/R1  the head a reader sees vouches for the words of its cell: release store, acquire load.
//   W1/R2  a reader that saw one word of publish k also sees head >= k - 1 in h2: the words are stored after the fence that
//          follows head.store(k - 1), and h2 is loaded after the fence that follows the words. Publish k reuses the cell of
//          k - N, and k - 1 - (k - N) = N - 1 is just outside the window; "< N" would accept it.
// N is a power of two, or the index would jump where the counter wraps. A stale acceptance needs a reader stalled inside one
// copy for exactly 2^32 .. 2^32 + N - 2 publishes: 49.7 days at 1 kHz.
//
// Words are machine words: 64 bits where loads and stores of that width are single instructions, 32 bits on ARMv4..v7. Only
// loads and stores, so a read-only mapping is enough. std::atomic_ref<uint32_t>::is_always_lock_free is false on ARMv4/v5
// (compare-and-swap needs the kernel there), yet relaxed loads and stores of a word are one LDR or STR; fences are one call
// of the kernel's barrier helper.
// References: Boehm, "Can seqlocks get along with programming language memory models?" (MSPC 2012); WG21 P1478.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "core/slot/sample.hpp"

#if defined(__SANITIZE_THREAD__)
#define SEQBOARD_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SEQBOARD_TSAN 1
#endif
#endif

namespace seqboard {

inline constexpr std::size_t kMinCells = 2;
inline constexpr std::size_t kMaxCells = 64;
inline constexpr std::size_t kCacheLineBytes = 64;

/// Tries of one read before it gives up with kOverrun. Each failed try means that N - 1 publishes overtook one copy.
inline constexpr int kReadTries = 8;

/// In shared memory: the counter on a cache line of its own, the cells right behind it.
struct alignas(kCacheLineBytes) RingControl {
    std::uint32_t head;
};
static_assert(sizeof(RingControl) == kCacheLineBytes);

/// Bytes from one cell to the next: whole cache lines, so that writing one cell does not take another from its readers.
constexpr std::size_t cell_stride(std::size_t message_bytes) {
    return (sizeof(SampleHeader) + message_bytes + kCacheLineBytes - 1) / kCacheLineBytes * kCacheLineBytes;
}
constexpr std::size_t ring_bytes(std::size_t message_bytes, std::size_t cells) {
    return sizeof(RingControl) + cells * cell_stride(message_bytes);
}

/// How one attempt to copy a sample ended.
enum class Copied : std::uint8_t {
    kWhole,
    kNeverWritten,  ///< no sample at that place yet
    kOverrun,       ///< the writer overtook every try; the sample is gone
    kTooOld,        ///< asked for a time before the oldest sample in the ring
};

namespace detail {

#if defined(SEQBOARD_TSAN)  // ThreadSanitizer does not model fences: order every word instead (Vyukov's fence-free form)
inline constexpr auto kWordLoad = std::memory_order_acquire;
inline constexpr auto kWordStore = std::memory_order_release;
inline void release_fence() {}
inline void acquire_fence() {}
#else
inline constexpr auto kWordLoad = std::memory_order_relaxed;
inline constexpr auto kWordStore = std::memory_order_relaxed;
inline void release_fence() { std::atomic_thread_fence(std::memory_order_release); }
inline void acquire_fence() { std::atomic_thread_fence(std::memory_order_acquire); }
#endif

using Word = std::conditional_t<sizeof(void*) == 8, std::uint64_t, std::uint32_t>;

template <class W>
[[gnu::always_inline]] inline void store_word(std::byte* to, const std::byte* from) {
    W word;
    std::memcpy(&word, from, sizeof word);
    std::atomic_ref<W>{*reinterpret_cast<W*>(to)}.store(word, kWordStore);
}

template <class W>
[[gnu::always_inline]] inline void load_word(std::byte* to, const std::byte* from) {
    // atomic_ref wants a mutable object; a load leaves a read-only mapping alone.
    const W word = std::atomic_ref<W>{*reinterpret_cast<W*>(const_cast<std::byte*>(from))}.load(kWordLoad);
    std::memcpy(to, &word, sizeof word);
}

/// Eight words a turn: the loop's own cost matters for large messages. bytes is a multiple of 4, both ends are aligned.
template <void (*MoveWord)(std::byte*, const std::byte*), void (*MoveHalf)(std::byte*, const std::byte*)>
[[gnu::always_inline]] inline void move_words(std::byte* to, const std::byte* from, std::size_t bytes) {
    constexpr std::size_t kWord = sizeof(Word);
    std::size_t at = 0;
    for (; at + 8 * kWord <= bytes; at += 8 * kWord) {
        MoveWord(to + at, from + at);
        MoveWord(to + at + 1 * kWord, from + at + 1 * kWord);
        MoveWord(to + at + 2 * kWord, from + at + 2 * kWord);
        MoveWord(to + at + 3 * kWord, from + at + 3 * kWord);
        MoveWord(to + at + 4 * kWord, from + at + 4 * kWord);
        MoveWord(to + at + 5 * kWord, from + at + 5 * kWord);
        MoveWord(to + at + 6 * kWord, from + at + 6 * kWord);
        MoveWord(to + at + 7 * kWord, from + at + 7 * kWord);
    }
    for (; at + kWord <= bytes; at += kWord) MoveWord(to + at, from + at);
    if constexpr (kWord > sizeof(std::uint32_t))
        if (at < bytes) MoveHalf(to + at, from + at);
}

[[gnu::always_inline]] inline void store_words(std::byte* cell, const void* from, std::size_t bytes) {
    move_words<store_word<Word>, store_word<std::uint32_t>>(cell, static_cast<const std::byte*>(from), bytes);
}
[[gnu::always_inline]] inline void load_words(void* to, const std::byte* cell, std::size_t bytes) {
    move_words<load_word<Word>, load_word<std::uint32_t>>(static_cast<std::byte*>(to), cell, bytes);
}

/// The header, unrolled: as a loop over memory it would cost as much as a small message.
using HeaderWords = std::array<Word, sizeof(SampleHeader) / sizeof(Word)>;
using HeaderIndices = std::make_index_sequence<sizeof(SampleHeader) / sizeof(Word)>;

template <std::size_t... I>
[[gnu::always_inline]] inline void store_each(Word* to, const HeaderWords& words, std::index_sequence<I...>) {
    (std::atomic_ref<Word>{to[I]}.store(words[I], kWordStore), ...);
}
template <std::size_t... I>
[[gnu::always_inline]] inline HeaderWords load_each(Word* from, std::index_sequence<I...>) {
    return {std::atomic_ref<Word>{from[I]}.load(kWordLoad)...};
}

[[gnu::always_inline]] inline void store_header(std::byte* cell, const SampleHeader& header) {
    store_each(reinterpret_cast<Word*>(cell), std::bit_cast<HeaderWords>(header), HeaderIndices{});
}
[[gnu::always_inline]] inline void load_header(SampleHeader& header, const std::byte* cell) {
    // Into words, not bytes: where an unaligned load is wrong, a copy of bytes would be six calls of memcpy().
    header = std::bit_cast<SampleHeader>(load_each(const_cast<Word*>(reinterpret_cast<const Word*>(cell)), HeaderIndices{}));
}

}  // namespace detail

/// The writer's end. One per slot, one thread; nothing here blocks, allocates or fails.
class RingWriter {
public:
    RingWriter() = default;

    /// Continues after the head that is there, so that a restarted writer never touches the newest sample.
    RingWriter(std::byte* ring, std::size_t message_bytes, std::size_t cells)
        : ring_{ring}, stride_{cell_stride(message_bytes)}, mask_{static_cast<std::uint32_t>(cells - 1)} {
        head_ = control().load(std::memory_order_relaxed);
    }

    [[gnu::always_inline]] void publish(SampleHeader header, const void* message, std::size_t bytes) noexcept {
        const std::uint32_t index = head_ + 1;
        std::byte* const to = cell(index);
        detail::release_fence();  // W1
        detail::store_words(to + sizeof header, message, bytes);
        finish(index, to, header);
    }

    /// The message's place in the next cell, to be filled in place. Readers never look there before commit(), except those
    /// that were overtaken by a whole ring and reject what they copied.
    [[gnu::always_inline]] std::byte* begin() noexcept {
        detail::release_fence();  // W1
        return cell(head_ + 1) + sizeof(SampleHeader);
    }

    [[gnu::always_inline]] void commit(SampleHeader header) noexcept {
        const std::uint32_t index = head_ + 1;
        finish(index, cell(index), header);
    }

    /// The counter's address, which waiting readers sleep on.
    const std::uint32_t* head_word() const noexcept { return reinterpret_cast<const std::uint32_t*>(ring_); }

private:
    [[gnu::always_inline]] void finish(std::uint32_t index, std::byte* to, SampleHeader header) noexcept {
        header.sequence = index;
        detail::store_header(to, header);
        head_ = index;
        control().store(index, std::memory_order_release);  // W2
    }

    std::atomic_ref<std::uint32_t> control() const { return std::atomic_ref{reinterpret_cast<RingControl*>(ring_)->head}; }
    std::byte* cell(std::uint32_t index) const { return ring_ + sizeof(RingControl) + (index & mask_) * stride_; }

    std::byte* ring_ = nullptr;
    std::size_t stride_ = 0;
    std::uint32_t mask_ = 0;
    std::uint32_t head_ = 0;
};

/// A reader's end: any number, on a read-only mapping; invisible to the writer. No call waits for the writer.
class RingReader {
public:
    RingReader() = default;
    RingReader(const std::byte* ring, std::size_t message_bytes, std::size_t cells)
        : ring_{ring}, stride_{cell_stride(message_bytes)}, mask_{static_cast<std::uint32_t>(cells - 1)} {}

    /// Copies the newest sample.
    [[gnu::always_inline]] Copied latest(SampleHeader& header, void* message, std::size_t bytes) const noexcept {
        for (int attempt = 0; attempt < kReadTries; ++attempt)
            if (const std::uint32_t h1 = head(); copy(h1, header, message, bytes)) [[likely]]
                return is_written(header) ? Copied::kWhole : Copied::kNeverWritten;
        return Copied::kOverrun;
    }

    /// Copies publish number `index`. False: it left the ring before the copy was done.
    [[gnu::always_inline]] bool copy(std::uint32_t index, SampleHeader& header, void* message, std::size_t bytes) const noexcept {
        const std::byte* const from = cell(index);
        detail::load_header(header, from);
        detail::load_words(message, from + sizeof header, bytes);
        return still_there(index);
    }

    /// The newest publish number; what it vouches for may be read after this.
    std::uint32_t head() const noexcept { return control().load(std::memory_order_acquire); }  // R1

    /// Whether everything read from the cell of publish `index` since head() is whole.
    bool still_there(std::uint32_t index) const noexcept {
        detail::acquire_fence();                                           // R2
        return control().load(std::memory_order_relaxed) - index < mask_;  // mask is N - 1: the window
    }

    /// The message's bytes in place; only still_there() afterwards says whether they were whole.
    const std::byte* message_in_place(std::uint32_t index) const noexcept { return cell(index) + sizeof(SampleHeader); }
    void copy_header(std::uint32_t index, SampleHeader& header) const noexcept { detail::load_header(header, cell(index)); }

    /// Samples that can be read back at the same time: N - 1.
    std::uint32_t depth() const noexcept { return mask_; }
    const std::uint32_t* head_word() const noexcept { return reinterpret_cast<const std::uint32_t*>(ring_); }

private:
    std::atomic_ref<std::uint32_t> control() const {
        return std::atomic_ref{const_cast<RingControl*>(reinterpret_cast<const RingControl*>(ring_))->head};
    }
    const std::byte* cell(std::uint32_t index) const { return ring_ + sizeof(RingControl) + (index & mask_) * stride_; }

    const std::byte* ring_ = nullptr;
    std::size_t stride_ = 0;
    std::uint32_t mask_ = 0;
};

}  // namespace seqboard
