// Several targets, a file that names them, a canary.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/deploy/host/remote.hpp"
#include "tests/deploy/test_release.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// Two machines behind one ssh server, and between them one that is switched off.
struct Fleet {
    Dropbear ssh;
    ScratchTarget canary, follower;
    ScratchFolder folder;

    Fleet() {
        std::ofstream{folder / "fleet.yaml"} << "targets:\n"
                                             << entry("canary", canary) << "  off: {ssh: root@127.0.0.1:1}\n"
                                             << entry("follower", follower);
    }

    std::string entry(const std::string& name, const ScratchTarget& target) const {
        return "  " + name + ": {ssh: '" + ssh.host() + "', key: " + ssh.key() + ", into: " + target.tree.root() +
               ", root: " + target.boards_root() + ", ssh_options: [UserKnownHostsFile=" + ssh.known_hosts() +
               ", StrictHostKeyChecking=accept-new]}\n";
    }

    ProgramOutput run(std::vector<std::string> words) const {
        words.insert(words.begin(), {built("seqboard"), "deploy"});
        words.insert(words.end(), {"--targets", folder / "fleet.yaml"});
        return run_programs({words}, std::chrono::seconds{60}).front();
    }
    ProgramOutput deploy(const Bundle& bundle, std::vector<std::string> words) const {
        write_bundle(folder / "robot.seqboard", bundle);
        words.push_back(folder / "robot.seqboard");
        words.insert(words.end(), {"--soak", "0"});
        return run(words);
    }
};

}  // namespace

TEST_CASE("a fleet: the canary, then the others; one that is off holds up nobody, and a table says what happened") {
    const Fleet fleet;
    SEQBOARD_SKIP_IF(!fleet.ssh.missing().empty(), fleet.ssh.missing());
    const ProgramOutput first = fleet.deploy(good_release(1), {"--all", "--canary-soak", "0.2"});
    INFO(first.out << first.err);
    CHECK(first.exit_code == 69);
    CHECK(fleet.canary.running() == name_of(good_release(1)));
    CHECK(fleet.follower.running() == name_of(good_release(1)));
    CHECK_THAT(first.out, Catch::Contains("3 targets: 2 done, 1 failed, 0 not tried") && Catch::Contains("TARGET") &&
                              Catch::Contains("off       failed") && Catch::Contains("canary    done"));
    CHECK_THAT(first.err, Catch::Contains("seqboard: off: root@127.0.0.1:1: cannot be reached"));

    const ProgramOutput named = fleet.deploy(good_release(2), {"canary", "follower", "--jobs", "2", "--json"});
    INFO(named.out << named.err);
    CHECK(named.exit_code == 0);
    const Json targets = Json::parse(named.out).at("targets");
    REQUIRE(targets.size() == 2);
    CHECK(targets[1].at("target") == "follower");
    CHECK(targets[1].at("outcome") == "done");
    CHECK(targets[1].at("release") == name_of(good_release(2)));
    CHECK(fleet.run({"status", "follower"}).out.find("current   " + name_of(good_release(2))) != std::string::npos);

    CHECK(fleet.run({"rollback", "follower", "--soak", "0"}).exit_code == 0);
    CHECK(fleet.follower.running() == name_of(good_release(1)));
    CHECK(fleet.canary.running() == name_of(good_release(2)));
    CHECK(fleet.run({"rollback", "--all", "--soak", "0"}).exit_code == 69);  // one is still off
    CHECK(fleet.follower.running() == name_of(good_release(2)));
    CHECK(fleet.canary.running() == name_of(good_release(1)));
}

TEST_CASE("a release that is not healthy on the canary is taken back there and touches no other target") {
    const Fleet fleet;
    SEQBOARD_SKIP_IF(!fleet.ssh.missing().empty(), fleet.ssh.missing());
    REQUIRE(fleet.deploy(good_release(1), {"canary", "follower"}).exit_code == 0);
    const auto before = fleet.follower.last().number;
    const ProgramOutput bad = fleet.deploy(
        test_release("  trouble: {type: trouble_node, params: {mode: exit_69}, restart: {policy: never}}\n"), {"--all", "--jobs", "3"});
    INFO(bad.out << bad.err);
    CHECK(bad.exit_code == 1);
    CHECK_THAT(bad.out, Catch::Contains("3 targets: 0 done, 1 failed, 2 not tried"));
    CHECK(fleet.canary.running() == name_of(good_release(1)));
    CHECK(fleet.follower.running() == name_of(good_release(1)));
    CHECK(fleet.follower.last().number == before);
    CHECK(fleet.follower.tree.names().size() == 1);
}

TEST_CASE("targets that make no sense are refused before anything is done, with the way out") {
    const Fleet fleet;
    SEQBOARD_SKIP_IF(!fleet.ssh.missing().empty(), fleet.ssh.missing());
    const auto refused = [&](const std::vector<std::string>& words, int code) {
        const ProgramOutput output = fleet.deploy(good_release(1), words);
        CHECK(output.exit_code == code);
        return output.err;
    };
    CHECK_THAT(refused({"follwer"}, 66), Catch::Contains("did you mean 'follower'?"));
    CHECK_THAT(refused({"canary", "canary"}, 64), Catch::Contains("'canary' is there twice"));
    CHECK_THAT(refused({"--all", "canary"}, 64), Catch::Contains("leave out 'canary'"));
    CHECK_THAT(refused({"canary", "--programs", "/"}, 64), Catch::Contains("go with a node set"));
    const auto without_file = run_programs({{built("seqboard"), "deploy", "--all", "robot.seqboard"}}, std::chrono::seconds{60}).front();
    CHECK(without_file.exit_code == 64);
    CHECK_THAT(without_file.err, Catch::Contains("--targets FILE"));
    CHECK(fleet.canary.tree.names().empty());
}
