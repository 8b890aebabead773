// What publishing costs when several processes read.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <list>
#include <stdexcept>

#include "tests/bench/peers/hops.hpp"

namespace seqboard::bench {

/// Where readers tell the writer which number they have seen last.
class SeenBoard {
public:
    SeenBoard()
        : words_{static_cast<std::uint32_t*>(
              ::mmap(nullptr, kReaders * sizeof(std::uint32_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))} {}
    SeenBoard(const SeenBoard&) = delete;
    SeenBoard& operator=(const SeenBoard&) = delete;
    ~SeenBoard() { ::munmap(words_, kReaders * sizeof(std::uint32_t)); }

    std::atomic_ref<std::uint32_t> of(int reader) const { return std::atomic_ref{words_[reader]}; }
    bool all_have_seen_something(int readers) const {
        for (int reader = 0; reader < readers; ++reader)
            if (of(reader) == 0) return false;
        return true;
    }

private:
    static constexpr std::size_t kReaders = 64;
    std::uint32_t* words_;
};

/// Looks twice a millisecond and takes all there is.
template <template <class> class Peer, Message T>
int read_until_told(Channel channel, int reader, int processor, const SeenBoard& seen) {
    pin(processor);
    channel.end = End::kReader, channel.reader = reader;
    Peer<T> peer{channel};
    for (std::uint32_t number = 0, last = 0; number != kStop; ::usleep(500))
        while (peer.news() && peer.take([&](const T& message) { number = message.words.front(); }) && number != last)
            seen.of(reader) = last = number;
    return 0;
}

template <template <class> class Peer, Message T>
double publish_ns_with_readers(Channel channel, int readers, int here, int there) {
    channel.end = End::kWriter, channel.readers = readers;
    const SeenBoard seen;
    std::list<testing::Child> children;
    for (int reader = 0; reader < readers; ++reader)
        children.emplace_back([&, reader] { return read_until_told<Peer, T>(channel, reader, there, seen); });
    pin(here);
    Peer<T> peer{channel};
    T message{};
    for (int tries = 0; !seen.all_have_seen_something(readers); ++tries, ::usleep(5000)) {
        if (tries > 2000) throw std::runtime_error{"not all readers see what is published"};
        ++message.words.front();
        peer.publish(message);
    }
    constexpr int kBatch = std::min(Peer<T>::kHolds, 8);
    const double empty_ns = empty_measurement_ns();
    const double figure = median_for(std::chrono::milliseconds{150}, [&] {
        ::usleep(2000);  // they take what is there
        peer.publish(message);
        ::usleep(2000);
        const Time begin = monotonic_now();
        for (int i = 0; i < kBatch; ++i) {
            ++message.words.front();
            peer.publish(message);
        }
        return (ns_since(begin) - empty_ns) / kBatch;
    });
    message.words.front() = kStop;
    for (int reader = 0; reader < readers; ++reader)
        for (int tries = 0; tries < 100 && seen.of(reader) != kStop; ++tries, ::usleep(1000)) peer.publish(message);
    return figure;
}

}  // namespace seqboard::bench
