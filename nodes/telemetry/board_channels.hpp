// The slots of a board as channels that clients subscribe to.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"

namespace seqboard::telemetry {

/// One slot. Its message never changes: a slot with another one is another channel.
struct Channel {
    std::string topic;  ///< "/" and the slot's name
    std::string node;
    std::string schema_name;
    std::string schema;  ///< ros2msg
    std::uint64_t fingerprint = 0;
    std::shared_ptr<AttachedSegment> segment;
    SlotPlace place;
    std::uint32_t generation = 0;  ///< another number: another segment, whose samples are counted anew

    RingReader reader() const { return segment->reader(place); }
};

class BoardChannels {
public:
    explicit BoardChannels(std::shared_ptr<Blackboard> board) : board_{std::move(board)} {}

    struct Change {
        std::vector<std::uint32_t> added;
        std::vector<std::uint32_t> removed;
    };

    /// Looks for slots that have come, gone or moved. Some system calls per node: once a second is often enough.
    Change look();

    const std::map<std::uint32_t, Channel>& all() const noexcept { return channels_; }

    /// Null if there is none.
    const Channel* find(std::uint32_t id) const;

private:
    void take(const std::string& node, const std::shared_ptr<AttachedSegment>& segment, Change& change);
    std::uint32_t id_of(const SlotPlace& place);

    std::shared_ptr<Blackboard> board_;
    std::map<std::uint32_t, Channel> channels_;
    std::map<std::pair<std::string, std::uint64_t>, std::uint32_t> ids_;  ///< by slot and fingerprint, for ever
    std::map<std::string, std::shared_ptr<AttachedSegment>> segments_;    ///< by node, as looked at last
};

}  // namespace seqboard::telemetry
