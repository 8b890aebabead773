// What something that could not start says.
#pragma once

#include <string>
#include <utility>

#include "core/exit_code.hpp"

namespace seqboard::testing {

/// Code and sentence of the StartError that `start()` throws; kOk and "" if it throws none.
template <class Start>
std::pair<ExitCode, std::string> start_error(Start&& start) {
    try {
        start();
    } catch (const StartError& error) {
        return {error.code(), error.what()};
    }
    return {ExitCode::kOk, ""};
}

}  // namespace seqboard::testing
