// A node's view of a slot that another node writes.
#pragma once

#include "core/port/input_port.hpp"
#include "core/reading.hpp"
#include "core/slot/cursor.hpp"
#include "core/slot/futex.hpp"

namespace seqboard {

/// Move-only handle of one input port, from Setup::input. Belongs to the thread that steps its node.
/// No call waits for the writer (wait() waits for news, not for a lock), allocates, throws or, but for wait(), makes a
/// system call.
template <Message T>
class Input {
public:
    explicit Input(InputPort& port) : port_{&port} {}
    Input(Input&&) noexcept = default;
    Input& operator=(Input&&) noexcept = default;

    /// Copies the newest complete sample; its age is judged by the step's time. Cost: sizeof(T) and a few loads.
    Reading<T> read() const noexcept {
        Reading<T> reading{typename Reading<T>::Unread{}};
        fill(reading, port_->ring.latest(reading.header_, reading.storage_, sizeof(T)));
        return reading;
    }

    /// The newest sample written at or before `time`, as far as the ring reaches back. kNeverWritten if that has left it.
    Reading<T> as_of(Time time) const noexcept {
        Reading<T> reading{typename Reading<T>::Unread{}};
        fill(reading, copy_as_of(port_->ring, time, reading.header_, reading.storage_, sizeof(T)));
        return reading;
    }

    /// The next sample in order, each exactly once, beginning with the oldest in the ring; kNeverWritten when there is
    /// nothing new. missed() counts those that were overwritten first.
    Reading<T> take() noexcept {
        if (connection_ != port_->connection) {
            connection_ = port_->connection;
            cursor_.restart();
        }
        Reading<T> reading{typename Reading<T>::Unread{}};
        fill(reading, cursor_.take(port_->ring, reading.header_, reading.storage_, sizeof(T)));
        return reading;
    }
    std::uint64_t missed() const noexcept { return cursor_.missed(); }

    /// Calls look(const T&) on the newest sample in place, without a copy. True if what it saw was whole and fresh; if not,
    /// forget what it computed. For large messages; `look` must bear any bit pattern.
    template <class Look>
    [[nodiscard]] bool view(Look&& look) const {
        const std::uint32_t head = port_->ring.head();
        SampleHeader header;
        port_->ring.copy_header(head, header);
        if (!port_->ring.still_there(head) || !is_written(header) || age_of(header) > port_->max_age()) return false;
        look(*reinterpret_cast<const T*>(port_->ring.message_in_place(head)));
        if (!port_->ring.still_there(head)) return false;
        note(header);
        return true;
    }

    /// Sleeps until the slot holds something newer than the last read() saw, at most `timeout` of real time. True if it
    /// does. The slot should be created with notify; without, this looks once a millisecond.
    bool wait(Duration timeout) const noexcept {
        if (has_news()) return true;
        constexpr Duration kPoll = std::chrono::milliseconds{1};
        const Time limit = timeout == kForever ? Time::max() : monotonic_now() + timeout;
        for (Duration left = timeout; left > Duration::zero(); left = limit - monotonic_now()) {
            futex_wait(port_->ring.head_word(), port_->last_sequence, port_->notify || left < kPoll ? left : kPoll);
            if (has_news()) return true;  // before any look at the clock: that would delay the wake-up
        }
        return false;
    }

    /// Whether the slot holds something that no read() has seen.
    bool has_news() const noexcept { return port_->ring.head() != port_->last_sequence; }

    const InputPort& port() const noexcept { return *port_; }

    /// For snapshot(): a copy of the newest sample and the head it belongs to.
    std::uint32_t collect(Reading<T>& reading) const noexcept {
        fill(reading, port_->ring.latest(reading.header_, reading.storage_, sizeof(T)));
        return reading.header_.sequence;
    }

private:
    Duration age_of(const SampleHeader& header) const noexcept {
        const Duration age = port_->context.now - time_from_ns(header.stamp_ns & port_->stamp_mask);
        return age < Duration::zero() ? Duration::zero() : age;  // written after this step began
    }

    void note(const SampleHeader& header) const noexcept {
        port_->last_sequence = header.sequence;
        if (header.source_stamp_ns < port_->context.oldest_source_ns) port_->context.oldest_source_ns = header.source_stamp_ns;
    }

    void fill(Reading<T>& reading, Copied copied) const noexcept {
        reading.slot_ = port_->slot().c_str();
        if (copied != Copied::kWhole) [[unlikely]] {
            reading.header_ = {};
            reading.freshness_ = copied == Copied::kOverrun ? Freshness::kOverrun
                                 : port_->connected()       ? Freshness::kNeverWritten
                                                            : Freshness::kNoSlot;
            port_->overruns += copied == Copied::kOverrun;
            return;
        }
        reading.age_ = age_of(reading.header_);
        reading.freshness_ = reading.age_ <= port_->max_age() ? Freshness::kFresh : Freshness::kStale;
        if (reading.freshness_ == Freshness::kFresh) note(reading.header_);
        else port_->last_sequence = reading.header_.sequence;
    }

    InputPort* port_;
    Cursor cursor_;
    std::uint32_t connection_ = 0;
};

}  // namespace seqboard
