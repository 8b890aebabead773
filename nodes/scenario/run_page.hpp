// The page that a scenario leaves behind.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/hil/trial.hpp"
#include "core/hil/verdict.hpp"
#include "nodes/sim/run_picture.hpp"

namespace seqboard::sim {

/// Collects in every tick what the picture shows beside the robot's own curves: which expectations held, modes, how long ticks took.
class RunPage {
public:
    /// An enum over time as a row, by the names of its values.
    void watch(std::string name, const NamedValue& value);

    /// How long a tick took, in real time.
    void add_tick(Duration wall) { ticks_.add(1e6f * seconds_of(wall)); }
    void add(Duration now, const hil::Trial& trial, const ValueSource& values);

    /// `picture` has the robot's paths and strips.
    void write(const std::string& path, const hil::Scenario& scenario, const hil::Verdict& verdict, const std::vector<hil::Band>& bands,
               RunPicture picture, const Room& room, int seed) const;

private:
    struct Row {
        TimeRow row;
        std::optional<float> last{};
        bool open = false;
    };
    struct Watched {
        NamedValue value;
        Row row;
    };
    static void extend(Row& row, float now_s, std::optional<float> value, std::string_view color, const std::string& label);

    std::vector<Row> expectations_;
    std::vector<Watched> watched_;
    Histogram ticks_{"real time of one tick of the simulation (bins double in width)", {}};
};

}  // namespace seqboard::sim
