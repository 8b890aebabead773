#include "core/deploy/agent.hpp"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "core/deploy/durable.hpp"
#include "core/deploy/folder.hpp"
#include "core/deploy/sha256.hpp"
#include "core/deploy/signature.hpp"
#include "core/deploy/target_facts.hpp"
#include "core/exit_code.hpp"
#include "core/launch/describe_runner.hpp"
#include "core/names.hpp"

namespace seqboard::deploy {

namespace {

constexpr Duration kCheckLimit = std::chrono::seconds{60};
constexpr std::size_t kMaxCpuinfo = 4096;          // the first core is enough
constexpr std::uint64_t kSpareBytes = 256 * 1024;  // journal, folders, and what a file system rounds up

Json json_of(const JournalRecord& record) {
    return {{"number", record.number}, {"time", record.time_s}, {"step", text_of(record.step)}, {"from", record.from},
            {"to", record.to},         {"why", record.why},     {"boots", record.boots}};
}

std::string tail_of(const std::string& text, std::size_t lines) {
    std::size_t begin = text.size();
    for (std::size_t i = 0; i <= lines && begin != std::string::npos && begin > 0; ++i) begin = text.rfind('\n', begin - 1);
    return begin == std::string::npos || begin == 0 ? text : text.substr(begin + 1);
}

std::vector<std::string> log_names(const std::string& folder) {
    constexpr std::string_view kEnd = ".log";
    std::vector<std::string> names;
    for (const std::string& name : names_in(folder))
        if (name.ends_with(kEnd)) names.push_back(name.substr(0, name.size() - kEnd.size()));
    return names;
}

Duration seconds_in(const Json& request, const char* key, Duration usual) {
    if (!request.contains(key)) return usual;
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>{request.at(key).get<double>()});
}

}  // namespace

std::string Agent::this_program() { return link_target("/proc/self/exe"); }

Json Agent::status(const Target& target) {
    const ReleaseTree& tree = target.tree();
    const HealthReport health = target.health();
    Json json = {{"protocol", kProtocol},
                 {"root", tree.root()},
                 {"machine", target.machine().name},
                 {"kernel", target.machine().kernel},
                 {"machine_text", target.machine().text()},
                 {"cpuinfo", target.machine().is_arm() ? text_of_file("/proc/cpuinfo").substr(0, kMaxCpuinfo) : ""},
                 {"vfp", target.machine().has_vfp},
                 {"free_bytes", free_storage_bytes(tree.root())},
                 {"free_memory_bytes", free_memory_bytes()},
                 {"time", ::time(nullptr)},
                 {"current", tree.current()},
                 {"previous", tree.previous()},
                 {"releases", tree.names()},
                 {"ready", health.health == Health::kReady},
                 {"health", health.text},
                 {"busy", TargetLock::holder(tree.lock())},
                 {"last", nullptr}};
    if (const auto last = target.last_record()) json["last"] = json_of(*last);
    return json;
}

void Agent::serve() {
    target_.heal();
    Json greeting = status(target_);
    greeting["agent"] = sha256_of_file(program_);
    if (!wire_.send(greeting)) return;
    while (true) {
        Json reply;
        try {
            const auto request = wire_.receive();
            if (!request) return;
            reply = answer(*request);
            reply["ok"] = true;
        } catch (const StartError& error) {
            reply = {{"ok", false}, {"code", static_cast<int>(error.code())}, {"error", error.what()}};
        } catch (const Json::exception& error) {
            reply = {{"ok", false}, {"code", static_cast<int>(ExitCode::kUsage)}, {"error", std::string{"request: "} + error.what()}};
        } catch (const std::exception& error) {
            reply = {{"ok", false}, {"code", static_cast<int>(ExitCode::kSystem)}, {"error", error.what()}};
        }
        if (!wire_.send(reply)) return;
    }
}

Json Agent::answer(const Json& request) {
    const std::string verb = request.at("do");
    client_ = request.value("client", client_);
    if (verb == "status") return status(target_);
    if (verb == "begin") return begin(request);
    if (verb == "put") return put(request);
    if (verb == "install") return install();
    if (verb == "check") return check();
    if (verb == "switch") return switch_over(request);
    if (verb == "rollback") return roll_back(request);
    if (verb == "confirm") return confirm(request);
    if (verb == "history") return history();
    if (verb == "prune") return prune(request);
    if (verb == "logs") return logs(request);
    if (verb == "file") return file(request);
    throw StartError{ExitCode::kUsage, "the agent knows no '" + verb + "'; host and agent have different versions"};
}

Incoming& Agent::incoming() {
    if (!incoming_) throw StartError{ExitCode::kUsage, "begin comes first"};
    return *incoming_;
}

