// What a node set says about the motors' enable line.
#pragma once

#include <optional>
#include <string>

#include "core/launch/placed.hpp"
#include "core/launch/yaml/yaml_reader.hpp"
#include "core/time.hpp"

namespace seqboard {

enum class Resume : std::uint8_t {
    kAuto,    ///< a safe stop ends when every critical node is ready again
    kManual,  ///< and somebody says `seqboard resume`
};

struct SafetyRule {
    Placed<std::string> enable_line;                        ///< high while anything may move; empty: supervisor.enable is the line
    std::string enable_gpio = "auto";                       ///< the bus it is on
    std::optional<Resume> resume;                           ///< default: manual where there is a line, for then there is a robot
    Duration cmd_timeout = std::chrono::milliseconds{250};  ///< a critical node that is silent for longer stops the robot

    bool resumes_by_itself() const { return resume.value_or(enable_line.value.empty() ? Resume::kAuto : Resume::kManual) == Resume::kAuto; }
};

/// `safety: {enable_line: GPJ9, enable_gpio: auto, resume: manual, cmd_timeout: 250ms}`
SafetyRule read_safety_rule(const YamlValue& value, YamlReader& reader);

}  // namespace seqboard
