// The robot that the command line and the telemetry are measured with.
#pragma once

#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

#include "core/launch/describe_runner.hpp"
#include "core/time.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::bench {

/// The reference robot in motion, every node on its own timer.
class MovingRobot {
public:
    MovingRobot() {
        ask({"up", testing::sources("config/robot_sim.yaml"), "--profile", "realtime", "--set", "picture=" + board_.root() + "/run.html",
             "--detach"});
        for (int tries = 0; tries < 1000 && ask({"echo", "pose", "--once"}).exit_code != 0; ++tries) ::usleep(10'000);
    }
    MovingRobot(const MovingRobot&) = delete;
    MovingRobot& operator=(const MovingRobot&) = delete;
    ~MovingRobot() { ask({"down"}); }

    const std::string& root() const { return board_.root(); }

    ProgramOutput ask(std::vector<std::string> words) const {
        return run_programs({line(std::move(words))}, std::chrono::seconds{10}).front();
    }

private:
    std::vector<std::string> line(std::vector<std::string> words) const {
        words.insert(words.begin(), {testing::built("seqboard"), "--root", board_.root(), "--board", "bench"});
        return words;
    }

    testing::ScratchBoard board_;
};

}  // namespace seqboard::bench
