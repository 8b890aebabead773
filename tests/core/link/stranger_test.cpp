// What each end does with frames that are well-formed and not what the other end would send: nothing but count them.
#include <catch2/catch.hpp>

#include <array>
#include <vector>

#include "core/link/board_end.hpp"
#include "core/link/frame.hpp"
#include "core/link/plant_end.hpp"
#include "tests/core/link/toy_contract.hpp"

using namespace seqboard;
using namespace seqboard::link;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::uint8_t kSession = 7;
using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const Frame& frame) {
    Bytes bytes(kMaxFrameBytes);
    bytes.resize(encode(frame, bytes));
    return bytes;
}

/// An end that hears what a test says, each frame numbered as its sender would.
template <class End>
class Listener {
public:
    template <class... Arguments>
    explicit Listener(Arguments&&... arguments) : end{std::forward<Arguments>(arguments)...} {}

    void hear(Frame frame) {
        frame.sequence = next_++;
        now += 1ms;
        end.receive(bytes_of(frame), now);
    }
    void hear(FrameType type, const Bytes& payload, std::uint32_t tick = 0) {
        hear({.type = type, .session = kSession, .tick = tick, .payload = payload});
    }
    std::uint32_t refused() const { return end.traffic().frames_refused; }

    End end;
    Time now{1s};

private:
    std::uint16_t next_ = 0;
};

/// As two ends greet each other.
void greet(Listener<BoardEnd>& board, LinkMode mode = LinkMode::kLockstep) {
    Contract contract = toy_contract();
    contract.mode = mode;
    PlantEnd plant{contract, kSession};
    plant.poll(board.now);
    board.end.receive(Bytes(plant.outgoing()[0].begin(), plant.outgoing()[0].end()), board.now);
    REQUIRE(board.end.linked());
    board.end.outgoing().clear();
}

void greet(Listener<PlantEnd>& plant) {
    plant.hear(FrameType::kHello, {});
    REQUIRE(plant.end.state() == PlantEnd::State::kLinked);
    plant.end.outgoing().clear();
}

/// Part `number` of `of`, with these fields and no samples.
Bytes part(std::uint8_t number, std::uint8_t of, std::uint32_t fields = 0) {
    return {number,
            of,
            static_cast<std::uint8_t>(fields),
            static_cast<std::uint8_t>(fields >> 8),
            static_cast<std::uint8_t>(fields >> 16),
            static_cast<std::uint8_t>(fields >> 24)};
}

}  // namespace

TEST_CASE("a board answers nothing and runs nothing before a plant has greeted it") {
    Listener<BoardEnd> board{toy_contract()};
    const SampleTable nothing{toy_contract().actuators};
    board.end.answer(nothing, SampleTable{toy_contract().mirrors});
    CHECK(board.end.outgoing().size() == 0);
    board.hear(FrameType::kStep, {1});
    CHECK(board.refused() == 1);
    CHECK(board.end.outgoing().size() == 1);  // it asks who that is
    board.hear(FrameType::kStep, {1});
    CHECK(board.end.outgoing().size() == 1);  // and not at every frame
    board.now += 1s;
    board.hear(FrameType::kStep, {1});
    CHECK(board.end.outgoing().size() == 2);
    board.hear({.type = FrameType::kHello, .session = 0});
    CHECK_FALSE(board.end.linked());
    CHECK_FALSE(board.end.due());
}

TEST_CASE("a board refuses what a plant does not send, and goes on") {
    Listener<BoardEnd> board{toy_contract()};
    greet(board);
    std::uint32_t refused = 0;
    for (const FrameType type : {FrameType::kActuators, FrameType::kTruth, FrameType::kStats}) {
        board.hear(type, part(0, 1));
        CHECK(board.refused() == ++refused);
    }
    board.hear(FrameType::kStep, {}, 1);
    board.hear(FrameType::kStep, {1, 1}, 1);
    board.hear(FrameType::kStep, {static_cast<std::uint8_t>(kMaxParts + 1)}, 1);
    CHECK(board.refused() == (refused += 3));
    CHECK_FALSE(board.end.due());
    board.hear(FrameType::kTimesync, {1, 2, 3});
    CHECK(board.end.outgoing().size() == 0);
    board.hear(FrameType::kStep, {0}, 1);
    CHECK(board.end.due() == 1u);
}

TEST_CASE("samples that do not fit the contract are refused whole") {
    Listener<BoardEnd> board{toy_contract()};
    greet(board);
    const auto fields = static_cast<std::uint32_t>(toy_contract().sensors.size());
    board.hear(FrameType::kSensors, part(0, 1, 1u << fields), 1);  // a slot more than there are
    board.hear(FrameType::kSensors, part(0, 1, 1), 1);             // a slot without its bytes
    board.hear(FrameType::kSensors, part(0, static_cast<std::uint8_t>(kMaxParts + 1)), 1);
    board.hear(FrameType::kSensors, part(1, 1), 1);
    board.hear(FrameType::kSensors, {0, 1}, 1);
    CHECK(board.refused() == 5);
    board.hear(FrameType::kStep, {1}, 1);
    CHECK_FALSE(board.end.due());
    board.hear(FrameType::kSensors, part(0, 1), 1);
    CHECK(board.end.due() == 1u);
}

