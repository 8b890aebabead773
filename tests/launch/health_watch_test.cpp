// When a running process counts as hung, by the clock that a test turns.
#include "core/launch/health_watch.hpp"

#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr Time kStart{std::chrono::seconds{100}};

PlannedProcess process_with(HealthRule rule) {
    PlannedProcess process;
    process.name = "sonar";
    process.nodes.push_back({.name = "sonar", .type = "range_node", .health = rule});
    process.nodes.back().silence_limit = rule.silence_limit(false);
    return process;
}

/// A node that writes what it is told, on a board in memory, and the watch over it.
class Watched {
public:
    explicit Watched(const HealthRule& rule) : process_{process_with(rule)}, watch_{process_} {
        segment_ = board_->create("sonar", {slot_spec<NodeStatus>("sonar.status"), slot_spec<Range>("range")});
        status_.bind(segment_->writer(0), segment_->epoch());
        range_.bind(segment_->writer(1), segment_->epoch());
        watch_.begin(kStart, kStart);
    }
    void beat(Duration after, const NodeStatus& status = {}) {
        context_.begin(kStart + after);
        status_.write(&status, sizeof status);
    }
    void measure(Duration after) {
        const Range range;
        context_.begin(kStart + after);
        range_.write(&range, sizeof range);
    }
    std::string fault(Duration after, Time awake = {}) { return watch_.fault(*board_, kStart + after, kStart + after, awake); }
    HealthWatch& watch() { return watch_; }
    Blackboard& board() { return *board_; }

private:
    std::shared_ptr<Blackboard> board_ = Blackboard::in_memory();
    PlannedProcess process_;
    HealthWatch watch_;
    StepContext context_;
    std::shared_ptr<OwnedSegment> segment_;
    OutputPort status_{"status", slot_spec<NodeStatus>("sonar.status"), context_};
    OutputPort range_{"range", slot_spec<Range>("range"), context_};
};

}  // namespace

TEST_CASE("a node hangs when its heartbeat is older than the misses allow, not before, and not when it beats again") {
    Watched node{{.heartbeat = 500ms, .misses = 3}};
    node.beat(0ms);
    CHECK(node.fault(1500ms).empty());
    CHECK(node.fault(1501ms) == "has not shown for 1.5 s that it lives");
    node.beat(1502ms);
    CHECK(node.fault(1503ms).empty());
    CHECK(node.watch().silence_limit() == 1500ms);
    CHECK(node.watch().silent_since(node.board(), kStart + 1600ms, Time{}) == kStart + 1502ms);
}

TEST_CASE("lock-step has more patience, unless the node set says how much") {
    CHECK(HealthRule{}.silence_limit(false) == 1500ms);
    CHECK(HealthRule{}.silence_limit(true) == 5s);
    CHECK(HealthRule{.misses = 2}.silence_limit(true) == 1s);
}

TEST_CASE("a supervisor that was away itself holds no silence from before against a node") {
    Watched node{{}};
    node.beat(0ms);
    CHECK(node.fault(10s, kStart + 9s).empty());
    CHECK_FALSE(node.fault(11s, kStart + 9s).empty());
}

TEST_CASE("what a predecessor left is no heartbeat, and a program that never beats does not miss one") {
    Watched node{{}};
    CHECK(node.fault(1h).empty());
    node.beat(-1s);
    CHECK(node.fault(1h).empty());
    CHECK(node.watch().silent_since(node.board(), kStart + 1h, Time{}) == kStart + 1h);
}

TEST_CASE("a step that took too long is a fault, one that took just as long is not") {
    Watched node{{.max_step = 20ms}};
    node.beat(0ms, {.step_time_max_ns = 20'000'000});
    CHECK(node.fault(1ms).empty());
    node.beat(2ms, {.step_time_max_ns = 20'000'001});
    CHECK(node.fault(3ms).find("which may take 20 ms") != std::string::npos);
}

TEST_CASE("deadlines may be missed so many times within each window") {
    Watched node{{.deadline_misses = HealthRule::Deadlines{2, 10s}}};
    node.beat(0ms, {.missed_deadlines = 7});
    CHECK(node.fault(1ms).empty());
    node.beat(1s, {.missed_deadlines = 9});
    CHECK(node.fault(1001ms).empty());
    node.beat(2s, {.missed_deadlines = 10});
    CHECK(node.fault(2001ms) == "missed 3 deadlines within 10 s, of which 2 may be missed");
    node.beat(11s, {.missed_deadlines = 10});
    CHECK(node.fault(11s).empty());
}

TEST_CASE("an output that ages is a fault, also one that was never written since the node became ready") {
    HealthRule rule;
    rule.slots.push_back({{"range", {}}, 200ms});
    Watched node{rule};
    node.beat(0ms);
    CHECK(node.fault(200ms).empty());
    CHECK(node.fault(201ms) == "has not written 'range' for 200 ms");
    node.measure(201ms);
    node.beat(300ms);
    CHECK(node.fault(401ms).empty());
    CHECK_FALSE(node.fault(402ms).empty());
}

TEST_CASE("health: off finds nothing") {
    Watched node{{.enabled = false, .max_step = 1ns}};
    node.beat(0ms, {.step_time_max_ns = 5});
    CHECK(node.fault(1h).empty());
    CHECK(node.watch().silence_limit() == kForever);
}
