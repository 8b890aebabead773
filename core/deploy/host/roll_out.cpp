#include "core/deploy/host/roll_out.hpp"

#include <mutex>
#include <thread>

namespace seqboard::deploy {

namespace {

using Kind = RollOutOutcome::Kind;

bool is_fault_of_release(ExitCode code) { return code == ExitCode::kFailed || code == ExitCode::kConfig; }

RollOutOutcome outcome_of(std::size_t target, const DeployTo& deploy_to) {
    try {
        return {.kind = Kind::kDone, .code = ExitCode::kOk, .why = {}, .result = deploy_to(target)};
    } catch (const StartError& error) {
        return {.kind = Kind::kFailed, .code = error.code(), .why = error.what(), .result = {}};
    } catch (const std::exception& error) {
        return {.kind = Kind::kFailed, .code = ExitCode::kSystem, .why = error.what(), .result = {}};
    }
}

/// The targets behind the canary, taken by whoever is free.
class Followers {
public:
    Followers(std::vector<RollOutOutcome>& outcomes, const DeployTo& deploy_to) : outcomes_{outcomes}, deploy_to_{deploy_to} {}

    void run(unsigned jobs) {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < jobs && i + 1 < outcomes_.size(); ++i) threads.emplace_back([this] { work(); });
        work();
    }

private:
    void work() {
        while (const std::size_t target = next()) {
            RollOutOutcome outcome = outcome_of(target, deploy_to_);
            const std::lock_guard lock{mutex_};
            stopped_ = stopped_ || is_fault_of_release(outcome.code);
            outcomes_[target] = std::move(outcome);
        }
    }

    /// Zero, the canary: there is none left, or none may begin.
    std::size_t next() {
        const std::lock_guard lock{mutex_};
        return stopped_ || next_ == outcomes_.size() ? 0 : next_++;
    }

    std::vector<RollOutOutcome>& outcomes_;
    const DeployTo& deploy_to_;
    std::mutex mutex_;
    std::size_t next_ = 1;
    bool stopped_ = false;
};

}  // namespace

std::vector<RollOutOutcome> roll_out(std::size_t targets, unsigned jobs, const DeployTo& deploy_to) {
    std::vector<RollOutOutcome> outcomes(targets);
    if (targets == 0) return outcomes;
    outcomes[0] = outcome_of(0, deploy_to);
    if (outcomes[0].kind == Kind::kDone) Followers{outcomes, deploy_to}.run(jobs);
    return outcomes;
}

ExitCode exit_code_of(const std::vector<RollOutOutcome>& outcomes) {
    for (const RollOutOutcome& outcome : outcomes)
        if (outcome.kind == Kind::kFailed) return outcome.code;
    return ExitCode::kOk;
}

}  // namespace seqboard::deploy
