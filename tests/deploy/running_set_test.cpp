// What the agent sees of a node set and how it starts and stops one, with a script or the test itself in the supervisor's place.
#include "core/deploy/running_set.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "tests/deploy/played_supervisor.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

struct Place {
    Place() { tree.make(); }
    ~Place() { std::filesystem::current_path(before); }  // start() goes into the release's folder

    std::string set_of(const std::string& release) const { return tree.release(release) + "/config/set.yaml"; }

    const std::filesystem::path before = std::filesystem::current_path();
    ScratchFolder folder;
    ScratchBoard board;
    ReleaseTree tree{folder.path()};
    RunningSet set{tree, board.root()};
};

/// A process that has these names on the board and does not end by SIGTERM.
Child deaf_owner(const Place& place, const std::vector<std::string>& names, const std::string& node_set, Baton& ready) {
    return Child{[&] {
        ::signal(SIGTERM, SIG_IGN);
        std::optional<PlayedSupervisor> supervisor;
        std::vector<std::shared_ptr<OwnedSegment>> segments;
        for (const std::string& name : names) {
            if (name == kSupervisorNode) supervisor.emplace(place.board.place(), node_set).say();
            else segments.push_back(Blackboard::open(place.board.place())->create(name, {slot_spec<NodeSupervision>(name + ".out")}));
        }
        ready.pass();
        while (true) ::pause();
        return 0;
    }};
}

}  // namespace

TEST_CASE("a release is started with the profiles and values that its manifest names") {
    const Place place;
    Manifest manifest = small_manifest();
    manifest.profiles = {"field", "night"};
    manifest.sets = {"speed=2"};
    const std::string release = place_release(place.tree, "exit 0", manifest), folder = place.tree.release(release);
    CHECK(place.set.command_line(release, "check") ==
          std::vector<std::string>{folder + "/bin/seqboard", "--root", place.board.root(), "--board", "test", "--backend", "posix", "check",
                                   folder + "/config/set.yaml", "--profile", "field", "--profile", "night", "--set", "speed=2"});
}

TEST_CASE("a supervisor that ends at once fails the start with its exit code and its last words, and is not started again") {
    Place place;
    const std::string release = place_release(place.tree, "echo once >> starts; echo 'no such sensor' >&2; exit 70");
    const auto [code, sentence] = start_error([&] { place.set.start(release, std::chrono::seconds{20}); });
    CHECK(code == ExitCode::kFailed);
    CHECK(sentence == "its supervisor ended with exit code 70: no such sensor");
    CHECK(text_of_file(place.tree.shared() + "/starts") == "once\n");
    CHECK(place.set.health(release).text == "its supervisor does not run: no such sensor");
}

TEST_CASE("a supervisor that finds the board taken is started three times in all") {
    Place place;
    const std::string release = place_release(place.tree, "echo once >> starts; exit 75");
    const auto [code, sentence] = start_error([&] { place.set.start(release, std::chrono::seconds{20}); });
    CHECK(code == ExitCode::kFailed);
    CHECK(sentence == "its supervisor ended with exit code 75: it said nothing");
    CHECK(text_of_file(place.tree.shared() + "/starts") == "once\nonce\nonce\n");
}

TEST_CASE("a supervisor that never comes to the board fails the start when the time is over") {
    Place place;
    const std::string release = place_release(place.tree, "echo $$ > pid; exec sleep 60");
    const auto [code, sentence] = start_error([&] { place.set.start(release, std::chrono::milliseconds{100}); });
    CHECK(code == ExitCode::kFailed);
    CHECK(sentence == "its supervisor does not appear on the blackboard within 100 ms");
    std::string pid;
    REQUIRE(eventually([&] { return (pid = text_of_file(place.tree.shared() + "/pid")).ends_with('\n'); }));
    CHECK(::kill(std::stoi(pid), SIGKILL) == 0);
    CHECK(::waitpid(std::stoi(pid), nullptr, 0) == std::stoi(pid));
}

