// seqboard replay control: tells a replay that runs elsewhere to pause, step, go there, be faster.
#include "core/cli/replay_control.hpp"

#include <cstdio>
#include <map>

#include "core/cli/hand_writer.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/player_screen.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/segment/newest_sample.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kPatience = std::chrono::seconds{1};
constexpr Duration kLook = std::chrono::milliseconds{2};

struct Options {
    std::string verb;
    std::optional<Duration> to;
    double rate = 0;
    unsigned count = 1;
};

const std::map<std::string, PlayerVerb>& verbs() {
    static const std::map<std::string, PlayerVerb> kVerbs = {
        {"play", PlayerVerb::kPlay}, {"pause", PlayerVerb::kPause}, {"step", PlayerVerb::kStep}, {"step-back", PlayerVerb::kStepBack},
        {"seek", PlayerVerb::kSeek}, {"rate", PlayerVerb::kRate},   {"end", PlayerVerb::kEnd}};
    return kVerbs;
}

std::vector<std::string> verb_names() {
    std::vector<std::string> names;
    for (const auto& [name, verb] : verbs()) names.push_back(name);
    return names;
}

PlayerRequest request_of(const Options& options) {
    PlayerRequest request{.count = options.count, .verb = verbs().at(options.verb)};
    if (request.verb == PlayerVerb::kSeek && !options.to) throw StartError{ExitCode::kUsage, "replay control seek: whither? --to 12.5s"};
    if (request.verb == PlayerVerb::kRate && options.rate == 0)
        throw StartError{ExitCode::kUsage, "replay control rate: which? --rate 0.5"};
    if (options.to) request.position_s = seconds_of(*options.to);
    request.rate_ratio = static_cast<float>(options.rate);
    return request;
}

std::optional<PlayerState> player_on(Blackboard& board) {
    const auto segment = board.backend().owner(kPlayerNode) ? board.attach_trusted(kPlayerNode) : nullptr;
    const auto state = segment ? newest<PlayerState>(*segment, kPlayerSlot) : std::nullopt;
    return state ? std::optional{state->value} : std::nullopt;
}

void run(const Options& options, Session& session) {
    const PlayerRequest request = request_of(options);
    const auto board = open_board(session.place);
    const auto before = player_on(*board);
    if (!before)
        throw StartError{ExitCode::kNoInput, "nobody replays on board '" + board->name() + "'; start with seqboard replay -f FILE"};
    const auto bytes = std::as_bytes(std::span{&request, 1});
    HandWriter{board, std::string{kPlayerControlSlot}}.write({bytes.begin(), bytes.end()});
    const StopSignal stop;
    const Time limit = monotonic_now() + kPatience;
    for (auto now = before; !stop.requested(); now = player_on(*board)) {
        if (now && now->requests == before->requests && monotonic_now() < limit) {
            stop.sleep(kLook);
            continue;
        }
        if (now && now->requests == before->requests) throw StartError{ExitCode::kFailed, "the replay does not answer"};
        std::printf("%s\n", now ? text_of(*now).c_str() : "ended");
        return;
    }
}

}  // namespace

void add_replay_control(Command replay, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = replay.add("control", "Tell a replay that runs elsewhere to pause, step, go there, be faster");
    command.option("verb", options->verb, "play, pause, step, step-back, seek, rate or end").required().one_of(verb_names());
    command.option("--to", options->to, "With seek: so long after the recording's beginning");
    command.option("--rate", options->rate, "With rate: seconds of the recording in one of now").within(0.01, 1000.0);
    command.option("--count", options->count, "With step: so many (default 1)").within(1, 1000000);
    command.footer(
        "Programs write the slot player_control (PlayerRequest) themselves, and read where it is in the slot player.\n"
        "Exit status 66: nobody replays on this board; 75: somebody else is controlling it; 1: no answer.\n"
        "Examples:\n  seqboard replay control pause\n  seqboard replay control seek --to 12.5s\n"
        "  seqboard write player_control verb=STEP count=10");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
