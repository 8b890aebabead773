// What people tell a replay that runs elsewhere, and what they are told of it.
#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <thread>

#include "core/cli/hand_writer.hpp"
#include "core/cli/player_slots.hpp"
#include "core/exit_code.hpp"
#include "core/messages/operator_request.hpp"
#include "core/messages/range.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/scratch/eventually.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// Where a replay would be: it takes one request, in a thread, and then tells of it or goes away.
class OneReplay {
public:
    OneReplay(const ScratchBoard& scratch, bool goes_away = false) {
        slots_.emplace(Blackboard::open(scratch.place()));
        slots_->write(state_);
        thread_ = std::jthread{[this, goes_away](const std::stop_token& enough) {
            eventually([&] {
                const auto requests = slots_->take();
                if (requests.empty()) return enough.stop_requested();
                request_ = requests.front();
                state_.requests += static_cast<std::uint32_t>(requests.size());
                if (goes_away) slots_.reset();
                else slots_->write(state_);
                return true;
            });
        }};
    }

    /// What it was told; once nobody asks any more.
    PlayerRequest request() {
        thread_.request_stop();
        thread_.join();
        return request_;
    }

private:
    PlayerState state_{.position_s = 1.5f, .length_s = 4, .phase = PlayerPhase::kPaused};
    PlayerRequest request_;
    std::optional<cli::PlayerSlots> slots_;
    std::jthread thread_;
};

ProgramOutput control(const ScratchBoard& scratch, std::vector<std::string> words) {
    words.insert(words.begin(), {"replay", "control"});
    return command_here(scratch, std::move(words));
}

}  // namespace

TEST_CASE("a replay gets the request that was made, and its answer is where it is now") {
    const auto told = [](std::vector<std::string> words) {
        const ScratchBoard scratch;
        OneReplay replay{scratch};
        const ProgramOutput output = control(scratch, std::move(words));
        INFO(output.err);
        CHECK(output.exit_code == 0);
        CHECK(output.out == "paused   1.50 of 4.00 s  x1\n");
        return replay.request();
    };
    CHECK(told({"play"}).verb == PlayerVerb::kPlay);
    const PlayerRequest step = told({"step-back", "--count", "7"});
    CHECK(step.verb == PlayerVerb::kStepBack);
    CHECK(step.count == 7);
    const PlayerRequest seek = told({"seek", "--to", "2500ms"});
    CHECK(seek.verb == PlayerVerb::kSeek);
    CHECK(seek.position_s == 2.5f);
    const PlayerRequest rate = told({"rate", "--rate", "0.5"});
    CHECK(rate.verb == PlayerVerb::kRate);
    CHECK(rate.rate_ratio == 0.5f);
}

TEST_CASE("a replay that ends at a request has ended") {
    const ScratchBoard scratch;
    OneReplay replay{scratch, true};
    const ProgramOutput output = control(scratch, {"end"});
    CHECK(output.exit_code == 0);
    CHECK(output.out == "ended\n");
    CHECK(replay.request().verb == PlayerVerb::kEnd);
}

TEST_CASE("who controls a replay is told what is missing: a word, a replay, its answer") {
    const ScratchBoard scratch;
    const auto refused = [&](std::vector<std::string> words, ExitCode exit, const std::string& sentence) {
        const ProgramOutput output = control(scratch, std::move(words));
        CHECK(output.exit_code == code(exit));
        CHECK_THAT(output.err, Catch::Contains(sentence));
        CHECK(output.out.empty());
    };
    refused({"seek"}, ExitCode::kUsage, "whither? --to 12.5s");
    refused({"rate"}, ExitCode::kUsage, "which? --rate 0.5");
    refused({"jump"}, ExitCode::kUsage, "jump");
    const auto board = Blackboard::open(scratch.place());
    { const auto somebody = board->create("sonar", {slot_spec<PlayerState>("elsewhere")}); }
    refused({"pause"}, ExitCode::kNoInput, "nobody replays on board 'test'");
    cli::PlayerSlots replay{board};
    refused({"pause"}, ExitCode::kNoInput, "nobody replays on board 'test'");  // it has not begun
    replay.write({});
    refused({"pause"}, ExitCode::kFailed, "the replay does not answer");
    const ProgramOutput given_up = interrupted_here(scratch, {"replay", "control", "pause"}, [](const std::string&) { return true; });
    CHECK(given_up.exit_code == 0);
    CHECK(given_up.out.empty());
    CHECK(replay.take().size() == 2);
}

TEST_CASE("a replay does what it is asked, in order, and counts it") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    {
        FakeNode sonar{*board, "sonar", "range"};
        for (int i = 0; i < 3; ++i) sonar.publish(Range{.range_m = static_cast<float>(i)}, monotonic_now());
        command_here(scratch, {"record", "-o", scratch.root() + "/recordings", "--name", "run", "--duration", "1ms"});
    }
    const auto ask = [&](const PlayerRequest& request) {
        const auto bytes = std::as_bytes(std::span{&request, 1});
        cli::HandWriter{board, std::string{kPlayerControlSlot}}.write({bytes.begin(), bytes.end()});
    };
    const auto requests = [&] {
        const auto segment = board->attach_trusted(kPlayerNode);
        const auto state = segment ? newest<PlayerState>(*segment, kPlayerSlot) : std::nullopt;
        return state ? static_cast<int>(state->value.requests) : -1;
    };
    const auto states = [&] { return newest<PlayerState>(*board->attach_trusted(kPlayerNode), kPlayerSlot)->header.sequence; };
    std::atomic<bool> told = false;
    const std::jthread asking{[&] {
        eventually([&] { return requests() == 0; });
        ask({.verb = PlayerVerb::kStep});
        told = eventually([&] { return requests() == 1; });
        const std::uint32_t said = states();
        eventually([&] { return states() > said + 1; });  // it tells where it is unasked as well
        ask({.verb = PlayerVerb::kEnd});
    }};
    const ProgramOutput output = command_here(scratch, {"replay", "-f", scratch.root() + "/recordings/run_0000.mcap", "--start-paused"});
    INFO(output.err);
    CHECK(output.exit_code == 0);
    CHECK(output.out == "1 samples\n");
    CHECK(told);
}

TEST_CASE("what was asked before a replay began, or is no request, is not carried out") {
    const auto board = Blackboard::in_memory();
    cli::PlayerSlots replay{board};
    StepContext context;
    const std::string node = operator_node_of(std::string{kPlayerControlSlot});
    const auto write = [&](Blackboard& on, const auto& value, Time at) {
        using T = std::remove_cvref_t<decltype(value)>;
        OutputPort port{"control", slot_spec<T>(std::string{kPlayerControlSlot}), context};
        const auto segment = on.create(node, {port.spec});
        port.bind(segment->writer(0), segment->epoch());
        context.begin(at);
        port.write(&value, sizeof value);
    };
    write(*board, PlayerRequest{.verb = PlayerVerb::kEnd}, monotonic_now() - std::chrono::hours{1});
    CHECK(replay.take().empty());
    const auto elsewhere = Blackboard::in_memory();
    cli::PlayerSlots confused{elsewhere};
    write(*elsewhere, Range{}, monotonic_now());
    CHECK(confused.take().empty());
}
