// Tries a scenario on the board it lives on: watches every slot, does the steps at their ticks, judges, and ends the run.
#pragma once

#include <memory>
#include <optional>

#include "core/hil/scenario_values.hpp"
#include "core/hil/trial.hpp"
#include "core/hil/verdict.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/map.hpp"
#include "core/node.hpp"
#include "nodes/scenario/run_page.hpp"
#include "nodes/scenario/scenario_hands.hpp"
#include "nodes/scenario/slot_log.hpp"
#include "nodes/sim/run_record.hpp"
#include "nodes/sim/stream_hash.hpp"

namespace seqboard::sim {

/// Reads slots by their names and the schemas in their segments, so that it judges robots it was not built with; the inputs below are for
/// pictures, and a robot that lacks them has none. Leaves verdict.txt, report.html and slots/*.csv in the folder `run`. Ends with exit
/// code 0 for PASS, 1 for FAIL, 69 for INVALID.
class ScenarioNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    static constexpr bool kStepsLast = true;

    struct Io {
        Setup& setup;
        std::string scenario = setup.param<std::string>("scenario");  ///< its folder or file
        std::string run = setup.param<std::string>("run");            ///< a folder that exists
        int seed = setup.param("seed", 1, {0, 1'000'000'000});
        bool idle = setup.param("idle", false);            ///< says that steps were done, and does none: a scenario has to fail then
        std::string plant = setup.param("plant", "sim");   ///< the simulator's node
        std::string room = setup.param("room", "");        ///< for the picture
        std::string phrases = setup.param("phrases", "");  ///< as the voice node has them
        float sonar_x_m = setup.param("sonar_x_m", 0.08f, {-1.0f, 1.0f});
        Input<Truth> truth = setup.optional_input<Truth>("truth", kForever);
        Input<Pose> pose = setup.optional_input<Pose>("pose", kForever);
        Input<Heading> heading = setup.optional_input<Heading>("heading", kForever);
        Input<Map> map = setup.optional_input<Map>("map", kForever);
        Input<Plan> plan = setup.optional_input<Plan>("plan", kForever);
        Input<Range> range = setup.optional_input<Range>("range", kForever);
        Input<DriveCommand> command = setup.optional_input<DriveCommand>("drive_command", kForever);
        Input<WheelState> wheels = setup.optional_input<WheelState>("wheel_state", kForever);
        Input<MotorDrive> drive = setup.optional_input<MotorDrive>("motor_drive", kForever);
        Input<Battery> battery = setup.optional_input<Battery>("battery_truth", kForever);
        Output<SlotFaults> faults = setup.output<SlotFaults>("slot_faults");
    };

    explicit ScenarioNode(Io io);
    void step(const Tick& tick);

private:
    bool others_are_there();
    /// What is on the board is known now.
    void begin(const Tick& tick);
    hil::Hands& hands();
    void record(const Tick& tick);
    void finish(const Tick& tick);
    hil::Verdict judge(const Tick& tick);
    std::string died_by_itself();
    std::string died_on_board();
    std::string trouble();

    Io io_;
    std::shared_ptr<Blackboard> board_;
    hil::Scenario scenario_;
    std::optional<hil::ScenarioValues> values_;
    std::optional<hil::Trial> trial_;
    std::optional<ScenarioHands> hands_;
    RunRecord record_;
    RunPage page_;
    StreamHash hash_;
    SlotLog log_;
    std::optional<Time> began_;
    Time wall_began_{};
    Time wall_last_{};
};

}  // namespace seqboard::sim
