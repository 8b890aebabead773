// The whole way: seqboard deploy, the system's ssh, a real dropbear, the agent, a node set that runs.
#include <sys/mount.h>

#include <catch2/catch.hpp>

#include "core/deploy/host/piped_process.hpp"
#include "tests/deploy/elf_bytes.hpp"
#include "tests/deploy/host/remote.hpp"
#include "tests/deploy/one_release_runs.hpp"
#include "tests/deploy/test_release.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// Kills the agent at points `first`, `first` + 2, ... of deployments by the command line, until there are no more points.
void kill_over_ssh(int first) {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    const std::string mortal = text_of_file(built("deploy_test_agent"));
    const auto release = [&](int number) { return with_file(good_release(number), "bin/seqboard_agent", mortal); };
    REQUIRE(remote.deploy(release(0)).exit_code == 0);
    const std::string mark = remote.target.tree.agents() + "/died";
    int points = 0;
    for (int at = first;; at += 2) {
        std::filesystem::remove(mark);
        write_durably(remote.target.tree.agents() + "/die_at", std::to_string(at));
        const std::string old = remote.target.tree.current();
        const ProgramOutput result = remote.deploy(release(at));
        if (!std::filesystem::exists(mark)) break;
        INFO("killed at " << text_of_file(mark) << " (" << at << "): " << result.out << result.err);
        ++points;
        check_one_release_runs(remote.target, old, name_of(release(at)));
        // What the command says is what has come of it.
        CHECK((result.exit_code == 0) == (remote.target.running() == name_of(release(at))));
    }
    CHECK(points >= 12);
    WARN(points << " points over ssh; a release ran after each");
}

}  // namespace

TEST_CASE("first deployment, one changed node, rollback: over a real dropbear", "[figures]") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    const ProgramOutput first = remote.deploy(good_release(1));
    INFO(first.out << first.err);
    REQUIRE(first.exit_code == 0);
    CHECK(remote.target.running() == name_of(good_release(1)));

    // One node's program changes: that file alone is sent.
    const Bundle changed = with_file(good_release(1), "bin/trouble_node", good_release(1).contents.at("bin/trouble_node") + "changed");
    const ProgramOutput second = remote.deploy(changed);
    INFO(second.out << second.err);
    REQUIRE(second.exit_code == 0);
    const Json result = Json::parse(second.out);
    CHECK(result.at("files_sent") == 1);
    CHECK(result.at("bytes_sent") == changed.contents.at("bin/trouble_node").size());
    CHECK(remote.target.running() == name_of(changed));

    const ProgramOutput back = remote.run({"rollback", remote.ssh.host(), "--soak", "0", "--json"});
    REQUIRE(back.exit_code == 0);
    CHECK(remote.target.running() == name_of(good_release(1)));
    WARN("deploying one changed node of " << result.at("bytes_sent") << " bytes: " << result.at("seconds")
                                          << " s; rollback: " << Json::parse(back.out).at("seconds") << " s (without a soak)");

    const ProgramOutput status = remote.run({"status", remote.ssh.host()});
    CHECK(status.exit_code == 0);
    CHECK_THAT(status.out, Catch::Contains("current   " + name_of(good_release(1))) && Catch::Contains("previous  " + name_of(changed)));
    CHECK_THAT(remote.run({"history", remote.ssh.host()}).out, Catch::Contains("rollback asked for"));
    CHECK_THAT(remote.run({"logs", remote.ssh.host(), "supervisor"}).out, Catch::Contains("source: ready"));
    const ProgramOutput confirm = remote.run({"confirm", remote.ssh.host()});
    CHECK(confirm.exit_code == 1);
    CHECK_THAT(confirm.err, Catch::Contains("no release waits"));
    REQUIRE(remote.deploy(good_release(2)).exit_code == 0);
    CHECK(remote.run({"prune", remote.ssh.host(), "--keep", "0"}).out == "removed " + name_of(changed) + "\n");
    const ProgramOutput muddled = remote.run({"rollback", remote.ssh.host(), "--without-devices"});
    CHECK(muddled.exit_code == 64);
    CHECK(remote.target.running() == name_of(good_release(2)));
}

TEST_CASE("a dry run says what would be sent and changes nothing") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    CHECK_THAT(remote.deploy(good_release(1), {"--dry-run"}).out, Catch::Contains("would send the agent"));
    CHECK(std::filesystem::is_empty(remote.target.tree.agents()));
    REQUIRE(remote.deploy(good_release(1)).exit_code == 0);
    const ProgramOutput dry = remote.deploy(good_release(2), {"--dry-run"});
    CHECK_THAT(dry.out, Catch::Contains("would send 1 of 5 files") && Catch::Contains("nothing was changed"));
    CHECK_THAT(dry.out, Catch::Matches("(.|\\n)*changed +config/set.yaml\\n(.|\\n)*", Catch::CaseSensitive::Yes) &&
                            Catch::Contains("config/set.yaml: nodes.source.params.count: 1 -> 2"));
    const Json changes = Json::parse(remote.deploy(good_release(2), {"--dry-run", "--json"}).out).at("changes");
    CHECK(changes.at("from") == name_of(good_release(1)));
    CHECK(changes.at("changed") == Json{"config/set.yaml"});
    CHECK((changes.at("added").empty() && changes.at("removed").empty()));
    CHECK(remote.target.tree.names().size() == 1);
    CHECK(remote.target.running() == name_of(good_release(1)));
}

