#include "nodes/scenario/run_page.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace seqboard::sim {

namespace {

constexpr std::string_view kTrue = "#009E73";
constexpr std::string_view kFalse = "#bbbbbb";
constexpr std::string_view kBroken = "#D55E00";
constexpr std::string_view kUnknown = "#f0f0f0";
constexpr std::array<std::string_view, 6> kModes = {"#56799c", "#0072B2", "#CC79A7", "#D55E00", "#7a6a53", "#4d4d4d"};

/// Several may want the same of different steps.
std::string name_of(const hil::Expectation& expectation) {
    return expectation.name + (expectation.after.empty() ? "" : ", after '" + expectation.after + "'");
}

}  // namespace

void RunPage::watch(std::string name, const NamedValue& value) {
    watched_.push_back({value, {.row = {.name = std::move(name), .pieces = {}}}});
}

/// A piece lasts as long as its value does.
void RunPage::extend(Row& row, float now_s, std::optional<float> value, std::string_view color, const std::string& label) {
    auto& pieces = row.row.pieces;
    if (row.open) pieces.back().to_s = now_s;
    if (row.open && row.last == value) return;
    pieces.push_back({now_s, now_s, color, label});
    row.last = value;
    row.open = true;
}

void RunPage::add(Duration now, const hil::Trial& trial, const ValueSource& values) {
    const float now_s = seconds_of(now);
    if (expectations_.empty())
        for (const hil::Assertion& assertion : trial.assertions())
            expectations_.push_back({.row = {.name = name_of(assertion.expectation()), .pieces = {}}});
    for (std::size_t i = 0; i < expectations_.size(); ++i) {
        if (trial.assertions()[i].expectation().rule == hil::Rule::kMetric) continue;
        const auto value = trial.value_of(i);
        extend(expectations_[i], now_s, value, !value ? kUnknown : *value != 0 ? kTrue : kFalse, "");
    }
    for (Watched& watched : watched_) {
        const auto value = values.load(watched.value.handle);
        std::string label;
        for (const EnumName& name : watched.value.values)
            if (value && static_cast<float>(name.value) == *value) label = name.name;
        extend(watched.row, now_s, value, value ? kModes[static_cast<std::size_t>(*value) % kModes.size()] : kUnknown, label);
    }
}

void RunPage::write(const std::string& path, const hil::Scenario& scenario, const hil::Verdict& verdict,
                    const std::vector<hil::Band>& bands, RunPicture picture, const Room& room, int seed) const {
    char text[160];
    std::snprintf(text, sizeof text, ": %.2f s simulated, %.0fx real time, faults by %s", verdict.simulated_s,
                  verdict.wall_s > 0 ? verdict.simulated_s / verdict.wall_s : 0.0, verdict.injection.c_str());
    picture.title = "seqboard: scenario " + scenario.name + ", seed " + std::to_string(seed);
    picture.verdict = std::string{name_of(verdict.outcome)} + text + (verdict.reason.empty() ? "" : "; " + verdict.reason);
    picture.success = verdict.outcome == hil::Outcome::kPass;
    picture.duration_s = std::max(static_cast<float>(verdict.simulated_s), 0.01f);
    for (const hil::Band& band : bands)
        picture.bands.push_back({seconds_of(band.from), band.to ? seconds_of(*band.to) : picture.duration_s, "", band.what});
    for (const Watched& watched : watched_) picture.rows.push_back(watched.row.row);
    for (std::size_t i = 0; i < expectations_.size(); ++i) {
        const hil::Judgement& judgement = verdict.judgements[i];
        if (expectations_[i].row.pieces.empty() && judgement.kept) continue;  // a metric has no row of its own
        TimeRow row = expectations_[i].row;
        row.name = (judgement.kept ? "kept: " : "NOT KEPT: ") + row.name + (judgement.story.empty() ? "" : " (" + judgement.story + ")");
        if (!judgement.kept) row.color = kBroken;
        picture.rows.push_back(std::move(row));
    }
    picture.rows_title = "modes; and for each expectation when its condition held (green), did not (grey), or nobody knew (pale)";
    picture.histogram = ticks_;
    write_picture(path, room, picture);
}

}  // namespace seqboard::sim
