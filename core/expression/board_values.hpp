// The slots and nodes of a board as an expression names them.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/expression/value_source.hpp"
#include "core/port/input_port.hpp"
#include "core/schema/schema.hpp"

namespace seqboard {

/// A slot and whose segment has it.
struct BoardSlot {
    SlotSpec spec;
    std::string node;
};

/// The slots that a running board has now; segments that cannot be trusted are passed over.
std::vector<BoardSlot> slots_on(Blackboard& board);

/// Names, with S a slot and N a node that a supervisor looks after:
///   S.FIELD, S.FIELD[3], S.PART.FIELD   numbers, truths, enums; no text
///   S.age        seconds since the newest sample, on the board's clock; infinite before the first
///   S.missing    nothing was ever written
///   S.count      samples written so far
///   N.state      of NodeSupervision: READY, BACKOFF, ...
///   N.ready      its state is READY
///   N.failed     it has died and is not back, or hangs: BACKOFF, FAILED, HUNG
///   N.starts, N.failures, N.exit_code, N.pid
/// A field wins over a word of this list, a slot over a node. Belongs to one thread.
class BoardValues : public ValueSource {
public:
    /// What exists by name; it need not run yet. `slots` has supervisor.NODE for nodes that are asked for.
    explicit BoardValues(std::vector<BoardSlot> slots) : slots_{std::move(slots)} {}

    NamedValue find(std::string_view name) override;
    std::optional<float> load(std::uint32_t handle) const noexcept override;

    /// The slots that names were looked for in so far.
    std::vector<std::string> slots_named() const;

    /// From here on look() reads this board.
    void attach(std::shared_ptr<Blackboard> board) { board_ = std::move(board); }

    /// Takes the newest sample of every slot that a name was found in; load() speaks of these. One copy per slot, and a look at the file
    /// system for each that has no segment.
    void look(Time now);

    /// Instead of look(), for who has every sample: the newest of a slot, and what time it is. A slot that no name was found in, or another
    /// message than its own, is passed over.
    void give(std::string_view slot, const SampleHeader& header, std::span<const std::byte> bytes);
    void set_now(Time now) { now_ = now; }

private:
    /// A slot that is named.
    struct Watched {
        InputPort port;
        Schema schema;
        SampleHeader header{};
        std::vector<std::byte> bytes{};
        bool written = false;
    };
    enum class Kind : std::uint8_t { kField, kAge, kMissing, kCount, kReady, kFailed };
    struct Value {
        Kind kind;
        const Watched* slot;
        ScalarKind scalar = ScalarKind::kFloat32;
        std::uint32_t offset = 0;
    };

    const BoardSlot* slot_named(std::string_view name) const;
    Watched& watch(const BoardSlot& slot);
    NamedValue add(const Value& value, ValueKind kind, std::string unit = "", std::vector<EnumName> values = {});
    NamedValue of_slot(const BoardSlot& slot, std::string_view field);
    NamedValue of_field(const BoardSlot& slot, Watched& watched, std::string_view path);
    NamedValue of_node(std::string_view node, const BoardSlot& supervision, std::string_view word);
    [[noreturn]] void refuse(std::string_view name) const;

    std::vector<BoardSlot> slots_;
    std::shared_ptr<Blackboard> board_;
    StepContext context_;
    std::deque<Watched> watched_;  // a deque: values point at its elements
    std::vector<Value> values_;
    Time now_{};
};

}  // namespace seqboard
