// What a look at a board makes of nodes that die, are damaged, come from before a boot or live in simulated time.
#include "core/cli/board_survey.hpp"

#include <catch2/catch.hpp>
#include <cstddef>
#include <filesystem>
#include <fstream>

#include "core/segment/anonymous_backend.hpp"
#include "core/segment/segment_layout.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/fake_simulator.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// A board, and the look of another process at it: who looks at a segment through the board that has made it keeps it.
struct Surveyed {
    void put_garbage(const std::string& node) const { std::ofstream{scratch.directory() + "/" + node + ".seg"} << std::string(4096, 'x'); }
    std::optional<Duration> age(const std::string& node, const std::string& slot) const {
        const NodeView& view = *survey.find(node);
        const SlotPlace& place = *view.segment->find(slot);
        return survey.age(view, place, history(*view.segment, place).back().header);
    }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    BoardSurvey survey{std::make_shared<Blackboard>(make_backend(scratch.place()), "test")};
};

/// Memory that cannot say who owns it.
class NamelessOwners final : public Backend {
public:
    Guarantees guarantees() const override { return memory_.guarantees(); }
    std::string place(std::string_view node) const override { return memory_.place(node); }
    std::unique_ptr<Ownership> own(std::string_view node) override { return memory_.own(node); }
    std::optional<Owner> owner(std::string_view node) override { return memory_.owner(node) ? std::optional{Owner{}} : std::nullopt; }
    Mapping create(std::string_view node, std::span<const std::byte> header, std::size_t bytes) override {
        return memory_.create(node, header, bytes);
    }
    std::unique_ptr<OpenSegment> open(std::string_view node, Access access) override { return memory_.open(node, access); }
    bool replaced(std::string_view node, const SegmentIdentity& identity) override { return memory_.replaced(node, identity); }
    std::vector<std::string> nodes() override { return memory_.nodes(); }
    void remove(std::string_view node) override { memory_.remove(node); }

private:
    AnonymousBackend memory_;
};

}  // namespace

TEST_CASE("a segment that cannot be trusted is a broken node with a sentence, and none of its slots count") {
    Surveyed board;
    board.put_garbage("sonar");
    board.survey.look();
    const NodeView& sonar = *board.survey.find("sonar");
    CHECK(sonar.liveness == Liveness::kBroken);
    CHECK(sonar.state() == "BROKEN");
    CHECK_FALSE(sonar.fault.empty());
    CHECK(board.survey.slot_names().empty());
    CHECK(board.survey.writer_of("range") == nullptr);
    CHECK_FALSE(board.survey.age(sonar, SlotPlace{}, SampleHeader{}));
}

TEST_CASE("of two nodes that have offered a slot, the one that lives is its writer") {
    Surveyed board;
    { FakeNode before{*board.board, "arm", "range"}; }
    { FakeNode other{*board.board, "zoom", "range"}; }
    const FakeNode now{*board.board, "sonar", "range"};
    board.survey.look();
    REQUIRE(board.survey.nodes().size() == 3);
    CHECK(board.survey.writer_of("range")->name == "sonar");
    CHECK(board.survey.writer_of("arm.status")->name == "arm");
}

TEST_CASE("a node whose owner has no number is known by the process that its status names") {
    auto blackboard = std::make_shared<Blackboard>(std::make_unique<NamelessOwners>(), "test");
    BoardSurvey survey{blackboard};
    FakeNode sonar{*blackboard, "sonar", "range"};
    survey.look();
    CHECK(survey.find("sonar")->liveness == Liveness::kLive);
    CHECK(survey.find("sonar")->pid == 0);
    sonar.live(NodeStatus{.pid = 4711, .state = NodeState::kReady});
    survey.look();
    CHECK(survey.find("sonar")->pid == 4711);
    { FakeNode dead{*blackboard, "arm", "reach"}; }
    survey.look();
    CHECK(survey.find("arm")->pid == 0);
}

