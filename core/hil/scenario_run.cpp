#include "core/hil/scenario_run.hpp"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/file_descriptor.hpp"
#include "core/hil/board_session.hpp"
#include "core/hil/leftovers.hpp"
#include "core/hil/linked_sets.hpp"
#include "core/hil/scenario_check.hpp"
#include "core/hil/set_overlay.hpp"
#include "core/launch/child_process.hpp"
#include "core/launch/emulator.hpp"
#include "core/launch/yaml/yaml_include.hpp"
#include "core/schema/schema_text.hpp"

namespace seqboard::hil {

namespace {

namespace fs = std::filesystem;
constexpr const char* kSetFile = "node_set.yaml";
constexpr const char* kBoardSetFile = "board_set.yaml";
constexpr const char* kLogFile = "up.log";
constexpr const char* kBoardLogFile = "board.log";
constexpr Duration kPause = std::chrono::milliseconds{5};
constexpr Duration kStopLimit = std::chrono::seconds{10};

void write_file(const std::string& path, const std::string& text) {
    std::ofstream file{path};
    file << text;
    file.close();
    if (!file) throw StartError{ExitCode::kNoSpace, "'" + path + "' cannot be written: " + std::strerror(errno)};
}

std::string last_line_of(const std::string& path) {
    std::ifstream file{path};
    std::string last;
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) last = line;
    return last;
}

/// Which variables the launch file has: `seed` is one of them where noise is drawn.
bool has_variable(const std::string& launch, const std::string& name) {
    Findings ignored;
    std::vector<std::string> files;
    const YamlValue root = read_with_includes(launch, ignored, files);
    const YamlMember* const vars = root.find("vars");
    return vars != nullptr && vars->value.find(name) != nullptr;
}

std::string layout_hash(const CheckedSet& checked) {
    std::string fingerprints;
    for (const BoardSlot& slot : slots_of(checked)) fingerprints += slot.spec.name + slot.spec.schema;
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(fnv1a(fingerprints)));
    return text;
}

class Run {
public:
    Run(const Scenario& scenario, const RunRequest& request) : scenario_{scenario}, request_{request}, sets_{scenario.sets} {
        sets_.insert(sets_.end(), request.sets.begin(), request.sets.end());
        if (has_variable(scenario.launch, "seed")) sets_.push_back("seed=" + std::to_string(request.seed));
        static unsigned count = 0;
        root_ = "/dev/shm/seqboard-hil-" + std::to_string(::getpid()) + "-" + std::to_string(count++);
    }

    RunResult prepare() {
        fs::remove_all(request_.folder);
        fs::create_directories(request_.folder);
        write_request(request_);
        Findings findings;
        const NodeSet base = read_node_set(set_request(scenario_.launch), findings);
        findings.throw_errors();
        OverlayOptions options{.run_folder = request_.folder, .seed = request_.seed, .idle = request_.idle};
        options.in_real_time = request_.where.mode == RunMode::kDev;
        CheckedSet checked = check(base, options);
        if (request_.where.mode == RunMode::kHil) checked = link(base, options, checked);
        return {.verdict = {},
                .folder = request_.folder,
                .mode = std::string{name_of(request_.where.mode)} + (checked.set.clock.lockstep ? ", lock-step" : ", real time"),
                .layout_hash = layout_hash(checked)};
    }

