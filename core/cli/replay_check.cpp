#include "core/cli/replay_check.hpp"

#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <limits>
#include <tuple>

#include "core/cli/node_set_options.hpp"
#include "core/cli/output_comparison.hpp"
#include "core/cli/recordings.hpp"
#include "core/cli/replayed_node.hpp"
#include "core/launch/checked_set.hpp"
#include "core/launch/node_command.hpp"
#include "core/names.hpp"
#include "core/record/slot_player.hpp"
#include "core/simulated_slot.hpp"

namespace seqboard::cli {

namespace {

struct Options : NodeSetOptions {
    std::string recording;
    std::vector<std::string> nodes;
};

/// Of nodes that step after all others in a tick, such as the simulator: their slots are read one tick later.
constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max();

struct RecordedTurn {
    ClockTurn turn;
    std::uint32_t level;
    std::size_t node;  ///< index into the nodes that run now
};

/// A board that nobody else sees, gone at the end.
class PrivateBoard {
public:
    explicit PrivateBoard(BoardPlace place) : place_{std::move(place)} { place_.board = "replay-" + std::to_string(::getpid()); }
    PrivateBoard(const PrivateBoard&) = delete;
    PrivateBoard& operator=(const PrivateBoard&) = delete;
    ~PrivateBoard() {
        std::error_code ignored;
        std::filesystem::remove_all(place_.directory(), ignored);
    }
    const BoardPlace& place() const { return place_; }

private:
    BoardPlace place_;
};

CheckedSet sound_set(const Options& options, Session& session) {
    CheckedSet checked = check_file(options.request(session), NodeCatalog::own_folder());
    for (const Finding& error : checked.findings.errors()) std::fprintf(stderr, "%s\n", text_of(error).c_str());
    if (checked.findings.has_errors()) throw StartError{ExitCode::kConfig, options.file + " has faults; nothing was replayed"};
    if (!checked.set.clock.lockstep)
        throw StartError{ExitCode::kConfig, options.file + " is no set in lock-step: its runs cannot be compared"};
    return checked;
}

class ReplayCheck {
public:
    ReplayCheck(const Options& options, CheckedSet checked, const BoardPlace& place)
        : recording_{options.recording},
          checked_{std::move(checked)},
          private_{place},
          names_{options.nodes},
          run_{read_recordings({options.recording})},
          participants_{lockstep_participants(checked_.set, checked_.catalog, checked_.wiring)},
          board_{std::make_shared<Blackboard>(make_backend(private_.place()), private_.place().board)} {
        checked_.set.place = private_.place();
        for (const std::string& name : names_) add_turns(name);
        std::sort(turns_.begin(), turns_.end(), [](const RecordedTurn& a, const RecordedTurn& b) {
            return std::tie(a.turn.tick, a.level, a.node) < std::tie(b.turn.tick, b.level, b.node);
        });
        order_samples();
    }

    /// The first difference; empty: there is none.
    std::string run() {
        record::SlotPlayer player{*board_, run_, played(), more_slots()};
        start_nodes(player);
        std::size_t next = 0;
        std::string first;
        for (const RecordedTurn& turn : turns_) {
            for (; next < samples_.size() && is_before(samples_[next], turn); ++next) player.publish(*samples_[next].sample);
            ReplayedNode& node = nodes_[turn.node];
            node.step(turn.turn.now_ns, turn.turn.tick);
            for (OutputComparison& output : outputs_)
                if (const auto found = output.take(turn.turn.tick); found && first.empty()) first = *found;
        }
        for (const OutputComparison& output : outputs_)
            if (const auto found = output.finish(); found && first.empty()) first = *found;
        return first;
    }

    void print() const {
        for (const OutputComparison& output : outputs_)
            std::printf("%s: %llu samples, hash %016" PRIx64 "\n", output.slot().c_str(), static_cast<unsigned long long>(output.samples()),
                        output.hash());
        std::printf("%zu turns\n", turns_.size());
    }

private:
    struct Ordered {
        const record::RecordedSample* sample;
        std::uint32_t level;
    };

    bool is_live(const std::string& node) const { return std::find(names_.begin(), names_.end(), node) != names_.end(); }

    std::uint32_t level_of(const std::string& node) const {
        for (const Participant& participant : participants_)
            if (participant.node == node) return participant.level;
        return kLast;
    }

