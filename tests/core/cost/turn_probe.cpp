// A node that ends after some thousand steps: it marks for strace where the counted turns begin and end, and counts the page faults between.
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>

#include "core/node.hpp"
#include "tests/scratch/pattern.hpp"

namespace {

using namespace seqboard;
using namespace seqboard::testing;

/// A system call that nothing else here makes.
void mark() { ::syscall(SYS_getpriority, 0, 0); }

struct PageFaults {
    long minor = 0;
    long major = 0;

    static PageFaults so_far() {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        return {usage.ru_minflt, usage.ru_majflt};
    }
};

class TurnNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{1};

    struct Io {
        Setup& setup;
        int warm_up_steps = setup.param("warm_up_steps", 1200);  // all that happens once a second has happened
        int counted_steps = setup.param("counted_steps", 3000);
        Output<Pattern> output = setup.output<Pattern>("output");
        Input<Pattern> input = setup.input<Pattern>("input", kForever);
    };

    explicit TurnNode(Io io) : io_{std::move(io)} {}

    void step(const Tick& tick) {
        const auto count = static_cast<std::uint32_t>(tick.count);
        const auto first = static_cast<std::uint32_t>(io_.warm_up_steps), last = first + static_cast<std::uint32_t>(io_.counted_steps);
        const auto before = io_.input.read();
        io_.output.write(pattern(before ? before->number + 1 : 1));
        if (count == first) {
            faults_ = PageFaults::so_far();
            mark();
        }
        if (count != last) return;
        mark();
        const PageFaults now = PageFaults::so_far();
        std::printf("%u turns: %ld minor and %ld major page faults\n", last - first, now.minor - faults_.minor, now.major - faults_.major);
        std::fflush(stdout);
        io_.setup.finish(ExitCode::kOk);
    }

private:
    Io io_;
    PageFaults faults_;
};

}  // namespace

int main(int argc, char** argv) { return seqboard::run_node<TurnNode>(argc, argv); }
