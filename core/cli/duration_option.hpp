// Options that are times: "500ms", "2s".
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "core/time.hpp"

namespace seqboard::cli {

/// Refuses a bare number: it has no unit.
inline CLI::Option* add_duration(CLI::App& command, const std::string& name, std::optional<Duration>& duration, const std::string& help) {
    const auto take = [&duration, name](const CLI::results_t& words) {
        duration = parse_duration(words.back());
        if (!duration || *duration <= Duration::zero())
            throw CLI::ValidationError(name, "'" + words.back() + "' is no time; write it with its unit, such as 500ms or 2s");
        return true;
    };
    return command.add_option(name, take, help)->type_name("TIME");
}

}  // namespace seqboard::cli
