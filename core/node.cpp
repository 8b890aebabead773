#include "core/node.hpp"

#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <thread>

#include "core/node/describe.hpp"
#include "core/node/lockstep_follower.hpp"
#include "core/node/node_session.hpp"
#include "core/node/real_time_pacer.hpp"
#include "core/node/realtime.hpp"
#include "core/node/self_test_run.hpp"

namespace seqboard {

namespace {

StopFlag stop_requested{false};

void catch_stop_signals() {
    struct sigaction action {};
    action.sa_handler = [](int) { stop_requested.store(true, std::memory_order_relaxed); };
    ::sigaction(SIGTERM, &action, nullptr);  // no SA_RESTART: a signal ends the sleep
    ::sigaction(SIGINT, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

struct NodeRequest {
    NodeType type;
    NodeArgs args;
};

void report(const NodeArgs& args, const char* sentence) {
    std::fprintf(stderr, "%s%s%s: %s\n", args.origin.c_str(), args.origin.empty() ? "" : ": ", args.name.c_str(), sentence);
}

std::unique_ptr<Pacer> make_pacer(NodeSession& session, Blackboard& board, std::unique_ptr<LockstepDriver> driver) {
    const NodeArgs& args = session.setup().args();
    if (driver) return driver;
    if (args.clock.kind == ClockChoice::Kind::kFollow)
        return std::make_unique<LockstepFollower>(args.name, session.segment().epoch(), args.clock.coordinator, board);
    if (!session.type().trigger.empty()) return std::make_unique<TriggeredPacer>(*session.setup().find_input(session.type().trigger));
    return std::make_unique<PeriodicPacer>(session.period());
}

ExitCode run_steps(NodeSession& session, Pacer& pacer) {
    const bool follows = session.setup().args().clock.kind == ClockChoice::Kind::kFollow;
    while (!stop_requested.load(std::memory_order_relaxed)) {
        if (const std::optional<Turn> turn = pacer.wait()) {
            if (!follows || session.has_work()) session.step(*turn);
            else session.pass(*turn);
            if (const auto code = session.setup().finished()) return *code;
        } else {
            if (pacer.stalled()) session.make_safe();
            session.look_after_ports(monotonic_now());
            session.publish_status(NodeState::kReady);
        }
    }
    return ExitCode::kOk;
}

ExitCode run_one(const NodeRequest& request) {
    const NodeArgs& args = request.args;
    set_log_name(args.name);
    std::unique_ptr<NodeSession> session;
    ExitCode code = ExitCode::kOk;
    try {
        const auto board = Blackboard::open(args.place);
        session = std::make_unique<NodeSession>(request.type, args, board);
        auto driver =
            args.clock.kind == ClockChoice::Kind::kDrive ? std::make_unique<LockstepDriver>(args.clock, *board, stop_requested) : nullptr;
        LockstepDriver* const clock = driver.get();
        session->start(clock);
        if (args.priority > 0) {
            const std::string missing = become_realtime(args.priority, args.lock_memory.value_or(true));
            session->set_realtime(missing.empty());
            if (!missing.empty()) log_line(LogLevel::kWarning, "runs without real-time: %s", missing.c_str());
        } else if (args.lock_memory.value_or(false)) {
            if (const std::string missing = lock_memory(); !missing.empty()) log_line(LogLevel::kWarning, "%s", missing.c_str());
        }
        session->publish_status(NodeState::kReady);
        const auto pacer = make_pacer(*session, *board, std::move(driver));
        code = run_steps(*session, *pacer);
        if (clock != nullptr) clock->finish();
    } catch (const StartError& error) {
        report(args, error.what());
        code = error.code();
    } catch (const std::exception& error) {
        report(args, error.what());
        code = ExitCode::kBug;
    }
    stop_requested.store(true, std::memory_order_relaxed);  // one ends, all end
    if (session) {
        session->make_safe();
        if (code == ExitCode::kOk || session->setup().finished()) session->publish_status(NodeState::kStopping);
    }
    return code;
}

/// Splits "TYPE opts --and TYPE opts" (or "opts" where there is one type).
std::vector<NodeRequest> parse_requests(const std::vector<NodeType>& types, std::vector<std::string> words) {
    std::vector<NodeRequest> requests;
    while (true) {
        const auto end = std::find(words.begin(), words.end(), "--and");
        std::vector<std::string> part{words.begin(), end};
        const NodeType* type = types.size() == 1 ? &types.front() : nullptr;
        if (type == nullptr) {
            std::vector<std::string> known;
            for (const NodeType& candidate : types) {
                known.push_back(candidate.name);
                if (!part.empty() && candidate.name == part.front()) type = &candidate;
            }
            const std::string word = part.empty() ? "" : part.front();
            if (type == nullptr)
                throw StartError{ExitCode::kUsage, "'" + word + "' is not a node type of this program" + suggestion(word, known)};
            part.erase(part.begin());
        } else if (!requests.empty() && !part.empty() && part.front() == type->name) {
            part.erase(part.begin());
        }
        NodeRequest request{*type, parse_node_args(part)};
        if (request.args.name.empty()) request.args.name = type->name;
        requests.push_back(std::move(request));
        if (end == words.end()) return requests;
        words.erase(words.begin(), end + 1);
    }
}

ExitCode run_all(const std::vector<NodeRequest>& requests) {
    catch_stop_signals();
    if (requests.size() == 1) return run_one(requests.front());
    std::vector<ExitCode> codes(requests.size(), ExitCode::kOk);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < requests.size(); ++i) threads.emplace_back([&, i] { codes[i] = run_one(requests[i]); });
    for (std::thread& thread : threads) thread.join();
    const auto failed = std::find_if(codes.begin(), codes.end(), [](ExitCode code) { return code != ExitCode::kOk; });
    return failed == codes.end() ? ExitCode::kOk : *failed;
}

}  // namespace

int run_nodes(const std::vector<NodeType>& types, int argc, char** argv) {
    try {
        const std::vector<NodeRequest> requests = parse_requests(types, {argv + 1, argv + argc});
        for (const NodeRequest& request : requests) {
            if (request.args.help) {
                std::printf("%s: a seqboard node\n%s", request.type.name.c_str(), node_args_help());
                return 0;
            }
            if (request.args.describe) {
                std::fputs(describe(request.type, request.args).c_str(), stdout);
                return 0;
            }
            if (request.args.self_test) {
                catch_stop_signals();
                return static_cast<int>(
                    run_self_test(request.type, request.args, [] { return stop_requested.load(std::memory_order_relaxed); }));
            }
        }
        return static_cast<int>(run_all(requests));
    } catch (const StartError& error) {
        std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
        return static_cast<int>(error.code());
    }
}

}  // namespace seqboard
