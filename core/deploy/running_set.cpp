#include "core/deploy/running_set.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/deploy/durable.hpp"
#include "core/deploy/folder.hpp"
#include "core/launch/child_process.hpp"
#include "core/launch/exec.hpp"
#include "core/launch/node_log.hpp"
#include "core/segment/newest_sample.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

namespace {

constexpr Duration kLook = std::chrono::milliseconds{10};
constexpr Duration kKillLimit = std::chrono::seconds{2};
constexpr Duration kSilenceLimit = std::chrono::seconds{5};  // a supervisor publishes ten times a second
constexpr int kStartTries = 3;
constexpr std::size_t kTailBytes = 400;

template <class Condition>
bool eventually(Duration limit, const Condition& condition) {
    for (const Time end = monotonic_now() + limit; !condition();) {
        if (monotonic_now() > end) return false;
        const timespec pause{0, static_cast<long>(kLook.count())};
        ::nanosleep(&pause, nullptr);
    }
    return true;
}

/// The processes that own a name on the board; the supervisor first.
std::vector<pid_t> processes(Blackboard& board) {
    std::vector<pid_t> found;
    const auto add = [&](std::string_view node) {
        if (const auto owner = board.backend().owner(node); owner && owner->pid > 0) found.push_back(owner->pid);
    };
    add(kSupervisorNode);
    for (const std::string& node : board.nodes())
        if (node != kSupervisorNode) add(node);
    return found;
}

/// A look makes no directory.
bool has_board(const BoardPlace& place) { return place.kind == BackendKind::kSysv || deploy::exists(place.directory()); }

std::string trouble_of(const AttachedSegment& segment) {
    std::string text;
    for (const SlotPlace& slot : segment.description().slots) {
        const auto node = newest<NodeSupervision>(segment, slot.name);
        if (!node || node->value.state == Supervised::kReady || node->value.state == Supervised::kDone) continue;
        text += "; " + slot.name.substr(kSupervisorNode.size() + 1) +
                (node->value.failures == 0
                     ? " is not ready"
                     : " failed " + std::to_string(node->value.failures) + " times, exit code " + std::to_string(node->value.exit_code));
    }
    return text;
}

}  // namespace

const Manifest& RunningSet::manifest(const std::string& release) const {
    const auto known = manifests_.find(release);
    return known != manifests_.end() ? known->second : manifests_.emplace(release, tree_.manifest(release)).first->second;
}

std::shared_ptr<Blackboard> RunningSet::open(const BoardPlace& place) const { return board_ = Blackboard::open(place); }

BoardPlace RunningSet::place(const Manifest& manifest) const {
    BoardPlace place{.root = boards_root_, .board = manifest.board};
    parse_backend(manifest.backend, place);
    return place.resolved();
}

std::optional<SupervisorStatus> RunningSet::supervisor(Blackboard& board) const {
    if (!board.backend().owner(kSupervisorNode)) return std::nullopt;
    const auto segment = board.attach_trusted(kSupervisorNode);
    const auto status = segment ? newest<SupervisorStatus>(*segment, kSupervisorStatusSlot) : std::nullopt;
    return status ? std::optional{status->value} : std::nullopt;
}

std::optional<std::string> RunningSet::running(const Manifest& like) const {
    const BoardPlace where = place(like);
    if (!has_board(where)) return std::nullopt;
    const auto board = open(where);
    const auto status = supervisor(*board);
    if (!status) return std::nullopt;
    const std::string file{text_in(status->node_set)};
    const std::string ours = tree_.releases() + "/";
    if (!file.starts_with(ours))
        throw StartError{ExitCode::kOwned, "board '" + where.board + "' runs " + file + " (supervisor: process " +
                                               std::to_string(status->pid) + "), which was not deployed to " + tree_.root() +
                                               "; stop it there first: seqboard --board " + where.board + " down"};
    return file.substr(ours.size(), file.find('/', ours.size()) - ours.size());
}

std::vector<std::string> RunningSet::command_line(const std::string& release, const char* verb) const {
    const Manifest& manifest = this->manifest(release);
    const BoardPlace where = place(manifest);
    const std::string folder = tree_.release(release);
    std::vector<std::string> words = {folder + "/" + kProgramFolder + "/seqboard",
                                      "--root",
                                      where.root,
                                      "--board",
                                      where.board,
                                      "--backend",
                                      manifest.backend,
                                      verb,
                                      folder + "/" + manifest.node_set};
    for (const std::string& profile : manifest.profiles) words.insert(words.end(), {"--profile", profile});
    for (const std::string& set : manifest.sets) words.insert(words.end(), {"--set", set});
    return words;
}

