// Values that are written on one line and read back.
#include "core/hil/yaml_line.hpp"

#include <catch2/catch.hpp>

#include "core/launch/yaml/yaml_source.hpp"

using namespace seqboard;
using namespace seqboard::hil;

TEST_CASE("a tree is read back as it was, whatever stands in its texts") {
    Findings findings;
    const YamlValue tree = parse_yaml(
        "texts: [plain, 'a: b', \"say \\\"x\\\"\", 'back\\slash', '', '~', '# no comment', '{a, b}', '${seed} $$ $']\n"
        "block: |\n  one\n  two\n"
        "nothing: ~\n"
        "deep: {maps: {of: [lists, {and: maps}], empty: {}, none: []}}\n"
        "'odd: key': 1\n",
        "here", findings);
    REQUIRE_FALSE(findings.has_errors());
    const std::string line = yaml_line(tree);
    CHECK(line.find('\n') == std::string::npos);
    const YamlValue again = parse_yaml(line, "there", findings);
    INFO(line);
    REQUIRE_FALSE(findings.has_errors());
    CHECK(yaml_line(again) == line);
    CHECK(again.find("block")->value.text == "one\ntwo\n");
    CHECK(again.find("texts")->value.items.at(3).text == "back\\slash");
    CHECK(again.find("texts")->value.items.at(5).text == "~");
    CHECK(again.find("nothing")->value.is(YamlValue::Kind::kNothing));
    CHECK(again.find("odd: key") != nullptr);
}

TEST_CASE("a path with a dollar sign stays that path where variables are filled in") { CHECK(quoted("/tmp/${x}") == "\"/tmp/$${x}\""); }
