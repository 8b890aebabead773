// The files of a new node: into which project, and where they cannot be written.
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

ProgramOutput new_node(const ScratchBoard& scratch, const std::string& name, const std::string& folder) {
    return command_here(scratch, {"new", "node", name, "--dir", folder});
}

std::string content_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a new project has its folder's name, as far as CMake takes it") {
    const ScratchBoard scratch;
    const auto project = [&](const std::string& folder) {
        CHECK(new_node(scratch, "blinker", scratch.root() + "/" + folder).exit_code == 0);
        const std::string text = content_of(scratch.root() + "/" + folder + "/CMakeLists.txt");
        const std::size_t begin = text.find("project(") + 8;
        return text.substr(begin, text.find_first_of(" )", begin) - begin);
    };
    CHECK(project("my-robot") == "my_robot");
    CHECK(project("2fast") == "robot_2fast");
}

TEST_CASE("a node that a project builds already is not written again, wherever its files are") {
    const ScratchBoard scratch;
    const std::string folder = scratch.root() + "/robot";
    REQUIRE(new_node(scratch, "blinker", folder).exit_code == 0);
    for (const char* const file : {"blinker_node.hpp", "blinker_node.cpp", "blinker_node_test.cpp"})
        std::filesystem::remove(folder + "/" + file);
    const ProgramOutput again = new_node(scratch, "blinker", folder);
    CHECK(again.exit_code == code(ExitCode::kUsage));
    CHECK_THAT(again.err, Catch::Contains("CMakeLists.txt builds a blinker_node already; choose another name"));
}

TEST_CASE("where nothing can be written, the file or folder is named") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    std::ofstream{scratch.root() + "/file"} << "no folder";
    const ProgramOutput beneath = new_node(scratch, "blinker", scratch.root() + "/file/robot");
    CHECK(beneath.exit_code == code(ExitCode::kNoSpace));
    CHECK_THAT(beneath.err, Catch::Contains("/file/robot: "));
    const ProgramOutput refused = new_node(scratch, "blinker", "/proc/self");
    CHECK(refused.exit_code == code(ExitCode::kNoSpace));
    CHECK_THAT(refused.err, Catch::Contains("/proc/self/blinker_node") && Catch::Contains("cannot be written"));
}
