#include "core/cli/live_plot.hpp"

#include <algorithm>

#include "core/cli/table.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kShortest = std::chrono::milliseconds{100};
constexpr Duration kLongest = std::chrono::hours{1};
constexpr std::string_view kKeys = "q quit  p pause  + - span";

BoardSurvey surveyed(const std::shared_ptr<Blackboard>& board) {
    BoardSurvey survey{board};
    survey.look();
    return survey;
}

}  // namespace

picture::TextStyle text_style(const Screen& screen) {
    return {.columns = screen.columns != 0 ? screen.columns : 80,
            .rows = screen.rows != 0 ? screen.rows : 24,
            .unicode = screen.unicode,
            .colour = screen.colour};
}

LivePlot::LivePlot(const std::shared_ptr<Blackboard>& board, const std::vector<std::string>& fields, Duration span, bool keeps_all)
    : LivePlot{board, surveyed(board), fields, span, keeps_all} {}

LivePlot::LivePlot(const std::shared_ptr<Blackboard>& board, const BoardSurvey& survey, const std::vector<std::string>& fields,
                   Duration span, bool keeps_all)
    : board_name_{board->name()},
      traces_{survey.slot_names(), fields, "on board '" + board_name_ + "'"},
      streams_{board, traces_.slots()},
      time_{board, survey, traces_.slots()},
      span_{span},
      kept_{span},
      keeps_all_{keeps_all} {
    take();
}

std::size_t LivePlot::take() {
    const std::size_t most = streams_.take(traces_.taker());
    traces_.forget_before(paused_ || keeps_all_ ? Time{} : time_.now() - kept_);
    return most;
}

bool LivePlot::press(Key key) {
    if (key.is('q')) return false;
    if (key.is('p') || key.is(' ')) paused_ = !paused_;
    if (key.is('+') || key.is('=')) span_ = std::max(span_ / 2, kShortest);
    if (key.is('-')) span_ = std::min(span_ * 2, kLongest);
    kept_ = std::max(kept_, span_);
    return true;
}

void LivePlot::look_at_clock() {
    if (!paused_ || shown_ == Time{}) shown_ = time_.now();
}

picture::TimeAxis LivePlot::axis() const { return {-seconds_of(span_), 0, "s"}; }

std::vector<std::string> LivePlot::lines(const Screen& screen) {
    look_at_clock();
    const std::string headline = "board " + board_name_ + ": " + summary() + ", the last " + text_of(span_);
    picture::TextStyle style = text_style(screen);
    style.rows -= std::min<std::size_t>(style.rows, 2);
    std::vector<std::string> lines = {coloured(headline.substr(0, style.columns), Colour::kBold, screen)};
    for (std::string& line : picture::text_of(strips_of(traces_.traces(), shown_, axis()), axis(), style)) lines.push_back(std::move(line));
    lines.resize(style.rows + 1);
    const std::string keys = std::string{kKeys} + (paused_ ? "  PAUSED; samples are still taken" : "");
    lines.push_back(coloured(keys.substr(0, style.columns), Colour::kInverse, screen));
    return lines;
}

std::vector<std::string> LivePlot::last_picture(const picture::TextStyle& style) {
    look_at_clock();
    return picture::text_of(strips_of(traces_.traces(), shown_, axis()), axis(), style);
}

std::string LivePlot::summary() const {
    const std::uint64_t missed = streams_.missed();
    return std::to_string(streams_.taken()) + " samples of " + std::to_string(streams_.size()) +
           (streams_.size() == 1 ? " slot, " : " slots, ") + (missed == 0 ? "none" : std::to_string(missed)) + " missed";
}

}  // namespace seqboard::cli
