// Every way a node set can be wrong: the sentences are compared to the letter with tests/launch/bad/*.expected.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/launch/checked_set.hpp"
#include "tests/launch/scratch_file.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kPrograms = built("launch_test_nodes");

/// No board is given: the node set may name it.
BoardPlace place_in(const testing::ScratchBoard& scratch) {
    BoardPlace place;
    place.root = scratch.root();
    return place;
}

std::string file_text(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string without_machine_paths(std::string text) {
    const auto replace = [&](const std::string& path, const std::string& word) {
        for (std::size_t at = text.find(path); at != std::string::npos; at = text.find(path)) text.replace(at, path.size(), word);
    };
    replace(kPrograms, "PROGRAMS");
    replace(std::filesystem::current_path().string(), "HERE");
    return text;
}

/// "exit N" and one line per fault, as `seqboard check` gives them.
std::string verdict(const std::string& file) {
    const testing::ScratchBoard scratch;
    ExitCode code = ExitCode::kOk;
    std::string lines;
    try {
        const CheckedSet checked = check_file({.file = file, .place = place_in(scratch)}, kPrograms);
        if (checked.findings.has_errors()) code = ExitCode::kConfig;
        for (const Finding& finding : checked.findings.errors()) lines += text_of(finding) + "\n";
        for (const Finding& finding : checked.findings.warnings()) lines += "warning " + text_of(finding) + "\n";
    } catch (const StartError& error) {
        code = error.code();
        lines = std::string{error.what()} + "\n";
    }
    CHECK_FALSE(std::filesystem::exists(scratch.root()));  // nothing started, nothing left behind
    return without_machine_paths("exit " + std::to_string(static_cast<int>(code)) + "\n" + lines);
}

class InFolder {
public:
    explicit InFolder(const std::filesystem::path& folder) : before_{std::filesystem::current_path()} {
        std::filesystem::current_path(folder);
    }
    ~InFolder() { std::filesystem::current_path(before_); }

private:
    std::filesystem::path before_;
};

}  // namespace

TEST_CASE("every fault of a node set is told with its place, what was expected and the way out") {
    const InFolder here{sources("tests/launch/bad")};
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{"."})
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    REQUIRE(names.size() > 30);
    for (const std::string& name : names) {
        DYNAMIC_SECTION(name) { CHECK(verdict(name + ".yaml") == file_text(name + ".expected")); }
    }
}

TEST_CASE("a missing node set, a folder and a FIFO are told apart from a wrong one") {
    CHECK(verdict("none.yaml") == "exit 66\nnone.yaml: cannot be read: No such file or directory; expected a node set\n");
    CHECK(verdict("/tmp") == "exit 66\n/tmp: not a file; expected a node set\n");
}

TEST_CASE("an empty node set is refused") {
    const testing::ScratchFile empty{""};
    CHECK(verdict(empty.path()) == "exit 78\n" + empty.path() + ":1:1: empty; expected a node set: version: 1 and nodes:\n");
    const testing::ScratchFile remark{"# nothing\n"};
    CHECK(verdict(remark.path()) == "exit 78\n" + remark.path() + ":1:1: empty; expected a node set: version: 1 and nodes:\n");
}

TEST_CASE("a file of ten megabytes is not read") {
    const testing::ScratchFile big{std::string(10'000'000, '#')};
    CHECK(verdict(big.path()) == "exit 78\n" + big.path() + ": 10000000 bytes; a node set has at most 1048576, is this the right file?\n");
}

TEST_CASE("a byte order mark and CRLF line ends change nothing, and faults keep their line") {
    const testing::ScratchFile good{"\xEF\xBB\xBFversion: 1\r\nnodes:\r\n  front: {type: source_node}\r\n"};
    CHECK(verdict(good.path()) == "exit 0\n");
    const testing::ScratchFile bad{"\xEF\xBB\xBFversion: 1\r\nnodes:\r\n  front: {typ: source_node}\r\n"};
    CHECK(verdict(bad.path()) == "exit 78\n" + bad.path() +
                                     ":3:10: front: what to run is missing; give type: (a program beside seqboard) or exec: (a path)\n" +
                                     bad.path() + ":3:11: front: unknown key 'typ'; did you mean 'type'?\n");
}

TEST_CASE("text in UTF-16 and bytes that are no text are refused at their place") {
    const testing::ScratchFile wide{std::string{"v\0e\0", 4}};
    CHECK(verdict(wide.path()) ==
          "exit 78\n" + wide.path() + ":1:2: a byte of value 0; a node set is plain text in UTF-8, save it as such\n");
    const testing::ScratchFile bell{"version: 1\nnodes: \a\n"};
    CHECK(verdict(bell.path()) ==
          "exit 78\n" + bell.path() + ":2:8: a byte of value 7; a node set is plain text in UTF-8, save it as such\n");
}

TEST_CASE("deep nesting ends in a sentence, not in an overflow") {
    const testing::ScratchFile flow{"version: 1\nnodes: " + std::string(100'000, '[') + "\n"};
    CHECK(verdict(flow.path()).find("nested more than 32 deep") != std::string::npos);
    std::string blocks = "version: 1\n";
    for (std::size_t depth = 0; depth < 500; ++depth) blocks += std::string(depth, ' ') + "a:\n";
    const testing::ScratchFile block{blocks};
    CHECK(verdict(block.path()).find("nested more than 32 deep") != std::string::npos);
}

TEST_CASE("a variable is given another value on the command line, but only one that exists") {
    const testing::ScratchFile file{"version: 1\nvars: {far_m: 2}\nnodes: {front: {type: source_node, params: {range_m: \"${far_m}\"}}}\n"};
    const testing::ScratchBoard scratch;
    NodeSetRequest request{.file = file.path(), .sets = {"far_m=3"}, .place = place_in(scratch)};
    Findings findings;
    CHECK(read_node_set(request, findings).nodes.at(0).params.at(0).text == "3");
    request.sets = {"fra_m=3"};
    CHECK_THROWS_WITH(read_node_set(request, findings),
                      "--set fra_m: the node set has no such variable under vars:, and no such node or key; did you mean 'far_m'?");
    request.sets = {"far_m"};
    CHECK_THROWS_WITH(read_node_set(request, findings), "--set 'far_m': expected NAME=VALUE");
    CHECK_FALSE(findings.has_errors());
}

TEST_CASE("a fault in a value from the command line names the command line") {
    const testing::ScratchFile file{"version: 1\nvars: {far_m: 2}\nnodes: {front: {type: source_node, params: {range_m: \"${far_m}\"}}}\n"};
    const testing::ScratchBoard scratch;
    const CheckedSet checked = check_file({.file = file.path(), .sets = {"far_m=99"}, .place = place_in(scratch)}, kPrograms);
    REQUIRE(checked.findings.errors().size() == 1);
    CHECK(checked.findings.errors().front().sentence == "front: parameter 'range_m' is 99; it must be from 0.1 to 10 m");
}
