// The ring's promises, one publish and one store at a time.
#include "core/slot/ring.hpp"

#include <catch2/catch.hpp>

#include <vector>

#include "tests/scratch/pattern.hpp"
#include "tests/scratch/ring_memory.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr SampleHeader kWritten{.stamp_ns = 7, .source_stamp_ns = 5, .flags = sample_flags(3)};

void publish(RingWriter& writer, std::uint32_t number) {
    const Pattern message = pattern(number);
    writer.publish(kWritten, &message, sizeof message);
}

struct Got {
    Copied copied;
    SampleHeader header;
    Pattern message;
};
Got latest(const RingReader& reader) {
    Got got{};
    got.copied = reader.latest(got.header, &got.message, sizeof got.message);
    return got;
}

/// A writer's stores, in program order, as one list: the words of the message, the words of its header, then the head.
class SteppedPublish {
public:
    SteppedPublish(const RingMemory& memory, std::uint32_t index, const Pattern& message) {
        SampleHeader header = kWritten;
        header.sequence = index;
        add(memory.cell(index) + sizeof header, &message, sizeof message);
        add(memory.cell(index), &header, sizeof header);
        add(memory.data(), &index, sizeof index);
    }
    std::size_t size() const { return stores_.size(); }
    void store(std::size_t step) const { std::memcpy(stores_[step].to, &stores_[step].word, sizeof(std::uint32_t)); }

private:
    struct Store {
        std::byte* to;
        std::uint32_t word;
    };
    void add(std::byte* to, const void* from, std::size_t bytes) {
        for (std::size_t at = 0; at < bytes; at += sizeof(std::uint32_t)) {
            Store store{to + at, 0};
            std::memcpy(&store.word, static_cast<const std::byte*>(from) + at, sizeof store.word);
            stores_.push_back(store);
        }
    }
    std::vector<Store> stores_;
};

}  // namespace

TEST_CASE("what is published is read, with its header, in rings of every size") {
    const std::size_t cells = GENERATE(2u, 4u, 8u, 16u, 32u, 64u);
    const RingMemory memory{sizeof(Pattern), cells};
    RingWriter writer = memory.writer();
    const RingReader reader = memory.reader();
    for (std::uint32_t number = 1; number <= 3 * cells; ++number) {
        publish(writer, number);
        const Got got = latest(reader);
        REQUIRE(got.copied == Copied::kWhole);
        REQUIRE(got.message.number == number);
        REQUIRE(is_whole(got.message));
        REQUIRE(got.header.sequence == number);
        REQUIRE(got.header.stamp_ns == 7);
        REQUIRE(got.header.source_stamp_ns == 5);
        REQUIRE(epoch_of(got.header) == 3);
    }
}

TEST_CASE("messages of every size from 4 bytes up arrive whole and touch nothing around them") {
    const std::size_t bytes = GENERATE(4u, 8u, 12u, 16u, 20u, 36u, 60u, 64u, 68u, 100u, 256u, 1024u, 4100u, 65536u);
    const RingMemory memory{bytes, 4};
    RingWriter writer = memory.writer();
    std::vector<std::uint32_t> sent(bytes / 4), seen(bytes / 4 + 1, 0xEEEEEEEE);
    for (std::uint32_t round = 1; round <= 5; ++round) {
        for (std::size_t i = 0; i < sent.size(); ++i) sent[i] = pattern_word(round, static_cast<std::uint32_t>(i));
        writer.publish(kWritten, sent.data(), bytes);
        SampleHeader header;
        REQUIRE(memory.reader().latest(header, seen.data(), bytes) == Copied::kWhole);
        REQUIRE(std::equal(sent.begin(), sent.end(), seen.begin()));
        REQUIRE(seen.back() == 0xEEEEEEEE);
    }
}

TEST_CASE("a slot that was never written says so, also when its head is zero after a wrap") {
    const RingMemory fresh{sizeof(Pattern), 4};
    CHECK(latest(fresh.reader()).copied == Copied::kNeverWritten);

    const RingMemory wrapping{sizeof(Pattern), 4, 0xFFFFFFFF};
    RingWriter writer = wrapping.writer();
    publish(writer, 42);
    REQUIRE(wrapping.reader().head() == 0);
    CHECK(latest(wrapping.reader()).copied == Copied::kWhole);
    CHECK(latest(wrapping.reader()).message.number == 42);
}

TEST_CASE("the counter wraps without a torn, stale or lost sample") {
    const std::size_t cells = GENERATE(2u, 4u, 64u);
    const RingMemory memory{sizeof(Pattern), cells, 0xFFFFFFF0};
    RingWriter writer = memory.writer();
    for (std::uint32_t number = 0; number < 64; ++number) {
        publish(writer, number);
        const Got got = latest(memory.reader());
        REQUIRE(got.copied == Copied::kWhole);
        REQUIRE(got.message.number == number);
        REQUIRE(is_whole(got.message));
        REQUIRE(got.header.sequence == 0xFFFFFFF0 + number + 1);
    }
}

