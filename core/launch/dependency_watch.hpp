// What a running process does when a condition of its start breaks, and when it holds again. Pure.
#pragma once

#include "core/launch/start_condition.hpp"

namespace seqboard {

enum class DependencyAction : std::uint8_t {
    kNone,
    kCycle,  ///< stop it; it starts again when its conditions hold
};

class DependencyWatch {
public:
    explicit DependencyWatch(DependencyFailure rule) : rule_{rule} {}

    /// It has just started, its conditions hold.
    void begin() { broken_ = false; }

    /// It runs; `holds`: all its conditions do.
    DependencyAction look(bool holds) {
        const bool was_broken = broken_;
        broken_ = !holds;
        if (rule_ == DependencyFailure::kStop && broken_ && !was_broken) return DependencyAction::kCycle;
        if (rule_ == DependencyFailure::kRestart && was_broken && !broken_) return DependencyAction::kCycle;
        return DependencyAction::kNone;
    }

    /// Whether look() can have any effect.
    bool is_interested() const { return rule_ != DependencyFailure::kHold && rule_ != DependencyFailure::kIgnore; }
    bool is_broken() const { return broken_; }

    /// Its rule wants the set's state to say that it runs without something.
    bool degrades() const { return broken_ && rule_ == DependencyFailure::kDegrade; }

private:
    DependencyFailure rule_;
    bool broken_ = false;
};

}  // namespace seqboard
