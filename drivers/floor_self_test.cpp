#include "drivers/floor_self_test.hpp"

namespace seqboard {

namespace {

constexpr Duration kStep = std::chrono::milliseconds{10}, kLifting = std::chrono::seconds{10}, kHeld = std::chrono::milliseconds{500};

/// The levels when one has been another for kHeld, so that all are off the floor by then; else what they still are.
std::optional<std::uint32_t> after_lifting(GpioLines& lines, std::uint32_t on_floor, const SelfTestClock& clock) {
    Duration lifted{};
    for (Duration passed{}; passed < kLifting && lifted < kHeld; passed += kStep) {
        clock.pass(kStep);
        const auto levels = lines.levels();
        if (!levels) return std::nullopt;
        lifted = *levels == on_floor ? Duration{} : lifted + kStep;
    }
    return lines.levels();
}

}  // namespace

SelfTest test_floor_sensors(GpioLines& lines, std::span<const char* const> names, const SelfTestClock& clock) {
    SelfTest result;
    const auto on_floor = lines.levels();
    if (!on_floor) {
        result.fail("the lines cannot be read any more; is their chip still there?");
        return result;
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        result.expect(((*on_floor >> i) & 1u) != 0, std::string{names[i]} + ": floor",
                      std::string{names[i]} + ": no floor; does its lamp shine, is a wire off, is active_low as the comparator has it?");
    const auto lifted = after_lifting(lines, *on_floor, clock);
    if (!lifted || *lifted == *on_floor) {
        result.note("the robot was not lifted: whether a sensor sees floor everywhere was not tried");
        return result;
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        result.expect(((*lifted >> i) & 1u) == 0, std::string{names[i]} + ": no floor when it is lifted",
                      std::string{names[i]} + ": floor although it is lifted; is it dirty, in sunlight, or its line shorted?");
    return result;
}

}  // namespace seqboard
