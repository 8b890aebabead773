// seqboard logs: what nodes have printed, one's or all of them in the order of time.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <list>

#include "core/cli/json_text.hpp"
#include "core/cli/log_lines.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"
#include "core/exit_code.hpp"
#include "core/log_record.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

namespace {

constexpr const char* kLevels[] = {"info", "warning", "error"};  ///< as in LogLevel
constexpr Duration kLookInterval = std::chrono::milliseconds{100};

struct Options {
    std::vector<std::string> nodes;
    unsigned lines = 50;
    std::string level = "info";
    std::string match;
    bool follow = false;
    bool dead = false;
    bool json = false;
};

std::vector<std::string> processes_with(const std::string& folder, const std::string& ending) {
    std::vector<std::string> known;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder, error}; !error && entry != std::filesystem::directory_iterator{};
         entry.increment(error))
        if (entry->path().extension() == ending) known.push_back(entry->path().stem());
    std::sort(known.begin(), known.end());
    return known;
}

LogLevel level_named(const std::string& name) {
    const auto known = std::find(std::begin(kLevels), std::end(kLevels), name);
    if (known == std::end(kLevels))
        throw StartError{ExitCode::kUsage, "--level '" + name + "' is unknown; expected info, warning or error" +
                                               suggestion(name, {std::begin(kLevels), std::end(kLevels)})};
    return static_cast<LogLevel>(known - std::begin(kLevels));
}

/// The logs that are shown. Where none is named, also those of processes that begin later.
class Logs {
public:
    /// Throws StartError{kNoInput} naming the nearest log there is.
    Logs(std::string folder, const Options& options)
        : folder_{std::move(folder)}, options_{options}, ending_{options.dead ? ".dead" : ".log"}, level_{level_named(options.level)} {
        const std::vector<std::string> known = processes_with(folder_, ending_);
        for (const std::string& node : options_.nodes) {
            if (std::find(known.begin(), known.end(), node) == known.end())
                throw StartError{ExitCode::kNoInput, "no '" + node + ending_ + "' in " + folder_ + suggestion(node, known)};
            add(node, options_.lines);
        }
        if (options_.nodes.empty() && known.empty())
            throw StartError{ExitCode::kNoInput, "no log in " + folder_ + "; is the board another one (--board), or was nothing launched?"};
        names_ = options_.nodes.size() != 1;
        if (options_.nodes.empty())
            for (const std::string& process : known) add(process, options_.lines);
    }

    /// What is new, in the order of time. `all`: also what has no line's end yet.
    void print(bool all) {
        std::vector<std::pair<LogLine, const std::string*>> lines;
        for (LogLines& log : logs_)
            for (LogLine& line : log.take(all)) lines.emplace_back(std::move(line), &log.process());
        std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first.time < b.first.time; });
        for (const auto& [line, process] : lines) {
            if (line.level < level_ || line.text.find(options_.match) == std::string::npos) continue;
            if (options_.json) print_json(line, *process);
            else print_text(line, *process);
        }
        std::fflush(stdout);
    }

    void look_for_more() {
        constexpr unsigned kAllOfIt = ~0u;
        if (!options_.nodes.empty()) return;
        for (const std::string& process : processes_with(folder_, ending_))
            if (std::none_of(logs_.begin(), logs_.end(), [&](const LogLines& log) { return log.process() == process; }))
                add(process, kAllOfIt);
    }

private:
    void print_text(const LogLine& line, const std::string& process) const {
        const Colour colour = line.level == LogLevel::kError     ? Colour::kRed
                              : line.level == LogLevel::kWarning ? Colour::kYellow
                                                                 : Colour::kNone;
        const std::string text = (names_ && !line.is_ours ? process + ": " : "") + line.text;
        std::printf("%s\n", coloured(text, colour, screen_).c_str());
    }

    static void print_json(const LogLine& line, const std::string& process) {
        const LogRecord record = parse_log_record(line.text);
        const JsonText json = {{"process", process},
                               {"node", record.time ? JsonText(std::string{record.name}) : JsonText()},
                               {"time_s", record.time ? JsonText(record.time->time_since_epoch()) : JsonText()},
                               {"level", kLevels[static_cast<std::size_t>(record.level)]},
                               {"text", std::string{record.said}}};
        std::printf("%s\n", json.on_one_line().c_str());
    }

    void add(const std::string& process, unsigned lines) { logs_.emplace_back(process, folder_ + "/" + process + ending_, lines); }

    std::string folder_;
    const Options& options_;
    std::string ending_;
    LogLevel level_;
    Screen screen_ = Screen::of(STDOUT_FILENO);
    bool names_ = false;  ///< of the processes, in front of lines that do not say whose they are
    std::list<LogLines> logs_;
};

void run(const Options& options, const Session& session) {
    Logs logs{session.place.resolved().directory() + "/log", options};
    logs.print(!options.follow);
    const StopSignal stop;
    while (options.follow && stop.sleep(kLookInterval)) {
        logs.look_for_more();
        logs.print(false);
    }
}

}  // namespace

void add_logs(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("logs", "Print what nodes have printed");
    command.option("nodes", options->nodes, "Which; of nodes that share a process, the process; none: all, in the order of time");
    command.option("-n,--lines", options->lines, "How many of the last lines of each").show_default();
    command.option("-l,--level", options->level, "The least that is shown: info, warning or error").show_default();
    command.option("-m,--match", options->match, "Only lines with this text in them");
    command.flag("-f,--follow", options->follow, "Go on with what comes, until Ctrl-C");
    command.flag("--dead", options->dead, "The last lines of the last process that failed instead");
    command.flag("--json", options->json, "Print JSON, one line per line: process, node, time, level, text");
    command.footer(
        "Warnings and errors are coloured on a terminal.\n"
        "Exit status 66: no such log.\nExamples:\n  seqboard logs heading\n  seqboard logs -f --level warning\n  seqboard logs heading "
        "--dead");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
