// What two ends agree on, and what they say when they do not.
#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "core/link/frame.hpp"
#include "tests/core/link/toy_contract.hpp"

using namespace seqboard;
using namespace seqboard::link;
using namespace seqboard::testing;

namespace {

std::vector<std::uint8_t> payload_of(const Contract& contract) {
    std::vector<std::uint8_t> payload(kMaxPayloadBytes);
    ByteWriter writer{payload};
    put_contract(contract, writer);
    payload.resize(writer.size());
    return payload;
}

}  // namespace

TEST_CASE("a contract crosses as it is") {
    Contract contract = toy_contract();
    contract.mode = LinkMode::kRealtime;
    contract.step = std::chrono::milliseconds{20};
    const auto crossed = take_contract(payload_of(contract));
    REQUIRE(crossed);
    CHECK(difference(contract, *crossed).empty());
    CHECK(layout_hash(contract) == layout_hash(*crossed));
    CHECK(crossed->mode == LinkMode::kRealtime);
    CHECK(crossed->step == contract.step);
    CHECK(crossed->sensors.at(1).message == "EncoderCounts");
}

TEST_CASE("a contract that was cut or lengthened is none") {
    auto payload = payload_of(toy_contract());
    for (std::size_t size = 0; size < payload.size(); ++size) CHECK_FALSE(take_contract(std::span{payload}.first(size)));
    payload.push_back(0);
    CHECK_FALSE(take_contract(payload));
}

TEST_CASE("what differs is said in a sentence that tells how to mend it") {
    const Contract plant = toy_contract();
    Contract board = toy_contract();
    board.step = std::chrono::milliseconds{20};
    CHECK(difference(plant, board) == "the plant's step is 10 ms, the board's 20 ms; give both node sets the same clock step");
    board = toy_contract();
    board.mode = LinkMode::kRealtime;
    CHECK_THAT(difference(plant, board), Catch::Contains("the plant runs in lock-step, the board in real time"));
    board = toy_contract();
    board.sensors[0].fingerprint ^= 1;
    CHECK_THAT(difference(plant, board), Catch::Contains("slot 'range' has two layouts of Range") && Catch::Contains("same messages"));
    board.sensors[0].message = "Imu";
    CHECK_THAT(difference(plant, board), Catch::Contains("slot 'range' carries Range at the plant and Imu on the board"));
    board = toy_contract();
    std::swap(board.sensors[0], board.sensors[1]);
    CHECK_THAT(difference(plant, board), Catch::Contains("sends 'range encoder_counts', the board's receives 'encoder_counts range'"));
    CHECK(layout_hash(plant) != layout_hash(board));
    board = toy_contract();
    board.actuators.clear();
    CHECK_THAT(difference(plant, board), Catch::Contains("receives 'drive_command', the board's sends nothing"));
}

TEST_CASE("what no frame can carry is refused at the start") {
    Contract contract = toy_contract();
    contract.mirrors[0].bytes = 19224;
    CHECK_THROWS_WITH(require_carriable(contract), Catch::Contains("'pose' has 19224 bytes"));
    contract.mirrors.assign(33, contract.actuators[0]);
    CHECK_THROWS_WITH(require_carriable(contract), Catch::Contains("33 slots; a link carries at most 32"));
}
