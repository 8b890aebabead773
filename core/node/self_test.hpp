// What a node's test of its own device says: `seqboard dev test NAME` prints it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace seqboard {

/// What was tried, in that order, a sentence each: what was measured, and where it failed what to look at. Not for a step(): allocates.
struct SelfTest {
    enum class Verdict : std::uint8_t { kNote, kOk, kFailed };
    struct Line {
        Verdict verdict;
        std::string sentence;
    };
    std::vector<Line> lines;

    /// For what a person has to judge.
    void note(std::string sentence) { lines.push_back({Verdict::kNote, std::move(sentence)}); }

    /// Adds the one that is true.
    void expect(bool holds, std::string if_it_holds, std::string if_not) {
        if (holds) lines.push_back({Verdict::kOk, std::move(if_it_holds)});
        else fail(std::move(if_not));
    }
    /// For a sentence that says what was measured and what is expected, and is the same either way; as printf.
    [[gnu::format(printf, 3, 4)]] void check(bool holds, const char* format, ...);

    void fail(std::string sentence) { lines.push_back({Verdict::kFailed, std::move(sentence)}); }

    bool passed() const noexcept;
};

/// As printf.
[[gnu::format(printf, 1, 2)]] std::string sentence(const char* format, ...);

/// "FAILED  no echo: check its power", one line each.
std::string text_of(const SelfTest& test);

/// The time that passes while a device is tried: CLOCK_MONOTONIC and sleep on a robot, a simulated one in tests.
struct SelfTestClock {
    std::function<Time()> now;
    std::function<void(Duration)> pass;

    static SelfTestClock real();
};

}  // namespace seqboard