void RunningSet::start(const std::string& release, Duration limit) {
    const Time end = monotonic_now() + limit;
    std::string fault = "there was no time to start it: " + text_of(limit);
    for (int tries = 0; tries < kStartTries && monotonic_now() < end; ++tries) {
        stop(release, limit);  // what a process that was killed here may have started meanwhile
        NodeLog log{tree_.logs(), "supervisor"};
        log.rotate();
        const FileDescriptor output = log.open();
        // What programs write at relative paths outlives the release.
        if (::chdir(tree_.shared().c_str()) != 0) throw system_error(tree_.shared(), "cannot be entered", errno);
        child_ = start_child(command_line(release, "up"), output.get(), 0);
        if (child_ < 0) throw system_error(release, "no process", errno);
        std::optional<int> ended;
        const bool there = eventually(end - monotonic_now(), [&] {
            ended = exit_code();
            return ended || running(release) == release;
        });
        if (there && !ended) return;
        fault = ended ? "its supervisor ended with exit code " + std::to_string(*ended) + ": " + last_words()
                      : "its supervisor does not appear on the blackboard within " + text_of(limit);
        if (ended != static_cast<int>(ExitCode::kOwned)) break;  // else another was faster; once more
    }
    throw StartError{ExitCode::kFailed, fault};
}

void RunningSet::stop(const std::string& release, Duration limit) const {
    const BoardPlace where = place(manifest(release));
    if (!running(release) && !has_board(where)) return;
    const auto board = open(where);
    const auto all_gone = [&] {
        while (::waitpid(-1, nullptr, WNOHANG) > 0) continue;  // those that were our own children
        return processes(*board).empty();
    };
    for (const int signal : {SIGTERM, SIGKILL}) {
        // The supervisor alone: it stops its nodes in order. Only what is left without one is told itself.
        const std::vector<pid_t> left = processes(*board);
        const bool supervised = board->backend().owner(kSupervisorNode).has_value();
        for (std::size_t i = 0; i < left.size() && (i == 0 || !supervised || signal == SIGKILL); ++i) ::kill(left[i], signal);
        if (eventually(signal == SIGTERM ? limit : kKillLimit, all_gone)) break;
    }
    if (!all_gone())
        throw StartError{ExitCode::kFailed,
                         "processes of board '" + board->name() + "' cannot be killed; is a driver stuck in the kernel?"};
    board->remove_dead();
}

HealthReport RunningSet::health(const std::string& release) const {
    if (running(release) != release) return {.text = "its supervisor does not run: " + last_words()};
    const auto board = open(place(manifest(release)));
    const auto segment = board->attach_trusted(kSupervisorNode);
    const auto status = segment ? newest<SupervisorStatus>(*segment, kSupervisorStatusSlot) : std::nullopt;
    if (!status) return {.text = "its supervisor does not run: " + last_words()};
    const SupervisorStatus& s = status->value;
    HealthReport report{Health::kStarting, s.restarts,
                        std::to_string(s.ready) + " of " + std::to_string(s.nodes) + " nodes ready" + trouble_of(*segment)};
    if (monotonic_now() - time_from_ns(status->header.stamp_ns) > kSilenceLimit) report.text = "its supervisor hangs";
    else if (s.mode != SystemMode::kShutdown && s.ready == s.nodes) report.health = Health::kReady;
    return report;
}

std::string RunningSet::last_words() const {
    const std::string log = text_of_file(tree_.logs() + "/supervisor.log");
    std::string tail = log.size() > kTailBytes ? log.substr(log.size() - kTailBytes) : log;
    while (!tail.empty() && tail.back() == '\n') tail.pop_back();
    tail.erase(0, tail.rfind('\n') + 1);
    return tail.empty() ? "it said nothing" : tail;
}

std::optional<int> RunningSet::exit_code() {
    int status = 0;
    if (child_ <= 0 || ::waitpid(child_, &status, WNOHANG) != child_) return std::nullopt;
    child_ = 0;
    return exit_code_of(status);
}

}  // namespace seqboard::deploy
