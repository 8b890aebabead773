// One expectation while a run goes on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/hil/scenario.hpp"

namespace seqboard::hil {

/// Pure: times since the run began and values come in, a verdict comes out. A value is nothing while what it is made of is missing; a
/// condition that never had a value is broken, not kept.
class Assertion {
public:
    explicit Assertion(Expectation expectation) : wanted_{std::move(expectation)} {}

    /// The condition (1 or 0) or the metric's expression, once in every tick.
    void observe(Duration now, std::optional<float> value);

    /// A step of that name was done.
    void on_event(const std::string& name, Duration now);

    /// The run is over.
    void finish(Duration now);

    enum class State : std::uint8_t { kOpen, kKept, kBroken };
    State state() const noexcept { return state_; }
    const Expectation& expectation() const noexcept { return wanted_; }

    /// Nothing more can change it: the run may end as far as this one is concerned.
    bool settled() const noexcept { return state_ != State::kOpen; }

    /// Why it is broken, or a metric's number: "at 3.21 s", "4.213, at most 6 wanted".
    const std::string& story() const noexcept { return story_; }
    std::optional<Duration> broken_at() const noexcept { return broken_at_; }

private:
    void break_at(Duration now, std::string story);
    void keep(std::string story);
    void observe_within(Duration now, bool holds);
    void observe_stays(Duration now, bool holds);
    void digest(float value);
    void judge_metric(Duration now);

    Expectation wanted_;
    State state_ = State::kOpen;
    std::string story_;
    std::optional<Duration> broken_at_;
    bool had_value_ = false;
    bool last_ = false;
    bool event_seen_ = false;
    std::vector<Duration> waiting_;        ///< within: events that the condition has to follow
    std::optional<Duration> holds_since_;  ///< stays
    float number_ = 0;
    float sum_ = 0;
    std::uint32_t count_ = 0;
};

}  // namespace seqboard::hil
