// Sets, rules and what they add up to.
#include <catch2/catch.hpp>
#include <limits>

#include "core/exit_code.hpp"
#include "nodes/fuzzy_controller.hpp"

using namespace seqboard;
using Catch::Contains;

namespace {

const char* const kThree = "N -2 -1 0; Z -1 0 1; P 0 1 2";

FuzzyController::Config config() {
    return {.first = {"error", kThree},
            .second = {"rate", "N -2 -1 0; Z -1 0 1; P 0 1 2"},
            .output = {"output", "N -4; Z 0; S 1; P 4"},
            .rules = {"rules", "N N Z; N Z S; Z P P"}};
}

float output(float first, float second) { return FuzzyController{config()}.step(first, second); }

}  // namespace

TEST_CASE("a triangle is one at its middle break point and falls to zero at the outer ones") {
    const FuzzyVariable variable{"error", kThree};
    REQUIRE(variable.size() == 3);
    CHECK(variable.degree(1, 0) == 1);
    CHECK(variable.degree(1, 0.25f) == Approx(0.75));
    CHECK(variable.degree(1, -0.25f) == Approx(0.75));
    CHECK(variable.degree(1, 1) == 0);
    CHECK(variable.degree(1, -1) == 0);
    CHECK(variable.degree(1, 5) == 0);
}

TEST_CASE("a trapezoid is one between its inner break points, and may fall at once") {
    const FuzzyVariable variable{"error", "N -3 -2 -2 -1; Z -2 -1 1 1; P 0 1 2"};
    CHECK(variable.degree(1, -1.5f) == Approx(0.5));
    CHECK(variable.degree(1, -1) == 1);
    CHECK(variable.degree(1, 0.9f) == 1);
    CHECK(variable.degree(1, 1) == 1);
    CHECK(variable.degree(1, 1.01f) == 0);
}

TEST_CASE("the first and the last set go on for ever, and every number is in some set") {
    const FuzzyVariable variable{"error", kThree};
    CHECK(variable.degree(0, -2) == 1);
    CHECK(variable.degree(0, -100) == 1);
    CHECK(variable.degree(2, 100) == 1);
    CHECK(variable.degree(0, -0.5f) == Approx(0.5));
    CHECK(variable.degree(2, 0.5f) == Approx(0.5));
    for (float x = -3; x <= 3; x += 0.01f) CHECK(variable.degree(0, x) + variable.degree(1, x) + variable.degree(2, x) > 0.99f);
}

TEST_CASE("where one rule holds alone its singleton is the output") {
    CHECK(output(-1, 0) == -4);
    CHECK(output(0, 0) == 0);
    CHECK(output(0, 1) == 1);
    CHECK(output(1, 0) == 4);
    CHECK(output(50, 50) == 4);
    CHECK(output(-50, 50) == 0);
}

TEST_CASE("between rules the output is their mean, weighted by both degrees") {
    CHECK(output(0.5f, 0) == Approx(2));
    CHECK(output(0, 0.25f) == Approx(0.25));
    // Z and P half, Z a quarter and P three quarters: 0/8, 3*1/8, 1*4/8, 3*4/8.
    CHECK(output(0.5f, 0.75f) == Approx((3 * 1 + 1 * 4 + 3 * 4) / 8.0));
}

TEST_CASE("sets that overlap more than two at a time still give a mean") {
    auto wide = config();
    wide.first.text = "N -9 -1 9; Z -9 0 9; P -9 1 9";
    CHECK(FuzzyController{wide}.step(0, 0) == Approx((-4 * 0.9 + 0 + 4 * 0.9) / (0.9 + 1 + 0.9)).margin(1e-6));
}

TEST_CASE("sets that cannot be are refused with a sentence that names the parameter") {
    const auto refuses = [](const char* text, const char* sentence) {
        CHECK_THROWS_WITH((FuzzyVariable{"fuzzy_error_rad", text}), Contains("fuzzy_error_rad") && Contains(sentence));
    };
    refuses("", "names no set");
    refuses(" ; ; ", "names no set");
    refuses("N -1 0; P 0 1 2", "'N' is not followed by a set's break points");
    refuses("N -1 0 1 2 3", "'N' is not followed");
    refuses("N -1 x 1", "'N' is not followed");
    refuses("N -1 nan 1", "'N' is not followed");
    refuses("N 0 -1 1", "do not fall");
    refuses("N -2 -1 0; P 0 1 2", "'N' and 'P' leave a gap");
    refuses("P 0 1 2; N -2 -1 0.5", "'P' and 'N' are not in rising order");
    refuses("N -2 -1 0; Z -1 0 1; N 0 1 2", "two sets are called 'N'");
}

TEST_CASE("rules that do not fit are refused with a sentence") {
    const auto refuses = [](const FuzzyController::Config& bad, const char* sentence) {
        CHECK_THROWS_WITH(FuzzyController{bad}, Contains(sentence));
    };
    auto bad = config();
    bad.rules.text = "N N Z; N Z S";
    refuses(bad, "rules does not fit; expected 3 rows divided by ';', one for each set of error, of 3 labels, one for each set of rate");
    bad.rules.text = "N N Z; N Z S; Z P";
    refuses(bad, "rules does not fit");
    bad.rules.text = "N N Z; N Z S; Z P P; Z Z Z";
    refuses(bad, "rules does not fit");
    bad.rules.text = "N N Z; N Z Q; Z P P";
    refuses(bad, "rules: no output is called 'Q'; output names those that there are");
    bad = config();
    bad.output.text = "N -4; Z 0; S; P 4";
    refuses(bad, "output: 'S' is not a new label followed by one number");
    bad.output.text = "N -4; N 0; S 1; P 4";
    refuses(bad, "output: 'N' is not a new label");
    bad.output.text = "N -4; Z inf; S 1; P 4";
    refuses(bad, "output: 'Z' is not");
    bad = config();
    bad.second.text = "N";
    refuses(bad, "rate: 'N' is not followed");
}

TEST_CASE("line ends and runs of blanks divide words like one blank") {
    auto folded = config();
    folded.rules.text = "\n N N   Z;\n N\tZ S;\nZ P P;\n";
    CHECK(FuzzyController{folded}.step(0, 1) == 1);
}
