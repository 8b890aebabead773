// The plant's end of a link: asks the board for one step after the other, again until each is answered.
#pragma once

#include <string>

#include "core/link/link_end.hpp"
#include "core/link/link_quality.hpp"

namespace seqboard::link {

class PlantEnd final : public LinkEnd {
public:
    enum class State : std::uint8_t {
        kGreeting,  ///< a HELLO goes out ten times a second until the board answers
        kLinked,
        kRefused,  ///< the board cannot go on; fault() says why
        kEnded,    ///< the board said BYE
    };

    /// `session`: 1 to 255, another one than in the run before.
    PlantEnd(Contract contract, std::uint8_t session);

    State state() const noexcept { return state_; }
    const std::string& fault() const noexcept { return fault_; }

    /// Sends the step of this tick with the fresh sensors. Lock-step: until it is done, poll() sends it again. Real time: nobody waits for it.
    void begin_step(std::uint32_t tick, const SampleTable& sensors, Time now);

    /// Everything that the board answers to the step has come. Always false in real time.
    bool step_done() const noexcept { return done_; }

    /// The board's newest samples; those that came since the step began are fresh (in real time, since the caller last forgot them).
    SampleTable& actuators() noexcept { return actuators_; }
    SampleTable& mirrors() noexcept { return mirrors_; }

    /// The board has answered at least once: before, the plant runs by itself.
    bool answered() const noexcept { return answered_; }

    /// What the board has counted, as of its last STATS.
    const Traffic& board_traffic() const noexcept { return board_traffic_; }
    const LinkQuality& quality() const noexcept { return quality_; }

private:
    void handle(const Frame& frame, Time now) override;
    void handle_silence(Time now) override;
    void take_answer(const Frame& frame, SampleTable& table, Time now);
    void learn_from_turn(Duration turn) noexcept;
    void send_timesync(Time now);
    void take_timesync(const Frame& frame, Time now);

    State state_ = State::kGreeting;
    std::string fault_;
    std::optional<Time> greeted_;
    SampleTable actuators_;
    SampleTable mirrors_;
    Outbox request_;  ///< the present step's frames
    std::uint32_t tick_ = 0;
    bool asked_ = false;
    bool done_ = false;
    bool answered_ = false;
    PartSet parts_;
    Time asked_at_{};
    Time sent_at_{};
    Duration patience_;  ///< until the step is sent again; follows how long the board usually takes
    Duration usual_turn_;
    std::optional<Time> synchronised_;
    Traffic board_traffic_;
    LinkQuality quality_;
};

}  // namespace seqboard::link
