#include "core/launch/supervisor_slots.hpp"

#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

constexpr std::size_t kStatusPort = 0;
constexpr std::size_t kEnablePort = 1;
constexpr std::size_t kRequestPort = 2;
constexpr std::size_t kNodePorts = 3;

}  // namespace

SupervisorSlots::SupervisorSlots(Blackboard& board, const LaunchPlan& plan) { make_anew(board, plan); }

void SupervisorSlots::make_anew(Blackboard& board, const LaunchPlan& plan) {
    ports_.clear();
    segment_.reset();  // one at a time can own the name
    std::vector<SlotSpec> specs = {slot_spec<SupervisorStatus>(std::string{kSupervisorStatusSlot}),
                                   slot_spec<MotorEnable>(std::string{kMotorEnableSlot}),
                                   slot_spec<ParamRequest>(std::string{kModeRequestSlot})};
    for (const PlannedProcess& process : plan.processes)
        for (const PlannedNode& node : process.nodes) specs.push_back(slot_spec<NodeSupervision>("supervisor." + node.name));
    try {
        segment_ = board.create(kSupervisorNode, specs);
    } catch (const SegmentError& error) {
        if (error.fault() != SegmentFault::kOwned) throw;
        const auto owner = board.backend().owner(kSupervisorNode);
        throw SegmentError{SegmentFault::kOwned, "board '" + board.name() + "' has a supervisor already" +
                                                     (owner ? ", process " + std::to_string(owner->pid) : "") +
                                                     "; stop it with seqboard down, or choose another --board"};
    }
    for (std::size_t i = 0; i < specs.size(); ++i) ports_.emplace_back("", specs[i], context_).bind(segment_->writer(i), segment_->epoch());
}

void SupervisorSlots::publish(const SupervisorStatus& status, const std::vector<NodeSupervision>& nodes) {
    // Nodes first: who sees request_done in the status sees its outcome as well.
    for (std::size_t i = 0; i < nodes.size(); ++i) write(i + kNodePorts, &nodes[i], sizeof nodes[i]);
    write(kStatusPort, &status, sizeof status);
}

void SupervisorSlots::publish(const ParamRequest& request) { write(kRequestPort, &request, sizeof request); }
void SupervisorSlots::publish(const MotorEnable& enable) { write(kEnablePort, &enable, sizeof enable); }

void SupervisorSlots::write(std::size_t port, const void* message, std::size_t bytes) {
    if (!exist()) return;
    context_.begin(monotonic_now());
    ports_[port].write(message, bytes);
}

}  // namespace seqboard
