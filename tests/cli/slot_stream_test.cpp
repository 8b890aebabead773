#include "core/cli/slot_stream.hpp"

#include <catch2/catch.hpp>

#include "core/cli/rate_meter.hpp"
#include "core/cli/slot_streams.hpp"
#include "core/messages/battery.hpp"
#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using seqboard::cli::SlotStream;
using seqboard::testing::ScratchBoard;

namespace {

template <Message T>
class Writer {
public:
    explicit Writer(Blackboard& board) : port_{"x", slot_spec<T>("x"), context_}, segment_{board.create("node", {port_.spec})} {
        port_.bind(segment_->writer(0), segment_->epoch());
    }
    void write(const T& value) {
        context_.begin(monotonic_now());
        port_.write(&value, sizeof value);
    }

private:
    StepContext context_;
    OutputPort port_;
    std::shared_ptr<OwnedSegment> segment_;
};

/// Blackboard::open would give the writer's own: a process has one view of a board.
std::shared_ptr<Blackboard> board_of_another_process(const ScratchBoard& scratch) {
    return std::make_shared<Blackboard>(make_backend(scratch.place()), scratch.place().board);
}

}  // namespace

TEST_CASE("a stream takes each sample once and counts what it missed") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    Writer<Range> writer{*board};
    SlotStream stream{board_of_another_process(scratch), "x"};
    CHECK_FALSE(stream.take());
    REQUIRE(stream.connect());
    CHECK_FALSE(stream.take());
    for (int k = 0; k < 2; ++k) writer.write({});
    CHECK(stream.take()->header.sequence == 1);
    CHECK(stream.take()->header.sequence == 2);
    CHECK_FALSE(stream.take());
    for (int k = 0; k < 10; ++k) writer.write({});
    CHECK(stream.newest()->header.sequence == 12);
    CHECK(stream.missed() == 7);  // a ring of four cells keeps three
}

TEST_CASE("a stream follows its slot into a segment with another message") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    SlotStream stream{board_of_another_process(scratch), "x"};
    CHECK_FALSE(stream.connect());
    {
        Writer<Range> first{*board};
        first.write({});
        REQUIRE(stream.connect());
        CHECK(stream.place().message == "Range");
        CHECK(stream.connect());
        CHECK(stream.connection() == 1);
    }
    Writer<Battery> second{*board};
    second.write({.charge_ratio = 0.5f});
    REQUIRE(stream.connect());
    CHECK(stream.connection() == 2);
    CHECK(stream.place().message == "Battery");
    CHECK(stream.take()->bytes.size() == sizeof(Battery));
}

TEST_CASE("a slot that nobody has yet gives nothing, and the others do") {
    const auto board = Blackboard::in_memory();
    Writer<Range> writer{*board};
    cli::SlotStreams streams{board, {"x", "nobody"}};
    writer.write({});
    std::vector<std::string> said;
    const cli::SlotStreams::Taker taker{.use = [](const SlotSpec&) {},
                                        .add = [&](const std::string& slot, const cli::RawSample&) { said.push_back(slot); }};
    CHECK(streams.take(taker) == 1);
    CHECK(said == std::vector<std::string>{"x"});
    CHECK(streams.missed() == 0);
}

TEST_CASE("a rate is that of two counts at two times, and what comes at the same time tells none") {
    using namespace std::chrono_literals;
    cli::RateMeter meter;
    meter.add(1, Time{1s});
    CHECK_FALSE(meter.hz({}));
    meter.add(2, Time{1s});
    CHECK_FALSE(meter.hz({}));
    meter.add(4, Time{2s});
    CHECK(meter.hz({}) == Approx(2));
    CHECK(meter.hz(1s) == Approx(2));
    CHECK(meter.hz(1min) == 0.0);
}
