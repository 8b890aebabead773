// What `seqboard up` prints while it supervises.
#pragma once

#include <cstdio>
#include <deque>
#include <optional>
#include <string>

#include "core/cli/top_table.hpp"
#include "core/launch/supervisor.hpp"

namespace seqboard::cli {

/// One line per event. With a table: on a terminal the table in place and the last events below it, elsewhere the events and
/// every few seconds a line of progress.
class LaunchPrinter {
public:
    LaunchPrinter(Time asked, bool table) : asked_{asked}, table_wanted_{table} {}

    void on_event(const LaunchEvent& event);

    /// Draws what is due. The table stays on the screen as it was when the set began to stop.
    void on_tick(const Supervisor& supervisor);

private:
    void print(const std::string& line);
    void draw(const Supervisor& supervisor);
    std::string progress(const Supervisor& supervisor) const;

    Time asked_;
    bool table_wanted_;
    std::optional<TopTable> table_;
    std::deque<std::string> lines_;  ///< the last events, for below the table
    Time drawn_{};
    const Supervisor* supervisor_ = nullptr;  ///< known from the first tick on
    bool frozen_ = false;
};

}  // namespace seqboard::cli
