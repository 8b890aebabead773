// Both ends of a peer in one process and one thread: what its calls cost, and nothing else.
#pragma once

#include <memory>
#include <stdexcept>

#include "tests/bench/peers/stopwatch.hpp"
#include "tests/bench/peers/transport.hpp"

namespace seqboard::bench {

template <template <class> class Peer, Message T>
requires Transport<Peer<T>, T>
class Loopback {
public:
    explicit Loopback(Channel channel) : peer_{open(std::move(channel))}, message_{std::make_unique<T>()} { pair(); }

    /// Publishes a message that depends on the one taken before, as in a control loop, and takes it.
    void pair() {
        number_ = ++message_->words.front();
        message_->words.back() = seen_back_;
        peer_->publish(*message_);
        for (int tries = 0; !take() || seen_front_ != number_; ++tries) {
            if (tries > 100) throw std::runtime_error{"what was published does not arrive"};
            if (!Peer<T>::kDirect) peer_->wait();
            if (tries % 10 == 9) peer_->publish(*message_);  // nobody was there yet
        }
    }

    /// Processor time of publish and take, kernel and the peer's own threads included.
    double pair_processor_ns() {
        const Time begin = monotonic_now();
        for (int i = 0; i < 4; ++i) pair();
        const int count = std::clamp(static_cast<int>(4 * 200'000 / ns_since(begin)), 1, 4096);
        return median_for(kPatience, [&] {
            const double before = processor_ns();
            for (int i = 0; i < count; ++i) pair();
            return (processor_ns() - before) / count;
        });
    }

    double publish_ns() {
        return median_for(kPatience, [&] {
            const double figure = publish_all();
            take_all();
            return figure;
        });
    }

    /// Of a message that is there.
    double take_ns() {
        return median_for(kPatience, [&] {
            publish_all();
            return take_all();
        });
    }

private:
    static constexpr Duration kPatience = std::chrono::milliseconds{30};
    static constexpr int kCount = static_cast<int>(std::max<std::size_t>(
        1, std::min({static_cast<std::size_t>(Peer<T>::kHolds), Peer<T>::kHoldsBytes / sizeof(T), (std::size_t{4} << 20) / sizeof(T)})));

    static std::unique_ptr<Peer<T>> open(Channel channel) {
        channel.waited = !Peer<T>::kDirect;
        return std::make_unique<Peer<T>>(channel);
    }
    bool take() {
        return peer_->take([this](const T& message) {
            seen_front_ = message.words.front();
            seen_back_ = message.words.back();
        });
    }
    double publish_all() {
        const Time begin = monotonic_now();
        for (int i = 0; i < kCount; ++i) {
            ++message_->words.front();
            peer_->publish(*message_);
        }
        return (ns_since(begin) - empty_ns_) / kCount;
    }
    double take_all() {
        if (!Peer<T>::kDirect) {
            while (!take() || seen_front_ != message_->words.front()) peer_->wait();
            return 0;
        }
        const Time begin = monotonic_now();
        for (int i = 0; i < kCount; ++i) {
            take();
            keep(&seen_front_);
        }
        const double figure = (ns_since(begin) - empty_ns_) / kCount;
        if (seen_front_ != message_->words.front()) throw std::runtime_error{"a message was lost"};
        return figure;
    }

    std::unique_ptr<Peer<T>> peer_;
    std::unique_ptr<T> message_;
    std::uint32_t number_ = 0, seen_front_ = 0, seen_back_ = 0;
    const double empty_ns_ = empty_measurement_ns();
};

}  // namespace seqboard::bench
