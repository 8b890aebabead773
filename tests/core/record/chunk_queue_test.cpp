// Chunks that are held back, forgotten and shown; without threads, as each call belongs to one.
#include "core/record/chunk_queue.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace seqboard::record;

namespace {

/// Of four chunks with room for one message each.
struct Held {
    ChunkQueue queue{4, 64, 1};

    void fill(std::uint32_t sequence) {
        const std::array<std::byte, 4> data{};
        REQUIRE(queue.filling() != nullptr);
        queue.filling()->add({1, sequence, sequence, sequence, data});
    }
    void hold(std::uint32_t sequence) {
        fill(sequence);
        queue.hold();
    }
    /// What the thread that writes gets, in its order.
    std::vector<std::uint64_t> written() {
        std::vector<std::uint64_t> times;
        for (Chunk* chunk = queue.full(Duration::zero()); chunk != nullptr; chunk = queue.full(Duration::zero())) {
            times.push_back(chunk->start_ns());
            queue.pop();
        }
        return times;
    }
};

}  // namespace

TEST_CASE("chunks that are held back are not written until one is pushed, and then before it") {
    Held held;
    held.hold(1);
    held.hold(2);
    CHECK(held.queue.held() == 2);
    CHECK(held.written().empty());
    held.fill(3);
    held.queue.push();
    CHECK(held.queue.held() == 0);
    CHECK(held.written() == std::vector<std::uint64_t>{1, 2, 3});
}

TEST_CASE("where all chunks are held back there is none to fill until the oldest is forgotten, however often that is") {
    Held held;
    for (std::uint32_t i = 1; i <= 4; ++i) held.hold(i);
    CHECK(held.queue.filling() == nullptr);
    for (std::uint32_t i = 5; i <= 50; ++i) {
        held.queue.drop_oldest();
        CHECK(held.queue.held_chunk(0).start_ns() == i - 3);
        held.hold(i);
    }
    held.queue.drop_oldest();
    held.fill(51);
    held.queue.push();
    CHECK(held.written() == std::vector<std::uint64_t>{48, 49, 50, 51});
}

TEST_CASE("the oldest can be forgotten while another chunk is being filled, which stays as it is") {
    Held held;
    held.hold(1);
    held.hold(2);
    held.fill(3);
    held.queue.drop_oldest();
    CHECK(held.queue.filling()->start_ns() == 3);
    held.queue.hold();
    held.hold(4);
    held.fill(5);
    held.queue.push();
    CHECK(held.written() == std::vector<std::uint64_t>{2, 3, 4, 5});
}

TEST_CASE("what waits to be written is never forgotten: only what is held back behind it") {
    Held held;
    held.fill(1);
    held.queue.push();
    held.hold(2);
    held.hold(3);
    held.hold(4);
    CHECK(held.queue.filling() == nullptr);
    held.queue.drop_oldest();
    held.fill(5);
    held.queue.push();
    CHECK(held.queue.filling() == nullptr);
    CHECK(held.queue.held() == 0);
    CHECK(held.written() == std::vector<std::uint64_t>{1, 3, 4, 5});
}
