// A board of many nodes with many slots, and one process that reads all of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/input.hpp"
#include "core/output.hpp"
#include "tests/bench/bench_message.hpp"

namespace seqboard::bench {

/// Every slot holds 64 bytes and has been written once.
class ManySlots {
public:
    ManySlots(const std::string& root, const std::string& board, int nodes, int slots_each, std::size_t cells = kDefaultCells)
        : cells_{cells}, board_{Blackboard::open({.root = root, .board = board})} {
        step_.begin(monotonic_now());
        for (int node = 0; node < nodes; ++node) add_node("node" + std::to_string(node), slots_each);
    }

    std::size_t size() const { return inputs_.size(); }
    const Input<Bytes64>& input(std::size_t slot) const { return inputs_[slot]; }
    Output<Bytes64>& output(std::size_t slot) { return outputs_[slot]; }

private:
    void add_node(const std::string& node, int slots) {
        std::vector<SlotSpec> specs;
        for (int slot = 0; slot < slots; ++slot) specs.push_back(slot_spec<Bytes64>(node + "_slot" + std::to_string(slot), cells_));
        const auto segment = segments_.emplace_back(board_->create(node, specs));
        for (std::size_t slot = 0; slot < specs.size(); ++slot) {
            OutputPort& out = *output_ports_.emplace_back(std::make_unique<OutputPort>("out", specs[slot], step_));
            out.bind(segment->writer(slot), segment->epoch());
            outputs_.emplace_back(out).write({});
            InputPort& in = *input_ports_.emplace_back(std::make_unique<InputPort>("in", specs[slot], kForever, step_));
            in.rename(specs[slot].name, node);
            in.connect(*board_);
            inputs_.emplace_back(in);
        }
    }

    std::size_t cells_;
    std::shared_ptr<Blackboard> board_;
    StepContext step_;
    std::vector<std::shared_ptr<OwnedSegment>> segments_;
    std::vector<std::unique_ptr<OutputPort>> output_ports_;
    std::vector<std::unique_ptr<InputPort>> input_ports_;
    std::vector<Output<Bytes64>> outputs_;
    std::vector<Input<Bytes64>> inputs_;
};

}  // namespace seqboard::bench
