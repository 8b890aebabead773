// The order of a roll-out, without targets: who is tried after whom has failed with what.
#include "core/deploy/host/roll_out.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <map>
#include <mutex>

using namespace seqboard;
using namespace seqboard::deploy;

namespace {

using Kind = RollOutOutcome::Kind;

/// Targets of which some fail, and who was tried.
struct Fleet {
    std::map<std::size_t, ExitCode> fails{};
    std::vector<std::size_t> tried{};
    std::mutex mutex{};

    DeploymentResult operator()(std::size_t target) {
        const std::lock_guard lock{mutex};
        tried.push_back(target);
        if (const auto code = fails.find(target); code != fails.end()) throw StartError{code->second, "target " + std::to_string(target)};
        return {.release = "1.0-" + std::to_string(target)};
    }
};

std::vector<RollOutOutcome> roll(Fleet& fleet, std::size_t targets, unsigned jobs = 1) {
    return roll_out(targets, jobs, [&](std::size_t target) { return fleet(target); });
}

std::vector<Kind> kinds_of(const std::vector<RollOutOutcome>& outcomes) {
    std::vector<Kind> kinds;
    for (const RollOutOutcome& outcome : outcomes) kinds.push_back(outcome.kind);
    return kinds;
}

}  // namespace

TEST_CASE("a roll-out that goes well visits all targets in their order") {
    Fleet fleet;
    const auto outcomes = roll(fleet, 3);
    CHECK(fleet.tried == std::vector<std::size_t>{0, 1, 2});
    CHECK(kinds_of(outcomes) == std::vector(3, Kind::kDone));
    CHECK(outcomes[2].result.release == "1.0-2");
    CHECK(exit_code_of(outcomes) == ExitCode::kOk);
    CHECK(roll(fleet, 0).empty());
}

TEST_CASE("a canary that fails, for whatever reason, is the only target that was touched") {
    Fleet fleet{.fails = {{0, GENERATE(ExitCode::kFailed, ExitCode::kUnavailable, ExitCode::kOwned)}}};
    const auto outcomes = roll(fleet, 3, 3);
    CHECK(fleet.tried == std::vector<std::size_t>{0});
    CHECK(kinds_of(outcomes) == std::vector{Kind::kFailed, Kind::kNotTried, Kind::kNotTried});
    CHECK(outcomes[0].why == "target 0");
    CHECK(exit_code_of(outcomes) == fleet.fails[0]);
}

TEST_CASE("behind the canary a release that fails on a target goes to no further one") {
    Fleet fleet{.fails = {{1, GENERATE(ExitCode::kFailed, ExitCode::kConfig)}}};
    const auto outcomes = roll(fleet, 4);
    CHECK(fleet.tried == std::vector<std::size_t>{0, 1});
    CHECK(kinds_of(outcomes) == std::vector{Kind::kDone, Kind::kFailed, Kind::kNotTried, Kind::kNotTried});
}

TEST_CASE("behind the canary a target that cannot be had holds up nobody, and the exit status tells of it") {
    Fleet fleet{.fails = {{2, ExitCode::kRefused}, {1, GENERATE(ExitCode::kUnavailable, ExitCode::kOwned, ExitCode::kNoSpace)}}};
    const auto outcomes = roll(fleet, 4);
    CHECK(fleet.tried.size() == 4);
    CHECK(kinds_of(outcomes) == std::vector{Kind::kDone, Kind::kFailed, Kind::kFailed, Kind::kDone});
    CHECK(exit_code_of(outcomes) == fleet.fails[1]);
}

TEST_CASE("behind the canary as many targets as told are worked on at the same time, never more") {
    std::mutex mutex;
    std::condition_variable changed;
    int at_work = 0, most = 0, begun = 0;
    const auto outcomes = roll_out(7, 3, [&](std::size_t target) {
        std::unique_lock lock{mutex};
        if (target == 0) {
            CHECK(begun == 0);
            return DeploymentResult{};
        }
        most = std::max(most, ++at_work);
        const int together = (++begun + 2) / 3 * 3;
        changed.notify_all();
        changed.wait(lock, [&] { return begun >= together; });  // three by three: none ends before the others of its three have begun
        --at_work;
        return DeploymentResult{};
    });
    CHECK(kinds_of(outcomes) == std::vector(7, Kind::kDone));
    CHECK(most == 3);
}
