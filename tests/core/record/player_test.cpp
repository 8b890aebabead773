// A player whose clock is the test's: what the slots say, and when.
#include "core/record/player.hpp"

#include <catch2/catch.hpp>

#include <limits>

#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/record/mcap_writer.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/core/record/memory_file.hpp"

using namespace seqboard;
using namespace seqboard::record;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kBegin_ns = 7'000'000'000;

template <Message T>
McapChannel channel(std::uint16_t id, const std::string& slot) {
    return {id,
            0,
            "/" + slot,
            "cdr",
            {{"slot", slot},
             {"node", slot + "_node"},
             {"epoch", "1"},
             {"message", std::string{message_name<T>()}},
             {"schema", std::string{schema_text<T>()}},
             {"cells", "8"},
             {"period_ns", "0"}}};
}

/// Ten seconds: a range every 100 ms that is the number of its tenth, from 0 to 100, and a pose once, after one second.
RecordedRun ten_seconds() {
    testing::MemoryFile file;
    McapWriter writer{1 << 16};
    writer.begin(file, {{}, {channel<Range>(1, "range"), channel<Pose>(2, "pose")}});
    Chunk chunk{1 << 16, 200};
    const auto add = [&](std::uint16_t id, std::uint32_t sequence, std::uint64_t at_ns, const auto& value) {
        chunk.add_sample({id, sequence, at_ns, at_ns - 1'000'000, std::as_bytes(std::span{&value, 1})});
    };
    for (std::uint32_t i = 0; i <= 100; ++i) add(1, i + 1, kBegin_ns + 100'000'000ull * i, Range{.range_m = static_cast<float>(i)});
    add(2, 1, kBegin_ns + 1'000'000'000, Pose{.x_m = 7});
    writer.add(chunk);
    writer.finish();
    const McapReader reader{"memory", file.bytes};
    return RecordedRun{{&reader}};
}

struct Played {
    RecordedRun run = ten_seconds();
    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    SlotPlayer slots{*board, run, {true, true}};
    Time now = time_from_ns(1'000'000'000'000);
    std::unique_ptr<Player> player{};

    explicit Played(PlayOptions options = {}) : player{std::make_unique<Player>(run, slots, options, now)} { player->advance(now); }

    void after(Duration time) {
        now += time;
        player->advance(now);
    }
    template <Message T>
    std::optional<Sample<T>> on(const std::string& slot) const {
        return newest<T>(*board->attach_trusted(slot + "_node"), slot);
    }
    /// -1: nothing was said.
    float range() const { return on<Range>("range") ? on<Range>("range")->value.range_m : -1; }
    bool has_pose() const { return on<Pose>("pose").has_value(); }
    Duration age() const { return now - time_from_ns(on<Range>("range")->header.stamp_ns); }
    std::uint32_t said() const { return player->state(now).samples; }
};

}  // namespace

TEST_CASE("samples are said when they are due, with the ages that they had, and the player ends with the last") {
    Played played;
    CHECK(played.range() == 0);
    played.after(99ms);
    CHECK(played.range() == 0);
    CHECK(played.player->advance(played.now) == played.now + 1ms);
    played.after(1ms);
    CHECK(played.range() == 1);
    CHECK(played.age() == 0ms);
    played.after(50ms);
    CHECK(played.age() == 50ms);
    CHECK_FALSE(played.has_pose());
    played.after(9850ms);
    CHECK(played.range() == 100);
    CHECK(played.has_pose());
    CHECK(played.said() == 102);
    CHECK(played.player->phase() == PlayerPhase::kEnded);
    CHECK(played.player->advance(played.now) == Time::max());
}

TEST_CASE("while it is paused nothing is said, however long that is, then it goes on where it was") {
    Played played;
    played.after(1050ms);
    played.player->pause(played.now);
    const std::uint32_t said = played.said();
    CHECK(played.player->advance(played.now) == Time::max());
    played.after(1h);
    CHECK(played.said() == said);
    CHECK(played.player->position(played.now) == 1050ms);
    played.player->play(played.now);
    played.after(49ms);
    CHECK(played.range() == 10);
    played.after(1ms);
    CHECK(played.range() == 11);
    CHECK(played.age() == 0ms);
}

TEST_CASE("a player that starts paused says nothing until it is told to") {
    Played played{{.paused = true}};
    played.after(1h);
    CHECK(played.range() == -1);
    played.player->step(played.now);
    CHECK(played.range() == 0);
    played.player->play(played.now);
    played.after(100ms);
    CHECK(played.range() == 1);
}

TEST_CASE("a step says the next sample with all that have its time, and pauses, a step back goes to the one before") {
    Played played;
    played.after(850ms);
    played.player->step(played.now);
    CHECK(played.range() == 9);
    CHECK(played.player->phase() == PlayerPhase::kPaused);
    CHECK(played.player->position(played.now) == 900ms);
    CHECK_FALSE(played.has_pose());
    played.player->step(played.now);
    CHECK(played.range() == 10);
    CHECK(played.has_pose());
    CHECK(played.age() == 0ms);
    played.player->step_back(played.now);
    CHECK(played.range() == 9);
    played.player->step_back(played.now);
    CHECK(played.range() == 8);
    played.player->step(played.now);
    CHECK(played.range() == 9);
}

