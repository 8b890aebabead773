// seqboard replay: says again what was recorded, for nodes that run now; or checks that nodes of today say what they said then.
#include <algorithm>
#include <cstdio>

#include "core/cli/player_screen.hpp"
#include "core/cli/player_slots.hpp"
#include "core/cli/recordings.hpp"
#include "core/cli/replay_check.hpp"
#include "core/cli/replay_control.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/record/slot_patterns.hpp"
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
    bool start_paused = false;
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

constexpr Duration kTell = std::chrono::milliseconds{100};  // between two samples of the player's own state
constexpr Duration kLook = std::chrono::milliseconds{20};   // at what people and programs want

/// Until it has ended, or somebody has had enough.
void play(record::Player& player, PlayerSlots& slots) {
    PlayerScreen screen;
    const StopSignal stop;
    std::uint32_t requests = 0;
    Time told{};
    bool news = true;
    const auto tell = [&](Time now) {
        PlayerState state = player.state(now);
        state.requests = requests;
        slots.write(state);
        screen.show(state);
        told = now;
    };
    while (player.phase() != PlayerPhase::kEnded && !stop.requested()) {
        for (const PlayerRequest& request : slots.take()) {
            player.carry_out(request, monotonic_now());
            ++requests;
            news = true;
        }
        const Time now = monotonic_now();
        const Time next = player.advance(now);
        if (news || now - told >= kTell) tell(now);
        news = screen.obey(player, std::min(next - now, kLook));
    }
    player.end(monotonic_now());
    tell(monotonic_now());
}

void run(const Options& options, Session& session) {
    const record::RecordedRun recorded = read_recordings(options.files);
    const auto board = Blackboard::open(session.place.resolved());
    record::SlotPlayer slots{*board, recorded, played_slots(recorded, options)};
    PlayerSlots own{board};
    const record::PlayOptions how{.rate_ratio = options.rate,
                                  .from = options.from.value_or(Duration::zero()),
                                  .to = options.to,
                                  .loop = options.loop,
                                  .paused = options.start_paused};
    record::Player player{recorded, slots, how, monotonic_now()};
    play(player, own);
    std::printf("%lu samples\n", static_cast<unsigned long>(player.state(monotonic_now()).samples));
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
    command.flag("--start-paused", options->start_paused, "Wait for a key, or for seqboard replay control");
    command.footer(
        "In a terminal: space pauses, . and , step, left and right go a second, up and down ten, Home goes to the beginning, + and - "
        "double\n"
        "and halve the rate, q ends. Elsewhere seqboard replay control does that; the slot player says where it is.\n"
        "Wherever it begins or goes, every slot says what it had said last by then.\n"
        "A node that lives on the board keeps its slots: replay is refused where it would play them as well.\n"
        "Stamps are moved to now, so that ages are as they were.\n"
        "Examples:\n  seqboard replay -f robot_0000.mcap\n  seqboard replay -f robot_0000.mcap --except \"plan drive_command\" --rate 0.5 "
        "--loop\n"
        "  seqboard replay check robot_0000.mcap config/robot_sim.yaml --node planner");
    add_replay_check(command, session);
    add_replay_control(command, session);
    command.on_run([options, &session] {
        if (options->files.empty()) throw StartError{ExitCode::kUsage, "replay: which recording? seqboard replay -f FILE"};
        run(*options, session);
    });
}

}  // namespace seqboard::cli
