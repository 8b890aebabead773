#include "nodes/sim/encoder_model.hpp"

#include <cmath>
#include <utility>

namespace seqboard::sim {

void EncoderModel::advance(double counts, Time to) {
    const auto first = static_cast<std::int64_t>(std::floor(counts_)), last = static_cast<std::int64_t>(std::floor(counts));
    const auto passed_at = [&](std::int64_t edge) {
        const auto since_ns = static_cast<double>((to - now_.value_or(to)).count());
        return to - Duration{static_cast<Duration::rep>(since_ns * (counts - static_cast<double>(edge)) / (counts - counts_))};
    };
    for (std::int64_t count = first + 1; count <= last; ++count) report(count, passed_at(count));
    for (std::int64_t count = first - 1; count >= last; --count) report(count, passed_at(count + 1));
    counts_ = counts;
    now_ = to;
}

/// BA goes 00-01-11-10. A level that a line has already is no edge to the bank.
void EncoderModel::report(std::int64_t count, Time at) {
    if (fault_ == EncoderFault::kDead) return;
    const auto place = static_cast<std::uint64_t>(count) & 3u;
    std::size_t a = a_, b = b_;
    if (fault_ == EncoderFault::kReversed) std::swap(a, b);
    if (++edges_ % 8 == 0 && fault_ == EncoderFault::kLostEdges) bank_.lose_edges(a, 1);
    bank_.drive(a, place == 1 || place == 2, at);
    if (fault_ != EncoderFault::kDisconnectedB) bank_.drive(b, place >= 2, at);
}

}  // namespace seqboard::sim
