#include "core/cli/field_trace.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/cli/trace_set.hpp"
#include "core/cli/trace_sheet.hpp"
#include "core/exit_code.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/range.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace std::chrono_literals;

namespace {

template <Message T>
void add(TraceSet& traces, const std::string& slot, const T& value, Duration at) {
    const auto bytes = std::as_bytes(std::span{&value, 1});
    traces.add(slot, SampleHeader{.stamp_ns = ns_of(Time{at})}, bytes);
}

TraceSet range_and_plan(const std::vector<std::string>& fields) {
    TraceSet traces{{"range", "plan"}, fields, "on board 'test'"};
    traces.use(slot_spec<Range>("range"));
    traces.use(slot_spec<Plan>("plan"));
    return traces;
}

}  // namespace

TEST_CASE("fields of one unit share a strip, an enum has one of its own with its values' names") {
    TraceSet traces = range_and_plan({"range.range_m", "range.bearing_rad", "plan.x_m[1]", "plan.state"});
    Plan plan{.state = PlanState::kDriving};
    plan.x_m[1] = 2;
    add(traces, "range", Range{.range_m = 1, .bearing_rad = -1}, 1s);
    add(traces, "plan", plan, 2s);
    const auto strips = strips_of(traces.traces(), Time{2s}, {-2, 0});
    REQUIRE(strips.size() == 3);
    CHECK(strips[0].title == "[m]");
    REQUIRE(strips[0].curves.size() == 2);
    CHECK(strips[0].curves[0].points[0].x == -1);
    CHECK(strips[0].curves[1].points[0].y == 2);
    CHECK(strips[0].curves[0].color != strips[0].curves[1].color);
    CHECK(strips[1].title == "[rad]");
    CHECK(strips[2].title == "[state]");
    CHECK(strips[2].value_names.size() > 2);
    CHECK(strips[2].curves[0].held);
}

TEST_CASE("a held value reaches to the picture's end, one before its beginning into it") {
    TraceSet traces = range_and_plan({"plan.points", "range.range_m"});
    for (int k = 0; k < 5; ++k) {
        add(traces, "plan", Plan{.points = static_cast<std::uint8_t>(k)}, k * 1s);
        add(traces, "range", Range{.range_m = static_cast<float>(k)}, k * 1s);
    }
    const auto curve = traces.traces()[0].curve(Time{10s}, {-7.5f, 0});
    REQUIRE(curve.points.size() == 4);  // of 2 s, 3 s, 4 s, and 4 still
    CHECK(curve.points.front().y == 2);
    CHECK(curve.points.back().x == 0);
    CHECK(curve.points.back().y == 4);
    CHECK(traces.traces()[1].curve(Time{10s}, {-7.5f, 0}).points.size() == 3);
    CHECK(traces.traces()[1].curve(Time{10s}, {-20, -8}).points.size() == 3);  // none after the end
}

TEST_CASE("what is old is forgotten but for the value that still holds, and a clock that begins anew begins the trace anew") {
    TraceSet traces = range_and_plan({"range.range_m"});
    for (int k = 0; k < 10; ++k) add(traces, "range", Range{.range_m = static_cast<float>(k)}, k * 1s);
    traces.forget_before(Time{5500ms});
    CHECK(traces.traces()[0].points().front().value == 5);
    add(traces, "range", Range{.range_m = 42}, 1s);
    REQUIRE(traces.traces()[0].points().size() == 1);
    CHECK(traces.traces()[0].points()[0].value == 42);
}

TEST_CASE("a trace keeps so many points and no more, however young they are") {
    FieldTrace trace{{"range", "range_m"}};
    trace.use(slot_spec<Range>("range"));
    const Range range{.range_m = 1};
    for (std::size_t k = 0; k <= FieldTrace::kMostPoints; ++k)
        trace.add({.stamp_ns = ns_of(Time{k * 1us})}, std::as_bytes(std::span{&range, 1}));
    trace.forget_before(Time{});
    CHECK(trace.points().size() == FieldTrace::kMostPoints);
    CHECK(trace.points().front().time == Time{1us});

    FieldTrace fresh{{"range", "range_m"}};  // knows no slot yet
    fresh.forget_before(Time{1s});
    CHECK(fresh.points().empty());
    CHECK_FALSE(fresh.curve(Time{}, {0, 1}).held);
}

