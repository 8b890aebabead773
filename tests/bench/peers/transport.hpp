// What is measured: one end, or both, of a way to bring the newest message to other processes.
#pragma once

#include <concepts>

#include "tests/bench/bench_message.hpp"
#include "tests/bench/peers/channel.hpp"

namespace seqboard::bench {

/// A peer for messages of type T is a class with this interface, constructed from a Channel in the process that uses it. It opens its
/// writing end first and may wait for the other side's. What it cannot get it throws.
///
///   publish(message)  copies it to where readers find it; a message that finds a full queue is dropped
///   take(look)        calls look(const T&) on the newest message, or on the next where there is a queue; false: there is none
///   news()            false: take() would find what it found before; true where only take() can tell
///   wait()            sleeps until there may be news, at most a tenth of a second; only of a channel that says `waited`
///
/// kHolds: as many messages may be published before one is taken. kHoldsBytes: and as many bytes of them.
/// kMostBytes: the largest message. kDirect: what has been published is there; false: threads of its own bring it some time later.
template <class P, class T>
concept Transport = requires(P peer, const Channel& channel, const T& message, void (*look)(const T&)) {
    P{channel};
    peer.publish(message);
    { peer.take(look) } -> std::same_as<bool>;
    { peer.news() } -> std::same_as<bool>;
    peer.wait();
    { P::kHolds } -> std::convertible_to<int>;
    { P::kHoldsBytes } -> std::convertible_to<std::size_t>;
    { P::kMostBytes } -> std::convertible_to<std::size_t>;
    { P::kDirect } -> std::convertible_to<bool>;
};

inline constexpr std::size_t kNoLimit = std::size_t{1} << 30;

}  // namespace seqboard::bench
