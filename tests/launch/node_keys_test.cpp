// Values of a node's keys that have another form than the key, each with the sentence that says which one it has.
#include <catch2/catch.hpp>

#include "tests/launch/node_set_faults.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// What is said of a node `front` that has these keys, in lines of its own file; empty: nothing.
std::string fault(const std::string& keys) {
    std::string lines = read_only("version: 1\nnodes: {front: {type: source_node, " + keys + "}}\n").faults;
    for (std::size_t at = 0; at < lines.size(); at = lines.find('\n', at) + 1) lines.erase(at, lines.find(' ', at) - at + 1);
    return lines;
}

NodeEntry node(const std::string& keys) {
    const ReadSet read = read_only("version: 1\nnodes: {front: {type: source_node, " + keys + "}}\n");
    CHECK(read.faults == "");
    return read.set.nodes.at(0);
}

}  // namespace

TEST_CASE("a list or map where one value belongs is told for every kind of value") {
    CHECK(fault("ends_run: [x]") == "front: ends_run: this is a list; expected one value\n");
    CHECK(fault("ends_run: ~") == "front: ends_run: this is nothing; expected one value\n");
    CHECK(fault("priority: [3]") == "front: priority: this is a list; expected one value\n");
    CHECK(fault("rate_hz: {a: 3}") == "front: rate_hz: this is a map; expected one value\n");
    CHECK(fault("ready_timeout: [1s]") == "front: ready_timeout: this is a list; expected one value\n");
    CHECK(fault("log: {size: [64k]}") == "front: log: size: this is a list; expected one value\n");
    CHECK(fault("on_dep_failure: [hold]") == "front: on_dep_failure: this is a list; expected one value\n");
    CHECK(fault("slot_prefix: [left.]") == "front: slot_prefix: this is a list; expected one value\n");
    CHECK(fault("process: [both]") == "front: process: this is a list; expected one value\n");
    CHECK(fault("params: {range_m: [1]}") == "front: params: range_m: this is a list; expected one value\n");
    CHECK(fault("inputs: {hint: [a]}") == "front: inputs: hint: this is a list; expected one value\n");
    CHECK(fault("criticality: [critical]") == "front: criticality: this is a list; expected one value\n");
    CHECK(fault("on_supervisor_death: [stop]") == "front: on_supervisor_death: this is a list; expected one value\n");
    CHECK(fault("restart: {on_give_up: [log]}") == "front: restart: on_give_up: this is a list; expected one value\n");
}

TEST_CASE("one value where a map belongs is told with an example of the map") {
    CHECK(fault("restart: [never]") ==
          "front: restart: this is a list; expected a map such as {policy: on_failure, delay: [0ms, 1s], max: 5, window: 60s}\n");
    CHECK(fault("sched: fifo") == "front: sched: this is a text; expected a map such as {policy: fifo, priority: 20}\n");
    CHECK(fault("limits: 8M") == "front: limits: this is a text; expected a map such as {rss: 8M, nofile: 64}\n");
    CHECK(fault("ready: [notify]") == "front: ready: this is a list; expected a map such as {slot: range_front, timeout: 5s}\n");
    CHECK(fault("health: on") == "front: health: this is a text; expected a map such as {heartbeat: 500ms, misses: 3}, or off\n");
    CHECK(fault("health: [off]") == "front: health: this is a list; expected a map such as {heartbeat: 500ms, misses: 3}, or off\n");
    CHECK(fault("health: {slots: range}") == "front: health: slots: this is a text; expected a map such as {range: 200ms}\n");
    CHECK(fault("health: {deadline_misses: 3}") ==
          "front: health: deadline_misses: this is a text; expected a map such as {max: 5, window: 10s}\n");
    CHECK(fault("after: {\"slot:range\": 3s}") ==
          "front: after: slot:range: this is a text; expected a map such as {max_age: 200ms, min_count: 1}\n");
}

