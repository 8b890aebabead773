// Each fault of a slot: what it does to what is written, and that it leaves no trace.
#include "core/port/fault_tap.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>

#include "core/messages/range.hpp"
#include "core/schema/scalar.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// Range, written every 10 ms: range_m is the number of the sample.
class Sensor {
public:
    explicit Sensor(SlotFault fault) {
        put_text(fault.target, "range");
        if (fault.bytes != 0) fault.scalar = static_cast<std::uint32_t>(ScalarKind::kFloat32);
        fault.id = 7;
        fault.seed = 3;
        faults_.faults[2] = fault;
    }
    void begin() { tap_.arm(faults_); }
    void end() { tap_.arm({}); }

    /// What is written instead, if anything.
    std::optional<Range> write() {
        const Range range{.range_m = static_cast<float>(count_++), .max_range_m = 4};
        now_ += 10ms;
        const std::byte* const written = tap_.pass(reinterpret_cast<const std::byte*>(&range), now_);
        if (written == nullptr) return std::nullopt;
        Range result;
        std::memcpy(&result, written, sizeof result);
        return result;
    }
    std::vector<float> numbers(int count) {
        std::vector<float> all;
        for (int i = 0; i < count; ++i)
            if (const auto range = write()) all.push_back(range->range_m);
        return all;
    }
    std::uint32_t applied() {
        SlotFaultCounts counts;
        tap_.collect(counts);
        CHECK((counts.id[2] == 7 || counts.applied[2] == 0));
        return counts.applied[2];
    }

private:
    FaultTap tap_{"range", sizeof(Range)};
    SlotFaults faults_;
    Time now_{};
    int count_ = 0;
};

SlotFault fault_of(SlotFaultKind kind, float magnitude = 0, bool field = false) {
    return {.magnitude_bits = std::bit_cast<std::uint32_t>(magnitude), .bytes = field ? 4u : 0u, .kind = kind};
}

}  // namespace

TEST_CASE("off leaves samples out, stuck repeats the first, and afterwards everything is as before") {
    Sensor off{fault_of(SlotFaultKind::kOff)};
    CHECK(off.numbers(2) == std::vector<float>{0, 1});
    off.begin();
    CHECK(off.numbers(3).empty());
    CHECK(off.applied() == 3);
    off.end();
    CHECK(off.numbers(2) == std::vector<float>{5, 6});
    CHECK(off.applied() == 0);

    Sensor stuck{fault_of(SlotFaultKind::kStuck)};
    stuck.write();
    stuck.begin();
    CHECK(stuck.numbers(3) == std::vector<float>{1, 1, 1});
    stuck.end();
    CHECK(stuck.numbers(1) == std::vector<float>{4});
}

TEST_CASE("bias, scale and drift change one number and nothing beside it") {
    Sensor bias{fault_of(SlotFaultKind::kBias, 0.5f, true)};
    bias.begin();
    const auto range = bias.write();
    REQUIRE(range);
    CHECK(range->range_m == 0.5f);
    CHECK(range->max_range_m == 4);
    CHECK(bias.numbers(2) == std::vector<float>{1.5f, 2.5f});
    Sensor scale{fault_of(SlotFaultKind::kScale, -2, true)};
    scale.begin();
    CHECK(scale.numbers(3) == std::vector<float>{0, -2, -4});
    Sensor drift{fault_of(SlotFaultKind::kDrift, 100, true)};
    drift.begin();
    CHECK(drift.numbers(3) == std::vector<float>{0, 2, 4});  // one more each 10 ms
}

TEST_CASE("noise is spread as it says, and the same with the same seed") {
    Sensor first{fault_of(SlotFaultKind::kNoise, 2, true)}, second{fault_of(SlotFaultKind::kNoise, 2, true)};
    first.begin();
    second.begin();
    const std::vector<float> numbers = first.numbers(2000);
    CHECK(numbers == second.numbers(2000));
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double off = static_cast<double>(numbers[i]) - static_cast<double>(i);
        sum += off;
        squares += off * off;
    }
    CHECK(std::abs(sum / 2000) < 0.2);
    CHECK(std::sqrt(squares / 2000) == Approx(2).margin(0.2));
}

