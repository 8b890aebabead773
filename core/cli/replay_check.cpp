#include "core/cli/replay_check.hpp"

#include <cinttypes>
#include <cstdio>

#include "core/cli/lockstep_replay.hpp"
#include "core/cli/node_set_options.hpp"

namespace seqboard::cli {

namespace {

struct Options : NodeSetOptions {
    std::string recording;
    std::vector<std::string> nodes;
};

/// What today's nodes write beside what they wrote.
class ReplayCheck {
public:
    explicit ReplayCheck(LockstepReplay& replay) : replay_{replay}, outputs_{replay.outputs()} {}

    /// The first difference; empty: there is none.
    std::string run() {
        std::string first;
        const auto note = [&](const std::optional<std::string>& found) {
            if (found && first.empty()) first = *found;
        };
        replay_.run(
            [&](std::uint32_t tick) {
                for (OutputComparison& output : outputs_) note(output.take(tick));
            },
            [](std::uint64_t) { return true; });
        for (const OutputComparison& output : outputs_) note(output.finish());
        return first;
    }

    void print() const {
        for (const OutputComparison& output : outputs_)
            std::printf("%s: %llu samples, hash %016" PRIx64 "\n", output.slot().c_str(), static_cast<unsigned long long>(output.samples()),
                        output.hash());
        std::printf("%zu turns\n", replay_.turns());
    }

private:
    LockstepReplay& replay_;
    std::deque<OutputComparison> outputs_;
};

void run(const Options& options, Session& session) {
    CheckedSet checked = sound_lockstep_set(check_file(options.request(session), NodeCatalog::own_folder()));
    LockstepReplay replay{options.recording, std::move(checked), session.place.resolved(), options.nodes};
    replay.start();
    ReplayCheck check{replay};
    const std::string difference = check.run();
    check.print();
    if (difference.empty()) {
        std::printf("every sample is as it was recorded\n");
        return;
    }
    std::printf("first difference: %s\n", difference.c_str());
    session.exit = ExitCode::kFailed;
}

}  // namespace

void add_replay_check(Command replay, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command =
        replay.add("check", "Run nodes of today on the inputs of a recording made in lock-step; compare every sample they write");
    command.option("recording", options->recording, "The recording, from its run's beginning").required();
    options->add_to(command);
    command.option("--node", options->nodes, "A node to run; given more than once, several run together").required();
    command.footer(
        "The other nodes' slots are played as they were recorded, tick by tick; nothing else of the set is started.\n"
        "Exit status 1: a sample differs; the first one is named, with tick, slot and field. 66: the recording has no such node.\n"
        "Examples:\n  seqboard replay check robot_0000.mcap config/robot_sim.yaml --node planner --node follower");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
