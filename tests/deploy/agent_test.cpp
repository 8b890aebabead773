// The agent on a scratch target, without ssh: what it takes, what it refuses, what it leaves.
#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <thread>

#include "core/deploy/sha256.hpp"
#include "core/deploy/signature.hpp"
#include "core/exit_code.hpp"
#include "core/messages/node_status.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/deploy/elf_bytes.hpp"
#include "tests/deploy/scratch_target.hpp"
#include "tests/deploy/test_release.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

int code_of(const Json& reply) { return reply.value("code", -1); }
std::string error_of(const Json& reply) { return reply.value("error", ""); }
std::string name_of(const Bundle& bundle) { return release_name(bundle.manifest_text); }

ino_t inode_of(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace

TEST_CASE("a first release is sent whole, runs, and is current") {
    const ScratchTarget target;
    const Bundle release = good_release(1);
    auto link = target.talk();
    CHECK(link.greeting().at("current") == "");
    const Json reply = link.deploy(release);
    INFO(reply.dump());
    CHECK(reply.value("step", "") == "confirmed");
    CHECK(target.running() == name_of(release));
    CHECK(target.all_ready());
    CHECK(target.tree.current() == name_of(release));
    CHECK(target.tree.previous().empty());
    CHECK(link.steps == std::vector<std::string>{"stop_old", "point_new", "start_new", "trial", "await_confirm", "confirm", "confirmed"});
}

TEST_CASE("of a second release only what differs is sent, the rest is linked") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    auto link = target.talk();
    const Json reply = link.deploy(good_release(2));
    INFO(reply.dump());
    CHECK(reply.value("step", "") == "confirmed");
    CHECK(link.bytes_sent == good_release(2).contents.at("config/set.yaml").size());
    const std::string first = target.tree.release(name_of(good_release(1)));
    const std::string second = target.tree.release(name_of(good_release(2)));
    CHECK(inode_of(first + "/bin/source_node") == inode_of(second + "/bin/source_node"));
    CHECK(inode_of(first + "/config/set.yaml") != inode_of(second + "/config/set.yaml"));
    CHECK(target.tree.previous() == name_of(good_release(1)));
    CHECK(target.running() == name_of(good_release(2)));
}

TEST_CASE("rollback returns to the previous release, and once more to the later one") {
    const ScratchTarget target;
    auto link = target.talk();
    link.deploy(good_release(1));
    CHECK(code_of(link.ask({{"do", "rollback"}})) == static_cast<int>(ExitCode::kNoInput));
    link.deploy(good_release(2));
    for (const int number : {1, 2}) {
        const Json trial = link.ask({{"do", "rollback"}, {"soak_s", 0}});
        INFO(trial.dump());
        REQUIRE(trial.at("ok") == true);
        link.ask({{"do", "confirm"}, {"release", trial.at("release")}});
        CHECK(target.running() == name_of(good_release(number)));
        CHECK(target.tree.current() == name_of(good_release(number)));
    }
}

TEST_CASE("a release whose nodes do not get ready is taken back") {
    const ScratchTarget target;
    auto link = target.talk();
    link.deploy(good_release(1));
    const std::string mode = GENERATE("crash", "exit_78", "never_ready");
    const Bundle bad = test_release("  trouble: {type: trouble_node, params: {mode: " + mode + "}, restart: {policy: never}}\n");
    link.bring(bad);
    const Json reply = link.ask({{"do", "switch"}, {"ready_s", 1}, {"soak_s", 0}});
    INFO(reply.dump());
    CHECK(code_of(reply) == static_cast<int>(ExitCode::kFailed));
    CHECK_THAT(error_of(reply), Catch::Contains(name_of(good_release(1)) + " runs again"));
    CHECK(target.running() == name_of(good_release(1)));
    CHECK(target.all_ready());
    CHECK(target.tree.current() == name_of(good_release(1)));
    CHECK(target.last().step == Step::kRolledBack);
}

TEST_CASE("a node that dies during the soak takes its release back, also when it was restarted at once") {
    const ScratchTarget target;
    auto link = target.talk();
    link.deploy(good_release(1));
    link.bring(good_release(2));
    auto killer = std::jthread{[&] {
        const auto board = Blackboard::open({.root = target.boards_root(), .board = "test"});
        eventually([&] {
            const auto segment = target.running() == name_of(good_release(2)) ? board->attach_trusted("source") : nullptr;
            const auto status = segment ? newest<NodeStatus>(*segment, "source.status") : std::nullopt;
            const auto owner = board->backend().owner("source");
            // After so many steps the agent has seen that it was ready.
            if (owner && status && status->value.steps > 50 && target.last().step == Step::kTrial) ::kill(owner->pid, SIGKILL);
            return target.last().step == Step::kRolledBack;
        });
    }};
    const Json reply = link.ask({{"do", "switch"}, {"soak_s", 30}});
    killer.join();
    CHECK_THAT(error_of(reply), Catch::Contains("after all were ready"));
    CHECK(target.running() == name_of(good_release(1)));
}

