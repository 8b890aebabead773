#include "core/launch/safety_rule.hpp"

#include "core/launch/launch_keys.hpp"

namespace seqboard {

namespace {

constexpr Duration kShortestTimeout = std::chrono::milliseconds{150};

}  // namespace

SafetyRule read_safety_rule(const YamlValue& value, YamlReader& reader) {
    SafetyRule rule;
    if (!reader.is_map(value, "safety", "{enable_line: GPJ9, resume: manual}")) return rule;
    reader.check_keys(value, "safety", names_of(safety_keys()));
    if (const auto* const line = value.find("enable_line"))
        rule.enable_line = {reader.text(line->value, "safety: enable_line").value_or(""), line->value.place};
    if (const auto* const gpio = value.find("enable_gpio"))
        rule.enable_gpio = reader.text(gpio->value, "safety: enable_gpio").value_or(rule.enable_gpio);
    if (const auto* const timeout = value.find("cmd_timeout")) {
        rule.cmd_timeout = reader.duration(timeout->value, "safety: cmd_timeout").value_or(rule.cmd_timeout);
        if (rule.cmd_timeout < kShortestTimeout)
            reader.findings().error(timeout->value.place, "safety: cmd_timeout: '" + text_of(rule.cmd_timeout) + "'; expected " +
                                                              text_of(kShortestTimeout) +
                                                              " or more: an idle node shows itself every 100 ms");
    }
    if (const auto* const resume = value.find("resume")) {
        const auto word = reader.text(resume->value, "safety: resume");
        if (word && *word != "auto" && *word != "manual")
            reader.findings().error(resume->value.place, "safety: resume: '" + *word + "'; expected auto or manual");
        else if (word) rule.resume = *word == "auto" ? Resume::kAuto : Resume::kManual;
    }
    return rule;
}

}  // namespace seqboard
