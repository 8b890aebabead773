// Which faults go with which targets.
#include "core/hil/slot_fault_plan.hpp"

#include <catch2/catch.hpp>

#include "core/messages/ground.hpp"
#include "core/messages/map.hpp"
#include "core/messages/range.hpp"

using namespace seqboard;
using namespace seqboard::hil;

namespace {

struct Counted {
    std::uint64_t sequence = 0;
    bool ready = false;
    std::array<std::uint8_t, 7> reserved{};
};
SEQBOARD_MESSAGE(Counted, sequence, ready, reserved);

const std::vector<BoardSlot> kSlots = {{slot_spec<Range>("range"), "range"},
                                       {slot_spec<Map>("map"), "map"},
                                       {slot_spec<GroundContact>("ground_contact"), "ground"},
                                       {slot_spec<Range>("range.left"), "range"},
                                       {slot_spec<Counted>("status"), "range"},
                                       {slot_spec<Range>("asked"), "operator.asked"},
                                       {slot_spec<Range>("supervisor.enable"), "supervisor"}};

std::string refusal_of(const std::string& target, const std::string& kind, std::optional<float> magnitude = {}, float probability = 1) {
    Step step;
    step.deed = Deed::kFault;
    step.target.value = target;
    step.kind = kind;
    step.has_magnitude = magnitude.has_value();
    step.magnitude = magnitude.value_or(0);
    step.probability_ratio = probability;
    std::string why;
    plan_slot_fault(step, kSlots, why);
    return why;
}

}  // namespace

TEST_CASE("every kind has a target that it goes with") {
    CHECK(refusal_of("range", "off").empty());
    CHECK(refusal_of("range", "stuck").empty());
    CHECK(refusal_of("range.range_m", "stuck").empty());
    CHECK(refusal_of("range.range_m", "garbage").empty());
    CHECK(refusal_of("range.range_m", "noise", 0.1f).empty());
    CHECK(refusal_of("range.range_m", "bias", -0.1f).empty());
    CHECK(refusal_of("range.range_m", "drift", 0.01f).empty());
    CHECK(refusal_of("range.range_m", "scale", 0.5f).empty());
    CHECK(refusal_of("ground_contact.cliff[1]", "bias", 1).empty());
    CHECK(refusal_of("range", "slow", 0.5f).empty());
    CHECK(refusal_of("range", "delayed", 0.3f).empty());
    CHECK(refusal_of("range", "intermittent", {}, 0.5f).empty());
}

TEST_CASE("what does not go together is refused with a sentence") {
    CHECK(refusal_of("range.range_m", "off") == "'off' is of a whole slot; name 'range'");
    CHECK(refusal_of("range", "bias", 1) == "'bias' is of one number; name a field of 'range'");
    CHECK(refusal_of("range.range_m", "bias") == "'bias' wants a magnitude");
    CHECK(refusal_of("range", "stuck", 1) == "'stuck' has no magnitude");
    CHECK(refusal_of("range", "intermittent") == "'intermittent' wants a probability below 1");
    CHECK(refusal_of("map", "delayed", 1) == "a message as large as Map cannot be delayed");
    CHECK(refusal_of("rang", "off") == "no slot 'rang'; did you mean 'range'?");
    CHECK(refusal_of("range.rnge_m", "stuck") == "slot 'range' (Range) has no field 'rnge_m' that is a number");
    CHECK(refusal_of("ground_contact.cliff", "bias", 1) == "'bias' changes numbers of 32 bits or fewer, one at a time; 'cliff' is none");
    CHECK_THAT(refusal_of("range", "stuk"), Catch::Contains("did you mean 'stuck'?"));
}

TEST_CASE("a fault of a node is of its time or of its end, within limits") {
    const auto refusal = [](Deed deed, const std::string& code, float magnitude) {
        Step step;
        step.deed = deed;
        step.target.value = "range";
        step.value.value = code;
        step.magnitude = magnitude;
        std::string why;
        const SlotFault fault = plan_slot_fault(step, kSlots, why);
        CHECK(fault.kind == (deed == Deed::kExit ? SlotFaultKind::kExit : SlotFaultKind::kBurn));
        return why;
    };
    CHECK(refusal(Deed::kExit, "0", 0).empty());
    CHECK(refusal(Deed::kExit, "255", 0).empty());
    for (const char* const code : {"", "many", "256", "-1"})
        CHECK(refusal(Deed::kExit, code, 0) == "code: '" + std::string{code} + "'; expected a whole number from 0 to 255");
    CHECK(refusal(Deed::kBurn, "", 0.5f).empty());
    CHECK(refusal(Deed::kBurn, "", 1).empty());
    for (const float time_s : {0.0f, -1.0f, 1.5f})
        CHECK(refusal(Deed::kBurn, "", time_s) == "magnitude: expected the time that each step is to burn, more than 0, at most 1s");
}

TEST_CASE("the longest slot that fits is the target, and what no node writes is none") {
    CHECK(refusal_of("range.left.range_m", "bias", 1).empty());
    CHECK(refusal_of("ranges", "off") == "no slot 'ranges'; did you mean 'range'?");
    CHECK(refusal_of("qqqqqqqqqqqq", "off") == "no slot 'qqqqqqqqqqqq'; the simulator's devices are plant.sonar and so on");
    CHECK(refusal_of("asked", "off") == "'asked' is written by no node");
    CHECK(refusal_of("supervisor.enable", "off") == "'supervisor.enable' is written by no node");
    CHECK(refusal_of("status.sequence", "bias", 1) == "'bias' changes numbers of 32 bits or fewer, one at a time; 'sequence' is none");
    CHECK(refusal_of("status.ready", "bias", 1) == "'bias' changes numbers of 32 bits or fewer, one at a time; 'ready' is none");
}
