// What a driver's test of its own device says: `seqboard dev test NAME` prints it.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace seqboard {

/// Sentences in the order of what was tried. Not for a step(): allocates.
struct SelfTest {
    bool passed = true;
    std::vector<std::string> sentences;

    void note(std::string sentence) { sentences.push_back(std::move(sentence)); }

    /// Notes the one that is true.
    void expect(bool holds, std::string if_it_holds, std::string if_not) {
        passed = passed && holds;
        note(holds ? std::move(if_it_holds) : std::move(if_not));
    }
};

/// The time that passes while a device is tried: CLOCK_MONOTONIC and sleep on a robot, a simulated one in tests.
struct SelfTestClock {
    std::function<Time()> now;
    std::function<void(Duration)> pass;

    static SelfTestClock real();
};

}  // namespace seqboard
