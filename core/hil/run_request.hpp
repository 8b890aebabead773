// What a run of a scenario is asked to be, and the file in its folder that remembers it.
#pragma once

#include <string>
#include <vector>

#include "core/hil/arrangement.hpp"

namespace seqboard::hil {

struct RunRequest {
    std::string scenario;  ///< its folder or file
    int seed = 1;
    std::string folder;               ///< made empty; absolute
    std::string programs;             ///< folder with seqboard and the nodes
    bool idle = false;                ///< its steps are said to be done and are not: it has to fail
    std::vector<std::string> sets{};  ///< NAME=VALUE beside the scenario's
    Arrangement where{};              ///< complete
};

/// Writes run.txt into the request's folder. Throws StartError where it cannot.
void write_request(const RunRequest& request);

/// Scenario, seed and arrangement of the run that left this folder. Throws StartError where there is none.
RunRequest request_of(const std::string& run_folder);

}  // namespace seqboard::hil
