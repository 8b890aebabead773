// Carries out an update step by step, and goes on where an interrupted one stopped. The order is the table's
// (update_step.hpp); this is what each step does.
#pragma once

#include <optional>

#include "core/deploy/journal.hpp"
#include "core/deploy/running_set.hpp"

namespace seqboard::deploy {

struct TrialLimits {
    Duration stop = std::chrono::seconds{10};     ///< for a safe stop; what still runs then is killed
    Duration ready = std::chrono::seconds{20};    ///< until every node is ready
    Duration back = std::chrono::seconds{20};     ///< until the old release runs again, however little time the new one was given
    Duration soak = std::chrono::seconds{10};     ///< all that time no node may fail
    Duration confirm = std::chrono::seconds{60};  ///< for the host to say that it can still reach the target
};

class Update {
public:
    Update(const ReleaseTree& tree, RunningSet& running, Journal& journal, TrialLimits limits, Witness witness)
        : tree_{tree}, running_{running}, journal_{journal}, limits_{limits}, witness_{std::move(witness)} {}

    /// From the record's step to an end. Throws nothing: whatever goes wrong leads on to the step that the table says.
    void run(JournalRecord record);

    /// Undoes or completes what the journal says was under way. False if nothing was.
    bool resume();

private:
    Event perform(const JournalRecord& record);
    Event act(const JournalRecord& record);
    Event try_out(const std::string& release);
    Event await_confirmation(const JournalRecord& record);
    bool is_confirmed(const std::string& release) const;
    void forget_confirmation() const;
    JournalRecord note(const JournalRecord& record);

    const ReleaseTree& tree_;
    RunningSet& running_;
    Journal& journal_;
    TrialLimits limits_;
    Witness witness_;
    std::string news_;  ///< for people: what came of the step that was just performed
};

}  // namespace seqboard::deploy
