// The same bytes on every architecture: one committed table, compared in every preset.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/core/layout/layout_table.hpp"
#include "tests/scratch/places.hpp"

using namespace seqboard::testing;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

const std::string kTable = sources("tests/core/layout/layout.expected");

}  // namespace

TEST_CASE("messages and segments have the same offsets and fingerprints on every architecture") {
    const std::string table = layout_table();
    const std::vector<std::string> now = lines_of(table);
    const std::vector<std::string> expected = lines_of(text_of(kTable));
    const std::string file = built("layout.expected");
    std::ofstream{file} << table;
    INFO("Existing segments, and nodes built before, no longer fit. If that is meant: cp " << file << " " << kTable);
    for (std::size_t i = 0; i < std::min(now.size(), expected.size()); ++i) REQUIRE(now[i] == expected[i]);
    CHECK(now.size() == expected.size());
}

TEST_CASE("the table of layouts leaves out no message of core/messages") {
    const std::string table = text_of(kTable);
    int messages = 0;
    for (const auto& header : std::filesystem::directory_iterator{sources("core/messages")})
        for (const std::string& line : lines_of(text_of(header.path()))) {
            const std::string macro = "SEQBOARD_MESSAGE(";
            if (!line.starts_with(macro)) continue;
            ++messages;
            CHECK_THAT(table, Catch::Contains("message " + line.substr(macro.size(), line.find(',') - macro.size()) + ": "));
        }
    CHECK(messages >= 20);
}
