// Names of nodes that a C++ class, a program and a slot can have.
#include "core/cli/name_case.hpp"

#include <catch2/catch.hpp>

using namespace seqboard::cli;

TEST_CASE("a node's name is snake case, with or without its ending") {
    CHECK(snake_stem("line_follower") == "line_follower");
    CHECK(snake_stem("line_follower_node") == "line_follower");
    CHECK(snake_stem("arm2") == "arm2");
    CHECK(snake_stem("z9_z0") == "z9_z0");
    for (const char* const bad :
         {"", "_node", "_arm", "2arm", "Arm", "aRm", "arm_", "arm__left", "arm-left", "arm.left", "arm{", "arm:", "{arm"}) {
        INFO(bad);
        CHECK(snake_stem(bad).empty());
    }
    CHECK(snake_stem(std::string(300, 'a')).empty());
}

TEST_CASE("a class has the words of the name in capitals, and digits as they are") {
    CHECK(pascal_case("line_follower") == "LineFollower");
    CHECK(pascal_case("arm_2_left") == "Arm2Left");
    CHECK(pascal_case("{z_a") == "{zA");
    CHECK(pascal_case("").empty());
}
