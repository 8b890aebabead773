// The robot's world, on a board whose plant is simulated elsewhere: the other end of plant_link_node.
#pragma once

#include <array>
#include <memory>

#include "core/link/board_end.hpp"
#include "core/node.hpp"
#include "drivers/line/line.hpp"
#include "nodes/link/link_ports.hpp"

namespace seqboard::link {

/// Writes the sensors' slots in place of the nodes that drive them, and sends what is for the actuators back. In lock-step it drives the
/// board's clock: a tick begins when the plant asks for it and all its sensors are here. In real time it hands on what comes, every period.
/// Waits for a plant as long as it runs, and for the next one when a plant has left.
class BoardLinkNode {
public:
    static constexpr bool kDrivesClock = true;
    static constexpr bool kSimulatesPlant = true;
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string line = setup.param<std::string>("line");  ///< see open_line(): "udp-listen:0.0.0.0:5600"
        std::string receives = setup.param<std::string>("receives");
        std::string sends = setup.param<std::string>("sends");
        std::string mirrors_slots = setup.param("mirrors", "");  ///< for the plant's side to look at: see OutgoingSlots
        IncomingSlots sensors{setup, receives};
        OutgoingSlots actuators{setup, sends};
        OutgoingSlots mirrors{setup, mirrors_slots};
    };

    explicit BoardLinkNode(Io io);
    ~BoardLinkNode();
    bool await_tick(Time next);
    void step(const Tick& tick);

private:
    Contract contract() const;
    void exchange();
    void flush();
    void note_plant();

    Io io_;
    BoardEnd end_;
    std::unique_ptr<Line> line_;
    SampleTable actuators_;
    SampleTable mirrors_;
    std::array<std::uint8_t, kMaxFrameBytes> buffer_;
    std::uint8_t plant_ = 0;  ///< session of the one that is linked
    std::string told_fault_;
};

}  // namespace seqboard::link
