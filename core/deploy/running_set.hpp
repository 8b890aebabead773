// The node set that runs on a target, as the agent sees it: from the blackboard, not from what its programs say.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/blackboard.hpp"
#include "core/deploy/release_tree.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard::deploy {

enum class Health : std::uint8_t {
    kAbsent,    ///< no supervisor, or that of another node set
    kStarting,  ///< its supervisor runs, not every node is ready
    kReady,
};

struct HealthReport {
    Health health = Health::kAbsent;
    std::uint32_t restarts = 0;  ///< of all nodes together since the supervisor started
    std::string text;            ///< "7 of 9 nodes ready; range: BACKOFF, exit code 69"
};

class RunningSet {
public:
    /// `boards_root` is the folder of the blackboards; empty for the usual one.
    RunningSet(const ReleaseTree& tree, std::string boards_root) : tree_{tree}, boards_root_{std::move(boards_root)} {}

    /// Where the release's blackboard lies.
    BoardPlace place(const Manifest& release) const;

    /// The release that runs on the blackboard of `like`; nothing if none does. Throws StartError{kOwned} if it is a set that was
    /// not deployed here: it is somebody's own and not ours to stop.
    std::optional<std::string> running(const Manifest& like) const;
    std::optional<std::string> running(const std::string& like) const { return running(manifest(like)); }

    /// Starts the release's supervisor in a session of its own, its output going to shared/log/supervisor.log. Returns when it
    /// runs on the blackboard, alone. Throws StartError with its last words if it does not.
    void start(const std::string& release, Duration limit);

    /// Stops whatever supervisor runs on the blackboard of `release`: by SIGTERM, which is a safe stop in reverse order, and
    /// after `limit` by SIGKILL; the same for nodes that are left. When it returns no process is left. Throws StartError if
    /// that could not be had.
    void stop(const std::string& release, Duration limit) const;

    HealthReport health(const std::string& release) const;

    /// The release's own `seqboard` on its node set; `verb` is up or check.
    std::vector<std::string> command_line(const std::string& release, const char* verb) const;

private:
    std::optional<SupervisorStatus> supervisor(Blackboard& board) const;
    std::string last_words() const;
    std::optional<int> exit_code();

    const Manifest& manifest(const std::string& release) const;
    std::shared_ptr<Blackboard> open(const BoardPlace& place) const;

    const ReleaseTree& tree_;
    std::string boards_root_;
    mutable std::map<std::string, Manifest> manifests_;  ///< read once: health is looked at often, and the machine may be slow
    mutable std::shared_ptr<Blackboard> board_;          ///< the last one looked at, so that its segments stay attached
    pid_t child_ = 0;                                    ///< the supervisor that this process has started; zero: none, or it has ended
};

}  // namespace seqboard::deploy
