// `seqboard hil` where no robot has to run: what is refused, what is skipped, where two runs part.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A folder with what a test puts into it.
class Scenarios {
public:
    void put(const std::string& path, const std::string& text) const {
        const std::filesystem::path file = folder() + "/" + path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file} << text;
    }
    std::string operator/(const std::string& path) const { return folder() + "/" + path; }
    std::string folder() const { return scratch_.root() + "/scenarios"; }
    std::string text(const std::string& path) const {
        std::ostringstream text;
        text << std::ifstream{folder() + "/" + path}.rdbuf();
        return text.str();
    }
    ProgramOutput run(std::vector<std::string> words) const {
        words.insert(words.begin(), "hil");
        return command_here(scratch_, words);
    }

private:
    ScratchBoard scratch_;
};

const std::string kScenario = "use: {launch: nothing.yaml}\nexpect:\n  - never: \"truth.collided != 0\"\n";

}  // namespace

TEST_CASE("hil says which of its parts there are") {
    const ProgramOutput output = Scenarios{}.run({});
    CHECK(output.exit_code == code(ExitCode::kUsage));
    CHECK_THAT(output.err, Catch::Contains("hil: what? seqboard hil run SCENARIO"));
}

TEST_CASE("a scenario that is to be skipped is none that failed, one that is wrong is a fault of its own kind") {
    const Scenarios scenarios;
    scenarios.put("later/scenario.yaml", kScenario);
    scenarios.put("later/skip", "the arm is not built yet\n");
    scenarios.put("wrong/scenario.yaml", "use: {launch: a.yaml}\n");
    ProgramOutput output = scenarios.run({"run", scenarios / "later", "--seed", "7", "--junit", scenarios / "junit.xml"});
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out, Catch::StartsWith("SKIP later") && Catch::Contains("seed 7") && Catch::Contains("the arm is not built yet") &&
                               Catch::Contains("1 runs: 0 passed, 0 failed, 0 invalid, 1 skipped"));
    CHECK_THAT(scenarios.text("junit.xml"), Catch::Contains("<skipped message=\"the arm is not built yet\"/>"));

    output = scenarios.run({"run", scenarios.folder(), "--repeat", "2", "--mode", "sim", "--mode", "dev"});
    CHECK(output.exit_code == code(ExitCode::kConfig));
    CHECK_THAT(output.out, Catch::Contains("INVALID " + (scenarios / "wrong")) && Catch::Contains("a scenario that expects nothing") &&
                               Catch::Contains("SKIP later") && Catch::Contains("dev     seed") &&
                               Catch::Contains("2 runs of each: every sample of every slot the same in all"));
    CHECK(scenarios.run({"run", scenarios / "later", "--junit", scenarios / "none/junit.xml"}).exit_code == code(ExitCode::kNoSpace));
}

TEST_CASE("a scenario whose node set is not there was refused before anything ran") {
    const Scenarios scenarios;
    scenarios.put("alone/scenario.yaml", kScenario);
    const ProgramOutput output = scenarios.run({"run", scenarios / "alone/scenario.yaml", "--out", scenarios / "runs"});
    CHECK(output.exit_code == code(ExitCode::kConfig));
    CHECK_THAT(output.out, Catch::Contains("INVALID alone") && Catch::Contains("nothing.yaml"));
}

TEST_CASE("folders without scenarios and modes that are none, or lack what they need, are refused") {
    const Scenarios scenarios;
    scenarios.put("empty/readme.txt", "nothing");
    scenarios.put("later/scenario.yaml", kScenario);
    const ProgramOutput empty = scenarios.run({"run", scenarios / "empty"});
    CHECK(empty.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(empty.err, Catch::Contains("has no scenario.yaml, nor has a folder in it"));
    CHECK_THAT(scenarios.run({"run", scenarios / "later", "--mode", "sih"}).err, Catch::Contains("there is no mode 'sih'"));
    CHECK_THAT(scenarios.run({"run", scenarios / "later", "--mode", "sim-arm"}).err, Catch::Contains("--board-programs"));
    CHECK(scenarios.run({"run", scenarios / "later", "--repeat", "0"}).exit_code == code(ExitCode::kUsage));
    CHECK(scenarios.run({"rerun", scenarios / "later"}).exit_code == code(ExitCode::kNoInput));
}

TEST_CASE("a run is run again from what its folder remembers") {
    const Scenarios scenarios;
    scenarios.put("later/scenario.yaml", kScenario);
    scenarios.put("later/skip", "not yet\n");
    for (const char* const mode : {"sim", "dev"}) {
        scenarios.put("run/run.txt", "scenario\t" + (scenarios / "later") + "\nseed\t7\nmode\t" + mode + "\n");
        ProgramOutput output = scenarios.run({"rerun", scenarios / "run"});
        CHECK(output.exit_code == 0);
        CHECK_THAT(output.out, Catch::Contains("seed 7"));
        CHECK((output.out.find(" dev ") != std::string::npos) == (std::string{mode} == "dev"));
        CHECK_THAT(scenarios.run({"rerun", scenarios / "run", "--seed", "9"}).out, Catch::Contains("seed 9"));
    }
}

TEST_CASE("where two runs part is said with slot, field and values") {
    const Scenarios runs;
    const std::string head = "stamp_ns,sequence,x_m\n";
    runs.put("a/slots/pose.csv", head + "20000000,1,0\n");
    runs.put("b/slots/pose.csv", head + "20000000,1,0.5\n");
    runs.put("c/slots/pose.csv", head);
    runs.put("d/slots/pose.csv", "stamp_ns,sequence\n");
    runs.put("e/slots/pose.csv", head + "20000000,1\n");
    runs.put("f/slots/range.csv", head);
    CHECK(runs.run({"compare", runs / "a", runs / "a"}).out == "every sample is the same\n");
    const auto difference = [&](const std::string& other) {
        const ProgramOutput output = runs.run({"compare", runs / "a", runs / other});
        CHECK(output.exit_code == code(ExitCode::kFailed));
        return output.out;
    };
    CHECK(difference("b") == "first difference at 0.020 s: pose.x_m: 0 and 0.5\n");
    CHECK(difference("c") == "first difference at 0.020 s: pose: a sample and no sample\n");
    CHECK(difference("d") == "first difference at 0.000 s: pose: stamp_ns,sequence,x_m and stamp_ns,sequence\n");
    CHECK(difference("e") == "first difference at 0.020 s: pose.x_m: 0 and nothing\n");
    const ProgramOutput apart = runs.run({"compare", runs / "a", runs / "f", "--common"});
    CHECK(apart.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(apart.err, Catch::Contains("have no slot in common"));
    CHECK(runs.run({"compare", runs / "a", runs / "none"}).exit_code == code(ExitCode::kNoInput));
}
