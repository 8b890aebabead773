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
#include "core/hil/leftovers.hpp"
#include "core/hil/scenario_check.hpp"
#include "core/hil/set_overlay.hpp"
#include "core/launch/child_process.hpp"
#include "core/launch/yaml/yaml_include.hpp"
#include "core/schema/schema_text.hpp"

namespace seqboard::hil {

namespace {

namespace fs = std::filesystem;
constexpr const char* kRunFile = "run.txt";
constexpr const char* kSetFile = "node_set.yaml";
constexpr const char* kLogFile = "up.log";
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
        Findings findings;
        const NodeSet base = read_node_set(set_request(scenario_.launch), findings);
        findings.throw_errors();
        write_file(set_file(), overlay_text(scenario_, base, {request_.folder, request_.seed, request_.idle}));
        write_file(request_.folder + "/" + kRunFile, "scenario\t" + scenario_.file + "\nseed\t" + std::to_string(request_.seed) + "\n");
        CheckedSet checked = check_file(set_request(set_file()), request_.programs);
        check_scenario(scenario_, checked, checked.findings);
        checked.findings.throw_errors();
        return {.verdict = {},
                .folder = request_.folder,
                .mode = checked.set.clock.lockstep ? "sim, lock-step" : "sim, real time",
                .layout_hash = layout_hash(checked)};
    }

    Verdict go(const std::function<bool()>& stopped) {
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
        if (const std::string left = clear_leftovers(root_); !left.empty()) {
            verdict.outcome = Outcome::kInvalid;
            verdict.reason = "left behind: " + left;
        }
        return verdict;
    }

private:
    std::string set_file() const { return request_.folder + "/" + kSetFile; }

    NodeSetRequest set_request(const std::string& file) const {
        return {
            .file = file, .profiles = scenario_.profiles, .sets = sets_, .place = {.root = root_, .board = "hil"}, .backend_given = false};
    }

    std::vector<std::string> command_line() const {
        std::vector<std::string> line = {request_.programs + "/seqboard", "--root", root_, "--board", "hil", "up", set_file()};
        for (const std::string& profile : scenario_.profiles) line.insert(line.end(), {"--profile", profile});
        for (const std::string& set : sets_) line.insert(line.end(), {"--set", set});
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
};

}  // namespace

RunResult run_scenario(const Scenario& scenario, const RunRequest& request, const std::function<bool()>& stopped) {
    Run run{scenario, request};
    RunResult result = run.prepare();
    result.verdict = run.go(stopped);
    return result;
}

RunRequest request_of(const std::string& run_folder) {
    const std::string path = run_folder + "/" + kRunFile;
    std::ifstream file{path};
    if (!file) throw StartError{ExitCode::kNoInput, "'" + path + "' cannot be read; expected the folder of a run of seqboard hil run"};
    RunRequest request;
    for (std::string line; std::getline(file, line);) {
        const std::string value = line.substr(std::min(line.size(), line.find('\t') + 1));
        if (line.starts_with("scenario\t")) request.scenario = value;
        if (line.starts_with("seed\t")) request.seed = std::atoi(value.c_str());
    }
    return request;
}

}  // namespace seqboard::hil
