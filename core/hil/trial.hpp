// A scenario while it runs: which steps are due, which expectations hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/expression/expression.hpp"
#include "core/hil/assertion.hpp"
#include "core/launch/yaml/findings.hpp"

namespace seqboard::hil {

/// Does what steps say; the trial only says when.
class Hands {
public:
    virtual ~Hands() = default;
    virtual void begin(const Step& step) = 0;
    virtual void end(const Step& step) = 0;  ///< its `for` is over
};

/// Something that happened, for reports; `to` is there when it is over.
struct Band {
    std::string name;
    std::string what;
    Duration from{};
    std::optional<Duration> to;
};

/// Pure but for its hands: times are simulated, values come from `values`.
class Trial {
public:
    /// Looks up every name of the scenario's expressions; what is wrong goes to `findings`, and then the trial must not run.
    Trial(Scenario scenario, ValueSource& values, Findings& findings);

    /// Once in every tick, `now` counted from the run's beginning: judges what `values` hold now, then does the steps that are due. What a
    /// step does is judged from the next tick on.
    void tick(Duration now, Hands& hands);

    /// The time is up, the end was reached, or an expectation is broken.
    bool over() const noexcept { return over_; }

    /// Steps not done at the end break the trial, too: what was to be tried was not.
    void finish(Duration now, Hands& hands);

    const Scenario& scenario() const noexcept { return scenario_; }
    const std::vector<Assertion>& assertions() const noexcept { return assertions_; }
    const std::vector<Band>& bands() const noexcept { return bands_; }
    std::vector<std::string> steps_not_done() const;

    /// The values of all expressions of numbers at present, for pictures: the left sides of what is expected stay the reader's.
    std::optional<float> value_of(std::size_t assertion) const { return values_of_[assertion]; }

private:
    struct Act {
        std::size_t step;
        std::optional<Expression> condition;
        std::optional<Duration> done;
        std::optional<Duration> ends;
        std::size_t band = 0;
    };

    std::optional<Expression> compile(const Placed<std::string>& text, const std::string& where, bool condition, Findings& findings);
    bool due(const Act& act, Duration now) const;
    std::optional<Duration> event_time(const std::string& event) const;
    void judge(Duration now);
    void act(Duration now, Hands& hands);

    Scenario scenario_;
    ValueSource& values_;
    std::vector<Act> acts_;
    std::vector<Assertion> assertions_;
    std::vector<std::optional<Expression>> expressions_;  ///< of the assertions
    std::vector<std::optional<float>> values_of_;
    std::optional<Expression> end_;
    std::optional<Expression> path_x_, path_y_;
    std::optional<std::pair<float, float>> last_place_;
    float path_m_ = 0;
    std::vector<Band> bands_;
    bool over_ = false;
};

}  // namespace seqboard::hil