TEST_CASE("garbage is in the field alone when a field is named") {
    Sensor garbage{fault_of(SlotFaultKind::kGarbage, 0, true)};
    garbage.begin();
    bool differs = false;
    for (int i = 0; i < 5; ++i) {
        const auto range = garbage.write();
        REQUIRE(range);
        differs |= range->range_m != static_cast<float>(i);
        CHECK(range->max_range_m == 4);
    }
    CHECK(differs);
}

TEST_CASE("slow lets one sample through in its time, delayed shows the past") {
    Sensor slow{fault_of(SlotFaultKind::kSlow, 0.05f)};
    slow.begin();
    CHECK(slow.numbers(11) == std::vector<float>{0, 5, 10});
    CHECK(slow.applied() == 8);
    Sensor delayed{fault_of(SlotFaultKind::kDelayed, 0.03f)};
    CHECK(delayed.numbers(2) == std::vector<float>{0, 1});
    delayed.begin();
    CHECK(delayed.numbers(4) == std::vector<float>{0, 1, 2});  // at the first nothing was written that long ago
    delayed.end();
    CHECK(delayed.numbers(1) == std::vector<float>{6});
}

TEST_CASE("intermittent leaves out the share that it says") {
    SlotFault fault = fault_of(SlotFaultKind::kIntermittent);
    fault.probability_ratio = 0.3f;
    Sensor sensor{fault};
    sensor.begin();
    const auto through = static_cast<double>(sensor.numbers(2000).size());
    CHECK(through == Approx(1400).margin(80));
    CHECK(sensor.applied() == 2000 - static_cast<std::uint32_t>(through));
}

TEST_CASE("a fault of another slot is nobody's here") {
    SlotFaults all;
    all.faults[0] = {.id = 1, .kind = SlotFaultKind::kOff};
    put_text(all.faults[0].target, "heading");
    FaultTap tap{"range", sizeof(Range)};
    tap.arm(all);
    CHECK_FALSE(tap.armed());
}

TEST_CASE("whole numbers stay within what they can hold") {
    SlotFaults all;
    all.faults[0] = {.id = 1,
                     .magnitude_bits = std::bit_cast<std::uint32_t>(300.0f),
                     .bytes = 1,
                     .scalar = static_cast<std::uint32_t>(ScalarKind::kUint8),
                     .kind = SlotFaultKind::kBias};
    put_text(all.faults[0].target, "cliff");
    FaultTap tap{"cliff", 4};
    tap.arm(all);
    const std::array<std::byte, 4> message{std::byte{5}, std::byte{6}, std::byte{7}, std::byte{8}};
    const std::byte* const written = tap.pass(message.data(), Time{});
    CHECK(written[0] == std::byte{255});
    CHECK(written[1] == std::byte{6});
}

namespace {

/// What a bias of this size makes of a number of this kind, whose bytes are these.
template <class Number>
Number biased(ScalarKind kind, Number number, float bias) {
    SlotFaults all;
    all.faults[0] = {.id = 1,
                     .magnitude_bits = std::bit_cast<std::uint32_t>(bias),
                     .offset = 4,
                     .bytes = sizeof(Number),
                     .scalar = static_cast<std::uint32_t>(kind),
                     .kind = SlotFaultKind::kBias};
    put_text(all.faults[0].target, "slot");
    std::array<std::byte, 8> message{};
    std::memcpy(message.data() + 4, &number, sizeof number);
    FaultTap tap{"slot", message.size()};
    tap.arm(all);
    const std::byte* const written = tap.pass(message.data(), Time{});
    CHECK(std::all_of(written, written + 4, [](std::byte byte) { return byte == std::byte{}; }));
    std::memcpy(&number, written + 4, sizeof number);
    return number;
}

}  // namespace

