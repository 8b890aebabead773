// Real-time scheduling as systems grant it, or do not.
#include "core/node/realtime.hpp"

#include <sys/syscall.h>

#include <catch2/catch.hpp>

#include "core/node.hpp"
#include "tests/core/calls/scripted_calls.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

class BriefNode {
public:
    static constexpr auto kPeriod = 1ms;
    struct Io {
        Setup& setup;
    };
    explicit BriefNode(Io io) : io_{std::move(io)} {}
    void step(const Tick&) { io_.setup.finish(ExitCode::kOk); }

private:
    Io io_;
};

/// A system that grants both, or neither. Nothing is locked or scheduled really.
void grant(CallScript& script, bool granted) {
    script.mlockall = [granted](int) { return granted ? 0 : fail(EPERM); };
    script.syscall = [](long number) { return number == SYS_sched_setscheduler ? fail(EPERM) : 0; };
}

/// What a node says that is started with these words where nothing is granted.
std::string said_by(std::vector<std::string> words) {
    const ScratchBoard scratch;
    Child child{[&] {
        ScriptedCalls calls;
        grant(calls, false);
        words.insert(words.begin(), {"program", "--root", scratch.root()});
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        return run_nodes({node_type<BriefNode>()}, static_cast<int>(arguments.size()), arguments.data());
    }};
    CHECK(child.wait() == 0);
    return child.said();
}

}  // namespace

TEST_CASE("what is granted is not spoken of, what is not is told with the way to get it") {
    ScriptedCalls calls;
    grant(calls, true);
    CHECK(lock_memory().empty());
    CHECK_THAT(become_realtime(10), Catch::StartsWith("SCHED_FIFO was refused (Operation not permitted; allow it: ulimit -r 99"));
    grant(calls, false);
    CHECK_THAT(lock_memory(), Catch::StartsWith("memory cannot be locked (Operation not permitted; raise the limit: ulimit -l unlimited"));
    CHECK_THAT(become_realtime(10), Catch::StartsWith("memory cannot be locked") && Catch::Contains("SCHED_FIFO was refused"));
    CHECK_THAT(become_realtime(10, false), Catch::StartsWith("SCHED_FIFO was refused"));
}

TEST_CASE("a node runs without what was refused, and warns") {
    CHECK_THAT(said_by({"--priority", "10"}),
               Catch::Contains("warning: runs without real-time: memory cannot be locked") && Catch::Contains("SCHED_FIFO was refused"));
    CHECK_THAT(said_by({"--lock-memory", "true"}), Catch::Contains("warning: memory cannot be locked"));
    CHECK(said_by({"--lock-memory", "false"}).empty());
}