TEST_CASE("a release that nobody confirms is taken back by the target alone") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    {
        auto link = target.talk();
        link.bring(good_release(2));
        REQUIRE(link.ask({{"do", "switch"}, {"soak_s", 0}, {"confirm_s", 3}}).at("step") == "await_confirm");
        CHECK(target.running() == name_of(good_release(2)));
    }  // the link is lost
    REQUIRE(eventually([&] { return target.is_settled(); }));
    CHECK(target.running() == name_of(good_release(1)));
    CHECK_THAT(target.last().why, Catch::Contains("nobody confirmed"));
}

TEST_CASE("a release that waits can be confirmed over another link") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    {
        auto link = target.talk();
        link.bring(good_release(2));
        link.ask({{"do", "switch"}, {"soak_s", 0}});
    }
    auto link = target.talk();
    CHECK(link.greeting().at("last").at("step") == "await_confirm");
    CHECK(code_of(link.ask({{"do", "confirm"}, {"release", name_of(good_release(1))}})) == static_cast<int>(ExitCode::kFailed));
    CHECK(link.ask({{"do", "confirm"}, {"release", name_of(good_release(2))}}).at("ok") == true);
    CHECK(target.running() == name_of(good_release(2)));
}

TEST_CASE("a link that is lost during the transfer costs nothing: the next one goes on at that byte") {
    const ScratchTarget target;
    const Bundle release = good_release(1);
    const std::string program = release.contents.at("bin/source_node");
    const std::string hash = sha256_of(program);
    const std::size_t half = std::min(kPieceBytes, program.size() / 2);
    {
        auto link = target.talk();
        link.ask({{"do", "begin"}, {"manifest", release.manifest_text}});
        CHECK(link.ask({{"do", "put"}, {"content", hash}, {"offset", 0}, {"size", half}}, program.substr(0, half)).at("ok") == true);
        link.hang_up();
    }
    auto link = target.talk();
    const Json plan = link.ask({{"do", "begin"}, {"manifest", release.manifest_text}});
    std::uint64_t have = 0;
    for (const Json& content : plan.at("missing"))
        if (content.at("sha256") == hash) have = content.at("have");
    CHECK(have == half);
    CHECK(link.deploy(release).value("step", "") == "confirmed");
    std::uint64_t whole = 0;
    for (const auto& [path, content] : release.contents) whole += content.size();
    CHECK(link.bytes_sent == whole - half);
}

TEST_CASE("a content that arrives wrong is thrown away, and said") {
    const ScratchTarget target;
    const Bundle release = good_release(1);
    const std::string hash = sha256_of(release.contents.at("config/set.yaml"));
    std::string wrong = release.contents.at("config/set.yaml");
    wrong[0] = '#';
    auto link = target.talk();
    link.ask({{"do", "begin"}, {"manifest", release.manifest_text}});
    const Json reply = link.ask({{"do", "put"}, {"content", hash}, {"offset", 0}, {"size", wrong.size()}}, wrong);
    CHECK(code_of(reply) == static_cast<int>(ExitCode::kBadSegment));
    CHECK(code_of(link.ask({{"do", "put"}, {"content", hash}, {"offset", 5}, {"size", 1}}, "x")) ==
          static_cast<int>(ExitCode::kBadSegment));
    CHECK(link.deploy(release).value("step", "") == "confirmed");
}

TEST_CASE("a file of an older release that the flash has damaged is sent again, not linked") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    const std::string file = target.tree.release(name_of(good_release(1))) + "/bin/trouble_node";
    ::chmod(file.c_str(), 0755);
    std::fstream{file, std::ios::in | std::ios::out | std::ios::binary}.seekp(1000) << '\x7f';
    auto link = target.talk();
    CHECK(link.deploy(good_release(2)).value("step", "") == "confirmed");
    CHECK(link.bytes_sent > good_release(2).contents.at("bin/trouble_node").size());
    CHECK(sha256_of_file(target.tree.release(name_of(good_release(2))) + "/bin/trouble_node") ==
          sha256_of(good_release(2).contents.at("bin/trouble_node")));
    CHECK(target.talk().deploy(good_release(1)).value("step", "") == "confirmed");  // mended in place
    CHECK(sha256_of_file(file) == sha256_of(good_release(1).contents.at("bin/trouble_node")));
}

TEST_CASE("a release whose manifest the flash has lost stands in nobody's way") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    write_durably(target.tree.release(name_of(good_release(1))) + "/manifest.json", "lost");
    auto link = target.talk();
    CHECK_THAT(link.greeting().at("health").get<std::string>(), Catch::Contains("manifest.json"));
    const Json reply = link.deploy(good_release(2));
    INFO(reply.dump());
    CHECK(reply.value("step", "") == "confirmed");
    CHECK(target.running() == name_of(good_release(2)));
}

TEST_CASE("two hosts at once: the second is refused and told who the first is") {
    const ScratchTarget target;
    auto first = target.talk();
    first.ask({{"do", "begin"}, {"client", "anna@pc"}, {"manifest", good_release(1).manifest_text}});
    auto second = target.talk();
    const Json refused = second.ask({{"do", "begin"}, {"manifest", good_release(2).manifest_text}});
    CHECK(code_of(refused) == static_cast<int>(ExitCode::kOwned));
    CHECK_THAT(error_of(refused), Catch::Contains("anna@pc deploys " + name_of(good_release(1))));
    CHECK(second.ask({{"do", "status"}}).at("busy").get<std::string>().find("anna@pc") == 0);
    first.hang_up();
    CHECK(second.deploy(good_release(2)).value("step", "") == "confirmed");
}

