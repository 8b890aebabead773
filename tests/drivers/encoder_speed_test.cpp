#include "drivers/encoder_speed.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

Time at(Duration time) { return Time{10s + time}; }

/// Counts at an even speed, read every 20 ms; the worst error once it runs, relative.
float worst_error(float counts_s) {
    EncoderSpeed speed;
    float worst = 0;
    int counted = 0;
    for (int step = 1; step <= 200; ++step) {
        const float until_s = static_cast<float>(step) * 0.02f;
        for (; static_cast<float>(counted + 1) / counts_s <= until_s; ++counted)
            speed.count(1,
                        at(Duration{static_cast<Duration::rep>(static_cast<double>(counted + 1) / static_cast<double>(counts_s) * 1e9)}));
        const float measured = speed.update(at(step * 20ms));
        if (step > 50) worst = std::max(worst, std::abs(measured - counts_s) / counts_s);
    }
    return worst;
}

}  // namespace

TEST_CASE("the speed is right from few counts a second to thousands") {
    for (const float counts_s : {7.0f, 33.0f, 49.0f, 51.0f, 130.0f, 770.0f, 5000.0f}) {
        INFO(counts_s);
        CHECK(worst_error(counts_s) < 0.001f);  // counting alone would be wrong by one in each 20 ms
    }
}

TEST_CASE("without edges the speed falls with the time since the last, and is zero when the wheel stands") {
    EncoderSpeed speed;
    speed.count(1, at(0ms));
    speed.count(1, at(10ms));
    CHECK(speed.update(at(20ms)) == Approx(100));
    CHECK(speed.update(at(15ms)) == Approx(100));
    CHECK(speed.update(at(60ms)) == Approx(20));
    CHECK(speed.update(at(210ms)) == Approx(5));
    CHECK(speed.update(at(261ms)) == 0);
    CHECK(speed.last_edge() == at(10ms));
}

TEST_CASE("the first edge after a rest says nothing about speed") {
    EncoderSpeed speed;
    speed.count(1, at(0ms));
    CHECK(speed.update(at(1ms)) == 0);
    speed.count(1, at(10ms));
    CHECK(speed.update(at(10ms)) == Approx(100));
    CHECK(speed.update(at(5s)) == 0);
    speed.count(1, at(6s));
    CHECK(speed.update(at(6s)) == 0);
    speed.count(1, at(6s + 50ms));
    CHECK(speed.update(at(6s + 50ms)) == Approx(20));
}

TEST_CASE("backwards is negative, and a wheel that trembles has no speed") {
    EncoderSpeed speed;
    for (int i = 0; i < 5; ++i) speed.count(-1, at(i * 10ms));
    CHECK(speed.update(at(40ms)) == Approx(-100));
    CHECK(speed.update(at(140ms)) == Approx(-10));
    EncoderSpeed trembling;
    for (int i = 0; i < 5; ++i) trembling.count(i % 2 == 0 ? 1 : -1, at(i * 10ms));
    CHECK(trembling.update(at(40ms)) == Approx(0).margin(1e-6));
}
