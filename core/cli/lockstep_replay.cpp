#include "core/cli/lockstep_replay.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <tuple>

#include "core/cli/recordings.hpp"
#include "core/launch/node_command.hpp"
#include "core/simulated_slot.hpp"

namespace seqboard::cli {

namespace {

/// Of nodes that step after all others in a tick, such as the simulator: their slots are read one tick later.
constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max();

template <Message T>
T value_of(const record::RecordedRun& run, const record::RecordedSample& sample) {
    T value;
    std::memcpy(&value, run.bytes_of(sample).data(), sizeof value);
    return value;
}

}  // namespace

CheckedSet sound_lockstep_set(CheckedSet checked) {
    for (const Finding& error : checked.findings.errors()) std::fprintf(stderr, "%s\n", text_of(error).c_str());
    if (checked.findings.has_errors()) throw StartError{ExitCode::kConfig, checked.set.file + " has faults; nothing was replayed"};
    if (!checked.set.clock.lockstep)
        throw StartError{ExitCode::kConfig, checked.set.file + " is no set in lock-step: its runs cannot be compared"};
    return checked;
}

LockstepReplay::PrivateBoard::PrivateBoard(BoardPlace place) : place_{std::move(place)} {
    place_.board = "replay-" + std::to_string(::getpid());
}

LockstepReplay::PrivateBoard::~PrivateBoard() {
    std::error_code ignored;
    std::filesystem::remove_all(place_.directory(), ignored);
}

LockstepReplay::LockstepReplay(const std::string& recording, CheckedSet checked, const BoardPlace& place, std::vector<std::string> nodes)
    : checked_{std::move(checked)},
      private_{place},
      names_{std::move(nodes)},
      run_{read_recordings({recording})},
      participants_{lockstep_participants(checked_.set, checked_.catalog, checked_.wiring)},
      board_{std::make_shared<Blackboard>(make_backend(private_.place()), private_.place().board)} {
    if (!run_.begins_with_run())
        throw StartError{ExitCode::kNoInput, "'" + recording +
                                                 "' is of a flight recorder: it has the last seconds, and not the beginning " +
                                                 "from which nodes would have to run; seqboard replay -f plays it"};
    checked_.set.place = private_.place();
    for (const std::string& name : names_) add_turns(name);
    std::sort(turns_.begin(), turns_.end(),
              [](const Turn& a, const Turn& b) { return std::tie(a.turn.tick, a.level, a.node) < std::tie(b.turn.tick, b.level, b.node); });
    order_samples();
    find_ticks();
}

bool LockstepReplay::is_live(const std::string& node) const { return std::find(names_.begin(), names_.end(), node) != names_.end(); }

bool LockstepReplay::is_played(const record::RecordedSlot& slot) const { return is_simulated(slot.spec.name) && !is_live(slot.node); }

std::uint32_t LockstepReplay::level_of(const std::string& node) const {
    for (const Participant& participant : participants_)
        if (participant.node == node) return participant.level;
    return kLast;
}

/// As the coordinator gave them then.
void LockstepReplay::add_turns(const std::string& name) {
    if (checked_.set.find(name) == nullptr) throw StartError{ExitCode::kNoInput, "'" + name + "' is no node of " + checked_.set.file};
    const std::vector<record::RecordedSample> recorded = run_.samples_of("clock." + name);
    if (recorded.empty())
        throw StartError{ExitCode::kNoInput,
                         "the recording has no slot clock." + name + ": it was not made in lock-step, or without this node or slot"};
    const auto node = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
    for (const record::RecordedSample& sample : recorded) turns_.push_back({value_of<ClockTurn>(run_, sample), level_of(name), node});
}

void LockstepReplay::order_samples() {
    for (const record::RecordedSample& sample : run_.samples())
        if (const record::RecordedSlot& slot = run_.slots()[sample.slot]; is_played(slot))
            samples_.push_back({&sample, level_of(slot.node)});
    std::stable_sort(samples_.begin(), samples_.end(), [](const Ordered& a, const Ordered& b) {
        return std::tie(a.sample->header.stamp_ns, a.level) < std::tie(b.sample->header.stamp_ns, b.level);
    });
}

/// Every tick of the run; those in which some node had a turn, if its clock was not recorded.
void LockstepReplay::find_ticks() {
    for (const record::RecordedSample& sample : run_.samples_of("clock")) {
        const auto clock = value_of<ClockState>(run_, sample);
        ticks_.push_back({.now_ns = clock.now_ns, .tick = clock.tick});
    }
    if (ticks_.empty())
        for (const Turn& turn : turns_) ticks_.push_back(turn.turn);
    const auto end = std::unique(ticks_.begin(), ticks_.end(), [](const ClockTurn& a, const ClockTurn& b) { return a.tick == b.tick; });
    ticks_.erase(end, ticks_.end());
}

std::vector<bool> LockstepReplay::played() const {
    std::vector<bool> played;
    for (const record::RecordedSlot& slot : run_.slots()) played.push_back(is_played(slot));
    return played;
}

/// The clock's slots, and inputs of the nodes that nobody had written to.
std::vector<record::RecordedSlot> LockstepReplay::more_slots() const {
    const std::string& driver = checked_.set.clock.driver.value;
    std::vector<record::RecordedSlot> more = {{slot_spec<ClockState>("clock"), driver}};
    for (const std::string& name : names_) more.push_back({slot_spec<ClockTurn>("clock." + name), driver});
    const auto is_there = [&](const std::string& slot) {
        return std::any_of(more.begin(), more.end(), [&](const record::RecordedSlot& known) { return known.spec.name == slot; }) ||
               std::any_of(run_.slots().begin(), run_.slots().end(),
                           [&](const record::RecordedSlot& known) { return is_played(known) && known.spec.name == slot; });
    };
    for (const WiredInput& input : checked_.wiring.inputs) {
        if (!is_live(input.node) || is_live(input.writer) || is_there(input.slot)) continue;
        SlotSpec spec{.name = input.slot, .message = input.info.message, .schema = input.info.schema};
        spec.fingerprint = layout_fingerprint(spec.message, spec.schema);
        spec.message_bytes = input.info.message_bytes;
        more.push_back({std::move(spec), input.writer.empty() ? driver : input.writer});
    }
    return more;
}

void LockstepReplay::start() {
    player_ = std::make_unique<record::SlotPlayer>(*board_, run_, played(), more_slots());
    for (const std::string& name : names_) {
        const NodeEntry& node = *checked_.set.find(name);
        std::vector<std::string> command_line = program_of(node, NodeCatalog::own_folder());
        const std::vector<std::string> flags = node_flags(checked_.set, node, checked_.wiring, participants_);
        command_line.insert(command_line.end(), flags.begin(), flags.end());
        nodes_.emplace_back(name, command_line, board_, player_->writer("clock." + name));
    }
    for (ReplayedNode& node : nodes_) node.await_ready();
}

std::deque<OutputComparison> LockstepReplay::outputs() const {
    std::deque<OutputComparison> outputs;
    for (const ReplayedNode& node : nodes_) {
        const auto segment = board_->attach_trusted(node.name());
        for (const SlotPlace& place : segment->description().slots)
            if (is_simulated(place.name)) outputs.emplace_back(run_, record::SlotTap{node.name(), segment, place});
    }
    return outputs;
}

template <class Before>
void LockstepReplay::say_while(Before&& before) {
    for (; next_ < samples_.size() && before(samples_[next_]); ++next_) player_->publish(*samples_[next_].sample);
}

void LockstepReplay::run(const std::function<void(std::uint32_t)>& after_turn, const std::function<bool(std::uint64_t)>& after_tick) {
    auto next = turns_.begin();
    const auto give_turns = [&](std::uint32_t last_tick) {
        for (; next != turns_.end() && next->turn.tick <= last_tick; ++next) {
            const auto now = std::tie(next->turn.now_ns, next->level);
            say_while([&](const Ordered& sample) { return std::tie(sample.sample->header.stamp_ns, sample.level) < now; });
            nodes_[next->node].step(next->turn.now_ns, next->turn.tick);
            after_turn(next->turn.tick);
        }
    };
    for (const ClockTurn& tick : ticks_) {
        give_turns(tick.tick);
        say_while([&](const Ordered& sample) { return sample.sample->header.stamp_ns <= tick.now_ns; });
        if (!after_tick(tick.now_ns)) return;
    }
    give_turns(std::numeric_limits<std::uint32_t>::max());
}

}  // namespace seqboard::cli
