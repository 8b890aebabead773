// Standard ROS 2 messages of what people look at, made from the slots' samples: viewers draw the robot without set-up.
#pragma once

#include <map>
#include <vector>

#include "core/record/cdr_writer.hpp"
#include "core/record/chunk.hpp"
#include "core/time.hpp"

namespace seqboard::record {

/// Of a slot SLOT (topic /SLOT) with one of these messages, in chunks of their own behind the samples':
///   Pose         /ros/SLOT nav_msgs/Odometry, and of the slot `pose` /tf: world -> base_link
///   Range        /ros/SLOT sensor_msgs/LaserScan of one beam, as seen from base_link
///   Plan         /ros/SLOT nav_msgs/Path in world
///   Map          /ros/SLOT nav_msgs/OccupancyGrid in world: 50 for no evidence either way, -1 where nobody has looked
///   Battery      /ros/SLOT sensor_msgs/BatteryState
///   CameraFrame  /ros/SLOT sensor_msgs/Image, mono8
/// Log time and stamp are the sample's. Of each slot at most one in kMostOften: they are for people's eyes, and an Odometry has ten times the
/// bytes of a Pose. Not for a node's step: it computes with double. Belongs to one thread.
class Twins {
public:
    Twins();

    /// Calls `write(chunk)` for each chunk of twins of these samples, with what they need defined in the first.
    template <class Write>
    void translate(const Chunk& samples, Write&& write) {
        chunk_.clear();  // the last one was thrown out of
        define(samples);
        for (const ChunkEntry& entry : samples.entries()) {
            const auto found = twins_.find(entry.channel);
            if (found == twins_.end()) continue;
            for (Twin& twin : found->second) {
                if (entry.log_ns - twin.last_ns < static_cast<std::uint64_t>(kMostOften.count()) && entry.log_ns >= twin.last_ns) continue;
                twin.last_ns = entry.log_ns;
                const McapMessage message = make(twin, samples, entry);
                if (!chunk_.has_room(message.data.size() + kHeaderBytes)) {
                    write(chunk_);
                    chunk_.clear();
                }
                chunk_.add_sample(message);
            }
        }
        if (!chunk_.empty() || !chunk_.defined.empty()) write(chunk_);
        chunk_.clear();
    }

    /// What is translated from here on goes into another file: a slot's first sample in it has a twin, however soon it comes.
    void begin_file() noexcept;

    static constexpr Duration kMostOften = std::chrono::milliseconds{200};
    static constexpr std::size_t kChunkBytes = 256u << 10;

private:
    using Translate = void (*)(CdrWriter& to, std::uint64_t stamp_ns, std::span<const std::byte> sample);
    struct Twin {
        std::uint16_t channel;
        Translate translate;
        std::uint64_t last_ns = kNever;
        std::uint32_t sequence = 0;  ///< of its own: it leaves samples out, which are no gaps
    };
    static constexpr std::size_t kHeaderBytes = 4;
    static constexpr std::uint64_t kNever = ~std::uint64_t{0};

    void define(const Chunk& samples);
    void define_twin(const McapChannel& of, const char* type, const std::string& topic, Translate made_by);
    McapMessage make(Twin& twin, const Chunk& samples, const ChunkEntry& entry);

    std::map<std::uint16_t, std::vector<Twin>> twins_;  ///< by the channel of the samples
    std::map<std::string, std::uint16_t> schemas_;
    std::uint16_t channels_;
    Chunk chunk_;
    CdrWriter message_;
};

}  // namespace seqboard::record