TEST_CASE("a start without any time starts nothing") {
    Place place;
    const std::string release = place_release(place.tree, "echo once >> starts");
    const auto [code, sentence] = start_error([&] { place.set.start(release, Duration::zero()); });
    CHECK(code == ExitCode::kFailed);
    CHECK(sentence == "there was no time to start it: " + text_of(Duration::zero()));
    CHECK(text_of_file(place.tree.shared() + "/starts").empty());
}

TEST_CASE("supervisor and nodes that ignore SIGTERM are killed after the time for a safe stop") {
    Place place;
    const std::string release = place_release(place.tree, "exit 0");
    const bool supervised = GENERATE(true, false);
    Baton first_ready, second_ready;
    Child first = deaf_owner(place, {supervised ? std::string{kSupervisorNode} : "camera"}, place.set_of(release), first_ready);
    REQUIRE(first_ready.take());
    Child second = deaf_owner(place, {"source"}, "", second_ready);
    REQUIRE(second_ready.take());
    CHECK(place.set.running(release) == (supervised ? std::optional{release} : std::nullopt));
    place.set.stop(release, std::chrono::milliseconds{50});
    CHECK_FALSE(place.set.running(release));
    CHECK(::kill(first.pid(), 0) != 0);
    CHECK(::kill(second.pid(), 0) != 0);
    CHECK(Blackboard::open(place.board.place())->nodes().empty());
    first.wait(), second.wait();
}

TEST_CASE("a release is healthy when its supervisor says that all nodes are ready, and not while it shuts down or is silent") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 0");
    CHECK(place.set.health(release).text == "its supervisor does not run: it said nothing");
    PlayedSupervisor supervisor{place.board.place(), place.set_of(release), {"left", "right"}};
    CHECK(place.set.health(release).health == Health::kAbsent);  // it has said nothing yet
    supervisor.say();
    CHECK(place.set.health(release).health == Health::kReady);
    supervisor.say(std::chrono::seconds{10});
    CHECK(place.set.health(release).health == Health::kStarting);
    CHECK(place.set.health(release).text == "its supervisor hangs");
    supervisor.status.mode = SystemMode::kShutdown;
    supervisor.say();
    CHECK(place.set.health(release).health == Health::kStarting);
}

TEST_CASE("of nodes that are not ready the health tells which and why, of those that are done nothing") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 0");
    PlayedSupervisor supervisor{place.board.place(), place.set_of(release), {"done", "late", "broken", "silent"}};
    supervisor.status.nodes = 4, supervisor.status.ready = 1, supervisor.status.restarts = 3;
    supervisor.say();
    supervisor.say_of_node(0, {.state = Supervised::kDone});
    supervisor.say_of_node(1, {.state = Supervised::kStarting});
    supervisor.say_of_node(2, {.failures = 3, .exit_code = 69, .state = Supervised::kBackoff});
    const HealthReport report = place.set.health(release);
    CHECK(report.text == "1 of 4 nodes ready; late is not ready; broken failed 3 times, exit code 69");
    CHECK(report.health == Health::kStarting);
    CHECK(report.restarts == 3);
}

TEST_CASE("another release on the board is told by its name, a set of somebody else's by its file") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 0"), other = place_release(place.tree, "exit 1");
    {
        PlayedSupervisor supervisor{place.board.place(), place.set_of(other)};
        supervisor.say();
        CHECK(place.set.running(release) == other);
        CHECK(place.set.health(release).health == Health::kAbsent);
    }
    PlayedSupervisor stranger{place.board.place(), "/home/anna/own.yaml"};
    stranger.say();
    const auto [code, sentence] = start_error([&] { static_cast<void>(place.set.running(release)); });
    CHECK(code == ExitCode::kOwned);
    CHECK_THAT(sentence, Catch::Contains("/home/anna/own.yaml") && Catch::Contains("seqboard --board test down"));
}
