// seqboard record: what a board says, into files; and files that were cut off made whole.
#include <cstdio>

#include "core/cli/board_survey.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/record_trigger.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/record/file_bytes.hpp"
#include "core/record/repair.hpp"
#include "core/record/surroundings.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kPause = std::chrono::milliseconds{5};
constexpr Duration kLookForClock = std::chrono::milliseconds{500};

struct Options {
    std::string folder = "recordings";
    std::string name;
    std::string slots = "*";
    std::string except;
    std::optional<Duration> duration;
    std::string damaged;
    std::string repaired;
};

void print_result(const RecordingState& state) {
    std::printf("%llu samples of %u slots, %u missed, %u files, %llu KiB\n", static_cast<unsigned long long>(state.samples), state.slots,
                state.missed, state.files, static_cast<unsigned long long>(state.bytes >> 10));
}

void run(const Options& options, Session& session) {
    const BoardPlace place = session.place.resolved();
    const auto board = open_board(place);
    BoardSurvey survey{board};
    survey.look();
    record::RecordingOptions recording{.slots = record::SlotPatterns{options.slots, options.except},
                                       .simulated = survey.clock().has_value()};
    record::Recorder recorder{board, std::move(recording),
                              record::files_in(options.folder, options.name.empty() ? board->name() : options.name),
                              [&] { return record::surroundings_at_begin(*board); }, [&] { return record::surroundings_at_end(place); }};
    const StopSignal stop;
    const Time began = monotonic_now();
    Time looked = began;
    for (Time now = began; !stop.requested() && !(options.duration && now - began >= *options.duration); now = monotonic_now()) {
        if (now - looked >= kLookForClock) {
            survey.look();
            looked = now;
        }
        recorder.step(now, survey.clock() ? time_from_ns(survey.clock()->now_ns) : now);
        if (recorder.state().phase == RecordingPhase::kNoSpace) break;
        stop.sleep(kPause);
    }
    recorder.finish();
    print_result(recorder.state());
    if (recorder.state().phase == RecordingPhase::kNoSpace) session.exit = ExitCode::kNoSpace;
}

void repair(const Options& options, Session& session) {
    const record::FileBytes file{options.damaged};
    const record::McapReader damaged{options.damaged, file.bytes()};
    if (damaged.faults().empty()) {
        std::printf("%s is whole; nothing was written\n", options.damaged.c_str());
        return;
    }
    std::string to = options.repaired;
    if (to.empty()) {
        const std::size_t ending = options.damaged.ends_with(".mcap") ? options.damaged.size() - 5 : options.damaged.size();
        to = options.damaged.substr(0, ending) + ".repaired.mcap";
    }
    record::DiskFile mended{to};
    const record::Repaired repaired = record::repair(damaged, mended);
    std::printf("%s: %llu messages in %zu chunks\n", to.c_str(), static_cast<unsigned long long>(repaired.messages),
                damaged.chunks().size());
    for (const std::string& lost : repaired.lost) std::printf("lost: %s\n", lost.c_str());
    session.exit = ExitCode::kOk;
}

}  // namespace

void add_record(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("record", "Record every sample of a board's slots into MCAP files");
    command.option("-o,--output", options->folder, "Folder of the files (default recordings)");
    command.option("--name", options->name, "The files are NAME_0000.mcap and so on (default: the board's name)");
    command.option("--slots", options->slots, "Slots to record, as patterns: \"range pose wheels.*\" (default all)");
    command.option("--except", options->except, "Slots to leave out, as patterns");
    command.option("--duration", options->duration, "End after this time, such as 30s (default: at Ctrl-C)");
    command.footer(
        "Foxglove, Lichtblick and PlotJuggler open the files. A simulation that runs faster than this command can look loses samples, "
        "which\n"
        "are counted: let the node set have a recorder_node then (docs/recording.md).\n"
        "Exit status 73: the folder or the disk is full.\n"
        "Examples:\n  seqboard record\n  seqboard record -o /media/usb --slots \"pose range *.params\" --duration 1min\n"
        "  seqboard record repair recordings/robot_0003.mcap\n"
        "  seqboard record trigger --wait");
    const Command mend = command.add("repair", "Make a whole file of one that was cut off or damaged; say what was lost");
    mend.option("file", options->damaged, "The recording").required();
    mend.option("-o,--output", options->repaired, "The new file (default: FILE.repaired.mcap beside it)");
    mend.footer("The damaged file stays as it is. Exit status 65: it is no MCAP file; 73: the new file exists, or there is no room.");
    add_record_trigger(command, session);
    mend.on_run([options, &session] { repair(*options, session); });
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
