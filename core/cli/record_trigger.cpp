// seqboard record trigger: the last seconds of a board, as its flight recorder has them, into a file.
#include "core/cli/record_trigger.hpp"

#include <cstdio>

#include "core/cli/open_board.hpp"
#include "core/cli/operator_desk.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/messages/recording.hpp"
#include "core/segment/newest_sample.hpp"

namespace seqboard::cli {

namespace {

struct Options {
    std::string why = "by hand";
    bool wait = false;
};

constexpr Duration kPatience = std::chrono::seconds{3};  ///< it looks for who asks twice a second
constexpr Duration kLook = std::chrono::milliseconds{20};

/// Of the board's flight recorder; nothing if it has none that lives.
std::optional<FlightState> flight_state(Blackboard& board) {
    for (const std::string& node : board.nodes()) {
        if (!board.backend().owner(node)) continue;
        const auto segment = board.attach_trusted(node);
        if (segment == nullptr) continue;
        for (const SlotPlace& place : segment->description().slots)
            if (const auto state = newest<FlightState>(*segment, place.name)) return state->value;
    }
    return std::nullopt;
}

[[noreturn]] void refuse(const Blackboard& board) {
    throw StartError{
        ExitCode::kNoInput,
        "board '" + board.name() + "' has no flight recorder; start its node set with --profile flight, or give it a flight_recorder_node"};
}

/// Until as many files are complete or lost as were begun.
std::optional<FlightState> await_file(Blackboard& board) {
    const StopSignal stop;
    for (;;) {
        const auto state = flight_state(board);
        if (!state) refuse(board);
        if (state->phase == FlightPhase::kArmed && state->files + state->lost == state->events) return state;
        if (!stop.sleep(kLook)) return std::nullopt;
    }
}

void run(const Options& options, Session& session) {
    const auto board = open_board(session.place);
    const auto before = flight_state(*board);
    if (!before) refuse(*board);
    RecordRequest request;
    put_text(request.why, options.why);
    const bool taken = OperatorDesk{board}.ask(request, kPatience, [&](std::uint32_t id) {
        const auto state = flight_state(*board);
        return state && state->request_done == id;
    });
    if (!taken) throw StartError{ExitCode::kFailed, "the flight recorder of board '" + board->name() + "' does not answer; see its log"};
    if (!options.wait) {
        std::printf("board '%s': triggered; the file is complete some seconds from now\n", board->name().c_str());
        return;
    }
    const auto after = await_file(*board);
    if (!after) return;
    if (after->files == before->files)
        throw StartError{ExitCode::kNoSpace, "the file could not be written; the flight recorder's log says why"};
    std::printf("%s\n", std::string{text_in(after->file)}.c_str());
}

}  // namespace

void add_record_trigger(Command record, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = record.add("trigger", "Have the flight recorder write the last seconds, and those that follow, into a file");
    command.option("--why", options->why, "Stands in the file (default: by hand)");
    command.flag("--wait", options->wait, "Until the file is complete; prints its path");
    command.footer(
        "The node set needs a flight_recorder_node (docs/recording.md).\n"
        "Exit status 66: there is none; 1: it does not answer; 73: the file could not be written (with --wait).\n"
        "Examples:\n  seqboard record trigger --why \"a strange noise\" --wait");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
