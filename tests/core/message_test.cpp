// Messages: schema text, fingerprint, sizes.
#include "core/message.hpp"

#include <catch2/catch.hpp>

#include "core/messages/battery.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/goal.hpp"
#include "core/messages/ground.hpp"
#include "core/messages/head_pose.hpp"
#include "core/messages/heading.hpp"
#include "core/messages/map.hpp"
#include "core/messages/node_status.hpp"
#include "core/messages/operator_request.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/messages/supervision.hpp"
#include "core/messages/truth.hpp"
#include "core/messages/wheels.hpp"

using namespace seqboard;

namespace sample {

enum class Gear : std::uint8_t { kPark, kReverseSlow, kDrive = 5, kTooFar = 40 };
enum class Wide : std::int32_t { one = 1 };

struct Point {
    float x_m = 0;
    float y_m = 0;
};
SEQBOARD_MESSAGE(Point, x_m, y_m);

struct Everything {
    std::uint64_t stamp_ns = 0;
    double latitude_rad = 0;
    std::array<Point, 2> corners{};
    Point center{};
    float gain_ratio = 0;
    std::int32_t count = 0;
    Wide wide = Wide::one;
    std::array<float, 3> rate_rad_s{};
    std::int16_t small = 0;
    std::uint16_t crowd = 0;
    std::array<char, 5> name{};
    Gear gear = Gear::kPark;
    bool ready = false;
    std::int8_t tiny = 0;
    std::array<std::uint8_t, 4> reserved{};
};
SEQBOARD_MESSAGE(Everything, stamp_ns, latitude_rad, corners, center, gain_ratio, count, wide, rate_rad_s, small, crowd, name, gear, ready,
                 tiny, reserved);

struct Outer {
    Everything everything{};
    Point here{};
};
SEQBOARD_MESSAGE(Outer, everything, here);

}  // namespace sample

namespace {

template <class T>
std::string fingerprint() {
    char text[24];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(kFingerprint<T>));
    return text;
}

constexpr std::string_view kEverything =
    "uint64 stamp_ns\n"
    "float64 latitude_rad  # rad\n"
    "Point[2] corners\n"
    "Point center\n"
    "float32 gain_ratio  # 1\n"
    "int32 count\n"
    "int32 wide  # enum ONE=1\n"
    "float32[3] rate_rad_s  # rad/s\n"
    "int16 small\n"
    "uint16 crowd\n"
    "char[5] name\n"
    "uint8 gear  # enum PARK=0 REVERSE_SLOW=1 DRIVE=5\n"
    "bool ready\n"
    "int8 tiny\n"
    "uint8[4] reserved\n";
constexpr std::string_view kPoint =
    "================================================================================\n"
    "MSG: seqboard/Point\n"
    "float32 x_m  # m\n"
    "float32 y_m  # m\n";

}  // namespace

TEST_CASE("the schema says every field's type, count, unit and enum names, and nested messages once") {
    CHECK(message_name<sample::Everything>() == "Everything");
    CHECK(schema_text<sample::Everything>() == std::string{kEverything} + std::string{kPoint});
    CHECK(schema_text<sample::Outer>() ==
          "Everything everything\nPoint here\n"
          "================================================================================\nMSG: seqboard/Everything\n" +
              std::string{kEverything} + std::string{kPoint});
}

TEST_CASE("a message is as large as its fields, on every machine") {
    CHECK(sizeof(sample::Everything) == 80);
    CHECK(sizeof(sample::Outer) == 88);
    CHECK(sizeof(Range) == 16);
    CHECK(sizeof(NodeStatus) == 52);
}

TEST_CASE("the fingerprint follows name and schema") {
    CHECK(kFingerprint<sample::Point> == layout_fingerprint("Point", "float32 x_m  # m\nfloat32 y_m  # m\n"));
    CHECK(layout_fingerprint("Point", "float32 x_m  # m\n") != layout_fingerprint("Spot", "float32 x_m  # m\n"));
    CHECK(layout_fingerprint("a", "b\n") != layout_fingerprint("ab", "\n"));
}

/// A changed constant here means: recordings, and programs that are not built again, no longer fit.
TEST_CASE("the layout of the robot's vocabulary has not changed unnoticed") {
    CHECK(fingerprint<sample::Outer>() == "2399ef844a221e6d");
    CHECK(fingerprint<Battery>() == "bd83d91b3e81f0a1");
    CHECK(fingerprint<BehaviourRequest>() == "74cc127a9062a009");
    CHECK(fingerprint<BehaviourState>() == "cd6e81d9c028710c");
    CHECK(fingerprint<ClockState>() == "bb9544353df1b6c0");
    CHECK(fingerprint<ClockTurn>() == "2dce37e8d143c8cc");
    CHECK(fingerprint<HeadPose>() == "a3dbfd1671652a24");
    CHECK(fingerprint<Heading>() == "ab4156ca6c9f628d");
    CHECK(fingerprint<NodeStatus>() == "d293c313355a5aa7");
    CHECK(fingerprint<ParamRequest>() == "41ed8c4032b077f9");
    CHECK(fingerprint<LaunchRequest>() == "77e10c1de00bda80");
    CHECK(fingerprint<Map>() == "cc0100d93e49a721");
    CHECK(fingerprint<Range>() == "37a57087cf20709d");
    CHECK(fingerprint<SupervisorStatus>() == "d92d0b1e8d84da10");
    CHECK(fingerprint<NodeSupervision>() == "ffadc2213be88440");
    CHECK(fingerprint<DriveCommand>() == "3f7cd45faeec26ed");
    CHECK(fingerprint<MotorDrive>() == "68fb0786997d873f");
    CHECK(fingerprint<EncoderCounts>() == "3e65bb0d21bb2fac");
    CHECK(fingerprint<Goal>() == "6120e7e2d3220467");
    CHECK(fingerprint<GroundContact>() == "ef84c8cbe8602df2");
    CHECK(fingerprint<Plan>() == "f6ec8d66d9bb6915");
    CHECK(fingerprint<Pose>() == "99faf534370bcfaa");
    CHECK(fingerprint<Truth>() == "e85145410c92fcf1");
    CHECK(fingerprint<WheelState>() == "02c891c85660a4b9");
}