TEST_CASE("whole numbers of every size are changed as they are, and held where they end") {
    CHECK(biased<std::int8_t>(ScalarKind::kInt8, -5, -3) == -8);
    CHECK(biased<std::int8_t>(ScalarKind::kInt8, -5, -300) == -128);
    CHECK(biased<std::int8_t>(ScalarKind::kInt8, -5, 300) == 127);
    CHECK(biased<std::int16_t>(ScalarKind::kInt16, 1000, 1) == 1001);
    CHECK(biased<std::int16_t>(ScalarKind::kInt16, 1000, -1e6f) == -32768);
    CHECK(biased<std::int16_t>(ScalarKind::kInt16, 1000, 1e6f) == 32767);
    CHECK(biased<std::int32_t>(ScalarKind::kInt32, -7, 10) == 3);
    CHECK(biased<std::int32_t>(ScalarKind::kInt32, -7, -1e12f) == std::numeric_limits<std::int32_t>::min());
    CHECK(biased<std::int32_t>(ScalarKind::kInt32, -7, 1e12f) == std::numeric_limits<std::int32_t>::max());
    CHECK(biased<std::uint8_t>(ScalarKind::kUint8, 5, 3) == 8);
    CHECK(biased<std::uint8_t>(ScalarKind::kUint8, 5, -6) == 0);
    CHECK(biased<std::uint16_t>(ScalarKind::kUint16, 5, 1000) == 1005);
    CHECK(biased<std::uint16_t>(ScalarKind::kUint16, 5, -6) == 0);
    CHECK(biased<std::uint16_t>(ScalarKind::kUint16, 5, 1e6f) == 65535);
    CHECK(biased<std::uint32_t>(ScalarKind::kUint32, 5, 1000) == 1005);
    CHECK(biased<std::uint32_t>(ScalarKind::kUint32, 5, -6) == 0);
    CHECK(biased<std::uint32_t>(ScalarKind::kUint32, 5, 1e12f) == std::numeric_limits<std::uint32_t>::max());
}

TEST_CASE("a fault that goes on keeps its state when others come, and one beyond the message is nobody's") {
    SlotFaults all;
    all.faults[1] = fault_of(SlotFaultKind::kStuck);
    all.faults[1].id = 4;
    put_text(all.faults[1].target, "slot");
    FaultTap tap{"slot", 4};
    const auto pass = [&](std::uint32_t number) {
        tap.arm(all);
        std::uint32_t written = 0;
        std::memcpy(&written, tap.pass(reinterpret_cast<const std::byte*>(&number), Time{}), sizeof written);
        return written;
    };
    CHECK(pass(1) == 1);
    all.faults[0] = {.id = 9, .offset = 2, .bytes = 4, .kind = SlotFaultKind::kGarbage};  // two bytes more than there are
    put_text(all.faults[0].target, "slot");
    CHECK(pass(2) == 1);
    all.faults[2] = {.id = 8, .kind = SlotFaultKind::kBurn};
    put_text(all.faults[2].target, "slot");
    CHECK(pass(3) == 1);
    all.faults[1] = {};
    CHECK(pass(4) == 4);
    CHECK_FALSE(tap.armed());
}

TEST_CASE("stuck holds the field alone when a field is named, and a large message is not remembered") {
    Sensor sensor{fault_of(SlotFaultKind::kStuck, 0, true)};
    sensor.begin();
    CHECK(sensor.write()->range_m == 0);
    CHECK(sensor.write()->range_m == 0);
    CHECK(sensor.write()->max_range_m == 4);
    FaultTap large{"map", FaultTap::kMostDelayedBytes + 4};
    const std::vector<std::byte> message(FaultTap::kMostDelayedBytes + 4);
    CHECK(large.pass(message.data(), Time{}) == message.data());
}
