// Reads a node set again while its supervisor goes on.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/launch/launch_plan.hpp"

namespace seqboard {

/// The plan of the same file with the same options as it is now; throws StartError with all that is wrong.
using ReadAgain = std::function<LaunchPlan()>;

/// In a thread of its own, because the check asks every node's program, which takes a board seconds. The thread shares nothing with the
/// supervisor's loop but the outcome.
class PlanReader {
public:
    struct Outcome {
        std::optional<LaunchPlan> plan;  ///< nothing: `fault` says why
        std::string fault;
    };

    PlanReader() = default;
    PlanReader(const PlanReader&) = delete;
    PlanReader& operator=(const PlanReader&) = delete;
    ~PlanReader() {
        if (thread_.joinable()) thread_.join();
    }

    /// Not while it is busy.
    void begin(ReadAgain read_again);

    /// From begin() until the outcome was taken.
    bool is_busy() const { return thread_.joinable(); }

    /// Once, when it is there; never waits.
    std::optional<Outcome> take();

private:
    std::thread thread_;
    std::mutex mutex_;
    std::optional<Outcome> outcome_;
};

}  // namespace seqboard
