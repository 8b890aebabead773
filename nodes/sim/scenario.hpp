// What happens to the simulated robot and when: changes of live parameters at times of the run.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "core/node/parameter.hpp"

namespace seqboard::sim {

/// Read from text such as "2s: sonar_fault=1; 5.5s: sonar_fault=0; 6s: say=3", times counted from the first step. Deterministic, unlike
/// `seqboard set`. It changes parameters behind the node's back: the slot NODE.params shows what was set before.
class Scenario {
public:
    /// `parameters` outlive it. Throws StartError{kConfig} for an entry that is none, a parameter that is unknown or not live, and a
    /// value that it does not take.
    Scenario(std::string_view text, std::deque<Parameter>& parameters);

    /// Makes the changes that are due `since_start`, and logs them.
    void advance(Duration since_start);

private:
    struct Change {
        Duration at;
        Parameter* parameter;
        ParamValue value;
    };
    static Change parse(std::string_view entry, std::deque<Parameter>& parameters);

    std::vector<Change> changes_;  ///< in the order of time
    std::size_t next_ = 0;
};

}  // namespace seqboard::sim