TEST_CASE("at the beginning there is no step back, and at the end none forward") {
    Played played{{.paused = true}};
    played.player->step_back(played.now);
    CHECK(played.range() == -1);
    played.player->seek(1h, played.now);
    CHECK(played.range() == 100);
    const std::uint32_t said = played.said();
    played.player->step(played.now);
    CHECK(played.said() == said);
    CHECK(played.player->position(played.now) == 10s);
}

TEST_CASE("after a seek every slot says what it had said last by then, with the age that it had, also what it said once long before") {
    Played played{{.paused = true}};
    played.player->seek(5040ms, played.now);
    CHECK(played.range() == 50);
    CHECK(played.age() == 40ms);
    REQUIRE(played.has_pose());
    CHECK(played.now - time_from_ns(played.on<Pose>("pose")->header.stamp_ns) == 4040ms);
    played.player->seek(500ms, played.now);
    CHECK(played.range() == 5);
    played.player->seek(-1s, played.now);
    CHECK(played.range() == 0);
    CHECK(played.player->position(played.now) == 0s);
}

TEST_CASE("a seek while it plays plays on from there") {
    Played played;
    played.after(1s);
    played.player->seek(5s, played.now);
    played.after(100ms);
    CHECK(played.range() == 51);
    played.player->seek(2s, played.now);
    played.after(100ms);
    CHECK(played.range() == 21);
}

TEST_CASE("the rate changes while it plays, from where it is, and stays within its limits") {
    Played played;
    played.after(1s);
    played.player->set_rate(10, played.now);
    played.after(100ms);
    CHECK(played.range() == 20);
    played.player->set_rate(0.5, played.now);
    played.after(200ms);
    CHECK(played.range() == 21);
    played.player->set_rate(1e9, played.now);
    CHECK(played.player->state(played.now).rate_ratio == 1000);
    played.player->set_rate(0, played.now);
    CHECK(played.player->state(played.now).rate_ratio == Approx(0.01));
}

TEST_CASE("a rate that changes before what is due was said leaves nothing out") {
    Played played;
    played.now += 1050ms;
    played.player->set_rate(2, played.now);
    played.player->advance(played.now);
    CHECK(played.said() == 12);
    played.now += 1s;
    played.player->pause(played.now);
    played.player->play(played.now);
    played.player->advance(played.now);
    CHECK(played.range() == 30);
}

TEST_CASE("what is played may begin and end within the recording, and begin again") {
    Played played{{.from = 2s, .to = 3s, .loop = true}};
    CHECK(played.has_pose());
    CHECK(played.range() == 20);
    played.after(1s);
    CHECK(played.range() == 30);
    played.after(1ms);
    played.after(100ms);
    CHECK(played.range() == 21);
    played.player->seek(9s, played.now);
    CHECK(played.range() == 30);
    CHECK(played.player->phase() == PlayerPhase::kPlaying);
}

TEST_CASE("requests do what keys do, one that says nothing, or is no number, does nothing") {
    Played played;
    const auto ask = [&](PlayerRequest request) { return played.player->carry_out(request, played.now); };
    CHECK(ask({.verb = PlayerVerb::kPause}));
    CHECK(ask({.count = 3, .verb = PlayerVerb::kStep}));
    CHECK(played.range() == 3);
    CHECK(ask({.verb = PlayerVerb::kStepBack}));
    CHECK(played.range() == 2);
    CHECK(ask({.position_s = 4, .verb = PlayerVerb::kSeek}));
    CHECK(played.range() == 40);
    CHECK(ask({.rate_ratio = 2, .verb = PlayerVerb::kRate}));
    CHECK(ask({.verb = PlayerVerb::kPlay}));
    played.after(100ms);
    CHECK(played.range() == 42);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    CHECK_FALSE(ask({.position_s = nan, .verb = PlayerVerb::kSeek}));
    CHECK_FALSE(ask({.rate_ratio = nan, .verb = PlayerVerb::kRate}));
    CHECK_FALSE(ask({.rate_ratio = -1, .verb = PlayerVerb::kRate}));
    CHECK_FALSE(ask({}));
    CHECK_FALSE(ask({.verb = static_cast<PlayerVerb>(99)}));
    CHECK(ask({.count = 4'000'000'000, .verb = PlayerVerb::kStep}));
    CHECK(played.range() == 100);
    CHECK(ask({.verb = PlayerVerb::kEnd}));
    CHECK(played.player->phase() == PlayerPhase::kEnded);
}

TEST_CASE("to play what plays changes nothing, and what has ended neither steps nor seeks") {
    Played played;
    played.after(2s);
    played.player->play(played.now);
    CHECK(played.player->position(played.now) == 2s);
    played.player->end(played.now);
    const std::uint32_t said = played.said();
    played.player->step(played.now);
    played.player->seek(5s, played.now);
    played.player->play(played.now);
    CHECK(played.player->state(played.now).phase == PlayerPhase::kEnded);
    CHECK(played.player->position(played.now) == 2s);
    CHECK(played.said() == said);
}
