// A developer's loop without a target: when a bundle is made again, when it is deployed again, and what is told.
#include "core/cli/deploy_watch.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "core/exit_code.hpp"
#include "tests/cli/answering_agent.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

long count(const std::string& text, const std::string& words) {
    long found = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
    return found;
}

/// deploy robot BUNDLE --watch in this process, and what happens to the bundle meanwhile: each change once the loop waits for it. Nothing: a
/// file that is no bundle.
class WatchedBundle {
public:
    explicit WatchedBundle(std::vector<std::optional<deploy::Bundle>> changes) : changes_{std::move(changes)} { agent.greet(); }

    ProgramOutput run() {
        const std::string file = agent.put("robot.seqboard", tiny_bundle());
        return interrupted_here(agent.scratch, {"deploy", "robot", file, "--watch"}, [&](const std::string& out) {
            const long waits = count(out, "Ctrl-C ends this");
            if (waits <= done_) return false;
            if (static_cast<std::size_t>(done_) == changes_.size()) return true;
            const auto& next = changes_[static_cast<std::size_t>(done_++)];
            if (next) agent.put("next", *next);
            else std::ofstream{agent.scratch.root() + "/next"} << "no bundle";
            std::filesystem::rename(agent.scratch.root() + "/next", file);
            return false;
        });
    }

    AnsweringAgent agent;

private:
    std::vector<std::optional<deploy::Bundle>> changes_;
    long done_ = 0;
};

}  // namespace

TEST_CASE("a bundle that changes is deployed again, one that is as it was is not") {
    deploy::Bundle same = tiny_bundle();
    same.signature = std::string(128, '0');  // another file, the same release
    WatchedBundle bundle{{same, tiny_bundle("more")}};
    bundle.agent.answers("begin", {{"ok", true}, {"missing", deploy::Json::array()}, {"absent_devices", deploy::Json::array()}});
    const ProgramOutput output = bundle.run();
    INFO(output.out << output.err);
    CHECK(output.exit_code == 0);
    CHECK(count(output.out, "robot.seqboard\n") == 2);
    CHECK(count(output.out, "which was deployed\n") == 1);
    CHECK(count(output.out, "1.0-bbb runs: ") == 2);
    CHECK(count(output.out, "waiting until one of 1 files changes; Ctrl-C ends this\n") == 3);
}

TEST_CASE("a target that refuses a bundle, and a bundle that is none, are told and end nothing") {
    WatchedBundle bundle{{std::nullopt, tiny_bundle()}};
    bundle.agent.answers("begin", {{"ok", false}, {"code", 75}, {"error", "anna@pc deploys"}});
    const ProgramOutput output = bundle.run();
    INFO(output.out << output.err);
    CHECK(output.exit_code == 0);
    CHECK(count(output.err, "seqboard: robot: anna@pc deploys\n") == 2);  // one that was not deployed is tried again
    CHECK_THAT(output.err, Catch::Contains("robot.seqboard: "));
    CHECK(count(output.out, "which was deployed\n") == 0);
}

TEST_CASE("of many files that have changed at once three are named") {
    const ScratchFolder folder;
    std::vector<std::string> paths;
    for (const char* const name : {"a", "b", "c", "d", "e"}) paths.push_back(folder / name);
    const auto write_all = [&](const std::string& text, std::size_t first) {
        for (std::size_t i = first; i < paths.size(); ++i) std::ofstream{paths[i]} << text;
    };
    write_all("1", 0);
    int made = 0;
    const auto make = [&] {
        deploy::Bundle bundle = tiny_bundle(std::to_string(++made));
        for (const std::string& path : paths) bundle.sources[path] = deploy::stamp_of(path);
        return bundle;
    };
    std::vector<int> deployed;
    const auto deploy_it = [&](const deploy::Bundle&) {
        deployed.push_back(made);
        if (made == 1) write_all("22", 0);
        if (made == 2) write_all("333", 2);
        if (made == 3) ::raise(SIGINT);
        return made == 3 ? ExitCode::kFailed : ExitCode::kOk;
    };
    const FileDescriptor usual{::dup(STDOUT_FILENO)}, said{::memfd_create("said", MFD_CLOEXEC)};
    std::fflush(stdout);
    ::dup2(said.get(), STDOUT_FILENO);
    const ExitCode exit = cli::DeployWatch{{}, make, deploy_it}.run();
    std::fflush(stdout);
    ::dup2(usual.get(), STDOUT_FILENO);
    std::string text(4096, '\0');
    text.resize(static_cast<std::size_t>(::pread(said.get(), text.data(), text.size(), 0)));
    CHECK(exit == ExitCode::kFailed);  // how the one ended in which it was interrupted
    CHECK(deployed == std::vector<int>{1, 2, 3});
    CHECK_THAT(text, Catch::Contains("changed: " + paths[0] + ", " + paths[1] + ", " + paths[2] + " and 2 more\n") &&
                         Catch::Contains("changed: " + paths[2] + ", " + paths[3] + ", " + paths[4] + "\n"));
}
