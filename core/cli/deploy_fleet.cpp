#include "core/cli/deploy_fleet.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/cli/deploy_printer.hpp"
#include "core/cli/screen.hpp"
#include "core/cli/table.hpp"
#include "core/deploy/host/byte_text.hpp"
#include "core/deploy/host/roll_out.hpp"

namespace seqboard::cli {

namespace {

using deploy::FleetTarget;
using deploy::RollOutOutcome;
using Kind = RollOutOutcome::Kind;
using Outcomes = std::vector<RollOutOutcome>;

const char* word_of(Kind kind) { return kind == Kind::kDone ? "done" : kind == Kind::kFailed ? "failed" : "not tried"; }

Colour colour_of(Kind kind) { return kind == Kind::kDone ? Colour::kGreen : kind == Kind::kFailed ? Colour::kRed : Colour::kDim; }

std::string seconds_text(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f s", seconds);
    return text;
}

void print_table(const std::vector<FleetTarget>& fleet, const Outcomes& outcomes) {
    const Screen screen = Screen::of(STDOUT_FILENO);
    Table table{{"TARGET", "OUTCOME", ">SENT", ">READY", ">TOTAL", "RELEASE OR REASON"}};
    for (std::size_t i = 0; i < fleet.size(); ++i) {
        const auto& [kind, code, why, result] = outcomes[i];
        const bool done = kind == Kind::kDone;
        table.add({{fleet[i].name},
                   {word_of(kind), colour_of(kind)},
                   {done ? deploy::byte_text(result.bytes_sent) : ""},
                   {done ? seconds_text(result.seconds_to_ready) : ""},
                   {done ? seconds_text(result.seconds) : ""},
                   {done ? result.release : why.substr(0, why.find('\n'))}});
    }
    for (const std::string& line : table.lines(screen)) std::printf("%s\n", line.c_str());
    const auto count = [&](Kind kind) {
        return static_cast<int>(std::count_if(outcomes.begin(), outcomes.end(), [&](const auto& outcome) { return outcome.kind == kind; }));
    };
    std::printf("%zu targets: %d done, %d failed, %d not tried\n", fleet.size(), count(Kind::kDone), count(Kind::kFailed),
                count(Kind::kNotTried));
}

void print_json(const std::vector<FleetTarget>& fleet, const Outcomes& outcomes, bool dry_run) {
    deploy::Json json = {{"dry_run", dry_run}, {"targets", deploy::Json::array()}};
    for (std::size_t i = 0; i < fleet.size(); ++i) {
        deploy::Json target = DeployPrinter::json_of(outcomes[i].result);
        target["target"] = fleet[i].name;
        target["outcome"] = word_of(outcomes[i].kind);
        target["exit_code"] = static_cast<int>(outcomes[i].code);
        target["why"] = outcomes[i].why;
        json["targets"].push_back(std::move(target));
    }
    std::printf("%s\n", json.dump(2).c_str());
}

/// Names of one length, so that their lines stand below each other.
std::vector<std::string> labels_of(const std::vector<FleetTarget>& fleet) {
    std::size_t width = 0;
    for (const FleetTarget& target : fleet) width = std::max(width, target.name.size());
    std::vector<std::string> labels;
    for (const FleetTarget& target : fleet) labels.push_back(target.name + std::string(width - target.name.size() + 2, ' '));
    return labels;
}

void act_on_one(const FleetTarget& target, const FleetOptions& options, const Act& act) {
    DeployPrinter printer{options.json};
    deploy::Deployment deployment{target.reach, options.deployment, printer.view()};
    printer.print(act(deployment), options.deployment.dry_run);
}

}  // namespace

ExitCode act_on(const std::vector<FleetTarget>& fleet, const FleetOptions& options, const Act& act) {
    if (fleet.size() == 1 && !options.all) {
        act_on_one(fleet.front(), options, act);
        return ExitCode::kOk;
    }
    const std::vector<std::string> labels = labels_of(fleet);
    const Outcomes outcomes = deploy::roll_out(fleet.size(), options.jobs, [&](std::size_t i) {
        DeployPrinter printer{options.json, labels[i]};
        deploy::Deployment deployment{fleet[i].reach, options.deployment_of(i), printer.view()};
        try {
            return act(deployment);
        } catch (const StartError& error) {
            std::fprintf(stderr, "seqboard: %s: %s\n", fleet[i].name.c_str(), error.what());
            throw;
        }
    });
    if (options.json) print_json(fleet, outcomes, options.deployment.dry_run);
    else print_table(fleet, outcomes);
    return deploy::exit_code_of(outcomes);
}

}  // namespace seqboard::cli
