// Which faults go with which targets.
#include "core/hil/slot_fault_plan.hpp"

#include <catch2/catch.hpp>

#include "core/messages/ground.hpp"
#include "core/messages/map.hpp"
#include "core/messages/range.hpp"

using namespace seqboard;
using namespace seqboard::hil;

namespace {

const std::vector<BoardSlot> kSlots = {
    {slot_spec<Range>("range"), "range"}, {slot_spec<Map>("map"), "map"}, {slot_spec<GroundContact>("ground_contact"), "ground"}};

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
