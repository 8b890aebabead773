// A board in memory with two slots, and files in memory of what is recorded of it.
#pragma once

#include <cstring>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"
#include "core/record/chunk_writer.hpp"
#include "core/record/mcap_reader.hpp"
#include "tests/core/record/memory_file.hpp"

namespace seqboard::testing {

class SharedFile final : public record::RecordingFile {
public:
    explicit SharedFile(MemoryFile& file) : file_{file} {}
    void append(std::span<const std::byte> bytes) override { file_.append(bytes); }
    void cut(std::uint64_t bytes) override { file_.cut(bytes); }
    void sync() override { file_.sync(); }

private:
    MemoryFile& file_;
};

/// The slots `range` and `base.pose` of one node, `sensor`.
struct RecordedBoard {
    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    std::shared_ptr<OwnedSegment> segment = board->create("sensor", {slot_spec<Range>("range"), slot_spec<Pose>("base.pose")});
    StepContext context{};
    OutputPort range{"range", slot_spec<Range>("range"), context};
    OutputPort pose{"pose", slot_spec<Pose>("base.pose"), context};
    std::deque<MemoryFile> files{};
    std::size_t room = std::numeric_limits<std::size_t>::max();
    Time now = time_from_ns(5'000'000'000);

    RecordedBoard() { bind(1); }
    void bind(std::uint32_t epoch) {
        range.bind(segment->writer(0), epoch);
        pose.bind(segment->writer(1), epoch);
    }
    /// Ten milliseconds later.
    void say(float range_m) {
        now += std::chrono::milliseconds{10};
        context.begin(now);
        const Range value{.range_m = range_m};
        range.write(&value, sizeof value);
    }
    void say_pose(float x_m) {
        context.begin(now);
        const Pose value{.x_m = x_m};
        pose.write(&value, sizeof value);
    }
    record::MakeFile make_file() {
        return [this](unsigned) {
            files.emplace_back().room = room;
            return std::make_unique<SharedFile>(files.back());
        };
    }
};

/// The numbers that were said on a slot: the payload's first float.
inline std::vector<float> said_on(const record::McapReader& reader, const std::string& slot) {
    std::vector<float> said;
    reader.messages([&](const record::McapMessage& message) {
        const auto& metadata = reader.channels().at(message.channel).metadata;
        if (!metadata.contains("slot") || metadata.at("slot") != slot) return;
        float value = 0;
        std::memcpy(&value, message.data.data() + kCdrHeader.size(), sizeof value);
        said.push_back(value);
    });
    return said;
}

inline record::McapReader read(const MemoryFile& file) { return record::McapReader{"memory", file.bytes}; }

}  // namespace seqboard::testing
