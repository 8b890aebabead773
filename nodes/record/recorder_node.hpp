// Records the board it lives on.
#pragma once

#include "core/node.hpp"
#include "core/record/recorder.hpp"

namespace seqboard {

/// Every sample of the chosen slots into MCAP files, docs/recording.md. A thread of its own writes them: a slow disk takes nothing from the
/// step, and a full one only the recording.
class RecorderNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    static constexpr bool kStepsLast = true;

    struct Io {
        Setup& setup;
        std::string folder = setup.param<std::string>("folder");  ///< made if it is not there
        std::string name = setup.param("name", "robot");          ///< NAME_0000.mcap, NAME_0001.mcap, ...
        std::string slots = setup.param("slots", "*");            ///< patterns with spaces between them: `*` any text, `?` one character
        std::string except = setup.param("except", "");           ///< patterns of slots that are left out
        bool twins = setup.param("twins", true);                  ///< standard ROS 2 messages beside the slots, see core/record/twins.hpp
        int chunk_kib = setup.param("chunk_kib", 256, {16, 4096});
        Duration chunk_time = setup.param("chunk_time", Duration{std::chrono::seconds{1}});  ///< what a loss of power may cost
        int split_mib = setup.param("split_mib", 64, {1, 2000});
        Duration split_time = setup.param("split_time", Duration{std::chrono::minutes{10}});
        Output<RecordingState> state = setup.output<RecordingState>("recording");
    };

    explicit RecorderNode(Io io);
    void step(const Tick& tick);

private:
    static constexpr std::uint32_t kStepsPerState = 20;

    Io io_;
    record::Recorder recorder_;
};

}  // namespace seqboard
