// Where a value was said: by the shape of the file and of the name that is asked for.
#include "core/launch/explanation.hpp"

#include <catch2/catch.hpp>

#include "tests/launch/node_set_faults.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// As it was read: nobody has asked its programs, so their defaults are not known.
CheckedSet unasked(const std::string& yaml) { return {read_only(yaml).set, {}, {}, {}}; }

}  // namespace

TEST_CASE("the longest of the nodes that the name begins with is meant") {
    for (const char* const yaml :
         {"version: 1\nnodes: {left: {type: x}, left.arm: {type: y}}\n", "version: 1\nnodes: {left.arm: {type: y}, left: {type: x}}\n"}) {
        const CheckedSet set = unasked(yaml);
        CHECK(explain(set, "left.arm.type").at(0).text == "y");
        CHECK(explain(set, "left.arm").at(0).key == "left.arm.type");
        CHECK(explain(set, "left.type").at(0).text == "x");
    }
}

TEST_CASE("a value with several variables names each, but none that is made of itself or is none") {
    const CheckedSet set = unasked("version: 1\nvars: {a: 1, b: \"${b}2\", c: 3}\nboard: x\nnodes: {n: {type: \"${a}${b}${none}${c}\"}}\n");
    const auto found = explain(set, "n.type");
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].variables.size() == 2);
    CHECK(found[0].variables[0].key == "vars.a");
    CHECK(found[0].variables[1].text == "3");
}

TEST_CASE("a file without variables has values without, and one without nodes has keys all the same") {
    CHECK(explain(unasked("version: 1\nnodes: {n: {type: \"${a}\"}}\n"), "n.type").at(0).variables.empty());
    const CheckedSet empty = unasked("version: 1\nboard: x\n");
    CHECK(explain(empty, "board").at(0).text == "x");
    CHECK_THROWS_WITH(explain(empty, "baord"), Catch::Contains("did you mean 'board'?"));
}

TEST_CASE("a key of the file that nobody has written is explained by what it is for") {
    const CheckedSet set = unasked("version: 1\nnodes: {n: {type: x}}\n");
    CHECK(explain(set, "clock.step").at(0).note == "One tick; default `10ms`.");
    CHECK(explain(set, "operator_writes").at(0).text == "");
    CHECK_THROWS_WITH(explain(set, "clock.stp"), Catch::Contains("is no node and no key of the file"));
}

TEST_CASE("the default of a parameter is not known while the program is not") {
    const CheckedSet set = unasked("version: 1\nnodes: {n: {type: x}}\n");
    CHECK_THROWS_WITH(explain(set, "n.gain"), Catch::StartsWith("'n' has no key and no parameter 'gain'"));
}