TEST_CASE("a truth is held and has names, a number of any width without a unit has none") {
    const SlotSpec slot{
        .name = "odd", .message = "Odd", .schema = "float64 level\nbool on\nuint8[3] reserved\nint32 count\n", .message_bytes = 16};
    const std::array<std::byte, 16> bytes{std::byte{0}, std::byte{0},    std::byte{0},    std::byte{0}, std::byte{0},
                                          std::byte{0}, std::byte{0xf8}, std::byte{0x3f}, std::byte{1}};
    std::vector<FieldTrace> traces;
    for (const char* const field : {"level", "on", "count"}) {
        traces.push_back(FieldTrace{{"odd", field}});
        traces.back().use(slot);
        traces.back().add({.stamp_ns = ns_of(Time{1s})}, bytes);
    }
    CHECK(traces[0].text_of(traces[0].points()[0].value) == "1.5");
    CHECK_FALSE(traces[0].curve(Time{}, {0, 2}).held);
    CHECK(traces[1].curve(Time{}, {0, 2}).held);
    CHECK(traces[1].value_names() == std::vector<std::pair<float, std::string>>{{0.0f, "false"}, {1.0f, "true"}});
    const auto strips = strips_of(traces, Time{}, {0, 2});
    REQUIRE(strips.size() == 2);  // level and count are both just numbers
    CHECK(strips[0].title == "[number]");
    CHECK(strips[0].curves.size() == 2);
    CHECK(strips[1].title == "[on]");
    CHECK(strips[1].least_span == 1);
}

TEST_CASE("enums of one name with other values do not share a strip") {
    const auto trace_of = [](const std::string& slot, const std::string& values) {
        FieldTrace trace{{slot, "state"}};
        trace.use(
            {.name = slot, .message = "State", .schema = "uint8 state  # enum " + values + "\nuint8[3] reserved\n", .message_bytes = 4});
        return trace;
    };
    const std::vector<FieldTrace> traces = {trace_of("a", "OFF=0 ON=1"), trace_of("b", "OFF=0 ON=1"), trace_of("c", "OPEN=0 SHUT=1")};
    const auto strips = strips_of(traces, Time{}, {0, 1});
    REQUIRE(strips.size() == 2);
    CHECK(strips[0].curves.size() == 2);
    CHECK(strips[0].curves[0].points.empty());  // nothing was said: nothing is held
}

TEST_CASE("what is no number leaves the height of a strip alone") {
    TraceSet traces = range_and_plan({"range.range_m"});
    add(traces, "range", Range{.range_m = 100}, 1s);
    add(traces, "range", Range{.range_m = INFINITY}, 2s);
    add(traces, "range", Range{.range_m = NAN}, 3s);
    const auto strips = strips_of(traces.traces(), Time{}, {0, 4});
    REQUIRE(strips.size() == 1);
    CHECK(strips[0].least_span == Approx(2));
}

TEST_CASE("a field that is none, or not one number, is refused with the way to name one") {
    const auto refused = [](const std::string& field) {
        try {
            range_and_plan({field});
        } catch (const StartError& error) {
            CHECK(error.code() == ExitCode::kNoInput);
            return std::string{error.what()};
        }
        return std::string{"taken"};
    };
    CHECK_THAT(refused("rnage.range_m"), Catch::Contains("no slot 'rnage.range_m' on board 'test'; did you mean 'range'?"));
    CHECK_THAT(refused("range.rang_m"), Catch::Contains("has no field 'rang_m'; did you mean 'range_m'?"));
    CHECK_THAT(refused("range"), Catch::Contains("is a slot; name one of its fields"));
    CHECK_THAT(refused("plan.x_m"), Catch::Contains("elements; write one of them, such as plan.x_m[0]"));
    CHECK_THAT(refused("plan.x_m[999]"), Catch::Contains("no field 'x_m[999]'"));
}

TEST_CASE("a sheet has a row for each moment, and is empty where a field has no sample then") {
    TraceSet traces = range_and_plan({"range.range_m", "plan.replans"});
    add(traces, "range", Range{.range_m = 0.3f}, 900ms);
    add(traces, "plan", Plan{.replans = 4'000'000'001u}, 1s);
    add(traces, "range", Range{.range_m = INFINITY}, 1s);
    add(traces, "range", Range{.range_m = NAN}, 1250ms);
    add(traces, "range", Range{.range_m = 7}, 3s);
    CHECK(sheet_of(traces.traces(), Time{1s}, Time{0s}, Time{2s}) ==
          "time_s,range.range_m,plan.replans\n"
          "-0.100000000,0.3,\n"
          "0.000000000,inf,4000000001\n"
          "0.250000000,nan,\n");
}

TEST_CASE("all single numbers of a message have a path") {
    const SlotSpec spec = slot_spec<Plan>("plan");
    const auto paths = number_paths(parse_schema(spec.schema, spec.message_bytes));
    CHECK(std::find(paths.begin(), paths.end(), "x_m[0]") != paths.end());
    CHECK(std::find(paths.begin(), paths.end(), "state") != paths.end());
    for (const std::string& path : paths) CHECK(parse_schema(spec.schema, spec.message_bytes).find(path)->scalar);
}
