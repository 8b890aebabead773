// One release onto many targets: the canary first, the others only if it goes well there.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/deploy/host/deployment.hpp"
#include "core/exit_code.hpp"

namespace seqboard::deploy {

/// What became of one target.
struct RollOutOutcome {
    enum class Kind : std::uint8_t { kDone, kFailed, kNotTried };

    Kind kind = Kind::kNotTried;
    ExitCode code = ExitCode::kOk;  ///< kFailed: as a deployment to this one alone would have ended
    std::string why;                ///< kFailed: the sentence
    DeploymentResult result;        ///< kDone
};

/// Deploys to the target of that number, and throws StartError.
using DeployTo = std::function<DeploymentResult(std::size_t target)>;

/// Target 0 is the canary. The others follow in their order, `jobs` of them at the same time, each in a thread of its own. No further one
/// begins once the canary has failed at all, or another because of the release: not healthy there, or not for that machine. One that is
/// switched off, busy, full or refuses the key holds up nobody.
std::vector<RollOutOutcome> roll_out(std::size_t targets, unsigned jobs, const DeployTo& deploy_to);

/// That of the first target that failed.
ExitCode exit_code_of(const std::vector<RollOutOutcome>& outcomes);

}  // namespace seqboard::deploy
