// A target in the test's own process: who changes it, who waits, and what an update or a start that goes wrong leaves behind.
#include "core/deploy/target.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "core/deploy/folder.hpp"
#include "tests/deploy/journal_record.hpp"
#include "tests/deploy/played_supervisor.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

struct Place {
    Place() { tree.make(); }
    ~Place() {
        eventually([&] { return TargetLock::holder(tree.lock()).empty(); });  // the processes of an update have ended
    }

    Target target(Witness witness = {}) const {
        return Target{{.root = folder.path(), .boards_root = board.root(), .limits = {}, .witness = std::move(witness)}};
    }
    void note(const JournalRecord& record) const { Journal{tree.journal()}.append(record); }
    JournalRecord last() const { return Journal::read(tree.journal()).back(); }

    ScratchFolder folder;
    ScratchBoard board;
    ReleaseTree tree{folder.path()};
};

bool listen(const JournalRecord&) { return true; }

}  // namespace

TEST_CASE("a target that somebody changes names him, and says whether to wait or to confirm") {
    const Place place;
    const auto lock = TargetLock::take(place.tree.lock(), "anna@pc deploys 1.0-aaa");
    Target target = place.target();
    const auto refused = [&] { return start_error([&] { target.lock("test"); }); };
    CHECK(refused().first == ExitCode::kOwned);  // nothing is under way: after some patience
    CHECK_THAT(refused().second, Catch::Contains("anna@pc deploys 1.0-aaa; wait for it to end"));
    place.note(record_of(Step::kTrial, "", "1.0-aaa"));
    CHECK_THAT(refused().second, Catch::Contains("wait for it to end"));
    place.note(record_of(Step::kAwaitConfirm, "", "1.0-aaa"));
    CHECK_THAT(refused().second, Catch::Contains("it waits for seqboard deploy confirm"));
    target.heal();  // who holds the lock is at it
    CHECK(place.last().step == Step::kAwaitConfirm);
}

TEST_CASE("a lock that this process has is taken once, and an update that was interrupted is undone before it is had") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 70");
    place.note(record_of(Step::kTrial, "", release));
    Target target = place.target();
    target.lock("test");
    target.lock("test again");
    CHECK_THAT(TargetLock::holder(place.tree.lock()), Catch::StartsWith("test (process"));
    CHECK(place.last().step == Step::kRolledBack);
    CHECK_THAT(Journal::read(place.tree.journal()).at(1).why, Catch::Contains("interrupted at trial"));
}

TEST_CASE("a first release whose supervisor does not start is taken back to nothing, and the listener hears of every step") {
    const Place place;
    const std::string release = place_release(place.tree, "echo no sensor; exit 70");
    Target target = place.target();
    target.lock("test");
    std::vector<Step> heard;
    const JournalRecord end = target.update(record_of(Step::kStopOld, "", release), [&](const JournalRecord& record) {
        heard.push_back(record.step);
        return record.step != Step::kPointOld;  // no more of it
    });
    CHECK(end.step == Step::kRolledBack);
    CHECK(heard == std::vector{Step::kStopOld, Step::kPointNew, Step::kStartNew, Step::kStopNew, Step::kPointOld});
    CHECK(place.tree.current().empty());
    CHECK_THAT(Journal::read(place.tree.journal()).at(3).why, Catch::Contains("no sensor"));
}

TEST_CASE("an update whose process ends before its first word is told as a fault of seqboard") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 70");
    Target target = place.target([](const std::string&) { ::_exit(0); });
    target.lock("test");
    const auto [code, sentence] = start_error([&] { target.update(record_of(Step::kStopOld, "", release), listen); });
    CHECK(code == ExitCode::kBug);
    CHECK_THAT(sentence, Catch::Contains("ended without a word") && Catch::Contains("agent.log"));
}

TEST_CASE("an update whose two processes are both killed is undone by whoever listens to it") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 70"), mark = place.folder / "killed";
    Target target = place.target([&](const std::string& point) {
        if (point != "before start_new" || deploy::exists(mark)) return;
        write_durably(mark, "");
        ::kill(::getppid(), SIGKILL);
        ::kill(::getpid(), SIGKILL);
    });
    target.lock("test");
    const JournalRecord end = target.update(record_of(Step::kStopOld, "", release), listen);
    CHECK(end.step == Step::kRolledBack);
    CHECK(deploy::exists(mark));
    CHECK(place.tree.current().empty());
}

