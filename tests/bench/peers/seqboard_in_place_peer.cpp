// seqboard for large messages: loan() and view(), no copy for the reader.
#include "tests/bench/peers/peer_program.hpp"
#include "tests/bench/peers/seqboard_ends.hpp"

namespace seqboard::bench {

template <class T>
class SeqboardInPlacePeer {
public:
    static constexpr int kHolds = 512;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = kNoLimit;
    static constexpr bool kDirect = true;

    explicit SeqboardInPlacePeer(const Channel& channel) : ends_{channel} {}

    /// Stands for the work that makes the message in its place.
    void publish(const T& message) {
        Loan<T> loan = ends_.output.loan();
        *loan = message;
        std::move(loan).commit();
    }
    template <class Look>
    bool take(Look&& look) {
        return ends_.input.view(look);
    }
    bool news() const { return ends_.input.has_news(); }
    void wait() { ends_.wait(); }

private:
    SeqboardEnds<T> ends_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::SeqboardInPlacePeer>(argc, argv); }
