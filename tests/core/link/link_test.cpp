// The two ends over a line that loses, delays, doubles, reorders and spoils what is sent: the run is the same as over a perfect one.
#include <catch2/catch.hpp>

#include <memory>

#include "core/link/board_end.hpp"
#include "core/link/link_faults.hpp"
#include "core/link/plant_end.hpp"
#include "core/schema/fixed_text.hpp"
#include "tests/core/link/toy_contract.hpp"

using namespace seqboard;
using namespace seqboard::link;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

std::uint64_t hash_of(std::span<const std::uint8_t> bytes, std::uint64_t hash) {
    return fnv1a({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, hash);
}

std::uint64_t hash_of(const SampleTable& table, std::uint64_t hash) {
    for (const LinkSample& sample : table.samples()) {
        if (!sample.fresh) continue;
        hash = hash_of(sample.bytes, hash);
        hash = (hash ^ sample.age_us ^ std::uint64_t{sample.source_age_us} << 32) * 0x100000001b3u;
    }
    return hash;
}

/// A plant and a board whose every word depends on all that has been said before.
struct Toy {
    explicit Toy(float fault_ratio = 0, std::uint32_t seed = 1, Contract board_contract = toy_contract())
        : plant{std::make_unique<PlantEnd>(toy_contract(), 7)},
          board{std::make_unique<BoardEnd>(std::move(board_contract))},
          to_board{fault_ratio, seed},
          to_plant{fault_ratio, seed + 1000} {}

    /// A millisecond: what has arrived is taken, what is due is said.
    void pass() {
        now += 1ms;
        std::vector<std::uint8_t> frame;
        while (to_board.arrive(now, frame)) board->receive(frame, now);
        board->poll(now);
        if (board_runs) run_board();
        ship(board->outgoing(), to_plant);
        while (to_plant.arrive(now, frame)) plant->receive(frame, now);
        plant->poll(now);
        ship(plant->outgoing(), to_board);
    }

    void ship(Outbox& outbox, LinkFaults& line) {
        for (std::size_t i = 0; i < outbox.size(); ++i) line.send(outbox[i], now);
        bytes += outbox.byte_count();
        outbox.clear();
    }

    void run_board() {
        const auto due = board->due();
        if (!due) return;
        board_hash = hash_of(board->sensors(), board_hash ^ *due);
        ++board_steps;
        say(actuators, board_hash, true);
        say(mirrors, board_hash, *due % 3 == 0);
        board->answer(actuators, mirrors);
    }

    static void say(SampleTable& table, std::uint64_t hash, bool fresh) {
        for (LinkSample& sample : table.samples()) {
            for (std::size_t i = 0; i < sample.bytes.size(); ++i) sample.bytes[i] = static_cast<std::uint8_t>(hash >> (i % 8 * 8));
            sample.age_us = static_cast<std::uint32_t>(hash % 10'000);
            sample.fresh = fresh;
        }
    }

    bool link() {
        for (int ms = 0; ms < 5000 && plant->state() == PlantEnd::State::kGreeting; ++ms) pass();
        return plant->state() == PlantEnd::State::kLinked;
    }

    /// One step of the plant; false if it is not answered within five seconds.
    bool step() {
        ++tick;
        say(sensors, plant_hash, true);
        sensors.samples()[1].fresh = tick % 2 == 0;  // a slower one
        plant->begin_step(tick, sensors, now);
        ship(plant->outgoing(), to_board);
        for (int ms = 0; ms < 5000 && !plant->step_done(); ++ms) pass();
        plant_hash = hash_of(plant->mirrors(), hash_of(plant->actuators(), plant_hash));
        return plant->step_done();
    }

    std::unique_ptr<PlantEnd> plant;
    std::unique_ptr<BoardEnd> board;
    LinkFaults to_board, to_plant;
    SampleTable sensors{toy_contract().sensors}, actuators{toy_contract().actuators}, mirrors{toy_contract().mirrors};
    Time now{1s};
    bool board_runs = true;
    std::uint32_t tick = 0;
    std::uint32_t board_steps = 0;
    std::uint64_t plant_hash = 1, board_hash = 2;
    std::size_t bytes = 0;
};

/// The hash of what both sides heard in 2000 steps.
std::uint64_t run(Toy& toy) {
    REQUIRE(toy.link());
    for (int i = 0; i < 2000; ++i) REQUIRE(toy.step());
    return toy.plant_hash ^ toy.board_hash;
}

}  // namespace

TEST_CASE("over a bad line every step is run once, and every word is that of a perfect line") {
    Toy perfect;
    const std::uint64_t expected = run(perfect);
    CHECK(perfect.plant->traffic().repeats == 0);
    CHECK(perfect.board_steps == 2000);
    for (const float ratio : {0.01f, 0.1f}) {
        for (const std::uint32_t seed : {1u, 2u, 3u}) {
            Toy toy{ratio, seed};
            INFO(ratio << ", seed " << seed);
            CHECK(run(toy) == expected);
            CHECK(toy.board_steps == 2000);
            CHECK(toy.to_board.faults() + toy.to_plant.faults() > static_cast<unsigned>(2000 * 5 * ratio));
            CHECK(toy.plant->traffic().repeats > 0);
            CHECK(toy.board->traffic().repeats > 0);
        }
    }
}

TEST_CASE("every kind of damage is counted where it is found") {
    Toy toy{0.1f};
    run(toy);
    const Traffic board = toy.board->traffic();
    CHECK(board.frames_received > 2000);
    CHECK(board.crc_errors > 0);
    CHECK(board.skipped_bytes > 0);
    CHECK(board.frames_lost > 0);
    CHECK(toy.plant->board_traffic().frames_received > 0);
}

TEST_CASE("a board that is started anew in the middle of a run takes part again, and its plant goes on with the same tick") {
    Toy toy{0.01f};
    REQUIRE(toy.link());
    for (int i = 0; i < 10; ++i) REQUIRE(toy.step());
    toy.board = std::make_unique<BoardEnd>(toy_contract());
    CHECK(toy.step());
    CHECK(toy.tick == 11);
    CHECK(toy.board_steps == 11);
}

TEST_CASE("what was on its way to a board before it was started anew is not run by the new one") {
    Toy toy;
    REQUIRE(toy.link());
    for (int i = 0; i < 10; ++i) REQUIRE(toy.step());
    PlantEnd before{toy_contract(), 7};
    before.begin_step(10, toy.sensors, toy.now);
    toy.board = std::make_unique<BoardEnd>(toy_contract());
    for (int ms = 0; ms < 1000 && !toy.board->linked(); ++ms) toy.pass();
    toy.ship(before.outgoing(), toy.to_board);
    for (int ms = 0; ms < 10; ++ms) toy.pass();
    CHECK(toy.board_steps == 10);
    CHECK(toy.step());
    CHECK(toy.board_steps == 11);
}

TEST_CASE("a plant that is started anew begins with its first step, also when it happens to choose the same session") {
    for (const std::uint8_t session : {std::uint8_t{8}, std::uint8_t{7}}) {
        Toy toy;
        REQUIRE(toy.link());
        for (int i = 0; i < 10; ++i) REQUIRE(toy.step());
        toy.plant = std::make_unique<PlantEnd>(toy_contract(), session);
        toy.tick = 0;
        for (int ms = 0; ms < 400; ++ms) toy.pass();  // a program takes as long to start
        CHECK(toy.link());
        CHECK(toy.step());
        CHECK(toy.board_steps == 11);
    }
}

TEST_CASE("a HELLO of a run before does not disturb the present one") {
    Toy toy;
    REQUIRE(toy.link());
    for (int i = 0; i < 10; ++i) REQUIRE(toy.step());
    PlantEnd before{toy_contract(), 6};
    before.poll(toy.now);
    toy.ship(before.outgoing(), toy.to_board);
    for (int i = 0; i < 10; ++i) REQUIRE(toy.step());
    CHECK(toy.board_steps == 20);
}

TEST_CASE("ends that do not fit are not linked, and the plant is told why") {
    Contract other = toy_contract();
    other.step = 20ms;
    Toy toy{0.1f, 1, other};
    CHECK_FALSE(toy.link());
    CHECK(toy.plant->state() == PlantEnd::State::kRefused);
    CHECK_THAT(toy.plant->fault(), Catch::Contains("the plant's step is 10 ms, the board's 20 ms"));
    CHECK(toy.board->fault() == toy.plant->fault());
    CHECK_FALSE(toy.board->linked());
}

TEST_CASE("a board that is busy is asked again, less and less often, and runs the step once") {
    Toy toy;
    REQUIRE(toy.link());
    REQUIRE(toy.step());
    toy.board_runs = false;
    toy.plant->begin_step(++toy.tick, toy.sensors, toy.now);
    for (int ms = 0; ms < 4000; ++ms) toy.pass();
    CHECK(toy.plant->traffic().repeats > 5);
    CHECK(toy.plant->traffic().repeats < 20);
    toy.board_runs = true;
    for (int ms = 0; ms < 4; ++ms) toy.pass();
    CHECK(toy.plant->step_done());
    CHECK(toy.board_steps == 2);
}

TEST_CASE("a plant that ends says so, and the board waits for the next") {
    Toy toy;
    REQUIRE(toy.link());
    toy.plant->send_bye();
    toy.pass(), toy.pass();
    CHECK_FALSE(toy.board->linked());
}

TEST_CASE("in real time the newest samples cross, and how old answers are and what is lost is known") {
    Contract contract = toy_contract();
    contract.mode = LinkMode::kRealtime;
    for (const float ratio : {0.0f, 0.1f}) {
        Toy toy{ratio};
        toy.plant = std::make_unique<PlantEnd>(contract, 7);
        toy.board = std::make_unique<BoardEnd>(contract);
        REQUIRE(toy.link());
        for (std::uint32_t tick = 1; tick <= 500; ++tick) {
            Toy::say(toy.sensors, tick, true);
            toy.plant->begin_step(tick, toy.sensors, toy.now);
            for (int ms = 0; ms < 10; ++ms) {
                if (ms == 5) toy.board->answer(toy.actuators, toy.mirrors);
                toy.pass();
            }
        }
        CHECK(toy.plant->quality().answers() > 400);
        CHECK(toy.plant->quality().round_trip() >= Duration{1ms});
        CHECK(toy.plant->quality().round_trip() <= Duration{3ms});
        CHECK((toy.board->traffic().frames_lost == 0) == (ratio == 0));
        CHECK((toy.plant->board_traffic().frames_lost == 0) == (ratio == 0));
        CHECK((toy.plant->quality().fault({.jitter = 5ms}, 0).empty()) == (ratio == 0));
    }
}
