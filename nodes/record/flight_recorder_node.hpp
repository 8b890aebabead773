// Keeps the last seconds of the board it lives on, and writes them when something happens.
#pragma once

#include "core/node.hpp"
#include "core/record/flight_recorder.hpp"
#include "core/record/trigger_watch.hpp"

namespace seqboard {

/// docs/recording.md. What triggers it: the motors being disabled, a node's death, a condition over slots, `seqboard record trigger`.
class FlightRecorderNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    static constexpr bool kStepsLast = true;

    struct Io {
        Setup& setup;
        std::string folder = setup.param<std::string>("folder");  ///< made if it is not there
        std::string name = setup.param("name", "flight");         ///< NAME_0000.mcap, NAME_0001.mcap, ...
        int keep = setup.param("keep", 10, {1, 1000});            ///< files; the oldest is removed before one more is made
        std::string slots = setup.param("slots", "*");            ///< patterns with spaces between them: `*` any text, `?` one character
        std::string except = setup.param("except", "");           ///< patterns of slots that are left out
        bool twins = setup.param("twins", true);                  ///< standard ROS 2 messages beside the slots, see core/record/twins.hpp
        int ram_kib = setup.param("ram_kib", 4096, {128, 65536});
        Duration time_before =
            setup.param("time_before", Duration{std::chrono::seconds{10}});  ///< of the trigger, as far as ram_kib holds it
        Duration time_after = setup.param("time_after", Duration{std::chrono::seconds{5}});
        bool safe_stop = setup.param("safe_stop", true);       ///< write when the motors are disabled
        bool node_death = setup.param("node_death", true);     ///< write when a node fails
        std::string condition = setup.condition("condition");  ///< write when it becomes true
        Output<FlightState> state = setup.output<FlightState>("flight_recording");
    };

    explicit FlightRecorderNode(Io io);
    void step(const Tick& tick);

private:
    static constexpr std::uint32_t kStepsPerState = 20;
    static constexpr Duration kLookInterval = std::chrono::milliseconds{500};

    void watch(Time now, Time board_now);
    void publish(const Tick& tick);

    Io io_;
    std::string prefix_;  ///< of every file's path, which is absolute
    unsigned first_;      ///< number of the first file
    record::TriggerWatch watch_;
    record::FlightRecorder recorder_;
    Time looked_{};
    FlightState said_{};
};

}  // namespace seqboard
