// What a node waits for, and what it does when that breaks: in real processes.
#include <signal.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/launch/running_set.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kSlow = "  front: {type: source_node, params: {settle: 500ms}}\n";

/// A reader of `range` with these words behind it.
std::string watch(const std::string& words) {
    return "  watch: {type: sink_node, params: {device: x}, inputs: {front: range}, " + words + "}\n";
}

bool all_up(RunningSet& set) {
    const auto status = set.supervisor();
    return status && status->mode == SystemMode::kNormal;
}

void kill_node(RunningSet& set, const std::string& node) { ::kill(static_cast<pid_t>(set.supervision(node)->pid), SIGKILL); }

}  // namespace

TEST_CASE("a node that comes after the start of another does not wait until it is ready") {
    RunningSet set{watch("after: {front: started}") +
                   "  front: {type: trouble_node, params: {mode: never_ready}, outputs: {trouble: range}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("watch", Supervised::kReady); }));
    CHECK(set.is("front", Supervised::kStarting));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node that comes after the good end of another waits while that one is merely ready") {
    const ScratchBoard place;
    std::filesystem::create_directories(place.root());
    const std::string go = place.root() + "/go";
    RunningSet set{watch("after: {once: exited_ok}") + "  front: {type: source_node}\n  once: {exec: /bin/sh, args: [-c, \"until [ -e " +
                   go + " ]; do sleep 0.01; done\"]}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("once", Supervised::kReady) && set.is("front", Supervised::kReady); }));
    CHECK(set.is("watch", Supervised::kWaiting));
    std::ofstream{go} << "now";
    REQUIRE(eventually([&] { return set.is("watch", Supervised::kReady) && set.is("once", Supervised::kDone); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node that comes after a slot starts with its samples, not with its writer") {
    const ScratchBoard place;
    std::filesystem::create_directories(place.root());
    const std::string go = place.root() + "/go";
    RunningSet set{watch("after: {\"slot:seen2\": {max_age: 1s, min_count: 2}}") + "  front: {type: source_node, after: [\"file:" + go +
                   "\"]}\n  mirror: {type: sink_node, params: {device: x}, inputs: {front: range}, outputs: {seen: seen2}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("mirror", Supervised::kReady); }));
    CHECK(set.is("watch", Supervised::kWaiting));  // its writer is ready, but has nothing to pass on
    std::ofstream{go} << "now";
    REQUIRE(eventually([&] { return set.is("watch", Supervised::kReady); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node that comes after a file starts when somebody makes it, and the set does not end meanwhile") {
    const ScratchBoard place;
    std::filesystem::create_directories(place.root());
    const std::string path = place.root() + "/go";
    RunningSet set{"  front: {type: source_node, after: [\"file:" + path + "\", \"device:/dev/null\"]}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("front", Supervised::kWaiting) && set.supervisor()->pid != 0; }));
    std::ofstream{path} << "now";
    REQUIRE(eventually([&] { return all_up(set); }));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait().exit_code == 0);
}

TEST_CASE("a node holds on when one that it came after dies, unless it is told otherwise") {
    RunningSet set{"  front: {type: source_node, restart: never}\n" + watch("after: [front]")};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    const auto before = set.supervision("watch")->pid;
    kill_node(set, "front");
    REQUIRE(eventually([&] { return set.is("front", Supervised::kFailed); }));
    CHECK(set.supervision("watch")->pid == before);
    CHECK(set.is("watch", Supervised::kReady));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("on_dep_failure: stop ends a node with the one it came after, and starts it with that one again") {
    RunningSet set{"  front: {type: source_node, restart: {delay: 1s}}\n" + watch("after: [front], on_dep_failure: stop")};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    kill_node(set, "front");
    REQUIRE(eventually([&] { return set.is("front", Supervised::kBackoff) && set.is("watch", Supervised::kWaiting); }));
    REQUIRE(eventually([&] { return all_up(set); }));
    CHECK(set.supervision("watch")->starts == 2);
    CHECK(set.supervision("watch")->failures == 0);
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("on_dep_failure: restart leaves a node running until the one it came after is back, then starts it anew") {
    RunningSet set{"  front: {type: source_node, restart: {delay: 1s}}\n" + watch("after: [front], on_dep_failure: restart")};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    kill_node(set, "front");
    REQUIRE(eventually([&] { return set.is("front", Supervised::kBackoff); }));
    CHECK(set.is("watch", Supervised::kReady));
    CHECK(set.supervision("watch")->starts == 1);
    REQUIRE(eventually([&] { return set.supervision("watch")->starts == 2 && all_up(set); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("on_dep_failure: degrade makes a slot that grows old show in the set's state, though every node is ready") {
    RunningSet set{
        "  front: {type: source_node}\n  mirror: {type: sink_node, params: {device: x}, inputs: {front: range}, outputs: {seen: seen2}}\n" +
        watch("after: {\"slot:range\": {max_age: 100ms}}, on_dep_failure: degrade")};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    const auto front = static_cast<pid_t>(set.supervision("front")->pid);
    ::kill(front, SIGSTOP);
    REQUIRE(eventually([&] { return set.supervisor()->mode == SystemMode::kDegraded; }));
    CHECK(set.is("front", Supervised::kReady));
    CHECK(set.supervision("watch")->starts == 1);
    ::kill(front, SIGCONT);
    REQUIRE(eventually([&] { return all_up(set); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("on_dep_failure: ignore starts a node although the one it comes after was given up") {
    RunningSet set{"  front: {type: source_node}\n  wrong: {type: trouble_node, params: {mode: exit_78}}\n" +
                   watch("after: [wrong], on_dep_failure: ignore")};
    set.up();
    REQUIRE(eventually([&] { return set.is("watch", Supervised::kReady); }));
    CHECK(set.is("wrong", Supervised::kFailed));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("no more processes start at the same time than boot: parallel allows") {
    RunningSet set{
        "  a: {exec: /bin/sh, args: [-c, \"exec sleep 60\"], ready: {delay: 100ms}}\n"
        "  b: {exec: /bin/sh, args: [-c, \"exec sleep 60\"], ready: {delay: 100ms}}\n",
        "boot: {parallel: 1}\n"};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    CHECK(set.says_in_turn({"a: ready", "b: started"}));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("up tells which chain of nodes took longest to be ready") {
    RunningSet set{kSlow + watch("after: [front]")};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    REQUIRE(set.says("all 2 nodes ready"));
    CHECK(set.says("the longest way to readiness: front "));
    CHECK(set.says(" ms, watch "));
    CHECK(set.run({"down"}).exit_code == 0);
}
