// Conditions of nodes and profiles: words, signs and numbers.
#include "core/launch/when_condition.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

namespace {

/// "yes", "no", or what is wrong with it.
std::string verdict(const std::string& condition) {
    Findings findings;
    Variables variables{findings};
    YamlValue vars;
    vars.kind = YamlValue::Kind::kMap;
    const auto define = [&](const std::string& name, const std::string& value) {
        YamlMember& member = vars.members.emplace_back();
        member.key = name;
        member.value.kind = YamlValue::Kind::kText;
        member.value.text = value;
    };
    define("speed", "2.5");
    define("size", "3x");
    define("yes", "true");
    define("no", "false");
    variables.define(vars);
    YamlValue text;
    text.kind = YamlValue::Kind::kText;
    text.text = condition;
    const auto holds = read_when(text, "when", {{}, {"sim"}, variables}, findings);
    if (!holds) return findings.errors().at(0).sentence;
    return *holds ? "yes" : "no";
}

std::string fault(const std::string& condition, const std::string& sentence) { return "when: '" + condition + "': " + sentence; }

}  // namespace

TEST_CASE("or needs one that holds, and all, wherever they stand") {
    CHECK(verdict("no or no or yes") == "yes");
    CHECK(verdict("yes or no") == "yes");
    CHECK(verdict("yes or yes") == "yes");
    CHECK(verdict("no or no") == "no");
    CHECK(verdict("yes and yes and no") == "no");
    CHECK(verdict("no and yes") == "no");
    CHECK(verdict("yes and yes") == "yes");
}

TEST_CASE("numbers are compared as numbers where both sides are, else as words") {
    CHECK(verdict("speed == 2.50") == "yes");
    CHECK(verdict("speed == fast") == "no");
    CHECK(verdict("speed != fast") == "yes");
    CHECK(verdict("size == 3x") == "yes");
    CHECK(verdict("size != 3") == "yes");
    CHECK(verdict("size > 3") == fault("size > 3", "'3x' is no number, so > means nothing; expected == or !="));
    CHECK(verdict("speed >= 3x") == fault("speed >= 3x", "'3x' is no number, so >= means nothing; expected == or !="));
}

TEST_CASE("what is no word, sign or bracket is told") {
    for (const char c : {'~', '{', '&', '+', '^', '@', '='}) {
        const std::string condition = std::string{"yes "} + c + " no";
        CHECK(verdict(condition) == fault(condition, std::string{"'"} + c + "' is no part of a condition"));
    }
    CHECK(verdict("yes &= no") == fault("yes &= no", "'&' is no part of a condition"));
    CHECK(verdict("yes =") == fault("yes =", "'=' is no part of a condition"));
    CHECK(verdict("(= 3)") == fault("(= 3)", "'=' is no part of a condition"));
}