TEST_CASE("a list may be one value, and what stands in it is of the list's kind") {
    CHECK(node("sched: {affinity: 0}").schedule.affinity == std::vector{0});
    CHECK(node("sched: {affinity: [0, 1]}").schedule.affinity == std::vector{0, 1});
    CHECK(node("restart: {delay: 3s}").restart.value.delays == std::vector<Duration>{3s});
    CHECK(fault("sched: {affinity: []}") == "front: sched: affinity: expected a list of processors, such as [0, 1]\n");
    CHECK(fault("sched: {affinity: many}") == "front: sched: affinity: 'many'; expected a whole number from 0 to 127\n");
    CHECK(fault("restart: {delay: []}") == "front: restart: delay: expected a list of times, such as [0ms, 200ms, 1s]\n");
    CHECK(fault("restart: {delay: [soon]}") == "front: restart: delay: 'soon'; expected a time with its unit, such as 250ms\n");
    CHECK(fault("restart: {no_restart_on: {a: b}}") ==
          "front: restart: no_restart_on: this is a map; expected a list such as [3, SIGSEGV]\n");
    CHECK(fault("restart: {no_restart_on: [[3]]}") == "front: restart: no_restart_on: this is a list; expected one value\n");
    CHECK(fault("ready: {exec: {a: b}}") == "front: ready: exec: this is a map; expected a list such as [/bin/test, -e, /run/up]\n");
    CHECK(fault("after: ~") == "front: after: this is nothing; expected a list such as [sim], or a map such as {sim: ready}\n");
    CHECK(fault("after: [[a]]") == "front: after: this is a list; expected one value\n");
    CHECK(fault("after: \"slot:a b\"") ==
          "front: after: 'a b'; expected a name: 1 to 47 of A-Z a-z 0-9 _ . - that does not start with a dot\n");
}

