// A replay in a terminal: what its keys do, and the line that says where it is.
#include "core/cli/player_screen.hpp"

#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "tests/cli/recorded_ranges.hpp"
#include "tests/cli/terminal_child.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// Half a minute: a range each second.
record::RecordedRun half_a_minute() {
    std::vector<Said> said;
    for (std::uint32_t i = 0; i <= 30; ++i) said.push_back({1'000'000'000ull * (i + 1), static_cast<float>(i)});
    return recorded(said);
}

/// Paused at its tenth second.
struct Replay {
    record::RecordedRun run = half_a_minute();
    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    record::SlotPlayer slots{*board, run, {true}};
    Time now{1000s};
    record::Player player{run, slots, {.from = 0s, .paused = true}, now};

    Replay() { player.seek(10s, now); }
    Duration after(PlayerKey key) {
        obey(key, player, now);
        return player.position(now);
    }
    float rate() const { return player.state(now).rate_ratio; }
};

/// A replay in a terminal of its own until it ends or the terminal is gone: its exit code is how many times keys were obeyed.
int obey_keys() {
    Replay replay;
    int obeyed = 0;
    PlayerScreen screen;
    screen.show(replay.player.state(replay.now));
    while (replay.player.phase() != PlayerPhase::kEnded && obeyed < 50) {
        if (!screen.obey(replay.player, 20ms)) continue;
        ++obeyed;
        screen.show(replay.player.state(monotonic_now()));
    }
    return obeyed;
}

}  // namespace

TEST_CASE("each key of a replay takes it where it says") {
    Replay replay;
    CHECK(replay.after(PlayerKey::kStep) == 11s);
    CHECK(replay.after(PlayerKey::kStepBack) == 10s);
    CHECK(replay.after(PlayerKey::kForward) == 11s);
    CHECK(replay.after(PlayerKey::kBack) == 10s);
    CHECK(replay.after(PlayerKey::kFarForward) == 20s);
    CHECK(replay.after(PlayerKey::kFarForward) == 30s);
    CHECK(replay.after(PlayerKey::kFarForward) == 30s);
    CHECK(replay.after(PlayerKey::kFarBack) == 20s);
    CHECK(replay.after(PlayerKey::kBegin) == 0s);
    CHECK(replay.after(PlayerKey::kBack) == 0s);
    replay.after(PlayerKey::kFaster);
    CHECK(replay.rate() == 2);
    replay.after(PlayerKey::kSlower);
    replay.after(PlayerKey::kSlower);
    CHECK(replay.rate() == 0.5f);
    replay.after(PlayerKey::kPause);
    CHECK(replay.player.phase() == PlayerPhase::kPlaying);
    replay.after(PlayerKey::kPause);
    CHECK(replay.player.phase() == PlayerPhase::kPaused);
    replay.after(PlayerKey::kQuit);
    CHECK(replay.player.phase() == PlayerPhase::kEnded);
}

TEST_CASE("a player's line has a word for each of its phases") {
    const auto line = [](PlayerPhase phase) { return text_of(PlayerState{.position_s = 1, .length_s = 2, .phase = phase}); };
    CHECK(line(PlayerPhase::kPlaying) == "playing  1.00 of 2.00 s  x1");
    CHECK(line(PlayerPhase::kPaused) == "paused   1.00 of 2.00 s  x1");
    CHECK(line(PlayerPhase::kEnded) == "ended    1.00 of 2.00 s  x1");
}

TEST_CASE("a replay in a terminal names its keys, obeys them and shows where they led") {
    TerminalChild child{obey_keys};
    CHECK(child.shows("paused   10.00 of 30.00 s  x1"));
    child.press("x");
    child.press(".");
    CHECK(child.shows("paused   11.00 of 30.00 s  x1"));
    child.press("+");
    CHECK(child.shows("x2"));
    child.press("q");
    CHECK(child.wait() == 3);
}

TEST_CASE("a replay goes on without the terminal that it had") {
    TerminalChild child{[] {
        Replay replay;
        PlayerScreen screen;
        screen.show(replay.player.state(replay.now));
        for (int look = 0; look < 1000; ++look)
            if (screen.obey(replay.player, 1ms)) return 1;
        return replay.player.phase() == PlayerPhase::kPaused ? 0 : 2;
    }};
    CHECK(child.shows("paused"));
    child.hang_up();
    CHECK(child.wait() == 0);
}
