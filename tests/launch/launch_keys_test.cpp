// One table of keys for the reader, for editors and for people.
#include "core/launch/launch_keys.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/launch/key_schema.hpp"
#include "core/launch/key_tables.hpp"
#include "tests/scratch/places.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const std::size_t from = text.find(begin);
    const std::size_t to = text.find(end);
    return from == std::string::npos || to == std::string::npos ? "" : text.substr(from + begin.size(), to - from - begin.size());
}

void check_table(LaunchKeys keys) {
    std::set<std::string_view> names;
    for (const LaunchKey& key : keys) {
        INFO(std::string{key.name});
        CHECK(names.insert(key.name).second);
        CHECK(key.forms != 0);
        CHECK(key.help.find('|') == std::string_view::npos);  // it would end a cell of the table
        CHECK(key.words.empty() == ((key.forms & kFormWord) == 0));
        CHECK(key.members.empty() == ((key.forms & (kFormMap | kFormMaps | kFormMapList)) == 0));
        check_table(key.members);
    }
}

}  // namespace

TEST_CASE("every key of the table is told apart, explained and of some form") { check_table(file_keys()); }

TEST_CASE("the reference in docs/node_sets.md is that of the table, and seqboard check --keys prints it") {
    std::ifstream file{sources("docs/node_sets.md")};
    std::ostringstream text;
    text << file.rdbuf();
    CHECK(between(text.str(), "<!-- seqboard check --keys -->\n", "<!-- end of keys -->") == key_tables());
}

TEST_CASE("the schema for editors knows each key, its words and nothing else") {
    const auto schema = nlohmann::json::parse(node_set_schema());
    const auto& node = schema.at("properties").at("nodes").at("additionalProperties").at("anyOf").at(0);
    CHECK(node.at("additionalProperties") == false);
    for (const LaunchKey& key : node_keys()) CHECK(node.at("properties").contains(std::string{key.name}));
    CHECK(node.at("properties").contains("after+"));
    const auto& restart = node.at("properties").at("restart").at("anyOf");
    CHECK(restart.at(0).at("anyOf").at(0).at("enum") == nlohmann::json({"never", "on_failure", "always"}));
    CHECK(restart.at(1).at("properties").at("delay").at("anyOf").size() == 3);
    CHECK_FALSE(schema.at("properties").contains("node"));
}
