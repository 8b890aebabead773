// Plays a recording into slots: how fast, from where, step by step, back and forth. The clock is the caller's.
#pragma once

#include <optional>
#include <vector>

#include "core/messages/player.hpp"
#include "core/record/slot_player.hpp"

namespace seqboard::record {

struct PlayOptions {
    double rate_ratio = 1;
    Duration from{};  ///< since the recording's beginning
    std::optional<Duration> to{};
    bool loop = false;
    bool paused = false;  ///< from the start
};

/// Stamps are as far back from now as they were then, so that ages are what they were. Wherever it goes, the slots say what they said then:
/// after a seek, every slot that had said something by that time says it again.
class Player {
public:
    static constexpr double kSlowest = 0.01;
    static constexpr double kFastest = 1000;

    /// Both outlive it. Nothing is said before advance() or another call.
    Player(const RecordedRun& run, SlotPlayer& slots, PlayOptions options, Time now);

    /// Says what is due by now. When something is due again; Time::max() while it is paused and when it has ended.
    Time advance(Time now);

    void play(Time now);
    void pause(Time now);

    /// To the next sample, with all that have the same time: in a recording made in lock-step, a tick. Pauses.
    void step(Time now);
    void step_back(Time now);

    /// To so long after the beginning, within what is played.
    void seek(Duration position, Time now);

    /// Within kSlowest and kFastest.
    void set_rate(double rate_ratio, Time now);

    void end(Time now);

    /// False for a request that says nothing, or a rate or position that is no number.
    bool carry_out(const PlayerRequest& request, Time now);

    Duration position(Time now) const;
    PlayerState state(Time now) const;
    PlayerPhase phase() const noexcept { return phase_; }

private:
    std::uint64_t position_ns(Time now) const;
    Time due(std::uint64_t log_ns) const;
    void stay(std::uint64_t position_ns, Time now);
    void say(const RecordedSample& sample, Duration by);
    void say_state(std::uint64_t position_ns, Time now);

    const RecordedRun& run_;
    SlotPlayer& slots_;
    bool loop_;
    double rate_;
    std::uint64_t first_ns_;                      ///< log time of the recording's beginning
    std::uint64_t from_ns_, to_ns_;               ///< of what is played
    std::vector<const RecordedSample*> samples_;  ///< of slots that are played, up to to_ns_
    std::size_t next_ = 0;
    PlayerPhase phase_ = PlayerPhase::kPlaying;
    std::uint64_t anchor_ns_;  ///< where it was
    Time anchored_;            ///< then
    std::uint32_t said_ = 0;
};

}  // namespace seqboard::record