TEST_CASE("programs of another machine are refused by the target too, and nothing of the release stays") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    const Bundle foreign = with_file(good_release(2), "bin/trouble_node", arm_program_of_level(4));
    auto link = target.talk({{"SEQBOARD_TEST_MACHINE", "armv4tl"}});
    const Json reply = link.bring(foreign);
    CHECK(code_of(reply) == static_cast<int>(ExitCode::kConfig));
    CHECK_THAT(error_of(reply), Catch::Contains("armv4tl"));
    CHECK_FALSE(std::filesystem::exists(target.tree.release(name_of(foreign))));
    CHECK(target.running() == name_of(good_release(1)));
}

TEST_CASE("the release's own check has the last word before the switch") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    auto link = target.talk();
    REQUIRE(link.bring(test_release("  source: {type: source_node, params: {cuont: 1}}\n")).at("ok") == true);
    const Json reply = link.ask({{"do", "check"}});
    CHECK(code_of(reply) == static_cast<int>(ExitCode::kConfig));
    CHECK_THAT(error_of(reply), Catch::Contains("cuont"));
    CHECK(target.running() == name_of(good_release(1)));
}

TEST_CASE("a file system without room says so and keeps what runs") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{100'000, before.rlim_max};  // what a file may have: as if the medium were full behind it
    ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &small);
    auto link = target.talk();
    ::setrlimit(RLIMIT_FSIZE, &before);
    const Json reply = link.bring(with_file(good_release(2), "bin/trouble_node", good_release(2).contents.at("bin/trouble_node") + "more"));
    CHECK(reply.at("ok") == false);
    CHECK_THAT(error_of(reply), Catch::Contains("File too large") && Catch::Contains("incoming"));
    CHECK(target.running() == name_of(good_release(1)));
    CHECK(target.all_ready());
}

TEST_CASE("a target that trusts keys takes no other bundle") {
    const ScratchTarget target;
    const KeyPair key = new_key_pair();
    write_durably(target.tree.trusted_keys(), key.open + "\n");
    auto link = target.talk();
    CHECK(code_of(link.bring(good_release(1))) == static_cast<int>(ExitCode::kRefused));
    Bundle release = good_release(1);
    release.signature = sign(release.manifest_text, key.secret);
    CHECK(link.bring(release).at("ok") == true);
}

TEST_CASE("a node set that was not deployed here is not stopped") {
    const ScratchTarget target;
    target.talk().bring(good_release(1));
    const std::string folder = target.tree.release(name_of(good_release(1)));
    const std::string own = target.tree.root() + "/own.yaml";
    write_durably(own, "version: 1\nnodes:\n  source: {type: source_node}\n");
    const auto up = run_programs({{folder + "/bin/seqboard", "--root", target.boards_root(), "--board", "test", "up", own, "--detach"}},
                                 std::chrono::seconds{60});
    REQUIRE(up.front().exit_code == 0);
    auto link = target.talk();
    const Json reply = link.bring(good_release(2));
    CHECK(code_of(reply) == static_cast<int>(ExitCode::kOwned));
    CHECK_THAT(error_of(reply), Catch::Contains("own.yaml"));
}

TEST_CASE("prune keeps current and previous and as many others as told") {
    const ScratchTarget target;
    auto link = target.talk();
    for (const int number : {1, 2, 3, 4, 5}) REQUIRE(link.deploy(good_release(number)).value("step", "") == "confirmed");
    const Json reply = link.ask({{"do", "prune"}, {"keep", 1}});
    CHECK(reply.at("removed").size() == 2);
    CHECK(target.tree.names() == std::vector<std::string>{name_of(good_release(5)), name_of(good_release(4)), name_of(good_release(3))});
    CHECK(target.running() == name_of(good_release(5)));
}

TEST_CASE("logs, history and requests that make no sense are answered") {
    const ScratchTarget target;
    auto link = target.talk();
    link.deploy(good_release(1));
    CHECK_THAT(link.ask({{"do", "logs"}, {"name", "supervisor"}}).at("text").get<std::string>(), Catch::Contains("source: ready"));
    const Json names = link.ask({{"do", "logs"}}).at("names");
    CHECK(std::find(names.begin(), names.end(), "source") != names.end());
    CHECK_THAT(error_of(link.ask({{"do", "logs"}, {"name", "sorce"}})), Catch::Contains("source"));
    CHECK(link.ask({{"do", "history"}}).at("records").size() == 7);
    CHECK(code_of(link.ask({{"do", "dance"}})) == static_cast<int>(ExitCode::kUsage));
    CHECK(code_of(link.ask({{"sing", 1}})) == static_cast<int>(ExitCode::kUsage));
    CHECK(link.ask({{"do", "status"}}).at("ready") == true);
}
