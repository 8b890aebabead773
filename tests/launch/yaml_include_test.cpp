// Files that include others: what `include:` may say, and how many of them there are.
#include "core/launch/yaml/yaml_include.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace seqboard;

namespace {

/// A folder of node sets, in which the test stands meanwhile: files named without a folder are looked for there.
class Folder {
public:
    Folder()
        : before_{std::filesystem::current_path()},
          folder_{std::filesystem::temp_directory_path() / ("seqboard-include-" + std::to_string(::getpid()))} {
        std::filesystem::create_directory(folder_);
        std::filesystem::current_path(folder_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::filesystem::current_path(before_);
        std::filesystem::remove_all(folder_);
    }
    static void write(const std::string& name, const std::string& text) { std::ofstream{name} << text; }

private:
    std::filesystem::path before_, folder_;
};

/// robot.yaml with all it includes on one line, and what was said.
std::string robot() {
    Findings findings;
    std::vector<std::string> files;
    std::string text = flow_text(read_with_includes("robot.yaml", findings, files));
    for (const Finding& finding : findings.errors()) text += "\n" + text_of(finding);
    return text;
}

}  // namespace

TEST_CASE("a file is included by its name, in a list of names, or in a map with the name it goes under") {
    const Folder folder;
    Folder::write("part.yaml", "nodes: {a: {after: b}}\n");
    Folder::write("robot.yaml", "include: part.yaml\nboard: x\n");
    CHECK(robot() == "{nodes: {a: {after: b}}, board: x}");
    Folder::write("robot.yaml", "include: [{file: part.yaml}, {file: part.yaml, as: left}]\n");
    CHECK(robot() == "{nodes: {a: {after: b}, left.a: {after: left.b, slot_prefix: left.}}}");
}

TEST_CASE("an entry of include that names no file, or no name, is told with its place, and the rest is read") {
    const Folder folder;
    Folder::write("part.yaml", "board: x\n");
    Folder::write("robot.yaml", "include: [{file: [part.yaml]}, part.yaml]\n");
    CHECK(robot() == "{board: x}\nrobot.yaml:1:18: include: file: this is a list; expected one value");
    Folder::write("robot.yaml", "include: [{as: left}, ~]\n");
    CHECK(robot() ==
          "{}\nrobot.yaml:1:11: include: which file is missing; add file: parts/drive.yaml\n"
          "robot.yaml:1:23: include: this is nothing; expected a file such as parts/drive.yaml, or {file: parts/drive.yaml, as: left}");
}

TEST_CASE("modes stand in the file that includes, not in one that goes under a name") {
    const Folder folder;
    Folder::write("part.yaml", "modes: {halt: {safe_stop: true}}\n");
    Folder::write("robot.yaml", "include: {file: part.yaml, as: left}\n");
    CHECK_THAT(robot(),
               Catch::EndsWith("part.yaml:1:1: modes: this file is included as 'left' (robot.yaml:1:17), and what modes speak of is not "
                               "renamed; put them into the file that includes it"));
    Folder::write("robot.yaml", "include: part.yaml\n");
    CHECK(robot() == "{modes: {halt: {safe_stop: true}}}");
}

TEST_CASE("a file that is missing is told with the one that was meant, if its folder has one") {
    const Folder folder;
    Folder::write("drive.yaml", "board: x\n");
    Folder::write("drive.txt", "");
    Folder::write("robot.yaml", "include: dirve.yaml\n");
    CHECK_THROWS_WITH(robot(), "robot.yaml:1:10: include: no file 'dirve.yaml'; did you mean 'drive.yaml'?");
    Folder::write("robot.yaml", "include: nowhere/drive.yaml\n");
    CHECK_THROWS_WITH(robot(), "robot.yaml:1:10: include: no file 'nowhere/drive.yaml'");
}

TEST_CASE("a circle is told from its first file on, wherever it begins") {
    const Folder folder;
    Folder::write("robot.yaml", "include: robot.yaml\n");
    CHECK_THROWS_WITH(robot(),
                      "robot.yaml:1:10: include: the files include each other in a circle: robot.yaml -> robot.yaml; take one include out");
    Folder::write("robot.yaml", "include: a.yaml\n");
    Folder::write("a.yaml", "include: b.yaml\n");
    Folder::write("b.yaml", "include: a.yaml\n");
    CHECK_THROWS_WITH(robot(),
                      "b.yaml:1:10: include: the files include each other in a circle: a.yaml -> b.yaml -> a.yaml (the first of them at "
                      "a.yaml:1:10); take one include out");
}

TEST_CASE("files that double at each level are refused before they fill the memory") {
    const Folder folder;
    for (int level = 0; level < 8; ++level) {
        const std::string next = std::to_string(level + 1) + ".yaml";
        Folder::write(level == 0 ? "robot.yaml" : std::to_string(level) + ".yaml", "include: [" + next + ", " + next + "]\n");
    }
    Folder::write("8.yaml", "board: x\n");
    CHECK_THROWS_WITH(robot(), Catch::Contains("include: more than 64 files are included; include each part once"));
}
