// Faults of what is no float, of ports that wake their readers, and what a fault that cannot be applied does: nothing.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <optional>

#include "core/blackboard.hpp"
#include "core/messages/range.hpp"
#include "core/port/fault_tap.hpp"
#include "core/port/input_port.hpp"
#include "core/port/output_port.hpp"
#include "core/schema/scalar.hpp"
#include "core/segment/newest_sample.hpp"
#include "core/segment/segment_layout.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

SlotFaults faults_of(SlotFaultKind kind, float magnitude, ScalarKind scalar, std::uint32_t bytes) {
    SlotFaults all;
    all.faults[0] = {.id = 1,
                     .magnitude_bits = std::bit_cast<std::uint32_t>(magnitude),
                     .bytes = bytes,
                     .scalar = static_cast<std::uint32_t>(scalar),
                     .kind = kind};
    put_text(all.faults[0].target, "slot");
    return all;
}

/// What becomes of eight bytes.
std::array<std::uint8_t, 8> passed(const SlotFaults& faults, std::array<std::uint8_t, 8> message) {
    FaultTap tap{"slot", message.size()};
    tap.arm(faults);
    const std::byte* const written = tap.pass(reinterpret_cast<const std::byte*>(message.data()), Time{});
    REQUIRE(written != nullptr);
    std::memcpy(message.data(), written, message.size());
    return message;
}

struct Port {
    explicit Port(bool notify) {
        spec.notify = notify;
        port.emplace("range", spec, context);
        port->use(&tap);
        segment = board->create("range", {spec});
        port->bind(segment->writer(0), segment->epoch());
    }
    void write() {
        const Range range{.range_m = 1};
        port->write(&range, sizeof range);
    }
    std::uint32_t head() {
        const auto sample = newest<Range>(*board->attach("range"), "range");
        return sample ? sample->header.sequence : 0;
    }

    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    StepContext context;
    FaultTap tap{"range", sizeof(Range)};
    SlotSpec spec = slot_spec<Range>("range");
    std::optional<OutputPort> port;
    std::shared_ptr<OwnedSegment> segment;
};

}  // namespace

TEST_CASE("a fault of a number that faults cannot change leaves it as it is") {
    const std::array<std::uint8_t, 8> message{1, 2, 3, 4, 5, 6, 7, 8};
    for (const auto& [kind, bytes] : {std::pair{ScalarKind::kFloat64, 8u}, {ScalarKind::kBool, 1u}, {ScalarKind::kInt64, 8u}}) {
        CHECK(passed(faults_of(SlotFaultKind::kBias, 1, kind, bytes), message) == message);
        CHECK(passed(faults_of(SlotFaultKind::kScale, 3, kind, bytes), message) == message);
    }
    CHECK(passed(faults_of(SlotFaultKind::kNone, 3, ScalarKind::kUint8, 1), message) == message);
    CHECK(passed(faults_of(SlotFaultKind::kBias, 3, static_cast<ScalarKind>(99), 1), message) == message);
}

TEST_CASE("garbage without a field is in the whole message, a scale in its field alone") {
    const std::array<std::uint8_t, 8> message{10, 2, 3, 4, 5, 6, 7, 8};
    const auto garbage = passed(faults_of(SlotFaultKind::kGarbage, 0, ScalarKind::kUint8, 0), message);
    CHECK_FALSE(std::equal(garbage.begin() + 1, garbage.end(), message.begin() + 1));
    CHECK(passed(faults_of(SlotFaultKind::kScale, 3, ScalarKind::kUint8, 1), message)[0] == 30);
    CHECK(passed(faults_of(SlotFaultKind::kStuck, 0, ScalarKind::kUint8, 0), message) == message);
}

TEST_CASE("a tap through which nothing was written has nothing to show") {
    FaultTap tap{"range", sizeof(Range)};
    const auto board = Blackboard::in_memory();
    const auto segment = board->create("range", {slot_spec<Range>("range")});
    tap.stage(segment->writer(0));
    CHECK(tap.forward(Time{}) == nullptr);
}

TEST_CASE("a port that wakes its readers wakes nobody for a sample that a fault has left out") {
    const bool notify = GENERATE(false, true);
    Port port{notify};
    port.write();
    CHECK(port.head() == 1);
    SlotFaults off = faults_of(SlotFaultKind::kOff, 0, ScalarKind::kUint8, 0);
    put_text(off.faults[0].target, "range");
    port.tap.arm(off);
    port.write();
    CHECK(port.head() == 1);
    port.tap.arm({});
    port.write();
    CHECK(port.head() == 2);
}

TEST_CASE("an input of a segment from an earlier boot knows no ages, until its owner is there again") {
    const ScratchBoard scratch;
    BoardPlace place = scratch.place();
    place.kind = BackendKind::kFile;
    {
        Blackboard before{make_backend(place), "test"};
        const auto segment = before.create("range", {slot_spec<Range>("range")});
        const Range range{.range_m = 1};
        segment->writer(0).publish({.stamp_ns = 5, .flags = sample_flags(1)}, &range, sizeof range);
        segment->mapping().data()[offsetof(SegmentHeader, boot_id)] ^= std::byte{0xFF};
    }
    Blackboard readers{make_backend(place), "test"};
    StepContext context;
    InputPort input{"range", slot_spec<Range>("range"), kForever, context};
    REQUIRE(input.connect(readers));
    CHECK(input.stamp_mask == 0);
    CHECK_FALSE(input.lost(readers, false));
    Blackboard writers{make_backend(place), "test"};
    const auto owner = writers.create("range", {slot_spec<Range>("range")});
    CHECK(input.lost(readers, false));
    REQUIRE(input.connect(readers));
    CHECK(input.stamp_mask == ~std::uint64_t{0});
    CHECK_FALSE(input.lost(readers, false));
}

TEST_CASE("an input whose node has given up its segment finds nothing there") {
    const ScratchBoard scratch;
    Blackboard writers{make_backend(scratch.place()), "test"}, readers{make_backend(scratch.place()), "test"};
    const auto segment = writers.create("range", {slot_spec<Range>("range")});
    StepContext context;
    InputPort input{"range", slot_spec<Range>("range"), kForever, context};
    input.rename("range", "range");
    REQUIRE(input.connect(readers));
    auto& state = reinterpret_cast<LiveWords*>(segment->mapping().data() + kLiveOffset)->state;
    std::atomic_ref{state}.store(static_cast<std::uint32_t>(SegmentState::kRetired));
    CHECK(input.lost(readers, false));
    CHECK_FALSE(input.connect(readers));
    CHECK(input.fault() == "node 'range' does not offer it");
}
