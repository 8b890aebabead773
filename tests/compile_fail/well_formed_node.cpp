// compiles: the frame around the misuses of ports and nodes is right
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

class GoodNode {
public:
    static constexpr auto kPeriod = 20ms;
    struct Io {
        Setup& setup;
        std::string device = setup.param<std::string>("device");
        float gain_ratio = setup.param("gain_ratio", 1.0F, {0.0F, 2.0F});
        Duration patience = setup.param("patience", 250ms);
        Live<float> limit_m_s = setup.live_param("limit_m_s", 0.5F, {0.0F, 1.0F});
        Input<Range> front = setup.input<Range>("front", 100ms);
        Output<DriveCommand> drive = setup.output<DriveCommand>("drive");
    };
    explicit GoodNode(Io io) : io_{std::move(io)} {}
    void step(const Tick&) {
        if (const auto front = io_.front.read()) io_.drive.write({.speed_m_s = front->range_m * io_.gain_ratio, .yaw_rate_rad_s = 0});
    }

private:
    Io io_;
};

NodeType use() { return node_type<GoodNode>(); }
