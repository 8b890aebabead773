// What a run lays over the node set of its scenario, and what its steps and expectations make of odd wishes.
#include <catch2/catch.hpp>

#include "core/hil/junit.hpp"
#include "core/hil/leftovers.hpp"
#include "core/hil/run_comparison.hpp"
#include "core/hil/set_cut.hpp"
#include "core/hil/slot_fault_plan.hpp"
#include "core/hil/trial.hpp"
#include "tests/core/hil/small_robot.hpp"

using namespace seqboard;
using namespace seqboard::hil;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

const std::string kSafe = "expect: [never: \"truth.collided != 0\"]\n";

struct Odd {
    double wide_m = 0;
    std::int64_t far = 0;
    std::array<char, 8> name{};
};
SEQBOARD_MESSAGE(Odd, wide_m, far, name);

void put(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    std::ofstream{path} << text;
}

std::string faults_of(const std::string& expectation) {
    const ScratchBoard scratch;
    put(scratch.root() + "/wall_stop/scenario.yaml", "use: {launch: robot.yaml}\nexpect:\n  - " + expectation + "\n");
    Findings findings;
    read_scenario(scratch.root() + "/wall_stop", findings);
    return lines_of(findings);
}

class NoValue final : public ValueSource {
public:
    NamedValue find(std::string_view) override { return {.handle = 0, .unit = "m"}; }
    std::optional<float> load(std::uint32_t) const noexcept override { return {}; }
};

