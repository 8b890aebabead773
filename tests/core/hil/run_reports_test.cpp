// What a run leaves behind: its verdict, the server's XML, the comparison with another.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/exit_code.hpp"
#include "core/hil/junit.hpp"
#include "core/hil/leftovers.hpp"
#include "core/hil/run_comparison.hpp"
#include "core/launch/processes_naming.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::hil;

namespace {

Case case_of(Outcome outcome) {
    Case one;
    one.scenario = "wall_stop";
    one.seed = 7;
    one.result.mode = "sim, lock-step";
    one.result.verdict.outcome = outcome;
    one.result.verdict.hash = "0123";
    if (outcome == Outcome::kFail) one.result.verdict.judgements = {{"never: a < b", false, "at 1.20 s"}, {"final: c", true, ""}};
    if (outcome == Outcome::kInvalid) one.result.verdict.reason = "node 'map' died by itself";
    return one;
}

void put(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    std::ofstream{path} << text;
}

}  // namespace

TEST_CASE("a verdict is read as it was written, and none is no verdict") {
    const testing::ScratchBoard scratch;
    CHECK_FALSE(read_verdict(scratch.root()).has_value());
    std::filesystem::create_directories(scratch.root());
    Verdict verdict = case_of(Outcome::kFail).result.verdict;
    verdict.reason = "two\nlines";
    verdict.simulated_s = 12.5;
    verdict.samples = 1234567890123;
    write_verdict(scratch.root(), verdict);
    const auto read = read_verdict(scratch.root());
    REQUIRE(read);
    CHECK(read->outcome == Outcome::kFail);
    CHECK(read->reason == "two lines");
    CHECK(read->simulated_s == 12.5);
    CHECK(read->samples == 1234567890123);
    REQUIRE(read->judgements.size() == 2);
    CHECK(read->judgements[0].expectation == "never: a < b");
    CHECK_FALSE(read->judgements[0].kept);
    CHECK(read->judgements[1].kept);
}

TEST_CASE("an expectation that is not kept is a failure, infrastructure is an error, and what is expected to fail passes by failing") {
    CHECK(case_of(Outcome::kPass).kind() == Case::Kind::kPassed);
    CHECK(case_of(Outcome::kFail).kind() == Case::Kind::kFailed);
    CHECK(case_of(Outcome::kInvalid).kind() == Case::Kind::kInvalid);
    Case expected = case_of(Outcome::kFail), surprising = case_of(Outcome::kPass), broken = case_of(Outcome::kInvalid);
    expected.xfail = surprising.xfail = broken.xfail = "not built yet";
    CHECK(expected.kind() == Case::Kind::kPassed);
    CHECK(surprising.kind() == Case::Kind::kFailed);
    CHECK(broken.kind() == Case::Kind::kInvalid);
}

TEST_CASE("the XML has a case for each run, with its seed and its sentence") {
    Case skipped;
    skipped.scenario = "later";
    skipped.skipped = "no <hands>";
    const std::string xml = junit_xml({case_of(Outcome::kPass), case_of(Outcome::kFail), case_of(Outcome::kInvalid), skipped});
    CHECK_THAT(xml, Catch::Contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""));
    CHECK_THAT(xml, Catch::Contains("<testcase classname=\"hil.wall_stop\" name=\"seed 7\""));
    CHECK_THAT(xml, Catch::Contains("<failure message=\"never: a &lt; b: at 1.20 s\"/>"));
    CHECK_THAT(xml, Catch::Contains("<error message=\"node 'map' died by itself\"/>"));
    CHECK_THAT(xml, Catch::Contains("<skipped message=\"no &lt;hands&gt;\"/>"));
    CHECK_THAT(xml, Catch::Contains("<property name=\"mode\" value=\"sim, lock-step\"/>"));
}

TEST_CASE("the story of a case is why it was skipped, refused or judged so") {
    Case one = case_of(Outcome::kPass);
    CHECK(one.story().empty());
    one.xfail = "not built yet";
    CHECK(one.story() == "it passed, and was expected to fail: not built yet");
    CHECK(case_of(Outcome::kInvalid).story() == "node 'map' died by itself");
    one = case_of(Outcome::kFail);
    one.result.verdict.judgements.push_back({"always: d", false, "at 2.00 s"});
    one.result.verdict.judgements.push_back({"metric: e", false, ""});
    CHECK(one.story() == "never: a < b: at 1.20 s; always: d: at 2.00 s");
    one.refused = "no such file";
    CHECK(one.kind() == Case::Kind::kInvalid);
    CHECK(one.story() == "no such file");
    one.skipped = "later";
    CHECK(one.story() == "later");
}

TEST_CASE("the XML says the mode of what is not simulated, and is well-formed whatever is in the sentences") {
    Case one = case_of(Outcome::kInvalid);
    one.mode = RunMode::kDev;
    one.result.verdict.reason = "\"a\" & <b>\x01\n";
    CHECK_THAT(junit_xml({one}),
               Catch::Contains("name=\"dev, seed 7\"") && Catch::Contains("<error message=\"&quot;a&quot; &amp; &lt;b&gt; \n\"/>"));
}

