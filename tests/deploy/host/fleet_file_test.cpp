// A file of targets: who is in it and how they are reached, and where what is wrong.
#include "core/deploy/host/fleet_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "core/exit_code.hpp"
#include "tests/deploy/scratch_folder.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

std::vector<FleetTarget> fleet_of(const std::string& text, const SshTarget& usual = {}) {
    return parse_fleet(text, "keys/fleet.yaml", usual);
}

std::string fault_in(const std::string& text) {
    try {
        fleet_of(text);
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a file of targets gives them in its order, with what the command line says of all") {
    const SshTarget usual{.key = "usual", .options = {"A=1"}, .root = "/opt/x", .boards_root = "/dev/shm/b"};
    const auto fleet = fleet_of(
        "targets:\n  kitchen: {ssh: root@kitchen}\n"
        "  hall: {ssh: 'root@hall:2222', key: hall, into: /data, ssh_options: [B=2, C=3]}\n"
        "  attic: {ssh: attic, key: ~/attic}\n  cellar: {ssh: cellar, key: /keys/cellar, root: /dev/shm/c, ssh_options: D=4}\n",
        usual);
    REQUIRE(fleet.size() == 4);
    CHECK(fleet[0].name == "kitchen");
    CHECK(fleet[0].reach.text() == "root@kitchen:/opt/x");
    CHECK(fleet[0].reach.key == "usual");
    CHECK(fleet[0].reach.options == usual.options);
    CHECK(fleet[1].reach.text() == "root@hall:2222:/data");
    CHECK(fleet[1].reach.key == "keys/hall");  // beside the file
    CHECK(fleet[1].reach.options == std::vector<std::string>{"B=2", "C=3"});
    CHECK(fleet[1].reach.boards_root == "/dev/shm/b");
    CHECK(fleet[2].reach.key == "~/attic");
    CHECK(fleet[3].reach.key == "/keys/cellar");
    CHECK(fleet[3].reach.boards_root == "/dev/shm/c");
    CHECK(fleet[3].reach.options == std::vector<std::string>{"D=4"});
}

TEST_CASE("what is wrong in a file of targets is told with its place, all of it") {
    CHECK_THAT(fault_in("targets:\n  kitchen: {shh: root@kitchen}\n"),
               Catch::Contains("keys/fleet.yaml:2:13: kitchen: unknown key 'shh'; did you mean 'ssh'?") &&
                   Catch::Contains("keys/fleet.yaml:2:3: kitchen: it has no ssh; expected [USER@]HOST[:PORT]"));
    CHECK_THAT(fault_in("targets:\n  a: {ssh: root@a}\n  b: {ssh: root@a}\n"),
               Catch::Contains("keys/fleet.yaml:3:3: b: the same target as 'a'"));
    CHECK_THAT(fault_in("targets:\n  a: {ssh: ''}\n"), Catch::Contains("keys/fleet.yaml:2:3: a: it has no ssh"));
    CHECK_THAT(fault_in("targets:\n  a b: {ssh: x}\n"), Catch::Contains("keys/fleet.yaml:2:3: 'a b' is no name"));
    CHECK_THAT(fault_in("targets:\n  a: root@a\n"),
               Catch::Contains("keys/fleet.yaml:2:6: a: this is a text; expected a map such as {ssh:"));
    CHECK_THAT(fault_in("targets: {}\n"), Catch::Contains("keys/fleet.yaml:1:1: targets: none"));
    CHECK_THAT(fault_in("target: {}\n"),
               Catch::Contains("unknown key 'target'; did you mean 'targets'?") && Catch::Contains("there are no targets"));
    CHECK_THAT(fault_in("targets:\n  a: {ssh: x}\n  a: {ssh: y}\n"), Catch::Contains("keys/fleet.yaml:3"));
    CHECK_THAT(fault_in("targets: ["), Catch::StartsWith("keys/fleet.yaml"));
}

TEST_CASE("a target that the file does not have is answered with the nearest") {
    const auto fleet = fleet_of("targets:\n  kitchen: {ssh: root@kitchen}\n  hall: {ssh: root@hall}\n");
    CHECK(target_named("hall", fleet, "fleet.yaml").reach.host == "root@hall");
    CHECK_THROWS_WITH(target_named("kichen", fleet, "fleet.yaml"), "fleet.yaml: it has no target 'kichen'; did you mean 'kitchen'?");
}

TEST_CASE("a file of targets is read, one that is not there is said") {
    const ScratchFolder folder;
    std::ofstream{folder / "fleet.yaml"} << "targets: {a: {ssh: root@a, key: id}}\n";
    CHECK(read_fleet_file(folder / "fleet.yaml", {}).front().reach.key == folder / "id");
    CHECK_THROWS_AS(read_fleet_file(folder / "none.yaml", {}), StartError);
}
