// A target with its releases, and what changes them: under a lock, with a journal, in processes that outlive whoever asked.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/deploy/machine.hpp"
#include "core/deploy/target_lock.hpp"
#include "core/deploy/update.hpp"

namespace seqboard::deploy {

struct TargetSettings {
    std::string root;                       ///< of the releases
    std::string boards_root{};              ///< of the blackboards; empty for the usual one
    Machine machine = Machine::this_one();  ///< tests set another
    TrialLimits limits{};
    Witness witness{};
};

/// Told of every record that the journal gets; false: stop telling me.
using Listener = std::function<bool(const JournalRecord&)>;

class Target {
public:
    /// Makes the folders. Throws StartError.
    explicit Target(TargetSettings settings);

    const ReleaseTree& tree() const { return tree_; }
    const Machine& machine() const { return settings_.machine; }
    TrialLimits& limits() { return settings_.limits; }

    /// Takes the lock for this process, for `purpose` ("root@pc deploys 0.1.0-..."). Throws StartError{kOwned} naming who has it.
    void lock(const std::string& purpose);
    void unlock() { lock_.reset(); }

    /// Undoes or completes what an interrupted update has left, if nobody is at it; waits until that is done.
    void heal();

    /// Starts the update in processes of its own, which have the lock from now on, and listens until it has ended or awaits
    /// confirmation. Only while locked. Returns the last record.
    JournalRecord update(const JournalRecord& first, const Listener& listener);

    /// Says that the host can still reach the target, and listens to the end. Throws StartError if nothing waits for that.
    JournalRecord confirm(const std::string& release, const Listener& listener);

    /// The update that returns to the previous release. Throws StartError if there is none.
    JournalRecord way_back() const;

    /// At the start of the machine: starts `current`, or `previous` after three starts in a row that were not proven good.
    /// Returns when all nodes are ready or will not be; false then.
    bool boot(const Listener& listener);

    /// Before the machine's end: a safe stop, after which boot() counts from one again.
    void stop();

    /// Removes all releases but `keep` and those that current and previous lead to. Returns their names.
    std::vector<std::string> prune(std::size_t keep);

    std::optional<JournalRecord> last_record() const;
    HealthReport health() const;

    /// Throws StartError{kOwned} if the release's blackboard is used by a node set that was not deployed here.
    void refuse_foreign_set(const Manifest& manifest) const;

    /// How the release's own `seqboard check` is called.
    std::vector<std::string> check_command(const std::string& release) const;

    /// Where the nodes of `current` log; empty if nothing is deployed.
    std::string board_log_folder() const;

private:
    bool try_lock(const std::string& purpose);
    bool under_way() const;
    void finish_interrupted();
    void carry_on(std::optional<JournalRecord> first);
    JournalRecord follow(std::uint64_t after, const Listener& listener, const std::function<bool(const JournalRecord&)>& enough);
    JournalRecord boot_record() const;

    TargetSettings settings_;
    ReleaseTree tree_;
    std::optional<TargetLock> lock_;
};

}  // namespace seqboard::deploy