TEST_CASE("a verdict of each outcome is read as it was written, and lines that are none are passed over") {
    const testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    for (const Outcome outcome : {Outcome::kPass, Outcome::kFail, Outcome::kInvalid}) {
        Verdict verdict = case_of(outcome).result.verdict;
        verdict.reason = "a\tb\rc";
        write_verdict(scratch.root(), verdict);
        std::ofstream{scratch.root() + "/" + kVerdictFile, std::ios::app} << "torn\nexpect\tkept\n";
        const auto read = read_verdict(scratch.root());
        REQUIRE(read);
        CHECK(read->outcome == outcome);
        CHECK(read->reason == "a b c");
        CHECK(read->judgements.size() == verdict.judgements.size());
    }
    CHECK_THROWS_AS(write_verdict(scratch.root() + "/none", {}), StartError);
    std::filesystem::create_directories(scratch.root() + "/taken/" + kVerdictFile + "/x");
    CHECK_THROWS_AS(write_verdict(scratch.root() + "/taken", {}), StartError);
}

TEST_CASE("two runs differ first in the earliest sample that is not the same, by slot and field") {
    const testing::ScratchBoard scratch;
    const std::string a = scratch.root() + "/a", b = scratch.root() + "/b";
    const std::string head = "stamp_ns,sequence,x_m,y_m\n";
    put(a + "/slots/pose.csv", head + "10000000,1,0,0\n20000000,2,1,1\n");
    put(b + "/slots/pose.csv", head + "10000000,1,0,0\n20000000,2,1,1.5\n");
    put(a + "/slots/range.csv", head + "10000000,1,0,0\n30000000,2,1,1\n");
    put(b + "/slots/range.csv", head + "10000000,1,0,0\n");
    const auto difference = compare_runs(a, b);
    REQUIRE(difference);
    CHECK(difference->slot == "pose");
    CHECK(difference->field == "y_m");
    CHECK(difference->time_s == Approx(0.02));
    CHECK(difference->first == "1");
    CHECK(difference->second == "1.5");
    put(b + "/slots/pose.csv", head + "10000000,1,0,0\n20000000,2,1,1\n");
    const auto missing = compare_runs(a, b);
    REQUIRE(missing);
    CHECK(missing->slot == "range");
    CHECK(missing->field.empty());
    CHECK(missing->first == "a sample");
    CHECK(compare_runs(b, a)->second == "a sample");
    CHECK_FALSE(compare_runs(a, a).has_value());
    CHECK_THROWS_AS(compare_runs(a, scratch.root()), StartError);
}

TEST_CASE("of two runs with different slots those can be compared that both have") {
    const testing::ScratchBoard scratch;
    const std::string a = scratch.root() + "/a", b = scratch.root() + "/b", head = "stamp_ns,sequence,x_m\n";
    put(a + "/slots/pose.csv", head + "10000000,1,0\n");
    put(b + "/slots/pose.csv", head + "10000000,1,0\n");
    put(a + "/slots/map.csv", head + "10000000,1,0\n");
    CHECK(compare_runs(a, b).has_value());
    CHECK_FALSE(compare_runs(a, b, Compared::kCommon).has_value());
    put(b + "/slots/pose.csv", head + "10000000,1,2\n");
    CHECK(compare_runs(a, b, Compared::kCommon)->slot == "pose");
    std::filesystem::remove(b + "/slots/pose.csv");
    put(b + "/slots/range.csv", head);
    CHECK_THROWS_AS(compare_runs(a, b, Compared::kCommon), StartError);
}

TEST_CASE("a process that still names the board is left over, and is ended") {
    const testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    testing::Child shell{[&] {
        ::execl("/bin/sh", "sh", "-c", "kill -STOP $$", scratch.root().c_str(), nullptr);
        return 1;
    }};
    const std::string left =
        testing::eventually([&] { return !processes_naming(scratch.root()).empty(); }) ? clear_leftovers(scratch.root()) : "";
    CHECK_THAT(left, Catch::Contains("process " + std::to_string(shell.pid()) + " (sh)"));
    CHECK(shell.wait() == 128 + SIGKILL);
}

TEST_CASE("files of a board are left over, its logs are not, and either way they are gone afterwards") {
    const testing::ScratchBoard scratch;
    put(scratch.root() + "/hil/log/map.log", "");
    CHECK(clear_leftovers(scratch.root()).empty());
    CHECK_FALSE(std::filesystem::exists(scratch.root()));
    put(scratch.root() + "/hil/gpio.sock", "");
    CHECK(clear_leftovers(scratch.root()) == scratch.root() + "/hil/gpio.sock");
    CHECK_FALSE(std::filesystem::exists(scratch.root()));
    std::filesystem::create_directories(scratch.root() + "/folder");
    std::filesystem::create_directory_symlink(scratch.root() + "/folder", scratch.root() + "/link");
    CHECK(clear_leftovers(scratch.root()) == scratch.root() + "/link");
}
