#include "core/launch/key_tables.hpp"

#include "core/launch/launch_keys.hpp"

namespace seqboard {

namespace {

std::string words_text(const LaunchKey& key) {
    std::string text;
    for (const std::string& word : words_of(key)) text += (text.empty() ? "`" : ", `") + word + "`";
    return text;
}

/// What a value may be, for people.
std::string forms_text(const LaunchKey& key) {
    struct Form {
        std::uint32_t form;
        const char* text;
    };
    constexpr Form kForms[] = {{kFormText, "text"}, {kFormName, "name"},        {kFormBoolean, "true, false"}, {kFormNumber, "number"},
                               {kFormTime, "time"}, {kFormBytes, "bytes"},      {kFormList, "list"},           {kFormTexts, "map"},
                               {kFormMap, "map"},   {kFormMaps, "map of maps"}, {kFormMapList, "list of maps"}};
    std::string text = words_text(key);
    for (const Form& form : kForms)
        if ((key.forms & form.form) != 0) text += (text.empty() ? "" : ", ") + std::string{form.text};
    return text;
}

std::string table(const std::string& title, LaunchKeys keys) {
    std::string text = "\n**" + title + "**\n\n| key | value | meaning |\n|---|---|---|\n";
    for (const LaunchKey& key : keys)
        text += "| `" + std::string{key.name} + "` | " + forms_text(key) + " | " + std::string{key.help} + " |\n";
    return text;
}

}  // namespace

std::string key_tables() {
    std::string text = table("The file", file_keys());
    text += table("`include`", include_keys()) + table("`profiles: NAME`", profile_keys()) + table("`clock`", clock_keys());
    text += table("`watchdog`", watchdog_keys()) + table("`safety`", safety_keys()) + table("`modes: NAME`", mode_keys()) +
            table("`boot`", boot_keys()) + table("A node", node_keys());
    text += table("`after: \"slot:NAME\"`", slot_condition_keys()) + table("`ready`", ready_keys()) + table("`restart`", restart_keys());
    text += table("`health`", health_keys()) + table("`health: deadline_misses`", deadline_keys());
    text += table("`restart: delay`", delay_keys()) + table("`stop`", stop_keys()) + table("`sched`", schedule_keys());
    return text + table("`limits`", limits_keys()) + table("`log`", log_keys());
}

}  // namespace seqboard
