#include "core/cli/field_trace.hpp"

#include <algorithm>
#include <cmath>

#include "core/schema/element_text.hpp"

namespace seqboard::cli {

namespace {

constexpr float kQuiet = 0.02f;  ///< of the value: less than that is not drawn as high as the strip

}  // namespace

double number_of(const ScalarValue& value) {
    return std::visit([](auto number) { return static_cast<double>(number); }, value);
}

void FieldTrace::use(const SlotSpec& slot) { field_ = number_field_of(target_, slot, parse_schema(slot.schema, slot.message_bytes)); }

void FieldTrace::add(const SampleHeader& header, std::span<const std::byte> bytes) {
    const Time time = time_from_ns(header.stamp_ns);
    if (!points_.empty() && time < points_.back().time) points_.clear();
    points_.push_back({time, number_of(element(field_, bytes, 0))});
}

void FieldTrace::forget_before(Time time) {
    while (points_.size() > kMostPoints || (points_.size() > 1 && points_[1].time < time)) points_.pop_front();
}

bool FieldTrace::is_held() const {
    return field_.scalar && *field_.scalar != ScalarKind::kFloat32 && *field_.scalar != ScalarKind::kFloat64;
}

std::string FieldTrace::text_of(double value) const {
    return field_.scalar == ScalarKind::kFloat32 ? shortest(static_cast<float>(value)) : shortest(value);
}

std::string FieldTrace::unit_title() const {
    if (!value_names().empty()) return "[" + field_.name + "]";
    return field_.unit.empty() ? "[number]" : "[" + field_.unit + "]";
}

std::vector<std::pair<float, std::string>> FieldTrace::value_names() const {
    if (field_.scalar == ScalarKind::kBool) return {{0.0f, "false"}, {1.0f, "true"}};
    std::vector<std::pair<float, std::string>> names;
    for (const EnumName& known : field_.enum_names) names.emplace_back(static_cast<float>(known.value), known.name);
    return names;
}

picture::Curve FieldTrace::curve(Time zero, const picture::TimeAxis& axis) const {
    picture::Curve curve{.name = name(), .color = "", .held = is_held()};
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const float at_s = seconds_of(points_[i].time - zero);
        const bool next_is_inside = i + 1 < points_.size() && seconds_of(points_[i + 1].time - zero) >= axis.from_s;
        if (at_s > axis.to_s) break;
        if (at_s >= axis.from_s || next_is_inside || (curve.held && i + 1 == points_.size()))
            curve.add(at_s, static_cast<float>(points_[i].value));
    }
    if (curve.held && !curve.points.empty()) curve.add(axis.to_s, curve.points.back().y);
    return curve;
}

std::vector<picture::TimeStrip> strips_of(std::span<const FieldTrace> traces, Time zero, const picture::TimeAxis& axis) {
    std::vector<picture::TimeStrip> strips;
    for (const FieldTrace& trace : traces) {
        const std::string title = trace.unit_title();
        const auto names = trace.value_names();
        auto strip = std::find_if(strips.begin(), strips.end(),
                                  [&](const picture::TimeStrip& known) { return known.title == title && known.value_names == names; });
        if (strip == strips.end())
            strip = strips.insert(strips.end(), {.title = title, .curves = {}, .least_span = 1e-6f, .value_names = names});
        picture::Curve curve = trace.curve(zero, axis);
        curve.color = picture::curve_color(strip->curves.size());
        for (const picture::Pixel& point : curve.points)
            if (std::isfinite(point.y)) strip->least_span = std::max(strip->least_span, names.empty() ? kQuiet * std::abs(point.y) : 1.0f);
        strip->curves.push_back(std::move(curve));
    }
    return strips;
}

}  // namespace seqboard::cli
