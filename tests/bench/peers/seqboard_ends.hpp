// Both ends of a slot, as two nodes have them.
#pragma once

#include <unistd.h>

#include "core/blackboard.hpp"
#include "core/input.hpp"
#include "core/output.hpp"
#include "core/slot/futex.hpp"
#include "tests/bench/peers/transport.hpp"

namespace seqboard::bench {

/// Board, node and slot are of the channel's name. The slot wakes waiting readers if the channel is waited for.
template <Message T>
class SeqboardEnds {
public:
    explicit SeqboardEnds(const Channel& channel)
        : board_{Blackboard::open({.root = channel.scratch + "/seqboard", .board = channel.name})},
          output_port_{"out", spec(channel), step_},
          input_port_{"in", slot_spec<T>(channel.name), kForever, step_} {
        step_.begin(monotonic_now());
        if (channel.writes()) {
            segment_ = board_->create(channel.name, {output_port_.spec});
            output_port_.bind(segment_->writer(0), segment_->epoch());
        }
        while (channel.reads() && !input_port_.connect(*board_)) ::usleep(100);
    }

    /// As a node waits that is triggered by a slot (core/node/real_time_pacer.cpp).
    void wait() const {
        if (!input.has_news()) futex_wait(input_port_.ring.head_word(), input_port_.last_sequence, std::chrono::milliseconds{100});
    }

private:
    static SlotSpec spec(const Channel& channel) {
        SlotSpec made = slot_spec<T>(channel.name);
        made.notify = channel.waited;
        return made;
    }

    std::shared_ptr<Blackboard> board_;
    StepContext step_;
    OutputPort output_port_;
    InputPort input_port_;
    std::shared_ptr<OwnedSegment> segment_;

public:
    Output<T> output{output_port_};
    Input<T> input{input_port_};
};

}  // namespace seqboard::bench
