// Every sample of some slots, as they come.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/cli/slot_stream.hpp"

namespace seqboard::cli {

class SlotStreams {
public:
    /// Looks for the slots at once; those that are not there yet are found when they come.
    SlotStreams(const std::shared_ptr<Blackboard>& board, const std::vector<std::string>& slots);

    /// Where the samples of a slot go. `use` is called before the first, and again before the first of another schema.
    struct Taker {
        std::function<void(const SlotSpec& slot)> use;
        std::function<void(const std::string& slot, const RawSample& sample)> add;
    };

    /// All that is new, by the samples' stamps; the first time all that the rings hold. Returns how many the slot with the most had. Looks
    /// for slots that are silent, some times a second.
    std::size_t take(const Taker& taker);

    /// Samples that were overwritten before they were taken.
    std::uint64_t missed() const;
    std::uint64_t taken() const noexcept { return taken_; }
    std::size_t size() const noexcept { return streams_.size(); }

private:
    struct Followed {
        SlotStream stream;
        unsigned connection = 0;
        Time last_news{};
    };
    std::vector<Followed> streams_;
    std::uint64_t taken_ = 0;
};

}  // namespace seqboard::cli
