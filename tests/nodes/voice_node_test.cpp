// The node with its real driver on a chip's model.
#include "nodes/voice_node.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <limits>

#include "core/testing/bench.hpp"
#include "tests/drivers/ld3320_world.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using sim::VoiceFault;

namespace {

std::string write_clips(const std::string& folder) {
    for (unsigned clip = 0; clip < Announcer::kClips; ++clip)
        std::ofstream{folder + "/" + ClipFolder::name_of(clip)} << std::string(400, static_cast<char>('a' + clip));
    return folder;
}

struct World : testing::Ld3320World {
    Bench<VoiceNode> bench;

    explicit World(std::map<std::string, std::string> params = {}) : bench{with_wiring(std::move(params))} {}

    std::map<std::string, std::string> with_wiring(std::map<std::string, std::string> params) const {
        params.insert({{"spi", wiring.spi},
                       {"gpio", wiring.gpio},
                       {"reset", "RSTB"},
                       {"interrupt", "INTB"},
                       {"phrases", "qian jin=forward; zuo zhuan = left;ting=stop"}});
        if (params.contains("clips")) params["clips"] = write_clips(folder);
        return params;
    }
    VoiceCommand run(Duration duration) {
        for (Duration passed{}; passed < duration; passed += 10ms) {
            if (ahead_m)
                bench.set<Range>("range", {.range_m = *ahead_m, .max_range_m = 4, .beam_width_rad = 0.26f, .bearing_rad = bearing_rad});
            if (cliff) bench.set<GroundContact>("ground_contact", {{0, static_cast<std::uint8_t>(*cliff), 0, 0}});
            bench.run_for(10ms);
            pass(10ms);
        }
        return *bench.get<VoiceCommand>("voice_command");
    }
    std::string said() const {
        std::string clips;
        for (const std::uint8_t byte : model.played())
            if (clips.empty() || clips.back() != static_cast<char>(byte)) clips += static_cast<char>(byte);
        return clips;
    }

    std::optional<float> ahead_m;
    float bearing_rad = 0;
    std::optional<bool> cliff;
};

std::string refusal(std::map<std::string, std::string> params) {
    return testing::start_error([&] { const World world{std::move(params)}; }).second;
}

const std::map<std::string, std::string> kSpeaking = {{"clips", ""}};

}  // namespace

TEST_CASE("voice node: a phrase becomes its command, again and again") {
    World world;
    CHECK(world.run(100ms).state == VoiceState::kStarting);
    CHECK(world.run(600ms).state == VoiceState::kListening);
    REQUIRE(world.model.say(2));
    const VoiceCommand stop = world.run(50ms);
    CHECK(stop.count == 1);
    CHECK(stop.code == VoiceCode::kStop);
    CHECK(stop.index == 2);
    world.run(600ms);
    REQUIRE(world.model.say(1));
    const VoiceCommand left = world.run(50ms);
    CHECK(left.count == 2);
    CHECK(left.code == VoiceCode::kLeft);
}

TEST_CASE("voice node: every behaviour that can be asked for has a name in the table") {
    const PhraseTable table{"tan suo=explore; xun luo=patrol; zuo qiang=wall_left; you qiang=wall_right; hui jia=home"};
    const std::array codes{VoiceCode::kExplore, VoiceCode::kPatrol, VoiceCode::kWallLeft, VoiceCode::kWallRight, VoiceCode::kHome};
    for (std::size_t i = 0; i < codes.size(); ++i) CHECK(table.code(static_cast<std::uint8_t>(i)) == codes[i]);
}

TEST_CASE("voice node: noise changes no command, and it listens on") {
    World world;
    world.run(700ms);
    REQUIRE(world.model.say(99));
    CHECK(world.run(700ms).count == 0);
    world.model.give_up();
    CHECK(world.run(700ms).count == 0);
    REQUIRE(world.model.say(0));
    CHECK(world.run(50ms).code == VoiceCode::kForward);
}

TEST_CASE("voice node: a chip that fails is started again until it works") {
    World world;
    world.run(700ms);
    world.model.set_fault(VoiceFault::kUnplugged);
    CHECK(world.run(200ms).state == VoiceState::kFailed);
    world.run(3s);
    world.model.set_fault(VoiceFault::kNone);
    CHECK(world.run(1200ms).state == VoiceState::kListening);
    REQUIRE(world.model.say(0));
    CHECK(world.run(50ms).count == 1);
}

TEST_CASE("voice node: it speaks of an obstacle ahead, hears nothing meanwhile, and listens again") {
    World world{kSpeaking};
    world.run(700ms);
    world.ahead_m = 0.55f;
    CHECK(world.run(100ms).state == VoiceState::kSpeaking);
    CHECK_FALSE(world.model.say(0));
    CHECK(world.run(1500ms).state == VoiceState::kListening);
    CHECK(world.said() == "f");
    REQUIRE(world.model.say(0));
    CHECK(world.run(50ms).count == 1);
}

TEST_CASE("voice node: what is beside the robot is not in its way") {
    World world{kSpeaking};
    world.ahead_m = 0.55f, world.bearing_rad = 1.0f;
    CHECK(world.run(2s).state == VoiceState::kListening);
    CHECK(world.said().empty());
}

TEST_CASE("voice node: an edge of the floor goes before the obstacle that is being told") {
    World world{kSpeaking};
    world.ahead_m = 0.55f, world.cliff = false;
    REQUIRE(world.run(100ms).state == VoiceState::kSpeaking);
    world.cliff = true;
    world.run(1500ms);
    CHECK(world.said() == "k");
    world.cliff = false;
    world.ahead_m = std::numeric_limits<float>::infinity();
    world.run(9s);
    CHECK(world.said() == "kl");
}

TEST_CASE("voice node: without clips it is silent") {
    World world;
    world.ahead_m = 0.2f, world.cliff = true;
    CHECK(world.run(1s).state == VoiceState::kListening);
    CHECK(world.said().empty());
}

TEST_CASE("voice node: a table that makes no sense is refused with the reason") {
    CHECK_THAT(refusal({{"phrases", "ting"}}), Catch::Contains("'ting' is no entry of the phrase table"));
    CHECK_THAT(refusal({{"phrases", "ting=halt"}}), Catch::Contains("no command is called 'halt'"));
    CHECK_THAT(refusal({{"phrases", "Ting=stop"}}), Catch::Contains("a to z"));
    CHECK_THAT(refusal({{"phrases", " ; "}}), Catch::Contains("0 phrases"));
}

TEST_CASE("voice node: a clip that is missing is named") {
    testing::Ld3320World wired;
    CHECK_THROWS_WITH(
        Bench<VoiceNode>(
            {{"spi", wired.wiring.spi}, {"gpio", wired.wiring.gpio}, {"reset", "RSTB"}, {"phrases", "ting=stop"}, {"clips", "/nowhere"}}),
        Catch::Contains("/nowhere/obstacle_010.mp3") && Catch::Contains("make_clips.sh"));
}
