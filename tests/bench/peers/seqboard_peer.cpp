// seqboard as a node uses it: write() and read(), each a copy.
#include "tests/bench/peers/peer_program.hpp"
#include "tests/bench/peers/seqboard_ends.hpp"

namespace seqboard::bench {

template <class T>
class SeqboardPeer {
public:
    static constexpr int kHolds = 512;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = kNoLimit;
    static constexpr bool kDirect = true;

    explicit SeqboardPeer(const Channel& channel) : ends_{channel} {}

    void publish(const T& message) { ends_.output.write(message); }
    template <class Look>
    bool take(Look&& look) {
        const Reading<T> reading = ends_.input.read();
        if (!reading) return false;
        look(*reading);
        return true;
    }
    bool news() const { return ends_.input.has_news(); }
    void wait() { ends_.wait(); }

private:
    SeqboardEnds<T> ends_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::SeqboardPeer>(argc, argv); }
