#include "core/deploy/host/deployment.hpp"

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "core/deploy/host/byte_text.hpp"
#include "core/deploy/sha256.hpp"
#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

constexpr std::size_t kAgentDigits = 16;
constexpr std::int64_t kClockSlack_s = 24 * 3600;
constexpr std::uint64_t kSpareMemoryBytes = 2u << 20;

const std::string& content_of(const Bundle& bundle, const std::string& path) {
    const auto found = bundle.contents.find(path);
    if (found == bundle.contents.end())
        throw StartError{ExitCode::kBadSegment, "the bundle has no " + path + "; make it again with seqboard bundle"};
    return found->second;
}

}  // namespace

void Deployment::require_runnable(const Bundle& bundle, const Manifest& manifest, const Machine& machine) const {
    for (const ManifestFile& file : manifest.files) {
        if (file.is_link()) continue;
        const auto program = read_elf_program(bundle.contents.at(file.path), file.path);
        const std::string reason = program ? why_not(*program, machine) : "";
        if (!reason.empty())
            throw StartError{ExitCode::kConfig, target_.host + ": " + file.path + " " + reason + "; build and bundle for this machine"};
    }
}

/// The agent of the bundle, which is sent if the target has another or none.
void Deployment::connect(const Bundle& bundle, const Manifest& manifest) {
    const std::string& agent = content_of(bundle, std::string{kProgramFolder} + "/" + kAgentName);
    const std::string hash = sha256_of(agent);
    const std::string program = "agent/" + std::string{kAgentName} + "-" + hash.substr(0, kAgentDigits);
    link_ = std::make_unique<AgentLink>(target_, program);
    if (link_->greeting() && link_->greeting()->at("agent") == hash) return;
    require_runnable(bundle, manifest, link_->machine());
    if (options_.dry_run) {
        step("agent", "would send the agent, " + byte_text(agent.size()));
        link_ = std::make_unique<AgentLink>(target_, std::string{"agent/"} + kAgentName);  // an older one knows what is there
        if (link_->greeting()) return;
        step("send", "nothing is deployed there; would send all " + byte_text(manifest.bytes()) + " of the release");
        link_.reset();
        return;
    }
    step("agent", "sending it, " + byte_text(agent.size()));
    link_.reset();
    send_agent(target_, program, agent);
    result_.bytes_sent += agent.size();
    link_ = std::make_unique<AgentLink>(target_, program);
    if (!link_->greeting() || link_->greeting()->at("agent") != hash)
        throw StartError{ExitCode::kBadSegment,
                         target_.text() + ": the agent that was just sent is not what the storage gives back; is it failing?"};
}

void Deployment::preflight(const Bundle& bundle, const Manifest& manifest) const {
    const Json& facts = *link_->greeting();
    const auto memory = facts.at("free_memory_bytes").get<std::uint64_t>();
    const std::string current = facts.at("current");
    view_.on_step("target", facts.at("machine_text").get<std::string>() + "; free: " + byte_text(facts.at("free_bytes")) + " of storage, " +
                                byte_text(memory) + " of memory; " + (current.empty() ? "nothing deployed yet" : "runs " + current));
    require_runnable(bundle, manifest, link_->machine());
    std::uint64_t largest = 0;
    for (const ManifestFile& file : manifest.files) largest = std::max(largest, file.bytes);
    if (memory < largest + kSpareMemoryBytes)
        throw StartError{ExitCode::kSystem, target_.host + ": only " + byte_text(memory) +
                                                " of memory are free, the largest program alone has " + byte_text(largest)};
    if (const std::int64_t off = facts.at("time").get<std::int64_t>() - ::time(nullptr); std::abs(off) > kClockSlack_s)
        view_.on_step("clock", "warning: the target's clock is " + std::to_string(std::abs(off) / 86400) + " days " +
                                   (off < 0 ? "behind" : "ahead") + "; its history will have wrong dates, nothing else depends on it");
}

