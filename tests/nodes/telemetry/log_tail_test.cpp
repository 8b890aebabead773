// What nodes print, as clients get it.
#include "nodes/telemetry/log_tail.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::telemetry;
using Json = nlohmann::json;

namespace {

/// A folder of logs.
struct Logs {
    testing::ScratchBoard scratch;
    std::string folder = scratch.root() + "/log";
    LogTail tail{folder};
    std::uint32_t seen = 0;

    Logs() { std::filesystem::create_directories(folder); }
    void print(const std::string& process, const std::string& text, std::ios::openmode mode = std::ios::app) {
        std::ofstream{folder + "/" + process + ".log", mode} << text;
    }
    std::vector<Json> news() {
        tail.look();
        std::vector<Json> lines;
        while (const LogTail::Line* const line = tail.after(seen)) {
            lines.push_back(Json::parse(line->json));
            seen = line->number;
        }
        return lines;
    }
};

}  // namespace

TEST_CASE("a line of a node's log has its time, its name and how bad it is") {
    const Json line = Json::parse(LogTail::parse_line("12.345678 wheels: warning: encoder lost \"3\" edges", "motion").json);
    CHECK(line["timestamp"] == Json{{"sec", 12}, {"nsec", 345678000}});
    CHECK(line["name"] == "wheels");
    CHECK(line["level"] == 3);
    CHECK(line["message"] == "encoder lost \"3\" edges");
    const Json other = Json::parse(LogTail::parse_line("Segmentation fault", "wheels").json);
    CHECK(other["name"] == "wheels");
    CHECK(other["message"] == "Segmentation fault");
    CHECK(other["timestamp"]["sec"] == 0);
}

TEST_CASE("each line comes once and whole, also of a log that begins anew, and of one that grows faster than it is read the last ones") {
    Logs logs;
    logs.print("wheels", "1.000000 wheels: one\n1.000001 wheels: tw");
    REQUIRE(logs.news().size() == 1);
    logs.print("wheels", "o\n");
    const auto second = logs.news();
    REQUIRE(second.size() == 1);
    CHECK(second[0]["message"] == "two");
    CHECK(logs.news().empty());
    logs.print("wheels", "2.000000 wheels: anew\n", std::ios::trunc);
    CHECK(logs.news().at(0)["message"] == "anew");
    std::string much;
    for (int i = 0; i < 2000; ++i) much += "3.000000 wheels: line " + std::to_string(i) + "\n";
    logs.print("wheels", much);
    const auto last = logs.news();
    REQUIRE_FALSE(last.empty());
    CHECK(last.back()["message"] == "line 1999");
    CHECK(last.front()["message"].get<std::string>().starts_with("line "));
}

TEST_CASE("a board without logs has none, and a folder or a link of that name is none") {
    LogTail none{"/nowhere"};
    none.look();
    CHECK(none.after(0) == nullptr);
    Logs logs;
    std::filesystem::create_directories(logs.folder + "/folder.log");
    std::filesystem::create_symlink("/etc/hostname", logs.folder + "/link.log");
    CHECK(logs.news().empty());
}
