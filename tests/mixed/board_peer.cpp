// The other process of the mixed tests, of the same architecture or another: node "peer" on the board "test" below ROOT.
//
//   board_peer ROOT write             writes its slot without a rest until it is killed
//   board_peer ROOT read COUNT        reads the slot of node "driver" COUNT times and prints what it saw
//   board_peer ROOT answer COUNT      sleeps until the driver's slot has news, answers with the same number, COUNT times
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/blackboard.hpp"
#include "core/exit_code.hpp"
#include "core/input.hpp"
#include "core/output.hpp"
#include "tests/mixed/peers.hpp"
#include "tests/scratch/busy_slot.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

int write_without_rest(const OwnedSegment& own) {
    RingWriter writer = own.writer(0);
    for (std::uint32_t number = 1;; ++number) publish(writer, number);
}

int read_and_tell(Blackboard& board, int count) {
    const auto segment = board.attach("driver");
    const Tally tally = read_many(segment->reader(*segment->find("driver.slot")), count);
    std::printf("%d whole, %d torn, %d backwards\n", tally.whole, tally.torn, tally.backwards);
    return tally.whole == 0 || tally.torn != 0 || tally.backwards != 0;
}

int answer(Blackboard& board, const OwnedSegment& own, int count) {
    MixedPort port{board, "driver", own, "peer"};
    for (int i = 0; i < count; ++i) {
        if (!port.input.wait(kPatience)) return 1;
        port.output.write(*port.input.read());
    }
    return 0;
}

int run(const char* root, std::string_view task, int count) {
    const auto board = Blackboard::open({.root = root, .board = "test"});
    if (task == "read") return read_and_tell(*board, count);
    const auto own = board->create("peer", mixed_slot("peer"));
    return task == "write" ? write_without_rest(*own) : answer(*board, *own, count);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return static_cast<int>(ExitCode::kUsage);
    try {
        return run(argv[1], argv[2], argc > 3 ? std::atoi(argv[3]) : 0);
    } catch (const StartError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return static_cast<int>(error.code());
    }
}
