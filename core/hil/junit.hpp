// Results of scenarios as JUnit XML, for servers that show tests.
#pragma once

#include <string>
#include <vector>

#include "core/hil/scenario_run.hpp"

namespace seqboard::hil {

/// One scenario with one seed in one mode.
struct Case {
    std::string scenario;
    int seed = 1;
    RunMode mode = RunMode::kSim;
    std::string skipped;  ///< why it was not run
    std::string xfail;    ///< why a FAIL is what is expected
    std::string refused;  ///< the sentence of a scenario that could not be started
    RunResult result;

    enum class Kind { kPassed, kFailed, kInvalid, kSkipped };
    /// With xfail a FAIL passes and a PASS fails.
    Kind kind() const;
    /// One line: why it failed, or empty.
    std::string story() const;
};

/// failure: an expectation; error: the infrastructure; skipped.
std::string junit_xml(const std::vector<Case>& cases);

}  // namespace seqboard::hil
