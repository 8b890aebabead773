// The hash sees every sample of every simulated slot, and nothing else.
#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"
#include "nodes/sim/stream_hash.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;

namespace {

/// A board with one node that offers these slots; the first is the one it writes.
struct Speaker {
    testing::ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    StepContext context;
    OutputPort port;
    std::shared_ptr<OwnedSegment> segment;
    StreamHash hash{scratch.place()};

    explicit Speaker(const std::string& slot = "range")
        : port{"range", slot_spec<Range>(slot), context},
          segment{board->create("speaker", {slot_spec<Range>(slot), slot_spec<Range>("speaker.status")})} {
        port.bind(segment->writer(0), 1);
    }
    void say(float range_m, Duration at) {
        context.begin(Time{at});
        const Range range{.range_m = range_m};
        port.write(&range, sizeof range);
    }
    std::uint64_t heard(Duration end = 1h) {
        hash.take(Time{end});
        return hash.value();
    }
};

}  // namespace

TEST_CASE("the same samples give the same hash, however often it is taken") {
    Speaker often, once;
    often.say(1, 10ms);
    (void)often.heard();
    often.say(2, 20ms);
    once.say(1, 10ms);
    once.say(2, 20ms);
    CHECK(often.heard() == once.heard());
    CHECK(once.hash.samples() == 2);
}

TEST_CASE("what is written in the present tick is left for the next look, whoever was quicker") {
    Speaker quick, slow;
    quick.say(1, 10ms);
    slow.say(1, 10ms);
    quick.say(2, 20ms);
    CHECK(quick.heard(20ms) == slow.heard(20ms));
    CHECK(quick.hash.samples() == 1);
    slow.say(2, 20ms);
    CHECK(quick.heard(30ms) == slow.heard(30ms));
    CHECK(quick.hash.samples() == 2);
    CHECK(quick.hash.missed() == 0);
}

TEST_CASE("each slot's samples and hash are told") {
    Speaker speaker;
    speaker.say(1, 10ms);
    (void)speaker.heard();
    REQUIRE(speaker.hash.by_slot().size() == 1);
    CHECK_THAT(speaker.hash.by_slot().front(), Catch::Matches("range: 1 samples, [0-9a-f]{16}"));
}

TEST_CASE("another value, time, order or slot gives another hash") {
    Speaker plain, value, time, order, slot{"distance"};
    for (Speaker* speaker : {&plain, &value, &time, &order, &slot}) {
        speaker->say(speaker == &order ? 2 : 1, 10ms);
        speaker->say(speaker == &order ? 1 : speaker == &value ? 2.0000002f : 2, speaker == &time ? 21ms : 20ms);
    }
    const std::uint64_t hash = plain.heard();
    CHECK(hash != value.heard());
    CHECK(hash != time.heard());
    CHECK(hash != order.heard());
    CHECK(hash != slot.heard());
}

TEST_CASE("what a node says about itself in real time is left out") {
    Speaker speaker{"speaker.params"};
    const std::uint64_t before = speaker.heard();
    speaker.say(1, 10ms);
    CHECK(speaker.heard() == before);
    CHECK(speaker.hash.samples() == 0);
}

TEST_CASE("samples that were overwritten unseen are counted") {
    Speaker speaker;
    speaker.say(1, 10ms);
    (void)speaker.heard();
    for (int i = 0; i < 10; ++i) speaker.say(2, 20ms);
    (void)speaker.heard();
    CHECK(speaker.hash.missed() == 7);
}