    Verdict go(const std::function<bool()>& stopped) {
        if (board_) try {
                board_->up(request_.folder + "/" + kBoardSetFile);
            } catch (const StartError& error) {
                Verdict verdict;  // INVALID: the board's fault, not the scenario's
                verdict.reason = error.what();
                return verdict;
            }
        const FileDescriptor log{::open((request_.folder + "/" + kLogFile).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
        if (!log) throw StartError{ExitCode::kNoSpace, "'" + request_.folder + "' cannot be written: " + std::strerror(errno)};
        const pid_t pid = start_child(command_line(), log.get(), SIGTERM);
        if (pid < 0) throw StartError{ExitCode::kSystem, std::string{"seqboard up cannot be started: "} + std::strerror(errno)};
        const Time began = monotonic_now();
        std::string why;
        std::optional<int> code = await(pid, [&] {
            if (stopped()) why = "stopped by hand";
            else if (monotonic_now() - began > scenario_.wall_limit)
                why = "not over within " + text_of(scenario_.wall_limit) + " of real time";
            return !why.empty();
        });
        if (!code) end(pid);
        Verdict verdict = read_verdict(request_.folder).value_or(Verdict{});
        if (!why.empty() || verdict.hash.empty()) {
            verdict.outcome = Outcome::kInvalid;
            verdict.reason = why.empty() ? "no verdict: " + last_line_of(request_.folder + "/" + kLogFile) : why;
        }
        keep_logs();
        const auto invalid = [&](const std::string& reason) {
            verdict.outcome = Outcome::kInvalid;
            verdict.reason = reason;
        };
        if (const std::string fault = board_ ? board_->down(request_.folder + "/" + kBoardLogFile) : ""; !fault.empty()) invalid(fault);
        if (const std::string left = clear_leftovers(root_); !left.empty()) invalid("left behind: " + left);
        return verdict;
    }

private:
    std::string set_file() const { return request_.folder + "/" + kSetFile; }

    NodeSetRequest set_request(const std::string& file) const {
        return {.file = file,
                .profiles = scenario_.profiles,
                .sets = sets_,
                .place = {.root = root_, .board = "hil"},
                .backend_given = false,
                .board_programs = request_.where.board_programs};
    }

    CheckedSet check(const NodeSet& base, const OverlayOptions& options) const {
        write_file(set_file(), overlay_text(scenario_, base, options));
        CheckedSet checked = check_file(set_request(set_file()), request_.programs);
        check_scenario(scenario_, checked, checked.findings);
        checked.findings.throw_errors();
        return checked;
    }

    /// The set in two: one file for here, one for the board.
    CheckedSet link(const NodeSet& base, OverlayOptions options, const CheckedSet& whole) {
        const std::string refusal = "mode hil: '" + scenario_.launch + "' ";
        if (!base.clock.lockstep) throw StartError{ExitCode::kConfig, refusal + "simulates no plant: it has no clock: {mode: lockstep}"};
        if (base.find(kLinkNode) != nullptr) throw StartError{ExitCode::kConfig, refusal + "has a node '" + kLinkNode + "' already"};
        Findings findings;
        const SetCut cut = cut_set(whole, scenario_, findings);
        findings.throw_errors();
        if (cut.board_nodes.empty())
            throw StartError{ExitCode::kConfig, refusal + "has no node for a board: all come after '" + base.clock.driver.value + "'"};
        board_.emplace(request_.where.on, "hil-" + std::to_string(::getpid()));
        const std::string board_file = request_.folder + "/" + kBoardSetFile;
        write_file(board_file, board_set_text(scenario_, base, cut, board_->board(), request_.where.board_line));
        check_file({.file = board_file, .place = {.root = root_, .board = {}}}, request_.programs).findings.throw_errors();
        write_file(request_.folder + "/" + kLinkFile, plant_link_text(cut, request_.where.line));
        options.cut = &cut;
        return check(base, options);
    }

    std::vector<std::string> command_line() const {
        std::vector<std::string> line = {request_.programs + "/seqboard", "--root", root_, "--board", "hil", "up", set_file()};
        for (const std::string& profile : scenario_.profiles) line.insert(line.end(), {"--profile", profile});
        for (const std::string& set : sets_) line.insert(line.end(), {"--set", set});
        if (!request_.where.board_programs.empty()) line.insert(line.end(), {"--board-programs", request_.where.board_programs});
        return line;
    }

    static std::optional<int> await(pid_t pid, const std::function<bool()>& enough) {
        const timespec pause{0, kPause.count()};
        while (true) {
            if (const auto code = reap_child(pid)) return code;
            if (enough()) return std::nullopt;
            ::nanosleep(&pause, nullptr);
        }
    }

    /// Asks it to stop, and after a while does not ask.
    static void end(pid_t pid) {
        ::kill(pid, SIGTERM);
        const Time limit = monotonic_now() + kStopLimit;
        if (await(pid, [&] { return monotonic_now() > limit; })) return;
        signal_group(pid, SIGKILL);
        await(pid, [] { return false; });
    }

    void keep_logs() const {
        std::error_code ignored;
        fs::copy(root_ + "/hil/log", request_.folder + "/log", fs::copy_options::recursive, ignored);
    }

    const Scenario& scenario_;
    const RunRequest& request_;
    std::vector<std::string> sets_;
    std::string root_;
    std::optional<BoardSession> board_;  ///< mode hil
};

}  // namespace

RunResult run_scenario(const Scenario& scenario, const RunRequest& request, const std::function<bool()>& stopped) {
    if (!request.where.board_programs.empty()) set_default_emulator();
    Run run{scenario, request};
    RunResult result = run.prepare();
    result.verdict = run.go(stopped);
    return result;
}

}  // namespace seqboard::hil
