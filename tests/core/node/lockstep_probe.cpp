// The nodes of lockstep_test: a chain of adders on levels, and the coordinator that ends the run.
#include <signal.h>
#include <unistd.h>

#include <cstdio>

#include "core/node.hpp"

namespace {

using namespace seqboard;
using namespace std::chrono_literals;

struct Sum {
    std::uint64_t sum = 0;
    std::uint64_t tick = 0;
};
SEQBOARD_MESSAGE(Sum, sum, tick);

/// Mixes what it reads into what it has; any order of steps but the right one gives another result.
class AdderNode {
public:
    static constexpr auto kPeriod = 10ms;
    struct Io {
        Setup& setup;
        int hang_at = setup.param("hang_at", 0);
        Input<Sum> in = setup.input<Sum>("in", kForever);
        Output<Sum> out = setup.output<Sum>("out", 8);
    };
    explicit AdderNode(Io io) : io_{std::move(io)} {}
    void step(const Tick& tick) {
        const auto in = io_.in.read();
        sum_ = (sum_ + (in ? in->sum : 1)) * 6364136223846793005u + ns_of(tick.now);
        io_.out.write({.sum = sum_, .tick = ns_of(tick.now) / 10'000'000});
        if (io_.hang_at > 0 && tick.count == static_cast<std::uint32_t>(io_.hang_at)) ::pause();
    }

private:
    Io io_;
    std::uint64_t sum_ = 0;
};

/// The coordinator: prints what the chain has come to, and ends the run.
class PlantNode {
public:
    static constexpr auto kPeriod = 10ms;
    static constexpr bool kDrivesClock = true;
    struct Io {
        Setup& setup;
        int ticks = setup.param("ticks", 100);
        Input<Sum> last = setup.input<Sum>("last", kForever);
        Output<Sum> plant = setup.output<Sum>("plant", 8);
    };
    explicit PlantNode(Io io) : io_{std::move(io)} {}
    void step(const Tick& tick) {
        const auto last = io_.last.read();
        if (last) hash_ = (hash_ ^ last->sum) * 1099511628211u;
        io_.plant.write({.sum = hash_, .tick = ns_of(tick.now) / 10'000'000});
        if (tick.count + 1 == static_cast<std::uint32_t>(io_.ticks)) {
            std::printf("%llx\n", static_cast<unsigned long long>(hash_));
            std::fflush(stdout);
            ::kill(::getpid(), SIGTERM);
        }
    }

private:
    Io io_;
    std::uint64_t hash_ = 0;
};

}  // namespace

int main(int argc, char** argv) { return run_nodes({node_type<AdderNode>(), node_type<PlantNode>()}, argc, argv); }
