// Lock-step over processes: deterministic, and never a silent hang.
#include <catch2/catch.hpp>

#include <fcntl.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "core/blackboard.hpp"
#include "core/exit_code.hpp"
#include "core/launch/exec.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/node_status.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kProbe = built("lockstep_probe");

/// A run of the chain plant -> a -> b -> c -> plant, where a and b step in one process or two.
class Chain {
public:
    std::unique_ptr<Child> start(std::vector<std::string> words) {
        words.insert(words.begin(), kProbe);
        return std::make_unique<Child>([&, words]() -> int {
            const int out = ::open((scratch.root() + ".out").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0640);
            ::dup2(out, STDOUT_FILENO);
            exec_or_exit(words);
        });
    }
    std::vector<std::string> adder(const std::string& name, const std::string& in) const {
        return {"adder_node", "--name",         name,      "--root",   scratch.root(), "--board",    "test",
                "--clock",    "lockstep@plant", "--input", "in=" + in, "--output",     "out=" + name};
    }
    std::vector<std::string> plant(int ticks) const {
        return {"plant_node", "--name",        "plant",  "--root",        scratch.root(), "--board", "test",
                "--clock",    "drive",         "--step", "10ms",          "--input",      "last=c",  "--participant",
                "a:0:1",      "--participant", "b:1:1",  "--participant", "c:2:2",        "--param", "ticks=" + std::to_string(ticks)};
    }
    std::string printed() const {
        std::string text;
        std::getline(std::ifstream{scratch.root() + ".out"}, text);
        return text;
    }
    ~Chain() { std::filesystem::remove(scratch.root() + ".out"); }

    ScratchBoard scratch;
};

std::vector<std::string> with(std::vector<std::string> words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::string result_of_run(bool one_process, bool driver_first) {
    Chain chain;
    std::vector<std::unique_ptr<Child>> nodes;
    if (driver_first) nodes.push_back(chain.start(chain.plant(300)));
    if (one_process) {
        nodes.push_back(chain.start(with(with(chain.adder("a", "plant"), {"--and"}), chain.adder("b", "a"))));
    } else {
        nodes.push_back(chain.start(chain.adder("a", "plant")));
        nodes.push_back(chain.start(chain.adder("b", "a")));
    }
    nodes.push_back(chain.start(chain.adder("c", "b")));
    if (!driver_first) nodes.push_back(chain.start(chain.plant(300)));
    Child& driver = driver_first ? *nodes.front() : *nodes.back();
    const int code = driver.wait();
    INFO(driver.said());
    CHECK(code == 0);
    for (auto& node : nodes)
        if (node.get() != &driver) {
            ::kill(node->pid(), SIGTERM);
            CHECK(node->wait() == 0);
        }
    return chain.printed();
}

std::uint32_t tick_of(Blackboard& board) {
    const auto segment = board.attach_trusted("plant");
    const SlotPlace* const clock = segment ? segment->find("clock") : nullptr;
    SampleHeader header;
    ClockState state;
    if (clock == nullptr || segment->reader(*clock).latest(header, &state, sizeof state) != Copied::kWhole) return 0;
    return state.tick;
}

void wait_for_tick(Blackboard& board, std::uint32_t tick) {
    for (const Time limit = monotonic_now() + std::chrono::seconds{20}; tick_of(board) < tick && monotonic_now() < limit;) ::usleep(1000);
    REQUIRE(tick_of(board) >= tick);
}

/// Until the participant has done a turn of this tick or a later one.
void wait_for_turn(Blackboard& board, const std::string& node, std::uint32_t tick) {
    const auto done = [&] {
        const auto segment = board.attach_trusted(node);
        const SlotPlace* const place = segment ? segment->find(node + ".status") : nullptr;
        SampleHeader header;
        NodeStatus status;
        return place != nullptr && segment->reader(*place).latest(header, &status, sizeof status) == Copied::kWhole &&
               status.tick_done >= tick;
    };
    for (const Time limit = monotonic_now() + std::chrono::seconds{20}; !done() && monotonic_now() < limit;) ::usleep(1000);
    REQUIRE(done());
}

}  // namespace

TEST_CASE("lock-step gives the same result in every run, in one process or several, whoever starts first") {
    const std::string result = result_of_run(false, true);
    CHECK(result.size() > 8);
    CHECK(result_of_run(false, true) == result);
    CHECK(result_of_run(true, true) == result);
    CHECK(result_of_run(false, false) == result);
    CHECK(result_of_run(true, false) == result);
}

TEST_CASE("a participant killed with -9 is left out, and taken in again when it is back") {
    Chain chain;
    const auto board = Blackboard::open(chain.scratch.place());
    const auto a = chain.start(chain.adder("a", "plant"));
    auto b = chain.start(chain.adder("b", "a"));
    const auto c = chain.start(chain.adder("c", "b"));
    const auto plant = chain.start(with(chain.plant(1'000'000), {"--speed", "5"}));
    wait_for_tick(*board, 20);
    b->kill();
    wait_for_tick(*board, tick_of(*board) + 20);
    CHECK_FALSE(board->backend().owner("b"));
    const std::uint32_t without = tick_of(*board);
    b = chain.start(chain.adder("b", "a"));
    wait_for_turn(*board, "b", without);
    ::kill(plant->pid(), SIGTERM);
    CHECK(plant->wait() == 0);
    CHECK_THAT(plant->said(), Catch::Contains("b died at tick") && Catch::Contains("b takes part again"));
    ::kill(b->pid(), SIGTERM);
    CHECK(b->wait() == 0);
}

TEST_CASE("a participant that lives and says nothing is named, and the run ends") {
    Chain chain;
    const auto a = chain.start(chain.adder("a", "plant"));
    const auto b = chain.start(with(chain.adder("b", "a"), {"--param", "hang_at=5"}));
    const auto c = chain.start(chain.adder("c", "b"));
    const auto plant = chain.start(chain.plant(100));
    CHECK(plant->wait() == static_cast<int>(ExitCode::kFailed));
    CHECK_THAT(plant->said(), Catch::Contains("node 'b' lives but did not finish tick 6"));
}
