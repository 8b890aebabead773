// The program of a peer: measures, and prints a line `name<TAB>figure` for each.
//
//   PROGRAM SCRATCH costs BYTES CPU                      publish_ns, take_ns, pair_ns
//   PROGRAM SCRATCH hops BYTES polled|waited CPU CPU     one_way_ns; waited: hop_cpu_ns
//   PROGRAM SCRATCH fan_out READERS CPU CPU              publish_ns, 64 bytes
//   PROGRAM SCRATCH pairs COUNT                          nothing: for callgrind and strace to count
//   PROGRAM SCRATCH write|read NAME                      until its input ends; the reader says when it has its first sample
#pragma once

#include <poll.h>
#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "tests/bench/peers/fan_out.hpp"
#include "tests/bench/peers/hops.hpp"
#include "tests/bench/peers/loopback.hpp"

namespace seqboard::bench {

template <template <class> class Peer>
class PeerProgram {
public:
    PeerProgram(std::string scratch, std::vector<std::string> words)
        : channel_{.scratch = std::move(scratch), .name = "seqboard_peers_" + std::to_string(::getpid())}, words_{std::move(words)} {}

    int run() {
        const std::string command = words_.empty() ? "" : words_[0];
        if (command == "costs" && words_.size() == 3) return sized([&]<class T>() { costs<T>(); });
        if (command == "hops" && words_.size() == 5) return sized([&]<class T>() { hops<T>(); });
        if (command == "fan_out" && words_.size() == 4) return fan_out();
        if (command == "pairs" && words_.size() == 2) return pairs(number(1));
        if (command == "write" && words_.size() == 2) return write();
        if (command == "read" && words_.size() == 2) return read();
        std::fprintf(stderr, "unknown command; tests/bench/peers/peer_program.hpp says what there is\n");
        return 64;
    }

private:
    int number(std::size_t word) const { return std::atoi(words_[word].c_str()); }
    static void print(const char* name, double figure) { std::printf("%s\t%.2f\n", name, figure); }

    /// Calls `measure` with the message of so many bytes; prints nothing if they are too many for the peer.
    template <class Measure>
    int sized(Measure&& measure) {
        const auto try_size = [&]<class T>() {
            if (number(1) != static_cast<int>(sizeof(T))) return;
            if constexpr (sizeof(T) <= Peer<T>::kMostBytes) measure.template operator()<T>();
        };
        try_size.template operator()<Bytes64>();
        try_size.template operator()<Bytes1024>();
        try_size.template operator()<Bytes65536>();
        try_size.template operator()<Bytes1048576>();
        return 0;
    }

    template <class T>
    void costs() {
        pin(number(2));
        Loopback<Peer, T> loopback{channel_};
        print("publish_ns", loopback.publish_ns());
        if (Peer<T>::kDirect) print("take_ns", loopback.take_ns());
        print("pair_ns", loopback.pair_processor_ns());
    }

    /// A peer whose threads need the processor cannot be polled on it.
    template <class T>
    void hops() {
        channel_.waited = words_[2] == "waited";
        if (!channel_.waited && !Peer<T>::kDirect) return;
        const HopFigures figures = measure_hops<Peer, T>(channel_, number(3), number(4));
        print("one_way_ns", figures.one_way_ns);
        if (channel_.waited) print("hop_cpu_ns", figures.processor_ns);
    }

    int fan_out() {
        print("publish_ns", publish_ns_with_readers<Peer, Bytes64>(channel_, number(1), number(2), number(3)));
        return 0;
    }

    int pairs(int count) {
        Loopback<Peer, Bytes64> loopback{channel_};
        for (int i = 0; i < 100; ++i) loopback.pair();
        CALLGRIND_ZERO_STATS;
        for (int i = 0; i < count; ++i) loopback.pair();
        CALLGRIND_DUMP_STATS;
        return 0;
    }

    int write() {
        channel_.name = words_[1], channel_.end = End::kWriter;
        Peer<Bytes64> peer{channel_};
        for (Bytes64 message; !input_ends(1);) {
            ++message.words.front();
            peer.publish(message);
        }
        return 0;
    }

    int read() {
        channel_.name = words_[1], channel_.end = End::kReader;
        Peer<Bytes64> peer{channel_};
        std::uint32_t seen = 0;
        const auto look = [&](const Bytes64& message) { seen = message.words.front(); };
        while (!peer.take(look) || seen == 0)
            if (input_ends(0)) return 1;
            else ::usleep(200);
        std::puts("first");
        std::fflush(stdout);
        while (!input_ends(1)) peer.take(look);
        return 0;
    }

    static bool input_ends(int within_ms) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        return ::poll(&input, 1, within_ms) > 0;
    }

    Channel channel_;
    std::vector<std::string> words_;
};

template <template <class> class Peer>
int run_peer(int argc, char** argv) {
    try {
        return PeerProgram<Peer>{argc > 1 ? argv[1] : "", {argv + std::min(argc, 2), argv + argc}}.run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
        return 1;
    }
}

}  // namespace seqboard::bench
