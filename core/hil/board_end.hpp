// The board's end of a link: says which step is due, answers it, and answers it again from memory whenever it is asked again.
#pragma once

#include <string>

#include "core/hil/link_end.hpp"

namespace seqboard::hil {

/// A step is run once however often it is asked for, and its answer is kept until the next: neither a lost question nor a lost answer stops
/// the run. In real time there are no steps: sensors come, actuators go, each when it is ready.
class BoardEnd final : public LinkEnd {
public:
    explicit BoardEnd(Contract contract);

    /// The plant's HELLO has been accepted, and no BYE has come since.
    bool linked() const noexcept { return session_ != 0; }

    /// Which plant it is; zero: none.
    std::uint8_t session() const noexcept { return session_; }

    /// The step that is to be run now: asked for, and all its sensors are here. Nothing once its answer is given.
    std::optional<std::uint32_t> due() const noexcept;

    /// The plant's newest samples; those that came for the step that is due are fresh (in real time, since the caller last forgot them).
    SampleTable& sensors() noexcept { return sensors_; }

    /// The answer to the step that is due; in real time, what there is now.
    void answer(const SampleTable& actuators, const SampleTable& mirrors);

    /// Why the last HELLO was refused, or why the plant said that its run is invalid; empty: nothing since the last that was accepted.
    const std::string& fault() const noexcept { return fault_; }

private:
    void handle(const Frame& frame, Time now) override;
    void handle_silence(Time now) override;
    void take_hello(const Frame& frame, Time now);
    void take_sensors(const Frame& frame);
    void take_step(const Frame& frame);
    void take_timesync(const Frame& frame, Time now);
    bool is_new(std::uint32_t tick) const noexcept;
    void begin_collecting(std::uint32_t tick);
    void ask_for_hello(Time now);

    SampleTable sensors_;
    Outbox answer_;  ///< to the last step that was run
    std::optional<std::uint32_t> done_;
    std::optional<std::uint32_t> collecting_;
    std::optional<unsigned> parts_wanted_;  ///< by the STEP; SENSORS may come before it
    PartSet parts_;
    std::uint32_t answers_ = 0;
    std::uint32_t newest_tick_ = 0;  ///< real time: the plant's
    std::optional<Time> heard_;      ///< in this session
    std::optional<Time> asked_;      ///< for a HELLO
    std::string fault_;
};

}  // namespace seqboard::hil
