// The start of the machine: what was deployed runs again; what never proves good makes way.
#include <catch2/catch.hpp>

#include "core/deploy/target_lock.hpp"
#include "tests/deploy/scratch_target.hpp"
#include "tests/deploy/test_release.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

std::string name_of(const Bundle& bundle) { return release_name(bundle.manifest_text); }

/// A start whose power is cut before it has proven good.
void start_that_is_cut_short(const ScratchTarget& target) {
    const std::string mark = target.tree.root() + "/died";
    std::filesystem::remove(mark);
    // Point 4 is behind the trial of a start; the machine dies there at the latest.
    target.run("boot", {{"SEQBOARD_TEST_DIE_AT", "4"}, {"SEQBOARD_TEST_DIE_ONCE", mark}, {"SEQBOARD_TEST_POWER_CUT", "1"}});
    REQUIRE(eventually([&] { return std::filesystem::exists(mark) && TargetLock::holder(target.tree.lock()).empty(); }));
    target.cut_power();
}

}  // namespace

TEST_CASE("nothing deployed: the start of the machine is fine with that") {
    const ScratchTarget target;
    CHECK(target.run("boot").exit_code == 0);
}

TEST_CASE("the current release is started and proves good, a safe stop ends it") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    target.cut_power();
    REQUIRE_FALSE(target.running());
    const ProgramOutput boot = target.run("boot");
    INFO(boot.out << boot.err);
    CHECK(boot.exit_code == 0);
    CHECK(target.running() == name_of(good_release(1)));
    REQUIRE(eventually([&] { return target.is_settled(); }));
    CHECK(target.last().step == Step::kBootGood);
    CHECK(target.run("stop").exit_code == 0);
    CHECK_FALSE(target.running());
    CHECK(target.last().step == Step::kStopped);
}

TEST_CASE("after three starts in a row that were not proven good the previous release is started") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    target.talk().deploy(good_release(2));
    target.cut_power();
    for (unsigned start = 1; start <= 3; ++start) {
        start_that_is_cut_short(target);
        CHECK(target.last().boots == start);
        CHECK(target.tree.current() == name_of(good_release(2)));
    }
    const ProgramOutput boot = target.run("boot");
    INFO(boot.out << boot.err);
    CHECK(boot.exit_code == 0);
    REQUIRE(eventually([&] { return target.is_settled(); }));
    CHECK(target.running() == name_of(good_release(1)));
    CHECK(target.tree.current() == name_of(good_release(1)));
    CHECK(target.last().step == Step::kConfirmed);
}

TEST_CASE("a start that proved good, and a safe stop, begin the count anew") {
    const ScratchTarget target;
    target.talk().deploy(good_release(1));
    target.talk().deploy(good_release(2));
    target.cut_power();
    for (const bool stopped : {false, true}) {
        start_that_is_cut_short(target);
        start_that_is_cut_short(target);
        CHECK(target.last().boots == 2);
        if (stopped) {
            target.run("stop");
        } else {
            target.run("boot");
            REQUIRE(eventually([&] { return target.is_settled(); }));
            CHECK(target.last().step == Step::kBootGood);
        }
        target.cut_power();
        start_that_is_cut_short(target);
        CHECK(target.last().boots == 1);
        CHECK(target.run("stop").exit_code == 0);
    }
    CHECK(target.tree.current() == name_of(good_release(2)));
}

TEST_CASE("a start with a release that is not healthy says so and leaves its supervisor trying") {
    const ScratchTarget target;
    auto link = target.talk();
    link.deploy(good_release(1));
    link.hang_up();
    // The node fails from now on: its program is gone, as after a fault of the flash.
    const std::string program = target.tree.release(name_of(good_release(1))) + "/bin/source_node";
    target.cut_power();
    std::filesystem::rename(program, program + ".lost");
    const ProgramOutput boot = target.run("boot");
    CHECK(boot.exit_code == 1);
    CHECK_THAT(boot.err, Catch::Contains("source_node"));
    CHECK(target.last().step == Step::kBootFailed);
}

TEST_CASE("systemd understands every line of the unit") {
    const std::string systemd = "/usr/bin/systemd-analyze";
    SEQBOARD_SKIP_IF(::access(systemd.c_str(), X_OK) != 0, "systemd is not installed here");
    const ScratchFolder folder;
    std::string unit = text_of_file(sources("config/boot/seqboard.service"));
    const std::string agent = "/opt/seqboard/agent/seqboard_agent";
    REQUIRE(unit.find("ExecStart=-" + agent + " boot") != std::string::npos);
    // It looks for the programs as well, and nothing is deployed to this machine.
    for (std::size_t at = 0; (at = unit.find(agent, at)) != std::string::npos;) unit.replace(at, agent.size(), "/bin/true");
    const auto verify = [&](const std::string& text) {
        write_durably(folder / "seqboard.service", text);
        const std::vector<std::string> line = {systemd, "verify", "--man=no", "--recursive-errors=no", folder / "seqboard.service"};
        return run_programs({line}, std::chrono::seconds{60}).front();
    };
    const ProgramOutput good = verify(unit);
    CHECK(good.exit_code == 0);
    CHECK(good.out + good.err == "");
    CHECK_THAT(verify(unit + "Wnatedby=multi-user.target\n").err, Catch::Contains("Wnatedby"));
}
