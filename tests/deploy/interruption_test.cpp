// The agent is killed at every point at which a power cut would find something else on the medium. Afterwards either the old or
// the new release runs, whole, and links and journal say which.
#include <catch2/catch.hpp>

#include "tests/deploy/one_release_runs.hpp"
#include "tests/deploy/scratch_target.hpp"
#include "tests/deploy/test_release.hpp"
#include "tests/scratch/slow_build.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

constexpr int kStride = kSlowBuild ? 5 : 1;  // every fifth point, which is said

std::string name_of(const Bundle& bundle) { return release_name(bundle.manifest_text); }

enum class Cut { kWorker, kPower };

/// Kills the agent at point 1, 2, ... while `fresh(n)` is deployed over a good release, until there are no more points.
template <class Fresh>
void kill_at_every_point(Cut cut, const Fresh& fresh) {
    const ScratchTarget target;
    target.talk().deploy(good_release(0));
    const std::string mark = target.tree.root() + "/died";
    int points = 0;
    for (int at = 1;; at += kStride) {
        std::filesystem::remove(mark);
        const std::string old = target.tree.current();
        const Bundle release = fresh(at);
        Environment environment = {{"SEQBOARD_TEST_DIE_AT", std::to_string(at)}, {"SEQBOARD_TEST_DIE_ONCE", mark}};
        if (cut == Cut::kPower) environment["SEQBOARD_TEST_POWER_CUT"] = "1";
        {
            auto link = target.talk(environment);
            REQUIRE(link.bring(release).value("ok", false));
            const Json trial = link.ask({{"do", "switch"}, {"ready_s", 3}, {"soak_s", 0}});  // null: it died
            if (trial.is_object() && trial.value("ok", false)) link.ask({{"do", "confirm"}, {"release", name_of(release)}});
        }
        if (!std::filesystem::exists(mark)) break;
        const std::string point = text_of_file(mark);
        INFO("killed at " << point << " (" << at << ")");
        ++points;
        if (cut == Cut::kPower) {
            target.cut_power();
            const ProgramOutput boot = target.run("boot");
            INFO(boot.out << boot.err);
            CHECK(boot.exit_code == 0);
        }
        check_one_release_runs(target, old, name_of(release));
    }
    CHECK(points >= 24 / kStride);
    WARN(points << " points" << (kStride > 1 ? ", every fifth of them all: this build is slow" : "") << "; a release ran after each");
}

Bundle healthy(int number) { return good_release(number); }
Bundle sick(int number) {
    return test_release("  trouble: {type: trouble_node, params: {mode: exit_78}, period: " + std::to_string(10 + number) + "ms}\n");
}

}  // namespace

TEST_CASE("killed at every point of an update that goes well, the agent undoes or completes it by itself", "[long]") {
    kill_at_every_point(Cut::kWorker, healthy);
}

TEST_CASE("killed at every point of an update that is taken back, the agent completes that by itself", "[long]") {
    kill_at_every_point(Cut::kWorker, sick);
}

TEST_CASE("power cut at every point of an update that goes well: at the next start a release runs", "[long]") {
    kill_at_every_point(Cut::kPower, healthy);
}

TEST_CASE("power cut at every point of an update that is taken back: at the next start a release runs", "[long]") {
    kill_at_every_point(Cut::kPower, sick);
}
