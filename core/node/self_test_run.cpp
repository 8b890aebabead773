#include "core/node/self_test_run.hpp"

#include <algorithm>
#include <cstdio>

#include "core/blackboard.hpp"
#include "core/log.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

void require_allowed(const NodeType& type, const NodeArgs& args) {
    if (type.self_test == nullptr) throw StartError{ExitCode::kUsage, args.name + ": a " + type.name + " has no device to test"};
    if (type.self_test_moves && !args.motion)
        throw StartError{ExitCode::kRefused,
                         args.name + ": this test moves the robot; it wants " + type.self_test_wants + ": then give --motion"};
}

/// Nobody else can start the node while this lives.
std::unique_ptr<Ownership> own_name(Blackboard& board, const std::string& name) {
    try {
        return board.backend().own(name);
    } catch (const SegmentError& error) {
        if (error.fault() != SegmentFault::kOwned) throw;
        throw StartError{ExitCode::kOwned,
                         name + ": the node is running and holds its pins; stop the set first: seqboard down (" + error.what() + ")"};
    }
}

/// A program that is killed leaves its pins as they are: a stop unwinds the test instead, and the drivers let go.
SelfTestClock stoppable_clock(const std::string& name, const std::function<bool()>& stop_requested) {
    SelfTestClock clock = SelfTestClock::real();
    clock.pass = [name, stop_requested, pass = clock.pass](Duration time) {
        pass(time);
        if (stop_requested()) throw StartError{ExitCode::kFailed, name + ": stopped before the test was over"};
    };
    return clock;
}

}  // namespace

ExitCode run_self_test(const NodeType& type, const NodeArgs& args, const std::function<bool()>& stop_requested) {
    require_allowed(type, args);
    set_log_name(args.name);
    const auto board = Blackboard::open(args.place);
    const auto owned = own_name(*board, args.name);
    std::printf("%s: testing; wants %s\n", args.name.c_str(), type.self_test_wants);
    std::fflush(stdout);
    Setup setup{args, false};
    const SelfTest result = type.self_test(setup, stoppable_clock(args.name, stop_requested));
    std::fputs(text_of(result).c_str(), stdout);
    std::printf("%s: %s\n", args.name.c_str(), result.passed() ? "passed" : "FAILED");
    return result.passed() ? ExitCode::kOk : ExitCode::kFailed;
}

}  // namespace seqboard
