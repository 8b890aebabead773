#include "core/node/supervisor_view.hpp"

#include "core/port/newest_of_port.hpp"

namespace seqboard {

namespace {

constexpr Duration kLookInterval = std::chrono::milliseconds{20};

}  // namespace

SupervisorView::SupervisorView(const std::vector<std::string>& nodes)
    : enable_{"enable", slot_spec<MotorEnable>(std::string{kMotorEnableSlot}), kForever, context_} {
    enable_.rename(enable_.slot(), std::string{kSupervisorNode});
    for (const std::string& node : nodes) {
        const std::string slot = std::string{kSupervisorNode} + "." + node;
        nodes_.emplace_back("node", slot_spec<NodeSupervision>(slot), kForever, context_).rename(slot, std::string{kSupervisorNode});
    }
}

bool SupervisorView::is_there(Blackboard& board, Time now) {
    if (now - looked_ < kLookInterval) return there_;
    looked_ = now;
    there_ = board.backend().owner(kSupervisorNode).has_value();
    was_there_ = was_there_ || there_;
    return there_;
}

bool SupervisorView::has_decided(Blackboard& board) {
    const auto enable = newest<MotorEnable>(enable_, board);
    return enable && enable->value.reason != EnableReason::kBoot;
}

std::optional<NodeSupervision> SupervisorView::of(Blackboard& board, std::size_t node) {
    if (!there_) return std::nullopt;
    const auto news = newest<NodeSupervision>(nodes_[node], board);
    return news ? std::optional{news->value} : std::nullopt;
}

bool SupervisorView::will_return(Blackboard& board, std::size_t node) {
    const auto supervision = of(board, node);
    if (!supervision) return false;
    const Supervised state = supervision->state;
    return state != Supervised::kDown && state != Supervised::kStopping && state != Supervised::kFailed && state != Supervised::kDone;
}

bool SupervisorView::knows_end_of(Blackboard& board, std::size_t node, std::uint32_t pid) {
    const auto supervision = of(board, node);
    return supervision && supervision->pid != pid;
}

}  // namespace seqboard
