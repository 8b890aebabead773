// What `seqboard deploy` asks a target besides deployments: confirm, status, history, prune, logs.
#include <time.h>

#include <cstdio>
#include <memory>

#include "core/cli/deploy_options.hpp"
#include "core/deploy/host/agent_link.hpp"
#include "core/deploy/host/byte_text.hpp"
#include "core/deploy/manifest.hpp"

namespace seqboard::cli {

namespace {

using deploy::Json;

/// The agent that the last deployment has left there.
std::unique_ptr<deploy::AgentLink> connect(const deploy::SshTarget& target) {
    auto link = std::make_unique<deploy::AgentLink>(target, std::string{"agent/"} + deploy::kAgentName);
    if (!link->greeting())
        throw StartError{ExitCode::kNoInput, target.text() + ": nothing was ever deployed there; begin with seqboard deploy HOST BUNDLE"};
    return link;
}

std::string time_text(const Json& record) {
    const std::time_t time = record.at("time").get<std::int64_t>();
    std::tm utc{};
    ::gmtime_r(&time, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%SZ", &utc);
    return text;
}

std::string text_of(const Json& value) { return value.get<std::string>(); }

void print_status(const Json& status, const std::string& target) {
    std::printf("%s: %s; free: %s of storage, %s of memory\n", target.c_str(), text_of(status.at("machine_text")).c_str(),
                deploy::byte_text(status.at("free_bytes")).c_str(), deploy::byte_text(status.at("free_memory_bytes")).c_str());
    for (const Json& release : status.at("releases"))
        std::printf("%-9s %s\n",
                    release == status.at("current")    ? "current"
                    : release == status.at("previous") ? "previous"
                                                       : "",
                    text_of(release).c_str());
    std::printf("%s: %s\n", status.at("ready") == true ? "ready" : "not ready", text_of(status.at("health")).c_str());
    if (!status.at("busy").get<std::string>().empty()) std::printf("being changed: %s\n", text_of(status.at("busy")).c_str());
    if (const Json& last = status.at("last"); !last.is_null())
        std::printf("last: %s  %s %s: %s\n", time_text(last).c_str(), text_of(last.at("step")).c_str(), text_of(last.at("to")).c_str(),
                    text_of(last.at("why")).c_str());
}

void run_status(const DeployOptions& options, Session& session) {
    const deploy::SshTarget target = options.resolved(session);
    const Json status = *connect(target)->greeting();
    session.exit = status.at("ready") == true ? ExitCode::kOk : ExitCode::kFailed;
    if (options.json) std::printf("%s\n", status.dump(2).c_str());
    else print_status(status, target.text());
}

void run_history(const DeployOptions& options, Session& session) {
    const deploy::SshTarget target = options.resolved(session);
    const Json records = connect(target)->request({{"do", "history"}}).at("records");
    if (options.json) {
        std::printf("%s\n", records.dump(2).c_str());
        return;
    }
    for (const Json& record : records)
        std::printf("%s  %-13s  %s  %s\n", time_text(record).c_str(), text_of(record.at("step")).c_str(), text_of(record.at("to")).c_str(),
                    text_of(record.at("why")).c_str());
}

void run_confirm(const DeployOptions& options, Session& session) {
    const deploy::SshTarget target = options.resolved(session);
    const auto link = connect(target);
    const Json& last = link->greeting()->at("last");
    if (last.is_null() || last.at("step") != "await_confirm")
        throw StartError{ExitCode::kFailed, target.text() + ": no release waits for a confirmation; see seqboard deploy status"};
    const Json reply = link->request({{"do", "confirm"}, {"release", last.at("to")}});
    if (options.json) std::printf("%s\n", reply.dump(2).c_str());
    else std::printf("%s is confirmed\n", text_of(last.at("to")).c_str());
}

void run_prune(const DeployOptions& options, unsigned keep, Session& session) {
    const deploy::SshTarget target = options.resolved(session);
    const Json removed = connect(target)->request({{"do", "prune"}, {"keep", keep}}).at("removed");
    if (options.json) std::printf("%s\n", Json{{"removed", removed}}.dump(2).c_str());
    else
        for (const Json& release : removed) std::printf("removed %s\n", text_of(release).c_str());
}

void run_logs(const DeployOptions& options, const std::string& name, unsigned lines, Session& session) {
    const deploy::SshTarget target = options.resolved(session);
    const Json reply = connect(target)->request({{"do", "logs"}, {"name", name}, {"lines", lines}});
    if (options.json) std::printf("%s\n", reply.dump(2).c_str());
    else if (reply.contains("text")) std::fputs(text_of(reply.at("text")).c_str(), stdout);
    else
        for (const Json& log : reply.at("names")) std::printf("%s\n", text_of(log).c_str());
}

}  // namespace

void add_deploy_status(Command deploy, Session& session) {
    const auto options = std::make_shared<DeployOptions>();
    const Command command = deploy.add("status", "Say what is deployed, what runs, and how well");
    options->add_to(command);
    command.footer(
        "Exit status 0: the current release runs and all its nodes are ready; 1: not so.\nExample:\n  seqboard deploy status root@robot "
        "--json");
    command.on_run([options, &session] { run_status(*options, session); });
}

void add_deploy_history(Command deploy, Session& session) {
    const auto options = std::make_shared<DeployOptions>();
    const Command command = deploy.add("history", "Print the target's journal: every step of every update and start");
    options->add_to(command);
    command.footer("Example:\n  seqboard deploy history root@robot");
    command.on_run([options, &session] { run_history(*options, session); });
}

void add_deploy_confirm(Command deploy, Session& session) {
    const auto options = std::make_shared<DeployOptions>();
    const Command command = deploy.add("confirm", "Confirm a release that waits for it, after the link was lost meanwhile");
    options->add_to(command);
    command.footer("Exit status 1: none waits; the target may have taken it back.\nExample:\n  seqboard deploy confirm root@robot");
    command.on_run([options, &session] { run_confirm(*options, session); });
}

void add_deploy_prune(Command deploy, Session& session) {
    const auto options = std::make_shared<DeployOptions>();
    const auto keep = std::make_shared<unsigned>(3);
    const Command command = deploy.add("prune", "Remove old releases from the target, never the current and the previous one");
    options->add_to(command);
    command.option("--keep", *keep, "How many others to keep").show_default();
    command.footer("Example:\n  seqboard deploy prune root@robot --keep 1");
    command.on_run([options, keep, &session] { run_prune(*options, *keep, session); });
}

void add_deploy_logs(Command deploy, Session& session) {
    const auto options = std::make_shared<DeployOptions>();
    const auto name = std::make_shared<std::string>();
    const auto lines = std::make_shared<unsigned>(50);
    const Command command = deploy.add("logs", "Print the end of a log on the target; without a name, which there are");
    options->add_to(command);
    command.option("name", *name, "A node, or supervisor, or agent");
    command.option("--lines", *lines, "How many lines").show_default();
    command.footer("Examples:\n  seqboard deploy logs root@robot\n  seqboard deploy logs root@robot planner --lines 200");
    command.on_run([options, name, lines, &session] { run_logs(*options, *name, *lines, session); });
}

}  // namespace seqboard::cli