TEST_CASE("what was written before the machine started has no age, and its node no heartbeat") {
    const ScratchBoard scratch;
    BoardPlace place = scratch.place();
    place.kind = BackendKind::kFile;
    {
        Blackboard board{make_backend(place), "test"};
        FakeNode sonar{board, "sonar", "range"};
        sonar.live(NodeStatus{.state = NodeState::kReady});
        sonar.publish(Range{.range_m = 1}, monotonic_now());
    }
    {
        std::fstream file{scratch.directory() + "/sonar.seg", std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(offsetof(SegmentHeader, boot_id));
        file << std::string(sizeof(BootId), 'x');
    }
    BoardSurvey survey{std::make_shared<Blackboard>(make_backend(place), "test")};
    survey.look();
    const NodeView& sonar = *survey.find("sonar");
    REQUIRE(sonar.segment);
    CHECK(sonar.liveness == Liveness::kDead);
    CHECK(sonar.status->value.state == NodeState::kReady);
    CHECK_FALSE(sonar.heartbeat_age);
    CHECK_FALSE(survey.age(sonar, *sonar.segment->find("range"), SampleHeader{}));
}

TEST_CASE("simulated time is where the coordinator that lives has it, not one that has died") {
    Surveyed board;
    const auto has_ended = [&](const std::string& node, Time at) { FakeSimulator{*board.board, node, node + "_range"}.tell_clock(at); };
    has_ended("early", Time{7s});
    has_ended("zone", Time{9s});
    { FakeSimulator silent{*board.board, "zoom", "zoom_range"}; }
    board.survey.look();
    CHECK(board.survey.clock()->now_ns == 7'000'000'000);
    FakeSimulator now{*board.board, "sim", "range"};
    now.tell_clock(Time{2s});
    board.survey.look();
    CHECK(board.survey.clock()->now_ns == 2'000'000'000);
}

TEST_CASE("a slot of the name clock is no clock when its node runs in real time") {
    Surveyed board;
    FakeSimulator tower{*board.board, "tower", "range", ClockMode::kReal};
    tower.tell_clock(Time{5s});
    board.survey.look();
    CHECK(board.survey.find("tower")->ready());
    CHECK_FALSE(board.survey.clock());
}

TEST_CASE("in simulated time a sample is as old as the simulation says, what the runtime says of itself as old as it really is") {
    Surveyed board;
    FakeSimulator sim{*board.board, "sim", "range"};
    sim.publish(Range{.range_m = 1}, Time{1s});
    board.survey.look();
    CHECK_FALSE(board.survey.age(*board.survey.find("sim"), *board.survey.find("sim")->segment->find("range"), SampleHeader{}));
    sim.tell_clock(Time{3s});
    board.survey.look();
    CHECK(board.age("sim", "range") == 2s);
    CHECK(board.age("sim", "sim.status") < 1h);
    const NodeView& node = *board.survey.find("sim");
    CHECK(BoardSurvey::is_stamped_in_real_time(node, "sim.status"));
    CHECK(BoardSurvey::is_stamped_in_real_time(node, "sim.params"));
    CHECK_FALSE(BoardSurvey::is_stamped_in_real_time(node, "range"));
}

TEST_CASE("what people ask is stamped with real time, what they write in a node's place with the board's") {
    CHECK(BoardSurvey::is_stamped_in_real_time(NodeView{.name = "operator"}, "operator.request"));
    CHECK_FALSE(BoardSurvey::is_stamped_in_real_time(NodeView{.name = "operator.remote_command"}, "remote_command"));
    Surveyed board;
    FakeSimulator sim{*board.board, "sim", "range"};
    FakeNode written{*board.board, "operator.goal", "goal"};
    written.publish(Range{}, Time{2s});
    sim.tell_clock(Time{5s});
    board.survey.look();
    CHECK(board.age("operator.goal", "goal") == 3s);
    Surveyed real;
    FakeNode by_hand{*real.board, "operator.goal", "goal"};
    by_hand.publish(Range{}, monotonic_now() - 3s);
    real.survey.look();
    CHECK(real.age("operator.goal", "goal") >= 3s);
}

TEST_CASE("a state that a newer program has written is shown as unknown") {
    CHECK(std::string{text_of(Liveness{99})} == "?");
    CHECK(std::string{text_of(NodeState{99})} == "?");
    CHECK(std::string{text_of(Supervised{99})} == "?");
    CHECK(std::string{text_of(SystemMode{99})} == "?");
    CHECK(std::string{text_of(Liveness::kAbsent)} == "ABSENT");
    CHECK(std::string{text_of(NodeState::kStarting)} == "STARTING");
}
