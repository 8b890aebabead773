#include "tests/supervision/watched_robot.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "core/cli/process_usage.hpp"
#include "core/launch/exec.hpp"
#include "core/messages/clock_state.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/places.hpp"

namespace seqboard::testing {

namespace {

constexpr char kBoard[] = "kills";

pid_t start(const std::string& root, const std::vector<std::string>& words) {
    std::vector<std::string> line = {built("seqboard"), "--root", root, "--board", kBoard};
    line.insert(line.end(), words.begin(), words.end());
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    const int log = ::open((root + "/up.log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    exec_or_exit(line);
}

std::vector<std::string> entries(const std::string& folder) {
    std::vector<std::string> names;
    DIR* const opened = ::opendir(folder.c_str());
    while (const dirent* const entry = opened != nullptr ? ::readdir(opened) : nullptr)
        if (entry->d_name[0] != '.') names.push_back(entry->d_name);
    if (opened != nullptr) ::closedir(opened);
    return names;
}

std::size_t private_kib(pid_t pid) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/smaps_rollup"};
    std::size_t kib = 0;  // Private_Clean is text and constants, which any other program of it shares
    for (std::string line; std::getline(file, line);)
        if (std::sscanf(line.c_str(), "Private_Dirty: %zu", &kib) == 1) break;
    return kib;
}

template <Message T>
std::optional<T> read(Blackboard& board, std::string_view node, std::string_view slot) {
    const auto segment = board.attach_trusted(node);
    const auto sample = segment ? newest<T>(*segment, slot) : std::nullopt;
    return sample ? std::optional{sample->value} : std::nullopt;
}

}  // namespace

WatchedRobot::WatchedRobot(const std::string& root)
    : root_{root},
      board_{Blackboard::open({.root = root, .board = kBoard})},
      pid_{start(root, {"up", sources("tests/supervision/kills.yaml"), "--set", "programs=" + built("")})} {}

WatchedRobot::~WatchedRobot() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
}

bool WatchedRobot::bring_down() {
    int status = 0;
    const pid_t down = start(root_, {"down"});
    ::waitpid(down, &status, 0);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
    bool clean = exit_code_of(status) == 0;
    for (const std::string& name : entries(root_ + "/" + kBoard)) clean = clean && name == "log";
    return clean;
}

void WatchedRobot::look() {
    if (!sim_ || sim_->retired()) sim_ = board_->attach_trusted("sim");
    const SlotPlace* const place = sim_ ? sim_->find("motor_truth") : nullptr;
    if (place == nullptr) return;
    SampleHeader header;
    MotorDrive drive;
    while (cursor_.take(sim_->reader(*place), header, &drive, sizeof drive) == Copied::kWhole) {
        moving_ = drive.enable != 0 && (drive.left_duty_ratio != 0 || drive.right_duty_ratio != 0);
        moments_.push_back({time_from_ns(header.stamp_ns), drive.enable != 0, moving_});
    }
    constexpr std::size_t kKept = 4000;
    if (moments_.size() > 2 * kKept) moments_.erase(moments_.begin(), moments_.end() - kKept);
}

Time WatchedRobot::now() {
    const auto clock = read<ClockState>(*board_, "sim", "clock");
    return clock ? time_from_ns(clock->now_ns) : Time{};
}

std::optional<SupervisorStatus> WatchedRobot::supervisor() {
    return read<SupervisorStatus>(*board_, kSupervisorNode, kSupervisorStatusSlot);
}

std::optional<NodeSupervision> WatchedRobot::node(const std::string& name) {
    return read<NodeSupervision>(*board_, kSupervisorNode, "supervisor." + name);
}

std::optional<PatternTally> WatchedRobot::tally() { return read<PatternTally>(*board_, "pattern_check", "pattern_tally"); }

bool WatchedRobot::all_ready() {
    const auto status = supervisor();
    return status && status->mode == SystemMode::kNormal;
}

std::optional<Time> WatchedRobot::disabled_since(Time time) const {
    const auto found = std::find_if(moments_.begin(), moments_.end(), [&](const Moment& m) { return m.at >= time && !m.enabled; });
    return found == moments_.end() ? std::nullopt : std::optional{found->at};
}

std::optional<Time> WatchedRobot::still_since(Time time) const {
    const auto found = std::find_if(moments_.begin(), moments_.end(), [&](const Moment& m) { return m.at >= time && !m.driven; });
    return found == moments_.end() ? std::nullopt : std::optional{found->at};
}

WatchedRobot::Footprint WatchedRobot::footprint() {
    const std::string proc = "/proc/" + std::to_string(pid_);
    Footprint footprint;
    footprint.private_kib = private_kib(pid_);
    footprint.descriptors = entries(proc + "/fd").size();
    std::ifstream children{proc + "/task/" + std::to_string(pid_) + "/children"};
    for (std::string child; children >> child;) ++footprint.children;
    footprint.segments = board_->nodes().size();
    if (const auto usage = cli::process_usage(static_cast<std::uint32_t>(pid_))) footprint.cpu = usage->cpu;
    return footprint;
}

}  // namespace seqboard::testing