DeploymentResult Deployment::deploy(const Bundle& bundle) {
    const Manifest manifest = parse_manifest(bundle.manifest_text);
    result_.release = release_name(bundle.manifest_text);
    connect(bundle, manifest);
    if (!link_) return result_;
    preflight(bundle, manifest);
    const Json plan =
        link_->request({{"do", "begin"}, {"manifest", bundle.manifest_text}, {"signature", bundle.signature}, {"dry", options_.dry_run}});
    if (const auto& absent = plan.at("absent_devices"); !absent.empty() && !options_.without_devices)
        throw StartError{ExitCode::kUnavailable,
                         target_.host + ": it has no " + absent.dump() +
                             ", which parameters of the node set name; attach them, or deploy with --without-devices"};
    send(bundle, manifest, plan.at("missing"));
    if (options_.dry_run) {
        compare(bundle);
        step("switch", "would check the release there, stop " + link_->greeting()->at("current").get<std::string>() + " safely and start " +
                           result_.release);
        return result_;
    }
    link_->request({{"do", "install"}});
    step("installed", "all " + std::to_string(manifest.files.size()) + " files verified as the storage gives them back");
    std::string said = link_->request({{"do", "check"}}).at("said");
    while (!said.empty() && said.back() == '\n') said.pop_back();
    step("checked", said);
    switch_and_confirm({{"do", "switch"}});
    return result_;
}

DeploymentResult Deployment::roll_back() {
    link_ = std::make_unique<AgentLink>(target_, std::string{"agent/"} + kAgentName);
    if (!link_->greeting()) throw StartError{ExitCode::kNoInput, target_.text() + ": nothing was ever deployed there"};
    if (!options_.dry_run) {
        switch_and_confirm({{"do", "rollback"}});
        return result_;
    }
    const Json plan = link_->request({{"do", "rollback"}, {"dry", true}});
    result_.release = plan.at("release");
    step("switch", "would stop " + plan.at("from").get<std::string>() + " safely and start " + result_.release);
    return result_;
}

/// Says what would be other than it is, file by file, and of the node set's files key by key.
void Deployment::compare(const Bundle& bundle) {
    const std::string current = link_->greeting()->at("current");
    if (current.empty()) return;
    const auto text_of = [&](const std::string& path) -> std::string {
        return link_->request({{"do", "file"}, {"release", current}, {"path", path}}).at("text");
    };
    try {
        result_.changes = difference(parse_manifest(text_of(kManifestName)), text_of, bundle);
        result_.changes.from = current;
    } catch (const StartError& error) {
        return step("compare", "warning: what differs cannot be told: " + std::string{error.what()});
    }
    for (const std::string& path : result_.changes.added) step("added", path);
    for (const std::string& path : result_.changes.changed) step("changed", path);
    for (const std::string& path : result_.changes.removed) step("removed", path);
    for (const std::string& line : result_.changes.set) step("node set", line);
}

void Deployment::send(const Bundle& bundle, const Manifest& manifest, const Json& missing) {
    std::uint64_t whole = 0;
    for (const Json& content : missing) whole += content.at("size").get<std::uint64_t>() - content.at("have").get<std::uint64_t>();
    const std::string what = std::to_string(missing.size()) + " of " + std::to_string(manifest.files.size()) + " files, " +
                             byte_text(whole) + " of " + byte_text(manifest.bytes()) + "; the rest is there";
    if (options_.dry_run) return step("send", "would send " + what);
    std::uint64_t done = 0;
    for (const Json& content : missing) {
        const std::string hash = content.at("sha256");
        std::string_view rest = bundle.content(manifest, hash);
        std::uint64_t offset = content.at("have");
        rest.remove_prefix(static_cast<std::size_t>(offset));
        do {  // an empty file has one empty piece
            const std::string_view piece = rest.substr(0, kPieceBytes);
            link_->request({{"do", "put"}, {"content", hash}, {"offset", offset}, {"size", piece.size()}}, {}, piece);
            rest.remove_prefix(piece.size());
            offset += piece.size();
            view_.on_bytes(done += piece.size(), whole);
        } while (!rest.empty());
    }
    result_.files_sent = missing.size();
    result_.bytes_sent += whole;
    step("sent", what);
}

void Deployment::switch_and_confirm(Json request) {
    request.update({{"ready_s", options_.ready_s}, {"soak_s", options_.soak_s}, {"confirm_s", options_.confirm_s}});
    std::string said;
    const OnEvent show = [&](const Json& record) {
        const std::string why = record.at("why");
        step(record.at("step"), why == said ? "" : why);
        said = why;
    };
    const Json trial = link_->request(std::move(request), show);
    result_.release = trial.at("release");
    result_.seconds_to_ready = seconds() - options_.soak_s;
    if (trial.at("step") == "await_confirm") link_->request({{"do", "confirm"}, {"release", result_.release}}, show);
    result_.seconds = seconds();
}

}  // namespace seqboard::deploy
