#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <climits>
#include <string_view>

#include "core/log.hpp"
#include "core/record/surroundings.hpp"
#include "nodes/record/flight_recorder_node.hpp"

namespace seqboard {

namespace {

/// For people who are in another folder than `up` was.
std::string absolute(const std::string& folder) {
    char here[PATH_MAX];
    return folder.starts_with('/') || ::getcwd(here, sizeof here) == nullptr ? folder : std::string{here} + "/" + folder;
}

/// "PREFIX_0007.mcap", as record::path_of(); without an allocation.
void put_path(decltype(FlightState::file)& to, std::string_view prefix, unsigned number) {
    char digits[12];
    const std::size_t count = static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits);
    to.fill('\0');
    std::size_t used = 0;
    for (const std::string_view part : {prefix, std::string_view{"_"}, std::string_view{"000"}.substr(std::min(count, std::size_t{4}) - 1),
                                        std::string_view{digits, count}, std::string_view{".mcap"}}) {
        const std::size_t more = std::min(part.size(), to.size() - 1 - used);
        std::copy_n(part.begin(), more, to.begin() + static_cast<std::ptrdiff_t>(used));
        used += more;
    }
}

record::FlightRecorder recorder_of(const FlightRecorderNode::Io& io) {
    const BoardPlace place = io.setup.args().place.resolved();
    record::FlightOptions options{.slots = record::SlotPatterns{io.slots, io.except},
                                  .ram_bytes = static_cast<std::size_t>(io.ram_kib) << 10,
                                  .before = io.time_before,
                                  .after = io.time_after,
                                  .twins = io.twins,
                                  .simulated = io.setup.args().clock.kind == ClockChoice::Kind::kFollow};
    const auto begin = [board = Blackboard::open(place)] { return record::surroundings_at_begin(*board); };  // the writing thread's own
    return record::FlightRecorder{Blackboard::open(place), std::move(options),
                                  record::newest_files_in(io.folder, io.name, static_cast<std::size_t>(io.keep)), begin,
                                  [place] { return record::surroundings_at_end(place); }};
}

record::TriggerWatch watch_of(const FlightRecorderNode::Io& io) {
    return record::TriggerWatch{Blackboard::open(io.setup.args().place.resolved()),
                                {.safe_stop = io.safe_stop, .node_death = io.node_death, .condition = io.condition},
                                monotonic_now()};
}

}  // namespace

FlightRecorderNode::FlightRecorderNode(Io io)
    : io_{std::move(io)},
      prefix_{absolute(io_.folder) + "/" + io_.name},
      first_{record::next_number(io_.folder, io_.name)},
      watch_{watch_of(io_)},
      recorder_{recorder_of(io_)} {}

void FlightRecorderNode::step(const Tick& tick) {
    const Time now = monotonic_now();
    watch(now, tick.now);
    recorder_.step(now, tick.now);
    publish(tick);
}

void FlightRecorderNode::watch(Time now, Time board_now) {
    if (looked_ == Time{} || now - looked_ >= kLookInterval) {
        watch_.look();
        looked_ = now;
    }
    while (const auto why = watch_.next(board_now)) {
        recorder_.trigger(why->data(), board_now);
        log_line(LogLevel::kInfo, "triggered: %s", why->data());
    }
}

/// Now and then, and at once what somebody may wait for.
void FlightRecorderNode::publish(const Tick& tick) {
    FlightState state = recorder_.state();
    state.request_done = watch_.request_done();
    state.file = said_.file;
    if (state.files != said_.files) put_path(state.file, prefix_, first_ + state.files + state.lost - 1);
    const bool news =
        state.files != said_.files || state.lost != said_.lost || state.phase != said_.phase || state.request_done != said_.request_done;
    if (!news && tick.count % kStepsPerState != 0) return;
    io_.state.write(state);
    said_ = state;
}

}  // namespace seqboard
