// seqboard replay: says again what was recorded, for nodes that run now; or checks that nodes of today say what they said then.
#include <algorithm>
#include <cstdio>

#include "core/cli/recordings.hpp"
#include "core/cli/replay_check.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/record/slot_patterns.hpp"
#include "core/record/slot_player.hpp"
#include "core/simulated_slot.hpp"

namespace seqboard::cli {

namespace {

struct Options {
    std::vector<std::string> files;
    std::string slots;
    std::string except;
    double rate = 1;
    std::optional<Duration> from;
    std::optional<Duration> to;
    bool loop = false;
};

std::vector<bool> played_slots(const record::RecordedRun& run, const Options& options) {
    const record::SlotPatterns patterns{options.slots.empty() ? "*" : options.slots, options.except};
    std::vector<bool> played;
    for (const record::RecordedSlot& slot : run.slots())
        played.push_back(patterns.choose(slot.spec.name) && (!options.slots.empty() || is_simulated(slot.spec.name)));
    if (std::find(played.begin(), played.end(), true) == played.end())
        throw StartError{ExitCode::kNoInput, "no slot of the recording fits '" + options.slots + "'; seqboard info lists them"};
    return played;
}

/// One pass. Stamps are as far back from now as they were then, so that ages are what they were.
std::uint64_t play(const record::RecordedRun& run, record::SlotPlayer& player, const Options& options, const StopSignal& stop) {
    const std::uint64_t first_ns = run.samples().front().log_ns;
    const std::uint64_t from_ns = first_ns + static_cast<std::uint64_t>(options.from.value_or(Duration::zero()).count());
    const Time began = monotonic_now();
    std::uint64_t played = 0;
    for (const record::RecordedSample& sample : run.samples()) {
        if (!player.plays(sample) || sample.log_ns < from_ns) continue;
        if (options.to && sample.log_ns - first_ns > static_cast<std::uint64_t>(options.to->count())) break;
        const Duration due{static_cast<std::int64_t>(static_cast<double>(sample.log_ns - from_ns) / options.rate)};
        if (const Duration ahead = began + due - monotonic_now(); ahead > Duration::zero() && !stop.sleep(ahead)) break;
        if (stop.requested()) break;
        player.publish(sample, began + due - time_from_ns(sample.log_ns));
        ++played;
    }
    return played;
}

void run(const Options& options, Session& session) {
    const record::RecordedRun recorded = read_recordings(options.files);
    const auto board = Blackboard::open(session.place.resolved());
    record::SlotPlayer player{*board, recorded, played_slots(recorded, options)};
    const StopSignal stop;
    std::uint64_t played = 0;
    do played += play(recorded, player, options, stop);
    while (options.loop && !stop.requested());
    std::printf("%llu samples\n", static_cast<unsigned long long>(played));
}

}  // namespace

void add_replay(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("replay", "Say again what was recorded, in the same slots, for whoever reads them now");
    command.option("-f,--file", options->files, "A recording; given more than once, the parts of one in order");
    command.option("--slots", options->slots,
                   "Slots to play, as patterns (default: all but *.status, *.params, supervisor.*, operator.* and clock)");
    command.option("--except", options->except, "Slots to leave out, as patterns: what a node that runs now says itself");
    command.option("--rate", options->rate, "Seconds of the recording in one of now (default 1)").within(0.01, 1000.0);
    command.option("--from", options->from, "Begin so long after the beginning");
    command.option("--to", options->to, "End so long after the beginning");
    command.flag("--loop", options->loop, "Begin again at the end, until Ctrl-C");
    command.footer(
        "A node that lives on the board keeps its slots: replay is refused where it would play them as well.\n"
        "Stamps are moved to now, so that ages are as they were.\n"
        "Examples:\n  seqboard replay -f robot_0000.mcap\n  seqboard replay -f robot_0000.mcap --except \"plan drive_command\" --rate 0.5 "
        "--loop\n"
        "  seqboard replay check robot_0000.mcap config/robot_sim.yaml --node planner");
    add_replay_check(command, session);
    command.on_run([options, &session] {
        if (options->files.empty()) throw StartError{ExitCode::kUsage, "replay: which recording? seqboard replay -f FILE"};
        run(*options, session);
    });
}

}  // namespace seqboard::cli
