// One slot with a writer's and a reader's end, as two nodes would have them.
#pragma once

#include <memory>

#include "core/blackboard.hpp"
#include "core/input.hpp"
#include "core/output.hpp"

namespace seqboard::testing {

struct WireOptions {
    Duration max_age = kForever;
    std::size_t cells = kDefaultCells;
    bool notify = false;
    const char* slot = "front";
    const char* node = "writer";
};

/// Both ends' steps begin at time zero; at() moves them on.
template <Message T>
class Wire {
public:
    explicit Wire(WireOptions options = {}, std::shared_ptr<Blackboard> board = Blackboard::in_memory())
        : board_{std::move(board)},
          output_port_{options.slot, spec(options), writer_step},
          input_port_{options.slot, slot_spec<T>(options.slot), options.max_age, reader_step} {
        segment_ = board_->create(options.node, {output_port_.spec});
        output_port_.bind(segment_->writer(0), segment_->epoch());
        input_port_.connect(*board_);
    }

    void at(Duration since_zero) {
        writer_step.begin(Time{since_zero});
        reader_step.begin(Time{since_zero});
    }

    Blackboard& board() { return *board_; }
    InputPort& input_port() { return input_port_; }
    OutputPort& output_port() { return output_port_; }

    StepContext writer_step;
    StepContext reader_step;

private:
    static SlotSpec spec(const WireOptions& options) {
        SlotSpec made = slot_spec<T>(options.slot, options.cells);
        made.notify = options.notify;
        return made;
    }

    std::shared_ptr<Blackboard> board_;
    OutputPort output_port_;
    InputPort input_port_;
    std::shared_ptr<OwnedSegment> segment_;

public:
    Output<T> output{output_port_};
    Input<T> input{input_port_};
};

}  // namespace seqboard::testing
