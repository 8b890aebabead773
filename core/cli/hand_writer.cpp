#include "core/cli/hand_writer.hpp"

#include <algorithm>

#include "core/cli/board_survey.hpp"
#include "core/exit_code.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

namespace {

[[noreturn]] void refuse_owned(const std::string& slot, const NodeView& node) {
    const std::string process = node.pid != 0 ? " (process " + std::to_string(node.pid) + ")" : "";
    if (is_operator_node(node.name))
        throw StartError{ExitCode::kOwned, "slot '" + slot + "' is being written by another seqboard" + process + "; end that one first"};
    if (node.supervision && node.liveness == Liveness::kDead)
        throw StartError{ExitCode::kOwned, "slot '" + slot + "' belongs to node '" + node.name + "' of the node set, which is " +
                                               node.state() + "; take that node out of the set to write the slot by hand"};
    throw StartError{ExitCode::kOwned, "slot '" + slot + "' is written by node '" + node.name + "'" + process +
                                           "; a slot has one writer, give that node's port another slot to write this one by hand"};
}

/// The segment to take over.
NodeView find_writer(const BoardSurvey& survey, const std::string& slot, const std::string& board) {
    const NodeView* const node = survey.writer_of(slot);
    if (node == nullptr)
        throw StartError{ExitCode::kNoInput, "no slot '" + slot + "' on board '" + board +
                                                 "' (a node set names what people write under operator_writes)" +
                                                 suggestion(slot, survey.slot_names())};
    const bool made_by_seqboard = node->name == kSupervisorNode || node->name == kOperatorNode;
    if (node->liveness != Liveness::kDead || node->supervision || made_by_seqboard) refuse_owned(slot, *node);
    return *node;
}

/// Where the clock of a lock-step run stands, as long as its coordinator lives.
Time board_now(Blackboard& board) {
    const auto owner = board.find_owner("clock");
    const auto segment = owner && board.backend().owner(*owner) ? board.attach_trusted(*owner) : nullptr;
    const auto clock = segment ? newest<ClockState>(*segment, "clock") : std::nullopt;
    return clock ? time_from_ns(clock->value.now_ns) : monotonic_now();
}

}  // namespace

HandWriter::HandWriter(std::shared_ptr<Blackboard> board, const std::string& slot) : board_{std::move(board)} {
    BoardSurvey survey{board_};
    survey.look();
    const NodeView node = find_writer(survey, slot, board_->name());
    const auto& places = node.segment->description().slots;
    specs_.assign(places.begin(), places.end());
    const auto found = std::find_if(specs_.begin(), specs_.end(), [&](const SlotSpec& spec) { return spec.name == slot; });
    index_ = static_cast<std::size_t>(found - specs_.begin());
    segment_ = board_->create(node.name, specs_);
    port_ = std::make_unique<OutputPort>(slot, *found, context_);
    port_->bind(segment_->writer(index_), segment_->epoch());
}

void HandWriter::write(const std::vector<std::byte>& bytes) {
    context_.begin(board_now(*board_));
    port_->write(bytes.data(), bytes.size());
}

}  // namespace seqboard::cli
