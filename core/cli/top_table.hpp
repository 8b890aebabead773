// The live table of `seqboard top` and `seqboard up --top`: nodes above, slots below.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/cli/board_survey.hpp"
#include "core/cli/process_usage.hpp"
#include "core/cli/rate_meter.hpp"
#include "core/cli/screen.hpp"
#include "core/cli/table.hpp"
#include "core/cli/top_view.hpp"

namespace seqboard::cli {

class TopTable {
public:
    explicit TopTable(const std::shared_ptr<Blackboard>& board);

    /// Looks at the board and draws it: at most screen.rows lines, each ended by a line feed, no cursor movements. Rates and
    /// CPU load are those since the last call; the first call takes them from the rings and from the process's life.
    std::string render(const Screen& screen);

    /// What the last look saw as a view wants it, with the view's last line: as many lines as the screen has rows, or fewer.
    std::vector<std::string> lines(const Screen& screen, TopView& view) const;

    struct NodeRow {
        const NodeView* node;
        std::optional<double> hz;  ///< steps per second of the board's clock
        std::optional<double> cpu_ratio;
        std::optional<std::uint64_t> rss_bytes;
    };
    struct SlotRow {
        const NodeView* node;
        const SlotPlace* slot;
        std::optional<double> hz;
        std::optional<Duration> age;
        std::optional<Duration>
            lineage;  ///< how old the oldest sample that led to it was when it was written: at an actuator, sensor to actuator
    };

    /// The table's content for --json: look() first. The rows point into the survey and end with the next look.
    void look();
    const BoardSurvey& survey() const noexcept { return survey_; }
    const std::vector<NodeRow>& nodes() const noexcept { return nodes_; }
    const std::vector<SlotRow>& slots() const noexcept { return slots_; }

private:
    struct Load {
        std::uint32_t pid = 0;
        ProcessUsage usage;
        Time at{};
    };
    NodeRow measure(const NodeView& node);
    SlotRow measure(const NodeView& node, const SlotPlace& slot);
    std::string headline() const;

    BoardSurvey survey_;
    std::string board_name_;
    std::map<std::string, RateMeter> step_rates_;  ///< by node
    std::map<std::string, RateMeter> slot_rates_;
    std::map<std::string, Load> loads_;
    std::vector<NodeRow> nodes_;
    std::vector<SlotRow> slots_;
};

}  // namespace seqboard::cli
