#include "core/cli/top_view.hpp"

#include <catch2/catch.hpp>

using namespace seqboard::cli;

namespace {

Key letter(char c) { return {Key::Kind::kCharacter, c}; }

void type(TopView& view, std::string_view text) {
    for (const char c : text) view.take(letter(c));
}

}  // namespace

TEST_CASE("only q ends the live table") {
    TopView view{3, 2};
    for (const char c : {'x', 'h', 'h', '/'}) CHECK(view.take(letter(c)));
    CHECK(view.take(letter('q')));  // it is being typed
    CHECK(view.take({Key::Kind::kEscape}));
    CHECK_FALSE(view.take(letter('q')));
}

TEST_CASE("keys go through the columns of both tables and behind the last to the board's own order") {
    TopView view{2, 2};
    CHECK(view.node_order().column == TopOrder::kNone);
    view.take(letter('>'));
    CHECK(view.node_order().column == 0);
    view.take({Key::Kind::kRight});
    CHECK(view.node_order().column == 1);
    view.take(letter('r'));
    CHECK(view.node_order().reversed);
    view.take(letter('>'));
    CHECK(view.slot_order().column == 0);
    CHECK(view.node_order().column == 1);
    view.take(letter('r'));
    CHECK(view.slot_order().reversed);
    view.take(letter('>'));
    CHECK_FALSE(view.slot_order().reversed);
    view.take(letter('>'));
    CHECK(view.slot_order().column == TopOrder::kNone);
    CHECK(view.node_order().column == TopOrder::kNone);
    view.take({Key::Kind::kLeft});
    CHECK(view.slot_order().column == 1);
}

TEST_CASE("Tab shows nodes and slots, then one of them, and sorts what is shown") {
    TopView view{2, 2};
    view.take({Key::Kind::kTab});
    CHECK(view.part() == TopView::Part::kNodes);
    view.take(letter('<'));
    CHECK(view.node_order().column == 1);
    view.take({Key::Kind::kTab});
    CHECK(view.part() == TopView::Part::kSlots);
    view.take(letter('>'));
    CHECK(view.slot_order().column == 0);
    view.take({Key::Kind::kTab});
    CHECK(view.part() == TopView::Part::kBoth);
}

TEST_CASE("a filter is typed, seen while it is typed, kept by Enter and forgotten by Escape") {
    TopView view{2, 2};
    view.take(letter('/'));
    type(view, "Rab");
    view.take({Key::Kind::kBackspace});
    CHECK(view.shows("sonar", "range", "Range"));
    CHECK_FALSE(view.shows("planner", "plan", "Plan"));
    view.take({Key::Kind::kEnter});
    CHECK_FALSE(view.shows("planner", "plan", "Plan"));
    CHECK_THAT(view.keys_line(), Catch::Contains("'Ra'"));
    view.take({Key::Kind::kEscape});
    CHECK(view.shows("planner", "plan", "Plan"));
    view.take(letter('/'));
    type(view, "zzz");
    view.take({Key::Kind::kEscape});
    CHECK(view.shows("planner", "plan", "Plan"));
}

TEST_CASE("the rate stays within what the command line allows, and p stops the looks") {
    TopView view{2, 2};
    for (int k = 0; k < 20; ++k) view.take(letter('+'));
    CHECK(view.rate_hz == 50);
    for (int k = 0; k < 20; ++k) view.take(letter('-'));
    CHECK(view.rate_hz == 0.1);
    view.take(letter('p'));
    CHECK(view.paused());
    view.take(letter(' '));
    CHECK_FALSE(view.paused());
}

TEST_CASE("rows for which there is no room are scrolled to, as far as there are any") {
    TopView view{2, 2};
    CHECK(view.first_line(50, 10) == 0);
    view.take({Key::Kind::kDown});
    CHECK(view.first_line(50, 10) == 1);
    view.take({Key::Kind::kPageDown});
    CHECK(view.first_line(50, 10) == 10);
    view.take({Key::Kind::kEnd});
    CHECK(view.first_line(50, 10) == 40);
    view.take({Key::Kind::kUp});
    CHECK(view.first_line(50, 10) == 39);
    view.take({Key::Kind::kHome});
    view.take({Key::Kind::kUp});
    CHECK(view.first_line(50, 10) == 0);
    view.take({Key::Kind::kEnd});
    CHECK(view.first_line(5, 10) == 0);  // the window has grown
}

TEST_CASE("each key that has a second one does the same with both") {
    TopView view{2, 2};
    view.take(letter('?'));
    CHECK(view.help());
    view.take(letter('x'));
    CHECK_FALSE(view.help());
    view.take(letter(' '));
    CHECK(view.paused());
    CHECK_THAT(view.keys_line(), Catch::Contains("p PAUSED"));
    view.take(letter('p'));
    CHECK_FALSE(view.paused());
    CHECK_THAT(view.keys_line(), Catch::Contains("p pause"));
    view.take(letter('='));
    CHECK(view.rate_hz == 4);
}

TEST_CASE("keys go back through the columns as they came") {
    TopView view{1, 2};
    view.take(letter('<'));
    CHECK(view.slot_order().column == 1);
    view.take(letter('<'));
    CHECK(view.slot_order().column == 0);
    view.take(letter('<'));
    CHECK(view.node_order().column == 0);
    view.take(letter('<'));
    CHECK(view.node_order().column == TopOrder::kNone);
    CHECK(view.slot_order().column == TopOrder::kNone);
    view.take(letter('r'));
    CHECK(view.node_order().reversed);
    for (int parts = 0; parts < 2; ++parts) view.take({Key::Kind::kTab});
    view.take(letter('r'));
    CHECK(view.slot_order().reversed);
}

TEST_CASE("a page goes up as far as it went down, and no further than the first row") {
    TopView view{2, 2};
    view.first_line(100, 10);
    view.take({Key::Kind::kPageDown});
    view.take({Key::Kind::kPageDown});
    CHECK(view.first_line(100, 10) == 18);
    view.take({Key::Kind::kPageUp});
    CHECK(view.first_line(100, 10) == 9);
    view.take({Key::Kind::kPageUp});
    view.take({Key::Kind::kPageUp});
    CHECK(view.first_line(100, 10) == 0);
}

TEST_CASE("a filter finds slots by their message too, and taking back what was not typed does nothing") {
    TopView view{2, 2};
    view.take(letter('/'));
    view.take({Key::Kind::kBackspace});
    CHECK(view.shows("sonar", "range", "Range"));
    type(view, "posE");
    CHECK(view.shows("fusion", "where", "Pose"));
    CHECK(view.shows("fusion", "pose", "Where"));
    CHECK(view.shows("poser", "range", "Range"));
    CHECK_FALSE(view.shows("sonar", "range", "Range"));
}
