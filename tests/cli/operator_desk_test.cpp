// Requests that nobody answers, and answers that are none.
#include "core/cli/operator_desk.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/messages/clock_state.hpp"
#include "core/messages/node_status.hpp"
#include "core/segment/newest_sample.hpp"
#include "core/segment/segment_error.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace operator_desk_test {

struct Short {
    std::uint32_t request = 0;
};
SEQBOARD_MESSAGE(Short, request);

}  // namespace operator_desk_test

using namespace seqboard;
using namespace seqboard::cli;
using namespace std::chrono_literals;
using operator_desk_test::Short;

namespace {

ParamRequest to(const char* node) {
    ParamRequest request;
    put_text(request.node, node);
    return request;
}

}  // namespace

TEST_CASE("a node that is not there, has no parameters, or has not said any does not answer") {
    const auto board = Blackboard::in_memory();
    const auto bare = board->create("bare", {slot_spec<NodeStatus>("bare.status")});
    const auto small = board->create("small", {slot_spec<Short>("small.params")});
    const auto silent = board->create("silent", {slot_spec<ClockTurn>("silent.params")});
    OperatorDesk desk{board};
    for (const char* const node : {"nobody", "bare", "small", "silent"}) {
        INFO(node);
        CHECK_FALSE(desk.ask(to(node), 5ms));
    }
}

TEST_CASE("what a node has answered to another request is no answer to this one") {
    const auto board = Blackboard::in_memory();
    StepContext context;
    OutputPort params{"params", slot_spec<ClockTurn>("arm.params"), context};  // of no fewer bytes than an answer
    const auto arm = board->create("arm", {params.spec});
    params.bind(arm->writer(0), 1);
    context.begin(monotonic_now());
    const ClockTurn old{};
    params.write(&old, sizeof old);
    CHECK_FALSE(OperatorDesk{board}.ask(to("arm"), 5ms));
}

TEST_CASE("a request to record is taken when whoever asks says so, and has an id of its own") {
    const auto board = Blackboard::in_memory();
    OperatorDesk desk{board};
    std::vector<std::uint32_t> ids;
    CHECK_FALSE(desk.ask(RecordRequest{}, 5ms, [](std::uint32_t) { return false; }));
    for (int i = 0; i < 2; ++i)
        CHECK(desk.ask(RecordRequest{}, 1h, [&](std::uint32_t id) {
            const auto request = newest<RecordRequest>(*board->attach_trusted(kOperatorNode), kRecordRequestSlot);
            REQUIRE(request);
            CHECK(request->value.id == id);
            ids.push_back(id);
            return ids.size() >= 2;
        }));
    CHECK(ids.front() != ids.back());
}

TEST_CASE("a desk that is left leaves no request behind, one that is held is waited for and then refused") {
    const auto board = Blackboard::in_memory();
    {
        OperatorDesk desk{board};
        CHECK_FALSE(desk.ask(to("nobody"), Duration::zero()));
        CHECK_THROWS_AS(OperatorDesk{board}, SegmentError);
        CHECK(newest<ParamRequest>(*board->attach_trusted(kOperatorNode), kParamRequestSlot)->value.id != 0);
    }
    CHECK(newest<ParamRequest>(*board->attach_trusted(kOperatorNode), kParamRequestSlot)->value.id == 0);
    CHECK_NOTHROW(OperatorDesk{board});
}

TEST_CASE("a desk that cannot be had at all is not waited for") {
    const testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.directory());
    std::filesystem::create_symlink("elsewhere", scratch.directory() + "/operator.seg");
    try {
        OperatorDesk{Blackboard::open(scratch.place())};
        FAIL("it was had");
    } catch (const SegmentError& error) {
        CHECK(error.fault() == SegmentFault::kRefused);
    }
}
