// An update or a start in this process, from the step that the journal names; the supervisor is the test itself.
#include "core/deploy/update.hpp"

#include <catch2/catch.hpp>

#include "tests/deploy/journal_record.hpp"
#include "tests/deploy/played_supervisor.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

constexpr TrialLimits kNoTime{.stop = {}, .ready = std::chrono::seconds{20}, .soak = {}, .confirm = {}};

struct Place {
    Place() { tree.make(); }

    void run(const JournalRecord& record, const Witness& witness = {}, const TrialLimits& limits = kNoTime) {
        Journal journal{tree.journal()};
        Update{tree, set, journal, limits, witness}.run(record);
    }
    bool resume() {
        Journal journal{tree.journal()};
        return Update{tree, set, journal, kNoTime, {}}.resume();
    }
    JournalRecord last() const { return Journal::read(tree.journal()).back(); }
    std::string set_of(const std::string& release) const { return tree.release(release) + "/config/set.yaml"; }

    ScratchFolder folder;
    ScratchBoard board;
    ReleaseTree tree{folder.path()};
    RunningSet set{tree, board.root()};
    const std::string old = place_release_here("exit 70"), fresh = place_release_here("exit 71");

private:
    std::string place_release_here(const char* script) {
        tree.make();
        return place_release(tree, script);
    }
};

}  // namespace

TEST_CASE("where nothing was under way nothing is resumed") {
    Place place;
    CHECK_FALSE(place.resume());
    Journal{place.tree.journal()}.append(record_of(Step::kConfirmed, "", place.fresh));
    CHECK_FALSE(place.resume());
    CHECK(place.last().number == 1);
}

TEST_CASE("what was interrupted says so, with what came before if there was something") {
    Place place;
    const std::string why = GENERATE("", "it was late");
    Journal{place.tree.journal()}.append(record_of(Step::kPointNew, "", place.fresh, why));
    CHECK(place.resume());
    CHECK(Journal::read(place.tree.journal()).at(1).why == "interrupted at point_new" + (why.empty() ? "" : "; before: " + why));
    CHECK(place.last().step == Step::kRolledBack);
}

TEST_CASE("a start of the machine with its release running already tries that one, and starts no second") {
    Place place;
    PlayedSupervisor supervisor{place.board.place(), place.set_of(place.fresh)};
    supervisor.say();
    std::vector<std::string> points;
    place.run(record_of(Step::kBoot, "", place.fresh, "", 1), [&](const std::string& point) { points.push_back(point); });
    CHECK(place.last().step == Step::kBootGood);
    CHECK(place.last().why == place.fresh + " is healthy: 2 of 2 nodes ready");
    CHECK(points == std::vector<std::string>{"done boot"});
}

TEST_CASE("going back to a release that runs already leaves it running, and going back to none starts none") {
    Place place;
    PlayedSupervisor supervisor{place.board.place(), place.set_of(place.old)};
    supervisor.say();
    place.run(record_of(Step::kPointOld, place.old, place.fresh));
    CHECK(place.last().step == Step::kRolledBack);
    CHECK(place.tree.current() == place.old);
    place.run(record_of(Step::kPointOld, "", place.fresh));
    CHECK(place.tree.current().empty());
    CHECK(place.set.running(place.old) == place.old);
}

TEST_CASE("who gives a new release no time still gives the old one time to come back") {
    Place place;
    place.run(record_of(Step::kPointOld, place.old, place.fresh), {}, {.stop = {}, .ready = {}, .soak = {}, .confirm = {}});
    CHECK(place.tree.current() == place.old);
    CHECK_THAT(place.last().why, Catch::Contains("exit code 70"));  // it was tried
}

TEST_CASE("a release that does not get ready in time is not healthy") {
    Place place;
    PlayedSupervisor supervisor{place.board.place(), place.set_of(place.fresh)};
    supervisor.status.ready = 1;
    supervisor.say();
    place.run(record_of(Step::kBoot, "", place.fresh), {}, {.stop = {}, .ready = {}, .soak = {}, .confirm = {}});
    CHECK(place.last().step == Step::kBootFailed);
    CHECK_THAT(place.last().why, Catch::Contains("is not healthy: 1 of 2 nodes ready"));
}

TEST_CASE("a release that fails while it waits for its confirmation is taken back") {
    Place place;
    place.run(record_of(Step::kAwaitConfirm, "", place.fresh), {}, TrialLimits{});
    const auto records = Journal::read(place.tree.journal());
    CHECK(records.at(1).step == Step::kStopNew);
    CHECK_THAT(records.at(1).why, Catch::Contains("is not healthy any more: its supervisor does not run"));
    CHECK(records.back().step == Step::kRolledBack);
}
