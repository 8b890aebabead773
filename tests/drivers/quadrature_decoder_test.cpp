#include "drivers/quadrature_decoder.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

enum Line : std::uint8_t { kA, kB };

struct Encoder {
    QuadratureDecoder decoder;
    Time now{10s};
    unsigned place = 0;

    explicit Encoder(QuadratureResolution resolution = QuadratureResolution::kX4) : decoder{resolution} {}
    void edge(Line line, bool rising, std::uint32_t lost = 0) { decoder.take({now += 1ms, line, rising, lost}); }
    /// That many edges of the sequence 00-01-11-10 (BA), backwards if negative.
    void turn(int edges) {
        constexpr std::uint32_t kLevels[] = {0b00, 0b01, 0b11, 0b10};
        for (; edges != 0; edges += edges < 0 ? 1 : -1) {
            const std::uint32_t before = kLevels[place];
            place = (place + (edges > 0 ? 1 : 3)) % 4;
            const std::uint32_t changed = before ^ kLevels[place];
            edge(changed == 1 ? kA : kB, (kLevels[place] & changed) != 0);
        }
    }
};

}  // namespace

TEST_CASE("a cycle forward is four, two or one count, and backward the same less") {
    for (const auto& [resolution, counts] :
         {std::pair{QuadratureResolution::kX4, 4}, std::pair{QuadratureResolution::kX2, 2}, std::pair{QuadratureResolution::kX1, 1}}) {
        INFO(counts);
        Encoder encoder{resolution};
        encoder.turn(4 * 25);
        CHECK(encoder.decoder.count() == 25 * counts);
        CHECK(encoder.decoder.direction() == 1);
        encoder.turn(-4 * 35);
        CHECK(encoder.decoder.count() == -10 * counts);
        CHECK(encoder.decoder.direction() == -1);
        CHECK(encoder.decoder.errors() == 0);
    }
}

TEST_CASE("wherever it turns round, every resolution comes back to where it was") {
    for (const auto resolution : {QuadratureResolution::kX4, QuadratureResolution::kX2, QuadratureResolution::kX1})
        for (int begin = 0; begin < 4; ++begin)
            for (int edges = 1; edges < 9; ++edges) {
                Encoder encoder{resolution};
                encoder.turn(begin);
                const std::int32_t before = encoder.decoder.count();
                encoder.turn(edges), encoder.turn(-edges);
                CHECK(encoder.decoder.count() == before);
            }
}

TEST_CASE("a wheel that trembles on an edge does not run away") {
    Encoder encoder;
    for (int i = 0; i < 100; ++i) encoder.turn(i % 2 == 0 ? 1 : -1);
    CHECK(encoder.decoder.count() == 0);
    CHECK(encoder.decoder.errors() == 0);
}

TEST_CASE("edges that the kernel dropped are errors, and what comes after them counts on") {
    Encoder encoder;
    encoder.turn(3);             // A and B are high, A has fallen: BA is 10
    encoder.edge(kA, false, 2);  // A came and went unseen
    CHECK(encoder.decoder.errors() == 2);
    encoder.turn(1);
    CHECK(encoder.decoder.errors() == 2);
    CHECK(encoder.decoder.count() == 4);
}

TEST_CASE("an edge that finds its line's level unchanged is an error, not a count") {
    Encoder encoder;
    encoder.edge(kA, true);
    encoder.edge(kA, true);
    CHECK(encoder.decoder.count() == 1);
    CHECK(encoder.decoder.errors() == 1);
}

TEST_CASE("looks count as edges do, and both lines changed between two is an error") {
    QuadratureDecoder decoder;
    decoder.begin(0b11);
    decoder.look(0b10, Time{1s});
    CHECK(decoder.count() == 1);
    decoder.look(0b10, Time{2s});
    CHECK(decoder.count() == 1);
    decoder.look(0b01, Time{3s});
    CHECK(decoder.count() == 1);
    CHECK(decoder.errors() == 1);
    decoder.look(0b00, Time{4s});
    CHECK(decoder.count() == 0);
    CHECK(decoder.errors() == 1);
}

TEST_CASE("where the lines are when it begins is no movement") {
    QuadratureDecoder decoder;
    decoder.begin(0b11);
    decoder.take({Time{1s}, kA, false, 0});
    CHECK(decoder.count() == 1);
    CHECK(decoder.errors() == 0);
}

TEST_CASE("counts have a speed with the sign of the way") {
    Encoder encoder;
    encoder.turn(20);
    CHECK(encoder.decoder.update_speed(encoder.now) == Approx(1000));
    encoder.turn(-20);
    CHECK(encoder.decoder.update_speed(encoder.now) == Approx(-1000));
}
