// A node's side of the faults that a test puts into it.
#include "core/node/node_faults.hpp"

#include <catch2/catch.hpp>

#include "core/blackboard.hpp"
#include "core/messages/range.hpp"
#include "core/node.hpp"
#include "core/node/node_session.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

class SteadyNode {
public:
    static constexpr auto kPeriod = 10ms;
    struct Io {
        Setup& setup;
        Output<Range> range = setup.output<Range>("range");
    };
    explicit SteadyNode(Io io) : io_{std::move(io)} {}
    void step(const Tick& tick) { io_.range.write({.range_m = static_cast<float>(tick.count)}); }

private:
    Io io_;
};

/// The node `steady` that obeys the slot_faults of the node `tester`.
struct Fixture {
    Fixture() {
        session.start();
        session.look_after_ports(monotonic_now() + 1s);
    }
    static NodeArgs args() {
        NodeArgs args;
        args.name = "steady";
        args.faults = "tester";
        return args;
    }
    void ask(std::size_t place, SlotFaultKind kind, float magnitude, const char* target) {
        SlotFault& fault = faults.faults[place];
        fault = {.id = ++ids, .magnitude_bits = std::bit_cast<std::uint32_t>(magnitude), .kind = kind};
        put_text(fault.target, target);
        tester.output.write(faults);
    }
    void step() { session.step({.now = now += 10ms}); }
    SlotFaultCounts counts() { return newest<SlotFaultCounts>(*board->attach("steady"), "steady.faults")->value; }

    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    Wire<SlotFaults> tester{{.slot = "slot_faults", .node = "tester"}, board};
    SlotFaults faults;
    std::uint32_t ids = 0;
    Time now{1s};
    NodeSession session{node_type<SteadyNode>(), args(), board};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a node without faults steps, and one whose fault ends it has that exit code and does not step") {
    step();
    CHECK_FALSE(session.setup().finished());
    ask(2, SlotFaultKind::kExit, 23, "other");
    step();
    CHECK_FALSE(session.setup().finished());
    CHECK(newest<Range>(*board->attach("steady"), "range")->value.range_m == 1);
    ask(4, SlotFaultKind::kExit, 23, "steady");
    step();
    CHECK(session.setup().finished() == static_cast<ExitCode>(23));
    CHECK(newest<Range>(*board->attach("steady"), "range")->value.range_m == 1);
}

TEST_CASE_METHOD(Fixture, "a node that is to burn time does, in each of its steps, and counts them") {
    ask(1, SlotFaultKind::kBurn, 0.002f, "steady");
    const Time before = monotonic_now();
    step();
    step();
    CHECK(monotonic_now() - before >= 4ms);  // however fast or slow the machine is
    CHECK(counts().id[1] == 1);
    CHECK(counts().applied[1] == 2);
    ask(1, SlotFaultKind::kBurn, 0.001f, "steady");  // another one in its place
    step();
    CHECK(counts().id[1] == 2);
    CHECK(counts().applied[1] == 1);
}

TEST_CASE_METHOD(Fixture, "a fault of a slot that is meant for the node by mistake, and one of its slot, are told apart") {
    ask(0, SlotFaultKind::kOff, 0, "steady");  // a node has no samples to leave out
    step();
    CHECK(newest<Range>(*board->attach("steady"), "range")->value.range_m == 0);
    ask(0, SlotFaultKind::kOff, 0, "range");
    step();
    CHECK(newest<Range>(*board->attach("steady"), "range")->value.range_m == 0);
    CHECK(counts().applied[0] == 1);
}
