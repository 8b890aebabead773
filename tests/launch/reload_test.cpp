// A running set that follows its changed file, and the commands that wait, look and print.
#include <signal.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/launch/running_set.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kHead = "version: 1\nnodes:\n";
const std::string kFront = "  front: {type: source_node}\n";
const std::string kWatch = "  watch: {type: sink_node, params: {device: x}, inputs: {front: range}, after: [front]}\n";

void write(const RunningSet& set, const std::string& nodes) { std::ofstream{set.file()} << kHead << nodes; }

}  // namespace

TEST_CASE("reload starts anew what changed, starts what is new, stops what is gone, and leaves the rest alone") {
    RunningSet set{kFront + kWatch + "  old: {type: source_node, outputs: {range: r2}}\n"};
    set.up();
    REQUIRE(set.run({"wait", "--ready", "-t", "30s"}).exit_code == 0);
    const auto watch = set.supervision("watch")->pid;
    const auto front = set.supervision("front")->pid;
    write(set, "# a line more\n  front: {type: source_node, params: {range_m: 3}}\n" + kWatch +
                   "  young: {type: source_node, outputs: {range: r3}}\n");
    const Outcome reload = set.run({"reload"});
    CHECK(reload.exit_code == 0);
    CHECK(reload.text == "old: no longer in the set, stops\nfront: changed, starts anew\nyoung: new in the set, starts\n");
    REQUIRE(set.run({"wait", "-t", "30s", "front", "watch", "young"}).exit_code == 0);
    CHECK(set.supervision("watch")->pid == watch);
    CHECK(set.supervision("front")->pid != front);
    CHECK_FALSE(set.supervision("old"));
    CHECK_FALSE(set.owned("old"));
    CHECK(set.supervisor()->nodes == 3);
    CHECK(set.run({"reload"}).text == "nothing has changed\n");
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait().exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("a file with faults changes nothing, and reload tells them") {
    RunningSet set{kFront + kWatch};
    set.up();
    REQUIRE(set.run({"wait"}).exit_code == 0);
    const auto front = set.supervision("front")->pid;
    write(set, "  front: {type: source_node, params: {rang_m: 3}}\n");
    const Outcome reload = set.run({"reload"});
    CHECK(reload.exit_code == 78);
    CHECK(reload.text == set.file() + ":3:39: front: source_node has no parameter 'rang_m'; did you mean 'range_m'?\n");
    CHECK(set.supervision("front")->pid == front);
    CHECK(set.is("watch", Supervised::kReady));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("other rules of supervision hold from the reload on, without a restart") {
    RunningSet set{kFront + "  watch: {type: sink_node, params: {device: x}, inputs: {front: range}}\n"};
    set.up();
    REQUIRE(set.run({"wait"}).exit_code == 0);
    const auto front = set.supervision("front")->pid;
    write(set, "  front: {type: source_node, restart: never}\n  watch: {type: sink_node, params: {device: x}, inputs: {front: range}}\n");
    CHECK(set.run({"reload"}).text == "front: is supervised by other rules, goes on\n");
    CHECK(set.supervision("front")->pid == front);
    ::kill(static_cast<pid_t>(front), SIGKILL);
    REQUIRE(eventually([&] { return set.is("front", Supervised::kFailed); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("wait tells what is not ready when the time is over, and ends when the set is down") {
    RunningSet set{kFront + "  slow: {type: trouble_node, params: {mode: never_ready}}\n"};
    CHECK(set.run({"wait", "--down"}).exit_code == 0);
    CHECK(set.run({"wait", "-t", "20ms"}).exit_code == 1);
    set.up();
    REQUIRE(set.run({"wait", "-t", "30s", "front"}).exit_code == 0);
    const Outcome late = set.run({"wait", "--ready", "-t", "20ms"});
    CHECK(late.exit_code == 1);
    CHECK(late.text == "seqboard: not ready: slow (STARTING)\n");
    CHECK(set.run({"wait", "--down", "-t", "20ms"}).exit_code == 1);
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.run({"wait", "--down"}).exit_code == 0);
}

TEST_CASE("logs prints the last lines of a node, and of its last dead") {
    RunningSet set{kFront + "  talker: {exec: /bin/sh, args: [-c, \"echo one; echo two; echo three; exit 3\"], restart: never}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("talker", Supervised::kFailed); }));
    CHECK(set.run({"logs", "talker"}).text == "one\ntwo\nthree\n");
    CHECK(set.run({"logs", "talker", "-n", "2"}).text == "two\nthree\n");
    CHECK(set.run({"logs", "talker", "-n", "1", "--dead"}).text == "three\n");
    const Outcome unknown = set.run({"logs", "talkr"});
    CHECK(unknown.exit_code == 66);
    CHECK(unknown.text.find("did you mean 'talker'?") != std::string::npos);
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("logs of all are in the order of time, with who said what, and only what is asked for") {
    const std::string said = "echo 5.000000 b: warning: later; echo own words";
    RunningSet set{
        kFront +
        "  first: {exec: /bin/sh, args: [-c, \"echo 1.000000 a: early; echo 9.000000 a: error: last; exit 3\"], restart: never}\n" +
        "  second: {exec: /bin/sh, args: [-c, \"" + said + "; exit 3\"], restart: never}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("first", Supervised::kFailed) && set.is("second", Supervised::kFailed); }));
    CHECK(set.run({"logs", "first", "second"}).text ==
          "1.000000 a: early\n5.000000 b: warning: later\nsecond: own words\n9.000000 a: error: last\n");
    CHECK(set.run({"logs", "--level", "warning", "-n", "5"}).text == "5.000000 b: warning: later\n9.000000 a: error: last\n");
    CHECK(set.run({"logs", "--match", "early"}).text == "1.000000 a: early\n");
    CHECK(set.run({"logs", "second", "--json"}).text ==
          "{\"process\":\"second\",\"node\":\"b\",\"time_s\":5.0,\"level\":\"warning\",\"text\":\"later\"}\n"
          "{\"process\":\"second\",\"node\":null,\"time_s\":null,\"level\":\"info\",\"text\":\"own words\"}\n");
    const Outcome wrong = set.run({"logs", "--level", "warnin"});
    CHECK(wrong.exit_code == 64);
    CHECK_THAT(wrong.text, Catch::Contains("expected info, warning or error; did you mean 'warning'?"));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("explain prints the place of a value and what it was laid over") {
    const RunningSet set{"  front: {type: source_node, params: {range_m: \"${far_m}\"}}\n", "vars: {far_m: 2}\n"};
    const Outcome outcome = set.run({"explain", "front.range_m", set.file(), "--set", "far_m=3"});
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.text == "front.params.range_m = ${far_m}\n    " + set.file() +
                              ":4:48\n    vars.far_m = 3\n        --set far_m=3\n        over " + set.file() + ":2:15: 2\n");
    CHECK(set.run({"explain", "front.rang_m", set.file()}).exit_code == 66);
    CHECK(set.run({"check", "--json-schema"}).text.starts_with("{\n  \"$schema\": "));
    CHECK(set.run({"check"}).exit_code == 64);
}

TEST_CASE("other modes hold from the reload on, but not while one is in force, and what the supervisor holds itself cannot change") {
    const std::string nodes = kFront + "  other: {type: source_node, outputs: {range: other_range}}\n";
    const std::string far = "modes: {far: {when: \"other_range.range_m > 2m\", set: {front.offset_m: 5}, clear_after: 0ms}}\n";
    RunningSet set{nodes, far};
    const auto mode = [&] { return std::string{text_in(set.supervisor()->mode_name)}; };
    const auto reload = [&](const std::string& head) {
        std::ofstream{set.file()} << "version: 1\n" << head << "nodes:\n" << nodes;
        return set.run({"reload"});
    };
    set.up();
    REQUIRE(set.run({"wait", "--ready", "-t", "30s"}).exit_code == 0);
    const auto front = set.supervision("front")->pid;
    REQUIRE(set.run({"set", "other.offset_m", "2"}).exit_code == 0);
    REQUIRE(eventually([&] { return mode() == "far"; }));
    Outcome outcome = reload("");
    CHECK(outcome.exit_code == 78);
    CHECK(outcome.text == "mode 'far' is in force; say it again when that is left\n");
    REQUIRE(set.run({"set", "other.offset_m", "0"}).exit_code == 0);
    REQUIRE(eventually([&] { return mode().empty(); }));
    CHECK(reload("").text == "the modes are others\n");
    outcome = reload("safety: {resume: manual}\n");
    CHECK(outcome.exit_code == 78);
    CHECK(outcome.text == "safety: is another one; stop the set and start it anew\n");
    CHECK(set.says("reload: nothing changes: safety: is another one"));
    CHECK(set.supervision("front")->pid == front);
    CHECK(set.run({"down"}).exit_code == 0);
}
