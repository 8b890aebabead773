#include "tests/bench/cli_costs.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/bench/moving_robot.hpp"

namespace seqboard::bench {

namespace {

constexpr Duration kPromised = std::chrono::milliseconds{50};
constexpr int kRepetitions = 15;
const std::string kNodeSet = testing::sources("config/robot_sim.yaml");

}  // namespace

bool print_cli_costs() {
    const std::vector<std::vector<std::string>> commands = {{"list"},
                                                            {"status"},
                                                            {"echo", "pose", "--once"},
                                                            {"top", "--once"},
                                                            {"set", "wheels.gain_ratio", "0.6"},
                                                            {"describe", "wheels"},
                                                            {"graph"},
                                                            {"graph", kNodeSet},
                                                            {"check", kNodeSet}};
    const MovingRobot robot;
    bool kept = true;
    std::printf("\n%-38s %12s  %s\n", "an answer of seqboard", "p50 ms", "at most");
    for (const auto& words : commands) {
        std::vector<double> times_ms;
        ProgramOutput output;
        for (int i = 0; i < kRepetitions && output.exit_code == 0; ++i) {
            const Time begin = monotonic_now();
            output = robot.ask(words);
            times_ms.push_back(std::chrono::duration<double, std::milli>(monotonic_now() - begin).count());
        }
        std::sort(times_ms.begin(), times_ms.end());
        std::string name;
        for (const std::string& word : words) name += (name.empty() ? "" : " ") + word.substr(word.rfind('/') + 1);
        const double limit_ms = std::chrono::duration<double, std::milli>(kPromised).count();
        const bool good = output.exit_code == 0 && times_ms[times_ms.size() / 2] <= limit_ms;
        kept = kept && good;
        std::printf("%-38s %12.1f  %.0f ms  %s\n", name.c_str(), times_ms[times_ms.size() / 2], limit_ms, good ? "ok" : "MISS");
        if (output.exit_code != 0) std::printf("    exit code %d: %s", output.exit_code, output.err.c_str());
    }
    return kept;
}

}  // namespace seqboard::bench
