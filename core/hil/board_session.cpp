#include "core/hil/board_session.hpp"

#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "core/exit_code.hpp"
#include "core/launch/describe_runner.hpp"

namespace seqboard::hil {

namespace {

constexpr Duration kLimit = std::chrono::seconds{120};  // a board asks every node's program before it starts one
/// Where a deployed release and the virtual board have the program, should a login not know.
constexpr const char* kPath = "PATH=\"$PATH:/opt/seqboard/current/bin:/opt/seqboard/bin\"; ";

/// Runs a line of shell on the board; its standard input is the file.
ProgramOutput run_there(const std::string& on, const std::string& line, const std::string& input) {
    std::vector<std::string> words = {"/bin/sh", "-c", "exec \"$@\" <\"$0\"", input};
    std::istringstream parts{on};
    for (std::string word; parts >> word;) words.push_back(word);
    words.push_back(kPath + line);
    return run_programs({words}, kLimit).front();
}

std::string last_words(const ProgramOutput& output) {
    const std::string text = output.err.empty() ? output.out : output.err;
    const std::size_t end = text.find_last_not_of('\n');
    if (end == std::string::npos) return "it said nothing, exit status " + std::to_string(output.exit_code);
    const std::size_t begin = text.find_last_of('\n', end);
    return text.substr(begin + 1, end - begin);
}

}  // namespace

void BoardSession::up(const std::string& set_file) {
    is_up_ = true;  // also when it fails half-way
    const ProgramOutput output =
        run_there(on_, "f=/tmp/" + board_ + ".yaml; cat >\"$f\" && seqboard up \"$f\" --detach; s=$?; rm -f \"$f\"; exit $s", set_file);
    if (output.exit_code == 0) return;
    throw StartError{ExitCode::kUnavailable, "the board's nodes could not be started by '" + on_ +
                                                 "': " + (output.timed_out ? "no end within " + text_of(kLimit) : last_words(output))};
}

std::string BoardSession::down(const std::string& log_file) {
    if (!std::exchange(is_up_, false)) return "";
    const ProgramOutput output = run_there(
        on_,
        "seqboard --board " + board_ + " down >/dev/null; s=$?; cd \"${SEQBOARD_ROOT:-/dev/shm/seqboard}/" + board_ +
            "/log\" && for log in *; do echo \"== $log\"; cat \"$log\"; done; cd / && rm -rf \"${SEQBOARD_ROOT:-/dev/shm/seqboard}/" +
            board_ + "\"; exit $s",
        "/dev/null");
    if (!log_file.empty()) std::ofstream{log_file} << output.out;
    return output.exit_code == 0 ? "" : "the board's nodes could not be stopped: " + last_words(output);
}

}  // namespace seqboard::hil
