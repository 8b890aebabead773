// Whose slot a name is, and what is left of nodes that ended.
#include "core/blackboard.hpp"

#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "core/segment/segment_error.hpp"
#include "core/segment/segment_layout.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

struct TwoProcesses {
    ScratchBoard scratch;
    Blackboard writers{make_backend(scratch.place()), "test"};
    Blackboard readers{make_backend(scratch.place()), "test"};
};

}  // namespace

TEST_CASE_METHOD(TwoProcesses, "a slot belongs to the node that lives, and to the first dead one where none does") {
    writers.create("a", {slot_spec<Range>("front")});
    writers.create("c", {slot_spec<Range>("front")});
    auto b = writers.create("b", {slot_spec<Range>("front")});
    CHECK(readers.find_owner("front") == "b");
    b.reset();
    CHECK(readers.find_owner("front") == "a");
    CHECK_FALSE(readers.find_owner("back"));
}

TEST_CASE_METHOD(TwoProcesses, "a segment that cannot be trusted offers nothing and hides nobody") {
    const auto spoilt = writers.create("a", {slot_spec<Range>("front")});
    spoilt->mapping().data()[offsetof(SegmentHeader, layout_version)] = std::byte{77};
    CHECK(readers.attach_trusted("a") == nullptr);
    CHECK_FALSE(readers.find_owner("front"));
    const auto b = readers.create("b", {slot_spec<Range>("front")});  // nobody reads what `a` writes
    CHECK(readers.find_owner("front") == "b");
}

TEST_CASE_METHOD(TwoProcesses, "what is removed is what is dead and not to be kept") {
    const auto living = writers.create("living", {slot_spec<Range>("front")});
    writers.create("dead", {slot_spec<Range>("back")});
    writers.create("kept", {slot_spec<Range>("left")});
    readers.remove_dead([](const std::string& node) { return node == "kept"; });
    CHECK(readers.nodes() == std::vector<std::string>{"kept", "living"});
    readers.remove_dead(nullptr);
    CHECK(readers.nodes() == std::vector<std::string>{"living"});
}
