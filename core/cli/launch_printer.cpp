#include "core/cli/launch_printer.hpp"

#include <unistd.h>

#include <algorithm>

#include "core/cli/slot_sample.hpp"
#include "core/messages/clock_state.hpp"

namespace seqboard::cli {

namespace {

constexpr std::size_t kLinesBelowTable = 6;
constexpr Duration kDrawInterval = std::chrono::milliseconds{250};
constexpr Duration kProgressInterval = std::chrono::seconds{3};

bool on_terminal() { return ::isatty(STDOUT_FILENO) != 0; }

std::string seconds_text(Duration duration, const char* format) {
    char text[32];
    std::snprintf(text, sizeof text, format, std::chrono::duration<double>(duration).count());
    return text;
}

}  // namespace

void LaunchPrinter::on_event(const LaunchEvent& event) {
    print(seconds_text(monotonic_now() - asked_, "%8.3f ") + (event.process.empty() ? "" : event.process + ": ") + event.text);
    for (const std::string& line : event.log_lines) print("         | " + line);
    if (event.kind != LaunchEvent::Kind::kSetStops || supervisor_ == nullptr) return;
    if (table_wanted_ && on_terminal()) draw(*supervisor_);
    frozen_ = true;
}

void LaunchPrinter::print(const std::string& line) {
    if (table_wanted_ && on_terminal() && !frozen_) {
        lines_.push_back(line);
        if (lines_.size() > kLinesBelowTable) lines_.pop_front();
    } else {
        std::printf("%s\n", line.c_str());
        std::fflush(stdout);
    }
}

void LaunchPrinter::on_tick(const Supervisor& supervisor) {
    supervisor_ = &supervisor;
    if (!table_wanted_ || frozen_) return;
    const Time now = monotonic_now();
    if (now - drawn_ < (on_terminal() ? kDrawInterval : kProgressInterval)) return;
    const bool first = drawn_ == Time{};
    drawn_ = now;
    if (on_terminal()) draw(supervisor);
    else if (!first) print(seconds_text(now - asked_, "%8.3f ") + progress(supervisor));
}

void LaunchPrinter::draw(const Supervisor& supervisor) {
    if (!table_) table_.emplace(supervisor.board());
    Screen screen = Screen::of(STDOUT_FILENO);
    constexpr std::size_t kBelow = kLinesBelowTable + 2;
    const bool has_room = screen.rows > kBelow + 4;  // for events as well
    screen.rows = has_room ? screen.rows - kBelow : std::max<std::size_t>(screen.rows, 2) - 1;
    std::string text = "\033[H\033[J" + table_->render(screen);
    if (has_room) text += "\n";
    for (const std::string& line : lines_)
        if (has_room) text += line.substr(0, screen.columns) + "\n";
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

std::string LaunchPrinter::progress(const Supervisor& supervisor) const {
    const SupervisorStatus& status = supervisor.status();
    std::string text = std::to_string(status.ready) + " of " + std::to_string(status.nodes) + " nodes ready";
    if (status.restarts > 0) text += ", " + std::to_string(status.restarts) + " restarts";
    const auto driver = supervisor.board()->find_owner("clock");
    const auto segment = driver ? supervisor.board()->attach_trusted(*driver) : nullptr;
    if (const auto clock = segment ? newest<ClockState>(*segment, "clock") : std::nullopt)
        text += ", simulated time " + seconds_text(Duration{static_cast<std::int64_t>(clock->value.now_ns)}, "%.1f s");
    return text;
}

}  // namespace seqboard::cli
