// A developer's loop over a real dropbear: what changes is running soon after, what is wrong is told and waited out.
#include <signal.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "core/deploy/host/piped_process.hpp"
#include "tests/deploy/host/remote.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// As a linker does it: another file under the same name.
void replace(const std::string& path, const std::string& content) {
    write_durably(path + ".new", content, 0755);
    std::filesystem::rename(path + ".new", path);
}

/// A node set and a folder of programs of a test's own.
struct Workplace {
    Remote remote;
    std::string set = remote.folder / "set/robot.yaml";
    std::string programs = remote.folder / "programs";

    Workplace() {
        make_folders(remote.folder / "set");
        make_folders(programs);
        for (const char* program : {"seqboard", "source_node"})
            std::filesystem::create_symlink(built(std::string{"launch_test_nodes/"} + program), programs + "/" + program);
        std::filesystem::create_symlink(built("seqboard_agent"), programs + "/seqboard_agent");
        write_set("count: 1");
    }
    void write_set(const std::string& params) const {
        replace(set, "version: 1\nboard: test\nnodes:\n  source: {type: source_node, params: {" + params + "}}\n");
    }

    /// The release that runs once it is another than `old`.
    std::string running_after(const std::string& old) const {
        const auto is_other = [&] { return remote.target.running().value_or(old) != old && remote.target.is_settled(); };
        REQUIRE(eventually(is_other));
        return *remote.target.running();
    }
};

}  // namespace

TEST_CASE("over a real dropbear a program that changes runs soon after, and what fails does not end the loop", "[figures]") {
    const Workplace place;
    SEQBOARD_SKIP_IF(!place.remote.ssh.missing().empty(), place.remote.ssh.missing());
    PipedProcess loop{place.remote.command_line(
        {place.remote.ssh.host(), place.set, "--programs", place.programs, "--keep-symbols", "--watch", "--soak", "0"})};
    const std::string first = place.running_after("");

    const Time begun = monotonic_now();
    replace(place.programs + "/source_node", text_of_file(place.programs + "/source_node") + "changed");
    const std::string second = place.running_after(first);
    WARN("a changed program runs " << seconds_of(monotonic_now() - begun) << " s after it was written");

    place.write_set("cuont: 2");
    REQUIRE(eventually([&] { return loop.said().find("cuont") != std::string::npos; }));
    CHECK(place.remote.target.running() == second);
    place.write_set("count: 2");
    const std::string third = place.running_after(second);

    // A target that cannot be had fails the deployment, not the loop.
    auto other = place.remote.target.talk();
    REQUIRE(other
                .ask({{"do", "begin"},
                      {"client", "anna@pc"},
                      {"manifest", text_of_file(place.remote.target.tree.release(third) + "/manifest.json")}})
                .at("ok") == true);
    place.write_set("count: 3");
    REQUIRE(eventually([&] { return loop.said().find("anna@pc deploys") != std::string::npos; }));
    other.hang_up();
    place.write_set("count: 4");
    const std::string fourth = place.running_after(third);
    CHECK(fourth != second);

    ::kill(loop.pid(), SIGINT);
    CHECK(loop.wait() == 0);
    CHECK(place.remote.target.running() == fourth);
}
