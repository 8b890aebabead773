// Several slots as they were at one instant.
#include "core/snapshot.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <deque>
#include <thread>

#include "tests/scratch/pattern.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

TEST_CASE("a snapshot of resting slots is consistent, each with its own age") {
    const auto board = Blackboard::in_memory();
    Wire<Pattern> left{{.max_age = 100ms, .slot = "left", .node = "left"}, board};
    Wire<Pattern> right{{.max_age = 100ms, .slot = "right", .node = "right"}, board};
    left.at(1s);
    left.output.write(pattern(1));
    right.at(1s + 30ms);
    right.output.write(pattern(2));
    left.at(1s + 50ms), right.at(1s + 50ms);
    const auto both = snapshot(left.input, right.input);
    REQUIRE(both);
    CHECK(both.get<0>()->number == 1);
    CHECK(both.get<0>().age() == 50ms);
    CHECK(both.get<1>().age() == 20ms);
    left.at(1s + 110ms), right.at(1s + 110ms);
    const auto one_stale = snapshot(left.input, right.input);
    CHECK_FALSE(one_stale);
    CHECK(one_stale.consistent);
    CHECK(one_stale.get<0>().freshness() == Freshness::kStale);
}

TEST_CASE("a slot that was never written is part of a consistent snapshot, not of a usable one") {
    const auto board = Blackboard::in_memory();
    Wire<Pattern> left{{.slot = "left", .node = "left"}, board};
    const Wire<Pattern> right{{.slot = "right", .node = "right"}, board};
    left.output.write(pattern(1));
    const auto both = snapshot(left.input, right.input);
    CHECK(both.consistent);
    CHECK_FALSE(both);
    CHECK(both.get<1>().freshness() == Freshness::kNeverWritten);
}

TEST_CASE("under a busy writer eight slots are consistent or said not to be, within a bounded number of tries") {
    const auto board = Blackboard::in_memory();
    std::deque<Wire<Pattern>> wires;
    static constexpr const char* kSlots[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    for (const char* slot : kSlots) wires.emplace_back(WireOptions{.cells = 64, .slot = slot, .node = slot}, board);
    for (auto& wire : wires) wire.output.write(pattern(0));
    std::atomic<bool> stop{false};
    std::thread writer{[&] {  // round by round, always in the order a, b, ... h
        for (std::uint32_t round = 1; !stop; ++round)
            for (auto& wire : wires) wire.output.write(pattern(round));
    }};
    const auto look = [&]<std::size_t... I>(std::index_sequence<I...>) { return snapshot(wires[I].input...); };
    int consistent = 0, refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto all = look(std::make_index_sequence<8>{});
        if (!all) {
            refused += !all.consistent;
            continue;
        }
        ++consistent;
        std::apply(
            [&](const auto& first, const auto&... rest) {
                // Whoever wrote last in this instant, nobody is more than one round behind it, and never before a later one.
                std::uint32_t before = first->number;
                const std::uint32_t newest = before;
                const auto in_order = [&](std::uint32_t number) {
                    const bool good = number <= before && newest - number <= 1;
                    before = number;
                    return good;
                };
                REQUIRE((in_order(rest->number) && ...));
                REQUIRE((is_whole(*first) && ... && is_whole(*rest)));
            },
            all.readings);
    }
    stop = true;
    writer.join();
    const auto at_rest = look(std::make_index_sequence<8>{});
    CHECK(at_rest);
    CHECK(consistent + refused == 20'000);  // nothing else can have happened: all were written, none grows old
}
