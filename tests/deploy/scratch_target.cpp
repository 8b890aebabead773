#include "tests/deploy/scratch_target.hpp"
#include "tests/scratch/places.hpp"

#include <signal.h>

#include "core/deploy/journal.hpp"
#include "core/deploy/target_lock.hpp"
#include "tests/scratch/board_processes.hpp"

using namespace seqboard::deploy;

namespace seqboard::testing {

Conversation::Conversation(const std::vector<std::string>& agent, const Environment& environment)
    : surroundings_{environment}, process_{agent}, wire_{process_.out(), process_.in()} {
    ::signal(SIGPIPE, SIG_IGN);
    greeting_ = wire_.receive().value_or(Json{});
}

Json Conversation::ask(Json request, std::string_view bytes) {
    bytes_sent += bytes.size();
    if (!wire_.send(request) || !wire_.send_bytes(bytes)) return {};
    while (true) {
        const auto reply = wire_.receive();
        if (!reply) return {};
        if (!reply->contains("event")) return *reply;
        steps.push_back(reply->at("event").at("step"));
    }
}

Json Conversation::bring(const Bundle& bundle) {
    const Manifest manifest = parse_manifest(bundle.manifest_text);
    const Json plan = ask({{"do", "begin"}, {"manifest", bundle.manifest_text}, {"signature", bundle.signature}});
    if (!plan.value("ok", false)) return plan;
    for (const Json& content : plan.at("missing")) {
        std::size_t offset = content.at("have");
        for (std::string_view rest = std::string_view{bundle.content(manifest, content.at("sha256"))}.substr(offset); !rest.empty();) {
            const std::string_view piece = rest.substr(0, kPieceBytes);
            const Json reply = ask({{"do", "put"}, {"content", content.at("sha256")}, {"offset", offset}, {"size", piece.size()}}, piece);
            if (!reply.value("ok", false)) return reply;
            offset += piece.size();
            rest.remove_prefix(piece.size());
        }
    }
    return ask({{"do", "install"}});
}

Json Conversation::deploy(const Bundle& bundle, double soak_s) {
    if (const Json brought = bring(bundle); !brought.value("ok", false)) return brought;
    const Json trial = ask({{"do", "switch"}, {"soak_s", soak_s}});
    return trial.value("ok", false) ? ask({{"do", "confirm"}, {"release", trial.at("release")}}) : trial;
}

ScratchTarget::~ScratchTarget() {
    eventually([&] { return TargetLock::holder(tree.lock()).empty(); });
    cut_power();
}

std::vector<std::string> ScratchTarget::agent(const std::string& verb) const {
    return {built("deploy_test_agent"), "--root", tree.root(), "--boards", boards_.root(), verb};
}

ProgramOutput ScratchTarget::run(const std::string& verb, const Environment& environment) const {
    const Surroundings surroundings{environment};
    return run_programs({agent(verb)}, std::chrono::seconds{60}).front();
}

std::optional<std::string> ScratchTarget::running() const {
    const std::vector<std::string> names = tree.names();
    return names.empty() ? std::nullopt : set_.running(names.front());
}

bool ScratchTarget::all_ready() const {
    const auto release = running();
    return release && set_.health(*release).health == Health::kReady;
}

void ScratchTarget::cut_power() const { kill_processes_of(boards_); }

bool ScratchTarget::is_settled() const {
    const auto records = Journal::read(tree.journal());
    return TargetLock::holder(tree.lock()).empty() && (records.empty() || is_end(records.back().step));
}

}  // namespace seqboard::testing