class Diary final : public Hands {
public:
    void begin(const Step& step) override { lines.push_back("begin " + step.name); }
    void end(const Step& step) override { lines.push_back("end " + step.name); }
    std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("the judge runs at the scenario's step, with the room that the simulator has, beside whoever ends the run but is wanted") {
    SmallRobot robot{kSafe, kSmallHead +
                                "nodes:\n  sim: {type: sim_node, params: {say: 1, room: hall.room}}\n"
                                "  finish: {type: watch_node, ends_run: true}\n  judge: {type: watch_node, ends_run: true}\n"};
    robot.scenario.step = 20ms;
    robot.scenario.nodes.members.push_back(robot.checked.set.tree.find("nodes")->value.members.at(2));
    const std::string text = overlay_text(robot.scenario, robot.checked.set, {.run_folder = "/run"});
    CHECK_THAT(text, Catch::Contains("step: 20000000ns}\n") && Catch::Contains("    period: 20000000ns\n"));
    CHECK_THAT(text, Catch::Contains("  finish: ~\n") && !Catch::Contains("judge: ~"));
    CHECK_THAT(text, Catch::Contains("      room: \"hall.room\"\n") && !Catch::Contains("phrases"));
    const SmallRobot plain{kSafe, kSmallHead + "nodes:\n  sim: {type: sim_node}\n"};
    const std::string other = overlay_text(plain.scenario, plain.checked.set, {.run_folder = "/run"});
    CHECK_THAT(other, !Catch::Contains("room:") && !Catch::Contains("period:"));
}

TEST_CASE("of what a scenario says of nodes the plant's part has that of its own nodes alone") {
    SmallRobot robot{kSafe};
    for (const YamlMember& node : robot.checked.set.tree.find("nodes")->value.members)
        if (node.key == "brain" || node.key == "watch") robot.scenario.nodes.members.push_back(node);
    Findings findings;
    const SetCut cut = cut_set(robot.checked, robot.scenario, findings);
    REQUIRE(cut.is_on_board("brain"));
    const std::string text = overlay_text(robot.scenario, robot.checked.set, {.run_folder = "/run", .cut = &cut});
    CHECK_THAT(text, Catch::Contains("  \"watch\": ") && Catch::Contains("  brain: ~\n") && !Catch::Contains("  \"brain\": "));
    CHECK_THAT(text, Catch::Contains("include: [\"/run/link.yaml\", "));
}

TEST_CASE("a step after one of two of the same name waits for the later of them") {
    Scenario scenario;
    scenario.steps.resize(3);
    scenario.steps[0].name = scenario.steps[1].name = "push";
    scenario.steps[0].trigger.at = 60ms;
    scenario.steps[1].trigger.at = 20ms;
    scenario.steps[2].name = "later";
    scenario.steps[2].trigger.at = 100ms;
    scenario.steps[2].trigger.after = "push";
    NoValue values;
    Findings findings;
    Trial trial{scenario, values, findings};
    Diary diary;
    for (int tick = 0; tick < 16; ++tick) trial.tick(tick * 10ms, diary);
    CHECK(diary.lines == std::vector<std::string>{"begin push", "begin push"});
    trial.tick(160ms, diary);
    CHECK(diary.lines.back() == "begin later");
}

TEST_CASE("what is no number of 32 bits has no bias, and of two slots that a target begins with the longer is meant") {
    const std::vector<BoardSlot> slots = {
        {slot_spec<Odd>("odd"), "odd_node"}, {slot_spec<Range>("range.left"), "range"}, {slot_spec<Range>("range"), "range"}};
    const auto refusal = [&](const std::string& target) {
        Step step;
        step.deed = Deed::kFault;
        step.target.value = target;
        step.kind = "bias";
        step.has_magnitude = true;
        step.magnitude = 1;
        std::string why;
        plan_slot_fault(step, slots, why);
        return why;
    };
    CHECK(refusal("range.left.range_m").empty());
    for (const std::string field : {"wide_m", "far", "name", "name[0]"})
        CHECK_THAT(refusal("odd." + field), Catch::Contains("'" + field + "'") && Catch::Contains(field == "name" ? "" : "none"));
}

TEST_CASE("limits that are no numbers are refused where they stand") {
    const auto metric = [](const std::string& limit) { return faults_of("metric: {name: path_length, " + limit + "}"); };
    CHECK(metric("max: 6m") == "");
    CHECK(metric("min: -1, golden: 2m, tolerance: 5%") == "");
    for (const char* const wrong : {"6 bananas", "six", "6m and more", "-"})
        CHECK_THAT(metric(std::string{"max: "} + "\"" + wrong + "\""), Catch::Contains("expected a number with or without a unit"));
    CHECK_THAT(metric("max: [1, 2]"), Catch::Contains("max"));
    CHECK_THAT(faults_of("metric: {name: path_length}"), Catch::Contains("no limit; add min, max or golden with tolerance"));
}

TEST_CASE("a case that was expected to fail and does tells what it found, and one that passes that it should not have") {
    Case one;
    one.xfail = "the wheels slip";
    one.result.verdict.outcome = Outcome::kFail;
    one.result.verdict.judgements = {{"never: a < b", false, "at 1.20 s"}};
    CHECK(one.story() == "never: a < b: at 1.20 s");
    CHECK(one.kind() == Case::Kind::kPassed);
    one.result.verdict.outcome = Outcome::kPass;
    CHECK(one.story() == "it passed, and was expected to fail: the wheels slip");
    CHECK(one.kind() == Case::Kind::kFailed);
}

TEST_CASE("of several slots in which two runs part the earliest is told, in whichever order they come") {
    const ScratchBoard scratch;
    for (const char* const run : {"a", "b"}) {
        const std::string other = run == std::string{"b"} ? "9" : "1";
        put(scratch.root() + "/" + run + "/slots/early.csv", "stamp_ns,x\n100000000,1\n200000000," + other + "\n");
        put(scratch.root() + "/" + run + "/slots/late.csv", "stamp_ns,x\n100000000,1\n500000000," + other + "\n");
        put(scratch.root() + "/" + run + "/slots/zero.csv", "stamp_ns,x\n100000000," + other + "\n");
    }
    const auto difference = compare_runs(scratch.root() + "/a", scratch.root() + "/b", Compared::kAll);
    REQUIRE(difference);
    CHECK(difference->slot == "zero");
    CHECK(difference->time_s == Approx(0.1));
}

TEST_CASE("all files that are left behind are named, but for logs, and gone") {
    const ScratchBoard scratch;
    for (const char* const file : {"hil/one.seg", "hil/two.seg", "hil/log/sim.log"}) put(scratch.root() + "/" + file, "text");
    const std::string left = clear_leftovers(scratch.root());
    CHECK_THAT(left, Catch::Contains("one.seg") && Catch::Contains(", ") && Catch::Contains("two.seg") && !Catch::Contains("sim.log"));
    CHECK_FALSE(std::filesystem::exists(scratch.root()));
    CHECK(clear_leftovers(scratch.root()).empty());
}