TEST_CASE("what does not wait for a confirmation is not confirmed, and the last word of the journal says why") {
    const Place place;
    Target target = place.target();
    const auto refusal = [&](const std::string& release) { return start_error([&] { target.confirm(release, listen); }).second; };
    CHECK(refusal("1.0-aaa") == "1.0-aaa does not wait for a confirmation");
    place.note(record_of(Step::kRolledBack, "", "1.0-aaa", "nobody confirmed"));
    CHECK(refusal("1.0-aaa") == "1.0-aaa does not wait for a confirmation; last: rolled_back 1.0-aaa (nobody confirmed)");
    place.note(record_of(Step::kAwaitConfirm, "", "1.0-aaa"));
    CHECK_THAT(refusal("1.0-bbb"), Catch::Contains("last: await_confirm 1.0-aaa"));
}

TEST_CASE("a release that does not start at the machine's start fails it each time, and without one before there is no other") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 70");
    place.tree.point_current(release);
    Target target = place.target();
    for (unsigned start = 1; start <= 4; ++start) {
        CHECK_FALSE(target.boot(listen));
        CHECK(place.last().step == Step::kBootFailed);
        CHECK(place.last().boots == start);
    }
    CHECK(place.tree.current() == release);
}

TEST_CASE("after three starts that failed the release before gets its turn, and when it fails as well the start fails") {
    const Place place;
    const std::string before = place_release(place.tree, "exit 71"), release = place_release(place.tree, "exit 70");
    place.tree.point_current(release);
    place.tree.point_previous(before);
    place.note(record_of(Step::kBootFailed, before, release, "", 3));
    Target target = place.target();
    CHECK_FALSE(target.boot(listen));
    const auto records = Journal::read(place.tree.journal());
    CHECK(records.at(1).step == Step::kStopOld);
    CHECK(records.at(1).to == before);
    CHECK(records.at(1).why == release + " was not proven good in 3 starts of the machine");
    CHECK(records.back().step == Step::kRolledBack);
}

TEST_CASE("a machine that starts amid an update undoes it first, and then starts what ran before") {
    const Place place;
    const std::string before = place_release(place.tree, "exit 71"), release = place_release(place.tree, "exit 70");
    place.tree.point_current(release);
    place.note(record_of(Step::kStartNew, before, release));
    CHECK_FALSE(place.target().boot(listen));
    CHECK(place.tree.current() == before);
    CHECK(place.last().step == Step::kBootFailed);
    CHECK(place.last().to == before);
}

TEST_CASE("a target on which nothing is deployed starts and stops without a word") {
    const Place place;
    Target target = place.target();
    CHECK(target.boot(listen));
    target.stop();
    CHECK(Journal::read(place.tree.journal()).empty());
    CHECK(target.health().text == "nothing is deployed");
    CHECK(target.board_log_folder().empty());
    CHECK(start_error([&] { static_cast<void>(target.way_back()); }).first == ExitCode::kNoInput);
    CHECK(TargetLock::holder(place.tree.lock()).empty());
}

TEST_CASE("pruning removes what was left half done, of releases, transfers and agents") {
    const Place place;
    std::vector<std::string> names;
    for (const char* const script : {"exit 1", "exit 2", "exit 3"}) names.push_back(place_release(place.tree, script));
    place.tree.point_current(names[0]);
    place.tree.point_previous(names[1]);
    write_durably(place.tree.incoming() + "/0123.part", "half");
    for (const char* const agent : {"seqboard_agent-old", "seqboard_agent-new"}) write_durably(place.tree.agents() + "/" + agent, agent);
    point_link(place.tree.agents() + "/" + kAgentName, "seqboard_agent-new");
    make_folders(place.tree.releases() + "/1.0-half.tmp/bin");
    CHECK(place.target().prune(0) == std::vector{names[2]});
    CHECK(names_in(place.tree.releases()).size() == 2);
    CHECK(names_in(place.tree.incoming()).empty());
    CHECK(names_in(place.tree.agents()) == std::vector<std::string>{"seqboard_agent", "seqboard_agent-new"});
}

TEST_CASE("a release that cannot be moved out of the way is not removed, and said") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 1");
    make_folders(place.tree.release(release) + ".tmp/bin");
    const auto [code, sentence] = start_error([&] { place.target().prune(0); });
    CHECK(code != ExitCode::kOk);
    CHECK_THAT(sentence, Catch::Contains(release + ": cannot be removed"));
    CHECK(place.tree.is_whole(release));
}
