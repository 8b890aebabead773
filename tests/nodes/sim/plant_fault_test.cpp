// The names of the simulator's faults, against the simulator.
#include "core/hil/plant_fault.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "nodes/sim/sim_node.hpp"

using namespace seqboard;
using namespace seqboard::hil;

namespace {

/// The simulator's live parameters with their limits.
std::map<std::string, Limits<double>> live_parameters() {
    Setup setup{{}, true};
    node_type<sim::SimNode>().declare(setup);
    std::map<std::string, Limits<double>> live;
    for (const Parameter& parameter : setup.parameters())
        if (parameter.live && parameter.limits) live[parameter.name] = *parameter.limits;
    return live;
}

}  // namespace

TEST_CASE("every fault of the table is a value that the simulator's parameter takes") {
    const auto live = live_parameters();
    for (const PlantFault& fault : plant_faults()) {
        INFO(fault.device << " " << fault.kind);
        const auto parameter = live.find(std::string{fault.parameter});
        REQUIRE(parameter != live.end());
        for (const float value : {fault.healthy, fault.takes_magnitude ? fault.healthy : fault.value}) {
            CHECK(static_cast<double>(value) >= parameter->second.min);
            CHECK(static_cast<double>(value) <= parameter->second.max);
        }
    }
}

TEST_CASE("every fault of the simulator has a name") {
    const std::set<std::string> kInHands = {"say", "pad_forward_ratio", "pad_left_ratio", "pad_dead_man",
                                            "pad_button"};  // people's, and no faults
    std::map<std::string, std::set<int>> named;
    for (const PlantFault& fault : plant_faults()) named[std::string{fault.parameter}].insert(static_cast<int>(fault.value));
    for (const auto& [name, limits] : live_parameters()) {
        if (kInHands.count(name) != 0) continue;
        INFO(name);
        REQUIRE(named.count(name) == 1);
        if (!name.ends_with("_fault")) continue;
        for (int value = 1; value <= static_cast<int>(limits.max); ++value) CHECK(named[name].count(value) == 1);
    }
}

TEST_CASE("what the simulator does not have is told with what it has") {
    std::string why;
    CHECK(find_plant_fault("plant.sonar", "unplugged", why)->value == 1);
    CHECK_FALSE(find_plant_fault("plant.sonnar", "unplugged", why));
    CHECK(why == "the simulator has no 'sonnar'; did you mean 'sonar'?");
    CHECK_FALSE(find_plant_fault("plant.sonar", "frozen", why));
    CHECK(why == "the simulator's sonar cannot be 'frozen'; known: unplugged, stuck, cross_talk");
}