TEST_CASE("a wrong key, an unknown host key and a port where nobody listens are told apart, without a question") {
    Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    const std::string bundle = remote.file_of(good_release(1));
    const auto deploy_with = [&](const std::string& host, const std::string& key, const std::string& checking) {
        return run_programs({{built("seqboard"), "deploy", host, bundle, "--key", key, "--ssh-option",
                              "UserKnownHostsFile=" + remote.ssh.known_hosts(), "--ssh-option", "StrictHostKeyChecking=" + checking,
                              "--ssh-option", "IdentityAgent=none"}},
                            std::chrono::seconds{60})
            .front();
    };
    const ProgramOutput unknown = deploy_with(remote.ssh.host(), remote.ssh.key(), "yes");
    CHECK(unknown.exit_code == 77);
    CHECK_THAT(unknown.err, Catch::Contains("its host key is unknown"));
    const std::string other = remote.folder / "other";
    run_programs({{"/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other}}, std::chrono::seconds{30});
    const ProgramOutput wrong = deploy_with(remote.ssh.host(), other, "accept-new");
    CHECK(wrong.exit_code == 77);
    CHECK_THAT(wrong.err, Catch::Contains("accepts none of your keys"));
    const ProgramOutput nobody = deploy_with("root@127.0.0.1:1", remote.ssh.key(), "accept-new");
    CHECK(nobody.exit_code == 69);
    CHECK_THAT(nobody.err, Catch::Contains("cannot be reached"));
}

TEST_CASE("programs of another machine are refused before a byte is sent") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    const Bundle foreign = with_file(good_release(1), "bin/source_node", arm_program_of_level(2));
    const ProgramOutput refused = remote.deploy(foreign);
    CHECK(refused.exit_code == 78);
    CHECK_THAT(refused.err, Catch::Contains("bin/source_node needs arm v4T soft-float"));
    CHECK(std::filesystem::is_empty(remote.target.tree.agents()));
}

TEST_CASE("a release that is not healthy is taken back, and the command says why") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    REQUIRE(remote.deploy(good_release(1)).exit_code == 0);
    const ProgramOutput bad = remote.deploy(
        test_release("  trouble: {type: trouble_node, params: {mode: exit_69}, restart: {policy: never}}\n"), {"--soak", "0"});
    INFO(bad.out);
    CHECK(bad.exit_code == 1);
    CHECK_THAT(bad.err, Catch::Contains(name_of(good_release(1)) + " runs again"));
    CHECK(remote.target.running() == name_of(good_release(1)));
}

TEST_CASE("the link is lost half way: the same command again goes on where it stopped") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    // Large enough to be still on its way when the link is cut.
    const Bundle release = with_file(good_release(1), "bin/trouble_node", std::string(48'000'000, 'x'));
    const std::string bundle = remote.file_of(release);
    const auto bytes_there = [&] {
        std::uint64_t sum = 0;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator{remote.target.tree.incoming(), ignored}) {
            const auto bytes = entry.file_size(ignored);  // it may have got another name meanwhile
            if (!ignored) sum += bytes;
        }
        return sum;
    };
    {
        PipedProcess deploy{remote.command_line({remote.ssh.host(), bundle, "--soak", "0"})};
        REQUIRE(eventually([&] { return bytes_there() > kPieceBytes; }));
        remote.ssh.drop_connections();
        CHECK(deploy.wait() != 0);
        CHECK_THAT(deploy.said(), Catch::Contains("the link was lost") && Catch::Contains("run the same command again"));
    }
    const std::uint64_t there = bytes_there();
    REQUIRE(there > kPieceBytes);
    const ProgramOutput again = remote.deploy(release);
    INFO(again.out << again.err);
    REQUIRE(again.exit_code == 0);
    CHECK(Json::parse(again.out).at("bytes_sent").get<std::uint64_t>() <= parse_manifest(release.manifest_text).bytes() - there);
    CHECK(remote.target.running() == name_of(release));
}

TEST_CASE("two deployments at once: the second is refused, naming the first") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    auto first = remote.target.talk();
    REQUIRE(first.ask({{"do", "begin"}, {"client", "anna@pc"}, {"manifest", good_release(1).manifest_text}}).at("ok") == true);
    const ProgramOutput second = remote.deploy(good_release(2));
    CHECK(second.exit_code == 75);
    CHECK_THAT(second.err, Catch::Contains("anna@pc deploys " + name_of(good_release(1))));
    CHECK(first.deploy(good_release(1)).value("step", "") == "confirmed");
    CHECK(remote.target.running() == name_of(good_release(1)));
}

