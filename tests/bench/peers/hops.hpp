// A message to another process and back: half of it is the way of one message.
#pragma once

#include <memory>
#include <stdexcept>

#include "tests/bench/peers/stopwatch.hpp"
#include "tests/bench/peers/transport.hpp"
#include "tests/scratch/child.hpp"

namespace seqboard::bench {

struct HopFigures {
    double one_way_ns;
    double processor_ns;  ///< of both processes, a message
};

/// One side: it writes one channel and reads the other.
template <template <class> class Peer, Message T>
requires Transport<Peer<T>, T>
class HopSide {
public:
    HopSide(Channel out, Channel in, int processor) {
        pin(processor);
        polled_ = !in.waited;
        out.end = End::kWriter, in.end = End::kReader;
        out_ = std::make_unique<Peer<T>>(out);
        in_ = std::make_unique<Peer<T>>(in);
    }

    void send(std::uint32_t number) {
        message_->words.front() = number;
        out_->publish(*message_);
    }

    /// The next number that is not `last`; `last` if none comes in time.
    std::uint32_t receive(std::uint32_t last, Duration patience) {
        std::uint32_t seen = last;
        const auto look = [&](const T& message) { seen = message.words.front(); };
        const Time limit = monotonic_now() + patience;
        for (std::uint32_t spins = 1;; ++spins) {
            if (!polled_) in_->wait();
            if (in_->news() && in_->take(look) && seen != last) return seen;
            if ((!polled_ || spins % 4096 == 0) && monotonic_now() > limit) return last;
        }
    }

private:
    bool polled_ = false;
    std::unique_ptr<Peer<T>> out_, in_;
    std::unique_ptr<T> message_ = std::make_unique<T>();
};

inline constexpr std::uint32_t kStop = ~0u;

/// Sends back what comes, until it is told to stop or hears nothing any more.
template <template <class> class Peer, Message T>
int echo(const Channel& there, const Channel& back, int processor) {
    HopSide<Peer, T> side{back, there, processor};
    Duration patience = std::chrono::seconds{10};
    for (std::uint32_t last = 0;;) {
        const std::uint32_t number = side.receive(last, patience);
        if (number == last || number == kStop) return 0;
        side.send(last = number);
        patience = std::chrono::seconds{3};
    }
}

/// Sends numbers, each of which has to come back. Opens the same two channels as echo() and in the same order.
template <template <class> class Peer, Message T>
class Caller {
public:
    Caller(const Channel& there, const Channel& back, int processor) : side_{there, back, processor} {}

    /// Until each has found the other; what is late of it is thrown away.
    void meet() {
        for (int tries = 0; heard_ == 0; ++tries) {
            if (tries > 300) throw std::runtime_error{"the other process does not answer"};
            side_.send(++number_);
            heard_ = side_.receive(0, std::chrono::milliseconds{20});
        }
        while (heard_ != number_ && next_within(std::chrono::milliseconds{500})) {
        }
    }
    void there_and_back() {
        side_.send(++number_);
        while (heard_ != number_)
            if (!next_within(std::chrono::seconds{1})) throw std::runtime_error{"a message was lost"};
    }
    void stop() { side_.send(kStop); }

private:
    bool next_within(Duration patience) {
        const std::uint32_t before = heard_;
        heard_ = side_.receive(before, patience);
        return heard_ != before;
    }
    HopSide<Peer, T> side_;
    std::uint32_t number_ = 0, heard_ = 0;
};

/// The channel's name is lengthened for both ways. Each process stays on its processor; they may be the same if the readers wait.
template <template <class> class Peer, Message T>
HopFigures measure_hops(const Channel& channel, int here, int there) {
    Channel out = channel, in = channel;
    out.name += "_there", in.name += "_back";
    testing::Child child{[&] { return echo<Peer, T>(out, in, there); }};
    Caller<Peer, T> caller{out, in, here};
    caller.meet();
    const clockid_t others = processor_clock(child.pid());
    const double before_ns = processor_ns() + processor_ns(others);
    const int batch = channel.waited ? 4 : 16;
    int trips = 0;
    const double one_way_ns = median_for(std::chrono::milliseconds{40}, [&] {
        const Time begin = monotonic_now();
        for (int i = 0; i < batch; ++i, ++trips) caller.there_and_back();
        return ns_since(begin) / (2 * batch);
    });
    const double used_ns = processor_ns() + processor_ns(others) - before_ns;
    caller.stop();
    if (child.wait() != 0) throw std::runtime_error{child.said()};
    return {one_way_ns, used_ns / (2.0 * trips)};
}

}  // namespace seqboard::bench
