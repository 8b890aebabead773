#include "core/hil/run_mode.hpp"

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/names.hpp"

namespace seqboard::hil {

namespace {

constexpr std::string_view kNames[] = {"sim", "sim-arm", "dev", "hil", "replay"};

}  // namespace

std::string_view name_of(RunMode mode) { return kNames[static_cast<std::size_t>(mode)]; }
std::vector<std::string> mode_names() { return {std::begin(kNames), std::end(kNames)}; }

RunMode mode_named(const std::string& name) {
    const auto* const found = std::find(std::begin(kNames), std::end(kNames), name);
    if (found == std::end(kNames))
        throw StartError{ExitCode::kUsage, "--mode: there is no mode '" + name + "'" + suggestion(name, mode_names())};
    return static_cast<RunMode>(found - std::begin(kNames));
}

}  // namespace seqboard::hil