TEST_CASE("the link is lost during the trial: the target decides alone and returns to the release before") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    REQUIRE(remote.deploy(good_release(1)).exit_code == 0);
    const std::string bundle = remote.file_of(good_release(2));
    PipedProcess deploy{remote.command_line({remote.ssh.host(), bundle, "--soak", "5", "--confirm", "1"})};
    REQUIRE(eventually([&] { return remote.target.last().step == Step::kTrial; }));
    remote.ssh.drop_connections();
    CHECK(deploy.wait() != 0);
    REQUIRE(eventually([&] { return remote.target.is_settled(); }));
    CHECK_THAT(remote.target.last().why, Catch::Contains("nobody confirmed"));
    CHECK(remote.target.running() == name_of(good_release(1)));
}

TEST_CASE("a full disk is said with numbers before anything is sent, and the running release runs on") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    SEQBOARD_SKIP_IF(::geteuid() != 0, "only root can mount a file system that is full");
    const ScratchFolder mounted;
    const Bundle release = good_release(1);
    const std::string size = "size=" + std::to_string(release.contents.at("bin/seqboard_agent").size() + 1'000'000);
    SEQBOARD_SKIP_IF(::mount("tmpfs", mounted.path().c_str(), "tmpfs", 0, size.c_str()) != 0, "this machine lets nobody mount a tmpfs");
    std::vector<std::string> line = remote.command_line({remote.ssh.host(), remote.file_of(release)}, mounted.path());
    const ProgramOutput full = run_programs({line}, std::chrono::seconds{60}).front();
    ::umount(mounted.path().c_str());
    CHECK(full.exit_code == 73);
    CHECK_THAT(full.err, Catch::Contains("kB are free") && Catch::Contains("prune"));
}

TEST_CASE("a dry run with another agent asks the one that is there, and sends none") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    REQUIRE(remote.deploy(good_release(1)).exit_code == 0);
    const Bundle other = with_file(good_release(2), "bin/seqboard_agent", good_release(2).contents.at("bin/seqboard_agent") + "other");
    const ProgramOutput dry = remote.deploy(other, {"--dry-run"});
    INFO(dry.err);
    CHECK(dry.exit_code == 0);
    CHECK_THAT(dry.out, Catch::Contains("would send the agent") && Catch::Contains("would send 2 of 5 files") &&
                            Catch::Contains("nodes.source.params.count: 1 -> 2"));
    CHECK(remote.target.running() == name_of(good_release(1)));
}

TEST_CASE("killed at every first of two points of a deployment over a real dropbear, the agent undoes or completes it", "[long]") {
    kill_over_ssh(1);
}

TEST_CASE("killed at every second of two points of a deployment over a real dropbear, the agent undoes or completes it", "[long]") {
    kill_over_ssh(2);
}

TEST_CASE("a shell on the target begins where the release is, with its programs at hand") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    const auto said_in_shell = [&](int code) {
        const std::string said = remote.folder / "said";
        PipedProcess shell{remote.command_line({"shell", remote.ssh.host()})};
        Wire{shell.out(), shell.in()}.send_bytes("(pwd; command -v seqboard; echo $SEQBOARD_ROOT) >" + said + "\n");
        shell.close_in();
        CHECK(shell.wait() == code);
        return text_of_file(said) + shell.said();
    };
    CHECK_THAT(said_in_shell(66), Catch::Contains("nothing is deployed there"));
    REQUIRE(remote.deploy(good_release(1)).exit_code == 0);
    const std::string current = remote.target.tree.root() + "/current";
    CHECK(said_in_shell(0) == current + "\n" + current + "/bin/seqboard\n" + remote.target.boards_root() + "\n");
}

TEST_CASE("the init script starts and stops what was deployed, and is content where nothing was") {
    const Remote remote;
    SEQBOARD_SKIP_IF(!remote.ssh.missing().empty(), remote.ssh.missing());
    const Surroundings surroundings{{{"SEQBOARD_RELEASES", remote.target.tree.root()}, {"SEQBOARD_ROOT", remote.target.boards_root()}}};
    const auto script = [](const std::string& verb) {
        return run_programs({{sources("config/boot/S90seqboard"), verb}}, std::chrono::seconds{60}).front();
    };
    CHECK(script("start").exit_code == 0);
    REQUIRE(remote.deploy(good_release(1)).exit_code == 0);
    remote.target.cut_power();
    const ProgramOutput start = script("start");
    INFO(start.out << start.err);
    CHECK(start.exit_code == 0);
    CHECK(remote.target.running() == name_of(good_release(1)));
    CHECK_THAT(script("status").out, Catch::Contains("\"ready\": true"));
    REQUIRE(eventually([&] { return remote.target.last().step == Step::kBootGood; }));
    CHECK(script("stop").exit_code == 0);
    CHECK_FALSE(remote.target.running());
    CHECK(script("dance").exit_code == 64);
}
