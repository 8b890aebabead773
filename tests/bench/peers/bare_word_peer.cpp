// The floor: one word on a cache line of its own, and a futex on it. Nothing that brings a message from one process to another polls
// faster than the line hops, or wakes faster than the futex.
#include <atomic>

#include "core/slot/futex.hpp"
#include "tests/bench/peers/peer_program.hpp"
#include "tests/bench/peers/shared_file.hpp"

namespace seqboard::bench {

/// Carries the first word of a message, and only if that changes.
template <class T>
class BareWordPeer {
public:
    static constexpr int kHolds = 512;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = 64;
    static constexpr bool kDirect = true;

    explicit BareWordPeer(const Channel& channel) : waited_{channel.waited}, line_{channel} {}

    void publish(const T& message) {
        word().store(message.words.front(), std::memory_order_release);
        if (waited_) futex_wake_all(&line_->word);
    }
    template <class Look>
    bool take(Look&& look) {
        T message{};
        message.words.front() = seen_ = word().load(std::memory_order_acquire);
        look(message);
        return true;
    }
    bool news() const { return word().load(std::memory_order_acquire) != seen_; }
    void wait() {
        if (!news()) futex_wait(&line_->word, seen_, std::chrono::milliseconds{100});
    }

private:
    struct alignas(64) Line {
        std::uint32_t word;
    };
    std::atomic_ref<std::uint32_t> word() const { return std::atomic_ref{line_->word}; }

    bool waited_;
    SharedFile<Line> line_;
    std::uint32_t seen_ = 0;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::BareWordPeer>(argc, argv); }
