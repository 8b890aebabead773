// What a slot held when it was read.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <new>

#include "core/message.hpp"
#include "core/slot/freshness.hpp"
#include "core/slot/sample.hpp"

namespace seqboard {

namespace detail {

/// Out of the way of every step that reads: the text, and what prints it.
[[noreturn, gnu::cold, gnu::noinline]] inline void abort_for(const char* slot, Freshness freshness) {
    std::fprintf(stderr, "seqboard: slot '%s' was used though it is %s; ask first: if (const auto value = input.read())\n", slot,
                 text_of(freshness));
    std::abort();
}

}  // namespace detail

/// A private copy of a sample and what it is worth. Only a fresh one may be dereferenced (otherwise the program aborts,
/// naming the slot): write `if (const auto range = io_.range.read())`.
template <Message T>
class [[nodiscard]] Reading {
public:
    /// Nothing read yet: no slot.
    Reading() noexcept : slot_{""}, freshness_{Freshness::kNoSlot} {}

    explicit operator bool() const noexcept { return freshness_ == Freshness::kFresh; }
    const T& operator*() const {
        require_fresh();
        return value();
    }
    const T* operator->() const {
        require_fresh();
        return &value();
    }
    T value_or(const T& fallback) const { return *this ? value() : fallback; }

    /// The last complete value whatever its age, or null if there never was one.
    const T* last() const noexcept { return freshness_ <= Freshness::kStale ? &value() : nullptr; }

    Freshness freshness() const noexcept { return freshness_; }

    /// Time since the write, zero if never written.
    Duration age() const noexcept { return age_; }
    Time stamp() const noexcept { return time_from_ns(header_.stamp_ns); }

    /// The oldest input that led to the value.
    Time source_stamp() const noexcept { return time_from_ns(header_.source_stamp_ns); }
    std::uint32_t sequence() const noexcept { return header_.sequence; }

    /// The writer's incarnation: another number than last time means that it has been restarted.
    std::uint32_t epoch() const noexcept { return epoch_of(header_); }

private:
    template <Message>
    friend class Input;

    /// For a read, which sets everything: what is set twice costs as much as a small message.
    struct Unread {};
    explicit Reading(Unread) noexcept {}

    const T& value() const noexcept { return *std::launder(reinterpret_cast<const T*>(storage_)); }
    void require_fresh() const {
        if (freshness_ != Freshness::kFresh) [[unlikely]]
            detail::abort_for(slot_, freshness_);
    }

    SampleHeader header_;
    Duration age_{0};
    const char* slot_;
    Freshness freshness_;
    alignas(8) std::byte storage_[sizeof(T)];  // not initialised: a read fills it, and 64 KiB of zeros would cost as much
};

}  // namespace seqboard
