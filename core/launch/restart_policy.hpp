// When a node that ended is started again, and when it is given up. Pure: time is an argument.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "core/time.hpp"

namespace seqboard {

enum class RestartWhen : std::uint8_t {
    kNever,
    kOnFailure,  ///< not after exit code 0
    kAlways,
};

/// Pauses that grow with each end, up to a largest one.
struct GrowingDelay {
    Duration initial = std::chrono::milliseconds{200};
    float factor = 2;
    Duration max = std::chrono::seconds{30};
    float jitter_ratio = 0.1F;  ///< each is up to this part shorter or longer, so that nodes that failed together start apart
    bool operator==(const GrowingDelay&) const = default;
};

struct RestartRule {
    RestartWhen when = RestartWhen::kOnFailure;
    std::vector<Duration> delays = {std::chrono::milliseconds{0}, std::chrono::milliseconds{200}, std::chrono::seconds{1},
                                    std::chrono::seconds{5}};
    int max_restarts = 5;  ///< within the window; one more end and the node is given up
    Duration window = std::chrono::seconds{60};
    std::optional<GrowingDelay> growth{};   ///< instead of the list
    std::optional<Duration> reset_after{};  ///< a node that was ready for so long has no past
    std::vector<int> no_restart_on{};       ///< exit codes; 128 + signal
    bool operator==(const RestartRule&) const = default;
};

/// True for the exit codes of a mistake that another start cannot cure: wrong command line, corrupt segment, name owned by
/// another process, unsafe path, wrong configuration (see ExitCode).
bool is_permanent(int exit_code);

struct RestartDecision {
    enum class Kind : std::uint8_t { kRestart, kGiveUp, kDone };
    Kind kind = Kind::kDone;
    Duration delay{};  ///< kRestart: pause before the start
};

class RestartPolicy {
public:
    /// `seed` for the jitter: another for each node.
    explicit RestartPolicy(RestartRule rule, std::uint32_t seed = 1) : rule_{std::move(rule)}, noise_{seed | 1U} {}

    /// The node ended by itself with this exit code (128 + signal if it was killed). The n-th end within the window waits
    /// for the n-th delay, the last delay repeats; ends further back than the window are forgotten, so a node that ran well
    /// for that long begins with the first delay again.
    RestartDecision on_exit(int exit_code, Time now);

    /// It has become ready, for rules with reset_after.
    void on_ready(Time now) { ready_since_ = now; }

    /// A person started it: the past is forgotten.
    void reset() { ends_.clear(); }

    /// Whether the rule or the code itself says that this end is the last, whatever came before.
    bool is_final(int exit_code) const;

    /// Ends within the window at the last on_exit().
    std::size_t recent_ends() const { return ends_.size(); }
    const RestartRule& rule() const { return rule_; }

private:
    Duration pause();
    float next_noise();

    RestartRule rule_;
    std::deque<Time> ends_;
    std::optional<Time> ready_since_;
    std::uint32_t noise_;
};

}  // namespace seqboard
