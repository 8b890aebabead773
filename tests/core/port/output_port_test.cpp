// A port with a tap: what readers see of what the node writes.
#include "core/port/output_port.hpp"

#include <catch2/catch.hpp>
#include <cstring>

#include "core/blackboard.hpp"
#include "core/messages/range.hpp"
#include "core/port/fault_tap.hpp"
#include "core/schema/scalar.hpp"
#include "core/segment/newest_sample.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// One slot on a board in memory, written through a tap.
class Tapped {
public:
    Tapped() {
        port.use(&tap);
        segment = board->create("range", {slot_spec<Range>("range")});
        port.bind(segment->writer(0), segment->epoch());
    }
    void write(float range_m) {
        context.begin(context.now + 10ms);
        const Range range{.range_m = range_m};
        port.write(&range, sizeof range);
    }
    void lend(float range_m) {
        context.begin(context.now + 10ms);
        const Range range{.range_m = range_m};
        std::memcpy(port.begin(), &range, sizeof range);
        port.commit();
    }
    std::optional<Sample<Range>> seen() { return newest<Range>(*board->attach("range"), "range"); }
    void arm(SlotFaultKind kind, float magnitude = 0) {
        SlotFaults all;
        all.faults[0] = {.id = 1, .magnitude_bits = std::bit_cast<std::uint32_t>(magnitude), .kind = kind};
        if (kind == SlotFaultKind::kBias) {
            all.faults[0].bytes = 4;
            all.faults[0].scalar = static_cast<std::uint32_t>(ScalarKind::kFloat32);
        }
        put_text(all.faults[0].target, "range");
        tap.arm(all);
    }

    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    std::shared_ptr<OwnedSegment> segment;
    StepContext context;
    FaultTap tap{"range", sizeof(Range)};
    OutputPort port{"range", slot_spec<Range>("range"), context};
};

}  // namespace

TEST_CASE_METHOD(Tapped, "a tap without faults shows every sample as it was written, with its stamps") {
    write(1.5f);
    write(2.5f);
    const auto sample = seen();
    REQUIRE(sample);
    CHECK(sample->value.range_m == 2.5f);
    CHECK(sample->header.sequence == 2);
    CHECK(sample->header.stamp_ns == ns_of(context.now));
    lend(3.5f);
    CHECK(seen()->value.range_m == 3.5f);
}

TEST_CASE_METHOD(Tapped, "a fault reaches what is written and what is lent, and its end leaves nothing of it") {
    arm(SlotFaultKind::kBias, 10);
    write(1);
    CHECK(seen()->value.range_m == 11);
    lend(2);
    CHECK(seen()->value.range_m == 12);
    tap.arm({});
    write(3);
    CHECK(seen()->value.range_m == 3);
}

TEST_CASE_METHOD(Tapped, "a sample that is left out takes no number, and the one before ages") {
    write(1);
    arm(SlotFaultKind::kOff);
    write(2);
    lend(3);
    CHECK(seen()->value.range_m == 1);
    CHECK(seen()->header.sequence == 1);
    CHECK(seen()->header.stamp_ns == ns_of(context.now) - 20'000'000);
}