TEST_CASE("the window is exactly N - 1 publishes") {
    const std::uint32_t cells = GENERATE(2u, 4u, 8u, 16u, 32u, 64u);
    const std::uint32_t start = GENERATE(0u, 0xFFFFFFE0u);
    const RingMemory memory{sizeof(Pattern), cells, start};
    RingWriter writer = memory.writer();
    const RingReader reader = memory.reader();
    REQUIRE(reader.depth() == cells - 1);
    publish(writer, 1);
    const std::uint32_t index = reader.head();
    for (std::uint32_t later = 0; later < cells - 1; ++later) {
        REQUIRE(reader.still_there(index));
        publish(writer, 2 + later);
    }
    CHECK_FALSE(reader.still_there(index));
}

TEST_CASE("a reader that stood still for a whole turn of the counter accepts a stale copy: the bound that is documented, and no wider") {
    const std::uint32_t cells = GENERATE(2u, 4u, 64u);
    const RingMemory memory{sizeof(Pattern), cells, 1000};
    const auto accepted_after = [&](std::uint64_t publishes) {
        const auto head = static_cast<std::uint32_t>(1000 + publishes);
        std::memcpy(memory.data(), &head, sizeof head);
        return memory.reader().still_there(1000);
    };
    constexpr std::uint64_t kTurn = std::uint64_t{1} << 32;
    CHECK_FALSE(accepted_after(cells - 1));
    CHECK_FALSE(accepted_after(kTurn - 1));
    CHECK(accepted_after(kTurn));
    CHECK(accepted_after(kTurn + cells - 2));
    CHECK_FALSE(accepted_after(kTurn + cells - 1));
}

TEST_CASE("a copy is refused when the writer comes round during it, and accepted one publish before that") {
    const std::uint32_t cells = GENERATE(2u, 4u, 8u);
    const RingMemory memory{sizeof(Pattern), cells};
    RingWriter writer = memory.writer();
    publish(writer, 1);
    const std::uint32_t index = memory.reader().head();
    SampleHeader header;
    Pattern message;
    for (std::uint32_t i = 0; i + 2 < cells; ++i) publish(writer, 2 + i);
    REQUIRE(memory.reader().copy(index, header, &message, sizeof message));
    CHECK(message.number == 1);
    CHECK(is_whole(message));
    publish(writer, 99);
    CHECK_FALSE(memory.reader().copy(index, header, &message, sizeof message));
}

TEST_CASE("a writer stopped after any single store leaves the last complete sample readable at the first try") {
    const std::uint32_t cells = GENERATE(2u, 4u, 64u);
    const std::uint32_t start = GENERATE(0u, 0xFFFFFFFDu);
    const RingMemory memory{sizeof(Pattern), cells, start};
    RingWriter writer = memory.writer();
    for (std::uint32_t i = 0; i < cells + 1; ++i) publish(writer, 1000 + i);
    const std::uint32_t before = memory.reader().head();
    const SteppedPublish publish_by_hand{memory, before + 1, pattern(2000)};
    for (std::size_t step = 0; step + 1 < publish_by_hand.size(); ++step) {
        publish_by_hand.store(step);
        SampleHeader header;
        Pattern message;
        REQUIRE(memory.reader().copy(before, header, &message, sizeof message));  // one try, not up to kReadTries
        REQUIRE(message.number == 1000 + cells);
        REQUIRE(is_whole(message));
    }
    publish_by_hand.store(publish_by_hand.size() - 1);
    CHECK(latest(memory.reader()).message.number == 2000);
}

TEST_CASE("a writer that takes over after one that was stopped at any store does not touch the newest sample") {
    const RingMemory memory{sizeof(Pattern), 2};
    RingWriter first = memory.writer();
    publish(first, 1);
    const SteppedPublish stopped{memory, memory.reader().head() + 1, pattern(2)};
    for (std::size_t step = 0; step + 1 < stopped.size(); ++step) {
        stopped.store(step);
        RingWriter second = memory.writer();
        second.begin();
        REQUIRE(latest(memory.reader()).message.number == 1);
    }
    RingWriter second = memory.writer();
    publish(second, 3);
    CHECK(latest(memory.reader()).message.number == 3);
    CHECK(latest(memory.reader()).header.sequence == 2);
}

TEST_CASE("what is filled in place is published by commit and not before") {
    const RingMemory memory{sizeof(Pattern), 4};
    RingWriter writer = memory.writer();
    publish(writer, 1);
    const Pattern next = pattern(2);
    std::memcpy(writer.begin(), &next, sizeof next);
    CHECK(latest(memory.reader()).message.number == 1);
    writer.commit(kWritten);
    CHECK(latest(memory.reader()).message.number == 2);
    CHECK(is_whole(latest(memory.reader()).message));
}

TEST_CASE("cells lie on cache lines of their own, 8-byte aligned behind their header") {
    CHECK(cell_stride(4) == 64);
    CHECK(cell_stride(40) == 64);
    CHECK(cell_stride(44) == 128);
    CHECK(ring_bytes(40, 4) == 64 + 4 * 64);
    CHECK(sizeof(SampleHeader) % alignof(std::uint64_t) == 0);
}