/// Says what is missing. `dry` changes nothing and needs no lock.
Json Agent::begin(const Json& request) {
    const bool dry = request.value("dry", false);
    const std::string text = request.at("manifest");
    refuse_untrusted(text, request.value("signature", ""), target_.tree().trusted_keys());
    incoming_.emplace(target_.tree(), text);
    if (!dry) {
        target_.lock(client_ + " deploys " + incoming_->name());
        point_link(target_.tree().agents() + "/" + kAgentName, program_.substr(program_.rfind('/') + 1));
    }
    target_.refuse_foreign_set(incoming_->manifest());
    Json reply = {{"release", incoming_->name()}, {"missing", Json::array()}};
    reply["absent_devices"] = absent_devices(incoming_->manifest().devices);
    std::uint64_t bytes = kSpareBytes;
    for (const Incoming::Missing& content : incoming_->missing()) {
        bytes += content.bytes - content.have;
        reply["missing"].push_back({{"sha256", content.sha256}, {"size", content.bytes}, {"have", content.have}});
    }
    if (const std::uint64_t free = free_storage_bytes(target_.tree().root()); free < bytes)
        throw StartError{ExitCode::kNoSpace, target_.tree().root() + ": " + std::to_string(free / 1024) +
                                                 " kB are free, the release needs " + std::to_string(bytes / 1024) +
                                                 " kB; make room with seqboard deploy prune"};
    return reply;
}

Json Agent::put(const Json& request) {
    const std::size_t size = request.at("size");
    if (size > kPieceBytes) throw StartError{ExitCode::kUsage, "a piece has at most " + std::to_string(kPieceBytes) + " bytes"};
    const auto bytes = wire_.receive_bytes(size);  // also when it is not wanted: the next request comes behind it
    if (!bytes) throw StartError{ExitCode::kUnavailable, "the link was lost"};
    incoming().add_piece(request.at("content"), request.at("offset"), *bytes);
    return Json::object();
}

Json Agent::install() {
    incoming().install(target_.machine());
    return {{"release", incoming().name()}};
}

/// The release's own check, by its own programs, on the machine that is to run them. Nothing moves.
Json Agent::check() {
    const ProgramOutput output = run_programs({target_.check_command(incoming().name())}, kCheckLimit).front();
    const std::string said = output.err.empty() ? output.out : output.err;
    if (output.timed_out) throw StartError{ExitCode::kFailed, "the check on the target did not end within " + text_of(kCheckLimit)};
    if (output.exit_code != 0)
        throw StartError{ExitCode::kConfig,
                         "the check on the target failed with exit code " + std::to_string(output.exit_code) + ":\n" + said};
    return {{"said", said}};
}

Listener Agent::host() {
    return [this](const JournalRecord& record) { return wire_.send({{"event", json_of(record)}}); };
}

Json Agent::update(const JournalRecord& first, const Json& request) {
    TrialLimits& limits = target_.limits();
    limits.ready = seconds_in(request, "ready_s", limits.ready);
    limits.soak = seconds_in(request, "soak_s", limits.soak);
    limits.confirm = seconds_in(request, "confirm_s", limits.confirm);
    const JournalRecord last = target_.update(first, host());
    if (last.step == Step::kAwaitConfirm || last.step == Step::kConfirmed) return {{"step", text_of(last.step)}, {"release", last.to}};
    throw StartError{ExitCode::kFailed,
                     last.to + " was taken back" + (last.from.empty() ? "" : ", " + last.from + " runs again") + ": " + last.why};
}

Json Agent::switch_over(const Json& request) {
    const std::string release = incoming().name();
    target_.lock(client_ + " deploys " + release);
    return update({.step = Step::kStopOld, .from = target_.tree().current(), .to = release, .why = "deployed by " + client_}, request);
}

Json Agent::roll_back(const Json& request) {
    target_.lock(client_ + " rolls back");
    const JournalRecord first = target_.way_back();
    if (request.value("dry", false)) {
        target_.unlock();
        return {{"from", first.from}, {"release", first.to}};
    }
    return update(first, request);
}

Json Agent::confirm(const Json& request) {
    const JournalRecord last = target_.confirm(request.at("release"), host());
    if (last.step != Step::kConfirmed) throw StartError{ExitCode::kFailed, "too late: " + last.why};
    return {{"step", text_of(last.step)}};
}

Json Agent::history() const {
    Json records = Json::array();
    for (const JournalRecord& record : Journal::read(target_.tree().journal())) records.push_back(json_of(record));
    return {{"records", records}};
}

Json Agent::prune(const Json& request) {
    target_.lock(client_ + " prunes");
    Json reply = {{"removed", target_.prune(request.at("keep"))}};
    target_.unlock();
    return reply;
}

Json Agent::logs(const Json& request) const {
    const std::string name = request.value("name", "");
    const std::vector<std::string> folders = {target_.tree().logs(), target_.board_log_folder()};
    std::vector<std::string> names;
    for (const std::string& folder : folders)
        for (const std::string& found : log_names(folder)) {
            if (found == name) return {{"text", tail_of(text_of_file(folder + "/" + found + ".log"), request.value("lines", 50U))}};
            names.push_back(found);
        }
    std::sort(names.begin(), names.end());
    if (name.empty()) return {{"names", names}};
    throw StartError{ExitCode::kNoInput, "no log '" + name + "'" + suggestion(name, names)};
}

/// The text of a release's manifest, or of a file that it names.
Json Agent::file(const Json& request) const {
    const ReleaseTree& tree = target_.tree();
    const std::string release = request.at("release"), path = request.at("path");
    const std::vector<std::string> names = tree.names();
    if (std::find(names.begin(), names.end(), release) == names.end())
        throw StartError{ExitCode::kNoInput, "no release '" + release + "'" + suggestion(release, names)};
    if (path != kManifestName && tree.manifest(release).find(path) == nullptr)
        throw StartError{ExitCode::kNoInput, release + " has no file '" + path + "'"};
    return {{"text", text_of_file(tree.release(release) + "/" + path)}};
}

}  // namespace seqboard::deploy
