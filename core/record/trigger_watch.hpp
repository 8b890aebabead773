// What makes a flight recorder write: looks for it on a board.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/expression/board_values.hpp"
#include "core/expression/expression.hpp"
#include "core/messages/operator_request.hpp"
#include "core/messages/supervision.hpp"
#include "core/record/slot_taps.hpp"

namespace seqboard::record {

/// Why, in one line for people; ends with a zero.
using TriggerText = std::array<char, 128>;

struct TriggerOptions {
    bool safe_stop = true;    ///< the motors are disabled, but for the set's own end
    bool node_death = true;   ///< a supervised node fails: dies, hangs, is given up
    std::string condition{};  ///< of core/expression: becomes true; empty: none
};

/// A person's request always counts. Everything counts that happens after it was made, requests from `opened` on, on the clock of the supervisor and the operator, CLOCK_MONOTONIC.
class TriggerWatch {
public:
    TriggerWatch(std::shared_ptr<Blackboard> board, TriggerOptions options, Time opened);

    /// Looks for slots that have appeared. Costs some system calls per node, and allocates for what is new.
    void look();

    /// Each trigger once. Empty: there is none more now. No allocation.
    std::optional<TriggerText> next(Time board_now);

    /// Id of the last RecordRequest that was taken.
    std::uint32_t request_done() const noexcept { return request_; }

private:
    enum class Kind : std::uint8_t { kEnable, kNode, kRequest };
    struct Watched {
        SlotTap* tap;
        Kind kind;
        std::optional<std::uint32_t> count{};  ///< of falls, of failures; as it was said last
    };

    void find_slots();
    void watch(SlotTap& tap);
    void compile_condition();
    std::optional<TriggerText> take(Watched& slot);
    std::optional<TriggerText> of(Watched& slot, const MotorEnable& enable) const;
    std::optional<TriggerText> of(Watched& slot, const NodeSupervision& node) const;
    std::optional<TriggerText> of(const SampleHeader& header, const RecordRequest& request);
    bool becomes_true(Time board_now);

    std::shared_ptr<Blackboard> board_;
    TriggerOptions options_;
    Time opened_;
    SlotTaps taps_;
    std::size_t known_ = 0;
    std::vector<Watched> watched_;
    std::uint32_t request_ = 0;
    std::optional<BoardValues> values_;
    std::optional<Expression> condition_;
    std::string fault_;  ///< why the condition cannot be read yet
    bool held_ = false;
};

}  // namespace seqboard::record
