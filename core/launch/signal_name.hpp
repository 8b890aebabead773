// Signals by name: "SIGTERM", "TERM".
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace seqboard {

/// Nothing if there is none of that name.
std::optional<int> signal_number(const std::string& name);

/// Those a process may be stopped or killed by, for suggestions.
std::vector<std::string> signal_names();

}  // namespace seqboard
