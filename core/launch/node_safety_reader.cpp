#include "core/launch/node_safety_reader.hpp"

#include "core/names.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kModePrefix = "mode:";

void unexpected(const YamlValue& value, const std::string& where, const std::string& word, const std::vector<std::string>& known,
                const char* expected, YamlReader& reader) {
    const std::string_view nearest = nearest_name(word, known);
    reader.findings().error(value.place, where + ": '" + word + "'; expected " + expected +
                                             (nearest.empty() ? "" : "; did you mean '" + std::string{nearest} + "'?"));
}

}  // namespace

std::optional<Criticality> read_criticality(const YamlValue& value, const std::string& where, YamlReader& reader) {
    const auto word = reader.text(value, where);
    if (!word) return std::nullopt;
    if (*word == "critical") return Criticality::kCritical;
    if (*word == "degradable") return Criticality::kDegradable;
    if (*word == "optional") return Criticality::kOptional;
    unexpected(value, where, *word, {"critical", "degradable", "optional"}, "critical, degradable or optional", reader);
    return std::nullopt;
}

GiveUpRule read_give_up_rule(const YamlValue& value, const std::string& where, YamlReader& reader) {
    const auto word = reader.text(value, where);
    if (!word) return {};
    if (*word == "safe_stop") return {GiveUpRule::Kind::kSafeStop, ""};
    if (*word == "log") return {GiveUpRule::Kind::kLog, ""};
    if (word->starts_with(kModePrefix)) return {GiveUpRule::Kind::kMode, word->substr(kModePrefix.size())};
    unexpected(value, where, *word, {"safe_stop", "log"}, "safe_stop, log or mode:NAME", reader);
    return {};
}

bool read_outlives_supervisor(const YamlValue& value, const std::string& where, YamlReader& reader) {
    const auto word = reader.text(value, where);
    if (word && *word != "stop" && *word != "stay") unexpected(value, where, *word, {"stop", "stay"}, "stop or stay", reader);
    return word == "stay";
}

}  // namespace seqboard
