// Variables of a node set: which names they may have, what they may be, and the environment.
#include "core/launch/yaml/variables.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>

#include "core/launch/yaml/yaml_source.hpp"

using namespace seqboard;

namespace {

std::string faults(const std::string& vars) {
    Findings findings;
    Variables variables{findings};
    variables.define(parse_yaml("vars: " + vars, "set.yaml", findings).find("vars")->value);
    std::string lines;
    for (const Finding& finding : findings.errors()) lines += finding.sentence + "\n";
    return lines;
}

/// The text filled in, and what was said of it.
std::string filled(const std::string& text, const std::string& file = "set.yaml") {
    Findings findings;
    Variables variables{findings};
    YamlValue value;
    value.kind = YamlValue::Kind::kText;
    value.text = text;
    value.place = {file, 1, 1};
    std::string result = variables.expand(value);
    for (const Finding& finding : findings.errors()) result += "|" + finding.sentence;
    return result;
}

}  // namespace

TEST_CASE("a variable has a valid name that is not built in, and one value") {
    CHECK(faults("{goal_x_m: 3}") == "");
    CHECK(faults("[goal_x_m]") == "vars: this is a list; expected a map such as {goal_x_m: 3.2}\n");
    CHECK(faults("~") == "vars: this is nothing; expected a map such as {goal_x_m: 3.2}\n");
    CHECK(faults("{.goal: 3}") == "vars: '.goal': a name is 1 to 47 of A-Z a-z 0-9 _ . - and does not start with a dot\n");
    CHECK(faults("{dir: 3}") == "vars: 'dir' is built in; choose another name\n");
    CHECK(faults("{config: 3}") == "vars: 'config' is built in; choose another name\n");
    CHECK(faults("{goal: [3, 4]}") == "vars: 'goal' is a list; expected one value\n");
}

TEST_CASE("the folder of a file that is named without one is the one that the program stands in") {
    CHECK(filled("${config}/map.yaml") == "./map.yaml");
    CHECK(filled("${config}/map.yaml", "parts/set.yaml") == "parts/map.yaml");
}

TEST_CASE("a variable of the environment that is empty counts as one that is not there") {
    ::setenv("SEQBOARD_TEST_EMPTY", "", 1);
    CHECK(filled("${env:SEQBOARD_TEST_EMPTY:-none}") == "none");
    CHECK_THAT(filled("${env:SEQBOARD_TEST_EMPTY}"),
               Catch::StartsWith("|the environment has no SEQBOARD_TEST_EMPTY; set it, or give a default"));
    ::setenv("SEQBOARD_TEST_EMPTY", "full", 1);
    CHECK(filled("${env:SEQBOARD_TEST_EMPTY:-none}") == "full");
    ::unsetenv("SEQBOARD_TEST_EMPTY");
}
