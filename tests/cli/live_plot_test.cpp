// Curves of a board that runs: what keys do to them, and what is said about them.
#include "core/cli/live_plot.hpp"

#include <catch2/catch.hpp>

#include "tests/cli/fake_node.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace std::chrono_literals;
using seqboard::testing::FakeNode;

namespace {

Key letter(char c) { return {Key::Kind::kCharacter, c}; }

struct Plotted {
    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    FakeNode sonar{*board, "sonar", "range"};

    void say(int times) {
        for (int i = 0; i < times; ++i) sonar.publish(Range{.range_m = 1}, monotonic_now());
    }
    std::string headline(LivePlot& plot) const { return plot.lines({.columns = 100, .rows = 10}).front(); }
};

}  // namespace

TEST_CASE("keys change a live plot's span within its limits, and pause it") {
    Plotted on;
    LivePlot plot{on.board, {"range.range_m"}, 10s, false};
    const auto span = [&] {
        const std::string line = on.headline(plot);
        return line.substr(line.rfind("the last ") + 9);
    };
    CHECK(span() == "10 s");
    for (const char longer : {'-', '-'}) CHECK(plot.press(letter(longer)));
    CHECK(span() == "40 s");
    for (const char shorter : {'+', '='}) CHECK(plot.press(letter(shorter)));
    CHECK(span() == "10 s");
    for (int i = 0; i < 20; ++i) plot.press(letter('+'));
    CHECK(span() == "100 ms");
    for (int i = 0; i < 40; ++i) plot.press(letter('-'));
    CHECK(span() == text_of(Duration{1h}));
    const auto keys = [&] { return plot.lines({.columns = 100, .rows = 10}).back(); };
    for (const char pause : {'p', ' '}) {
        plot.press(letter(pause));
        CHECK((keys().find("PAUSED") != std::string::npos) == (pause == 'p'));
    }
    CHECK_FALSE(plot.press(letter('q')));
}

TEST_CASE("a plot that is paused before its first picture still has one") {
    Plotted on;
    on.say(2);
    LivePlot plot{on.board, {"range.range_m"}, 10s, false};
    plot.press(letter('p'));
    const auto first = plot.lines({.columns = 60, .rows = 10});
    on.say(1);
    plot.take();
    const auto later = plot.lines({.columns = 60, .rows = 10});
    CHECK(std::vector(first.begin() + 1, first.end()) == std::vector(later.begin() + 1, later.end()));
}

TEST_CASE("a plot counts what it took, and what was overwritten before it could") {
    Plotted on;
    FakeNode front{*on.board, "front", "ahead"};
    LivePlot plot{on.board, {"range.range_m", "ahead.range_m", "range.bearing_rad"}, 10s, false};
    CHECK(plot.summary() == "0 samples of 2 slots, none missed");
    on.say(2);
    plot.take();
    CHECK(plot.summary() == "2 samples of 2 slots, none missed");
    on.say(20);
    plot.take();
    CHECK(plot.summary() == "5 samples of 2 slots, 17 missed");  // a ring of four cells holds three
}
