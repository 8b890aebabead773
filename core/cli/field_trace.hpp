// What one field of a slot has said over time.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "core/cli/slot_target.hpp"
#include "core/picture/time_strip.hpp"
#include "core/slot/sample.hpp"

namespace seqboard::cli {

class FieldTrace {
public:
    explicit FieldTrace(SlotTarget target) : target_{std::move(target)} {}

    /// What the samples from here on look like: a writer that was built anew may bring another schema. Throws as number_field_of().
    void use(const SlotSpec& slot);

    /// The next sample of the slot. One from before the last begins the trace anew: the clock does.
    void add(const SampleHeader& header, std::span<const std::byte> bytes);

    /// Drops what is older, but for the last value before; and where there are more than kMostPoints, the oldest.
    void forget_before(Time time);
    static constexpr std::size_t kMostPoints = 262'144;  ///< 4 MiB

    struct Point {
        Time time;
        double value;
    };
    const std::deque<Point>& points() const noexcept { return points_; }
    const SlotTarget& target() const noexcept { return target_; }
    std::string name() const { return target_.text(); }

    /// The shortest digits that give the field's number back.
    std::string text_of(double value) const;

    /// What it is measured in, for a strip's title: "[m]"; curves of one unit share a strip, an enum has its own.
    std::string unit_title() const;

    /// Times are relative to `zero`: what lies in the axis, and one value before it.
    picture::Curve curve(Time zero, const picture::TimeAxis& axis) const;
    std::vector<std::pair<float, std::string>> value_names() const;

private:
    bool is_held() const;

    SlotTarget target_;
    SchemaField field_;
    std::deque<Point> points_;
};

/// The traces as strips, those of one unit together.
std::vector<picture::TimeStrip> strips_of(std::span<const FieldTrace> traces, Time zero, const picture::TimeAxis& axis);

/// The number behind an element of a message: truths are 1 and 0.
double number_of(const ScalarValue& value);

}  // namespace seqboard::cli
