// Which machine runs which program.
#include "core/deploy/machine.hpp"

#include <catch2/catch.hpp>

using namespace seqboard::deploy;

namespace {

const Machine kArm920t = Machine::from("armv4tl", "2.6.32.2-FriendlyARM",
                                       "Processor\t: ARM920T rev 0 (v4l)\nFeatures\t: swp half thumb\nCPU implementer\t: 0x41\n"
                                       "CPU architecture: 4T\n");
const Machine kCortex = Machine::from("armv7l", "5.10.0", "Features\t: half thumb fastmult vfp edsp neon vfpv3\nCPU architecture: 7\n");
const Machine kPc = Machine::from("x86_64", "6.1.0", "flags : fpu vme\n");

ElfProgram arm(ArmLevel level, bool vfp = false) { return {.machine = "arm", .level = level, .needs_vfp = vfp}; }

}  // namespace

TEST_CASE("an ARM920T runs ARMv4T programs and no later ones") {
    CHECK(why_not(arm(ArmLevel::kV4T), kArm920t).empty());
    CHECK(why_not(arm(ArmLevel::kV4), kArm920t).empty());
    CHECK_THAT(why_not(arm(ArmLevel::kV5T), kArm920t), Catch::Contains("v5T") && Catch::Contains("armv4tl (v4T, no VFP)"));
    CHECK_FALSE(why_not(arm(ArmLevel::kV7), kArm920t).empty());
    CHECK_FALSE(why_not(arm(ArmLevel::kV4T, true), kArm920t).empty());
}

TEST_CASE("a Cortex-A runs what an ARM920T runs, with VFP as well") {
    CHECK(why_not(arm(ArmLevel::kV4T), kCortex).empty());
    CHECK(why_not(arm(ArmLevel::kV7, true), kCortex).empty());
    CHECK_FALSE(why_not(arm(ArmLevel::kV8), kCortex).empty());
}

TEST_CASE("programs of another machine are refused") {
    CHECK_FALSE(why_not({.machine = "x86_64"}, kArm920t).empty());
    CHECK_FALSE(why_not(arm(ArmLevel::kV4T), kPc).empty());
    CHECK(why_not({.machine = "x86_64"}, kPc).empty());
}

TEST_CASE("a kernel that is older than a program needs is refused, by number and not by text") {
    CHECK(kernel_is_older("2.6.32.2-FriendlyARM", "3.2.0"));
    CHECK(kernel_is_older("3.2.0", "3.10.0"));
    CHECK_FALSE(kernel_is_older("6.1.0-rc1", "6.1.0"));
    CHECK_FALSE(kernel_is_older("6.1.0", ""));
    CHECK_THAT(why_not({.machine = "x86_64", .min_kernel = "6.2.0"}, kPc), Catch::Contains("6.2.0"));
}

TEST_CASE("the level is the lower of what uname and /proc/cpuinfo say") {
    CHECK(Machine::from("armv5tejl", "5.0", "CPU architecture: 5TEJ\n").level == ArmLevel::kV5TE);
    CHECK(Machine::from("armv7l", "5.0", "CPU architecture: 5TE\n").level == ArmLevel::kV5TE);
    CHECK(Machine::from("armv6l", "5.0", "").level == ArmLevel::kV6);
    CHECK(Machine::from("armv4l", "5.0", "").level == ArmLevel::kV4);
    CHECK_FALSE(Machine::from("armv6l", "5.0", "Features : half vfp\nCPU architecture: 7\n").text().find("v6, VFP") == std::string::npos);
}
