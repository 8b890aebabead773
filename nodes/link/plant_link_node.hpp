// A board's robot, beside the simulator of its body: sends the sensors' slots to the board, writes what the board sends its actuators.
#pragma once

#include <array>
#include <memory>

#include "core/link/link_faults.hpp"
#include "core/link/plant_end.hpp"
#include "core/messages/link.hpp"
#include "core/node.hpp"
#include "drivers/line/line.hpp"
#include "nodes/link/link_ports.hpp"

namespace seqboard::link {

/// In lock-step its step lasts until the board has run the same tick, so the whole run waits for the board, and lost frames change nothing.
/// In real time nothing waits, and a run whose link was worse than the budget says nothing about the robot: it ends as INVALID, exit code 69,
/// which is neither success nor failure. So does one whose board falls silent.
class PlantLinkNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string line = setup.param<std::string>("line");  ///< see open_line(): "udp:192.168.1.20:5600"
        std::string sends = setup.param<std::string>("sends");
        std::string receives = setup.param<std::string>("receives");
        std::string mirrors_slots = setup.param("mirrors", "");
        Duration await_board = setup.param<Duration>("await_board", std::chrono::seconds{25});  ///< at the start
        bool freewheel = setup.param("freewheel", false);  ///< do not wait at the start: the plant runs by itself until the first answer
        Duration silence_limit = setup.param<Duration>("silence_limit", std::chrono::seconds{4});        ///< below the coordinator's 5 s
        float loss_budget_ratio = setup.param("loss_budget_ratio", 0.02f, {0.0f, 1.0f});                 ///< real time
        Duration jitter_budget = setup.param<Duration>("jitter_budget", std::chrono::milliseconds{30});  ///< real time
        float fault_ratio = setup.param("fault_ratio", 0.0f, {0.0f, 0.5f});  ///< makes the line bad: see LinkFaults
        int fault_seed = setup.param("fault_seed", 1, {1, 1'000'000});
        OutgoingSlots sensors{setup, sends};
        IncomingSlots actuators{setup, receives};
        IncomingSlots mirrors{setup, mirrors_slots};
        Output<LinkStatus> status = setup.output<LinkStatus>("link_status");
    };

    explicit PlantLinkNode(Io io);
    ~PlantLinkNode();
    void step(const Tick& tick);

private:
    Contract contract() const;
    bool in_lockstep() const { return end_.contract().mode == LinkMode::kLockstep; }
    void greet();
    bool exchange(Duration rest);
    void send_out(Time now);

    /// False when there is none: the run is invalid, or it was told to stop.
    bool await_answer();
    Duration line_delay() const;
    void take_answer(const Tick& tick);
    void judge(Time now);
    void end_invalid(const std::string& why);
    void tell_traffic() const;
    LinkStatus status() const;

    Io io_;
    PlantEnd end_;
    std::unique_ptr<Line> line_;
    SampleTable sensors_;
    LinkFaults faults_out_;
    LinkFaults faults_in_;
    std::array<std::uint8_t, kMaxFrameBytes> buffer_;
    std::vector<std::uint8_t> spoilt_;
    std::uint32_t tick_ = 0;
    std::uint64_t bytes_sent_ = 0;
    std::uint64_t bytes_received_ = 0;
    Time heard_{};
    bool invalid_ = false;
};

}  // namespace seqboard::link
