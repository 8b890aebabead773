// seqboard logs: what a node has printed.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "core/segment/safe_file.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kLookInterval = std::chrono::milliseconds{100};

struct Options {
    std::string node;
    unsigned lines = 50;
    bool follow = false;
    bool dead = false;
};

/// Throws StartError{kNoInput} naming the nearest log there is.
FileDescriptor open_log(const std::string& folder, const Options& options) {
    const std::string ending = options.dead ? ".dead" : ".log";
    FileDescriptor file = open_safe_file(folder + "/" + options.node + ending, O_RDONLY);
    if (file) return file;
    std::vector<std::string> known;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder, error}; !error && entry != std::filesystem::directory_iterator{};
         entry.increment(error))
        if (entry->path().extension() == ending) known.push_back(entry->path().stem());
    std::sort(known.begin(), known.end());
    throw StartError{ExitCode::kNoInput, "no '" + options.node + ending + "' in " + folder + suggestion(options.node, known)};
}

/// Where the last lines begin.
off_t begin_of_last(const FileDescriptor& file, unsigned lines) {
    off_t at = ::lseek(file.get(), 0, SEEK_END);
    char piece[4096];
    for (bool is_last_byte = true; at > 0;) {
        const auto size = static_cast<std::size_t>(std::min<off_t>(at, sizeof piece));
        if (::pread(file.get(), piece, size, at - static_cast<off_t>(size)) != static_cast<ssize_t>(size)) return 0;
        for (std::size_t i = size; i > 0; --i, is_last_byte = false)
            if (piece[i - 1] == '\n' && !is_last_byte && lines-- <= 1) return at - static_cast<off_t>(size - i);
        at -= static_cast<off_t>(size);
    }
    return 0;
}

/// Prints what is there from `at` on; returns where that ends.
off_t print_from(const FileDescriptor& file, off_t at) {
    char piece[4096];
    for (ssize_t got = 0; (got = ::pread(file.get(), piece, sizeof piece, at)) > 0; at += got)
        std::fwrite(piece, 1, static_cast<std::size_t>(got), stdout);
    std::fflush(stdout);
    return at;
}

void run(const Options& options, const Session& session) {
    const std::string folder = session.place.resolved().directory() + "/log";
    FileDescriptor file = open_log(folder, options);
    off_t at = print_from(file, begin_of_last(file, options.lines));
    const StopSignal stop;
    while (options.follow && stop.sleep(kLookInterval)) {
        if (::lseek(file.get(), 0, SEEK_END) < at) at = 0;  // it was full and begins anew
        at = print_from(file, at);
    }
}

}  // namespace

void add_logs(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("logs", "Print what a node has printed");
    command.option("node", options->node, "The node; of nodes that share a process, the process").required();
    command.option("-n,--lines", options->lines, "How many of the last lines").show_default();
    command.flag("-f,--follow", options->follow, "Go on with what comes, until Ctrl-C");
    command.flag("--dead", options->dead, "The last lines of its last process that failed instead");
    command.footer("Exit status 66: no such log.\nExamples:\n  seqboard logs heading\n  seqboard logs heading -f\n  seqboard logs heading --dead");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
