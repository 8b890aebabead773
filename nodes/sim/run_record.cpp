#include "nodes/sim/run_record.hpp"

#include <algorithm>
#include <cmath>

namespace seqboard::sim {

namespace {

constexpr std::string_view kBlue = "#0072B2";
constexpr std::string_view kVermilion = "#D55E00";
constexpr std::string_view kGreen = "#009E73";
constexpr std::string_view kOrange = "#E69F00";
constexpr std::string_view kPurple = "#CC79A7";
constexpr std::size_t kKeptPlans = 400;
constexpr float kShownRange_m = 2.0f;  // farther echoes are walls seen across the room, and wide

}  // namespace

RunRecord::RunRecord(float sonar_x_m)
    : sonar_x_m_{sonar_x_m},
      command_{.name = "commanded", .color = kOrange},
      wheels_{.name = "by encoders", .color = kGreen},
      speed_{.name = "over ground", .color = kBlue},
      left_duty_{.name = "left", .color = kBlue},
      right_duty_{.name = "right", .color = kVermilion},
      range_{.name = "sonar echo", .color = kPurple, .as_dots = true},
      clearance_{.name = "clearance of the hull", .color = kBlue},
      true_heading_{.name = "true", .color = kBlue},
      estimated_heading_{.name = "estimated", .color = kVermilion, .dashed = true},
      position_error_{.name = "position error", .color = kBlue},
      position_sigma_{.name = "filter's sigma", .color = kOrange, .dashed = true},
      heading_error_{.name = "heading error", .color = kBlue},
      heading_sigma_{.name = "filter's sigma", .color = kOrange, .dashed = true},
      battery_{.name = "terminal", .color = kGreen} {}

void RunRecord::add(float time_s, const Truth& truth) {
    const Point place{truth.x_m, truth.y_m};
    if (map_.true_path.empty()) start_heading_rad_ = truth.heading_rad;
    else path_m_ += distance_m(map_.true_path.back(), place);
    map_.true_path.push_back(place);
    least_clearance_m_ = std::min(least_clearance_m_, truth.clearance_m);
    speed_.add(time_s, truth.speed_m_s);
    clearance_.add(time_s, truth.clearance_m);
    true_heading_.add(time_s, truth.heading_rad);
    truth_ = truth;
}

void RunRecord::add(float time_s, const Pose& pose) {
    map_.estimated_path.push_back({pose.x_m, pose.y_m});
    estimated_heading_.add(time_s, pose.heading_rad);
    position_error_m_ = distance_m({pose.x_m, pose.y_m}, {truth_.x_m, truth_.y_m});
    heading_error_rad_ = wrapped_rad(pose.heading_rad - truth_.heading_rad);
    position_error_.add(time_s, position_error_m_);
    position_sigma_.add(time_s, pose.position_sigma_m);
    heading_error_.add(time_s, heading_error_rad_);
    heading_sigma_.add(time_s, pose.heading_sigma_rad);
    pose_ = pose;
}

void RunRecord::add(float, const Heading& heading) {
    if (!map_.true_path.empty()) module_error_rad_ = wrapped_rad(heading.heading_rad - (truth_.heading_rad - start_heading_rad_));
}

void RunRecord::add(float, const Plan& plan) {
    const bool anew = plan.replans != plan_.replans;
    plan_ = plan;
    if (!anew || plan.points < 2 || map_.plans.size() == kKeptPlans) return;
    auto& line = map_.plans.emplace_back();
    for (std::size_t i = 0; i < std::min<std::size_t>(plan.points, plan.x_m.size()); ++i) line.push_back({plan.x_m[i], plan.y_m[i]});
}

void RunRecord::add(float time_s, const Range& range) {
    range_.add(time_s, range.range_m);
    if (!(range.range_m < kShownRange_m)) return;
    const Point sonar = from_body({pose_.x_m, pose_.y_m}, pose_.heading_rad, {sonar_x_m_, 0});
    map_.sonar_hits.push_back(sonar + range.range_m * unit_vector(pose_.heading_rad + range.bearing_rad));
}

void RunRecord::add(float time_s, const MotorDrive& drive) {
    left_duty_.add(time_s, drive.left_duty_ratio);
    right_duty_.add(time_s, drive.right_duty_ratio);
}

RunPicture RunRecord::picture() const {
    RunPicture picture = map_;
    picture.strips = {{.title = "speed [m/s]", .curves = {command_, wheels_, speed_}},
                      {.title = "motor duty [1]", .curves = {left_duty_, right_duty_}},
                      {.title = "distances [m]", .curves = {range_, clearance_}},
                      {.title = "heading [rad]", .curves = {true_heading_, estimated_heading_}},
                      {.title = "heading error [rad]", .curves = {heading_error_, heading_sigma_}, .least_span = 0.02f},
                      {.title = "position error [m]", .curves = {position_error_, position_sigma_}, .least_span = 0.02f},
                      {.title = "battery [V]", .curves = {battery_}, .least_span = 0.2f}};
    return picture;
}

}  // namespace seqboard::sim
