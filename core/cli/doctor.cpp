// seqboard doctor: what this machine lacks, and what that costs.
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/cli/json_text.hpp"
#include "core/cli/machine_check.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"

namespace seqboard::cli {

namespace {

const char* text_of(Verdict verdict) { return verdict == Verdict::kOk ? "ok" : verdict == Verdict::kWarn ? "warn" : "missing"; }
Colour colour_of(Verdict verdict) {
    return verdict == Verdict::kOk ? Colour::kGreen : verdict == Verdict::kWarn ? Colour::kYellow : Colour::kRed;
}

void print_json(const std::vector<MachineCheck>& checks) {
    JsonText list = JsonText::array();
    for (const MachineCheck& check : checks)
        list.push_back({{"check", check.name},
                        {"verdict", text_of(check.verdict)},
                        {"found", check.found},
                        {"consequence", check.consequence},
                        {"fix", check.fix}});
    std::printf("%s\n", list.on_lines().c_str());
}

void print_lines(const std::vector<MachineCheck>& checks) {
    const Screen screen = Screen::of(STDOUT_FILENO);
    std::size_t width = 0;
    for (const MachineCheck& check : checks) width = std::max(width, check.name.size());
    for (const MachineCheck& check : checks) {
        const std::string verdict = text_of(check.verdict);
        std::printf("%s%s  %-*s  %s\n", coloured(verdict, colour_of(check.verdict), screen).c_str(),
                    std::string(7 - verdict.size(), ' ').c_str(), static_cast<int>(width), check.name.c_str(), check.found.c_str());
        if (check.verdict == Verdict::kOk) continue;
        const std::string indent(9 + width + 2, ' ');
        std::printf("%scost: %s\n%sfix:  %s\n", indent.c_str(), check.consequence.c_str(), indent.c_str(), check.fix.c_str());
    }
}

void run(bool json, Session& session) {
    const MachineFacts machine = MachineFacts::of_this_one();
    std::vector<MachineCheck> checks = check_timing(machine);
    for (MachineCheck& check : check_communication(machine)) checks.push_back(std::move(check));
    const bool missing =
        std::any_of(checks.begin(), checks.end(), [](const MachineCheck& check) { return check.verdict == Verdict::kMissing; });
    session.exit = missing ? ExitCode::kFailed : ExitCode::kOk;
    json ? print_json(checks) : print_lines(checks);
}

}  // namespace

void add_doctor(Command program, Session& session) {
    const auto json = std::make_shared<bool>(false);
    const Command command =
        program.add("doctor", "Say what of this machine's real-time and IPC features is missing, what that costs, how to fix it");
    command.flag("--json", *json, "Print JSON");
    command.footer(
        "Exit status 0 unless something required is missing (1).\nExamples:\n  seqboard doctor\n"
        "  seqboard doctor --json | jq '.[] | select(.verdict != \"ok\")'");
    command.on_run([json, &session] { run(*json, session); });
}

}  // namespace seqboard::cli
