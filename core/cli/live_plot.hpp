// The live picture of `seqboard plot`: curves of the last seconds.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/cli/board_time.hpp"
#include "core/cli/key.hpp"
#include "core/cli/screen.hpp"
#include "core/cli/trace_set.hpp"
#include "core/picture/text_strip.hpp"

namespace seqboard::cli {

/// How strips are drawn on a screen; without a size, 80 columns and 24 rows.
picture::TextStyle text_style(const Screen& screen);

class LivePlot {
public:
    /// `span`: what the picture shows. `keeps_all`: not only that is kept, but all since now. Throws StartError for a field that the board has
    /// not.
    LivePlot(const std::shared_ptr<Blackboard>& board, const std::vector<std::string>& fields, Duration span, bool keeps_all);

    /// Takes every sample that has come. Returns how many the slot with the most had.
    std::size_t take();

    /// Does what a key says. False: end.
    bool press(Key key);

    /// A line about the whole, the strips, and what keys there are.
    std::vector<std::string> lines(const Screen& screen);

    /// The strips of the last seconds alone.
    std::vector<std::string> last_picture(const picture::TextStyle& style);

    /// "412 samples of 2 slots, none missed"
    std::string summary() const;

    const TraceSet& traces() const noexcept { return traces_; }
    Time now() { return time_.now(); }

private:
    LivePlot(const std::shared_ptr<Blackboard>& board, const BoardSurvey& survey, const std::vector<std::string>& fields, Duration span,
             bool keeps_all);
    void look_at_clock();
    picture::TimeAxis axis() const;

    std::string board_name_;
    TraceSet traces_;
    SlotStreams streams_;
    BoardTime time_;
    Duration span_;
    Duration kept_;
    bool keeps_all_;
    Time shown_{};  ///< the right end of the picture
    bool paused_ = false;
};

}  // namespace seqboard::cli