    /// As the coordinator gave them then.
    void add_turns(const std::string& name) {
        if (checked_.set.find(name) == nullptr) throw StartError{ExitCode::kNoInput, "'" + name + "' is no node of " + checked_.set.file};
        const std::vector<record::RecordedSample> recorded = run_.samples_of("clock." + name);
        if (recorded.empty())
            throw StartError{ExitCode::kNoInput,
                             "the recording has no slot clock." + name + ": it was not made in lock-step, or without this node or slot"};
        const auto node = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
        for (const record::RecordedSample& sample : recorded) {
            RecordedTurn turn{{}, level_of(name), node};
            std::memcpy(&turn.turn, run_.bytes_of(sample).data(), sizeof turn.turn);
            turns_.push_back(turn);
        }
    }

    void order_samples() {
        for (const record::RecordedSample& sample : run_.samples())
            if (const record::RecordedSlot& slot = run_.slots()[sample.slot]; is_played(slot))
                samples_.push_back({&sample, level_of(slot.node)});
        std::stable_sort(samples_.begin(), samples_.end(), [](const Ordered& a, const Ordered& b) {
            return std::tie(a.sample->header.stamp_ns, a.level) < std::tie(b.sample->header.stamp_ns, b.level);
        });
    }

    bool is_played(const record::RecordedSlot& slot) const { return is_simulated(slot.spec.name) && !is_live(slot.node); }

    /// Whether the node could read it in that turn.
    static bool is_before(const Ordered& sample, const RecordedTurn& turn) {
        return std::tie(sample.sample->header.stamp_ns, sample.level) < std::tie(turn.turn.now_ns, turn.level);
    }

    std::vector<bool> played() const {
        std::vector<bool> played;
        for (const record::RecordedSlot& slot : run_.slots()) played.push_back(is_played(slot));
        return played;
    }

    /// The clock's slots, and inputs of the nodes that nobody had written to.
    std::vector<record::RecordedSlot> more_slots() const {
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

    void start_nodes(record::SlotPlayer& player) {
        for (const std::string& name : names_) {
            const NodeEntry& node = *checked_.set.find(name);
            std::vector<std::string> command_line = program_of(node, NodeCatalog::own_folder());
            const std::vector<std::string> flags = node_flags(checked_.set, node, checked_.wiring, participants_);
            command_line.insert(command_line.end(), flags.begin(), flags.end());
            nodes_.emplace_back(name, command_line, board_, player.writer("clock." + name));
        }
        for (ReplayedNode& node : nodes_) {
            node.await_ready();
            const auto segment = board_->attach_trusted(node.name());
            for (const SlotPlace& place : segment->description().slots)
                if (is_simulated(place.name)) outputs_.emplace_back(run_, record::SlotTap{node.name(), segment, place});
        }
    }

    std::string recording_;
    CheckedSet checked_;
    PrivateBoard private_;
    std::vector<std::string> names_;
    record::RecordedRun run_;
    std::vector<Participant> participants_;
    std::shared_ptr<Blackboard> board_;
    std::vector<RecordedTurn> turns_;
    std::vector<Ordered> samples_;
    std::deque<ReplayedNode> nodes_;
    std::deque<OutputComparison> outputs_;
};

void run(const Options& options, Session& session) {
    ReplayCheck check{options, sound_set(options, session), session.place.resolved()};
    const std::string difference = check.run();
    check.print();
    if (difference.empty()) {
        std::printf("every sample is as it was recorded\n");
        return;
    }
    std::printf("first difference: %s\n", difference.c_str());
    session.exit = ExitCode::kFailed;
}

}  // namespace

void add_replay_check(Command replay, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command =
        replay.add("check", "Run nodes of today on the inputs of a recording made in lock-step; compare every sample they write");
    command.option("recording", options->recording, "The recording, from its run's beginning").required();
    options->add_to(command);
    command.option("--node", options->nodes, "A node to run; given more than once, several run together").required();
    command.footer(
        "The other nodes' slots are played as they were recorded, tick by tick; nothing else of the set is started.\n"
        "Exit status 1: a sample differs; the first one is named, with tick, slot and field. 66: the recording has no such node.\n"
        "Examples:\n  seqboard replay check robot_0000.mcap config/robot_sim.yaml --node planner --node follower");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
