#include "core/cli/slot_streams.hpp"

#include <algorithm>

namespace seqboard::cli {

namespace {

constexpr Duration kLookForWriter = std::chrono::milliseconds{200};

}  // namespace

SlotStreams::SlotStreams(const std::shared_ptr<Blackboard>& board, const std::vector<std::string>& slots) {
    for (const std::string& slot : slots) streams_.push_back({SlotStream{board, slot}});
}

std::size_t SlotStreams::take(const Taker& taker) {
    struct Taken {
        Followed* from;
        RawSample sample;
    };
    std::vector<Taken> all;
    std::size_t most = 0;
    const Time now = monotonic_now();
    for (Followed& followed : streams_) {
        if (now - followed.last_news > kLookForWriter) {
            followed.stream.connect();
            followed.last_news = now;
        }
        if (!followed.stream.connected()) continue;
        if (followed.connection != followed.stream.connection()) taker.use(followed.stream.place());
        followed.connection = followed.stream.connection();
        std::size_t found = 0;
        for (; found < kMaxCells; ++found) {
            auto sample = followed.stream.take();
            if (!sample) break;
            all.push_back({&followed, std::move(*sample)});
        }
        if (found > 0) followed.last_news = now;
        most = std::max(most, found);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Taken& a, const Taken& b) { return a.sample.header.stamp_ns < b.sample.header.stamp_ns; });
    for (const Taken& one : all) taker.add(one.from->stream.slot(), one.sample);
    taken_ += all.size();
    return most;
}

std::uint64_t SlotStreams::missed() const {
    std::uint64_t missed = 0;
    for (const Followed& followed : streams_) missed += followed.stream.missed();
    return missed;
}

}  // namespace seqboard::cli