TEST_CASE("what a plant says of its own fault is kept, and its end ends the link") {
    Listener<BoardEnd> board{toy_contract()};
    greet(board);
    board.hear(FrameType::kFault, {'n', 'o'});
    CHECK(board.end.fault() == "no");
    CHECK(board.end.linked());
    board.hear(FrameType::kBye, {});
    CHECK_FALSE(board.end.linked());
}

TEST_CASE("a HELLO that is no contract is refused with a sentence") {
    Listener<BoardEnd> board{toy_contract()};
    board.hear(FrameType::kHello, {1, 2, 3});
    CHECK_FALSE(board.end.linked());
    CHECK_THAT(board.end.fault(), Catch::Contains("is of another seqboard"));
    CHECK(board.end.outgoing().size() == 1);
}

TEST_CASE("a plant takes no answer that it did not ask for, and none twice") {
    Listener<PlantEnd> plant{toy_contract(), kSession};
    greet(plant);
    plant.hear(FrameType::kActuators, part(0, 1), 0);
    CHECK_FALSE(plant.end.step_done());
    plant.end.begin_step(1, SampleTable{toy_contract().sensors}, plant.now);
    plant.hear(FrameType::kActuators, part(0, 1), 2);
    CHECK_FALSE(plant.end.step_done());
    plant.hear(FrameType::kActuators, part(0, 1, 1u << 31), 1);
    CHECK(plant.refused() == 1);
    plant.hear(FrameType::kActuators, part(0, 1), 1);
    CHECK(plant.end.step_done());
    plant.hear(FrameType::kActuators, part(0, 1, 1u << 31), 1);
    CHECK(plant.refused() == 1);
}

TEST_CASE("a plant refuses what a board does not send, and believes only counts and times that can be") {
    Listener<PlantEnd> plant{toy_contract(), kSession};
    greet(plant);
    plant.hear(FrameType::kSensors, part(0, 1));
    plant.hear(FrameType::kStep, {1});
    CHECK(plant.refused() == 2);
    plant.hear({.type = FrameType::kBye, .session = kSession + 1});
    CHECK(plant.refused() == 3);
    CHECK(plant.end.state() == PlantEnd::State::kLinked);
    plant.hear(FrameType::kHello, {});  // once more: it is linked already
    CHECK(plant.end.state() == PlantEnd::State::kLinked);
    plant.hear(FrameType::kStats, {1, 2, 3});
    CHECK(plant.end.board_traffic() == Traffic{});

    const auto times = [&](std::uint64_t sent_ns, std::uint64_t arrived_ns, std::uint64_t left_ns, std::size_t cut = 0) {
        Bytes payload(24);
        ByteWriter writer{payload};
        writer.put(sent_ns);
        writer.put(arrived_ns);
        writer.put(left_ns);
        payload.resize(payload.size() - cut);
        plant.hear(FrameType::kTimesync, payload);
    };
    const std::uint64_t now_ns = ns_of(plant.now);
    times(now_ns + 1'000'000'000, 0, 0);  // before it was sent
    times(now_ns, 5, 10'000'000'000);     // it rested longer than it was away
    times(now_ns, 0, 0, 1);
    CHECK_FALSE(plant.end.quality().round_trip());
    plant.hear(FrameType::kBye, {});
    CHECK(plant.end.state() == PlantEnd::State::kEnded);
}

TEST_CASE("in real time mirrors and later parts say nothing of how old answers are") {
    Contract contract = toy_contract();
    contract.mode = LinkMode::kRealtime;
    Listener<PlantEnd> plant{contract, kSession};
    greet(plant);
    plant.hear(FrameType::kTruth, part(0, 2));
    plant.hear(FrameType::kActuators, part(1, 2));
    CHECK(plant.end.quality().answers() == 0);
    CHECK(plant.end.quality().mean_age() == Duration::zero());
    plant.hear(FrameType::kActuators, part(0, 2));
    CHECK(plant.end.quality().answers() == 1);
}

TEST_CASE("a board that asks who is there while the plant still greets is greeted, not answered") {
    Listener<PlantEnd> plant{toy_contract(), kSession};
    plant.hear({.type = FrameType::kHello, .session = 0});
    CHECK(plant.end.state() == PlantEnd::State::kGreeting);
}

TEST_CASE("a payload that is too long for a frame makes none") {
    const Bytes payload(kMaxPayloadBytes + 1);
    Bytes room(kMaxFrameBytes + 10);
    CHECK(encode({.type = FrameType::kStep, .payload = payload}, room) == 0);
    Bytes small(kHeaderBytes);
    CHECK(encode({.type = FrameType::kStep}, small) == 0);
    Outbox outbox;
    outbox.add({.type = FrameType::kStep, .payload = payload});
    CHECK(outbox.size() == 0);
}

TEST_CASE("a contract with a mode that there is not is none, and the same fields of other sizes are two layouts") {
    Bytes payload(kMaxPayloadBytes);
    ByteWriter writer{payload};
    put_contract(toy_contract(), writer);
    payload.resize(writer.size());
    Bytes odd_mode = payload;
    odd_mode[2 * sizeof(std::uint64_t)] = 2;
    CHECK(take_contract(payload));
    CHECK_FALSE(take_contract(odd_mode));
    Bytes other_hash = payload;
    other_hash[0] ^= 1;
    CHECK_FALSE(take_contract(other_hash));
    Contract board = toy_contract();
    board.sensors[0].bytes += 4;
    CHECK_THAT(difference(toy_contract(), board), Catch::Contains("has two layouts"));
    CHECK(difference(toy_contract(), toy_contract()).empty());
}
