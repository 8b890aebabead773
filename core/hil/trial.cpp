#include "core/hil/trial.hpp"

#include <algorithm>
#include <cmath>

namespace seqboard::hil {

Trial::Trial(Scenario scenario, ValueSource& values, Findings& findings) : scenario_{std::move(scenario)}, values_{values} {
    for (std::size_t i = 0; i < scenario_.steps.size(); ++i) {
        Act& act = acts_.emplace_back(Act{.step = i, .condition = {}, .done = {}, .ends = {}});
        const Step& step = scenario_.steps[i];
        if (step.trigger.condition) act.condition = compile(*step.trigger.condition, step.name + ": when", true, findings);
    }
    for (const Expectation& expectation : scenario_.expectations) {
        assertions_.emplace_back(expectation);
        std::optional<Expression>& expression = expressions_.emplace_back();
        if (expectation.digest == Digest::kPathLength && !path_x_) {
            path_x_ = compile({"truth.x_m", expectation.place}, "path_length", false, findings);
            path_y_ = compile({"truth.y_m", expectation.place}, "path_length", false, findings);
        } else if (!expectation.condition.value.empty()) {
            expression =
                compile(expectation.condition, std::string{name_of(expectation.rule)}, expectation.rule != Rule::kMetric, findings);
        }
    }
    values_of_.resize(assertions_.size());
    if (scenario_.end) end_ = compile(*scenario_.end, "end", true, findings);
}

std::optional<Expression> Trial::compile(const Placed<std::string>& text, const std::string& where, bool condition, Findings& findings) {
    try {
        return condition ? Expression::parse_condition(text.value, values_) : Expression::parse(text.value, values_);
    } catch (const ExpressionError& error) {
        findings.error(text.place, where + ": '" + text.value + "': " + error.what());
        return std::nullopt;
    }
}

std::optional<Duration> Trial::event_time(const std::string& event) const {
    std::optional<Duration> last;
    for (const Act& act : acts_)
        if (act.done && scenario_.steps[act.step].name == event && (!last || *act.done > *last)) last = act.done;
    return last;
}

bool Trial::due(const Act& act, Duration now) const {
    const Trigger& trigger = scenario_.steps[act.step].trigger;
    Duration since{};
    if (!trigger.after.empty()) {
        const auto event = event_time(trigger.after);
        if (!event || *event == now) return false;
        since = *event;
    }
    if (trigger.at) return now - since >= *trigger.at;
    return !act.condition || act.condition->holds(values_);
}

void Trial::judge(Duration now) {
    if (path_x_ && path_y_) {
        const auto x = path_x_->evaluate(values_), y = path_y_->evaluate(values_);
        if (x && y && last_place_) path_m_ += std::hypot(*x - last_place_->first, *y - last_place_->second);
        if (x && y) last_place_ = {*x, *y};
    }
    for (std::size_t i = 0; i < assertions_.size(); ++i) {
        const bool is_path = assertions_[i].expectation().digest == Digest::kPathLength;
        values_of_[i] = is_path ? std::optional{path_m_} : expressions_[i] ? expressions_[i]->evaluate(values_) : std::nullopt;
        assertions_[i].observe(now, values_of_[i]);
    }
}

void Trial::act(Duration now, Hands& hands) {
    for (Act& act : acts_)
        if (act.ends && now >= *act.ends) {
            hands.end(scenario_.steps[act.step]);
            bands_[act.band].to = now;
            act.ends.reset();
        }
    for (Act& act : acts_) {
        if (act.done || !due(act, now)) continue;
        const Step& step = scenario_.steps[act.step];
        act.done = now;
        act.band = bands_.size();
        bands_.push_back(
            {step.name, std::string{name_of(step.deed)} + " " + step.target.value + (step.kind.empty() ? "" : " " + step.kind), now, {}});
        if (step.lasts) act.ends = now + *step.lasts;
        else bands_.back().to = now;
        hands.begin(step);
        for (Assertion& assertion : assertions_) assertion.on_event(step.name, now);
    }
}

void Trial::tick(Duration now, Hands& hands) {
    if (over_) return;
    judge(now);
    const bool broken =
        std::any_of(assertions_.begin(), assertions_.end(), [](const Assertion& a) { return a.state() == Assertion::State::kBroken; });
    over_ = broken || now >= scenario_.limit || (end_ && end_->holds(values_));
    if (!over_) act(now, hands);
}

void Trial::finish(Duration now, Hands& hands) {
    over_ = true;
    for (Act& act : acts_)
        if (act.ends) {
            hands.end(scenario_.steps[act.step]);
            bands_[act.band].to = now;
            act.ends.reset();
        }
    for (Assertion& assertion : assertions_) assertion.finish(now);
}

std::vector<std::string> Trial::steps_not_done() const {
    std::vector<std::string> names;
    for (const Act& act : acts_)
        if (!act.done) names.push_back(scenario_.steps[act.step].name);
    return names;
}

}  // namespace seqboard::hil
