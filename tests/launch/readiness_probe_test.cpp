// When a process is ready by its rule: a slot, a command, and both only since its start.
#include "core/launch/readiness_probe.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "core/messages/range.hpp"
#include "tests/launch/scratch_file.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr Time kStart{std::chrono::seconds{100}};

PlannedProcess tool() {
    PlannedProcess process;
    process.is_foreign = true;
    return process;
}

}  // namespace

TEST_CASE("a process that is to write a slot is ready with the first sample since its start") {
    Wire<Range> wire;
    PlannedProcess process = tool();
    process.rules.ready.slot = "front";
    process.ready_slot = slot_spec<Range>("front");
    process.ready_slot_writer = "writer";
    wire.output.write({});
    ReadinessProbe probe{process};
    CHECK_FALSE(probe.begin(wire.board()));
    CHECK_FALSE(probe.is_ready(wire.board(), kStart, kStart));
    wire.output.write({});
    CHECK(probe.is_ready(wire.board(), kStart, kStart));
    CHECK_FALSE(probe.begin(wire.board()));
    CHECK_FALSE(probe.is_ready(wire.board(), kStart, kStart));
}

TEST_CASE("a command is asked ten times a second until it agrees, and not any more when it has") {
    const auto board = Blackboard::in_memory();
    const ScratchFile log{""};
    const std::string wanted = log.path() + ".wanted";
    PlannedProcess process = tool();
    process.rules.ready.command = {"/bin/sh", "-c", "echo asked >>" + log.path() + "; test -e " + wanted};
    const auto times_asked = [&] {
        std::ifstream file{log.path()};
        return std::count(std::istreambuf_iterator<char>{file}, {}, '\n');
    };
    ReadinessProbe probe{process};
    probe.begin(*board);
    CHECK_FALSE(probe.is_ready(*board, kStart, kStart));
    REQUIRE(eventually([&] { return times_asked() == 1; }));
    int looks = 0;  // one of these finds the answer; for a tenth of a second after that nobody asks again
    CHECK(eventually([&] { return probe.is_ready(*board, kStart, kStart) || ++looks == 100; }));
    CHECK(looks == 100);
    CHECK(times_asked() == 1);
    std::ofstream{wanted} << "now";
    Time now = kStart;
    REQUIRE(eventually([&] { return probe.is_ready(*board, kStart, now += 100ms); }));
    const auto asked = times_asked();
    CHECK(probe.is_ready(*board, kStart, now += 1s));
    CHECK(times_asked() == asked);
    std::filesystem::remove(wanted);
}

TEST_CASE("a command that is still at work when the process starts anew, or is gone, is killed") {
    const auto board = Blackboard::in_memory();
    PlannedProcess process = tool();
    process.rules.ready.command = {"/bin/sleep", "1000"};
    ReadinessProbe probe{process};
    probe.begin(*board);
    CHECK_FALSE(probe.is_ready(*board, kStart, kStart));
    CHECK_FALSE(probe.is_ready(*board, kStart, kStart + 1s));  // it has not answered yet
    probe.begin(*board);                                       // and never will
    process.rules.ready.command = {"/bin/true"};
    CHECK(eventually([&] { return probe.is_ready(*board, kStart, kStart + 2s); }));
}
