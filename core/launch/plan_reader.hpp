// Reads a node set again while its supervisor goes on.
#pragma once

#include <functional>
#include <future>
#include <optional>
#include <string>

#include "core/launch/launch_plan.hpp"

namespace seqboard {

/// The plan of the same file with the same options as it is now; throws StartError with all that is wrong.
using ReadAgain = std::function<LaunchPlan()>;

/// In a thread of its own, because the check asks every node's program, which takes a board seconds. The thread shares nothing with the
/// supervisor's loop but the result.
class PlanReader {
public:
    struct Outcome {
        std::optional<LaunchPlan> plan;  ///< nothing: `fault` says why
        std::string fault;
    };

    void begin(ReadAgain read_again);
    bool is_busy() const { return result_.valid(); }

    /// Once, when it is there; never waits.
    std::optional<Outcome> take();

private:
    std::future<Outcome> result_;
};

}  // namespace seqboard
