// Parameters of running nodes, shown and changed, and what is said where that cannot be.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/exit_code.hpp"
#include "core/messages/operator_request.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/cli/board_process.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/fake_supervisor.hpp"

namespace set_command_test {

/// As a node has them: the answer to the last request in front.
struct Params {
    std::uint32_t request = 0;
    seqboard::ParamResult result = seqboard::ParamResult::kNone;
    std::array<std::uint8_t, 3> reserved{};
    float gain_ratio = 1.5f;
};
SEQBOARD_MESSAGE(Params, request, result, reserved, gain_ratio);

}  // namespace set_command_test

using namespace seqboard;
using namespace seqboard::testing;
using set_command_test::Params;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

ProgramOutput set(const ScratchBoard& scratch, std::vector<std::string> words) {
    words.insert(words.begin(), "set");
    return command_here(scratch, std::move(words));
}

void refused(const ScratchBoard& scratch, std::vector<std::string> words, ExitCode exit, const std::string& sentence) {
    const ProgramOutput output = set(scratch, std::move(words));
    INFO(output.err);
    CHECK(output.exit_code == code(exit));
    CHECK_THAT(output.err, Catch::Contains(sentence));
    CHECK(output.out.empty());
}

/// A node with one parameter that answers each request with the same result, in a thread.
class AnsweringNode {
public:
    AnsweringNode(Blackboard& board, ParamResult result, Duration heartbeat_age = {})
        : heartbeat_age_{heartbeat_age},
          status_{"status", slot_spec<NodeStatus>("arm.status"), context_},
          params_{"params", slot_spec<Params>("arm.params"), context_},
          segment_{board.create("arm", {status_.spec, params_.spec})} {
        status_.bind(segment_->writer(0), segment_->epoch());
        params_.bind(segment_->writer(1), segment_->epoch());
        say({}, {});
        thread_ = std::jthread{[this, &board, result](const std::stop_token& enough) {
            eventually([&] {
                const auto desk = board.attach_trusted(kOperatorNode);
                const auto request = desk ? newest<ParamRequest>(*desk, kParamRequestSlot) : std::nullopt;
                if (request && request->value.id != 0) say(request->value.id, result);
                return enough.stop_requested();
            });
        }};
    }

private:
    void say(std::uint32_t request, ParamResult result) {
        context_.begin(monotonic_now() - heartbeat_age_);
        const NodeStatus status{.state = NodeState::kReady};
        status_.write(&status, sizeof status);
        const Params params{.request = request, .result = result};
        params_.write(&params, sizeof params);
    }

    Duration heartbeat_age_;
    StepContext context_;
    OutputPort status_;
    OutputPort params_;
    std::shared_ptr<OwnedSegment> segment_;
    std::jthread thread_;
};

}  // namespace

TEST_CASE("set without a value lists a node's parameters, or one of them") {
    const ScratchBoard scratch;
    const NodeProcess probe{scratch, "probe.left"};
    const ProgramOutput all = set(scratch, {"probe.left"});
    CHECK(all.exit_code == 0);
    CHECK_THAT(all.out, Catch::StartsWith("PARAMETER") && Catch::Contains("\ndevice ") && Catch::Contains("\ngain_ratio "));
    const ProgramOutput one = set(scratch, {"probe.left.gain_ratio"});
    CHECK(std::count(one.out.begin(), one.out.end(), '\n') == 2);
    CHECK_THAT(one.out, Catch::Contains("gain_ratio  1") && Catch::Contains("live") && Catch::Contains("from 0 to 10"));
    const Json json = Json::parse(set(scratch, {"probe.left.channel", "--json"}).out);
    CHECK(json.size() == 1);
    CHECK(json["channel"]["live"] == false);
    CHECK(json["channel"]["type"] == "int");
}

TEST_CASE("a node that has not said its parameters yet has an empty list of them") {
    const ScratchBoard scratch;
    const auto mute = Blackboard::open(scratch.place())->create("mute", {slot_spec<Params>("mute.params")});
    CHECK(set(scratch, {"mute"}).out == "PARAMETER  VALUE  TYPE  LIVE  LIMITS\n");
    CHECK(set(scratch, {"mute", "--json"}).out == "{}\n");
}

TEST_CASE("a value of the wrong type is told what the parameter takes") {
    const ScratchBoard scratch;
    const NodeProcess probe{scratch, "probe"};
    refused(scratch, {"probe.step_count", "few"}, ExitCode::kConfig, "'few' will not do; expected a whole number, from 1 to 100");
    refused(scratch, {"probe.inverted", "maybe"}, ExitCode::kConfig, "'maybe' will not do; expected true or false");
    refused(scratch, {"probe.gain_ratio", "few"}, ExitCode::kConfig, "'few' will not do; expected a number");
}

TEST_CASE("what is no node with a segment has no parameters to set") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeSupervisor supervisor{*board};
    supervisor.say();
    FakeNode range{*board, "range", "range"};
    range.live(NodeStatus{.state = NodeState::kReady});
    AnsweringNode arm{*board, ParamResult::kApplied};
    refused(scratch, {"sonar.gain", "1"}, ExitCode::kNoInput, "no node 'sonar' on board 'test'");  // the supervisor knows it, that is all
    refused(scratch, {"amr.gain", "1"}, ExitCode::kNoInput, "no node 'amr' on board 'test'; did you mean 'arm'?");
    refused(scratch, {".gain", "1"}, ExitCode::kNoInput, "no node '' on board 'test'");
    refused(scratch, {"range", "1"}, ExitCode::kUsage, "expected NODE.PARAM, such as range.gain");
    refused(scratch, {"arm", "1"}, ExitCode::kUsage, "expected NODE.PARAM, such as arm.gain_ratio");
    refused(scratch, {"range.gain", "1"}, ExitCode::kNoInput, "node 'range' has no parameter 'gain'");
}

TEST_CASE("what a node answers is what set says") {
    const auto answered = [](ParamResult result, Duration heartbeat_age = {}) {
        const ScratchBoard scratch;
        const auto board = Blackboard::open(scratch.place());
        AnsweringNode arm{*board, result, heartbeat_age};
        return set(scratch, {"arm.gain_ratio", "2"});
    };
    CHECK(answered(ParamResult::kApplied).out == "arm.gain_ratio = 1.5 (was 1.5)\n");
    CHECK(answered(ParamResult::kApplied, std::chrono::seconds{5}).exit_code == 0);  // it is slow, and lives
    const ProgramOutput unknown = answered(ParamResult::kUnknown);
    CHECK(unknown.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(unknown.err, Catch::Contains("arm.gain_ratio: the node does not know this parameter"));
    CHECK_THAT(answered(ParamResult::kNone).err, Catch::Contains("the node does not know this parameter"));
    CHECK(answered(ParamResult::kNotLive).exit_code == code(ExitCode::kConfig));
    CHECK(answered(ParamResult::kOutOfRange).exit_code == code(ExitCode::kConfig));
}

TEST_CASE("a node that hangs is asked all the same, and that it does not answer is told") {
    const ScratchBoard scratch;
    const NodeProcess probe{scratch, "probe"};
    ::kill(probe.pid(), SIGSTOP);
    refused(scratch, {"probe.gain_ratio", "2"}, ExitCode::kUnavailable, "lives but did not answer within 2 s");
}
