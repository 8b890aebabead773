#include "core/record/trigger_watch.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "core/log.hpp"

namespace seqboard::record {

namespace {

/// Cut at its room. Without printf, which can print numbers with a double, as what calls this is in a node's loop.
TriggerText text(std::initializer_list<std::string_view> parts) {
    TriggerText text{};
    std::size_t used = 0;
    for (const std::string_view part : parts) {
        const std::size_t more = std::min(part.size(), text.size() - 1 - used);
        std::copy_n(part.begin(), more, text.begin() + static_cast<std::ptrdiff_t>(used));
        used += more;
    }
    return text;
}

/// As in the slot's schema, for people.
const char* name_of(EnableReason reason) {
    switch (reason) {
        case EnableReason::kNodeDied: return "NODE_DIED";
        case EnableReason::kNodeHung: return "NODE_HUNG";
        case EnableReason::kNodeSilent: return "NODE_SILENT";
        case EnableReason::kNodeStopped: return "NODE_STOPPED";
        case EnableReason::kGivenUp: return "GIVEN_UP";
        case EnableReason::kAsked: return "ASKED";
        case EnableReason::kMode: return "MODE";
        case EnableReason::kSupervisorStarted: return "SUPERVISOR_STARTED";
        case EnableReason::kLineFault: return "LINE_FAULT";
        case EnableReason::kShutdown: return "SHUTDOWN";
        case EnableReason::kBoot:
        case EnableReason::kGranted: break;
    }
    return "?";
}

template <Message T>
T value_of(const std::byte* sample) {
    T value;
    std::memcpy(&value, sample, sizeof value);
    return value;
}

template <Message T>
bool carries(const SlotPlace& place) {
    return place.fingerprint == kFingerprint<T> && place.message_bytes == sizeof(T);
}

}  // namespace

TriggerWatch::TriggerWatch(std::shared_ptr<Blackboard> board, TriggerOptions options, Time opened)
    : board_{std::move(board)}, options_{std::move(options)}, opened_{opened}, taps_{board_, SlotPatterns{"supervisor.* operator.record"}} {
    find_slots();
    for (Watched& slot : watched_)
        while (take(slot)) continue;  // what has happened before
}

void TriggerWatch::find_slots() {
    taps_.look();
    for (; known_ < taps_.count(); ++known_) watch(taps_.taps()[known_]);
}

void TriggerWatch::look() {
    find_slots();
    if (!options_.condition.empty() && !condition_) compile_condition();
}

void TriggerWatch::watch(SlotTap& tap) {
    if (carries<MotorEnable>(tap.place()) && options_.safe_stop) watched_.push_back({&tap, Kind::kEnable});
    if (carries<NodeSupervision>(tap.place()) && options_.node_death) watched_.push_back({&tap, Kind::kNode});
    if (carries<RecordRequest>(tap.place())) watched_.push_back({&tap, Kind::kRequest});
}

/// Again and again until all that it names is there: the node set was checked, so that it will be.
void TriggerWatch::compile_condition() {
    values_.emplace(slots_on(*board_));
    try {
        condition_ = Expression::parse_condition(options_.condition, *values_);
        values_->attach(board_);
        if (!fault_.empty()) log_line(LogLevel::kInfo, "the condition '%s' is watched now", options_.condition.c_str());
    } catch (const ExpressionError& error) {
        if (fault_ != error.what()) log_line(LogLevel::kWarning, "the condition '%s' waits: %s", options_.condition.c_str(), error.what());
        fault_ = error.what();
    }
}

std::optional<TriggerText> TriggerWatch::next(Time board_now) {
    for (Watched& slot : watched_)
        if (const auto why = take(slot)) return why;
    if (becomes_true(board_now)) return text({"condition: ", options_.condition});
    return std::nullopt;
}

std::optional<TriggerText> TriggerWatch::take(Watched& slot) {
    std::array<std::byte, std::max({sizeof(MotorEnable), sizeof(NodeSupervision), sizeof(RecordRequest)})> sample;
    SampleHeader header;
    std::optional<TriggerText> why;
    while (!why && slot.tap->take(header, sample.data()) == Copied::kWhole) switch (slot.kind) {
            case Kind::kEnable: why = of(slot, value_of<MotorEnable>(sample.data())); break;
            case Kind::kNode: why = of(slot, value_of<NodeSupervision>(sample.data())); break;
            case Kind::kRequest: why = of(header, value_of<RecordRequest>(sample.data())); break;
        }
    return why;
}

std::optional<TriggerText> TriggerWatch::of(Watched& slot, const MotorEnable& enable) const {
    const auto before = std::exchange(slot.count, enable.falls);
    if (!before || enable.falls == *before || enable.reason == EnableReason::kShutdown) return std::nullopt;
    return text({"safe stop: ", name_of(enable.reason), " ", text_in(enable.node)});
}

std::optional<TriggerText> TriggerWatch::of(Watched& slot, const NodeSupervision& node) const {
    const auto before = std::exchange(slot.count, node.failures);
    if (!before || node.failures == *before) return std::nullopt;
    const std::string_view name = std::string_view{slot.tap->place().name}.substr(kSupervisorNode.size() + 1);
    char number[12];
    const char* const end = std::to_chars(number, number + sizeof number, node.exit_code).ptr;
    return text({"node '", name, "' failed: exit code ", std::string_view{number, static_cast<std::size_t>(end - number)}});
}

std::optional<TriggerText> TriggerWatch::of(const SampleHeader& header, const RecordRequest& request) {
    if (request.id == 0 || request.id == request_ || time_from_ns(header.stamp_ns) < opened_) return std::nullopt;
    request_ = request.id;
    return text({"asked: ", text_in(request.why)});
}

bool TriggerWatch::becomes_true(Time board_now) {
    if (!condition_) return false;
    values_->look(board_now);
    const bool holds = condition_->holds(*values_);
    const bool held = std::exchange(held_, holds);
    return holds && !held;
}

}  // namespace seqboard::record
