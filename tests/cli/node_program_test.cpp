// Programs that are asked what node they are, and those that are none.
#include "core/cli/node_program.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/exit_code.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;

namespace {

/// A program in a folder of its own that does what a line of a shell says.
class Script {
public:
    explicit Script(const std::string& line) {
        std::filesystem::create_directories(scratch_.root());
        std::ofstream{path()} << "#!/bin/sh\n" << line << "\n";
        std::filesystem::permissions(path(), std::filesystem::perms::owner_all);
    }
    std::string path() const { return scratch_.root() + "/arm_node"; }

private:
    ScratchBoard scratch_;
};

std::string refusal(const std::string& type, ExitCode code) {
    try {
        description_of(type);
    } catch (const StartError& error) {
        CHECK(error.code() == code);
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a path is a program of its own, which has to be there and may be run") {
    const Script script{R"(echo '{"type": "arm_node"}')"};
    CHECK(node_program(script.path()) == std::vector<std::string>{script.path()});
    CHECK(description_of(script.path()) == "{\"type\": \"arm_node\"}\n");
    CHECK(refusal(script.path() + "2", ExitCode::kNoInput) == script.path() + "2: no such program");
}

TEST_CASE("a program that fails, or says something else, is no node") {
    const Script failing{"echo 'no such option' >&2; echo 'and more' >&2; exit 3"};
    CHECK(refusal(failing.path(), ExitCode::kFailed) == failing.path() + " --describe failed with exit status 3: no such option");
    const Script mute{"exit 4"};
    CHECK(refusal(mute.path(), ExitCode::kFailed) == mute.path() + " --describe failed with exit status 4; is it a seqboard node?");
    const Script chatting{"echo hello"};
    CHECK_THAT(refusal(chatting.path(), ExitCode::kFailed), Catch::EndsWith("is it a seqboard node?"));
}

TEST_CASE("a type is a program beside this one, or is told with the nearest") {
    CHECK(node_program("probe_node") == std::vector<std::string>{built("probe_node")});
    CHECK_THAT(refusal("probe_nod", ExitCode::kNoInput), Catch::Contains("did you mean 'probe_node'?"));
    CHECK_THAT(refusal("prode_node", ExitCode::kNoInput), Catch::Contains("did you mean 'probe_node'?"));
}