TEST_CASE("numbers, times and sizes that are none, too large or too small are told with what is expected") {
    CHECK(fault("priority: 3x") == "front: priority: '3x'; expected a whole number from 1 to 99\n");
    CHECK(fault("priority: x") == "front: priority: 'x'; expected a whole number from 1 to 99\n");
    CHECK(fault("priority: 0") == "front: priority: '0'; expected a whole number from 1 to 99\n");
    CHECK(fault("rate_hz: 3Hz") == "front: rate_hz: '3Hz'; expected a number from 0.001 to 100000\n");
    CHECK(fault("rate_hz: 1e9") == "front: rate_hz: '1e9'; expected a number from 0.001 to 100000\n");
    CHECK(fault("period: 0ms") == "front: period: '0ms'; expected a time with its unit, such as 250ms\n");
    const auto size = [](const std::string& word) {
        return "front: limits: as: '" + word + "'; expected a number of bytes, such as 4096, 64k or 16M\n";
    };
    for (const char* const word : {"1T", "k", "64kB", "-1", "2000000000000", "99999999999999999999"})
        CHECK(fault("limits: {as: " + std::string{word} + "}") == size(word));
    CHECK(node("limits: {as: 2G, rss: 8M, core: 4k, stack: 65536}").rules.limits.address_space_bytes == 2'147'483'648);
    const std::string codes = "front: restart: no_restart_on: '";
    const std::string expected = "'; expected an exit code from 1 to 255 or a signal";
    CHECK_THAT(fault("restart: {no_restart_on: 256}"), Catch::StartsWith(codes + "256" + expected));
    CHECK_THAT(fault("restart: {no_restart_on: [0]}"), Catch::StartsWith(codes + "0" + expected));
    CHECK_THAT(fault("restart: {no_restart_on: 9x}"), Catch::StartsWith(codes + "9x" + expected));
    CHECK(fault("restart: {no_restart_on: SIGSEG}") == codes + "SIGSEG" + expected + "; did you mean 'SIGSEGV'?\n");
    CHECK(node("restart: {no_restart_on: [3, SIGKILL]}").restart.value.no_restart_on == std::vector{3, 137});
}

TEST_CASE("two keys that say the same are told, whichever of them stands first") {
    CHECK(fault("rate_hz: 10, period: 1s") == "front: has both rate_hz: and period:; keep one of them\n");
    CHECK(fault("ready: {timeout: 2s}, ready_timeout: 3s") == "front: has both ready_timeout: and ready: timeout:; keep one of them\n");
    CHECK(node("ready: {delay: 1s}, ready_timeout: 3s").rules.ready.timeout == 3s);
    CHECK(fault("restart: always, ends_run: true") == "front: ends_run: true means that it is never restarted; take restart: out\n");
    CHECK(fault("restart: always, ends_run: if_failed") ==
          "front: ends_run: if_failed means that it is never restarted; take restart: out\n");
    CHECK(fault("exec: [/bin/true]") ==
          "front: has both type: and exec:; keep one of them\n"
          "front: exec: this is a list; expected one value\n");
}

TEST_CASE("a node's criticality, its end and the supervisor's are words, and a slip is told with the word that was meant") {
    CHECK(node("criticality: degradable").criticality == Criticality::kDegradable);
    CHECK(node("criticality: optional").criticality == Criticality::kOptional);
    CHECK(fault("criticality: criticle") ==
          "front: criticality: 'criticle'; expected critical, degradable or optional; did you mean 'critical'?\n");
    CHECK(fault("criticality: 3") == "front: criticality: '3'; expected critical, degradable or optional\n");
    CHECK(node("restart: {on_give_up: log}").on_give_up.value.kind == GiveUpRule::Kind::kLog);
    CHECK(node("restart: {on_give_up: \"mode:slow\"}").on_give_up.value.mode == "slow");
    CHECK(fault("restart: {on_give_up: halt}") == "front: restart: on_give_up: 'halt'; expected safe_stop, log or mode:NAME\n");
    CHECK_FALSE(node("on_supervisor_death: stop").outlives_supervisor);
    CHECK(node("on_supervisor_death: stay").outlives_supervisor);
    CHECK(fault("on_supervisor_death: sty") == "front: on_supervisor_death: 'sty'; expected stop or stay; did you mean 'stay'?\n");
}

TEST_CASE("each part of a node's health may be said alone") {
    CHECK_FALSE(node("health: off").health.enabled);
    CHECK(node("health: {misses: 5}").health.misses == 5);
    CHECK(node("health: {max_step: 20ms}").health.max_step == 20ms);
    CHECK(node("health: {slots: {range: 200ms}}").health.slots.at(0).max_age == 200ms);
    CHECK(node("health: {deadline_misses: {max: 5}}").health.deadline_misses->window == 10s);
    CHECK(node("health: {deadline_misses: {max: 5, window: 1s}}").health.deadline_misses->window == 1s);
    CHECK(fault("health: {deadline_misses: {window: 1s}}") ==
          "front: health: deadline_misses: max is missing; say how many periods may be missed within the window\n");
    CHECK(fault("health: {slots: {range: soon}}") == "front: health: slots: range: 'soon'; expected a time with its unit, such as 250ms\n");
}

TEST_CASE("a node is ready by notification, by word or by map") {
    CHECK(node("ready: notify").rules.ready.notify);
    CHECK(node("ready: {notify: true}").rules.ready.notify);
    CHECK_FALSE(node("ready: {notify: false}").rules.ready.notify);
}

TEST_CASE("a node cannot be called as to write one of the supervisor's slots") {
    for (const std::string name : {"status", "enable", "param", "supervisor", "operator", "operator.goal"})
        CHECK(read_only("version: 1\nnodes: {" + name + ": {type: source_node}}\n").faults ==
              "2:9 nodes: '" + name + "' is a name that seqboard uses itself; choose another\n");
    CHECK(read_only("version: 1\nnodes: {statue: {type: source_node}}\n").faults == "");
}
