// A node for the command line's tests: one slot of each kind of field, parameters of each type.
#include "core/messages/battery.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/range.hpp"
#include "core/node.hpp"

namespace seqboard {

class ProbeNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string device = setup.param("device", "/dev/null");
        int channel = setup.param("channel", 3, Limits<int>{0, 7});
        Live<float> gain_ratio = setup.live_param("gain_ratio", 1.0f, Limits<float>{0.0f, 10.0f});
        Live<int> step_count = setup.live_param("step_count", 4, Limits<int>{1, 100});
        Live<bool> inverted = setup.live_param("inverted", false);
        Live<Duration> pause = setup.live_param("pause", Duration{std::chrono::milliseconds{250}},
                                                Limits<Duration>{Duration::zero(), std::chrono::seconds{1}});
        Output<Range> range = setup.output<Range>("range", 16);
        Output<Plan> plan = setup.output<Plan>("plan");
        Output<Battery> silent = setup.output<Battery>("silent");  // never written
        Input<Range> front = setup.input<Range>("front", std::chrono::milliseconds{100});
    };

    explicit ProbeNode(Io io) : io_{std::move(io)} {}

    void step(const Tick& tick) {
        io_.range.write({.range_m = 1.25f * io_.gain_ratio, .max_range_m = 4, .beam_width_rad = 0.25f, .bearing_rad = -0.5f});
        Plan plan{.goal_distance_m = 2.5f, .replans = static_cast<std::uint32_t>(tick.count), .points = 2, .state = PlanState::kDriving};
        plan.x_m[1] = 0.5f;
        io_.plan.write(plan);
    }

private:
    Io io_;
};

}  // namespace seqboard

int main(int argc, char** argv) { return seqboard::run_node<seqboard::ProbeNode>(argc, argv); }
